//! Bodies that are written by the core while they are sent: a bounded number of chunks is under way.

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::body::Body;
use bytes::Bytes;
use futures_util::StreamExt as _;
use http_body_util::StreamBody;
use hyper::body::Frame;
use tokio::{runtime::Handle, sync::mpsc, time::Instant};

/// How long the slowest client may take for a layer.
const DEADLINE: Duration = Duration::from_mins(2);

/// Bytes that are sent at a time.
const CHUNK: usize = 64 * 1024;

/// Chunks that wait for a slow client: layers of up to 2 MiB are written at once, and hold neither
/// a reader nor a permit while they are sent.
const CHUNKS_AHEAD: usize = 32;

/// Both ends of a body, and how it is said to be whole.
#[must_use]
pub fn pipe(handle: Handle) -> (Chunks, Stream, Whole) {
    let (sender, receiver) = mpsc::channel(CHUNKS_AHEAD);
    let complete = Arc::new(AtomicBool::new(false));
    let whole = Whole {
        _sender: sender.clone(),
        complete: Arc::clone(&complete),
    };
    let chunks = Chunks {
        buffer: Vec::with_capacity(CHUNK),
        sender,
        handle,
        deadline: Instant::now() + DEADLINE,
    };
    (chunks, Stream { receiver, complete }, whole)
}

/// Says that a body was written to its end. The stream does not end before this is dropped.
pub struct Whole {
    _sender: mpsc::Sender<Bytes>,
    complete: Arc<AtomicBool>,
}

impl Whole {
    /// Nothing is missing.
    pub fn say(&self) {
        self.complete.store(true, Ordering::Release);
    }
}

/// The receiving end of a body.
pub struct Stream {
    receiver: mpsc::Receiver<Bytes>,
    complete: Arc<AtomicBool>,
}

impl Stream {
    /// The stream as a body.
    pub fn body(self) -> Body {
        let frames = futures_util::stream::unfold(self, Self::next).fuse();
        Body::new(StreamBody::new(frames))
    }

    /// The next chunk; an error in place of the end when the body was not written to its end, so
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
pub struct Chunks {
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
