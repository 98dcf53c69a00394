//! Accounts: who may do what, how sessions begin and end, and what tokens allow.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use contactline::{
    atlas::users::Change,
    model::{role::Role, scope::Scope},
};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    routes::{PRIVATE_READS, PUBLIC, routes},
    support::{Answer, Server},
};

const PASSWORD: &str = "nine blue kettles";

/// A request as the page of a signed-in user sends it.
fn ask(server: &Server, method: &str, path: &str, cookie: &str, body: &Value) -> Answer {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .header("x-contactline", "1")
        .header(header::CONTENT_TYPE, "application/json");
    let body = if body.is_null() {
        Body::empty()
    } else {
        Body::from(body.to_string())
    };
    server.send(request.body(body).unwrap())
}

fn login(server: &Server, name: &str, password: &str) -> Answer {
    let body = json!({"name": name, "password": password});
    ask(server, "POST", "/session", "", &body)
}

/// Signs in and gives the cookie.
fn cookie(server: &Server, name: &str) -> String {
    let answer = login(server, name, PASSWORD);
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let set = answer.header(header::SET_COOKIE);
    assert!(set.contains("; HttpOnly; SameSite=Strict"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

fn with_users(roles: &[(&str, Role)]) -> Server {
    let server = Server::start();
    for (name, role) in roles {
        server
            .atlas
            .add_user(name, *role, PASSWORD, "test")
            .unwrap();
    }
    server
}

fn whoami(server: &Server, cookie: &str) -> u16 {
    ask(server, "GET", "/session", cookie, &Value::Null)
        .status
        .as_u16()
}

fn bearer(server: &Server, method: Method, path: &str, token: &str) -> Answer {
    server.edit(method, path, token, &Value::Null, Some("*"))
}

/// The routes that need somebody who may, with placeholders filled in.
fn guarded() -> Vec<(String, String)> {
    let routes = routes();
    assert!(routes.len() > 45, "only {} routes were read", routes.len());
    for known in PUBLIC.iter().chain(&PRIVATE_READS) {
        assert!(routes.contains(*known), "{known} is no route any more");
    }
    routes
        .into_iter()
        .filter(|route| {
            let open = route.starts_with("GET ") || PUBLIC.contains(&route.as_str());
            !open || PRIVATE_READS.contains(&route.as_str())
        })
        // Whoever is known may know oneself, choose a password, and leave.
        .filter(|route| route != "DELETE /session" && route != "PATCH /session")
        .map(|route| {
            let (method, path) = route.split_once(' ').unwrap();
            let path = path
                .replace("{id}", "i-none")
                .replace("{name}", "nobody")
                .replace("{number}", "7");
            (method.to_owned(), path)
        })
        .collect()
}

#[test]
fn whatever_is_no_public_read_asks_who_it_is_and_whether_they_may() {
    let server = with_users(&[
        ("root", Role::Admin),
        ("reader", Role::Reader),
        ("sender", Role::Contributor),
        ("ed", Role::Editor),
    ]);
    let (reader, sender, ed) = (
        cookie(&server, "reader"),
        cookie(&server, "sender"),
        cookie(&server, "ed"),
    );
    let suggest = server
        .atlas
        .new_token("sends only", Scope::Suggest, 1)
        .unwrap();
    let guarded = guarded();
    assert!(guarded.len() > 18, "{guarded:?}");
    for (method, path) in &guarded {
        let nobody = ask(&server, method, path, "", &Value::Null);
        assert!(
            nobody.problem(401).contains("Authorization"),
            "{method} {path}"
        );
        let reads = ask(&server, method, path, &reader, &Value::Null);
        assert!(
            reads.problem(403).contains("needs the role"),
            "{method} {path}"
        );
        let own = path.starts_with("/tokens");
        let sends = ask(&server, method, path, &sender, &Value::Null).status;
        let token = bearer(
            &server,
            Method::from_bytes(method.as_bytes()).unwrap(),
            path,
            &suggest,
        );
        if path == "/reports" || own {
            assert_ne!(sends, StatusCode::FORBIDDEN, "{method} {path}");
        } else {
            assert_eq!(sends, StatusCode::FORBIDDEN, "{method} {path}");
        }
        assert_eq!(
            token.status == StatusCode::FORBIDDEN,
            path != "/reports",
            "{method} {path}"
        );
        let edits = ask(&server, method, path, &ed, &Value::Null).status;
        assert_eq!(
            edits == StatusCode::FORBIDDEN,
            path.starts_with("/users")
                || (method != "GET" && (path.ends_with("/gate") || path == "/policy")),
            "{method} {path}"
        );
    }
    ask(&server, "GET", "/session", "", &Value::Null).problem(401);
    ask(&server, "DELETE", "/session", "", &Value::Null).problem(401);
    ask(&server, "PATCH", "/session", "", &Value::Null).problem(401);
}

#[test]
fn a_user_chooses_another_password_and_is_signed_out_everywhere() {
    let server = with_users(&[("ana", Role::Reader)]);
    let (session, other) = (cookie(&server, "ana"), cookie(&server, "ana"));
    let change = |password: &str, new: &str| {
        let body = json!({"password": password, "new": new});
        ask(&server, "PATCH", "/session", &session, &body)
    };
    let wrong = change("not the password", "another sort of words").problem(422);
    assert!(wrong.contains("not your password"), "{wrong}");
    change(PASSWORD, "short").problem(422);
    assert_eq!(change(PASSWORD, "another sort of words").status, 200);
    assert_eq!(whoami(&server, &session), 401);
    assert_eq!(whoami(&server, &other), 401);
    assert_eq!(login(&server, "ana", PASSWORD).status.as_u16(), 401);
    let again = login(&server, "ana", "another sort of words");
    assert_eq!(again.status, StatusCode::OK);
    let verified = server.atlas.verify().unwrap();
    assert!(verified.faults.is_empty(), "{verified:?}");
}

#[test]
fn a_cookie_of_before_signing_out_is_worth_nothing_after() {
    let server = with_users(&[("root", Role::Admin)]);
    let stolen = cookie(&server, "root");
    assert_eq!(whoami(&server, &stolen), 200);
    let out = ask(&server, "DELETE", "/session", &stolen, &Value::Null);
    assert_eq!(out.status, StatusCode::OK, "{}", out.text());
    assert!(out.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert_eq!(whoami(&server, &stolen), 401);
    let again = ask(&server, "GET", "/review", &stolen, &Value::Null);
    assert!(again.problem(401).contains("sign in again"));
}

#[test]
fn signing_out_everywhere_ends_every_session_and_leaves_the_tokens() {
    let server = with_users(&[("ana", Role::Editor), ("ben", Role::Editor)]);
    let (here, there) = (cookie(&server, "ana"), cookie(&server, "ana"));
    let other = cookie(&server, "ben");
    let token = server
        .atlas
        .new_token_of("ana", "script", Scope::Editor, 1)
        .unwrap();
    ask(
        &server,
        "DELETE",
        "/session?everywhere=maybe",
        &here,
        &Value::Null,
    )
    .problem(400);
    let path = "/session?everywhere=true";
    let out = ask(&server, "DELETE", path, &here, &Value::Null);
    assert_eq!(out.status, StatusCode::OK, "{}", out.text());
    assert_eq!(whoami(&server, &here), 401);
    assert_eq!(whoami(&server, &there), 401, "in another browser too");
    assert_eq!(whoami(&server, &other), 200, "nobody else's");
    let with_token = bearer(&server, Method::GET, "/session", &token);
    assert_eq!(with_token.status, StatusCode::OK);
}

#[test]
fn signing_in_again_ends_the_session_of_before_and_a_sixth_ends_the_first() {
    let server = with_users(&[("root", Role::Admin)]);
    let first = cookie(&server, "root");
    let body = json!({"name": "ROOT", "password": PASSWORD});
    let next = ask(&server, "POST", "/session", &first, &body);
    assert_eq!(next.status, StatusCode::OK);
    assert_eq!(whoami(&server, &first), 401, "rotated");

    let open: Vec<String> = (0..5).map(|_| cookie(&server, "root")).collect();
    assert!(open.iter().all(|one| whoami(&server, one) == 200));
    let other = next.header(header::SET_COOKIE).split(';').next().unwrap();
    assert_eq!(whoami(&server, other), 401, "the oldest made room");
}

#[test]
fn a_change_of_role_or_password_in_mid_session_ends_it_and_the_tokens_too() {
    let server = with_users(&[("root", Role::Admin), ("ed", Role::Editor)]);
    for change in [
        Change::Role(Role::Contributor),
        Change::Role(Role::Editor),
        Change::Password("another sort of words"),
        Change::Password(PASSWORD),
        Change::Disabled(true),
    ] {
        let session = cookie(&server, "ed");
        let scope = Scope::Suggest;
        let token = server.atlas.new_token_of("ed", "mine", scope, 1).unwrap();
        assert_eq!(whoami(&server, &session), 200);
        let known = bearer(&server, Method::GET, "/session", &token);
        assert_eq!(known.json()["label"], "ed");
        server.atlas.change_user("ed", change, "test").unwrap();
        assert_eq!(whoami(&server, &session), 401, "{change:?}");
        bearer(&server, Method::GET, "/session", &token).problem(401);
        if change == Change::Password("another sort of words") {
            assert_eq!(login(&server, "ed", PASSWORD).status.as_u16(), 401);
            let back = Change::Password(PASSWORD);
            server.atlas.change_user("ed", back, "test").unwrap();
        }
    }
    assert_eq!(
        login(&server, "ed", PASSWORD).status.as_u16(),
        401,
        "locked"
    );
    let last = server
        .atlas
        .change_user("root", Change::Role(Role::Editor), "test")
        .unwrap_err();
    assert!(last.to_string().contains("No administrator would be left"));
    let without = with_users(&[("ed", Role::Editor)]);
    let change = Change::Role(Role::Contributor);
    without.atlas.change_user("ed", change, "test").unwrap();
}

#[test]
fn sessions_end_when_idle_and_after_half_a_day_and_tokens_when_they_expire_or_are_revoked() {
    let server = with_users(&[("root", Role::Admin)]);
    let database = Connection::open(server.folder().join("contactline.sqlite")).unwrap();
    let minutes_ago = |column: &str, minutes: i64| {
        database
            .execute(
                &format!("update session set {column} = {column} - ?1"),
                [minutes * 60_000],
            )
            .unwrap();
    };
    let session = cookie(&server, "root");
    minutes_ago("seen_at", 29);
    assert_eq!(whoami(&server, &session), 200);
    minutes_ago("seen_at", 29);
    assert_eq!(whoami(&server, &session), 200, "using it kept it alive");
    minutes_ago("seen_at", 31);
    assert_eq!(whoami(&server, &session), 401);

    let session = cookie(&server, "root");
    minutes_ago("expires_at", 12 * 60 - 1);
    assert_eq!(whoami(&server, &session), 200);
    minutes_ago("expires_at", 2);
    assert_eq!(whoami(&server, &session), 401);

    let token = server.atlas.new_token("old", Scope::Editor, 1).unwrap();
    assert_eq!(bearer(&server, Method::GET, "/review", &token).status, 200);
    database
        .execute("update token set expires_at = expires_at - 86400000", [])
        .unwrap();
    let problem = bearer(&server, Method::GET, "/review", &token).problem(401);
    assert!(problem.contains("expired or was revoked"));
    let token = server.atlas.new_token("gone", Scope::Editor, 1).unwrap();
    server.atlas.revoke_token(&token).unwrap();
    bearer(&server, Method::GET, "/review", &token).problem(401);

    // Nothing that was handed out is in the file.
    let mut dump = String::new();
    for sql in ["select hash from session", "select hash from token"] {
        let mut statement = database.prepare(sql).unwrap();
        let rows = statement
            .query_map([], |row| row.get::<_, String>(0))
            .unwrap();
        rows.for_each(|row| dump.push_str(&row.unwrap()));
    }
    assert!(!dump.contains(session.split('=').nth(1).unwrap()));
    assert!(!dump.contains(token.rsplit('_').next().unwrap()));
}

#[test]
fn a_token_of_the_wrong_scope_is_refused_with_a_sentence() {
    let server = with_users(&[("root", Role::Admin)]);
    let reads = server
        .atlas
        .new_token("reads", Scope::ReadDrafts, 1)
        .unwrap();
    assert_eq!(bearer(&server, Method::GET, "/review", &reads).status, 200);
    let refused = bearer(&server, Method::POST, "/review/i-none/accept", &reads);
    assert!(
        refused
            .problem(403)
            .contains("scope of this token, read-drafts")
    );
    let edits = server.token();
    bearer(&server, Method::GET, "/users", &edits).problem(403);
    // No token makes tokens, not even an administrator's.
    let all = server
        .atlas
        .new_token_of("root", "all", Scope::Admin, 1)
        .unwrap();
    assert_eq!(bearer(&server, Method::GET, "/users", &all).status, 200);
    bearer(&server, Method::GET, "/tokens", &all).problem(403);
}

#[test]
fn a_user_makes_sees_and_revokes_tokens_and_only_their_own() {
    let server = with_users(&[("ana", Role::Editor), ("root", Role::Admin)]);
    let ana = cookie(&server, "ana");
    let root = cookie(&server, "root");
    let wish = json!({"label": "map desk", "scope": "editor"});
    let made = ask(&server, "POST", "/tokens", &ana, &wish);
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text());
    assert_eq!(made.json()["days"], 90);
    let token = made.json()["token"].as_str().unwrap().to_owned();
    assert_eq!(bearer(&server, Method::GET, "/review", &token).status, 200);

    let list = ask(&server, "GET", "/tokens", &ana, &Value::Null);
    assert!(!list.text().contains(token.rsplit('_').next().unwrap()));
    let id = list.json()["tokens"][0]["id"].as_str().unwrap().to_owned();
    let others = ask(&server, "GET", "/tokens", &root, &Value::Null);
    assert_eq!(others.json()["tokens"], json!([]));
    ask(
        &server,
        "DELETE",
        &format!("/tokens/{id}"),
        &root,
        &Value::Null,
    )
    .problem(404);
    let gone = ask(
        &server,
        "DELETE",
        &format!("/tokens/{id}"),
        &ana,
        &Value::Null,
    );
    assert_eq!(gone.status, 200);
    bearer(&server, Method::GET, "/review", &token).problem(401);

    let wide = json!({"label": "too wide", "scope": "admin"});
    let refused = ask(&server, "POST", "/tokens", &ana, &wide).problem(422);
    assert!(
        refused.contains("needs the role admin, and ana is editor"),
        "{refused}"
    );
    let long = json!({"label": "too long", "scope": "editor", "days": 91});
    ask(&server, "POST", "/tokens", &ana, &long).problem(422);
}

#[test]
fn another_site_cannot_use_the_cookie_and_a_token_needs_no_origin() {
    let server = with_users(&[("root", Role::Admin)]);
    let session = cookie(&server, "root");
    let send = |headers: &[(&str, &str)]| {
        let mut request = Request::post("/review/i-none/accept")
            .header(header::COOKIE, &session)
            .header(header::HOST, "map.example")
            .header(header::IF_MATCH, "*");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        server.send(request.body(Body::empty()).unwrap())
    };
    for headers in [
        &[][..],
        &[("x-contactline", "1")],
        &[("sec-fetch-site", "same-origin")],
        &[("sec-fetch-site", "cross-site"), ("x-contactline", "1")],
        &[("sec-fetch-site", "same-site"), ("x-contactline", "1")],
        &[("origin", "https://evil.example"), ("x-contactline", "1")],
        &[("origin", "null"), ("x-contactline", "1")],
        &[
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "same-origin"),
            ("x-contactline", "1"),
        ],
    ] {
        let problem = send(headers).problem(403);
        assert!(problem.contains("a page of this server"), "{headers:?}");
    }
    for headers in [
        [("sec-fetch-site", "same-origin"), ("x-contactline", "1")],
        [("origin", "http://map.example"), ("x-contactline", "1")],
    ] {
        send(&headers).problem(404);
    }
    let token = server.token();
    bearer(&server, Method::POST, "/review/i-none/accept", &token).problem(404);
    // Signing somebody in from elsewhere is refused too.
    let elsewhere = Request::post("/session")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"name":"root","password":"x"}"#))
        .unwrap();
    server.send(elsewhere).problem(403);
}

#[test]
fn a_wrong_password_and_an_unknown_name_are_answered_alike_and_slowed_down() {
    let server = with_users(&[("root", Role::Admin)]);
    let wrong = login(&server, "root", "not the password");
    let unknown = login(&server, "nobody", "not the password");
    assert_eq!(wrong.problem(401), unknown.problem(401));
    let mut slowed = None;
    for _ in 0..12 {
        let answer = login(&server, "root", "not the password");
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            slowed = Some(answer);
        }
    }
    let slowed = slowed.expect("an end to guessing");
    assert!(slowed.problem(429).contains("attempts to sign in"));
    let seconds: u64 = slowed.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    // Even the right password has to wait; another name has not.
    assert_eq!(login(&server, "root", PASSWORD).status.as_u16(), 429);
    assert_eq!(login(&server, "other", PASSWORD).status.as_u16(), 401);
}

#[test]
fn what_a_contributor_sends_waits_for_an_editor_and_others_drafts_stay_unseen() {
    let server = with_users(&[
        ("sender", Role::Contributor),
        ("rival", Role::Contributor),
        ("ed", Role::Editor),
    ]);
    let (sender, rival, ed) = (
        cookie(&server, "sender"),
        cookie(&server, "rival"),
        cookie(&server, "ed"),
    );
    let report = json!({
        "text": "A witness said that shells fell on Stepanakert in the morning.",
        "published": "2020-10-04",
        "source": {"title": "A witness", "side": "third-party"},
    });
    let sent = ask(&server, "POST", "/reports", &sender, &report);
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    let id = sent.json()["drafts"][0]["id"].as_str().unwrap().to_owned();
    let again = ask(&server, "POST", "/reports", &rival, &report);
    assert_eq!(again.json()["drafts"], Value::Null);
    assert!(!again.text().contains(&id));

    let public = format!("/ogc/collections/incidents/items/{id}");
    server.get(&public).problem(404);
    for (method, path) in [
        ("GET", format!("/review/{id}")),
        ("GET", "/review".to_owned()),
        ("GET", sent.header(header::LOCATION).to_owned()),
        ("POST", format!("/review/{id}/accept")),
        ("POST", format!("/review/{id}/reject")),
        ("PATCH", format!("/review/{id}")),
    ] {
        ask(&server, method, &path, &sender, &Value::Null).problem(403);
    }
    let etag = ask(&server, "GET", &format!("/review/{id}"), &ed, &Value::Null)
        .header(header::ETAG)
        .to_owned();
    let accept = Request::post(format!("/review/{id}/accept"))
        .header(header::COOKIE, &ed)
        .header("sec-fetch-site", "same-origin")
        .header("x-contactline", "1")
        .header(header::IF_MATCH, etag);
    let accepted = server.send(accept.body(Body::empty()).unwrap());
    assert_eq!(accepted.status, StatusCode::OK, "{}", accepted.text());
    assert_eq!(server.get(&public).status, StatusCode::OK);
    let history = ask(
        &server,
        "GET",
        &format!("/review/{id}/history"),
        &ed,
        &Value::Null,
    );
    let actors: Vec<Value> = history.json()["history"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["actor"].clone())
        .collect();
    assert_eq!(actors, [json!("sender"), json!("ed")]);
}

#[test]
fn an_administrator_adds_and_changes_users_over_http() {
    let server = with_users(&[("root", Role::Admin)]);
    let root = cookie(&server, "root");
    let new = json!({"name": "Ana", "role": "editor", "password": PASSWORD});
    let added = ask(&server, "POST", "/users", &root, &new);
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.text());
    ask(&server, "POST", "/users", &root, &new).problem(409);
    let ana = cookie(&server, "ana");
    ask(&server, "GET", "/users", &ana, &Value::Null).problem(403);
    let list = ask(&server, "GET", "/users", &root, &Value::Null);
    assert_eq!(list.json()["users"][0]["name"], "ana");
    assert!(!list.text().contains("argon2"));
    let lower = json!({"role": "contributor"});
    let changed = ask(&server, "PATCH", "/users/ana", &root, &lower);
    assert_eq!(changed.json()["role"], "contributor");
    assert_eq!(whoami(&server, &ana), 401);
    let both = json!({"role": "editor", "disabled": true});
    let problem = ask(&server, "PATCH", "/users/ana", &root, &both).problem(422);
    assert!(problem.contains("one of role, password and disabled"));
    ask(&server, "PATCH", "/users/nobody", &root, &lower).problem(404);
    for (name, password) in [("seed", PASSWORD), ("a b", PASSWORD), ("bo", "short")] {
        let new = json!({"name": name, "role": "editor", "password": password});
        ask(&server, "POST", "/users", &root, &new).problem(422);
    }
    let verified = server.atlas.verify().unwrap();
    assert!(verified.faults.is_empty(), "{verified:?}");
}

#[test]
fn behind_https_the_cookie_is_secure_and_tied_to_the_host() {
    let server = Server::start_at("https://map.example");
    server
        .atlas
        .add_user("root", Role::Admin, PASSWORD, "test")
        .unwrap();
    let answer = login(&server, "root", PASSWORD);
    let set = answer.header(header::SET_COOKIE);
    assert!(set.starts_with("__Host-ctl="), "{set}");
    assert!(
        set.contains("; Path=/;") && set.contains("; Secure"),
        "{set}"
    );
    assert!(!set.contains("Domain"), "{set}");
    let session = set.split(';').next().unwrap();
    assert_eq!(whoami(&server, session), 200);
    let plain = session.replace("__Host-", "");
    assert_eq!(whoami(&server, &plain), 401);
}

#[test]
fn behind_a_proxy_that_speaks_https_the_cookie_goes_by_https_only() {
    let server = with_users(&[("root", Role::Admin)]);
    let body = json!({"name": "root", "password": PASSWORD}).to_string();
    let set = |origin: &str| {
        let request = Request::post("/session")
            .header(header::HOST, "map.example")
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/json");
        let answer = server.send(request.body(Body::from(body.clone())).unwrap());
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.header(header::SET_COOKIE).contains("; Secure")
    };
    assert!(set("https://map.example"));
    assert!(!set("http://map.example"), "a browser would drop it");
}

#[test]
fn the_first_link_makes_one_administrator_and_no_second() {
    let server = Server::start();
    let key = server.first_link();
    let page = server.get(&format!("/setup?key={key}"));
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("type=\"password\""));
    assert!(
        page.header(header::CONTENT_SECURITY_POLICY)
            .contains("form-action 'self'")
    );
    let fill = |key: &str, name: &str, password: &str| {
        let body = format!(
            "key={key}&name={name}&password={}",
            password.replace(' ', "+")
        );
        let request = Request::post("/setup")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        server.send(request.body(Body::from(body)).unwrap())
    };
    server.get("/setup?key=abc").problem(410);
    server.get("/setup").problem(410);
    fill("abc", "root", PASSWORD).problem(410);
    fill(&key, "root", "short").problem(422);
    let done = fill(&key, "root", PASSWORD);
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    fill(&key, "second", PASSWORD).problem(410);
    assert_eq!(server.atlas.users().unwrap().len(), 1);
    assert_eq!(whoami(&server, &cookie(&server, "root")), 200);
    let another = server.first_link();
    fill(&another, "second", PASSWORD).problem(409);
}
