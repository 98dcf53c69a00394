//! What a location is made of: places, and how it lies to them. The line and the outlines that turn
//! it into a geometry are not known here.

use serde::Serialize;

use crate::{
    geoparse::{
        chain::Chains,
        cues::Cues,
        recognise::{Cut, Name},
        relation::Related,
        vocabulary::Relation,
    },
    model::{
        id::Id,
        place::{Place, PlaceForm, PlaceKind},
    },
};

/// How a location lies to its place.
///
/// # Units
/// - distances in kilometres, bearings in degrees from north, clockwise
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "relation", rename_all = "kebab-case")]
pub enum Relative {
    /// In it, or at it.
    At,
    /// Near it.
    Near,
    /// At its edge.
    Outskirts,
    /// In its direction.
    Direction,
    /// So far from it.
    Offset {
        /// The least distance.
        low_km: f64,
        /// The most.
        high_km: f64,
        /// In which direction, if the text says so.
        bearing: Option<u16>,
    },
    /// On one side of it, at no given distance.
    Side {
        /// Which.
        bearing: u16,
    },
    /// Between it and another place.
    Between {
        /// The other.
        other: Id,
    },
    /// On the road between it and another place.
    Road {
        /// The other.
        other: Id,
    },
    /// Along the line of contact, all of it or where it comes nearest to a place.
    Along {
        /// The place.
        near: Option<Id>,
    },
    /// One part of a district or region; without a bearing the middle.
    Part {
        /// Which.
        bearing: Option<u16>,
    },
    /// Its section of the line of contact.
    Section,
    /// Heights in it that have no name.
    Heights,
    /// On its border, or on the border of it and another place.
    Border {
        /// The other.
        other: Option<Id>,
    },
    /// On its bank or shore.
    Bank,
}

/// What the relation of a name is told from.
pub(crate) struct Around<'a> {
    pub(crate) cut: &'a Cut,
    pub(crate) cues: &'a Cues,
    pub(crate) names: &'a [(&'a Name, Option<&'a Place>)],
    pub(crate) chains: &'a Chains,
}

impl Around<'_> {
    /// How the location of a name lies to its place.
    pub(crate) fn relative(&self, index: usize, place: &Place, related: &Related) -> Relative {
        let form = place.kind.form();
        if let Some(distance) = related.distance.filter(|_| form != PlaceForm::Line) {
            return Relative::Offset {
                low_km: distance.low,
                high_km: distance.high,
                bearing: related.bearing,
            };
        }
        match (form, related.relation) {
            (PlaceForm::Line | PlaceForm::Settlement, Relation::Bank) => Relative::Bank,
            (PlaceForm::Line, _) if place.kind == PlaceKind::River => Relative::Near,
            (PlaceForm::Line, _) => Relative::Along {
                near: self.beside_line(index),
            },
            (_, Relation::Border) => Relative::Border {
                other: self.partner(index),
            },
            (_, Relation::Between) => match self.partner(index) {
                Some(other) => Relative::Between { other },
                None => Relative::Near,
            },
            (_, Relation::Road) => match self.partner(index) {
                Some(other) => Relative::Road { other },
                None => Relative::Near,
            },
            (_, Relation::Section) => match self.hyphenated(index) {
                Some(other) => Relative::Between { other },
                None => Relative::Section,
            },
            (PlaceForm::Area, Relation::Heights) => Relative::Heights,
            (PlaceForm::Area, Relation::Direction) => Relative::Section,
            (PlaceForm::Area, _) if related.bearing.is_some() || related.central => {
                Relative::Part {
                    bearing: related.bearing,
                }
            }
            (PlaceForm::Area, Relation::Near | Relation::Outskirts) => {
                Relative::Border { other: None }
            }
            (PlaceForm::Settlement, Relation::Near | Relation::In | Relation::Along)
                if related.bearing.is_some() =>
            {
                match related.bearing {
                    Some(bearing) if related.relation == Relation::Near => {
                        Relative::Side { bearing }
                    }
                    _ => Relative::At,
                }
            }
            (PlaceForm::Settlement, Relation::Outskirts) => Relative::Outskirts,
            (PlaceForm::Settlement, Relation::Direction) => Relative::Direction,
            (PlaceForm::Settlement, Relation::Near | Relation::Along | Relation::Heights) => {
                Relative::Near
            }
            (PlaceForm::Area, _) | (PlaceForm::Settlement, Relation::In | Relation::From) => {
                Relative::At
            }
        }
    }

    fn place(&self, index: usize) -> Option<Id> {
        self.names
            .get(index)
            .and_then(|(_, place)| *place)
            .map(|place| place.id.clone())
    }

    /// The other of two places that stand together: the next one, or else the one before.
    fn partner(&self, index: usize) -> Option<Id> {
        let (name, _) = self.names.get(index)?;
        let near = |other: usize| {
            self.names.get(other).is_some_and(|(other, _)| {
                let gap = other.tokens.start.max(name.tokens.start)
                    - other.tokens.end.min(name.tokens.end);
                other.sentence == name.sentence && gap <= 4
            })
        };
        let list = self.chains.list(index);
        let next = Some(index + 1).filter(|next| near(*next));
        let before = index.checked_sub(1).filter(|before| near(*before));
        let inside = |other: &usize| list.contains(other);
        next.filter(inside)
            .or(before.filter(inside))
            .or(next)
            .or(before)
            .and_then(|other| self.place(other))
    }

    /// `the A–B section`: the other end.
    fn hyphenated(&self, index: usize) -> Option<Id> {
        let dash = |at: usize| {
            let token = self.cut.tokens.get(at);
            token.is_some_and(|token| matches!(token.mark, Some('-' | '–' | '—')))
        };
        let touches = |a: usize, b: usize| {
            self.names
                .get(a)
                .zip(self.names.get(b))
                .is_some_and(|((a, _), (b, _))| {
                    a.tokens.end == b.tokens.start && dash(b.tokens.start)
                })
        };
        if touches(index, index + 1) {
            return self.place(index + 1);
        }
        let before = index.checked_sub(1)?;
        touches(before, index).then(|| self.place(before)).flatten()
    }

    /// The place near which, or in whose direction, something runs along the line.
    fn beside_line(&self, index: usize) -> Option<Id> {
        let (name, _) = self.names.get(index)?;
        let (other, place) = self.names.get(index + 1)?;
        let gap = name.tokens.end..other.tokens.start;
        let tokens = &self.cut.tokens;
        let related = gap
            .clone()
            .filter_map(|at| self.cues.before.at(tokens, at, other.tokens.start))
            .any(|hit| {
                matches!(
                    hit.value,
                    Relation::Near | Relation::Direction | Relation::Section
                )
            });
        let inside = self
            .cues
            .places
            .inside
            .at(tokens, gap.start, gap.end)
            .is_some();
        let place = place.filter(|place| place.kind != PlaceKind::Region)?;
        (other.sentence == name.sentence && gap.len() <= 7 && (related || inside))
            .then(|| place.id.clone())
    }
}
