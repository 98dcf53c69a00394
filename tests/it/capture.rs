//! Reports that are fetched: what may be asked, what it may cost, and what is kept.

use std::{
    io::Write as _,
    time::{Duration, Instant},
};

use axum::http::{Method, header};
use contactline::{
    capture::{
        error::FetchError,
        fetch::{Fetched, Fetcher, Limits, Wish},
        reach::Reach,
    },
    model::{gate::Policy, scope::Scope},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    support::Server,
    web::{Thing, Web},
};

const PAGES: Wish<'static> = Wish {
    types: &["text/html", "text/plain"],
    etag: None,
    modified: None,
};

fn fetcher() -> Fetcher {
    Fetcher {
        reach: Reach::Any,
        limits: Limits {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(5),
            bytes: 256 * 1024,
            hops: 5,
        },
    }
}

fn get(url: &str) -> Result<Fetched, FetchError> {
    fetcher().get(url, PAGES).map(Option::unwrap)
}

fn sentence(url: &str) -> String {
    get(url).unwrap_err().to_string()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A page about shelling near a place, of an agency of its own.
fn article(place: &str, number: u32) -> String {
    format!(
        "<html lang=en><head><title>Report</title><meta property='og:site_name' content='Test agency'>\
         <meta property='article:published_time' content='2020-10-03T20:30:00Z'></head><body>\
         <article><p>The defence ministry of Azerbaijan said on Saturday that {number} soldiers had \
         been killed by shelling near {place}, and that its artillery had returned fire until the \
         evening, when the guns fell silent along that part of the line of contact.</p></article>\
         </body></html>"
    )
}

#[test]
fn documents_are_fetched_packed_or_not_and_over_redirects() {
    let web = Web::start();
    let url = web.page("/a", "<p>Aghdam</p>");
    assert_eq!(get(&url).unwrap().bytes, b"<p>Aghdam</p>");
    let url = web.put("/b", Thing::Gzip(packed(b"<p>Fuzuli</p>")));
    assert_eq!(get(&url).unwrap().bytes, b"<p>Fuzuli</p>");
    web.put("/c", Thing::Goes("/b".to_owned()));
    let url = web.put("/d", Thing::Goes(web.url("/c")));
    let found = get(&url).unwrap();
    assert_eq!((found.url, found.bytes.len()), (web.url("/b"), 13));
    let tagged = Thing::Tagged("text/plain", "\"v1\"", "Hadrut".to_owned());
    let url = web.put("/e", tagged);
    assert_eq!(get(&url).unwrap().etag.as_deref(), Some("\"v1\""));
    let known = Wish {
        etag: Some("\"v1\""),
        ..PAGES
    };
    assert_eq!(fetcher().get(&url, known), Ok(None));
    let asked = web.asked();
    assert!(
        asked
            .iter()
            .all(|head| head.contains("user-agent: contactline/"))
    );
    assert!(asked.iter().all(|head| !head.contains("cookie")));
}

#[test]
fn private_networks_are_not_asked_however_they_are_named() {
    let web = Web::start();
    let strict = Fetcher {
        reach: Reach::Public,
        ..fetcher()
    };
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "169.254.169.254",
        "10.0.0.1",
        "192.168.0.1",
        "[fd00::1]",
        "[fe80::1]",
        "0.0.0.0",
    ] {
        let error = strict.get(&format!("http://{host}/"), PAGES).unwrap_err();
        assert!(matches!(error, FetchError::Private(_)), "{host}: {error:?}");
        assert!(error.to_string().contains("private network"), "{error}");
    }
    let error = strict.get(&web.page("/", "x"), PAGES).unwrap_err();
    assert_eq!(error, FetchError::Port);
    assert!(web.asked().is_empty());
}

#[test]
fn a_redirect_into_a_private_network_is_not_followed() {
    let (web, inner) = (Web::start(), Web::start());
    let secret = inner.page("/", "secret");
    let only_web: Reach = web.authority().parse().unwrap();
    let fetcher = Fetcher {
        reach: only_web,
        ..fetcher()
    };
    let url = web.page("/fine", "<p>Aghdam</p>");
    assert!(fetcher.get(&url, PAGES).is_ok());
    for to in [
        secret.as_str(),
        "http://169.254.169.254/latest",
        "http://[::1]/",
        "//10.0.0.1/",
    ] {
        let url = web.put("/out", Thing::Goes(to.to_owned()));
        let error = fetcher.get(&url, PAGES).unwrap_err();
        assert!(matches!(error, FetchError::Private(_)), "{to}: {error:?}");
    }
    assert!(inner.asked().is_empty());
}

#[test]
fn what_does_not_end_or_does_not_come_is_broken_off() {
    let web = Web::start();
    let limit = "larger than 256 KiB";
    assert!(sentence(&web.put("/endless", Thing::Endless)).contains(limit));
    let bomb = packed(&vec![b'a'; 16 * 1024 * 1024]);
    assert!(bomb.len() < 100_000);
    assert!(sentence(&web.put("/bomb", Thing::Gzip(bomb))).contains(limit));
    assert!(
        sentence(&web.put("/broken", Thing::Gzip(b"\x1f\x8b no gzip".to_vec())))
            .contains("an encoding that cannot be read")
    );
    let hasty = Fetcher {
        limits: Limits {
            total: Duration::from_millis(700),
            ..fetcher().limits
        },
        ..fetcher()
    };
    let begun = Instant::now();
    let error = hasty.get(&web.put("/slow", Thing::Dribble), PAGES);
    assert!(
        error
            .unwrap_err()
            .to_string()
            .contains("did not answer in time")
    );
    assert!(
        begun.elapsed() < Duration::from_secs(4),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn other_answers_are_told_in_a_sentence() {
    let web = Web::start();
    assert!(sentence(&web.url("/none")).contains("status 404"));
    assert!(sentence(&web.put("/ill", Thing::Status(503))).contains("status 503"));
    let picture = web.put("/p", Thing::Page("image/png", b"\x89PNG".to_vec()));
    assert!(sentence(&picture).contains("no text but image/png"));
    let round = web.put("/round", Thing::Goes("/round".to_owned()));
    assert!(sentence(&round).contains("more than 5 times"));
    for to in ["file:///etc/passwd", "ftp://127.0.0.1/"] {
        let url = web.put("/out", Thing::Goes(to.to_owned()));
        assert!(sentence(&url).contains("no web address"), "{to}");
    }
    let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}/", closed.local_addr().unwrap());
    drop(closed);
    assert!(
        sentence(&nobody).contains("cannot be reached"),
        "{}",
        sentence(&nobody)
    );
    assert!(get(&nobody).unwrap_err().is_theirs());
}

#[test]
fn an_address_becomes_a_report_whose_page_is_kept() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let token = server.token();
    let page = article("Aghdam", 7);
    web.page("/real", &page);
    let url = web.put("/news", Thing::Goes("/real".to_owned()));
    let body = json!({"url": url, "source": {"side": "az"}});
    let answer = server.edit(Method::POST, "/reports", &token, &body, None);
    assert_eq!(answer.status, 201, "{}", answer.text());
    let found = answer.json();
    let report = &found["report"];
    // Half past midnight where it happened.
    assert_eq!(report["published"], "2020-10-04");
    assert_eq!(report["language"], "en");
    assert_eq!(report["source"]["publisher"], "Test agency");
    assert_eq!(report["source"]["url"], web.url("/real"));
    assert!(!found["drafts"].as_array().unwrap().is_empty());

    let path = answer.header(header::LOCATION).to_owned();
    let read =
        |path: &str| server.get_with(path, header::AUTHORIZATION, &format!("Bearer {token}"));
    let capture = read(&path).json()["capture"].clone();
    assert_eq!(capture["url"], url);
    assert_eq!(capture["final_url"], web.url("/real"));
    assert_eq!(capture["length"], page.len());
    let kept = read(&format!("{path}/capture"));
    assert_eq!(kept.bytes, page.as_bytes());
    assert_eq!(
        kept.header(header::CONTENT_TYPE),
        "application/octet-stream"
    );
    assert!(
        kept.header(header::CONTENT_DISPOSITION)
            .starts_with("attachment")
    );
    server.get(&format!("{path}/capture")).problem(401);
    let suggests = server.atlas.new_token("c", Scope::Suggest, 1).unwrap();
    let bearer = format!("Bearer {suggests}");
    server
        .get_with(&format!("{path}/capture"), header::AUTHORIZATION, &bearer)
        .problem(403);
    read("/reports/none/capture").problem(404);
}

#[test]
fn the_same_text_changes_nothing_and_another_names_the_one_before() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let token = server.token();
    let url = web.page("/news", &article("Aghdam", 7));
    let body = json!({"url": url, "source": {"side": "az"}});
    let hand_in = || server.edit(Method::POST, "/reports", &token, &body, None);
    let first = hand_in().json();
    let again = hand_in();
    assert_eq!(again.status, 200);
    assert_eq!(again.json()["unchanged"], true);
    assert_eq!(again.json()["report"]["id"], first["report"]["id"]);

    // What stands around the text is no change of it.
    let around = article("Aghdam", 7).replace("<body>", "<body><nav><a href=/x>Today</a></nav>");
    web.page("/news", &around);
    assert_eq!(hand_in().json()["unchanged"], true);

    web.page("/news", &article("Aghdam", 9));
    let changed = hand_in();
    assert_eq!(changed.status, 201, "{}", changed.text());
    assert_eq!(changed.json()["earlier"], first["report"]["id"]);
    let path = changed.header(header::LOCATION).to_owned();
    let bearer = format!("Bearer {token}");
    let read = server
        .get_with(&path, header::AUTHORIZATION, &bearer)
        .json();
    assert_eq!(read["capture"]["earlier"], first["report"]["id"]);
    assert!(server.atlas.verify().unwrap().faults.is_empty());
}

#[test]
fn what_a_page_does_not_say_is_asked() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let token = server.token();
    let text = "Shelling was reported near Aghdam.";
    let url = web.put("/plain", Thing::Page("text/plain", text.into()));
    let hand_in = |body: &Value| server.edit(Method::POST, "/reports", &token, body, None);
    let said = hand_in(&json!({"url": url, "source": {"side": "arm"}})).problem(422);
    assert!(said.contains("who published it"), "{said}");
    let source = json!({"side": "arm", "title": "An agency"});
    let said = hand_in(&json!({"url": url, "source": source})).problem(422);
    assert!(said.contains("give the day"), "{said}");
    let body = json!({"url": url, "source": source, "published": "2020-10-05"});
    let stored = hand_in(&body);
    assert_eq!(stored.status, 201);
    assert_eq!(stored.json()["report"]["text"], text);
    for (body, says) in [
        (
            json!({"url": url, "text": text, "source": source}),
            "unknown field `text`",
        ),
        (
            json!({"url": url, "source": {"title": "An agency"}}),
            "missing field `side`",
        ),
        (
            json!({"url": "gopher://x", "source": source}),
            "http:// or https://",
        ),
    ] {
        let said = hand_in(&body).problem(422);
        assert!(said.contains(says), "{said}");
    }
    let none = json!({"url": web.url("/none"), "source": source});
    assert!(hand_in(&none).problem(502).contains("status 404"));
}

#[test]
fn contributors_have_nothing_fetched_unless_the_rules_let_them() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let token = server.atlas.new_token("c", Scope::Suggest, 1).unwrap();
    let url = web.page("/news", &article("Fuzuli", 3));
    let body = json!({"url": url, "source": {"side": "az"}});
    let hand_in = || server.edit(Method::POST, "/reports", &token, &body, None);
    assert!(hand_in().problem(403).contains("only editors"));
    assert!(web.asked().is_empty());
    let rules = Policy {
        contributors_fetch: true,
        ..Policy::default()
    };
    server.atlas.set_policy(&rules, "test").unwrap();
    assert_eq!(hand_in().status, 201);
    // They learn nothing of the drafts of a report that was there before.
    let again = hand_in().json();
    assert_eq!(
        (&again["created"], &again["drafts"]),
        (&json!(false), &Value::Null)
    );
}

#[test]
fn a_server_reaches_no_private_network_by_itself() {
    let (server, web) = (Server::start(), Web::start());
    let url = web.page("/news", &article("Aghdam", 7));
    let token = server.token();
    for url in [url.as_str(), "http://127.0.0.1/", "http://localhost/"] {
        let body = json!({"url": url, "source": {"side": "az"}});
        let said = server
            .edit(Method::POST, "/reports", &token, &body, None)
            .problem(422);
        assert!(said.contains("--allow-private"), "{said}");
    }
    assert!(web.asked().is_empty());
}

#[test]
fn a_kept_page_that_was_altered_is_found() {
    let (server, web) = (Server::start_reaching_out(), Web::start());
    let url = web.page("/news", &article("Aghdam", 7));
    let body = json!({"url": url, "source": {"side": "az"}});
    let stored = server.edit(Method::POST, "/reports", &server.token(), &body, None);
    assert_eq!(stored.status, 201);
    assert!(server.atlas.verify().unwrap().faults.is_empty());
    let file = Connection::open(server.folder().join("contactline.sqlite")).unwrap();
    assert!(
        file.execute("update capture set bytes = x'00'", [])
            .is_err()
    );
    file.execute_batch("drop trigger capture_is_never_altered; update capture set bytes = x'00';")
        .unwrap();
    let faults = server.atlas.verify().unwrap().faults;
    assert!(
        faults.iter().any(|fault| fault.contains("was altered")),
        "{faults:?}"
    );
    file.execute_batch("drop trigger capture_is_never_removed; delete from capture;")
        .unwrap();
    let faults = server.atlas.verify().unwrap().faults;
    assert!(
        faults.iter().any(|fault| fault.contains("is missing")),
        "{faults:?}"
    );
}
