//! A report is fetched from the web: page → article → the same way as a text that is handed in.

use serde_json::json;

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        ingest::Ingested,
        log, policy,
    },
    capture::{
        error::FetchError,
        fetch::{Fetched, Fetcher, Wish},
    },
    evidence::hash::sha256_hex,
    format::article::{self, Article},
    model::{
        capture::{Capture, Wanted},
        id::Id,
        permission::Denied,
        report::{Publisher, Submission},
    },
    store::{
        captures,
        database::Transaction,
        incidents::{self, Deed},
        reports, suggestions,
    },
};

/// The kind of entry in the log that vouches for a document of the web.
pub const KIND: &str = "capture";

/// What a report is read from.
const PAGES: [&str; 3] = ["text/html", "application/xhtml+xml", "text/plain"];

/// Who has a report fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker<'a> {
    /// Who the log names.
    pub actor: &'a str,
    /// Whether they are an editor; what others hand in is marked as suggested.
    pub edits: bool,
}

/// What became of an address.
#[derive(Debug, Clone)]
pub struct Captured {
    /// The report, and whether it is new.
    pub ingested: Ingested,
    /// The report that the same address gave before with another text.
    pub earlier: Option<Id>,
    /// Whether the address gave the same text before.
    pub unchanged: bool,
}

impl Atlas {
    /// Fetches a report, stores it with the bytes that it was read from, and what it claims as
    /// drafts. An address that gives the same text again changes nothing; one that gives another
    /// text makes a new report, which names the earlier one.
    ///
    /// # Errors
    /// [`AtlasError::Forbidden`] for contributors, unless the rules let them;
    /// [`AtlasError::Fetch`] when nothing was fetched, [`AtlasError::Refused`] for what will not do,
    /// also when a page does not say who published it and when, and nobody else does.
    pub fn capture(
        &self,
        wanted: &Wanted,
        fetcher: &Fetcher,
        asker: Asker<'_>,
    ) -> Result<Captured, AtlasError> {
        if !asker.edits && !self.database.read(policy::current)?.contributors_fetch {
            return Err(Denied::Fetch.into());
        }
        let wish = Wish {
            types: &PAGES,
            etag: None,
            modified: None,
        };
        let document = fetcher
            .get(&wanted.url, wish)?
            .ok_or(FetchError::Encoding)?;
        let article = article::read(&document.bytes, &document.content_type)
            .map_err(|error| AtlasError::Refused(error.to_string()))?;
        self.take_article(wanted, &document, article, asker)
    }

    /// Stores what was read from a fetched document.
    fn take_article(
        &self,
        wanted: &Wanted,
        fetched: &Fetched,
        article: Article,
        asker: Asker<'_>,
    ) -> Result<Captured, AtlasError> {
        let address = wanted.url.trim();
        let text_hash = sha256_hex(article.text.as_bytes());
        let known = self.database.read(|transaction| {
            let Some(last) = captures::last_of_url(transaction, [address, &fetched.url])? else {
                return Ok(None);
            };
            let Some(report) = reports::get(transaction, &last.report)? else {
                return Ok(None);
            };
            let incidents = incidents::of_report(transaction, &report.id)?;
            Ok::<_, AtlasError>(Some((report, incidents)))
        })?;
        let mut earlier = None;
        if let Some((report, incidents)) = known {
            if report.sha256 == text_hash {
                return Ok(Captured {
                    ingested: Ingested {
                        created: false,
                        report,
                        incidents,
                        mentions: Vec::new(),
                    },
                    earlier: None,
                    unchanged: true,
                });
            }
            earlier = Some(report.id);
        }
        let submission = submission(wanted, fetched, article)?;
        let keep = |transaction: &Transaction<'_>, report: &Id| {
            let capture = Capture {
                report: report.clone(),
                earlier: earlier.clone().filter(|earlier| earlier != report),
                url: address.to_owned(),
                final_url: fetched.url.clone(),
                fetched_at: now_ms(),
                content_type: fetched.content_type.clone(),
                sha256: sha256_hex(&fetched.bytes),
                length: fetched.bytes.len() as u64,
            };
            kept(transaction, &capture, &fetched.bytes, asker.actor)
        };
        let ingested = self.take_in(&submission, asker.actor, |transaction, report| {
            if !asker.edits {
                suggestions::insert(transaction, report, Some(asker.actor), now_ms())?;
            }
            keep(transaction, report)
        })?;
        if !ingested.created {
            // Its text was handed in before; now it is known where it stands.
            self.database.write(|transaction| {
                match captures::of(transaction, &ingested.report.id)? {
                    Some(_) => Ok(()),
                    None => keep(transaction, &ingested.report.id),
                }
            })?;
        }
        Ok(Captured {
            ingested,
            earlier,
            unchanged: false,
        })
    }

    /// The fetch that a report was read from, if it was.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn captured(&self, report: &Id) -> Result<Option<Capture>, AtlasError> {
        self.database
            .read(|transaction| Ok(captures::of(transaction, report)?))
    }

    /// The bytes that a report was read from.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn captured_bytes(&self, report: &str) -> Result<(Capture, Vec<u8>), AtlasError> {
        let missing = || {
            AtlasError::NotFound(
                "There is no such report, or it was not fetched from the web.".to_owned(),
            )
        };
        let report: Id = report.parse().map_err(|_| missing())?;
        self.database.read(|transaction| {
            let capture = captures::of(transaction, &report)?.ok_or_else(missing)?;
            let bytes = captures::bytes(transaction, &report)?.ok_or_else(missing)?;
            Ok((capture, bytes))
        })
    }
}

fn kept(
    transaction: &Transaction<'_>,
    capture: &Capture,
    bytes: &[u8],
    actor: &str,
) -> Result<(), AtlasError> {
    captures::insert(transaction, capture, bytes)?;
    let deed = Deed {
        actor,
        why: None,
        at_ms: capture.fetched_at,
    };
    let said = json!({
        "sha256": capture.sha256, "url": capture.url, "final_url": capture.final_url,
        "earlier": capture.earlier,
    });
    log::note(transaction, &deed, KIND, capture.report.as_str(), said)
}

/// The report that an article is, once it is known who published it and when.
fn submission(
    wanted: &Wanted,
    fetched: &Fetched,
    article: Article,
) -> Result<Submission, AtlasError> {
    let title = wanted
        .source
        .title
        .clone()
        .or(article.site)
        .ok_or_else(|| {
            AtlasError::Refused(
            "The page does not say who published it; name the source (--source, or source.title)."
                .to_owned(),
        )
        })?;
    let published = wanted.published.or(article.published).ok_or_else(|| {
        AtlasError::Refused(
            "The page does not say, beyond doubt, on which day it was published; give the day \
             (--published YYYY-MM-DD, or published)."
                .to_owned(),
        )
    })?;
    Ok(Submission {
        text: article.text,
        published,
        source: Publisher {
            title,
            side: wanted.source.side,
            url: Some(fetched.url.clone()),
        },
        language: wanted.language.clone().or(article.language),
    })
}
