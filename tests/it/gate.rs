//! The gate before the public: whatever editors and moderators do, no way of reading shows more than
//! it lets through.

use std::cell::RefCell;

use axum::http::{Method, header};
use contactline::{
    atlas::{
        policy::Said,
        review::{Correction, Decision, Intent, Whereabouts},
    },
    model::{
        gate::{Coarse, Floor, Policy},
        position::LonLat,
        role::Role,
        scope::Scope,
        shape::Shape,
    },
};
use proptest::{prelude::*, test_runner::TestRunner};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::Server;

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
    /// A word in its report, and nowhere else.
    word: String,
    /// A word in its summary, and nowhere else.
    title: String,
    /// Its longitude, with digits that nothing else has.
    lon: String,
    accepted: bool,
    held: bool,
    /// It was accepted under a delay.
    waits: bool,
}

impl Record {
    fn public(&self) -> bool {
        self.accepted && !self.held && !self.waits
    }
}

#[derive(Debug, Clone, Copy)]
enum Deed {
    Accept(usize),
    Reject(usize),
    Hold(usize, bool),
    Graphic(usize, bool),
    Rules(bool, u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..4_usize).prop_map(Deed::Accept),
        2 => (0..4_usize).prop_map(Deed::Reject),
        2 => (0..4_usize, any::<bool>()).prop_map(|(n, hold)| Deed::Hold(n, hold)),
        1 => (0..4_usize, any::<bool>()).prop_map(|(n, flag)| Deed::Graphic(n, flag)),
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
    }
}

/// Four drafts at typed positions, each with words and digits that nothing else has.
fn records(server: &Server) -> Vec<Record> {
    let token = server.token();
    let places = ["Stepanakert", "Aghdam", "Hadrut", "Fizuli"];
    let records = (0..).zip(places).map(|(n, place)| {
        let word = format!("zyqq{n}wort");
        let body = json!({
            "text": format!("The agency {word} said that 12 soldiers were killed near {place}."),
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
        assert!(
            draft.to_string().contains(&word),
            "the claim quotes the word"
        );
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
            word,
            title,
            lon,
            accepted: false,
            held: false,
            waits: false,
        }
    });
    records.collect()
}

/// Every public way to read, with what it says.
fn walk(server: &Server, records: &[Record]) -> Vec<(String, String)> {
    let mut paths: Vec<String> = [
        "/",
        "/config",
        "/ogc",
        "/ogc/collections",
        "/ogc/collections/incidents",
        "/ogc/collections/claims",
        "/ogc/collections/incidents/items?limit=10000",
        "/ogc/collections/incidents/items?limit=10000&bbox=46.8,39.7,46.9,39.9",
        "/ogc/collections/claims/items?limit=10000&datetime=2020-10-05/2020-10-09",
        "/ogc/collections/control/items?limit=10000",
        "/layers/incidents.geojson",
        "/layers/claims.geojson",
        "/layers/control.geojson",
        "/line/diagram",
        "/line/diagram?f=csv",
        "/line/compare?from=2020-09-26&to=2020-10-20",
        "/line?on=2020-10-06",
        "/line/areas?on=2020-10-06",
        "/line/dates",
        "/claims/grades",
        "/claims/losses",
        "/claims/timeline",
        "/releases",
        "/policy",
        "/search?q=Stepanakert",
    ]
    .map(str::to_owned)
    .to_vec();
    for extension in [
        "geojsonl", "csv", "kml", "gpx", "json", "fgb", "gpkg", "xlsx",
    ] {
        paths.push(format!("/layers/incidents.{extension}"));
    }
    for record in records {
        paths.push(format!("/search?q={}", record.word));
        paths.push(format!("/ogc/collections/incidents/items/{}", record.id));
        for claim in &record.claims {
            paths.push(format!("/ogc/collections/claims/items/{claim}"));
            paths.push(format!("/i/{claim}"));
        }
        for rest in [
            "",
            "@1",
            "@2",
            "?f=geojson",
            "?f=bibtex",
            "?f=csl",
            "@1?f=geojson",
            "?f=json",
        ] {
            paths.push(format!("/i/{}{rest}", record.id));
        }
    }
    paths
        .into_iter()
        .map(|path| {
            let answer = server.get(&path);
            assert!(
                !answer.status.is_server_error(),
                "{path}: {}",
                answer.text()
            );
            let text = answer.text();
            // A problem may repeat the identifier that was asked for: that tells nothing.
            let about_itself = answer.status.as_u16() >= 400;
            let asked = records.iter().find(|one| path.contains(one.id.as_str()));
            let text = match asked.filter(|_| about_itself) {
                Some(one) => text.replace(&one.id, "ASKED"),
                None => text,
            };
            (path, text)
        })
        .collect()
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
            let coarse = *floor > 0;
            for (path, text) in &shown {
                let mut secret: Vec<&str> = Vec::new();
                if !record.public() {
                    secret.extend([&*record.id, &*record.word, &*record.title, &*record.lon]);
                    secret.extend(record.claims.iter().map(String::as_str));
                } else if coarse {
                    secret.extend([&*record.word, &*record.title, &*record.lon]);
                }
                // A search says again what was sought.
                secret.retain(|secret| !path.contains(secret));
                for secret in secret {
                    prop_assert!(!text.contains(secret), "{path} tells {secret}: {record:?}");
                }
            }
            let item = server.get(&format!("/ogc/collections/incidents/items/{}", record.id));
            prop_assert_eq!(item.status.is_success(), record.public(), "{:?}", record);
            if record.public() {
                let item = item.json();
                prop_assert_eq!(&item["properties"]["coarsened"] == true, coarse);
                prop_assert_eq!(item["geometry"]["type"] == "Point", !coarse);
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
        assert_eq!(manifest.contains(&record.id), record.public(), "{record:?}");
    }
    let verified = server.atlas.verify().unwrap();
    assert!(verified.faults.is_empty(), "{verified:?}");
}

/// Does it, and notes what the public should see then.
fn apply(server: &Server, deed: Deed, records: &mut [Record], delay: &mut bool, floor: &mut u8) {
    let atlas = &server.atlas;
    match deed {
        Deed::Accept(n) => {
            let one = &mut records[n];
            if atlas.decide(&one.id, Decision::Accept, WHY).is_ok() {
                (one.accepted, one.waits) = (true, *delay);
            }
        }
        Deed::Reject(n) => {
            let _ = atlas.decide(&records[n].id, Decision::Reject, WHY);
            records[n].accepted = false;
        }
        Deed::Hold(n, hold) => {
            let said = Said {
                hold: Some(hold),
                graphic: None,
            };
            let _ = atlas.say(&records[n].id, said, WHY);
            records[n].held = hold;
        }
        Deed::Graphic(n, graphic) => {
            let said = Said {
                hold: None,
                graphic: Some(graphic),
            };
            let _ = atlas.say(&records[n].id, said, WHY);
        }
        Deed::Rules(later, level) => {
            atlas.set_policy(&rules(later, level), "test").unwrap();
            (*delay, *floor) = (later, level);
        }
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
    ]});
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
