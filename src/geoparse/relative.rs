//! What a location is made of: places, and how it lies to them. The line and the outlines that turn
//! it into a geometry are not known here.

use serde::Serialize;

use crate::{
    geoparse::{
        chain::Chains,
        cues::Cues,
        recognise::{Cut, Name},
        relation::{Middle, Related},
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
    /// On the half of the way to another place that is nearer to it (`A heights near B`).
    Facing {
        /// The other.
        other: Id,
    },
    /// On the way or along the line from it to another place.
    Stretch {
        /// The other.
        to: Id,
    },
    /// On the road between it and another place, or on a road to it.
    Road {
        /// The other.
        other: Option<Id>,
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
    /// In the town that it is governed from.
    Seat,
    /// Its section of the line of contact.
    Section {
        /// In which part of it, if the text says so.
        bearing: Option<u16>,
    },
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
    /// The two ends of `from A to B`.
    pub(crate) stretches: &'a [(usize, usize)],
}

impl Around<'_> {
    /// How the location of a name lies to its place.
    pub(crate) fn relative(&self, index: usize, place: &Place, related: &Related) -> Relative {
        let form = place.kind.form();
        if let Some(distance) = related.distance {
            return Relative::Offset {
                low_km: distance.low,
                high_km: distance.high,
                bearing: related.bearing,
            };
        }
        let directed = matches!(related.relation, Relation::Direction | Relation::Section);
        if let Some(border) = self.by_border(index).filter(|_| directed) {
            return Relative::Border {
                other: Some(border),
            };
        }
        match (form, related.relation) {
            (PlaceForm::Line | PlaceForm::Settlement, Relation::Bank) => Relative::Bank,
            (PlaceForm::Line, Relation::Near) if place.kind != PlaceKind::Line => Relative::Near,
            (PlaceForm::Line, _) if place.kind == PlaceKind::River => Relative::Near,
            (PlaceForm::Line, _) => Relative::Along {
                near: self.beside(index),
            },
            (_, Relation::Border) => Relative::Border {
                other: self.partner(index),
            },
            (_, Relation::Stretch) => match self.end(index) {
                Some(to) => Relative::Stretch { to },
                None => Relative::Near,
            },
            (_, Relation::Between) => match self.partner(index) {
                Some(other) => Relative::Between { other },
                None => Relative::Near,
            },
            (_, Relation::Road) => Relative::Road {
                other: self.partner(index),
            },
            (_, Relation::Section) => match self.hyphenated(index) {
                Some(other) => Relative::Between { other },
                None => Relative::Section {
                    bearing: related.bearing,
                },
            },
            (PlaceForm::Settlement, Relation::Heights) => match self.beside(index) {
                Some(other) => Relative::Facing { other },
                None => Relative::Near,
            },
            (PlaceForm::Area, Relation::Heights) => Relative::Heights,
            (PlaceForm::Area, Relation::Direction) => Relative::Section {
                bearing: related.bearing,
            },
            (PlaceForm::Area, _)
                if related.middle == Some(Middle::Seat) && related.bearing.is_none() =>
            {
                Relative::Seat
            }
            (PlaceForm::Area, _)
                if related.bearing.is_some() || related.middle == Some(Middle::Part) =>
            {
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
            (PlaceForm::Settlement, Relation::Near | Relation::Along) => Relative::Near,
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

    /// `from A to B`: the other end.
    fn end(&self, index: usize) -> Option<Id> {
        let other = self.stretches.iter().find_map(|(from, to)| {
            if *from == index {
                Some(*to)
            } else {
                (*to == index).then_some(*from)
            }
        });
        other.and_then(|other| self.place(other))
    }

    /// The state border of which a name gives a direction or a section (`the A and B sections of the
    /// state border`).
    fn by_border(&self, index: usize) -> Option<Id> {
        let list = self.chains.list(index);
        let (own, _) = self.names.get(index)?;
        let (at, border) = (index + 1..=list.end).find_map(|at| {
            let (name, place) = self.names.get(at)?;
            let place = (*place)?;
            let border = place.kind == PlaceKind::Line && place.id.as_str().ends_with("border");
            (border && name.sentence == own.sentence).then_some((at, place))
        })?;
        let (before, _) = self.names.get(at.checked_sub(1)?)?;
        let (line, _) = self.names.get(at)?;
        // The words for the two countries may stand before the border.
        let near = line.tokens.start.saturating_sub(before.tokens.end) <= 5;
        near.then(|| border.id.clone())
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

    /// The place near which, or in whose direction, something runs along the line or lies.
    fn beside(&self, index: usize) -> Option<Id> {
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
        // `təmas xətti boyunca X yaxınlığında`: the words stand after the name.
        let after = self.cues.after.at(tokens, other.tokens.end, tokens.len());
        let related =
            related || (gap.len() <= 1 && after.is_some_and(|hit| *hit.value == Relation::Near));
        let place = place.filter(|place| place.kind != PlaceKind::Region)?;
        (other.sentence == name.sentence && gap.len() <= 7 && (related || inside))
            .then(|| place.id.clone())
    }
}
