//! The inbox: what came from feeds is taken as a report, or dismissed.

use jiff::civil::Date;
use serde_json::json;

use crate::{
    atlas::{
        capture::{Asker, Captured},
        error::AtlasError,
        facade::{Atlas, now_ms},
        log,
    },
    capture::fetch::Fetcher,
    model::{
        capture::{Wanted, WantedSource},
        id::Id,
        inbox::{Feed, InboxItem, ItemState, TakenFrom},
        report::{Publisher, Submission},
    },
    store::{database::Transaction, feeds, inbox, incidents::Deed},
};

/// The most items that are shown at a time.
const MOST_SHOWN: u32 = 200;

impl Atlas {
    /// The items of the inbox in a state, the latest first, and how many there are in all.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn inbox(&self, state: ItemState) -> Result<(Vec<InboxItem>, i64), AtlasError> {
        self.database
            .read(|transaction| Ok(inbox::in_state(transaction, state, MOST_SHOWN)?))
    }

    /// Takes an item as a report: its page is fetched, or its text as the feed has it counts. A day
    /// that is given wins over that of the feed.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`], [`AtlasError::Conflict`] when it was taken before; else as
    /// [`Atlas::capture`] and [`Atlas::ingest`], and the item stays.
    pub fn take_item(
        &self,
        id: i64,
        from: TakenFrom,
        published: Option<Date>,
        fetcher: &Fetcher,
        actor: &str,
    ) -> Result<Captured, AtlasError> {
        let (item, feed) = self.database.read(|transaction| open(transaction, id))?;
        let published = published.or(item.published);
        let captured = match from {
            TakenFrom::Page => {
                let url = item.link.ok_or_else(|| {
                    AtlasError::Refused(
                        "The item names no page; take its text instead (from: text).".to_owned(),
                    )
                })?;
                let wanted = Wanted {
                    url,
                    source: WantedSource {
                        title: Some(feed.source),
                        side: feed.side,
                    },
                    published,
                    language: None,
                };
                self.capture(&wanted, fetcher, Asker { actor, edits: true })?
            }
            TakenFrom::Text => {
                let published = published.ok_or_else(|| {
                    AtlasError::Refused(
                        "The feed does not say on which day the item was published; give the day \
                         (published: YYYY-MM-DD)."
                            .to_owned(),
                    )
                })?;
                let submission = Submission {
                    text: whole_text(&item.title, &item.text),
                    published,
                    source: Publisher {
                        title: feed.source,
                        side: feed.side,
                        url: item.link,
                    },
                    language: None,
                };
                Captured {
                    ingested: self.ingest(&submission, actor)?,
                    earlier: None,
                    unchanged: false,
                }
            }
        };
        self.database.write(|transaction| {
            open(transaction, id)?;
            let report = &captured.ingested.report.id;
            decided(transaction, id, ItemState::Taken, Some(report), actor)
        })?;
        Ok(captured)
    }

    /// Dismisses an item; it can still be taken.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`], [`AtlasError::Conflict`] when it was taken before.
    pub fn dismiss_item(&self, id: i64, actor: &str) -> Result<(), AtlasError> {
        self.database.write(|transaction| {
            open(transaction, id)?;
            decided(transaction, id, ItemState::Dismissed, None, actor)
        })
    }
}

/// An item that is not taken, with its feed.
fn open(transaction: &Transaction<'_>, id: i64) -> Result<(InboxItem, Feed), AtlasError> {
    let missing = || AtlasError::NotFound(format!("There is no item {id} in the inbox."));
    let item = inbox::get(transaction, id)?.ok_or_else(missing)?;
    if let Some(report) = &item.report {
        return Err(AtlasError::Conflict(format!(
            "Item {id} was taken before, as report {report}."
        )));
    }
    let feed = feeds::get(transaction, item.feed)?.ok_or_else(missing)?;
    Ok((item, feed))
}

fn decided(
    transaction: &Transaction<'_>,
    id: i64,
    state: ItemState,
    report: Option<&Id>,
    actor: &str,
) -> Result<(), AtlasError> {
    inbox::decide(transaction, id, state, report)?;
    let deed = Deed {
        actor,
        why: None,
        at_ms: now_ms(),
    };
    let said = json!({"state": state, "report": report});
    log::note(transaction, &deed, "inbox", &id.to_string(), said)
}

fn whole_text(title: &str, text: &str) -> String {
    match (title, text) {
        (title, "") => title.to_owned(),
        (title, text) if title.is_empty() || text.contains(title) => text.to_owned(),
        (title, text) => format!("{title}\n\n{text}"),
    }
}
