//! Places that only tell where another place lies.

use std::ops::Range;

use crate::{
    geoparse::{relation::Related, setting::Setting, token::Token, vocabulary::Relation},
    model::place::{Place, PlaceForm, PlaceKind},
};

/// So many words may stand between a place and the distance that describes it (`A, about 30 km
/// north of B`).
const DESCRIBED: usize = 4;

impl Setting<'_> {
    /// `A, 15 km from X`; `A, near X`: X only says where A lies.
    pub(super) fn described(&self, index: usize, related: &Related) -> bool {
        let list = self.chains.list(index);
        if self.lies(index, &list) {
            return true;
        }
        let near = matches!(
            related.relation,
            Relation::Near | Relation::Outskirts | Relation::From
        );
        let Some((name, _)) = self.names.get(index).filter(|_| near || related.measured) else {
            return false;
        };
        let first = if related.measured {
            index
        } else {
            list.start.min(index)
        };
        let head = self.names.get(first).zip(self.related.get(first));
        let head = head.map_or(name.tokens.start, |((head, _), related)| {
            related.tokens.start.min(head.tokens.start)
        });
        let start = related.tokens.start.min(name.tokens.start).min(head);
        let settled = |place: Option<&Place>| {
            place.is_none_or(|place| place.kind.form() == PlaceForm::Settlement)
        };
        let before = self.names.get(..first).unwrap_or_default().iter().rev();
        let other = before
            .take_while(|(other, _)| other.sentence == name.sentence)
            .find(|(_, place)| {
                let line = place.is_some_and(|place| place.kind == PlaceKind::Line);
                related.measured || settled(*place) || line
            });
        let Some((other, place)) = other else {
            return false;
        };
        let known = settled(*place)
            || place.is_some_and(|place| matches!(place.kind, PlaceKind::Region | PlaceKind::Line));
        if !known || start < other.tokens.end {
            return false;
        }
        let gap = other.tokens.end..start;
        if related.measured {
            let comma = gap
                .clone()
                .chain(std::iter::once(start))
                .rev()
                .find(|at| self.token(*at).is_some_and(|token| !token.joined()));
            let tokens = &self.cut.tokens;
            return match comma {
                Some(at) => (at..start).all(|at| {
                    self.cues.conjunctions.at(tokens, at, start).is_none()
                        && self.cues.events.at(tokens, at, start).is_none()
                }),
                None => {
                    gap.len() <= DESCRIBED
                        && gap.clone().all(|at| {
                            self.cues.conjunctions.at(tokens, at, start).is_none()
                                && self.cues.events.at(tokens, at, start).is_none()
                        })
                }
            };
        }
        if self.kind_of(gap.clone(), related) {
            return true;
        }
        let lined = place.is_some_and(|place| place.kind == PlaceKind::Line);
        let along = self
            .names
            .iter()
            .position(|(one, _)| one.tokens == other.tokens);
        let along = along.and_then(|at| self.related.get(at));
        let along = along.map_or(gap.start, |line| line.tokens.end.max(gap.start));
        if lined && related.relation == Relation::Near && !related.before && along >= gap.end {
            return true;
        }
        // Nothing but the word for its kind: `A heights near X`.
        related.relation != Relation::From
            && gap.len() <= 1
            && gap.clone().all(|at| {
                let kind = self.cues.places.kinds.at(&self.cut.tokens, at, start);
                let heights = self.cues.after.at(&self.cut.tokens, at, start);
                self.token(at)
                    .is_some_and(|token| !token.capital && token.joined())
                    && (kind.is_some() || heights.is_some())
            })
            && self
                .cues
                .conjunctions
                .at(&self.cut.tokens, gap.start, start)
                .is_none()
            && related.before
    }

    /// `X yaxınlığındakı A`, `X-dan 12 km şimalda yerləşən A`: X only says where A lies.
    pub(super) fn places_next(&self, index: usize, related: &Related) -> bool {
        let Some(((name, _), (next, place))) = self.names.get(index).zip(self.names.get(index + 1))
        else {
            return false;
        };
        let settled = place.is_none_or(|place| place.kind.form() == PlaceForm::Settlement);
        let (from, to) = (name.tokens.end, next.tokens.start);
        if next.sentence != name.sentence || !settled || related.before || to - from > 7 {
            return false;
        }
        let joined = (from..=to).all(|at| self.token(at).is_some_and(Token::joined));
        let tokens = &self.cut.tokens;
        let last = to.checked_sub(1).filter(|last| *last >= from);
        let adjective = |at: usize| {
            let token = self.token(at);
            token.is_some_and(|t| ["daki", "deki"].iter().any(|end| t.folded.ends_with(end)))
        };
        let lying = last
            .is_some_and(|at| self.cues.places.lying.at(tokens, at, to).is_some() || adjective(at));
        let stated =
            related.relation != Relation::In || related.measured || related.bearing.is_some();
        let conjunction = (from..to).any(|at| self.cues.conjunctions.at(tokens, at, to).is_some());
        let inside = last.is_none_or(|last| related.tokens.end > last.saturating_sub(1));
        joined && lying && stated && !conjunction && inside
    }

    /// `A, a village near X`; `A and B, two villages north of X`.
    fn kind_of(&self, gap: Range<usize>, related: &Related) -> bool {
        let tokens = &self.cut.tokens;
        let apart = self
            .token(gap.start)
            .is_some_and(|token| token.mark == Some(','));
        let kind = gap
            .clone()
            .next_back()
            .is_some_and(|last| self.cues.places.kinds.at(tokens, last, gap.end).is_some());
        let small = gap.clone().skip(1).all(|at| {
            let token = self.token(at);
            token.is_some_and(|token| !token.capital && token.joined())
        });
        related.before && apart && kind && gap.len() <= 4 && small
    }

    /// `A, which lies between X and Y`; `A, located near X`: all of the list only says where A lies.
    fn lies(&self, index: usize, list: &Range<usize>) -> bool {
        let first = list.start.min(index);
        let head = self.names.get(first).zip(self.related.get(first));
        let Some(((name, _), related)) = head else {
            return false;
        };
        let before = first.checked_sub(1).and_then(|at| self.names.get(at));
        let Some((other, _)) = before.filter(|(other, _)| other.sentence == name.sentence) else {
            return false;
        };
        let start = related.tokens.start.min(name.tokens.start);
        let word = (start.saturating_sub(2).max(other.tokens.end)..start).any(|at| {
            let hit = self.cues.places.lying.at(&self.cut.tokens, at, start);
            hit.is_some_and(|hit| {
                (hit.end..=start).all(|at| self.token(at).is_some_and(Token::joined))
            })
        });
        let close = start.saturating_sub(other.tokens.end) <= 4;
        let positions = (other.tokens.end..start).any(|at| {
            let tokens = &self.cut.tokens;
            self.cues.places.positions.at(tokens, at, start).is_some()
        });
        word && close && !positions && related.relation != Relation::In
    }

    /// A district, region or line that only tells where the settlement beside it lies; a region
    /// that tells which line is meant.
    pub(super) fn contains_another(&self, index: usize, place: Option<&Place>) -> bool {
        let Some(place) = place else {
            return false;
        };
        let area = place.kind.form() == PlaceForm::Area;
        let line = place.kind == PlaceKind::Line;
        let Some((name, _)) = self.names.get(index) else {
            return false;
        };
        let before = index.checked_sub(1).and_then(|other| self.names.get(other));
        let after = self.names.get(index + 1);
        let settled = |other: Option<&Place>| {
            other.is_none_or(|other| other.kind.form() == PlaceForm::Settlement)
        };
        if let Some((other, other_place)) = before
            && (area || line)
            && other.sentence == name.sentence
        {
            let lined = other_place.is_some_and(|place| place.kind == PlaceKind::Line);
            let section = self
                .related
                .get(index.saturating_sub(1))
                .is_some_and(|before| before.relation == Relation::Section && !before.before);
            let article = |at: usize| self.token(at).is_some_and(|token| token.folded == "the");
            let gap = other.tokens.end..name.tokens.start;
            let another = !gap.is_empty() && gap.clone().all(article);
            let inner = (lined && area) || settled(*other_place) || (line && section);
            // `the A–B section of the line`; but not `A and the line`.
            let section = !line || self.attached(other.tokens.end, name.tokens.start);
            if inner
                && section
                && !another
                && self.close(other.tokens.end, name.tokens.start, 4, area)
            {
                return true;
            }
        }
        if let Some((other, other_place)) = after
            && area
            && other.sentence == name.sentence
        {
            return settled(*other_place)
                && self.close(name.tokens.end, other.tokens.start, 2, false);
        }
        false
    }

    /// Whether an `of` (or nothing at all) ties what follows to the name before.
    fn attached(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            self.token(at).is_some_and(|token| {
                matches!(
                    token.folded.as_str(),
                    "of" | "section" | "sector" | "uchastke" | "hissasinda"
                )
            })
        })
    }
}
