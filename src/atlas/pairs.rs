//! Suggestions: incidents that may be one event, and reports that repeat another.

use jiff::ToSpan as _;
use serde::Serialize;

use crate::{
    atlas::{error::AtlasError, facade::Atlas},
    evidence::{pair, shingle},
    model::{
        id::Id,
        incident::{Incident, State},
        report::Report,
    },
    store::{
        apart, incidents,
        pairings::{self, Pairing},
        reports,
    },
};

/// The most drafts that are compared in one look.
const MOST_DRAFTS: u32 = 100;

/// The most incidents of neighbouring days that a draft is compared with.
const MOST_NEIGHBOURS: u32 = 300;

/// The most pairs that are shown.
const MOST_SHOWN: usize = 200;

/// A suggestion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The incident that is there longer, or is public.
    pub kept: Id,
    /// Its headline.
    pub kept_summary: String,
    /// Its revision: for `If-Match`.
    pub kept_revision: u32,
    /// The other one.
    pub other: Id,
    /// Its headline.
    pub other_summary: String,
    /// Its revision.
    pub other_revision: u32,
    /// What speaks for it.
    #[serde(flatten)]
    pub pairing: pair::Pairing,
}

/// A report that repeats another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Repeat {
    /// The report that came first.
    pub first: Id,
    /// The one that repeats it.
    pub again: Id,
    /// How alike their texts are, 0–1.
    pub resemblance: f64,
    /// In sentences.
    pub reasons: Vec<String>,
}

impl Atlas {
    /// The drafts that may speak of the same event as another incident, the likeliest first.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn suggested_pairs(&self) -> Result<Vec<Suggestion>, AtlasError> {
        let mut found: Vec<Suggestion> = Vec::new();
        self.database.read(|transaction| {
            let apart = apart::standing(transaction)?;
            for draft in incidents::in_state(transaction, State::Draft, MOST_DRAFTS)? {
                let one = &draft.incident.properties;
                let first = one.date_start.saturating_sub(pair::DAYS_APART.days());
                let last = one.date_end.saturating_add(pair::DAYS_APART.days());
                for near in incidents::beginning_within(transaction, first, last, MOST_NEIGHBOURS)?
                {
                    let drafts = near.state == State::Draft;
                    let same_report = near.report.is_some() && near.report == draft.report;
                    // Of two drafts the pair is shown once; a report's own drafts were told apart.
                    if same_report || (drafts && near.incident.id >= draft.incident.id) {
                        continue;
                    }
                    let (one, other) = apart::ordered(&near.incident.id, &draft.incident.id);
                    if apart.contains(&(one.to_string(), other.to_string())) {
                        continue;
                    }
                    let pairing = pair::compare(&near.incident, &draft.incident);
                    if pairing.score >= pair::WORTH_SHOWING {
                        found.push(suggestion(&near.incident, &draft.incident, pairing));
                    }
                }
            }
            Ok::<_, AtlasError>(())
        })?;
        found.sort_by(|one, other| {
            let order = other.pairing.score.total_cmp(&one.pairing.score);
            order.then_with(|| (&one.kept, &one.other).cmp(&(&other.kept, &other.other)))
        });
        found.truncate(MOST_SHOWN);
        Ok(found)
    }

    /// The reports of neighbouring days that one repeats, or that repeat it.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such report.
    pub fn repeats(&self, report: &str) -> Result<Vec<Repeat>, AtlasError> {
        let one = self.report(report)?;
        self.database.read(|transaction| {
            let near = reports::near(
                transaction,
                one.published,
                pair::DAYS_APART,
                MOST_NEIGHBOURS,
            )?;
            Ok(near
                .iter()
                .filter(|other| other.id != one.id)
                .filter_map(|other| repeat(&one, other))
                .collect())
        })
    }

    /// The joins and splits, the newest first.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn pairings(&self) -> Result<Vec<Pairing>, AtlasError> {
        self.database
            .read(|transaction| Ok(pairings::all(transaction, MOST_NEIGHBOURS)?))
    }
}

fn suggestion(kept: &Incident, other: &Incident, pairing: pair::Pairing) -> Suggestion {
    Suggestion {
        kept: kept.id.clone(),
        kept_summary: kept.properties.summary.clone(),
        kept_revision: kept.properties.revision,
        other: other.id.clone(),
        other_summary: other.properties.summary.clone(),
        other_revision: other.properties.revision,
        pairing,
    }
}

/// Whether one of two reports repeats the other, and why.
fn repeat(one: &Report, other: &Report) -> Option<Repeat> {
    let same = shingle::normal_hash(&one.text) == shingle::normal_hash(&other.text);
    let resemblance = shingle::resemblance(
        &shingle::shingles(&one.text),
        &shingle::shingles(&other.text),
    );
    if !same && resemblance < shingle::NEARLY {
        return None;
    }
    let mut reasons = vec![if same {
        "The texts have the same words.".to_owned()
    } else {
        format!("{:.0} % of the texts is the same.", resemblance * 100.0)
    }];
    if one.source.publisher.is_some() && one.source.publisher == other.source.publisher {
        reasons.push("Both are by the same publisher.".to_owned());
    }
    let mut both = [one, other];
    both.sort_by_key(|report| (report.published, report.id.clone()));
    Some(Repeat {
        first: both[0].id.clone(),
        again: both[1].id.clone(),
        resemblance: (resemblance * 1000.0).round() / 1000.0,
        reasons,
    })
}
