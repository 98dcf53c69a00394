//! `/events`: what changes in public, told as it happens (server-sent events).
//!
//! One watcher looks for changes while anybody listens, and writes each of them once; listeners
//! share its words, so that a thousand cost little more than one.

use std::{
    convert::Infallible,
    fmt::Write as _,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use futures_util::stream;
use serde_json::json;
use tokio::sync::broadcast::{self, error::RecvError};

use crate::{
    atlas::news::{Change, News},
    http::{blocking::blocking, params::Params, problem::Problem, state::AppState},
};

/// How often it is looked for changes.
const LOOK: Duration = Duration::from_secs(1);

/// Looks without a change after which listeners are told that the line still stands.
const QUIET: u32 = 15;

/// Messages that a slow listener may be behind.
const BEHIND: usize = 64;

/// What a listener hears first: after how many milliseconds to come back when the line breaks.
const HELLO: &str = "retry: 5000\n\n";

/// What is said when nothing happens.
const STILL_HERE: &str = ": nothing new\n\n";

/// Words for all listeners.
#[derive(Debug, Clone)]
struct Told {
    /// The number of the last change in it; `None` when there is none.
    last: Option<i64>,
    text: Bytes,
}

/// Those who listen.
#[derive(Debug, Default)]
pub struct Events(Mutex<Line>);

#[derive(Debug, Default)]
struct Line {
    sender: Option<broadcast::Sender<Told>>,
    closed: bool,
}

impl Events {
    /// Ends every listener's answer: the server stops.
    pub fn close(&self) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *line = Line {
            sender: None,
            closed: true,
        };
    }

    /// A place among the listeners, and the words for them if nobody listened so far.
    fn listen(&self) -> (broadcast::Receiver<Told>, Option<broadcast::Sender<Told>>) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = &line.sender {
            return (sender.subscribe(), None);
        }
        let (sender, receiver) = broadcast::channel(BEHIND);
        if !line.closed {
            line.sender = Some(sender.clone());
        }
        (receiver, Some(sender))
    }

    /// Whether the watcher may go: nobody listens any more, or nobody shall.
    fn is_deserted(&self) -> bool {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let listened = (line.sender.as_ref()).is_some_and(|sender| sender.receiver_count() > 0);
        if !listened {
            line.sender = None;
        }
        !listened
    }
}

/// `GET /events`: `put` and `withdraw` for each published feature that changes, with collection,
/// identifier and address. With `Last-Event-ID`, what changed since then comes first; `reload` says
/// that too much did, or too long ago.
///
/// # Errors
/// 400 for a `Last-Event-ID` that is none of ours.
///
/// # References
/// - WHATWG HTML, section 9.2 (server-sent events)
pub async fn events(
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let after = headers.get("last-event-id").map(|value| {
        let number = value
            .to_str()
            .ok()
            .and_then(|text| text.parse::<i64>().ok());
        number.ok_or_else(|| {
            Problem::bad_request("Last-Event-ID must be the id of an event that came from here.")
        })
    });
    let after = after.transpose()?;
    // The watcher begins before what is told here ends: what comes twice is told once.
    let atlas = state.atlas.clone();
    let begin = blocking(move || atlas.last_change()).await?;
    let (receiver, sender) = state.events.listen();
    if let Some(sender) = sender {
        tokio::spawn(watch(state.clone(), sender, begin));
    }
    let atlas = state.atlas.clone();
    let news = blocking(move || match after {
        Some(after) => atlas.news(after),
        None => atlas.last_change().map(|last| News {
            changes: Some(Vec::new()),
            last,
        }),
    })
    .await?;
    let opening = Bytes::from(format!("{HELLO}{}", told(&news)));
    let heard = (Some(opening), receiver, news.last);
    let words = stream::unfold(heard, |(opening, mut receiver, heard)| async move {
        if let Some(text) = opening {
            return Some((Ok::<_, Infallible>(text), (None, receiver, heard)));
        }
        loop {
            match receiver.recv().await {
                Ok(Told { last, .. }) if last.is_some_and(|last| last <= heard) => {}
                Ok(Told { last, text }) => {
                    let heard = last.unwrap_or(heard);
                    return Some((Ok(text), (None, receiver, heard)));
                }
                Err(RecvError::Lagged(_)) => {
                    let text = Bytes::from(reload(heard));
                    return Some((Ok(text), (None, receiver, heard)));
                }
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let mut response = Body::from_stream(words).into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "no-store"),
        // What nginx would collect before it passes it on.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ] {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

/// Looks for changes as long as anybody listens.
async fn watch(state: AppState, sender: broadcast::Sender<Told>, mut last: i64) {
    let mut clock = tokio::time::interval(LOOK);
    let mut quiet = 0;
    loop {
        clock.tick().await;
        if state.events.is_deserted() {
            return;
        }
        let atlas = state.atlas.clone();
        let news = blocking(move || atlas.news(last)).await;
        let words = match news {
            Ok(news) if news.last != last => {
                last = news.last;
                Told {
                    last: Some(last),
                    text: Bytes::from(told(&news)),
                }
            }
            _ if quiet + 1 < QUIET => {
                quiet += 1;
                continue;
            }
            _ => Told {
                last: None,
                text: Bytes::from_static(STILL_HERE.as_bytes()),
            },
        };
        quiet = 0;
        // Whoever left just now does not hear it.
        let _ = sender.send(words);
    }
}

/// Changes as events.
fn told(news: &News) -> String {
    let Some(changes) = &news.changes else {
        return reload(news.last);
    };
    let mut text = String::new();
    for change in changes {
        let Change {
            seq,
            collection,
            id,
            public,
        } = change;
        let event = if *public { "put" } else { "withdraw" };
        let href = format!("/ogc/collections/{collection}/items/{id}");
        let data = json!({"collection": collection, "id": id, "href": href});
        // Writing to a text does not fail.
        let _ = write!(text, "id: {seq}\nevent: {event}\ndata: {data}\n\n");
    }
    text
}

/// Says that whoever listens has to read everything anew.
fn reload(last: i64) -> String {
    format!("id: {last}\nevent: reload\ndata: {{}}\n\n")
}
