//! What the server counts of itself, and who may know.

use axum::{
    body::Body,
    http::{Request, header},
};
use contactline::{http::client::Peer, model::scope::Scope};

use crate::support::{Answer, Server};

fn ask(server: &Server, from: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get("/metrics").extension(Peer(from.parse().unwrap()));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    server.send(request.body(Body::empty()).unwrap())
}

#[test]
fn answers_are_counted_by_pattern_and_no_name_stands_in_them() {
    let server = Server::start();
    for path in [
        "/ogc/collections/places/items/stepanakert",
        "/ogc/collections/places/items/nowhere",
        "/users/somebody",
        "/no/such/path",
        "/healthz",
        "/healthz",
    ] {
        server.get(path);
    }
    let answer = ask(&server, "127.0.0.1", &[]);
    assert_eq!(answer.status, 200);
    let kind = answer.header(header::CONTENT_TYPE);
    assert!(kind.starts_with("application/openmetrics-text"), "{kind}");
    let text = answer.text();
    for line in [
        r#"contactline_http_requests_total{route="/healthz",method="GET",status="2xx"} 2"#,
        r#"contactline_http_requests_total{route="/ogc/collections/{collection}/items/{feature}",method="GET",status="4xx"} "#,
        r#"contactline_http_requests_total{route="none",method="GET",status="4xx"} 1"#,
        r#"contactline_http_request_duration_seconds_count{route="/healthz"} 2"#,
        "contactline_drafts 0",
        r#"contactline_features{collection="places"} "#,
        "contactline_database_bytes ",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.ends_with("# EOF\n"));
    // A collection has this name too.
    let text = text.replace(r#"{collection="stepanakert"}"#, "");
    for name in ["somebody", "stepanakert", "nowhere", "127.0.0.1"] {
        assert!(!text.contains(name), "{name}");
    }
}

#[test]
fn only_this_machine_and_those_with_a_token_read_the_metrics() {
    let server = Server::start();
    assert_eq!(ask(&server, "::1", &[]).status, 200);
    ask(&server, "192.0.2.1", &[]).problem(401);
    // What comes by way of a proxy on this machine comes from elsewhere.
    for header in ["x-forwarded-for", "forwarded", "x-forwarded-proto"] {
        ask(&server, "127.0.0.1", &[(header, "192.0.2.1")]).problem(401);
    }
    let token = server
        .atlas
        .new_token("watch", Scope::ReadDrafts, 1)
        .unwrap();
    let bearer = format!("Bearer {token}");
    let answer = ask(&server, "192.0.2.1", &[("authorization", &bearer)]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
    assert!(
        !answer
            .headers
            .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
    );
}

#[test]
fn links_are_https_where_a_trusted_proxy_says_so() {
    let server = Server::start_behind("10.0.0.0/8");
    let linked = |from: &str, headers: &[(&str, &str)]| {
        let mut request = Request::get("/ogc").extension(Peer(from.parse().unwrap()));
        request = request.header("host", "map.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let page = server.send(request.body(Body::empty()).unwrap()).json();
        page["links"][0]["href"].as_str().unwrap().to_owned()
    };
    let proto = ("x-forwarded-proto", "https");
    assert!(linked("10.1.2.3", &[proto]).starts_with("https://map.example/ogc"));
    assert!(linked("192.0.2.1", &[proto]).starts_with("http://map.example/ogc"));
    let standard = ("forwarded", "for=192.0.2.1;proto=https");
    assert!(linked("10.1.2.3", &[standard]).starts_with("https://map.example/ogc"));
    assert!(linked("10.1.2.3", &[]).starts_with("http://map.example/ogc"));
}
