//! Suggestions: reports of contributors and of the public, which wait for an editor.

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        ingest::Ingested,
        policy,
    },
    model::report::Submission,
    store::{incidents::Kept, suggestions},
};

/// Who the log names for what the anonymous public hands in.
const PUBLIC: &str = "the public";

const CLOSED: &str = "This server takes reports of people with an account only; sign in, and send \
                      them to POST /reports.";

/// The longest report of the anonymous public in bytes.
const LONGEST_OF_PUBLIC: usize = 20_000;

/// So many reports of the anonymous public wait for editors at a time.
const MOST_WAITING: i64 = 200;

impl Atlas {
    /// Stores a report of somebody who is no editor, and drafts that are marked as suggested.
    ///
    /// # Errors
    /// As [`Atlas::ingest`].
    pub fn suggest(&self, submission: &Submission, who: &str) -> Result<Ingested, AtlasError> {
        self.take_in(submission, who, |transaction, report| {
            Ok(suggestions::insert(
                transaction,
                report,
                Some(who),
                now_ms(),
            )?)
        })
    }

    /// Stores a report of somebody who is not known. Whoever hands it in learns nothing of what was
    /// there before.
    ///
    /// # Errors
    /// As [`Atlas::ingest`]; [`AtlasError::Unauthorized`] where the rules want no such reports, and
    /// [`AtlasError::Conflict`] when too many wait.
    pub fn suggest_unnamed(&self, submission: &Submission) -> Result<(), AtlasError> {
        let open = self.database.read(policy::current)?.public_suggestions;
        if !open {
            return Err(AtlasError::Unauthorized(CLOSED));
        }
        if submission.text.len() > LONGEST_OF_PUBLIC {
            return Err(AtlasError::Refused(format!(
                "The report is longer than {LONGEST_OF_PUBLIC} bytes; give the part that concerns \
                 the line."
            )));
        }
        self.take_in(submission, PUBLIC, |transaction, report| {
            if suggestions::waiting(transaction)? >= MOST_WAITING {
                return Err(AtlasError::Conflict(
                    "Many suggestions wait for the editors already; try again another day."
                        .to_owned(),
                ));
            }
            Ok(suggestions::insert(transaction, report, None, now_ms())?)
        })?;
        Ok(())
    }

    /// Who suggested each of these incidents; `None` for those that came from editors.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn suggested_by(&self, incidents: &[Kept]) -> Result<Vec<Option<String>>, AtlasError> {
        self.database.read(|transaction| {
            incidents
                .iter()
                .map(|kept| match &kept.report {
                    Some(report) => Ok(suggestions::of(transaction, report, PUBLIC)?),
                    None => Ok(None),
                })
                .collect()
        })
    }
}
