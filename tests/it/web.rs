//! A small web on this machine: tests never ask the internet.

use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What is at a path.
#[derive(Clone)]
pub(crate) enum Thing {
    /// Media type and bytes.
    Page(&'static str, Vec<u8>),
    /// Bytes that were compressed with gzip, as a page.
    Gzip(Vec<u8>),
    /// A redirect.
    Goes(String),
    /// A status without a document.
    Status(u16),
    /// A document with an `ETag`, which is answered with 304 to who knows it.
    Tagged(&'static str, &'static str, String),
    /// Bytes without end.
    Endless,
    /// A byte now and then.
    Dribble,
}

/// A web server on a free port, for as long as the test runs.
#[derive(Clone)]
pub(crate) struct Web {
    address: SocketAddr,
    things: Arc<Mutex<BTreeMap<String, Thing>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Web {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let web = Self {
            address: listener.local_addr().unwrap(),
            things: Arc::default(),
            asked: Arc::default(),
        };
        let serving = web.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let web = serving.clone();
                thread::spawn(move || web.answer(stream));
            }
        });
        web
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Address and port.
    pub(crate) fn authority(&self) -> String {
        self.address.to_string()
    }

    pub(crate) fn put(&self, path: &str, thing: Thing) -> String {
        self.things.lock().unwrap().insert(path.to_owned(), thing);
        self.url(path)
    }

    pub(crate) fn page(&self, path: &str, text: &str) -> String {
        self.put(path, Thing::Page("text/html; charset=utf-8", text.into()))
    }

    /// The heads of the requests so far.
    pub(crate) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// Writes an answer; whoever hangs up early may.
    fn answer(&self, mut stream: TcpStream) -> Option<()> {
        let mut head = Vec::new();
        let mut byte = [0];
        while !head.ends_with(b"\r\n\r\n") && head.len() < 16_384 {
            stream.read_exact(&mut byte).ok()?;
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).to_lowercase();
        let path = head.split(' ').nth(1)?.to_owned();
        self.asked.lock().unwrap().push(head.clone());
        let thing = self.things.lock().unwrap().get(&path).cloned();
        let mut send = |bytes: &[u8]| stream.write_all(bytes).ok();
        let whole = |status: &str, more: &str, bytes: &[u8]| {
            let length = bytes.len();
            let head = format!(
                "HTTP/1.1 {status}\r\n{more}content-length: {length}\r\nconnection: close\r\n\r\n"
            );
            [head.as_bytes(), bytes].concat()
        };
        let open = b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n";
        match thing.unwrap_or(Thing::Status(404)) {
            Thing::Page(kind, bytes) => send(&whole(
                "200 OK",
                &format!("content-type: {kind}\r\n"),
                &bytes,
            )),
            Thing::Gzip(bytes) => send(&whole(
                "200 OK",
                "content-type: text/html\r\ncontent-encoding: gzip\r\n",
                &bytes,
            )),
            Thing::Goes(to) => send(&whole("302 Found", &format!("location: {to}\r\n"), b"")),
            Thing::Status(status) => send(&whole(&format!("{status} No"), "", b"gone")),
            Thing::Tagged(_, tag, _) if head.contains(&format!("if-none-match: {tag}")) => {
                send(&whole("304 Not Modified", "", b""))
            }
            Thing::Tagged(kind, tag, text) => {
                let more = format!("content-type: {kind}\r\netag: {tag}\r\n");
                send(&whole("200 OK", &more, text.as_bytes()))
            }
            Thing::Endless => {
                send(open)?;
                while send(&[b'a'; 8_192]).is_some() {}
                None
            }
            Thing::Dribble => {
                send(open)?;
                while send(b"a").is_some() {
                    thread::sleep(Duration::from_millis(50));
                }
                None
            }
        }
    }
}
