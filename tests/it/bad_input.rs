//! What is wrong is answered with a sentence, and leaves nothing behind.

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use serde_json::{Value, json};

use crate::support::{READ_ONLY, Server};

#[test]
fn wrong_parameters_are_400_with_a_sentence() {
    let items = "/ogc/collections/places/items";
    for (path, words) in [
        (
            format!("{items}?colour=red"),
            "knows bbox-crs, bbox, datetime, filter, filter-lang, filter-crs, limit, sortby, after",
        ),
        (format!("{items}?bbox=46,39,47"), "four numbers"),
        (format!("{items}?bbox=a,b,c,d"), "four numbers"),
        (format!("{items}?bbox=NaN,39,47,40"), "not on Earth"),
        (format!("{items}?bbox=46,39,inf,40"), "not on Earth"),
        (format!("{items}?bbox=46,91,47,92"), "not on Earth"),
        (
            format!("{items}?bbox=46,40,47,39"),
            "south edge north of its north edge",
        ),
        (format!("{items}?bbox="), "is empty"),
        (
            format!("{items}?bbox=46,39,47,40&bbox=46,39,47,40"),
            "given twice",
        ),
        (format!("{items}?datetime=27.09.2020"), "RFC 3339"),
        (format!("{items}?datetime=2020-02-30"), "RFC 3339"),
        (
            format!("{items}?datetime=2020-10-01/2020-09-01"),
            "earlier date first",
        ),
        (format!("{items}?limit=0"), "whole number"),
        (format!("{items}?limit=-1"), "whole number"),
        (format!("{items}?limit=ten"), "whole number"),
        (format!("{items}?after=../etc"), "identifier"),
        (
            "/layers/places.geojson?limit=3".to_owned(),
            "knows bbox-crs, bbox, datetime",
        ),
        ("/ogc?x=1".to_owned(), "this address knows f."),
        ("/healthz?x=1".to_owned(), "takes none"),
        ("/line".to_owned(), "on is missing"),
        ("/line?on=yesterday".to_owned(), "RFC 3339"),
        (
            "/line/locate?lon=abc&lat=39&on=2019-01-01".to_owned(),
            "number of degrees",
        ),
        (
            "/line/locate?lon=NaN&lat=39&on=2019-01-01".to_owned(),
            "finite",
        ),
        (
            "/line/locate?lon=200&lat=39&on=2019-01-01".to_owned(),
            "longitude first",
        ),
        ("/search".to_owned(), "q is missing"),
        ("/search?q=".to_owned(), "is empty"),
        ("/search?q=Baku&lang=fr".to_owned(), "en, az, hy or ru"),
        (format!("/search?q={}", "a".repeat(300)), "200 characters"),
        (format!("/search?q={}", "a".repeat(62_000)), "60 KiB"),
    ] {
        let sentence = READ_ONLY.get(&path).problem(400);
        assert!(sentence.contains(words), "{path}: {sentence}");
    }
    let swapped = READ_ONLY
        .get("/line/locate?lon=39.8&lat=46.7&on=2019-01-01")
        .problem(422);
    assert!(swapped.contains("looks swapped"), "{swapped}");
}

fn report(text: &str) -> Value {
    json!({
        "text": text,
        "published": "2020-09-30",
        "source": {"title": "An agency", "side": "third-party"},
    })
}

/// Sends a body as it stands to `POST /reports`.
fn post(server: &Server, token: &str, body: impl Into<Body>) -> crate::support::Answer {
    server.send(
        Request::post("/reports")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(body.into())
            .unwrap(),
    )
}

#[test]
fn a_report_that_will_not_do_is_refused_and_nothing_is_stored() {
    let server = Server::start();
    let token = server.token();
    let with = |key: &str, value: Value| {
        let mut report = report("Shelling was reported in Stepanakert.");
        report[key] = value;
        report.to_string()
    };
    for (body, status, words) in [
        ("{".to_owned(), 400, "not JSON"),
        (String::new(), 400, "not JSON"),
        ("[]".to_owned(), 422, "not what is expected"),
        (
            r#"{"text":"a","text":"b"}"#.to_owned(),
            422,
            "duplicate field",
        ),
        (report("").to_string(), 422, "empty"),
        (report(" \n\t ").to_string(), 422, "empty"),
        (
            report("Nothing happened anywhere.").to_string(),
            422,
            "No known place",
        ),
        (
            report("Stepanakert\u{0} was mentioned").to_string(),
            422,
            "control characters",
        ),
        (
            report(&"Stepanakert. ".repeat(30_000)).to_string(),
            422,
            "longer than 256 KiB",
        ),
        (
            with("published", json!("30.09.2020")),
            422,
            "not what is expected",
        ),
        (
            with("source", json!({"title": "", "side": "az"})),
            422,
            "title",
        ),
        (
            with("source", json!({"title": "A", "side": "north"})),
            422,
            "not what is expected",
        ),
        (
            with(
                "source",
                json!({"title": "A", "side": "az", "url": "javascript:alert(1)"}),
            ),
            422,
            "http",
        ),
        (with("published", json!("0000-01-01")), 422, "cannot be"),
        (with("published", json!("2199-09-30")), 422, "cannot be"),
        (
            with("language", json!("English")),
            422,
            "code of two or three letters",
        ),
        (with("colour", json!("red")), 422, "unknown field"),
        (
            format!("{}{}", "[".repeat(50_000), "]".repeat(50_000)),
            422,
            "expected",
        ),
    ] {
        let answer = post(&server, &token, body.clone());
        let sentence = answer.problem(status);
        assert!(
            sentence.contains(words),
            "{}: {sentence}",
            body.chars().take(80).collect::<String>()
        );
    }
    let latin1 = post(&server, &token, b"{\"text\":\"\xe9\"}".to_vec());
    latin1.problem(400);
    let queue = server
        .edit(Method::GET, "/review", &token, &Value::Null, None)
        .json();
    assert_eq!(queue["incidents"], json!([]));
}

#[test]
fn a_name_that_reads_otherwise_than_it_is_written_is_flagged_and_kept() {
    let server = Server::start();
    let token = server.token();
    let mut body = report("Shelling was reported near Ag\u{200b}dam.");
    assert!(post(&server, &token, report("Shelling near Agdam.").to_string()).json()["report"]["tricks"].is_null());
    body["source"]["title"] = json!("Minist\u{202e}yr");
    let stored = post(&server, &token, body.to_string());
    assert_eq!(stored.status, 201, "{}", stored.text());
    let stored = stored.json()["report"].clone();
    assert_eq!(stored["source"]["publisher"], "Minist\u{202e}yr");
    assert_eq!(
        stored["tricks"],
        json!({"source": ["direction"], "text": ["invisible"]})
    );
    let bearer = format!("Bearer {token}");
    let path = format!("/reports/{}", stored["id"].as_str().unwrap());
    let read = server.get_with(&path, axum::http::header::AUTHORIZATION, &bearer);
    assert_eq!(read.json()["report"]["tricks"], stored["tricks"]);
}

#[test]
fn a_body_of_50_mb_is_413_whether_it_says_so_or_not() {
    let server = Server::start();
    let token = server.token();
    let large = vec![b' '; 50 * 1024 * 1024];
    let announced = Request::post("/reports")
        .header(header::AUTHORIZATION, format!("Bearer {token}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONTENT_LENGTH, large.len())
        .body(Body::from(large.clone()))
        .unwrap();
    server.send(announced).problem(413);
    let chunks = futures_util::stream::iter(
        (0..50).map(|_| Ok::<_, std::io::Error>(bytes::Bytes::from(vec![b' '; 1024 * 1024]))),
    );
    post(&server, &token, Body::from_stream(chunks)).problem(413);
    assert_eq!(server.get("/healthz").json()["status"], "ok");
}

#[test]
fn a_body_of_another_kind_is_415() {
    let server = Server::start();
    let token = server.token();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/plain"),
        (header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
        (header::CONTENT_ENCODING, "gzip"),
    ] {
        let mut request = Request::post("/reports")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(name.clone(), value);
        if name != header::CONTENT_TYPE {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        server
            .send(request.body(Body::from("{}")).unwrap())
            .problem(415);
    }
}

#[test]
fn editors_addresses_want_a_token_that_counts() {
    let server = Server::start();
    let token = server.token();
    let mut forged = token.clone();
    forged.replace_range(
        forged.len() - 1..,
        if token.ends_with('0') { "1" } else { "0" },
    );
    for bad in ["", "ctl_", "ctl_12345678_abc", "nonsense", &forged] {
        for (method, path) in [
            (Method::GET, "/session"),
            (Method::GET, "/review"),
            (Method::GET, "/review/i-1"),
            (Method::POST, "/reports"),
            (Method::GET, "/reports/r-1"),
            (Method::PATCH, "/review/i-1"),
            (Method::POST, "/review/i-1/accept"),
            (Method::POST, "/review/i-1/reject"),
        ] {
            let answer = server.edit(method, path, bad, &json!({}), None);
            answer.problem(401);
            assert_eq!(answer.header(header::WWW_AUTHENTICATE), "Bearer");
        }
    }
    assert_eq!(
        server
            .edit(Method::GET, "/session", &token, &Value::Null, None)
            .json()["scope"],
        "editor"
    );
    server.atlas.revoke_token(&token).unwrap();
    server
        .edit(Method::GET, "/session", &token, &Value::Null, None)
        .problem(401);
}

#[test]
fn a_wrong_correction_is_refused_and_the_draft_stays() {
    let server = Server::start();
    let token = server.token();
    let stored = post(
        &server,
        &token,
        report("Shelling was reported in Stepanakert.").to_string(),
    )
    .json();
    let draft = &stored["drafts"][0];
    let id = draft["id"].as_str().unwrap();
    let address = format!("/review/{id}");
    let etag = format!("\"{id}-1\"");
    let patch =
        |body: Value, etag: Option<&str>| server.edit(Method::PATCH, &address, &token, &body, etag);
    let ring =
        |positions: Value| json!({"geometry": {"type": "Polygon", "coordinates": [positions]}});
    for (body, words) in [
        (json!({"point": [39.8, 46.7]}), "looks swapped"),
        (json!({"point": [460.7, 390.8]}), "not what is expected"),
        (json!({"point": [46.7]}), "not what is expected"),
        (json!({"point": [0.0, 0.0]}), "outside the map's region"),
        (json!({"place": "no-such-place"}), "There is no place"),
        (json!({"place": "../x"}), "not what is expected"),
        (
            json!({"place": "stepanakert", "point": [46.7, 39.8]}),
            "not several",
        ),
        (
            ring(json!([[46, 39], [47, 40], [47, 39], [46, 40], [46, 39]])),
            "self-intersection",
        ),
        (ring(json!([[46, 39], [47]])), "needs two numbers"),
        (ring(json!([])), "empty"),
        (
            ring(json!([[46, 39], [47, 39], [47, 40], [46, 40]])),
            "not closed",
        ),
        (
            ring(json!([[39, 46], [40, 46], [40, 47], [39, 46]])),
            "looks swapped",
        ),
        (
            json!({"geometry": {"type": "LineString", "coordinates": [[1, 2], [3]]}}),
            "needs two numbers",
        ),
        (json!({"geometry": 5}), "not readable"),
        (
            json!({"point": [46.7, 39.8], "uncertainty_m": -1}),
            "not what is expected",
        ),
        (
            json!({"point": [46.7, 39.8], "uncertainty_m": 1e9}),
            "locates nothing",
        ),
        (
            json!({"uncertainty_m": 500}),
            "goes with a point or a geometry",
        ),
        (
            json!({"point": [46.7, 39.8], "uncertainty_m": 0}),
            "less than a metre",
        ),
        (json!({"kind": "zzz"}), "There is no kind zzz"),
        (json!({"relation": "near"}), "goes with a place"),
        (json!({"summary": "turned \u{202e} round"}), "plain text"),
        (json!({"summary": "  "}), "1 to 1,000 characters"),
        (json!({"colour": "red"}), "unknown field"),
        (json!({}), "Nothing to correct"),
    ] {
        let sentence = patch(body.clone(), Some(&etag)).problem(422);
        assert!(sentence.contains(words), "{body}: {sentence}");
    }
    patch(json!({"place": "stepanakert"}), None).problem(428);
    patch(json!({"place": "stepanakert"}), Some("\"other\"")).problem(412);
    let stale = patch(
        json!({"place": "stepanakert"}),
        Some(&format!("\"{id}-7\"")),
    )
    .problem(412);
    assert!(stale.contains("revision 1 now"), "{stale}");
    let now = server
        .edit(Method::GET, &address, &token, &Value::Null, None)
        .json();
    assert_eq!(&now, draft);
}

#[test]
fn the_database_is_not_reached_by_what_is_typed() {
    for q in [
        "'; drop table feature; --",
        "%",
        "_",
        "\"",
        "\\",
        "a' or '1'='1",
        "\u{202e}abc",
        "🙂",
    ] {
        let q: String = form_urlencoded::byte_serialize(q.as_bytes()).collect();
        let answer = READ_ONLY.get(&format!("/search?q={q}"));
        assert_eq!(answer.status.as_u16(), 200, "{}", answer.text());
        let item = READ_ONLY.get(&format!("/ogc/collections/places/items/{q}"));
        assert_eq!(item.status.as_u16(), 404, "{}", item.text());
    }
    assert!(
        READ_ONLY.get("/ogc/collections/places/items").json()["numberMatched"].as_u64() > Some(700)
    );
}

#[test]
fn an_address_that_is_not_utf_8_is_a_problem_too() {
    for path in [
        "/ogc/collections/%FF",
        "/layers/%FF.geojson",
        "/ogc/collections/places/items/%FF",
    ] {
        READ_ONLY.get(path).problem(400);
    }
}

#[test]
fn what_others_hang_on_a_link_to_the_map_does_no_harm() {
    let page = READ_ONLY.get("/?utm_source=letter&fbclid=abc");
    assert_eq!(page.status.as_u16(), 200, "{}", page.text());
    assert_eq!(
        READ_ONLY
            .get("/ogc/collections/places/items?datetime=9999-12-31")
            .status
            .as_u16(),
        200
    );
}

#[test]
fn a_dry_run_of_a_long_text_is_refused() {
    let body = json!({"text": "Stepanakert ".repeat(4_000)}).to_string();
    let request = Request::post("/geoparse")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body))
        .unwrap();
    READ_ONLY.send(request).problem(413);
}
