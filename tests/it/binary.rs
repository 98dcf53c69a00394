//! The real program: start, repeat, kill, what it prints, what it does with silent clients.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    time::{Duration, Instant},
};

use contactline::capture::courier::{Message, signature};
use serde_json::Value;

use crate::{
    program::{PROGRAM, Served, complaint, contactline, printed},
    support::READ_ONLY,
};

fn sample() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("geodata/samples/ministry-statement.txt")
}

#[test]
fn a_report_walks_from_text_to_map_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| printed(&contactline(folder.path(), arguments));
    let sample = sample();
    let file = sample.to_str().unwrap();

    let first = run(&["ingest", file]);
    assert!(first.starts_with("Stored report r-"), "{first}");
    let database = folder.path().join("contactline.sqlite");
    let queue = run(&["review", "list"]);
    let second = run(&["ingest", file]);
    assert!(
        second.contains("stored already; nothing was changed"),
        "{second}"
    );
    assert_eq!(run(&["review", "list"]), queue);
    assert!(database.exists());

    let ids: Vec<&str> = queue
        .lines()
        .filter(|line| line.starts_with("i-"))
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert!(ids.len() >= 2, "{queue}");
    let shown: String = ids.iter().map(|id| run(&["review", "show", id])).collect();
    assert!(
        shown.contains("Azerbaijani Ministry of Defence (az) Asserts losses about 2300 people"),
        "{shown}"
    );
    let accepted = run(&["review", "accept", ids[0], "--why", "checked"]);
    assert!(accepted.contains("published"), "{accepted}");
    run(&["review", "reject", ids[1]]);
    let layer: Value = serde_json::from_str(&run(&["export", "incidents"])).unwrap();
    let public: Vec<&str> = layer["features"]
        .as_array()
        .unwrap()
        .iter()
        .map(|feature| feature["id"].as_str().unwrap())
        .collect();
    assert!(public.contains(&ids[0]) && !public.contains(&ids[1]));

    let again = complaint(&contactline(folder.path(), &["review", "accept", ids[0]]));
    assert!(again.contains("is published already"), "{again}");
}

#[test]
fn tokens_are_shown_once_listed_and_revoked() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| printed(&contactline(folder.path(), arguments));
    let token = run(&["token", "new", "--label", "the desk"]);
    let token = token.trim();
    let public = token.split('_').nth(1).unwrap();
    let list = run(&["token", "list"]);
    assert!(
        list.contains(public) && list.contains("the desk") && list.contains("valid"),
        "{list}"
    );
    assert!(!list.contains(token.split('_').nth(2).unwrap()));
    run(&["token", "revoke", public]);
    assert!(run(&["token", "list"]).contains("revoked"));
    complaint(&contactline(folder.path(), &["token", "revoke", public]));
}

#[test]
fn a_release_is_made_and_files_are_checked_against_it() {
    let folder = tempfile::tempdir().unwrap();
    let none = contactline(folder.path(), &["verify", sample().to_str().unwrap()]);
    assert!(complaint(&none).contains("no release"), "{none:?}");
    let made = printed(&contactline(folder.path(), &["release"]));
    assert!(made.contains(" records, root "), "{made}");
    let again = printed(&contactline(folder.path(), &["release"]));
    assert!(again.contains("as before"), "{again}");

    let layer = printed(&contactline(folder.path(), &["export", "claims"]));
    let file = folder.path().join("claims.geojson");
    std::fs::write(&file, &layer).unwrap();
    let path = file.to_str().unwrap();
    let sound = printed(&contactline(folder.path(), &["verify", path]));
    assert!(sound.contains("byte for byte"), "{sound}");
    std::fs::write(&file, layer.replacen("Martuni", "Martini", 1)).unwrap();
    let altered = contactline(folder.path(), &["verify", path]);
    assert!(
        complaint(&altered).contains("not as in the release"),
        "{altered:?}"
    );
    let told = String::from_utf8_lossy(&altered.stdout).into_owned();
    assert!(told.contains("Record i-20160402-01-c1 of claims"), "{told}");

    let folder = printed(&contactline(folder.path(), &["verify"]));
    assert!(
        folder.contains("each following from the one before"),
        "{folder}"
    );
}

#[test]
fn error_messages_are_sentences_that_say_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty.txt");
    std::fs::write(&empty, "").unwrap();
    let placeless = folder.path().join("placeless.txt");
    std::fs::write(
        &placeless,
        "Source: A\nSide: az\nPublished: 2020-09-30\n\nNothing.\n",
    )
    .unwrap();
    let binary = folder.path().join("binary.txt");
    std::fs::write(&binary, [0xff, 0xfe, 0x00]).unwrap();
    for (arguments, words) in [
        (
            vec!["ingest", "no-such-file.txt"],
            "Cannot read no-such-file.txt",
        ),
        (
            vec!["ingest", empty.to_str().unwrap()],
            "does not say its published",
        ),
        (
            vec!["ingest", placeless.to_str().unwrap()],
            "No known place was found",
        ),
        (
            vec!["ingest", binary.to_str().unwrap()],
            "give a text file in UTF-8",
        ),
        (
            vec!["ingest", "https://example.org/report"],
            "Say whose side the publisher of the page is on",
        ),
        (
            vec!["ingest", "http://127.0.0.1/", "--side", "az"],
            "belongs to a private network or to this machine",
        ),
        (
            vec!["review", "accept", "i-none"],
            "There is no incident i-none",
        ),
        (vec!["export", "nothing"], "There is no collection"),
        (
            vec![
                "export",
                "places",
                "--datetime",
                "2020-10-01",
                "--stance",
                "agreed",
            ],
            "Only the layers contact-line and control know a stance",
        ),
        (
            vec!["line", "--on", "1990-01-01"],
            "the first is of 1994-05-12",
        ),
        (vec!["line", "--on", "tomorrow"], "RFC 3339"),
        (
            vec!["locate", "39.8", "46.7", "--on", "2019-01-01"],
            "looks swapped",
        ),
        (
            vec!["serve", "--listen", "127.0.0.1:0", "--tile-url", "ftp://x"],
            "must begin with http",
        ),
        (vec!["token", "new", "--label", " "], "1 to 100 characters"),
    ] {
        let text = complaint(&contactline(&folder.path().join("data"), &arguments));
        assert!(text.contains(words), "{arguments:?}: {text}");
    }
}

#[test]
fn a_killed_server_loses_no_acknowledged_report() {
    let folder = tempfile::tempdir().unwrap();
    let token = printed(&contactline(
        folder.path(),
        &["token", "new", "--label", "kill"],
    ));
    let token = token.trim();
    for round in 0..5 {
        let mut served = Served::start(folder.path());
        let text = format!("Report {round}: shelling was reported in Stepanakert.");
        let body = serde_json::json!({"text": text, "published": "2020-10-01",
            "source": {"title": "An agency", "side": "third-party"}})
        .to_string();
        let head = format!("POST /reports HTTP/1.1\r\nAuthorization: Bearer {token}");
        let (status, answer) = served.request(&head, body.as_bytes());
        assert_eq!(status, 201, "{answer}");
        served.child.kill().unwrap();
        served.child.wait().unwrap();
        let queue = printed(&contactline(folder.path(), &["review", "list"]));
        assert!(queue.contains(&format!("{} draft", round + 1)), "{queue}");
    }
}

#[test]
fn a_second_start_is_a_repeat_and_the_log_is_clean() {
    let folder = tempfile::tempdir().unwrap();
    let first = Served::start(folder.path());
    assert_eq!(first.request("GET /healthz HTTP/1.1", b"").0, 200);
    first.stop();
    let second = Served::start(folder.path());
    let (status, body) = second.request("GET /layers/places.geojson HTTP/1.1", b"");
    assert_eq!(status, 200);
    assert!(body.contains("stepanakert"));
    assert_eq!(second.request("GET /nowhere HTTP/1.1", b"").0, 404);
    let log = second.stop();
    assert!(log.contains("new=0 changed=0 withdrawn=0"), "{log}");
    assert!(!log.contains("ERROR"), "{log}");
}

#[test]
fn silent_and_dribbling_connections_are_closed() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    let begun = Instant::now();
    let mut silent = TcpStream::connect(served.address).unwrap();
    let mut idle = TcpStream::connect(served.address).unwrap();
    write!(idle, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut dribbling = TcpStream::connect(served.address).unwrap();
    for stream in [&silent, &idle, &dribbling] {
        stream
            .set_read_timeout(Some(Duration::from_secs(45)))
            .unwrap();
    }
    write!(dribbling, "GET /healthz HTTP/1.1\r\nHost: local").unwrap();
    for (name, stream) in [
        ("silent", &mut silent),
        ("idle", &mut idle),
        ("dribbling", &mut dribbling),
    ] {
        let mut rest = Vec::new();
        // Reading to the end ends only when the server closes; a time-out is an error.
        stream
            .read_to_end(&mut rest)
            .unwrap_or_else(|error| panic!("{name} was left open: {error}"));
    }
    assert!(begun.elapsed() < Duration::from_secs(45));
    assert_eq!(served.request("GET /healthz HTTP/1.1", b"").0, 200);
}

#[test]
fn a_body_of_50_mb_does_not_stop_the_server() {
    let folder = tempfile::tempdir().unwrap();
    let token = printed(&contactline(
        folder.path(),
        &["token", "new", "--label", "large"],
    ));
    let served = Served::start(folder.path());
    let mut stream = TcpStream::connect(served.address).unwrap();
    write!(
        stream,
        "POST /reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: 52428800\r\n\r\n",
        token.trim()
    )
    .unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 413");
    assert_eq!(served.request("GET /healthz HTTP/1.1", b"").0, 200);
    assert!(!served.stop().contains("ERROR"));
}

#[test]
fn a_client_that_never_reads_is_let_go_and_does_not_keep_the_server_from_stopping() {
    let folder = tempfile::tempdir().unwrap();
    let served = Served::start(folder.path());
    // Far more answers than the buffers of both ends hold, and none of them read.
    let mut deaf = TcpStream::connect(served.address).unwrap();
    for _ in 0..60 {
        write!(
            deaf,
            "GET /layers/control.geojson HTTP/1.1\r\nHost: localhost\r\n\r\n"
        )
        .unwrap();
    }
    std::thread::sleep(Duration::from_secs(1));
    assert_eq!(
        served.request("GET /layers/region.geojson HTTP/1.1", b"").0,
        200
    );
    let begun = Instant::now();
    served.stop();
    assert!(
        begun.elapsed() < Duration::from_secs(25),
        "{:?}",
        begun.elapsed()
    );
}

#[test]
fn export_gives_the_bytes_that_the_server_gives() {
    let folder = tempfile::tempdir().unwrap();
    for (arguments, path) in [
        (
            vec!["export", "contact-line", "--datetime", "2020-10-20"],
            "/layers/contact-line.geojson?datetime=2020-10-20",
        ),
        (
            vec![
                "export",
                "control",
                "--datetime",
                "2020-10-01",
                "--stance",
                "az-claimed",
            ],
            "/layers/control.geojson?datetime=2020-10-01&stance=az-claimed",
        ),
        (vec!["diagram", "--csv"], "/line/diagram?f=csv"),
    ] {
        let printed = printed(&contactline(folder.path(), &arguments));
        assert!(printed == READ_ONLY.get(path).text(), "{path}");
    }
}

#[test]
fn neither_passwords_nor_cookies_nor_tokens_are_in_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let password = "nine blue kettles";
    let mut add = Command::new(PROGRAM)
        .args(["user", "add", "root", "--role", "admin"])
        .env("CONTACTLINE_DATA", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    writeln!(add.stdin.take().unwrap(), "{password}").unwrap();
    assert_eq!(
        printed(&add.wait_with_output().unwrap()),
        "Added root, admin.\n"
    );

    let server = Served::start(folder.path());
    let sign_in = |password: &str| {
        let body = format!(r#"{{"name":"root","password":"{password}"}}"#);
        server.request("POST /session HTTP/1.1", body.as_bytes())
    };
    assert_eq!(sign_in("nine red kettles").0, 401);
    let (status, signed_in) = sign_in(password);
    assert_eq!(status, 200, "{signed_in}");
    let cookie = signed_in
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .and_then(|value| value.split(';').next())
        .unwrap();
    let ours = format!("Cookie: {cookie}\r\nX-Contactline: 1\r\nOrigin: http://localhost");
    let (status, made) = server.request(
        &format!("POST /tokens HTTP/1.1\r\n{ours}"),
        br#"{"label":"desk","scope":"editor"}"#,
    );
    assert_eq!(status, 201, "{made}");
    let token = made
        .split('"')
        .find(|part| part.starts_with("ctl_"))
        .unwrap();
    let bearer = format!("GET /review HTTP/1.1\r\nAuthorization: Bearer {token}");
    assert_eq!(server.request(&bearer, b"").0, 200);
    // Somebody puts the whole token where its public part belongs.
    let (status, revoked) =
        server.request(&format!("DELETE /tokens/{token} HTTP/1.1\r\n{ours}"), b"");
    assert_eq!(status, 200, "{revoked}");
    assert_eq!(server.request(&bearer, b"").0, 401);

    let log = server.stop();
    assert!(log.contains(r#"DELETE path="/tokens/{id}""#), "{log}");
    let secrets = [
        password,
        "nine red",
        cookie.split('=').nth(1).unwrap(),
        token.rsplit('_').next().unwrap(),
    ];
    for secret in secrets {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
}

/// Answers requests one after another with these statuses, and gives their texts.
fn receiver(statuses: &'static [&'static str]) -> (SocketAddr, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        for status in statuses {
            let (mut stream, _) = listener.accept().unwrap();
            let (mut text, mut chunk) = (String::new(), [0; 4096]);
            loop {
                let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
                let said = head.lines().find_map(|line| {
                    let (name, value) = line.split_once(": ")?;
                    (name.eq_ignore_ascii_case("content-length")).then(|| value.parse().unwrap())
                });
                if said.is_some_and(|length: usize| body.len() >= length) {
                    break;
                }
                let read = stream.read(&mut chunk).unwrap();
                assert!(read > 0, "{text}");
                text.push_str(std::str::from_utf8(&chunk[..read]).unwrap());
            }
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").unwrap();
            sender.send(text).unwrap();
        }
    });
    (address, receiver)
}

#[test]
fn another_program_is_told_what_changes_until_it_has_heard() {
    let folder = tempfile::tempdir().unwrap();
    let (address, told) = receiver(&["500 Internal Server Error", "204 No Content"]);
    let url = format!("http://{address}/changes");
    let secret = printed(&contactline(folder.path(), &["webhook", "add", &url]));
    let secret = secret.trim();
    let twice = contactline(folder.path(), &["webhook", "add", &url]);
    assert!(complaint(&twice).contains("told already"));
    let file = folder.path().join("posts.geojson");
    fs::write(
        &file,
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","id":"p-1",
            "geometry":{"type":"Point","coordinates":[46.5,39.9]},"properties":{"name":"One"}}]}"#,
    )
    .unwrap();
    let said = [
        "--as",
        "layer",
        "--licence",
        "CC0-1.0",
        "--attribution",
        "Me",
    ];
    let mut import = vec!["import", file.to_str().unwrap()];
    import.extend(said);
    printed(&contactline(folder.path(), &import));
    let _served = Served::start(folder.path());
    let heard = || told.recv_timeout(Duration::from_mins(1)).unwrap();
    let requests = [heard(), heard()];
    for request in &requests {
        let header = |name: &str| {
            let mut lines = request.lines().map(|line| line.split_once(": "));
            let found =
                lines.find_map(|pair| pair.filter(|(key, _)| key.eq_ignore_ascii_case(name)));
            found
                .unwrap_or_else(|| panic!("{name}: {request}"))
                .1
                .to_owned()
        };
        assert!(request.starts_with("POST /changes HTTP/1.1"), "{request}");
        let (_, body) = request.split_once("\r\n\r\n").unwrap();
        let message = Message {
            id: &header("webhook-id"),
            sent_at: header("webhook-timestamp").parse().unwrap(),
            body,
        };
        assert_eq!(
            Some(header("webhook-signature")),
            signature(secret, message)
        );
        let body: Value = serde_json::from_str(body).unwrap();
        let change = &body["changes"][0];
        assert_eq!(change["collection"], "posts");
        assert_eq!(change["id"], "p-1");
        assert_eq!(change["event"], "put");
        assert_eq!(change["href"], "/ogc/collections/posts/items/p-1");
    }
    // What arrived is written down a moment later.
    let begun = Instant::now();
    loop {
        let list = printed(&contactline(folder.path(), &["webhook", "list"]));
        assert!(list.contains(&url), "{list}");
        if list.trim().ends_with("well") {
            break;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "{list}");
        std::thread::sleep(Duration::from_millis(100));
    }
    printed(&contactline(folder.path(), &["webhook", "remove", "1"]));
    let again = contactline(folder.path(), &["webhook", "remove", "1"]);
    assert!(complaint(&again).contains("No address of number 1"));
}
