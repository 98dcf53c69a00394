//! Releases: everything that is public on a day, as hashes; and files checked against them.

use std::io::{self, Write};

use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::{
    atlas::{
        browse::{LayerError, Whole},
        derived::Derived,
        error::AtlasError,
        facade::{Atlas, now_ms},
        log,
    },
    evidence::{
        canonical::digest,
        check::{self, Finding, Verdict},
        hash::{hex, sha256_hex},
        release::{Layer, Manifest, Record},
    },
    model::interval::civil_day,
    query::filter::Filter,
    store::{
        checks,
        database::Transaction,
        incidents::Deed,
        releases::{self, ReleaseRow},
        shelves,
    },
};

/// The largest file that is checked, in bytes.
pub const LARGEST_FILE: usize = 32 * 1024 * 1024;

impl Atlas {
    /// Makes the release of a day, today when none is named, from what is public now. `false` when
    /// there is one of this day that says just the same.
    ///
    /// # Errors
    /// [`AtlasError::Conflict`] when there is one of this day that says something else,
    /// [`AtlasError::Refused`] for a day to come.
    pub fn release(&self, date: Option<Date>, actor: &str) -> Result<(Manifest, bool), AtlasError> {
        let today = civil_day(Timestamp::now());
        let date = date.unwrap_or(today);
        if date > today {
            return Err(AtlasError::Refused(format!(
                "A release of {date} cannot be made before that day; leave the date out for today."
            )));
        }
        self.database.write_much(|transaction| {
            let manifest = manifest(transaction, &date.to_string())?;
            let sha256 = sha256_hex(manifest.text()?.as_bytes());
            if let Some(known) = releases::get(transaction, &manifest.date)? {
                if known.sha256 == sha256 {
                    return Ok((manifest, false));
                }
                return Err(AtlasError::Conflict(format!(
                    "There is a release of {date} already, and what is public has changed since. A \
                     release is never altered; make the next one on another day."
                )));
            }
            let at = now_ms();
            let row = ReleaseRow {
                date: manifest.date.clone(),
                root: manifest.root.clone(),
                layers: json!(manifest.layers).to_string(),
                actor: actor.to_owned(),
                records: 0,
                sha256,
                at,
            };
            let records: Vec<releases::RecordRow> = manifest
                .records
                .iter()
                .cloned()
                .map(|one| (one.collection, one.id, one.revision, one.sha256))
                .collect();
            releases::insert(transaction, &row, &records)?;
            let deed = Deed {
                actor,
                why: None,
                at_ms: at,
            };
            let said = json!({"root": row.root, "sha256": row.sha256, "records": records.len()});
            log::note(transaction, &deed, "release", &row.date, said)?;
            Ok((manifest, true))
        })
    }

    /// The releases, the newest first.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn releases(&self) -> Result<Vec<ReleaseRow>, AtlasError> {
        self.database
            .read(|transaction| Ok(releases::all(transaction)?))
    }

    /// The bytes of the manifest of a day.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn manifest(&self, date: &str) -> Result<String, AtlasError> {
        let manifest = self
            .database
            .read(|transaction| stored(transaction, date))?
            .ok_or_else(|| no_release(date))?;
        Ok(manifest.text()?)
    }

    /// Checks a file against a release: the one that is named, the one that the file names, or the
    /// newest in which it is whole.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such release.
    pub fn check_file(&self, bytes: &[u8], date: Option<&str>) -> Result<Finding, AtlasError> {
        let text = std::str::from_utf8(bytes).map_err(|_| {
            AtlasError::Refused(
                "The file is not UTF-8; give a layer or a manifest as it was downloaded."
                    .to_owned(),
            )
        })?;
        let manifest = check::is_manifest(text) && !text.contains("\"FeatureCollection\"");
        let named = || {
            serde_json::from_str::<Value>(text).ok()?["date"]
                .as_str()
                .map(str::to_owned)
        };
        let date = match date {
            Some(date) => Some(date.to_owned()),
            None if manifest => named(),
            None => None,
        };
        self.database.read(|transaction| {
            if let Some(date) = date {
                let released = stored(transaction, &date)?.ok_or_else(|| no_release(&date))?;
                return Ok(compare(text, manifest, &released));
            }
            let mut first = None;
            for row in releases::all(transaction)? {
                let Some(released) = stored(transaction, &row.date)? else {
                    continue;
                };
                let finding = compare(text, manifest, &released);
                if finding.verdict == Verdict::Verified {
                    return Ok(finding);
                }
                first.get_or_insert(finding);
            }
            first.ok_or_else(|| {
                AtlasError::NotFound(
                    "There is no release to check against; an editor makes one with: contactline \
                     release"
                        .to_owned(),
                )
            })
        })
    }
}

fn compare(text: &str, manifest: bool, released: &Manifest) -> Finding {
    if manifest {
        check::check_manifest(text, released)
    } else {
        check::check_features(text, released)
    }
}

fn no_release(date: &str) -> AtlasError {
    AtlasError::NotFound(format!(
        "There is no release of {}; /releases lists those that there are.",
        date.chars().take(40).collect::<String>()
    ))
}

/// The release of a day as it was made.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn stored(transaction: &Transaction<'_>, date: &str) -> Result<Option<Manifest>, AtlasError> {
    let Some(row) = releases::get(transaction, date)? else {
        return Ok(None);
    };
    let layers: Vec<Layer> = serde_json::from_str(&row.layers)
        .map_err(|error| AtlasError::Builtin(format!("release {date}: {error}")))?;
    let records = releases::records(transaction, date)?
        .into_iter()
        .map(|(collection, id, revision, sha256)| Record {
            collection,
            id,
            revision,
            sha256,
        })
        .collect();
    let mut manifest = Manifest::new(row.date, layers, records)?;
    // What was written down counts: if it does not follow from the records, that must show.
    manifest.root = row.root;
    Ok(Some(manifest))
}

/// The manifest of what is public in a transaction.
fn manifest(transaction: &Transaction<'_>, date: &str) -> Result<Manifest, AtlasError> {
    let mut records = Vec::new();
    let mut damaged = None;
    checks::each_feature(transaction, |collection, id, revision, body| {
        let Some((sha256, public)) = serde_json::from_str::<Value>(body)
            .ok()
            .and_then(|body| Some((digest(&body).ok()?, body["properties"]["revision"].as_u64())))
        else {
            damaged = Some(format!("{collection}/{id}"));
            return;
        };
        records.push(Record {
            collection: collection.to_owned(),
            id: id.to_owned(),
            revision: public
                .and_then(|n| u32::try_from(n).ok())
                .unwrap_or(revision),
            sha256,
        });
    })?;
    if let Some(damaged) = damaged {
        return Err(AtlasError::Builtin(format!("{damaged} is no JSON")));
    }
    let as_stored = Derived::stored();
    let mut layers = Vec::new();
    let snapshot = shelves::seen_by(transaction)?;
    for id in &snapshot.order {
        let mut file = Hashed::default();
        let whole = Whole::new(&snapshot, id, &as_stored)?;
        let written = whole.write(&Filter::default(), |_| Some(&mut file));
        written.map_err(|error| match error {
            LayerError::Atlas(error) => error,
            LayerError::Write(error) => AtlasError::Builtin(error.to_string()),
        })?;
        let features = records
            .iter()
            .filter(|record| record.collection == *id)
            .count();
        layers.push(Layer {
            id: id.clone(),
            features: features as u64,
            sha256: hex(&file.0.finalize()),
        });
    }
    Ok(Manifest::new(date.to_owned(), layers, records)?)
}

/// Takes the hash of what is written.
#[derive(Default)]
struct Hashed(Sha256);

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
