//! `from A to B` along something long: the front, a road, a border.

use crate::geoparse::{
    cues::Cues,
    recognise::{Cut, Name},
    relation::Related,
    token::Token,
    vocabulary::Relation,
};

/// So many words may stand between the two ends.
const REACH: usize = 5;

/// So many words may stand between what is long and the word for `from`.
const LONG: usize = 5;

/// The pairs of names that are the two ends of a stretch or of a road; their relations are set.
///
/// `rockets were fired from A to B` is none: nothing there is long.
#[must_use]
pub(crate) fn stretches(
    cut: &Cut,
    cues: &Cues,
    names: &[Name],
    related: &mut [Related],
) -> Vec<(usize, usize)> {
    let reader = Reader { cut, cues };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (index, ends) in names.windows(2).enumerate() {
        let [a, b] = ends else { continue };
        let taken = found.last().is_some_and(|(_, to)| *to == index);
        if taken || a.sentence != b.sentence || !reader.joined(a, b) {
            continue;
        }
        let Some(relation) = related
            .get(index..index + 2)
            .and_then(|pair| reader.relation(a, b, pair))
        else {
            continue;
        };
        for one in related.get_mut(index..index + 2).unwrap_or_default() {
            one.relation = relation;
            one.measured = false;
            one.distance = None;
        }
        found.push((index, index + 1));
    }
    found
}

struct Reader<'a> {
    cut: &'a Cut,
    cues: &'a Cues,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        let token = self.cut.tokens.get(at);
        token.map_or("", |token| token.folded.as_str())
    }

    /// Whether only small words stand between two names.
    fn joined(&self, a: &Name, b: &Name) -> bool {
        let gap = a.tokens.end..b.tokens.start;
        let joined = |at: usize| {
            let token = self.cut.tokens.get(at);
            token.is_some_and(|token| token.joined() && (at == b.tokens.start || !token.capital))
        };
        gap.len() <= REACH && (gap.start..=gap.end).all(joined)
    }

    /// What the two names are the ends of, if of anything.
    fn relation(&self, a: &Name, b: &Name, related: &[Related]) -> Option<Relation> {
        let [first, second] = related else {
            return None;
        };
        let tokens = &self.cut.tokens;
        let gap = a.tokens.end..b.tokens.start;
        let end = |at: usize| self.cues.places.ends.at(tokens, at, tokens.len());
        let between = gap.clone().find_map(end);
        if first.relation == Relation::Road && first.before && between.is_some() {
            return Some(Relation::Road);
        }
        let last = self.word(a.tokens.end.saturating_sub(1));
        let leaves = ["dan", "den"].iter().any(|ending| last.ends_with(ending));
        if leaves && second.relation == Relation::Road && !second.before {
            return Some(Relation::Road);
        }
        // `A-dan B-yə qədər`, `A-ից մինչև B`, `от A до B`: nothing else can be meant.
        let until = end(b.tokens.end).is_some_and(|hit| {
            hit.start == b.tokens.end
                && matches!(self.word(hit.start), "gadar" | "qadar" | "kadar" | "dak")
        });
        let upto = between.is_some_and(|hit| self.word(hit.start).starts_with("minch"));
        let from = (a.tokens.start.saturating_sub(3)..a.tokens.start)
            .find(|at| matches!(self.word(*at), "ot" | "from" | "s"));
        let before = |at: usize| matches!(self.word(at), "ot");
        let reaches = between
            .is_some_and(|hit| !matches!(self.word(hit.start), "and" | "i" | "with" | "s" | "ila"));
        if (leaves && until)
            || (last.ends_with("its") && upto)
            || (reaches && from.is_some_and(before))
        {
            return Some(Relation::Stretch);
        }
        let from = from.filter(|_| reaches && first.relation == Relation::From)?;
        let long = (from.saturating_sub(LONG)..from)
            .filter_map(|at| self.cues.places.long.at(tokens, at, from))
            .any(|hit| (hit.end..=from).all(|at| tokens.get(at).is_some_and(Token::joined)));
        long.then_some(Relation::Stretch)
    }
}
