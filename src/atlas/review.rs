//! Review: an editor looks at a draft, corrects it, accepts or rejects it.

use crate::{
    atlas::{
        draw::{self, Drawn, Relation},
        error::AtlasError,
        facade::{Atlas, now_ms},
        headline::summary,
        joinable, publish,
    },
    model::{
        id::Id,
        incident::State,
        length::Metres,
        names::Names,
        position::LonLat,
        shape::{self, Shape},
        verification::Verification,
    },
    store::{
        database::Transaction,
        incidents::{self, Deed, Kept},
    },
};

/// The most incidents that one look at the queue shows.
const MOST_SHOWN: u32 = 1_000;

/// The kinds of incidents.
pub const KINDS: [&str; 10] = [
    "air-drone-strike",
    "capture-claim",
    "ceasefire",
    "ceasefire-violation",
    "clash",
    "losses",
    "mine",
    "shelling",
    "statement",
    "withdrawal",
];

/// Where an editor says that it was.
#[derive(Debug, Clone, PartialEq)]
pub enum Whereabouts {
    /// At, or near, a place of the gazetteer.
    Place(Id, Relation),
    /// At a position that was typed or clicked.
    Point(LonLat),
    /// In a geometry that was drawn.
    Geometry(Shape),
}

/// The incidents in a state.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// The newest of them.
    pub incidents: Vec<Kept>,
    /// How many there are.
    pub total: i64,
}

/// What an editor changes; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Correction {
    /// Where it was.
    pub whereabouts: Option<Whereabouts>,
    /// How far a typed position or geometry may be off.
    pub uncertainty: Option<Metres>,
    /// One neutral sentence.
    pub summary: Option<String>,
    /// What kind of incident it is.
    pub kind: Option<Id>,
    /// How far it has been checked.
    pub verification: Option<Verification>,
}

/// What an editor decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Make it public.
    Accept,
    /// Turn it down, or take it back from the public.
    Reject,
}

/// Who does something to which revision, and why.
#[derive(Debug, Clone, Copy)]
pub struct Intent<'a> {
    /// The token's label, or `command line`.
    pub actor: &'a str,
    /// In the actor's own words.
    pub why: Option<&'a str>,
    /// The revision that the actor saw; `None` means whatever is there.
    pub expected: Option<u32>,
}

impl<'a> Intent<'a> {
    /// What somebody means to do, why, and with which revision before them.
    #[must_use]
    pub const fn of(actor: &'a str, why: Option<&'a str>, expected: Option<u32>) -> Self {
        Self {
            actor,
            why,
            expected,
        }
    }
}

impl Atlas {
    /// The incidents in a state, newest first.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn queue(&self, state: State) -> Result<Queue, AtlasError> {
        self.database.read(|transaction| {
            Ok(Queue {
                incidents: incidents::in_state(transaction, state, MOST_SHOWN)?,
                total: incidents::count_in_state(transaction, state)?,
            })
        })
    }

    /// One incident in whatever state.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn draft(&self, id: &str) -> Result<Kept, AtlasError> {
        let id = incident_id(id)?;
        self.database.read(|transaction| {
            incidents::get(transaction, &id)?.ok_or_else(|| missing(id.as_str()))
        })
    }

    /// Corrects an incident: a new revision; a published one changes for the public at once.
    ///
    /// # Errors
    /// [`AtlasError::Stale`] when somebody was faster, [`AtlasError::Refused`] when the correction
    /// will not do.
    pub fn correct(
        &self,
        id: &str,
        correction: &Correction,
        intent: Intent<'_>,
    ) -> Result<Kept, AtlasError> {
        for text in [correction.summary.as_deref(), intent.why]
            .into_iter()
            .flatten()
        {
            check_words(text)?;
        }
        let typed = matches!(
            correction.whereabouts,
            Some(Whereabouts::Point(_) | Whereabouts::Geometry(_))
        );
        if correction.uncertainty.is_some() && !typed {
            return Err(AtlasError::Refused(
                "An uncertainty goes with a point or a geometry; a place brings its own."
                    .to_owned(),
            ));
        }
        if correction
            .uncertainty
            .is_some_and(|metres| metres.value() < 1.0)
        {
            return Err(AtlasError::Refused(
                "No position is known to less than a metre; give an uncertainty of 1 or more."
                    .to_owned(),
            ));
        }
        if let Some(kind) = correction
            .kind
            .as_ref()
            .filter(|kind| !KINDS.contains(&kind.as_str()))
        {
            return Err(AtlasError::Refused(format!(
                "There is no kind {kind}; the kinds are {}.",
                KINDS.join(", ")
            )));
        }
        if *correction == Correction::default() {
            return Err(AtlasError::Refused(
                "Nothing to correct: give place, point, geometry, summary, kind or verification."
                    .to_owned(),
            ));
        }
        // Before the transaction: the first survey of all reads what the line is rebuilt from.
        let survey = self.survey()?;
        self.change(id, intent, |kept| {
            let properties = &mut kept.incident.properties;
            let by_machine = properties.summary
                == summary(&properties.kind, &properties.claims, &properties.location);
            if let Some(summary) = &correction.summary {
                summary.trim().clone_into(&mut properties.summary);
            }
            if let Some(verification) = correction.verification {
                properties.verification = verification;
            }
            if let Some(kind) = &correction.kind {
                kind.as_str().clone_into(&mut properties.kind);
            }
            if let Some(whereabouts) = &correction.whereabouts {
                let day = properties.date_start;
                let (drawn, names) = self.redraw(whereabouts, correction.uncertainty, day)?;
                let drawn = survey.settled(drawn, day);
                properties.names = names;
                properties.where_prec = drawn.location.where_prec.into();
                properties.accuracy_m = drawn.location.uncertainty_m;
                properties.line_position = survey.line_position(&drawn, day);
                properties.location = drawn.location;
                kept.incident.shape = drawn.shape;
            }
            if by_machine && correction.summary.is_none() {
                // It names the place and the kind: an editor's own sentence stays, this one follows.
                properties.summary =
                    summary(&properties.kind, &properties.claims, &properties.location);
            }
            Ok(())
        })
    }

    /// Accepts or rejects an incident.
    ///
    /// # Errors
    /// [`AtlasError::Conflict`] when it stands so already, [`AtlasError::Stale`] when somebody was
    /// faster.
    pub fn decide(
        &self,
        id: &str,
        decision: Decision,
        intent: Intent<'_>,
    ) -> Result<Kept, AtlasError> {
        if let Some(why) = intent.why {
            check_words(why)?;
        }
        let state = match decision {
            Decision::Accept => State::Published,
            Decision::Reject => State::Rejected,
        };
        self.change_in(id, intent, |transaction, kept| {
            if state == State::Published {
                joinable::accept(transaction, kept)?;
            }
            if kept.state == state {
                return Err(AtlasError::Conflict(format!(
                    "Incident {} is {} already; nothing was changed.",
                    kept.incident.id,
                    state.as_str()
                )));
            }
            kept.state = state;
            Ok(())
        })
    }

    /// One change of one incident in one transaction.
    pub(crate) fn change(
        &self,
        id: &str,
        intent: Intent<'_>,
        change: impl FnOnce(&mut Kept) -> Result<(), AtlasError>,
    ) -> Result<Kept, AtlasError> {
        self.change_in(id, intent, |_, kept| change(kept))
    }

    /// As [`Atlas::change`], with a change that looks at other tables too.
    pub(crate) fn change_in(
        &self,
        id: &str,
        intent: Intent<'_>,
        change: impl FnOnce(&Transaction<'_>, &mut Kept) -> Result<(), AtlasError>,
    ) -> Result<Kept, AtlasError> {
        let id = incident_id(id)?;
        self.database.write(|transaction| {
            let mut kept = incidents::get(transaction, &id)?.ok_or_else(|| missing(id.as_str()))?;
            let current = kept.incident.properties.revision;
            if let Some(expected) = intent.expected.filter(|expected| *expected != current) {
                return Err(AtlasError::Stale {
                    id: id.to_string(),
                    expected,
                    current,
                });
            }
            change(transaction, &mut kept)?;
            kept.incident.properties.revision = current + 1;
            let deed = Deed {
                actor: intent.actor,
                why: intent.why,
                at_ms: now_ms(),
            };
            publish::keep(transaction, &kept, &deed)?;
            Ok(kept)
        })
    }

    /// The new location with the names of its place.
    fn redraw(
        &self,
        whereabouts: &Whereabouts,
        uncertainty: Option<Metres>,
        day: jiff::civil::Date,
    ) -> Result<(Drawn, Names), AtlasError> {
        match whereabouts {
            Whereabouts::Place(id, relation) => {
                let place = self.geoparser.gazetteer().get(id).ok_or_else(|| {
                    AtlasError::Refused(format!(
                        "There is no place {id}; /search?q=… finds places by name."
                    ))
                })?;
                let drawn = self.ground.at_place(place, *relation, day);
                Ok((drawn, place.names.clone()))
            }
            Whereabouts::Point(position) => {
                shape::in_region(position.lon(), position.lat())?;
                Ok((draw::typed_point(*position, uncertainty), Names::default()))
            }
            Whereabouts::Geometry(shape) => {
                let drawn = draw::typed_geometry(shape.clone(), uncertainty).ok_or_else(|| {
                    AtlasError::Refused("The geometry has no centre; redraw it.".to_owned())
                })?;
                Ok((drawn, Names::default()))
            }
        }
    }
}

pub(crate) fn missing(id: &str) -> AtlasError {
    AtlasError::NotFound(format!(
        "There is no incident {}.",
        id.chars().take(100).collect::<String>()
    ))
}

pub(crate) fn incident_id(id: &str) -> Result<Id, AtlasError> {
    id.parse().map_err(|_| missing(id))
}

/// A sentence of an editor: not empty, not endless, no control characters.
pub(crate) fn check_words(text: &str) -> Result<(), AtlasError> {
    let length = text.trim().chars().count();
    // Marks that turn the direction of writing make a sentence read as another.
    let hidden = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if length == 0 || length > 1_000 || text.chars().any(hidden) {
        return Err(AtlasError::Refused(
            "A summary or a reason has 1 to 1,000 characters of plain text.".to_owned(),
        ));
    }
    Ok(())
}
