//! `/layers/{layer}.geojson` and `/layers/{layer}.csv`: whole layers, streamed.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use bytes::Bytes;
use futures_util::StreamExt as _;
use http_body_util::StreamBody;
use hyper::body::Frame;
use tokio::{
    runtime::Handle,
    sync::{mpsc, oneshot},
    time::Instant,
};

use crate::{
    atlas::browse::{LayerError, LayerHead},
    http::{
        blocking::permit,
        line_params::ByStance,
        params::Params,
        path::Path,
        problem::Problem,
        reply::{self, CSV, GEOJSON},
        state::AppState,
    },
    store::query::Filter,
};

/// How long the slowest client may take for a layer.
const DEADLINE: Duration = Duration::from_mins(2);

/// Bytes that are sent at a time.
const CHUNK: usize = 64 * 1024;

/// Chunks that wait for a slow client: layers of up to 2 MiB are written at once, and hold neither
/// a reader nor a permit while they are sent.
const CHUNKS_AHEAD: usize = 32;

type Answer = Result<(String, Option<Stream>), Problem>;

/// `GET /layers/{layer}.geojson`, and `.csv` for the layers that are tables too.
///
/// # Errors
/// 400 for a parameter that does not read, 404 when there is no such layer or format, 503 when too
/// many layers are being written.
pub async fn layer(
    State(state): State<AppState>,
    Path(file): Path<String>,
    Params(asked): Params<ByStance<Filter>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut forms = [("geojson", GEOJSON), ("csv", CSV)].into_iter();
    let named = forms.find_map(|(ending, media_type)| {
        let layer = file.strip_suffix(ending)?.strip_suffix('.')?;
        Some((layer, ending, media_type))
    });
    let Some((layer, ending, media_type)) = named else {
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            "Layers are served as /layers/{id}.geojson, and incidents as /layers/incidents.csv too; \
             /ogc/collections lists their ids.",
        ));
    };
    let stance = asked.stance_for(layer, &asked.query)?;
    let permit = permit(&state.exports).await?;
    let (sender, receiver) = oneshot::channel::<Answer>();
    let layer = layer.to_owned();
    let name = layer.clone();
    let filename = format!("attachment; filename=\"contactline-{layer}.{ending}\"");
    let handle = Handle::current();
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        let mut sender = Some(sender);
        let mut stream_of = None;
        let open = |head: &LayerHead| {
            let revision = head.revision;
            let etag = format!(
                "W/\"{name}-{ending}-{}-{:x}-{}\"",
                revision.number, revision.changed_at, head.digest
            );
            let wanted = !reply::matches(&headers, &etag);
            let (chunks, receiver) = mpsc::channel(CHUNKS_AHEAD);
            let stream = Stream {
                receiver,
                complete: Arc::new(AtomicBool::new(false)),
            };
            stream_of = Some((chunks.clone(), stream.complete.clone()));
            let answer = (etag, wanted.then_some(stream));
            let heard = sender
                .take()
                .is_some_and(|sender| sender.send(Ok(answer)).is_ok());
            (heard && wanted).then(|| Chunks {
                buffer: Vec::with_capacity(CHUNK),
                sender: chunks,
                handle,
                deadline: Instant::now() + DEADLINE,
            })
        };
        let outcome = match ending {
            "csv" => state.atlas.layer_as_table(&name, &asked.query, open),
            _ => state.atlas.layer(&name, &asked.query, stance, open),
        };
        match (outcome, sender) {
            (Err(LayerError::Atlas(error)), Some(sender)) => {
                let _ = sender.send(Err(error.into()));
            }
            // The client left, or was too slow: its connection breaks off.
            (Err(error), _) => tracing::debug!(%error, "a layer was not written to its end"),
            (Ok(()), _) => {
                if let Some((_, complete)) = &stream_of {
                    complete.store(true, Ordering::Release);
                }
            }
        }
        // Only now does the stream end: `stream_of` held a sender until the outcome was known.
        drop(stream_of);
    });
    let (etag, stream) = receiver.await.map_err(|_| Problem::internal())??;
    let Some(stream) = stream else {
        return Ok(reply::not_modified(&etag));
    };
    let frames = futures_util::stream::unfold(stream, Stream::next).fuse();
    let mut response = reply::tagged(Body::new(StreamBody::new(frames)), media_type, &etag);
    if let Ok(value) = HeaderValue::from_str(&filename) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// The receiving end of a layer.
struct Stream {
    receiver: mpsc::Receiver<Bytes>,
    complete: Arc<AtomicBool>,
}

impl Stream {
    /// The next chunk; an error in place of the end when the layer was not written to its end, so
    /// that a broken download never looks like a whole one.
    async fn next(mut self) -> Option<(io::Result<Frame<Bytes>>, Self)> {
        match self.receiver.recv().await {
            Some(chunk) => Some((Ok(Frame::data(chunk)), self)),
            None if self.complete.swap(true, Ordering::AcqRel) => None,
            None => Some((Err(io::ErrorKind::BrokenPipe.into()), self)),
        }
    }
}

/// Collects what is written and sends it on in chunks.
struct Chunks {
    buffer: Vec<u8>,
    sender: mpsc::Sender<Bytes>,
    handle: Handle,
    deadline: Instant,
}

impl Chunks {
    fn send(&mut self, chunk: Bytes) -> io::Result<()> {
        let sending = tokio::time::timeout_at(self.deadline, self.sender.send(chunk));
        match self.handle.block_on(sending) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

impl io::Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= CHUNK {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let full = std::mem::replace(&mut self.buffer, Vec::with_capacity(CHUNK));
        self.send(Bytes::from(full))
    }
}
