//! Feeds as an inbox: what comes in once, what becomes of it, and what a broken feed does.

use axum::http::{Method, header};
use contactline::{
    atlas::feeds::Polled,
    capture::{
        fetch::{Fetcher, Limits},
        reach::Reach,
    },
    model::{inbox::ItemState, scope::Scope, side::Side},
};
use serde_json::{Value, json};

use crate::{
    support::{Answer, Server},
    web::{Thing, Web},
};

const TEXT: &str =
    "The defence ministry of Armenia said that 4 soldiers had been killed near Aghdam on Saturday.";

fn fetcher() -> Fetcher {
    Fetcher {
        reach: Reach::Any,
        limits: Limits::default(),
    }
}

/// A feed of items: key, link, title, text.
fn rss(items: &[[&str; 4]]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|[key, link, title, text]| {
            format!(
                "<item><guid isPermaLink='false'>{key}</guid><link>{link}</link><title>{title}</title>\
                 <pubDate>Sat, 03 Oct 2020 10:00:00 GMT</pubDate><description>{text}</description></item>"
            )
        })
        .collect();
    format!(
        "<rss version='2.0'><channel><title>F</title>{}</channel></rss>",
        items.concat()
    )
}

fn serve_feed(web: &Web, path: &str, items: &[[&str; 4]]) -> String {
    web.put(path, Thing::Page("application/rss+xml", rss(items).into()))
}

fn watch(server: &Server, url: &str) -> i64 {
    let feed = server.atlas.add_feed(url, "Test agency", Side::Arm, "test");
    feed.unwrap().id
}

fn poll(server: &Server, id: i64) -> Polled {
    server.atlas.poll_feed(id, &fetcher()).unwrap()
}

fn waiting(server: &Server) -> Vec<(i64, String)> {
    let (items, _) = server.atlas.inbox(ItemState::New).unwrap();
    items
        .into_iter()
        .map(|item| (item.id, item.title))
        .collect()
}

fn post(server: &Server, path: &str, body: &Value) -> Answer {
    server.edit(Method::POST, path, &server.token(), body, None)
}

#[test]
fn an_item_comes_in_once_by_whatever_it_is_known() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let link = web.url("/1");
    let url = serve_feed(&web, "/rss", &[["a", &link, "One", TEXT]]);
    let feed = watch(&server, &url);
    assert_eq!(poll(&server, feed).new, 1);
    assert_eq!(poll(&server, feed).new, 0);
    // Another feed with the same page, and one with the same text.
    let other = serve_feed(&web, "/other", &[["x", &link, "Same page", "Other words."]]);
    assert_eq!(poll(&server, watch(&server, &other)).new, 0);
    let third = serve_feed(&web, "/third", &[["y", &web.url("/3"), "Same text", TEXT]]);
    assert_eq!(poll(&server, watch(&server, &third)).new, 0);
    // What is a report already.
    let known = format!("{TEXT} It was the second day.");
    let report = json!({"text": known, "published": "2020-10-03",
        "source": {"title": "T", "side": "arm", "url": web.url("/4")}});
    assert_eq!(post(&server, "/reports", &report).status, 201);
    let fourth = serve_feed(
        &web,
        "/fourth",
        &[
            ["p", &web.url("/4"), "Known page", "x"],
            ["q", &web.url("/5"), "Known text", &known],
            ["r", &web.url("/6"), "New", "Something else."],
        ],
    );
    assert_eq!(poll(&server, watch(&server, &fourth)).new, 1);
    let titles: Vec<String> = waiting(&server)
        .into_iter()
        .map(|(_, title)| title)
        .collect();
    assert_eq!(titles, ["New", "One"]);
}

#[test]
fn an_unchanged_feed_is_not_sent_again() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let text = rss(&[["a", &web.url("/1"), "One", TEXT]]);
    let url = web.put("/rss", Thing::Tagged("text/xml", "\"v7\"", text));
    let feed = watch(&server, &url);
    assert_eq!(poll(&server, feed).new, 1);
    let again = poll(&server, feed);
    assert_eq!((again.new, again.feed.trouble), (0, None));
    let asked = web.asked();
    assert!(!asked[0].contains("if-none-match"));
    assert!(asked[1].contains("if-none-match: \"v7\""), "{}", asked[1]);
}

#[test]
fn an_item_is_taken_from_its_page_or_its_text_or_dismissed() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let page = format!("<html lang=en><body><p>{TEXT} More is on the page.</p></body></html>");
    let link = web.page("/1", &page);
    let second = "The ministry said that 2 soldiers were wounded near Hadrut.";
    let url = serve_feed(
        &web,
        "/rss",
        &[
            ["a", &link, "Page", "Short."],
            ["b", &web.url("/2"), "Text", second],
            ["c", &web.url("/3"), "No", "Weather in Fuzuli."],
        ],
    );
    poll(&server, watch(&server, &url));
    let number = |title: &str| {
        let found = waiting(&server)
            .into_iter()
            .find(|(_, known)| known == title);
        found.unwrap().0
    };
    let path = |title: &str, deed: &str| format!("/feeds/inbox/{}/{deed}", number(title));

    let take = path("Page", "take");
    let taken = post(&server, &take, &Value::Null);
    assert_eq!(taken.status, 201, "{}", taken.text());
    let report = taken.json()["report"].clone();
    assert!(
        report["text"]
            .as_str()
            .unwrap()
            .contains("More is on the page")
    );
    assert_eq!(report["published"], "2020-10-03");
    assert_eq!(report["source"]["side"], "arm");
    assert!(
        post(&server, &take, &Value::Null)
            .problem(409)
            .contains("taken before")
    );

    let taken = post(&server, &path("Text", "take"), &json!({"from": "text"}));
    assert_eq!(taken.status, 201, "{}", taken.text());
    assert_eq!(taken.json()["report"]["text"], format!("Text\n\n{second}"));

    let dismiss = path("No", "dismiss");
    assert_eq!(post(&server, &dismiss, &Value::Null).status, 200);
    assert!(waiting(&server).is_empty());
    let read = |query: &str| {
        let bearer = format!("Bearer {}", server.token());
        server.get_with(
            &format!("/feeds/inbox{query}"),
            header::AUTHORIZATION,
            &bearer,
        )
    };
    assert_eq!(read("?state=taken").json()["numberMatched"], 2);
    assert_eq!(read("?state=dismissed").json()["items"][0]["title"], "No");
    assert_eq!(read("").json()["feeds"][0]["source"], "Test agency");
    assert!(
        read("?state=lost")
            .problem(400)
            .contains("one of new, taken or dismissed")
    );
    post(&server, "/feeds/inbox/999/take", &Value::Null).problem(404);
    post(&server, "/feeds/inbox/x/take", &Value::Null).problem(400);
    assert!(server.atlas.verify().unwrap().faults.is_empty());
}

#[test]
fn an_item_whose_page_does_not_come_stays() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let url = serve_feed(&web, "/rss", &[["a", &web.url("/none"), "One", TEXT]]);
    poll(&server, watch(&server, &url));
    let [(id, _)] = waiting(&server).try_into().unwrap();
    let take = format!("/feeds/inbox/{id}/take");
    assert!(
        post(&server, &take, &Value::Null)
            .problem(502)
            .contains("status 404")
    );
    assert_eq!(waiting(&server).len(), 1);
    assert_eq!(post(&server, &take, &json!({"from": "text"})).status, 201);
}

#[test]
fn a_broken_feed_says_why_rests_and_does_not_hold_up_others() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let broken = watch(
        &server,
        &web.page("/broken", "<html><body>Hello</body></html>"),
    );
    let gone = watch(&server, &web.url("/gone"));
    let fine = watch(
        &server,
        &serve_feed(&web, "/rss", &[["a", &web.url("/1"), "One", TEXT]]),
    );
    assert_eq!(server.atlas.due_feeds().unwrap(), [broken, gone, fine]);
    let says = |id| poll(&server, id).feed.trouble.unwrap_or_default();
    assert!(says(broken).contains("no RSS, Atom or JSON feed"));
    assert!(says(gone).contains("status 404"));
    assert_eq!(poll(&server, fine).new, 1);
    // Those in trouble rest, longer after each failure.
    assert_eq!(server.atlas.due_feeds().unwrap(), [fine]);
    let first = poll(&server, gone).feed;
    let second = poll(&server, gone).feed;
    let rest = |feed: &contactline::model::inbox::Feed| feed.due_at - feed.polled_at.unwrap();
    assert_eq!(rest(&second), 2 * rest(&first));
    // It is forgiven when it works again.
    serve_feed(
        &web,
        "/gone",
        &[["b", &web.url("/2"), "Two", "Other words."]],
    );
    let mended = poll(&server, gone);
    assert_eq!(
        (mended.new, mended.feed.failures, mended.feed.trouble),
        (1, 0, None)
    );
}

#[test]
fn feeds_are_added_once_and_removed_and_private_ones_are_not_asked() {
    let (server, web) = (Server::start(), Web::start());
    let url = serve_feed(&web, "/rss", &[["a", &web.url("/1"), "One", TEXT]]);
    let id = watch(&server, &url);
    let add = |url: &str, source: &str| {
        let added = server.atlas.add_feed(url, source, Side::Az, "test");
        added.unwrap_err().to_string()
    };
    assert!(add(&url, "T").contains("watched already"));
    assert!(add("ftp://a.example/", "T").contains("no web address"));
    assert!(add("https://a.example/", " ").contains("who publishes it"));
    let strict = server.atlas.poll_feed(id, &Fetcher::default()).unwrap();
    assert!(strict.feed.trouble.unwrap().contains("--allow-private"));
    assert!(web.asked().is_empty());
    server.atlas.remove_feed(id, "test").unwrap();
    let gone = server.atlas.remove_feed(id, "test").unwrap_err();
    assert!(gone.to_string().contains("There is no feed"));
    assert!(server.atlas.feeds().unwrap().is_empty());
    assert_ne!(watch(&server, &url), id);
}

#[test]
fn the_inbox_is_for_editors() {
    let server = Server::start();
    server.get("/feeds/inbox").problem(401);
    let token = server.atlas.new_token("c", Scope::Suggest, 1).unwrap();
    let bearer = format!("Bearer {token}");
    server
        .get_with("/feeds/inbox", header::AUTHORIZATION, &bearer)
        .problem(403);
    let deed = |path: &str| server.edit(Method::POST, path, &token, &Value::Null, None);
    deed("/feeds/inbox/1/take").problem(403);
    deed("/feeds/inbox/1/dismiss").problem(403);
}
