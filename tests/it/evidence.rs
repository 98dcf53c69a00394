//! Evidence: grades, the grid, citations, history, joins, releases, and checks that find one byte.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use contactline::atlas::facade::Atlas;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{READ_ONLY, Server};

fn report(text: &str, title: &str, side: &str, published: &str) -> Value {
    json!({"text": text, "published": published, "source": {"title": title, "side": side}})
}

/// Stores a report and gives its first draft's identifier.
fn draft(server: &Server, token: &str, report: &Value) -> String {
    let stored = server.edit(Method::POST, "/reports", token, report, None);
    assert!(stored.status.is_success(), "{}", stored.text());
    stored.json()["drafts"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn post(server: &Server, token: &str, path: &str, body: &Value) -> crate::support::Answer {
    server.edit(Method::POST, path, token, body, Some("*"))
}

fn accept(server: &Server, token: &str, id: &str) {
    let answer = post(server, token, &format!("/review/{id}/accept"), &Value::Null);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
}

const AZ_SAYS: &str =
    "The Azerbaijani Ministry of Defence denied that Stepanakert had been shelled.";
const ARM_SAYS: &str = "The Armenian Ministry of Defence reported shelling of Stepanakert.";

/// Two drafts of one event: what one side says, and what the other answers.
fn two_sides(server: &Server, token: &str) -> (String, String) {
    let theirs = report(
        ARM_SAYS,
        "Armenian Ministry of Defence",
        "arm",
        "2020-10-02",
    );
    let ours = report(
        AZ_SAYS,
        "Azerbaijani Ministry of Defence",
        "az",
        "2020-10-02",
    );
    (draft(server, token, &theirs), draft(server, token, &ours))
}

#[test]
fn the_rule_table_is_printed_and_every_published_record_has_a_grade_by_it() {
    let table = READ_ONLY.get("/claims/grades").json();
    let grades: Vec<&str> = table["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["grade"].as_str().unwrap())
        .collect();
    assert_eq!(
        grades,
        [
            "retracted",
            "disproved",
            "conceded",
            "third-parties",
            "both-sides",
            "one-side",
            "attributed"
        ]
    );
    for collection in ["incidents", "claims"] {
        let layer = READ_ONLY
            .get(&format!("/layers/{collection}.geojson"))
            .json();
        for feature in layer["features"].as_array().unwrap() {
            let properties = &feature["properties"];
            let grade = properties["grade"].as_str().unwrap();
            assert!(grades.contains(&grade), "{grade}");
            assert_eq!(properties["grade_rules"], table["version"]);
            assert_eq!(properties["revision"], 1);
            for claim in properties["claims"].as_array().into_iter().flatten() {
                assert!(
                    grades.contains(&claim["grade"].as_str().unwrap()),
                    "{claim}"
                );
            }
        }
    }
}

#[test]
fn two_sides_of_one_event_join_into_one_grid_and_part_again() {
    let server = Server::start();
    let token = server.token();
    let (one, other) = two_sides(&server, &token);
    let pairs = server
        .edit(Method::GET, "/review/pairs", &token, &Value::Null, None)
        .json();
    let suggested = pairs["pairs"].as_array().unwrap().iter().any(|pair| {
        let ids = [pair["kept"].as_str(), pair["other"].as_str()];
        ids.contains(&Some(one.as_str())) && ids.contains(&Some(other.as_str()))
    });
    assert!(suggested, "{}", pairs["pairs"]);

    accept(&server, &token, &one);
    let body = json!({"kept": one, "other": other, "why": "one event"});
    server
        .edit(Method::POST, "/review/pairs/join", &token, &body, None)
        .problem(428);
    let stale = format!("\"{one}-1\"");
    server
        .edit(
            Method::POST,
            "/review/pairs/join",
            &token,
            &body,
            Some(&stale),
        )
        .problem(412);
    let joined = post(&server, &token, "/review/pairs/join", &body);
    assert_eq!(joined.status, StatusCode::OK, "{}", joined.text());
    let number = joined.json()["number"].as_i64().unwrap();

    // Both columns speak, each for itself; there is no number of the incident's own.
    let grid = server.get(&format!("/i/{one}?f=grid")).json();
    let what = &grid["rows"][0];
    assert_eq!(what["row"], "what");
    let stand = |side: usize| what["cells"][side]["stand"].as_str().unwrap();
    assert_eq!(
        (stand(0), stand(1), stand(2)),
        ("denied", "asserted", "silent")
    );
    assert_eq!(grid["denied_by"], json!(["az"]));
    let denial = &what["cells"][0]["says"][0];
    assert!(
        denial["claim"].as_str().unwrap().starts_with(&other),
        "{denial}"
    );
    let quoted = denial["span"]["report"].as_str().unwrap();
    let text = server
        .edit(
            Method::GET,
            &format!("/reports/{quoted}"),
            &token,
            &Value::Null,
            None,
        )
        .json()["report"]["text"]
        .as_str()
        .unwrap()
        .to_owned();
    let [start, end] = ["start", "end"].map(|key| denial["span"][key].as_u64().unwrap() as usize);
    let words: String = text.chars().skip(start).take(end - start).collect();
    assert_eq!(denial["text"], words);

    // Undone, both are what they were, under the identifiers that they had.
    let undone = post(
        &server,
        &token,
        &format!("/review/pairs/{number}/undo"),
        &Value::Null,
    );
    assert_eq!(undone.status, StatusCode::OK, "{}", undone.text());
    for (id, state) in [(&one, "published"), (&other, "draft")] {
        let now = server
            .edit(
                Method::GET,
                &format!("/review/{id}"),
                &token,
                &Value::Null,
                None,
            )
            .json();
        assert_eq!(now["properties"]["state"], state);
        for claim in now["properties"]["claims"].as_array().unwrap() {
            assert!(
                claim["id"].as_str().unwrap().starts_with(id.as_str()),
                "{claim}"
            );
        }
    }
    let twice = post(
        &server,
        &token,
        &format!("/review/pairs/{number}/undo"),
        &Value::Null,
    );
    assert!(twice.problem(409).contains("undone before"));
    assert_eq!(server.atlas.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn claims_split_off_and_go_back() {
    let server = Server::start();
    let token = server.token();
    let (one, other) = two_sides(&server, &token);
    let body = json!({"kept": one, "other": other});
    post(&server, &token, "/review/pairs/join", &body);
    let read = |id: &str| {
        server
            .edit(
                Method::GET,
                &format!("/review/{id}"),
                &token,
                &Value::Null,
                None,
            )
            .json()
    };
    let claims = |id: &str| {
        let incident = read(id);
        let claims = incident["properties"]["claims"].as_array().unwrap().clone();
        claims
            .iter()
            .map(|claim| claim["id"].clone())
            .collect::<Vec<_>>()
    };
    let before = claims(&one);
    assert!(before.len() > 1);
    let none = json!({"incident": one, "claims": []});
    post(&server, &token, "/review/pairs/split", &none).problem(422);
    let all = json!({"incident": one, "claims": before});
    post(&server, &token, "/review/pairs/split", &all).problem(422);

    let some = json!({"incident": one, "claims": [before[0]]});
    let split = post(&server, &token, "/review/pairs/split", &some);
    assert_eq!(split.status, StatusCode::OK, "{}", split.text());
    let split = split.json();
    let child = split["other"]["id"].as_str().unwrap();
    assert_eq!(claims(child), before[..1]);
    assert_eq!(claims(&one), before[1..]);
    let path = format!("/review/pairs/{}/undo", split["number"]);
    post(&server, &token, &path, &Value::Null);
    assert_eq!(claims(&one), before);
    assert_eq!(read(child)["properties"]["state"], "rejected");
    // The join is older: it is undone last.
    post(&server, &token, "/review/pairs/1/undo", &Value::Null);
    assert_eq!(read(&other)["properties"]["state"], "draft");
    assert_eq!(server.atlas.verify().unwrap().faults, Vec::<String>::new());
}

#[test]
fn a_report_that_repeats_another_is_seen() {
    let server = Server::start();
    let token = server.token();
    let text = "The Armenian Ministry of Defence reported on Friday that the city of Stepanakert had been \
                shelled in the morning.";
    let first = report(text, "An agency", "third-party", "2020-10-02");
    let again = report(
        &format!("Second agency. {text}"),
        "A second agency",
        "third-party",
        "2020-10-03",
    );
    let other = report(ARM_SAYS, "A third agency", "third-party", "2020-10-02");
    let ids = [&first, &again, &other].map(|report| {
        let stored = server.edit(Method::POST, "/reports", &token, report, None);
        stored.json()["report"]["id"].as_str().unwrap().to_owned()
    });
    let path = format!("/reports/{}/repeats", ids[1]);
    let repeats = server
        .edit(Method::GET, &path, &token, &Value::Null, None)
        .json();
    let repeats = repeats["repeats"].as_array().unwrap();
    assert_eq!(repeats.len(), 1, "{repeats:?}");
    assert_eq!(repeats[0]["first"], ids[0]);
    server.get(&path).problem(401);
}

#[test]
fn a_cited_revision_never_changes_and_a_withdrawn_record_says_why() {
    let server = Server::start();
    let token = server.token();
    let (id, _) = two_sides(&server, &token);
    server.get(&format!("/i/{id}")).problem(404);
    accept(&server, &token, &id);
    let first = server.get(&format!("/i/{id}@1?f=geojson"));
    let sha256 = first
        .headers
        .get("contactline-sha256")
        .unwrap()
        .to_str()
        .unwrap();
    assert_eq!(
        contactline::evidence::hash::sha256_hex(&first.bytes),
        sha256
    );

    let patch =
        json!({"summary": "<script>alert(1)</script> & \"so\"", "verification": "disputed"});
    let corrected = server.edit(
        Method::PATCH,
        &format!("/review/{id}"),
        &token,
        &patch,
        Some("*"),
    );
    assert_eq!(corrected.status, StatusCode::OK, "{}", corrected.text());
    let last = server.get(&format!("/i/{id}?f=geojson")).json();
    assert_eq!(last["properties"]["revision"], 2);
    assert_eq!(last["properties"]["verification"], "disputed");
    assert_eq!(
        server.get(&format!("/i/{id}@1?f=geojson")).bytes,
        first.bytes
    );
    assert!(
        server
            .get(&format!("/i/{id}@9"))
            .problem(404)
            .contains("1 to 2")
    );
    server.get(&format!("/i/{id}@x")).problem(400);
    let revisions = server.get(&format!("/i/{id}/revisions")).json();
    let revisions = revisions["revisions"].as_array().unwrap();
    assert_eq!(revisions.len(), 2);
    assert_eq!(revisions[0]["sha256"], sha256);
    let changed = |field: &str| {
        let changes = revisions[1]["changes"].as_array().unwrap();
        changes
            .iter()
            .find(|change| change["field"] == field)
            .cloned()
    };
    assert_eq!(changed("verification").unwrap()["after"], "disputed");
    assert_eq!(changed("summary").unwrap()["after"], patch["summary"]);
    assert!(changed("geometry").is_none());
    server.get("/i/i-none/revisions").problem(404);
    server
        .get(&format!("/i/{id}?as_of=2020-10-01"))
        .problem(404);

    let page = server.get(&format!("/i/{id}"));
    assert!(page.header(header::CONTENT_TYPE).starts_with("text/html"));
    assert!(!page.text().contains("<script"), "{}", page.text());
    assert!(page.text().contains("&lt;script&gt;"));
    assert!(page.text().contains(sha256));
    let bibtex = server.get(&format!("/i/{id}@1?f=bibtex")).text();
    assert!(
        bibtex.starts_with("@misc{") && bibtex.contains(sha256),
        "{bibtex}"
    );
    let csl = server.get(&format!("/i/{id}@1?f=csl")).json();
    assert_eq!(csl[0]["version"], "1");
    let claim = last["properties"]["claims"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        server.get(&format!("/i/{claim}?f=geojson")).json()["id"],
        claim.as_str()
    );

    let why = json!({"why": "the source <b>withdrew</b> it"});
    post(&server, &token, &format!("/review/{id}/reject"), &why);
    for address in [id.clone(), format!("{id}@1"), format!("{id}@3"), claim] {
        let sentence = server.get(&format!("/i/{address}")).problem(410);
        assert!(sentence.contains("withdrew"), "{sentence}");
    }
    for layer in ["incidents", "claims"] {
        assert!(
            !server
                .get(&format!("/layers/{layer}.geojson"))
                .text()
                .contains(&id)
        );
    }
}

#[test]
fn history_tells_what_changed_and_undo_is_a_new_revision() {
    let server = Server::start();
    let token = server.token();
    let (id, _) = two_sides(&server, &token);
    accept(&server, &token, &id);
    let patch = json!({"kind": "clash", "why": "as both sides call it"});
    server.edit(
        Method::PATCH,
        &format!("/review/{id}"),
        &token,
        &patch,
        Some("*"),
    );
    let history = |server: &Server| {
        server
            .edit(
                Method::GET,
                &format!("/review/{id}/history"),
                &token,
                &Value::Null,
                None,
            )
            .json()["history"]
            .as_array()
            .unwrap()
            .clone()
    };
    let entries = history(&server);
    assert_eq!(entries.len(), 3);
    let last = &entries[2];
    assert_eq!(
        (&last["actor"], &last["did"]["why"]),
        (&json!("test"), &patch["why"])
    );
    let kind = last["did"]["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["field"] == "kind")
        .unwrap();
    assert_eq!(
        (&kind["before"], &kind["after"]),
        (&json!("shelling"), &json!("clash"))
    );

    let undo = post(
        &server,
        &token,
        &format!("/review/{id}/undo"),
        &json!({"why": "not so"}),
    );
    assert_eq!(undo.status, StatusCode::OK, "{}", undo.text());
    assert_eq!(undo.json()["properties"]["kind"], "shelling");
    assert_eq!(undo.json()["properties"]["revision"], 4);
    assert_eq!(history(&server).len(), 4);
    assert_eq!(
        server.get(&format!("/i/{id}?f=geojson")).json()["properties"]["revision"],
        3
    );
    let nothing = post(
        &server,
        &token,
        &format!("/review/{id}/undo"),
        &json!({"to": 9}),
    );
    assert!(nothing.problem(409).contains("no earlier revision 9"));
    server.get(&format!("/review/{id}/history")).problem(401);
}

#[test]
fn figures_keep_their_claimant_and_nothing_is_added_up() {
    let losses = READ_ONLY.get("/claims/losses").json();
    let rows = losses["losses"].as_array().unwrap();
    assert!(rows.len() > 5);
    for row in rows {
        let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(
            keys,
            [
                "item",
                "outcome",
                "stated_by",
                "victim_class",
                "victim_side"
            ]
        );
        for (side, figures) in row["stated_by"].as_object().unwrap() {
            for figure in figures.as_array().unwrap() {
                assert_eq!(figure["claimant_side"], side.as_str());
            }
        }
    }
    let timeline = READ_ONLY
        .get("/claims/timeline?datetime=2020-09-27/2020-11-10")
        .json();
    for track in timeline["claimants"].as_array().unwrap() {
        let days: Vec<&str> = track["figures"]
            .as_array()
            .unwrap()
            .iter()
            .map(|figure| figure["stated"].as_str().unwrap())
            .collect();
        assert!(days.is_sorted(), "{days:?}");
    }
    let csv = READ_ONLY.get("/claims/losses?f=csv");
    assert!(csv.header(header::CONTENT_TYPE).starts_with("text/csv"));
    let figures: usize = rows
        .iter()
        .flat_map(|row| row["stated_by"].as_object().unwrap().values())
        .map(|figures| figures.as_array().unwrap().len())
        .sum();
    assert_eq!(csv.text().lines().count(), figures + 1);
    READ_ONLY.get("/claims/losses?f=xml").problem(400);
}

#[test]
fn a_hedged_figure_keeps_its_hedge_in_every_table() {
    let server = Server::start();
    let token = server.token();
    let text = "The Azerbaijani Ministry of Defence said that over 40 Armenian tanks had been \
                destroyed near Fuzuli and about 200 Armenian servicemen had been killed there.";
    let id = draft(
        &server,
        &token,
        &report(text, "An agency", "third-party", "2020-10-02"),
    );
    accept(&server, &token, &id);
    let figures = |path: &str| -> Vec<Value> {
        let found = server.get(path).json();
        let mut figures: Vec<Value> = Vec::new();
        let mut left = vec![found];
        while let Some(one) = left.pop() {
            match one {
                Value::Array(many) => left.extend(many),
                Value::Object(map) if map.contains_key("claim") => figures.push(map.into()),
                Value::Object(map) => left.extend(map.into_iter().map(|(_, inner)| inner)),
                _ => {}
            }
        }
        figures.retain(|figure| figure["incident"] == id.as_str());
        figures
    };
    for path in ["/claims/timeline", "/claims/losses"] {
        let found = figures(path);
        let told = |words: &str| found.iter().find(|one: &&Value| one["figure"] == words);
        let over = told("over 40").unwrap_or_else(|| panic!("{path}: {found:?}"));
        assert_eq!((&over["hedge"], &over["low"]), (&json!("over"), &json!(40)));
        assert_eq!(over["high"], Value::Null);
        let about = told("about 200").unwrap_or_else(|| panic!("{path}: {found:?}"));
        assert_eq!(
            (&about["hedge"], &about["high"]),
            (&json!("about"), &json!(200))
        );
        let csv = server.get(&format!("{path}?f=csv")).text();
        assert!(
            csv.lines().next().unwrap().contains(",hedge,figure,"),
            "{csv}"
        );
        assert!(
            csv.contains(",over,over 40,") && csv.contains(",about,about 200,"),
            "{csv}"
        );
    }
}

fn check(server: &Server, path: &str, bytes: Vec<u8>) -> Value {
    let answer = server.send(Request::post(path).body(Body::from(bytes)).unwrap());
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

#[test]
fn a_release_is_reproducible_and_one_changed_byte_in_a_download_is_named() {
    let server = Server::start();
    let token = server.token();
    let nothing = server.send(Request::post("/verify").body(Body::from("{}")).unwrap());
    assert!(nothing.problem(404).contains("no release"));
    server
        .edit(Method::POST, "/releases", "none", &json!({}), None)
        .problem(401);
    let date = json!({"date": "2026-01-31"});
    let made = server.edit(Method::POST, "/releases", &token, &date, None);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    let again = server.edit(Method::POST, "/releases", &token, &date, None);
    assert_eq!(again.status, StatusCode::OK);
    let future = json!({"date": "2999-01-01"});
    server
        .edit(Method::POST, "/releases", &token, &future, None)
        .problem(422);
    let listed = server.get("/releases").json();
    assert_eq!(listed["releases"][0]["root"], made.json()["root"]);

    // Another folder with the same data gives the same bytes.
    let manifest = server.get("/releases/2026-01-31");
    let twin = Server::start();
    twin.atlas
        .release(Some("2026-01-31".parse().unwrap()), "somebody else")
        .unwrap();
    assert!(
        twin.get("/releases/2026-01-31").bytes == manifest.bytes,
        "the bytes differ"
    );
    assert!(contactline::evidence::release::read(&manifest.text()).is_ok());

    let layer = server.get("/layers/incidents.geojson");
    for file in [&manifest.bytes, &layer.bytes] {
        let found = check(&server, "/verify", file.clone());
        assert_eq!(found["verdict"], "verified", "{found}");
    }
    let at = layer.text().find("\"summary\":\"").unwrap() + 11;
    let mut changed = layer.bytes.clone();
    changed[at] ^= 1;
    let features = layer.json()["features"].as_array().unwrap().clone();
    let id = features[0]["id"].as_str().unwrap().to_owned();
    let found = check(&server, "/verify?release=2026-01-31", changed);
    assert_eq!(found["verdict"], "failed");
    assert!(
        found["sentences"][0].as_str().unwrap().contains(&id),
        "{id}: {found}"
    );
    let mut changed = manifest.bytes.clone();
    let at = manifest.text().find("\"sha256\":\"").unwrap() + 12;
    changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
    assert_eq!(check(&server, "/verify", changed)["verdict"], "failed");

    // What changed since gives another release, never another version of this one.
    let (id, _) = two_sides(&server, &token);
    accept(&server, &token, &id);
    server
        .edit(Method::POST, "/releases", &token, &date, None)
        .problem(409);
    assert_eq!(server.get("/releases/2026-01-31").bytes, manifest.bytes);
    server.get("/releases/2026-02-01").problem(404);
    assert_eq!(server.atlas.verify().unwrap().faults, Vec::<String>::new());
}

/// A folder with a report, two public revisions and a release, and its database, closed.
fn folder() -> (tempfile::TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    let submission =
        serde_json::from_value(report(ARM_SAYS, "An agency", "third-party", "2020-10-02")).unwrap();
    let drafts = atlas.ingest(&submission, "test").unwrap().incidents;
    let intent = contactline::atlas::review::Intent {
        actor: "test",
        why: Some("as reported"),
        expected: None,
    };
    let id = drafts[0].incident.id.as_str();
    atlas
        .decide(id, contactline::atlas::review::Decision::Accept, intent)
        .unwrap();
    atlas.release(None, "test").unwrap();
    assert_eq!(atlas.verify().unwrap().faults, Vec::<String>::new());
    drop(atlas);
    let connection = Connection::open(folder.path().join("contactline.sqlite")).unwrap();
    (folder, connection)
}

#[test]
fn one_changed_byte_anywhere_that_counts_is_found() {
    let (folder, connection) = folder();
    let triggers: Vec<String> = connection
        .prepare("select name from sqlite_schema where type = 'trigger' and name like '%never%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert!(triggers.len() >= 10, "{triggers:?}");
    for trigger in triggers {
        connection
            .execute_batch(&format!("drop trigger {trigger}"))
            .unwrap();
    }
    for (table, column, word, other, sentence) in [
        ("audit", "body", "as reported", "As reported", "was altered"),
        ("audit", "actor", "test", "tent", "was altered"),
        (
            "incident_revision",
            "body",
            "shelling",
            "shelking",
            "is not as the log has it",
        ),
        (
            "incident",
            "body",
            "shelling",
            "shelking",
            "not as its last revision",
        ),
        ("publication", "body", "shelling", "shelking", "was altered"),
        (
            "report",
            "text",
            "shelling",
            "shelking",
            "The text of report",
        ),
        ("release_record", "sha256", "a", "b", "The release of"),
        ("release", "root", "a", "b", "The release of"),
    ] {
        let rowid = format!("select {column} from {table} where {column} like '%{word}%' limit 1");
        let before: String = connection.query_row(&rowid, [], |row| row.get(0)).unwrap();
        let after = before.replacen(word, other, 1);
        let set = format!("update {table} set {column} = ?2 where {column} = ?1");
        connection.execute(&set, [&before, &after]).unwrap();
        let faults = Atlas::open(folder.path()).unwrap().verify().unwrap().faults;
        assert!(
            faults.iter().any(|fault| fault.contains(sentence)),
            "{table}.{column}: {faults:?}"
        );
        connection.execute(&set, [&after, &before]).unwrap();
    }
    let atlas = Atlas::open(folder.path()).unwrap();
    assert_eq!(atlas.verify().unwrap().faults, Vec::<String>::new());
    drop(atlas);
    connection
        .execute("delete from audit where seq = 3", [])
        .unwrap();
    let faults = Atlas::open(folder.path()).unwrap().verify().unwrap().faults;
    assert!(
        faults[0].contains("Entry 3 of the log is missing"),
        "{faults:?}"
    );
}

#[test]
fn a_folder_of_the_first_schema_opens_and_gets_its_log() {
    let (new, connection) = folder();
    drop(connection);
    let old = tempfile::tempdir().unwrap();
    let connection = Connection::open(old.path().join("contactline.sqlite")).unwrap();
    connection
        .execute_batch(include_str!("../../src/store/migrations/001.sql"))
        .unwrap();
    let path = new.path().join("contactline.sqlite");
    connection
        .execute("attach ?1 as fresh", [path.to_str().unwrap()])
        .unwrap();
    for table in [
        "meta",
        "source",
        "collection",
        "report",
        "incident",
        "incident_revision",
    ] {
        connection
            .execute_batch(&format!(
                "insert into main.{table} select * from fresh.{table}"
            ))
            .unwrap();
    }
    // What that version wrote: no grades, no verification, and no log.
    connection
        .execute_batch(
            "insert into main.feature select * from fresh.feature;
             update feature set body = json_remove(body, '$.properties.grade', '$.properties.grade_rules',
                 '$.properties.denied_by') where collection in ('incidents', 'claims');
             update incident set body = json_remove(body, '$.properties.verification');
             drop trigger history_is_never_altered;
             update incident_revision set body = json_remove(body, '$.properties.verification');
             delete from main.meta where key = 'public-form';
             pragma application_id = 0x63746c6e; pragma user_version = 1;",
        )
        .unwrap();
    let count = |connection: &Connection, sql: &str| -> i64 {
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let revisions = count(&connection, "select count(*) from main.incident_revision");
    connection.execute_batch("detach fresh").unwrap();

    let atlas = Atlas::open(old.path()).unwrap();
    let checked = atlas.verify().unwrap();
    assert_eq!(checked.faults, Vec::<String>::new());
    let adopted = count(
        &connection,
        "select count(*) from audit where kind = 'incident' and body ->> '$.adopted'",
    );
    assert_eq!(adopted, revisions);
    let body = atlas.item("incidents", "i-20160402-01").unwrap();
    let feature: Value = serde_json::from_str(&body).unwrap();
    assert!(feature["properties"]["grade"].is_string());
    // The public saw it without a grade first.
    assert_eq!(feature["properties"]["revision"], 2);
    drop(atlas);
    let entries = count(&connection, "select count(*) from audit");
    drop(Atlas::open(old.path()).unwrap());
    assert_eq!(count(&connection, "select count(*) from audit"), entries);
}
