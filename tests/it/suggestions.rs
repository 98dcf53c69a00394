//! Suggestions of the public: they wait in the queue, marked, and nobody else sees them.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use contactline::model::{gate::Policy, scope::Scope};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::support::{Answer, Server};

fn open() -> Server {
    let server = Server::start();
    let rules = Policy {
        public_suggestions: true,
        ..Policy::default()
    };
    server.atlas.set_policy(&rules, "test").unwrap();
    server
}

fn suggest(server: &Server, text: &str) -> Answer {
    let body = json!({
        "text": text, "published": "2020-10-04",
        "source": {"title": "A neighbour", "side": "third-party"},
    });
    let request = Request::post("/suggestions").header(header::CONTENT_TYPE, "application/json");
    server.send(request.body(Body::from(body.to_string())).unwrap())
}

fn queue(server: &Server) -> Vec<Value> {
    let token = server.token();
    let queue = server.edit(Method::GET, "/review", &token, &Value::Null, None);
    queue.json()["incidents"].as_array().unwrap().clone()
}

const TEXT: &str = "A witness said that <b>shells</b> fell on Stepanakert in the morning.";

#[test]
fn without_the_rule_an_account_is_needed() {
    let server = Server::start();
    let problem = suggest(&server, TEXT).problem(401);
    assert!(problem.contains("people with an account"), "{problem}");
    assert_eq!(queue(&server), Vec::<Value>::new());
}

#[test]
fn what_the_public_hands_in_waits_in_the_queue_and_is_seen_by_editors_only() {
    let server = open();
    let incidents = server.get("/layers/incidents.geojson").bytes;
    let answer = suggest(&server, TEXT);
    assert_eq!(answer.status, 202, "{}", answer.text());
    let waiting = queue(&server);
    assert_eq!(waiting.len(), 1);
    let draft = &waiting[0];
    assert_eq!(draft["properties"]["suggested_by"], "the public");
    assert_eq!(draft["properties"]["state"], "draft");
    let id = draft["id"].as_str().unwrap();
    assert!(!answer.text().contains(id) && !answer.text().contains("r-"));
    server
        .get(&format!("/ogc/collections/incidents/items/{id}"))
        .problem(404);
    server.get(&format!("/i/{id}")).problem(404);
    assert!(server.get("/layers/incidents.geojson").bytes == incidents);

    // Whether a report was known is nobody's business.
    let again = suggest(&server, TEXT);
    assert_eq!((again.status, again.json()), (answer.status, answer.json()));
    assert_eq!(queue(&server).len(), 1);
    let verified = server.atlas.verify().unwrap();
    assert!(verified.faults.is_empty(), "{verified:?}");
}

#[test]
fn drafts_of_editors_are_not_marked_and_those_of_contributors_are() {
    let server = open();
    let hand_in = |scope: Scope, text: &str| {
        let token = server.atlas.new_token("reporter", scope, 1).unwrap();
        let body = json!({
            "text": text, "published": "2020-10-04",
            "source": {"title": "A neighbour", "side": "third-party"},
        });
        let answer = server.edit(Method::POST, "/reports", &token, &body, None);
        assert_eq!(answer.status, 201, "{}", answer.text());
        let id = answer.json()["drafts"][0]["id"].clone();
        let queue = queue(&server);
        let draft = queue.into_iter().find(|draft| draft["id"] == id).unwrap();
        draft["properties"]["suggested_by"].clone()
    };
    assert_eq!(
        hand_in(Scope::Editor, "Shells fell on Hadrut."),
        Value::Null
    );
    let marked = hand_in(Scope::Suggest, "Shells fell on Aghdam.");
    assert_eq!(marked, "reporter");
}

#[test]
fn too_long_too_often_and_too_many_are_refused_with_a_sentence() {
    let server = open();
    let long = format!("Shells fell on Stepanakert. {}", "Again. ".repeat(3_000));
    let problem = suggest(&server, &long).problem(422);
    assert!(problem.contains("longer than 20000 bytes"), "{problem}");
    suggest(&server, "Nothing of note.").problem(422);
    assert_eq!(suggest(&server, TEXT).status, 202);

    let database = Connection::open(server.folder().join("contactline.sqlite")).unwrap();
    for (table, columns) in [
        (
            "report",
            "id || '-' || n, sha256, source, published, language, text, stored_at",
        ),
        (
            "incident",
            "id || '-' || n, report || '-' || n, state, revision, body",
        ),
        ("suggestion", "report || '-' || n, user, at"),
    ] {
        let from = match table {
            "incident" => "(select * from incident where state = 'draft')",
            "report" => "(select * from report where id in (select report from suggestion))",
            _ => "suggestion",
        };
        let sql = format!(
            "with recursive count (n) as (values (1) union all select n + 1 from count where n < 199)
             insert into {table} select {columns} from {from}, count"
        );
        database.execute(&sql, []).unwrap();
    }
    let problem = suggest(&server, "Shells fell on Hadrut.").problem(409);
    assert!(problem.contains("wait for the editors"), "{problem}");
    assert_eq!(suggest(&server, TEXT).status, 202, "it was there before");
    let problem = suggest(&server, TEXT).problem(429);
    assert!(problem.contains("handed in many reports"), "{problem}");
}
