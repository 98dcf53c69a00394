//! The editor's desk: what a name may mean, pairs left apart, and places drawn by hand.

use axum::http::{Method, StatusCode};
use contactline::model::scope::Scope;
use serde_json::{Value, json};

use crate::support::{Answer, Server};

fn get(server: &Server, token: &str, path: &str) -> Value {
    let answer = server.edit(Method::GET, path, token, &Value::Null, None);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.json()
}

fn post(server: &Server, token: &str, path: &str, body: &Value) -> Answer {
    server.edit(Method::POST, path, token, body, Some("*"))
}

/// Stores a report and gives its first draft.
fn draft(server: &Server, token: &str, text: &str, title: &str, side: &str) -> Value {
    let report = json!({
        "text": text, "published": "2020-10-02", "source": {"title": title, "side": side},
    });
    let stored = post(server, token, "/reports", &report);
    assert!(stored.status.is_success(), "{}", stored.text());
    stored.json()["drafts"][0].clone()
}

fn id(document: &Value) -> String {
    document["id"].as_str().unwrap().to_owned()
}

fn shelling(server: &Server, token: &str) -> Value {
    let text = "The Armenian Ministry of Defence reported shelling of Stepanakert.";
    draft(server, token, text, "Armenian Ministry of Defence", "arm")
}

#[test]
fn a_draft_shows_its_report_and_what_each_name_may_mean() {
    let server = Server::start();
    let token = server.token();
    let made = shelling(&server, &token);
    let path = format!("/review/{}/mentions", id(&made));
    let found = get(&server, &token, &path);
    let text = found["report"]["text"].as_str().unwrap();
    let mentions = found["mentions"].as_array().unwrap();
    assert!(!mentions.is_empty());
    for mention in mentions {
        let (start, end) = (mention["start"].as_u64(), mention["end"].as_u64());
        let words: String = text
            .chars()
            .skip(usize::try_from(start.unwrap()).unwrap())
            .take(usize::try_from(end.unwrap() - start.unwrap()).unwrap())
            .collect();
        assert_eq!(mention["text"], words);
        for candidate in mention["candidates"].as_array().unwrap() {
            assert!(candidate["names"].is_object(), "{candidate}");
            assert!((0.0..=1.0).contains(&candidate["score"].as_f64().unwrap()));
            assert_ne!(candidate["why"], "");
        }
    }
    let chosen = &made["properties"]["location"]["place"];
    assert!(
        mentions
            .iter()
            .flat_map(|mention| mention["candidates"].as_array().unwrap())
            .any(|candidate| candidate["id"] == *chosen),
        "the place of the draft is among the candidates: {mentions:?}"
    );
    server.get(&path).problem(401);
    let nobody = server.atlas.new_token("feed", Scope::Suggest, 1).unwrap();
    server
        .edit(Method::GET, &path, &nobody, &Value::Null, None)
        .problem(403);
    server
        .edit(
            Method::GET,
            "/review/inc-none/mentions",
            &token,
            &Value::Null,
            None,
        )
        .problem(404);
}

/// The pairs of these two that are suggested now.
fn suggested(server: &Server, token: &str, one: &str, other: &str) -> usize {
    let pairs = get(server, token, "/review/pairs");
    let both = |pair: &&Value| {
        let ids = [pair["kept"].as_str(), pair["other"].as_str()];
        ids.contains(&Some(one)) && ids.contains(&Some(other))
    };
    pairs["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(both)
        .count()
}

#[test]
fn a_pair_left_apart_is_not_suggested_again_until_that_is_taken_back() {
    let server = Server::start();
    let token = server.token();
    let one = id(&shelling(&server, &token));
    let denied = "The Azerbaijani Ministry of Defence denied that Stepanakert had been shelled.";
    let title = "Azerbaijani Ministry of Defence";
    let other = id(&draft(&server, &token, denied, title, "az"));
    assert_eq!(suggested(&server, &token, &one, &other), 1);

    let body = json!({"kept": one, "other": other, "why": "Two nights."});
    let left = post(&server, &token, "/review/pairs/apart", &body);
    assert_eq!(left.status, StatusCode::CREATED, "{}", left.text());
    assert_eq!(suggested(&server, &token, &one, &other), 0);
    let turned = json!({"kept": other, "other": one});
    let said = post(&server, &token, "/review/pairs/apart", &turned).problem(409);
    assert!(said.contains("before"), "the order says nothing: {said}");

    for draft in [&one, &other] {
        let history = get(&server, &token, &format!("/review/{draft}/history"));
        let last = history["history"].as_array().unwrap().last().unwrap();
        assert_eq!(last["did"]["kind"], "apart", "{last}");
        assert_eq!(last["did"]["why"], "Two nights.");
        let revision = &get(&server, &token, &format!("/review/{draft}"))["properties"]["revision"];
        assert_eq!(*revision, 1, "nothing of the draft itself has changed");
    }

    let number = left.json()["number"].as_i64().unwrap();
    let undo = format!("/review/pairs/apart/{number}/undo");
    let back = post(&server, &token, &undo, &Value::Null);
    assert_eq!(back.status, StatusCode::OK, "{}", back.text());
    assert!(back.json()["undone_at"].is_string());
    assert_eq!(suggested(&server, &token, &one, &other), 1);
    post(&server, &token, &undo, &Value::Null).problem(409);
    post(
        &server,
        &token,
        "/review/pairs/apart/999/undo",
        &Value::Null,
    )
    .problem(404);

    assert_eq!(
        post(&server, &token, "/review/pairs/apart", &body).status,
        StatusCode::CREATED,
        "and it can be said once more"
    );
    let itself = json!({"kept": one, "other": one});
    post(&server, &token, "/review/pairs/apart", &itself).problem(422);
}

#[test]
fn a_drawn_line_or_area_is_kept_as_drawn_and_says_who_drew_it() {
    let server = Server::start();
    let token = server.token();
    let path = format!("/review/{}", id(&shelling(&server, &token)));
    let shapes = [
        (
            json!({"type": "LineString", "coordinates": [[46.712_345_678, 39.8], [46.9, 39.912_345]]}),
            "line",
        ),
        (
            json!({"type": "Polygon", "coordinates":
                [[[46.7, 39.8], [46.9, 39.8], [46.9, 39.9], [46.7, 39.8]]]}),
            "area",
        ),
    ];
    for (geometry, kind) in shapes {
        let body = json!({"geometry": geometry, "uncertainty_m": 2000, "why": "Drawn."});
        let answer = server.edit(Method::PATCH, &path, &token, &body, Some("*"));
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        let kept = answer.json();
        assert_eq!(kept["geometry"], geometry, "full coordinates");
        let location = &kept["properties"]["location"];
        assert_eq!(location["kind"], kind);
        assert_eq!(location["rule"], "typed-geometry");
        assert_eq!(location["where_prec"], 5);
        assert_eq!(location["uncertainty_m"], 2000.0);
    }
}

#[test]
fn an_area_that_crosses_itself_or_never_ends_is_refused_with_a_sentence() {
    let server = Server::start();
    let token = server.token();
    let path = format!("/review/{}", id(&shelling(&server, &token)));
    let refused = |geometry: Value| {
        let body = json!({ "geometry": geometry });
        server
            .edit(Method::PATCH, &path, &token, &body, Some("*"))
            .problem(422)
    };
    let bow = json!([[
        [46.7, 39.8],
        [46.9, 39.9],
        [46.9, 39.8],
        [46.7, 39.9],
        [46.7, 39.8]
    ]]);
    let said = refused(json!({"type": "Polygon", "coordinates": bow}));
    assert!(said.contains("redraw it"), "{said}");
    let many: Vec<[f64; 2]> = (0..2_001)
        .map(|n| [46.0 + f64::from(n) * 0.0005, 39.8])
        .collect();
    let said = refused(json!({"type": "LineString", "coordinates": many}));
    assert!(said.contains("2,000 positions"), "{said}");
    let turned = json!([[39.8, 46.7], [39.9, 46.9]]);
    let said = refused(json!({"type": "LineString", "coordinates": turned}));
    assert!(said.contains("swapped"), "{said}");
}
