//! The gate before the public: what of a record may be seen, and from when on.

use serde::{Deserialize, Serialize};

use crate::model::incident::State;

/// The longest delay in hours: a year.
const LONGEST_DELAY_HOURS: u32 = 8_784;

/// The `where_prec` of a district: nothing that is known no better is shown coarsely.
pub const COARSEST: u8 = 4;

/// Where a record stands on its way to the public.
///
/// An editor's acceptance leads from draft to review, time and moderators from there to the public
/// and back, an editor's rejection from anywhere to withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Nobody decided on it yet.
    Draft,
    /// Accepted, and kept back: by a hold, or until its delay has passed.
    Review,
    /// The public sees it.
    Published,
    /// Turned down, or taken back.
    Withdrawn,
}

/// What was said of one record at the gate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Gate {
    /// A moderator keeps it back.
    pub hold: bool,
    /// What it rests on shows or tells of dead and wounded in detail: readers are warned.
    pub graphic: bool,
    /// A moderator has it shown so; `None`: as the rules say.
    pub coarse: Option<Coarse>,
    /// When its delay has passed, Unix milliseconds; `None` if it never had one.
    pub public_at: Option<i64>,
}

/// How a location is shown that is known better than the public may know it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Coarse {
    /// The district in which it lies.
    District,
    /// A disc of this radius in kilometres that holds it somewhere, and not in its centre.
    Ring(f64),
}

impl Coarse {
    /// Whether a location can be shown so.
    ///
    /// # Errors
    /// A sentence that says what can.
    pub fn check(self) -> Result<(), String> {
        match self {
            Self::Ring(km) if !(1.0..=100.0).contains(&km) => {
                Err("A ring has a radius of 1 to 100 km.".to_owned())
            }
            _ => Ok(()),
        }
    }
}

/// What a moderator says of how the location of one record is shown.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shown {
    /// As the rules want it.
    Rules,
    /// As [`Coarse::District`].
    District,
    /// As [`Coarse::Ring`].
    Ring(f64),
}

impl Shown {
    /// What is noted of the record.
    #[must_use]
    pub const fn coarse(self) -> Option<Coarse> {
        match self {
            Self::Rules => None,
            Self::District => Some(Coarse::District),
            Self::Ring(km) => Some(Coarse::Ring(km)),
        }
    }
}

/// From which precision on records of a kind are shown coarsely.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// The kind of incident; `*` for every kind.
    pub kind: String,
    /// The finest `where_prec` that is shown as it is.
    pub where_prec: u8,
    /// What is shown of those that are finer.
    pub shown_as: Coarse,
}

/// The rules of publication of a data folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Hours between acceptance and publication.
    #[serde(default)]
    pub delay_hours: u32,
    /// The first that fits counts.
    #[serde(default)]
    pub floors: Vec<Floor>,
    /// Whether people without an account may hand in reports, for editors to decide on.
    #[serde(default)]
    pub public_suggestions: bool,
    /// Whether contributors, too, may hand in an address of the web for this server to fetch.
    #[serde(default)]
    pub contributors_fetch: bool,
}

impl Policy {
    /// Whether these rules can be.
    ///
    /// # Errors
    /// A sentence that says what cannot.
    pub fn check(&self) -> Result<(), String> {
        if self.delay_hours > LONGEST_DELAY_HOURS {
            return Err(format!(
                "A delay has {LONGEST_DELAY_HOURS} hours at the most; to keep a record back for \
                 good, hold it."
            ));
        }
        for floor in &self.floors {
            floor.shown_as.check()?;
            if !(2..=4).contains(&floor.where_prec) {
                return Err(format!(
                    "The floor of {} needs a where_prec of 2 to 4.",
                    floor.kind
                ));
            }
        }
        Ok(())
    }

    /// How a record of this kind and precision is shown, unless as it is.
    #[must_use]
    pub fn coarse(&self, kind: &str, where_prec: u8) -> Option<Coarse> {
        let fits = |floor: &&Floor| floor.kind == "*" || floor.kind == kind;
        let floor = self.floors.iter().find(fits)?;
        (where_prec < floor.where_prec).then_some(floor.shown_as)
    }

    /// How a record of this kind and precision is shown when a moderator said `own` of it, unless as
    /// it is. Of two rings the larger one counts, and a district that the rules want before any
    /// ring: what is said of a single record never shows more than the rules do. A location that is
    /// known no better than a district is coarse already.
    #[must_use]
    pub fn shown(&self, kind: &str, where_prec: u8, own: Option<Coarse>) -> Option<Coarse> {
        let ruled = self.coarse(kind, where_prec);
        let own = own.filter(|_| where_prec < COARSEST);
        match (ruled, own) {
            (Some(Coarse::Ring(ruled)), Some(Coarse::Ring(own))) => {
                Some(Coarse::Ring(ruled.max(own)))
            }
            (Some(Coarse::District), _) => ruled,
            (ruled, own) => own.or(ruled),
        }
    }

    /// When a record that is accepted now may be seen.
    ///
    /// # Units
    /// - Unix milliseconds
    #[must_use]
    pub fn public_at(&self, now_ms: i64) -> i64 {
        now_ms.saturating_add(i64::from(self.delay_hours) * 3_600_000)
    }
}

/// Where a record stands at a moment.
///
/// # Units
/// - `now_ms`: Unix milliseconds
#[must_use]
pub fn stage(state: State, gate: &Gate, now_ms: i64) -> Stage {
    let early = gate.public_at.is_some_and(|from| now_ms < from);
    match state {
        State::Draft => Stage::Draft,
        State::Rejected => Stage::Withdrawn,
        State::Published if gate.hold || early => Stage::Review,
        State::Published => Stage::Published,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Nothing but an accepted record without a hold, whose time has come, is public.
        #[test]
        fn only_what_was_accepted_is_not_held_and_is_due_is_public(
            state in prop::sample::select(vec![State::Draft, State::Published, State::Rejected]),
            hold: bool, graphic: bool,
            public_at in prop::option::of(0_i64..1_000),
            now in 0_i64..1_000,
        ) {
            let gate = Gate { hold, graphic, coarse: None, public_at };
            let seen = stage(state, &gate, now) == Stage::Published;
            let due = public_at.unwrap_or(0) <= now;
            prop_assert_eq!(seen, state == State::Published && !hold && due);
        }

        /// Time alone only ever leads to the public.
        #[test]
        fn what_is_public_stays_so_by_itself(
            public_at in prop::option::of(0_i64..1_000), now in 0_i64..1_000, later in 0_i64..1_000,
        ) {
            let gate = Gate { public_at, ..Gate::default() };
            if stage(State::Published, &gate, now) == Stage::Published {
                prop_assert_eq!(stage(State::Published, &gate, now + later), Stage::Published);
            }
        }
    }

    #[test]
    fn a_floor_coarsens_what_is_finer_and_of_its_kind() {
        let floor = |kind: &str, where_prec, shown_as| Floor {
            kind: kind.to_owned(),
            where_prec,
            shown_as,
        };
        let policy = Policy {
            delay_hours: 2,
            floors: vec![
                floor("shelling", 4, Coarse::District),
                floor("*", 2, Coarse::Ring(5.0)),
            ],
            public_suggestions: false,
            contributors_fetch: false,
        };
        assert_eq!(policy.check(), Ok(()));
        assert_eq!(policy.coarse("shelling", 2), Some(Coarse::District));
        assert_eq!(policy.coarse("shelling", 4), None);
        assert_eq!(policy.coarse("clash", 1), Some(Coarse::Ring(5.0)));
        assert_eq!(policy.coarse("clash", 2), None);
        assert_eq!(policy.public_at(0), 7_200_000);
        let own = |km| Some(Coarse::Ring(km));
        assert_eq!(
            policy.shown("clash", 1, own(2.0)),
            own(5.0),
            "no finer than the rules"
        );
        assert_eq!(policy.shown("clash", 1, own(9.0)), own(9.0));
        assert_eq!(
            policy.shown("shelling", 2, own(9.0)),
            Some(Coarse::District)
        );
        assert_eq!(policy.shown("clash", 3, own(2.0)), own(2.0));
        assert_eq!(policy.shown("clash", 4, own(2.0)), None, "coarse already");
        for wrong in [
            floor("*", 2, Coarse::Ring(0.1)),
            floor("*", 7, Coarse::District),
        ] {
            let policy = Policy {
                floors: vec![wrong],
                ..Policy::default()
            };
            assert!(policy.check().is_err());
        }
    }
}
