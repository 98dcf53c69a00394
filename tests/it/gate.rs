//! The gate before the public: whatever editors and moderators do, no way of reading shows more than
//! it lets through.

use std::{cell::RefCell, collections::BTreeMap};

use axum::http::{Method, header};
use contactline::{
    atlas::{
        policy::Said,
        review::{Correction, Decision, Intent, Whereabouts},
    },
    format::kinds::{FORMATS, Format},
    model::{
        gate::{Coarse, Floor, Policy, Shown},
        position::LonLat,
        role::Role,
        scope::Scope,
        shape::Shape,
    },
};
use memchr::memmem;
use proptest::{prelude::*, test_runner::TestRunner};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    routes::public_reads,
    support::{Server, unpacked, unpacked_columns},
};

const WHY: Intent<'static> = Intent {
    actor: "test",
    why: Some("A reason of the test."),
    expected: None,
};

/// A record of ours as the test knows it.
#[derive(Debug, Clone)]
struct Record {
    id: String,
    claims: Vec<String>,
    /// Words in its reports, and nowhere else.
    words: Vec<String>,
    /// Numbers in its claims, and nowhere else.
    numbers: Vec<String>,
    /// A word in its summary, and nowhere else.
    title: String,
    /// Its longitude, with digits that nothing else has.
    lon: String,
    stands: Stands,
    held: bool,
    /// A moderator has it shown coarsely.
    coarse: bool,
    /// The public has seen it: that there is such an identifier is no secret any more.
    seen: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Stands {
    /// Not accepted, or turned down.
    Back,
    /// Accepted under a delay.
    Waits,
    Accepted,
    /// Its claims went over to another.
    Joined,
}

impl Record {
    fn public(&self) -> bool {
        self.stands == Stands::Accepted && !self.held
    }
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Accept(usize),
    Reject(usize),
    Hold(usize, bool),
    Graphic(usize, bool),
    Coarsen(usize, bool),
    Join(usize, usize),
    Rules(bool, u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..4_usize).prop_map(Deed::Accept),
        2 => (0..4_usize).prop_map(Deed::Reject),
        2 => (0..4_usize, any::<bool>()).prop_map(|(n, hold)| Deed::Hold(n, hold)),
        1 => (0..4_usize, any::<bool>()).prop_map(|(n, flag)| Deed::Graphic(n, flag)),
        1 => (0..4_usize, any::<bool>()).prop_map(|(n, coarse)| Deed::Coarsen(n, coarse)),
        2 => (0..4_usize, 0..4_usize).prop_map(|(n, m)| Deed::Join(n, m)),
        2 => (any::<bool>(), 0..3_u8).prop_map(|(delay, floor)| Deed::Rules(delay, floor)),
    ]
}

fn rules(delay: bool, floor: u8) -> Policy {
    let shown_as = if floor == 1 {
        Coarse::District
    } else {
        Coarse::Ring(8.0)
    };
    let floor = (floor > 0).then(|| Floor {
        kind: "*".to_owned(),
        where_prec: 4,
        shown_as,
    });
    Policy {
        delay_hours: if delay { 6 } else { 0 },
        floors: floor.into_iter().collect(),
        public_suggestions: false,
        contributors_fetch: false,
    }
}

/// Four drafts at typed positions, each with words and digits that nothing else has.
fn records(server: &Server) -> Vec<Record> {
    let token = server.token();
    let places = ["Stepanakert", "Aghdam", "Hadrut", "Fizuli"];
    let records = (0..).zip(places).map(|(n, place)| {
        let (word, number) = (format!("zyqq{n}wort"), format!("6183{n}7"));
        let body = json!({
            "text": format!(
                "The agency {word} said that {number} soldiers were killed near {place}."
            ),
            "published": format!("2020-10-{:02}", 5 + n),
            "source": {"title": "An agency", "side": "third-party"},
        });
        let answer = server.edit(Method::POST, "/reports", &token, &body, None);
        let draft = answer.json()["drafts"][0].clone();
        let id = draft["id"].as_str().unwrap().to_owned();
        let claims = draft["properties"]["claims"].as_array().unwrap();
        let claims: Vec<String> = claims
            .iter()
            .map(|claim| claim["id"].as_str().unwrap().to_owned())
            .collect();
        for said in [&word, &number] {
            assert!(tells(&draft.to_string(), said), "{said} is not in {draft}");
        }
        let (lon, title) = (format!("46.81937{n}1"), format!("qyzz{n}titel"));
        let correction = Correction {
            whereabouts: Some(Whereabouts::Point(
                LonLat::new(lon.parse().unwrap(), 39.8).unwrap(),
            )),
            summary: Some(format!("Losses were reported, {title}.")),
            ..Correction::default()
        };
        server.atlas.correct(&id, &correction, WHY).unwrap();
        Record {
            id,
            claims,
            words: vec![word],
            numbers: vec![number],
            title,
            lon,
            stands: Stands::Back,
            held: false,
            coarse: false,
            seen: false,
        }
    });
    records.collect()
}

/// Whether a text has this in it; a number counts only where it stands by itself.
fn tells(text: &str, secret: &str) -> bool {
    if !secret.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.contains(secret);
    }
    let part_of_number = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'.' || *byte == b'-')
    };
    text.match_indices(secret).any(|(at, _)| {
        let bytes = text.as_bytes();
        let before = at.checked_sub(1).and_then(|at| bytes.get(at));
        let after = bytes.get(at + secret.len());
        !part_of_number(before) && !after.is_some_and(u8::is_ascii_digit)
    })
}

/// The addresses at which a public way of reading is tried.
fn addresses(route: &str, records: &[Record]) -> Vec<String> {
    let collections = ["incidents", "claims", "control"];
    let all = |addresses: &[&str]| addresses.iter().map(|one| (*one).to_owned()).collect();
    let claims = || records.iter().flat_map(|record| &record.claims);
    match route {
        "/"
        | "/config"
        | "/healthz"
        | "/ogc"
        | "/ogc/"
        | "/ogc/conformance"
        | "/ogc/icon.svg"
        | "/ogc/style.css"
        | "/ogc/tileMatrixSets"
        | "/line/stances"
        | "/line/dates"
        | "/claims/grades"
        | "/releases"
        | "/policy"
        | "/worker.js"
        | "/backdrop/relief.jpg" => {
            vec![route.to_owned()]
        }
        "/ogc/api" | "/ogc/collections" => {
            vec![route.to_owned(), format!("{route}?f=html")]
        }
        "/assets/{*path}" => all(&["/assets/none.js"]),
        "/ogc/collections/{collection}" => collections
            .map(|one| format!("/ogc/collections/{one}"))
            .to_vec(),
        "/ogc/tileMatrixSets/{set}" => all(&["/ogc/tileMatrixSets/WebMercatorQuad"]),
        "/ogc/collections/{collection}/tiles" => collections
            .map(|one| format!("/ogc/collections/{one}/tiles"))
            .to_vec(),
        "/ogc/collections/{collection}/tiles/{set}" => collections
            .iter()
            .flat_map(|one| {
                let set = format!("/ogc/collections/{one}/tiles/WebMercatorQuad");
                [format!("{set}?f=tilejson"), set]
            })
            .collect(),
        "/ogc/collections/{collection}/tiles/{set}/{matrix}/{row}/{col}" => collections
            .iter()
            .flat_map(|one| {
                let tiles = format!("/ogc/collections/{one}/tiles/WebMercatorQuad");
                let days = "datetime=2020-10-05/2020-10-09";
                [
                    format!("{tiles}/0/0/0"),
                    format!("{tiles}/6/24/40"),
                    format!("{tiles}/6/24/40?{days}"),
                    format!("{tiles}/8/97/161"),
                ]
            })
            .collect(),
        "/ogc/collections/{collection}/queryables"
        | "/ogc/collections/{collection}/schema"
        | "/ogc/collections/{collection}/sortables" => collections
            .iter()
            .flat_map(|one| ["json", "html"].map(|form| (one, form)))
            .map(|(one, form)| format!("{}?f={form}", route.replace("{collection}", one)))
            .collect(),
        "/ogc/collections/{collection}/items" => {
            let data = all(&[
                "/ogc/collections/incidents/items?limit=10000",
                "/ogc/collections/incidents/items?limit=10000&bbox=46.8,39.7,46.9,39.9",
                "/ogc/collections/incidents/items?limit=1&datetime=2020-10-05/2020-10-09",
                "/ogc/collections/claims/items?limit=10000&datetime=2020-10-05/2020-10-09",
                "/ogc/collections/control/items?limit=10000",
                "/ogc/collections/incidents/items?limit=10000&filter=id%20IS%20NOT%20NULL",
                "/ogc/collections/claims/items?limit=10000&filter=S_INTERSECTS(geometry,BBOX(43,37,51,43))",
                "/ogc/collections/incidents/items?limit=10000&f=html",
                "/ogc/collections/claims/items?limit=10000&f=html",
                "/ogc/collections/claims/items?limit=10000&crs=EPSG:3857",
                "/ogc/collections/incidents/items?bbox=600000,4300000,700000,4450000&bbox-crs=EPSG:32638",
            ]);
            let files = FORMATS
                .iter()
                .filter(|offer| offer.format != Format::CsvMetadata);
            let files = files.map(|offer| {
                let items = "/ogc/collections/claims/items?limit=10000";
                format!("{items}&f={}", offer.extension)
            });
            data.into_iter().chain(files).collect()
        }
        "/ogc/collections/{collection}/items/{feature}" => {
            let incidents = records
                .iter()
                .map(|one| format!("/ogc/collections/incidents/items/{}", one.id));
            let claims = claims().map(|id| format!("/ogc/collections/claims/items/{id}"));
            let data: Vec<String> = incidents.chain(claims).collect();
            let pages: Vec<String> = data.iter().map(|one| format!("{one}?f=html")).collect();
            [data, pages].concat()
        }
        "/layers/{file}" => {
            let files = |one: &'static str| {
                FORMATS
                    .iter()
                    .map(move |offer| format!("/layers/{one}.{}", offer.extension))
            };
            let whole = ["incidents", "claims"].into_iter().flat_map(files);
            let flat = collections.map(|one| format!("/layers/{one}.geojson?flat=true"));
            let control = all(&["/layers/control.geojson", "/layers/control.csv"]);
            let parts = all(&[
                "/layers/incidents.csv?hxl=true&bbox=46.8,39.7,46.9,39.9",
                "/layers/claims.gpkg?datetime=2020-10-05/2020-10-09",
            ]);
            whole.chain(flat).chain(control).chain(parts).collect()
        }
        "/line" => all(&[
            "/line?on=2020-10-06",
            "/line?on=2020-10-06&stance=az-claimed",
        ]),
        "/line/areas" => all(&["/line/areas?on=2020-10-06"]),
        "/line/compare" => all(&["/line/compare?from=2020-09-26&to=2020-10-20"]),
        "/line/diagram" => all(&["/line/diagram", "/line/diagram?f=csv"]),
        "/line/locate" => all(&["/line/locate?lon=46.8&lat=39.8&on=2020-10-06"]),
        "/line/point" => all(&["/line/point?km=120"]),
        "/claims/losses" => all(&["/claims/losses", "/claims/losses?f=csv"]),
        "/claims/timeline" => all(&["/claims/timeline", "/claims/timeline?f=csv"]),
        "/feeds/incidents.atom" => all(&[
            "/feeds/incidents.atom",
            "/feeds/incidents.atom?bbox=46.8,39.7,46.9,39.9",
        ]),
        "/search" => {
            let words = records.iter().flat_map(|record| &record.words);
            let words = words.map(|word| format!("/search?q={word}"));
            words.chain(all(&["/search?q=Stepanakert"])).collect()
        }
        "/i/{id}/revisions" => {
            let incidents = records.iter().map(|one| format!("/i/{}/revisions", one.id));
            let claims = claims().map(|id| format!("/i/{id}/revisions"));
            incidents.chain(claims).collect()
        }
        "/i/{id}" => {
            let forms = [
                "",
                "@1",
                "@2",
                "@3",
                "?f=html",
                "?f=geojson",
                "?f=grid",
                "?f=bibtex",
                "?f=csl",
                "?f=text",
                "@1?f=geojson",
                "@2?f=geojson",
                "?as_of=2999-01-01",
            ];
            let ids = records.iter().map(|record| &record.id).chain(claims());
            ids.flat_map(|id| forms.map(|form| format!("/i/{id}{form}")))
                .collect()
        }
        "/releases/{date}" => all(&["/releases/2020-10-10"]),
        other => panic!("{other} is a new way of reading: say here at which addresses to try it"),
    }
}

/// The addresses of this server that a document links to.
fn links(text: &str) -> impl Iterator<Item = String> {
    text.split("\"href\":\"").skip(1).filter_map(|rest| {
        let link = rest.split('"').next()?;
        let path = match link.split_once("://") {
            Some((_, rest)) => rest.get(rest.find('/')?..)?,
            None => link,
        };
        path.starts_with('/').then(|| path.to_owned())
    })
}

/// Every public way to read, with what it says, and what that links to.
fn walk(server: &Server, records: &[Record]) -> BTreeMap<String, String> {
    let mut open: Vec<String> = public_reads()
        .iter()
        .flat_map(|route| addresses(route, records))
        .collect();
    let mut said = BTreeMap::new();
    while let Some(path) = open.pop() {
        if said.contains_key(&path) {
            continue;
        }
        let mut answer = server.get(&path);
        // Compressed pages would hide what they tell.
        if answer.bytes.starts_with(b"PAR1") {
            answer.bytes = unpacked_columns(&answer.bytes);
        }
        let mut text = answer.text();
        assert!(!answer.status.is_server_error(), "{path}: {text}");
        if answer.bytes.starts_with(b"PK") {
            text = unpacked(&answer.bytes);
        }
        if answer.bytes.contains(&0) {
            // Forms that are no text have numbers as they are.
            for lon in records.iter().map(|record| &record.lon) {
                let number: f64 = lon.parse().unwrap();
                let forms = [number.to_le_bytes(), number.to_be_bytes()];
                if forms
                    .iter()
                    .any(|form| memmem::find(&answer.bytes, form).is_some())
                {
                    text.push_str(lon);
                }
            }
        }
        // A problem may repeat the identifier that was asked for: that tells nothing.
        if answer.status.as_u16() >= 400
            && let Some(asked) = records.iter().find(|one| path.contains(one.id.as_str()))
        {
            text = text.replace(&asked.id, "ASKED");
        }
        open.extend(links(&text).filter(|link| !link.starts_with("/assets/")));
        said.insert(path, text);
        assert!(said.len() < 2_000, "links lead on and on");
    }
    said
}

fn matched(server: &Server, collection: &str) -> usize {
    let path = format!("/ogc/collections/{collection}/items?limit=1");
    let matched = server.get(&path).json()["numberMatched"].as_u64();
    usize::try_from(matched.unwrap()).unwrap()
}

#[test]
fn no_way_of_reading_shows_what_the_gate_keeps() {
    let server = Server::start();
    let built_in = [matched(&server, "incidents"), matched(&server, "claims")];
    let known = RefCell::new((records(&server), false, 0_u8));
    let config = ProptestConfig {
        cases: 4,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let deeds = prop::collection::vec(deed(), 6..16);
    let outcome = TestRunner::new(config).run(&deeds, |deeds| {
        let mut known = known.borrow_mut();
        let (records, delay, floor) = &mut *known;
        for deed in deeds {
            apply(&server, deed, records, delay, floor);
        }
        let shown = walk(&server, records);
        let public: Vec<&Record> = records.iter().filter(|one| one.public()).collect();
        for record in records.iter() {
            let coarse = *floor > 0 || record.coarse;
            for (path, text) in &shown {
                let mut secret: Vec<&str> = Vec::new();
                let inner = [&record.title, &record.lon];
                if !record.public() {
                    // A claim that went over was public with the place that it had then, and that
                    // revision never changes while its record is public and shown as it is.
                    let cited = path.strip_prefix("/i/").and_then(|rest| {
                        let revision = rest.split_once('@');
                        revision.or_else(|| rest.split_once("/revisions"))
                    });
                    let shown_on = cited.is_some_and(|(id, _)| {
                        let holder = |one: &&&Record| one.claims.iter().any(|claim| claim == id);
                        public.iter().find(holder).is_some_and(|one| !one.coarse)
                    });
                    let before = record.stands == Stands::Joined && record.seen && !coarse;
                    if !(before && shown_on) {
                        secret.extend(inner.into_iter().map(String::as_str));
                    }
                    secret.extend(record.words.iter().map(String::as_str));
                    secret.extend(
                        record
                            .claims
                            .iter()
                            .chain(&record.numbers)
                            .map(String::as_str),
                    );
                    // A tombstone may name what the public knew, and claims that went over keep
                    // the identifier of where they came from.
                    let known = record.seen && path.starts_with("/i/");
                    if !known && record.stands != Stands::Joined {
                        secret.push(&record.id);
                    }
                } else if coarse {
                    secret.extend(inner.into_iter().chain(&record.words).map(String::as_str));
                }
                // A search says again what was sought.
                secret.retain(|secret| !path.contains(secret));
                for secret in secret {
                    prop_assert!(!tells(text, secret), "{path} tells {secret}: {record:?}");
                }
            }
            let item = server.get(&format!("/ogc/collections/incidents/items/{}", record.id));
            prop_assert_eq!(item.status.is_success(), record.public(), "{:?}", record);
            if record.public() {
                let item = item.json();
                prop_assert_eq!(&item["properties"]["coarsened"] == true, coarse);
                prop_assert_eq!(item["geometry"]["type"] == "Point", !coarse);
                for offer in FORMATS {
                    // What has no rows has no identifiers.
                    if offer.format == Format::CsvMetadata {
                        continue;
                    }
                    let layer = &shown[&format!("/layers/incidents.{}", offer.extension)];
                    prop_assert!(
                        layer.contains(&record.id),
                        "the walk would see it in {}: {:?}",
                        offer.extension,
                        record
                    );
                }
            }
        }
        let claims: usize = public.iter().map(|one| one.claims.len()).sum();
        prop_assert_eq!(matched(&server, "incidents"), built_in[0] + public.len());
        prop_assert_eq!(matched(&server, "claims"), built_in[1] + claims);
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    // The release of the day names what is public, and nothing else.
    let records = known.into_inner().0;
    let token = server.token();
    let made = server.edit(Method::POST, "/releases", &token, &Value::Null, None);
    let manifest = server.get(made.header(header::LOCATION)).text();
    for record in &records {
        // Claims that went over keep the identifier of where they came from in their own.
        let whole = format!("\"{}\"", record.id);
        let named = match record.stands {
            Stands::Joined => manifest.contains(&whole),
            _ => manifest.contains(&record.id),
        };
        assert_eq!(named, record.public(), "{record:?}");
        assert_eq!(manifest.contains(&whole), record.public(), "{record:?}");
    }
    let verified = server.atlas.verify().unwrap();
    assert!(verified.faults.is_empty(), "{verified:?}");
}

/// Does it, and notes what the public should see then.
fn apply(server: &Server, deed: Deed, records: &mut [Record], delay: &mut bool, floor: &mut u8) {
    let atlas = &server.atlas;
    let say = |id: &str, said: Said| {
        // What was said before is refused, and stays so.
        let _ = atlas.say(id, said, WHY);
    };
    match deed {
        Deed::Accept(n) => {
            let one = &mut records[n];
            let accepted = atlas.decide(&one.id, Decision::Accept, WHY).is_ok();
            let joined = one.stands == Stands::Joined;
            assert!(!(accepted && joined), "its claims are elsewhere: {one:?}");
            if accepted {
                one.stands = if *delay {
                    Stands::Waits
                } else {
                    Stands::Accepted
                };
            }
        }
        Deed::Reject(n) => {
            if atlas.decide(&records[n].id, Decision::Reject, WHY).is_ok() {
                records[n].stands = Stands::Back;
            }
        }
        Deed::Hold(n, hold) => {
            let said = Said {
                hold: Some(hold),
                ..Said::default()
            };
            say(&records[n].id, said);
            records[n].held = hold;
        }
        Deed::Graphic(n, graphic) => {
            let said = Said {
                graphic: Some(graphic),
                ..Said::default()
            };
            say(&records[n].id, said);
        }
        Deed::Coarsen(n, coarse) => {
            let said = Said {
                coarse: Some(if coarse {
                    Shown::Ring(3.0)
                } else {
                    Shown::Rules
                }),
                ..Said::default()
            };
            say(&records[n].id, said);
            records[n].coarse = coarse;
        }
        Deed::Join(n, m) => {
            let joined = atlas.join(&records[n].id, &records[m].id, WHY).is_ok();
            let waits = *delay || records[m].stands == Stands::Waits;
            let early = records[n].public() && !records[m].public() && waits;
            assert!(!(joined && (records[m].held || early)), "{:?}", records[m]);
            if joined {
                let from = records[m].clone();
                records[m].stands = Stands::Joined;
                let gone = &mut records[m];
                for moved in [&mut gone.claims, &mut gone.words, &mut gone.numbers] {
                    moved.clear();
                }
                let into = &mut records[n];
                into.claims.extend(from.claims);
                into.words.extend(from.words);
                into.numbers.extend(from.numbers);
                into.coarse |= from.coarse;
            }
        }
        Deed::Rules(later, level) => {
            atlas.set_policy(&rules(later, level), "test").unwrap();
            (*delay, *floor) = (later, level);
        }
    }
    for one in records {
        one.seen |= one.public();
    }
}

#[test]
fn an_accepted_record_becomes_public_when_its_delay_has_passed_and_not_before() {
    let server = Server::start();
    let id = records(&server).remove(0).id;
    let path = format!("/ogc/collections/incidents/items/{id}");
    server.atlas.set_policy(&rules(true, 0), "test").unwrap();
    server.atlas.decide(&id, Decision::Accept, WHY).unwrap();
    server.get(&path).problem(404);
    assert_eq!(server.atlas.publish_due().unwrap(), 0);
    let token = server.token();
    let gate = format!("/review/{id}/gate");
    let stands = server.edit(Method::GET, &gate, &token, &Value::Null, None);
    assert_eq!(stands.json()["stage"], "review");

    let database = Connection::open(server.folder().join("contactline.sqlite")).unwrap();
    database
        .execute("update gate set public_at = public_at - 6 * 3600000", [])
        .unwrap();
    assert_eq!(server.atlas.publish_due().unwrap(), 1);
    assert_eq!(server.get(&path).status, 200);
    assert_eq!(server.atlas.publish_due().unwrap(), 0);
}

#[test]
fn a_moderator_holds_and_flags_a_record_and_an_editor_cannot() {
    let server = Server::start();
    let id = records(&server).remove(0).id;
    server.atlas.decide(&id, Decision::Accept, WHY).unwrap();
    let moderator = server
        .atlas
        .new_token("moderator", Scope::Moderate, 1)
        .unwrap();
    let gate = format!("/review/{id}/gate");
    let item = format!("/ogc/collections/incidents/items/{id}");
    let say = |token: &str, body: Value| server.edit(Method::PATCH, &gate, token, &body, Some("*"));
    say(&server.token(), json!({"hold": true})).problem(403);
    assert_eq!(say(&moderator, json!({"graphic": true})).status, 200);
    assert_eq!(server.get(&item).json()["properties"]["graphic"], true);
    let cited = server.get(&format!("/i/{id}")).text();
    let veil = cited
        .find("<details>")
        .expect("the words stand behind a click");
    assert!(veil < cited.find("<q>").unwrap(), "{cited}");
    let held = say(
        &moderator,
        json!({"hold": true, "why": "A family was not told."}),
    );
    assert_eq!(held.status, 200, "{}", held.text());
    server.get(&item).problem(404);
    let gone = server.get(&format!("/i/{id}")).problem(410);
    assert!(gone.contains("A family was not told."), "{gone}");
    say(&moderator, json!({"hold": true})).problem(409);
    assert_eq!(say(&moderator, json!({"hold": false})).status, 200);
    assert_eq!(server.get(&item).status, 200);
}

#[test]
fn only_administrators_make_rules_and_only_rules_that_can_be() {
    let server = Server::start();
    let admin = server.atlas.new_token("admin", Scope::Admin, 1).unwrap();
    let put = |token: &str, body: &Value| server.edit(Method::PUT, "/policy", token, body, None);
    let good = json!({"delay_hours": 3, "floors": [
        {"kind": "shelling", "where_prec": 4, "shown_as": {"ring": 10.0}},
        {"kind": "*", "where_prec": 2, "shown_as": "district"},
    ], "public_suggestions": true, "contributors_fetch": true});
    put(&server.token(), &good).problem(403);
    assert_eq!(put(&admin, &good).status, 200);
    assert_eq!(server.get("/policy").json(), good);
    for (body, says) in [
        (json!({"delay_hours": 10_000}), "8784 hours at the most"),
        (
            json!({"floors": [{"kind": "weather", "where_prec": 2, "shown_as": "district"}]}),
            "There is no kind weather",
        ),
        (
            json!({"floors": [{"kind": "*", "where_prec": 6, "shown_as": "district"}]}),
            "where_prec of 2 to 4",
        ),
        (json!({"delay": 1}), "not what is expected"),
    ] {
        let problem = put(&admin, &body).problem(422);
        assert!(problem.contains(says), "{problem}");
    }
    assert_eq!(Role::Admin, Scope::Admin.role());
    assert_eq!(server.get("/policy").json(), good, "nothing changed");
}

#[test]
fn a_coarse_location_holds_the_place_and_editors_keep_the_true_one() {
    let server = Server::start();
    let record = records(&server).remove(0);
    server
        .atlas
        .decide(&record.id, Decision::Accept, WHY)
        .unwrap();
    let item = format!("/ogc/collections/incidents/items/{}", record.id);
    let exact = server.get(&item).json();
    assert_eq!(exact["geometry"]["type"], "Point");
    let first = exact["properties"]["revision"].as_u64().unwrap();
    server.atlas.set_policy(&rules(false, 2), "test").unwrap();
    let coarse = server.get(&item).json();
    let shape = Shape::from_json(&coarse["geometry"]).unwrap();
    let (min, max) = (shape.rect().min(), shape.rect().max());
    let lon: f64 = record.lon.parse().unwrap();
    assert!(min.x < lon && lon < max.x && min.y < 39.8 && 39.8 < max.y);
    assert_eq!(coarse["properties"]["location"]["rule"], "coarsened");
    let before = server
        .get(&format!("/i/{}@{first}", record.id))
        .problem(410);
    assert!(before.contains("shown coarsely now"), "{before}");
    let draft = server.atlas.draft(&record.id).unwrap();
    let point = draft.incident.properties.location.point.unwrap();
    assert!((point.lon() - lon).abs() < 1e-9, "editors see it as it is");
    let again = server.atlas.set_policy(&rules(false, 2), "test").unwrap();
    assert_eq!(again, 0, "the same rules draw the same disc");
}

#[test]
fn one_record_is_shown_coarsely_when_a_moderator_says_so_and_no_disc_points_at_the_place() {
    let server = Server::start();
    let record = records(&server).remove(0);
    let moderator = server
        .atlas
        .new_token("moderator", Scope::Moderate, 1)
        .unwrap();
    let gate = format!("/review/{}/gate", record.id);
    let item = format!("/ogc/collections/incidents/items/{}", record.id);
    let say = |body: Value| server.edit(Method::PATCH, &gate, &moderator, &body, Some("*"));
    assert_eq!(say(json!({"coarse": {"ring": 5.0}})).status, 200);
    server
        .atlas
        .decide(&record.id, Decision::Accept, WHY)
        .unwrap();
    let near = server.get(&item).json();
    assert_eq!(near["properties"]["coarsened"], true);
    let cited = server.get(&format!("/i/{}", record.id)).text();
    assert!(cited.contains("shown coarsely on purpose"), "{cited}");
    let first = near["properties"]["revision"].as_u64().unwrap();
    say(json!({"coarse": {"ring": 5.0}})).problem(409);
    for (coarse, says) in [
        (json!({"ring": 0.1}), "radius of 1 to 100 km"),
        (json!({"ring": 5.0, "district": 1}), "not what is expected"),
    ] {
        let problem = say(json!({"coarse": coarse})).problem(422);
        assert!(problem.contains(says), "{problem}");
    }
    assert_eq!(say(json!({"coarse": {"ring": 12.0}})).status, 200);
    assert_ne!(server.get(&item).json()["geometry"], near["geometry"]);
    // The smaller disc says more than readers may know now.
    let before = server
        .get(&format!("/i/{}@{first}", record.id))
        .problem(410);
    assert!(before.contains("shown coarsely now"), "{before}");
    let stands = server.edit(Method::GET, &gate, &moderator, &Value::Null, None);
    assert_eq!(stands.json()["coarse"], json!({"ring": 12.0}));
    assert_eq!(say(json!({"coarse": "rules"})).status, 200);
    assert_eq!(server.get(&item).json()["geometry"]["type"], "Point");
    server
        .atlas
        .correct(
            &record.id,
            &Correction {
                whereabouts: Some(Whereabouts::Geometry(
                    Shape::from_input(
                        r#"{"type":"Polygon","coordinates":[[[46,39],[47,39],[47,40],[46,39]]]}"#,
                    )
                    .unwrap(),
                )),
                ..Correction::default()
            },
            WHY,
        )
        .unwrap();
    let problem = say(json!({"coarse": "district"})).problem(422);
    assert!(problem.contains("coarse already"), "{problem}");
}

#[test]
fn no_join_and_no_split_leads_past_a_hold() {
    let server = Server::start();
    let mut records = records(&server);
    let (held, other) = (records.remove(0), records.remove(0));
    let keep_back = |id: &str, hold: bool| {
        let said = Said {
            hold: Some(hold),
            ..Said::default()
        };
        server.atlas.say(id, said, WHY).unwrap();
    };
    let accept = |id: &str| server.atlas.decide(id, Decision::Accept, WHY);
    let public = |id: &str| {
        let item = server.get(&format!("/ogc/collections/incidents/items/{id}"));
        item.status.is_success()
    };
    for one in [&held, &other] {
        accept(&one.id).unwrap();
    }
    keep_back(&held.id, true);
    let refused = server.atlas.join(&other.id, &held.id, WHY).unwrap_err();
    assert!(refused.to_string().contains("holds incident"), "{refused}");

    keep_back(&held.id, false);
    let (number, whole) = server.atlas.join(&held.id, &other.id, WHY).unwrap();
    let again = accept(&other.id).unwrap_err();
    assert!(again.to_string().contains("was joined into"), "{again}");
    keep_back(&held.id, true);
    let refused = server.atlas.undo_pairing(number, WHY).unwrap_err();
    assert!(refused.to_string().contains("holds incident"), "{refused}");

    let claims = &whole.incident.properties.claims;
    let (_, _, part) = server
        .atlas
        .split(&held.id, &[claims[0].id.clone()], WHY)
        .unwrap();
    let part = part.incident.id.to_string();
    accept(&part).unwrap();
    assert!(!public(&held.id) && !public(&part) && !public(&other.id));
    keep_back(&part, false);
    assert!(public(&part), "let go by itself");
    let verified = server.atlas.verify().unwrap();
    assert!(verified.faults.is_empty(), "{verified:?}");
}
