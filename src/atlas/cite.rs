//! Citable records: any public revision of an incident or a claim, as long as the record is public.

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use serde_json::Value;

use crate::{
    atlas::{error::AtlasError, facade::Atlas, public::COARSENED},
    evidence::{
        canonical::canonical,
        changes::{self, Change},
        grid::{self, Line, PublicClaim},
    },
    model::{citation::Citation, id::Id, interval::civil_day},
    store::publications::{self, Publication},
};

/// Which revision of a record is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The last one.
    Last,
    /// The one of this number.
    Revision(u32),
    /// The one that the public saw at the end of this day, at UTC+04:00.
    AsOf(Date),
}

/// A public revision with what a citation needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Cited {
    /// The feature.
    pub feature: Value,
    /// Its canonical JSON.
    pub canonical: String,
    /// How it is cited; its `url` has no server in it.
    pub citation: Citation,
    /// All public revisions: number, day, and SHA-256 or `None` where it was withdrawn.
    pub revisions: Vec<(u32, Date, Option<String>)>,
}

/// A public revision among the others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PublicRevision {
    /// Its number.
    pub revision: u32,
    /// The day on which it became public, at UTC+04:00.
    pub date: Date,
    /// SHA-256 of its canonical JSON; `None` for one that is not shown (any more).
    pub sha256: Option<String>,
    /// What differs from the one before, by field.
    pub changes: Option<Vec<Change>>,
}

/// How many revisions are listed.
const MOST_REVISIONS: usize = 50;

/// The collections whose records are cited.
const CITED: [&str; 2] = ["incidents", "claims"];

impl Atlas {
    /// A public revision of a record.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when the public never saw it, [`AtlasError::Gone`] when it was
    /// withdrawn.
    pub fn cited(&self, id: &str, wanted: Wanted) -> Result<Cited, AtlasError> {
        let (collection, seen) = self.database.read(|transaction| {
            for name in CITED {
                let collection: Id = name.parse()?;
                let seen = publications::of(transaction, &collection, id)?;
                if !seen.is_empty() {
                    return Ok((name, seen));
                }
            }
            Err(AtlasError::NotFound(format!(
                "There is no public record {}; /ogc/collections/incidents/items lists those that \
                 there are.",
                short(id)
            )))
        })?;
        // What was withdrawn is withdrawn in all its revisions.
        if let Some(last) = seen.last().filter(|last| last.body.is_none()) {
            return Err(gone(last));
        }
        let one = match wanted {
            Wanted::Last => seen.last(),
            Wanted::Revision(number) => seen.iter().find(|one| one.revision == number),
            Wanted::AsOf(day) => seen.iter().rev().find(|one| day_of(one.at) <= day),
        };
        let one = one.ok_or_else(|| {
            AtlasError::NotFound(match wanted {
                Wanted::AsOf(day) => format!("Record {id} was not public on {day}."),
                _ => format!(
                    "Record {id} has no such revision; the public has seen 1 to {}.",
                    seen.len()
                ),
            })
        })?;
        let (Some(body), Some(sha256)) = (&one.body, &one.sha256) else {
            return Err(gone(one));
        };
        let read = |body: &str| {
            serde_json::from_str::<Value>(body)
                .map_err(|error| AtlasError::Builtin(format!("{id}: {error}")))
        };
        let feature = read(body)?;
        // What is shown coarsely now must not be found better in what was shown before: exactly, or
        // in a smaller area.
        let last = match seen.last().and_then(|last| last.body.as_deref()) {
            Some(last) => read(last)?,
            None => Value::Null,
        };
        let coarse = last["properties"][COARSENED] == true;
        if coarse && feature["geometry"] != last["geometry"] {
            return Err(AtlasError::Gone(format!(
                "Revision {} of record {id} is held back: its location is shown coarsely now.",
                one.revision
            )));
        }
        let said = |key: &str| feature["properties"][key].as_str().map(str::to_owned);
        let citation = Citation {
            id: one.id.clone(),
            revision: one.revision,
            title: said("summary").or_else(|| said("text")).unwrap_or_default(),
            collection: collection.to_owned(),
            issued: day_of(one.at),
            url: format!("/i/{}@{}", one.id, one.revision),
            sha256: sha256.clone(),
        };
        Ok(Cited {
            canonical: canonical(&feature)?,
            revisions: seen
                .iter()
                .map(|one| (one.revision, day_of(one.at), one.sha256.clone()))
                .collect(),
            feature,
            citation,
        })
    }

    /// The public revisions of a record, the latest [`MOST_REVISIONS`] of them, and what changed from
    /// each to the next; `None` where one of the two is not shown any more.
    ///
    /// # Errors
    /// As [`Atlas::cited`].
    pub fn public_revisions(&self, id: &str) -> Result<Vec<PublicRevision>, AtlasError> {
        let mut before = Some(Value::Null);
        let all = self.cited(id, Wanted::Last)?.revisions;
        let skipped = all.len().saturating_sub(MOST_REVISIONS);
        let mut revisions = Vec::new();
        for (at, (number, day, sha256)) in all.into_iter().enumerate() {
            if at + 1 < skipped {
                continue;
            }
            let feature = match self.cited(id, Wanted::Revision(number)) {
                Ok(cited) => Some(cited.feature),
                Err(AtlasError::Gone(_)) => None,
                Err(error) => return Err(error),
            };
            let both = before.as_ref().zip(feature.as_ref());
            let changes = both.map(|(before, after)| changes::between(before, after));
            if at >= skipped {
                revisions.push(PublicRevision {
                    revision: number,
                    date: day,
                    sha256: sha256.filter(|_| feature.is_some()),
                    changes,
                });
            }
            before = feature;
        }
        Ok(revisions)
    }

    /// The grid of a public incident: who says what of it.
    ///
    /// # Errors
    /// As [`Atlas::cited`]; [`AtlasError::NotFound`] for a claim, which has none.
    pub fn grid(&self, id: &str, wanted: Wanted) -> Result<(Cited, Vec<Line>), AtlasError> {
        let cited = self.cited(id, wanted)?;
        let grid = grid_of(&cited.feature).ok_or_else(|| {
            AtlasError::NotFound(format!(
                "Record {} is a single claim; the grid belongs to its incident.",
                short(id)
            ))
        })?;
        Ok((cited, grid))
    }
}

/// The grid of a public incident's feature; `None` when it is none, or from before claims were
/// graded.
#[must_use]
pub fn grid_of(feature: &Value) -> Option<Vec<Line>> {
    let properties = &feature["properties"];
    let claims: Vec<PublicClaim> = serde_json::from_value(properties["claims"].clone()).ok()?;
    let place = properties["location"]["label"].as_str().unwrap_or_default();
    let kind = properties["kind"].as_str().unwrap_or_default();
    Some(grid::grid(kind, place, &claims))
}

fn day_of(at_ms: i64) -> Date {
    Timestamp::from_millisecond(at_ms).map_or(Date::MIN, civil_day)
}

fn gone(withdrawn: &Publication) -> AtlasError {
    let why = match &withdrawn.reason {
        Some(reason) => format!(" The reason given: {reason}"),
        None => " No reason was given.".to_owned(),
    };
    AtlasError::Gone(format!(
        "Record {} was withdrawn on {}.{why}",
        withdrawn.id,
        day_of(withdrawn.at)
    ))
}

fn short(id: &str) -> String {
    id.chars().take(100).collect()
}
