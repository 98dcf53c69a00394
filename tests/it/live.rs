//! Live: what changes in public is told as it happens, and the newest incidents come as a feed.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, header},
};
use contactline::atlas::review::{Decision, Intent};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::support::{READ_ONLY, Server};

const WHY: Intent<'static> = Intent {
    actor: "test",
    why: Some("A reason of the test."),
    expected: None,
};

/// A draft of a report of our own.
fn draft(server: &Server, day: u32) -> String {
    let body = json!({
        "text": "The agency said that 12 soldiers were killed near Aghdam.",
        "published": format!("2020-10-{day:02}"),
        "source": {"title": "An agency", "side": "third-party"},
    });
    let token = server.token();
    let answer = server.edit(axum::http::Method::POST, "/reports", &token, &body, None);
    answer.json()["drafts"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// One listener.
struct Listener {
    body: Body,
    heard: String,
}

impl Listener {
    async fn new(server: &Server, after: Option<&str>) -> Self {
        let mut request = Request::get("/events");
        if let Some(after) = after {
            request = request.header("last-event-id", after);
        }
        let request = request.body(Body::empty()).unwrap();
        let answer = server.router().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 200);
        let kind = &answer.headers()[header::CONTENT_TYPE];
        assert_eq!(kind, "text/event-stream");
        assert!(!answer.headers().contains_key(header::CONTENT_ENCODING));
        Self {
            body: answer.into_body(),
            heard: String::new(),
        }
    }

    /// Listens until it heard something, at most so long.
    async fn hears(&mut self, words: &str) -> bool {
        let deadline = tokio::time::Instant::now() + Duration::from_secs(8);
        while !self.heard.contains(words) {
            let frame = tokio::time::timeout_at(deadline, self.body.frame());
            match frame.await {
                Ok(Some(Ok(frame))) => {
                    let data = frame.into_data().unwrap();
                    self.heard.push_str(std::str::from_utf8(&data).unwrap());
                }
                _ => return false,
            }
        }
        true
    }
}

fn run(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(work);
}

#[test]
fn listeners_hear_what_becomes_public_and_what_is_withdrawn_and_nothing_of_drafts() {
    let server = Server::start();
    let (one, other) = (draft(&server, 5), draft(&server, 6));
    run(async {
        let mut first = Listener::new(&server, None).await;
        let mut second = Listener::new(&server, None).await;
        assert!(first.hears("retry: 5000").await);
        server.atlas.decide(&one, Decision::Accept, WHY).unwrap();
        let put = format!(
            "event: put\ndata: {}",
            json!({"collection": "incidents", "id": one,
                   "href": format!("/ogc/collections/incidents/items/{one}")})
        );
        assert!(first.hears(&put).await, "{}", first.heard);
        assert!(second.hears(&put).await, "{}", second.heard);
        server.atlas.decide(&one, Decision::Reject, WHY).unwrap();
        assert!(first.hears("event: withdraw").await, "{}", first.heard);
        assert!(!first.heard.contains(&other), "a draft is not public");

        // Whoever comes back is told what happened meanwhile, and what happened before is not.
        let ids = first
            .heard
            .lines()
            .filter_map(|line| line.strip_prefix("id: "));
        let ids: Vec<i64> = ids.map(|id| id.parse().unwrap()).collect();
        assert!(ids.windows(2).all(|two| two[0] < two[1]), "{ids:?}");
        let mut back = Listener::new(&server, Some(&ids[0].to_string())).await;
        assert!(back.hears("event: withdraw").await, "{}", back.heard);
        assert!(!back.heard.contains(&format!("id: {}\n", ids[0])));

        // Who was here before everything that is remembered has to read all of it.
        let mut late = Listener::new(&server, Some("999999999")).await;
        assert!(late.hears("event: reload").await, "{}", late.heard);

        // When the server stops, the answers come to their end.
        server.close_events();
        assert!(!second.hears("never said").await);
    });
}

#[test]
fn a_number_that_came_from_elsewhere_is_refused() {
    let name = header::HeaderName::from_static("last-event-id");
    let problem = READ_ONLY
        .get_with("/events", name, "yesterday")
        .problem(400);
    assert!(problem.contains("Last-Event-ID"), "{problem}");
}

#[test]
fn the_newest_incidents_are_a_feed_that_readers_understand() {
    let server = Server::start();
    let read = |path: &str| {
        let answer = server.get(path);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let kind = answer.header(header::CONTENT_TYPE).to_owned();
        assert_eq!(kind, "application/atom+xml; charset=utf-8");
        (
            feed_rs::parser::parse(answer.bytes.as_slice()).unwrap(),
            answer,
        )
    };
    let (one, other) = (draft(&server, 5), draft(&server, 20));
    let (before, _) = read("/feeds/incidents.atom");
    for id in [&one, &other] {
        server.atlas.decide(id, Decision::Accept, WHY).unwrap();
    }
    let (feed, answer) = read("/feeds/incidents.atom");
    assert!(feed.entries.len() >= 2);
    assert!(feed.entries.len() <= 50);
    assert!(
        feed.entries
            .windows(2)
            .all(|two| two[0].updated >= two[1].updated)
    );
    let ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
    for id in [&one, &other] {
        assert!(
            ids.iter().any(|page| page.ends_with(&format!("/i/{id}"))),
            "{ids:?}"
        );
        assert!(
            before
                .entries
                .iter()
                .all(|entry| !entry.id.ends_with(id.as_str()))
        );
    }
    assert!(answer.text().contains("<georss:"));
    let again = server.get_with(
        "/feeds/incidents.atom",
        header::IF_NONE_MATCH,
        answer.header(header::ETAG),
    );
    assert_eq!(again.status, 304);

    // With a filter, the feed has what the items have.
    let query = "datetime=2020-10-04/2020-10-07&bbox=45,39,48,41";
    let items = server.get(&format!(
        "/ogc/collections/incidents/items?limit=10000&{query}"
    ));
    let items = items.json();
    let mut wanted: Vec<&str> = items["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item: &Value| item["id"].as_str().unwrap())
        .collect();
    let (feed, _) = read(&format!("/feeds/incidents.atom?{query}"));
    let pages = feed.entries.iter();
    let mut found: Vec<&str> = pages
        .map(|entry| entry.id.rsplit('/').next().unwrap())
        .collect();
    wanted.sort_unstable();
    found.sort_unstable();
    assert!(wanted.len() < 50 && wanted.contains(&one.as_str()));
    assert_eq!(found, wanted);
    let problem = server.get("/feeds/incidents.atom?limit=3").problem(400);
    assert!(problem.contains("Unknown query parameter"), "{problem}");
}
