//! How a place name is related to what happened: `near X`, `along X`, `X istiqamətində`.

use std::ops::Range;

use crate::geoparse::{cues::Cues, recognise::Cut, token::Token, vocabulary::Relation};

/// A relation with the tokens of the whole phrase, the name included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Which relation.
    pub relation: Relation,
    /// The tokens from the relation's words to the name.
    pub tokens: Range<usize>,
}

/// So many words (`the village of`) may stand between a relation's words and the name.
const REACH: usize = 5;

/// The relation that the words around a name state; [`Relation::In`] if they state none.
///
/// Words after the name (Azerbaijani, Armenian) win over words before it. Between the words before
/// and the name only small words may stand, no name, number or comma.
#[must_use]
pub fn relation(cut: &Cut, cues: &Cues, name: &Range<usize>, sentence: &Range<usize>) -> Related {
    for at in name.end..sentence.end.min(name.end + 2) {
        let joined = cut.tokens.get(at).is_some_and(Token::joined);
        if !joined {
            break;
        }
        if let Some(hit) = cues.after.at(&cut.tokens, at, sentence.end) {
            return Related {
                relation: *hit.value,
                tokens: name.start..hit.end,
            };
        }
    }
    let first = sentence.start.max(name.start.saturating_sub(REACH));
    for at in (first..name.start).rev() {
        if let Some(hit) = cues.before.at(&cut.tokens, at, name.start) {
            // A longer phrase may have begun earlier (`in the direction of`).
            let longer = (first..at)
                .filter_map(|earlier| cues.before.at(&cut.tokens, earlier, name.start))
                .find(|earlier| earlier.end >= hit.end);
            let hit = longer.unwrap_or(hit);
            if (hit.end..=name.start).all(|between| links(cut, hit.end, between, name.start)) {
                return Related {
                    relation: *hit.value,
                    tokens: hit.start..name.end,
                };
            }
            break;
        }
    }
    Related {
        relation: Relation::In,
        tokens: name.clone(),
    }
}

/// Whether a token between a relation's words and the name lets the relation reach the name.
fn links(cut: &Cut, first: usize, at: usize, name: usize) -> bool {
    cut.tokens.get(at).is_some_and(|token| {
        let plain = at >= name || (!token.capital && token.number().is_none());
        plain && (token.joined() || at == first)
    })
}
