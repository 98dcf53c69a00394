//! A server without a socket, on a data folder of its own.

use std::sync::{Arc, LazyLock};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use contactline::{
    atlas::facade::Atlas,
    capture::reach::Reach,
    http::{
        router::router,
        state::{AppState, Settings},
    },
    model::scope::Scope,
};
use http_body_util::BodyExt as _;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

/// A server on a fresh data folder, which is removed in the end.
pub(crate) struct Server {
    pub(crate) atlas: Arc<Atlas>,
    router: Router,
    state: AppState,
    folder: TempDir,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn header(&self, name: header::HeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The sentence of a problem, after checking that it is one of this status.
    pub(crate) fn problem(&self, status: u16) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(
            self.header(header::CONTENT_TYPE),
            "application/problem+json"
        );
        let problem = self.json();
        assert_eq!(problem["status"], status);
        let detail = problem["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.len() > 15 && detail.contains(' '),
            "no sentence: {detail}"
        );
        detail
    }
}

/// A server that tests only read from.
pub(crate) static READ_ONLY: LazyLock<Server> = LazyLock::new(Server::start);

impl Server {
    pub(crate) fn start() -> Self {
        Self::with(Settings::default())
    }

    /// A server that is reached at this address.
    pub(crate) fn start_at(base_url: &str) -> Self {
        Self::with(Settings {
            base_url: Some(base_url.to_owned()),
            ..Settings::default()
        })
    }

    /// A server behind proxies of this network.
    pub(crate) fn start_behind(network: &str) -> Self {
        Self::with(Settings {
            trusted_proxies: vec![network.parse().unwrap()],
            ..Settings::default()
        })
    }

    /// A server that may fetch from this machine.
    pub(crate) fn start_reaching_out() -> Self {
        Self::with(Settings {
            reach: Reach::Any,
            ..Settings::default()
        })
    }

    fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let atlas = Arc::new(Atlas::open(folder.path()).unwrap());
        let state = AppState::new(atlas.clone(), settings);
        Self {
            atlas,
            router: router(state.clone()),
            state,
            folder,
        }
    }

    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The key of a new link for the first administrator.
    pub(crate) fn first_link(&self) -> String {
        self.state.first.offer().unwrap()
    }

    /// The server itself, for answers that are not read to their end.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Ends the answers of those who listen for changes.
    pub(crate) fn close_events(&self) {
        self.state.events.close();
    }

    pub(crate) fn token(&self) -> String {
        self.atlas.new_token("test", Scope::Editor, 1).unwrap()
    }

    pub(crate) fn send(&self, request: Request<Body>) -> Answer {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(async {
                let response = self.router.clone().oneshot(request).await.unwrap();
                let (parts, body) = response.into_parts();
                Answer {
                    status: parts.status,
                    headers: parts.headers,
                    bytes: body.collect().await.unwrap().to_bytes().to_vec(),
                }
            })
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap())
    }

    pub(crate) fn get_with(&self, path: &str, name: header::HeaderName, value: &str) -> Answer {
        self.send(
            Request::get(path)
                .header(name, value)
                .body(Body::empty())
                .unwrap(),
        )
    }

    /// A request of an editor.
    pub(crate) fn edit(
        &self,
        method: Method,
        path: &str,
        token: &str,
        body: &Value,
        etag: Option<&str>,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(etag) = etag {
            request = request.header(header::IF_MATCH, etag);
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            Body::from(body.to_string())
        };
        self.send(request.body(body).unwrap())
    }
}

/// What a Parquet file says of itself and all its cells, out of their compressed pages: numbers both
/// written out and as they are.
pub(crate) fn unpacked_columns(bytes: &[u8]) -> Vec<u8> {
    use parquet::{
        file::reader::{FileReader as _, SerializedFileReader},
        record::{Field, Row},
    };
    fn put(cell: &Field, into: &mut Vec<u8>) {
        match cell {
            Field::Group(row) => put_row(row, into),
            Field::ListInternal(list) => list.elements().iter().for_each(|one| put(one, into)),
            Field::Str(text) => into.extend(text.as_bytes()),
            Field::Bytes(bytes) => into.extend(bytes.data()),
            other => {
                into.extend(other.to_string().as_bytes());
                if let Field::Double(number) = other {
                    into.push(b'\n');
                    into.extend(number.to_le_bytes());
                }
            }
        }
        into.push(b'\n');
    }
    fn put_row(row: &Row, into: &mut Vec<u8>) {
        row.get_column_iter().for_each(|(_, cell)| put(cell, into));
    }
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).unwrap();
    let mut plain = Vec::new();
    let said = reader.metadata().file_metadata().key_value_metadata();
    for pair in said.into_iter().flatten() {
        plain.extend(pair.key.as_bytes());
        plain.push(b'\n');
        plain.extend(pair.value.iter().flat_map(String::as_bytes));
        plain.push(b'\n');
    }
    for row in reader.get_row_iter(None).unwrap() {
        put_row(&row.unwrap(), &mut plain);
    }
    plain
}

/// The files of an archive as one text.
pub(crate) fn unpacked(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).unwrap();
        text.push_str(&file.name().unwrap());
        text.push('\n');
        std::io::Read::read_to_string(&mut file, &mut text).unwrap();
    }
    text
}
