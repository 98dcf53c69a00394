//! Feeds that are watched: adding, removing, asking them for what is new.

use serde_json::json;

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        log,
    },
    capture::fetch::{Fetched, Fetcher, Wish},
    evidence::hash::sha256_hex,
    format::feed,
    model::{inbox::Feed, side::Side},
    store::{
        feeds,
        inbox::{self, Arrival},
        incidents::Deed,
    },
};

/// What a feed is read from; many are served as something else than what they are.
const FEEDS: [&str; 9] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
    "application/json",
    "text/html",
    "text/plain",
];

/// After a failure a feed is not asked by the clock for this long; twice as long after each more.
const PAUSE_MS: i64 = 5 * 60_000;

/// The longest pause.
const LONGEST_PAUSE_MS: i64 = 24 * 3_600_000;

/// The most feeds that are watched.
const MOST_FEEDS: usize = 200;

/// So many items of a feed wait for an editor at a time.
const MOST_WAITING: i64 = 1_000;

/// What asking a feed gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polled {
    /// The feed as it stands now; `trouble` says why it failed.
    pub feed: Feed,
    /// Items that are new in the inbox.
    pub new: usize,
}

impl Atlas {
    /// Adds a feed to those that are watched. It is not asked yet.
    ///
    /// # Errors
    /// [`AtlasError::Fetch`] for what is no web address, [`AtlasError::Refused`] for a publisher
    /// without a name, [`AtlasError::Conflict`] when it is watched already.
    pub fn add_feed(
        &self,
        url: &str,
        source: &str,
        side: Side,
        actor: &str,
    ) -> Result<Feed, AtlasError> {
        // The port is looked at when the feed is asked: by then it is known what may be.
        let url = crate::capture::target::parse(url, true)?.to_string();
        let source = source.trim();
        if source.is_empty() || source.chars().count() > 200 || source.chars().any(char::is_control)
        {
            return Err(AtlasError::Refused(
                "The feed needs a source of 1 to 200 characters: who publishes it?".to_owned(),
            ));
        }
        self.database.write(|transaction| {
            if feeds::all(transaction)?.len() >= MOST_FEEDS {
                return Err(AtlasError::Conflict(format!(
                    "{MOST_FEEDS} feeds are watched already; remove one first."
                )));
            }
            let id = feeds::insert(transaction, &url, source, side)?.ok_or_else(|| {
                AtlasError::Conflict(format!("The feed {url} is watched already."))
            })?;
            let said = json!({"url": url, "source": source, "side": side, "did": "add"});
            noted(transaction, actor, id, said)?;
            feeds::get(transaction, id)?.ok_or_else(|| missing(id))
        })
    }

    /// Takes a feed from those that are watched; its items stay in the inbox.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn remove_feed(&self, id: i64, actor: &str) -> Result<(), AtlasError> {
        self.database.write(|transaction| {
            if !feeds::remove(transaction, id, now_ms())? {
                return Err(missing(id));
            }
            noted(transaction, actor, id, json!({"did": "remove"}))
        })
    }

    /// The feeds that are watched.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn feeds(&self) -> Result<Vec<Feed>, AtlasError> {
        self.database
            .read(|transaction| Ok(feeds::all(transaction)?))
    }

    /// The numbers of the feeds that the clock may ask now: those that failed rest for a while.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn due_feeds(&self) -> Result<Vec<i64>, AtlasError> {
        let now = now_ms();
        let feeds = self.feeds()?.into_iter();
        Ok(feeds
            .filter(|feed| feed.due_at <= now)
            .map(|feed| feed.id)
            .collect())
    }

    /// Asks a feed, and puts what is new into the inbox. That it fails is no error: it is noted, and
    /// the answer says so.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`], [`AtlasError::Store`].
    pub fn poll_feed(&self, id: i64, fetcher: &Fetcher) -> Result<Polled, AtlasError> {
        let feeds = self.feeds()?;
        let mut feed = feeds
            .into_iter()
            .find(|feed| feed.id == id)
            .ok_or_else(|| missing(id))?;
        let wish = Wish {
            types: &FEEDS,
            etag: feed.etag.as_deref(),
            modified: feed.modified.as_deref(),
        };
        let found = fetcher
            .get(&feed.url, wish)
            .map_err(|error| error.to_string())
            .and_then(|answer| {
                let Some(document) = answer else {
                    return Ok(None);
                };
                let items = feed::read(&document.bytes, &document.url);
                let items = items.map_err(|error| error.to_string())?;
                Ok(Some((document, items)))
            });
        let now = now_ms();
        feed.polled_at = Some(now);
        match found {
            Ok(found) => {
                (feed.failures, feed.trouble, feed.due_at) = (0, None, now);
                self.arrived(feed, found, now)
            }
            Err(why) => {
                feed.failures = feed.failures.saturating_add(1);
                let twice = feed.failures.min(10) - 1;
                feed.due_at = now + (PAUSE_MS << twice).min(LONGEST_PAUSE_MS);
                feed.trouble = Some(why);
                self.arrived(feed, None, now)
            }
        }
    }

    fn arrived(
        &self,
        mut feed: Feed,
        found: Option<(Fetched, Vec<feed::Item>)>,
        now: i64,
    ) -> Result<Polled, AtlasError> {
        self.database.write(|transaction| {
            let mut new = 0;
            if let Some((fetched, items)) = found {
                let mut waiting = inbox::waiting(transaction, feed.id)?;
                for item in &items {
                    if waiting >= MOST_WAITING {
                        feed.trouble = Some(format!(
                            "{MOST_WAITING} items of this feed wait in the inbox; take or dismiss \
                             some, then more come in."
                        ));
                        break;
                    }
                    let arrival = Arrival {
                        feed: feed.id,
                        key: &sha256_hex(item.key.as_bytes()),
                        link: item.link.as_deref(),
                        title: &item.title,
                        text: &item.text,
                        sha256: &sha256_hex(item.text.as_bytes()),
                        published: item.published,
                    };
                    let came = inbox::insert(transaction, &arrival, now)?;
                    new += usize::from(came);
                    waiting += i64::from(came);
                }
                // What did not fit has to come again, though the feed may not change meanwhile.
                let whole = feed.trouble.is_none();
                feed.etag = fetched.etag.filter(|_| whole);
                feed.modified = fetched.modified.filter(|_| whole);
            }
            feeds::note(transaction, &feed)?;
            Ok(Polled {
                feed: feed.clone(),
                new,
            })
        })
    }
}

fn missing(id: i64) -> AtlasError {
    AtlasError::NotFound(format!(
        "There is no feed {id}; contactline feed list shows those that are watched."
    ))
}

fn noted(
    transaction: &crate::store::database::Transaction<'_>,
    actor: &str,
    id: i64,
    said: serde_json::Value,
) -> Result<(), AtlasError> {
    let deed = Deed {
        actor,
        why: None,
        at_ms: now_ms(),
    };
    log::note(transaction, &deed, "feed", &id.to_string(), said)
}
