//! Which lexicons have a phrase that begins with a word: asked once of every word of a text.

use compact_str::CompactString;
use rustc_hash::FxHashMap;

use crate::geoparse::{
    lexicon::{Beginning, Lexicon},
    token::{Token, TokenKind},
};

/// Lexicons, one bit for each, by the first words of their phrases.
///
/// A token carries the bits of the lexicons that have something to say where it stands, so that a
/// lexicon passes over all others without comparing letters.
#[derive(Debug, Clone, Default)]
pub struct Openings {
    lexicons: u32,
    whole: FxHashMap<CompactString, u128>,
    /// Beginnings of words, by their first two letters.
    stems: FxHashMap<u16, Vec<Stem>>,
}

#[derive(Debug, Clone)]
struct Stem {
    text: CompactString,
    lexicons: u128,
}

impl Openings {
    /// Gives a lexicon a bit of its own; with more lexicons than bits the last ones search for
    /// themselves.
    pub fn enter<T>(&mut self, lexicon: &mut Lexicon<T>) {
        let Some(bit) = 1_u128.checked_shl(self.lexicons) else {
            return;
        };
        self.lexicons += 1;
        for (text, stem) in lexicon.first_words() {
            if stem {
                let pair = Beginning::of(text).pair();
                let stems = self.stems.entry(pair).or_default();
                match stems.iter_mut().find(|stem| stem.text == text) {
                    Some(stem) => stem.lexicons |= bit,
                    None => stems.push(Stem {
                        text: text.into(),
                        lexicons: bit,
                    }),
                }
            } else {
                *self.whole.entry(text.into()).or_default() |= bit;
            }
        }
        lexicon.known_by(bit);
    }

    /// Writes on every token which lexicons have a phrase that may begin there.
    pub fn mark(&self, tokens: &mut [Token]) {
        for token in tokens {
            token.lexicons = self.of(token);
        }
    }

    fn of(&self, token: &Token) -> u128 {
        if token.kind != TokenKind::Word {
            return 0;
        }
        let whole = self.whole.get(&token.folded).copied().unwrap_or_default();
        let stems = self.stems.get(&token.begins.pair());
        let begun = stems.into_iter().flatten().filter(|stem| {
            let (word, stem) = (token.folded.as_bytes(), stem.text.as_bytes());
            word.starts_with(stem)
        });
        begun.fold(whole, |all, stem| all | stem.lexicons)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geoparse::token::tokens;

    #[test]
    fn a_marked_text_gives_what_an_unmarked_one_gives() {
        let phrases = [
            ("line", 1),
            ("line of contact", 2),
            ("anti-tank gun*", 3),
            ("лини* соприкосновени*", 4),
            ("շփման գծ*", 5),
        ];
        let text =
            "Lines, the line of contact, 50 anti-tank guns: линии соприкосновения, շփման գծի";
        let chars: Vec<char> = text.chars().collect();
        let mut words = tokens(&chars);
        let found = |lexicon: &Lexicon<i32>, words: &[Token]| -> Vec<(usize, i32)> {
            let hits = lexicon.find(words, 0, words.len());
            hits.iter().map(|hit| (hit.start, *hit.value)).collect()
        };
        let mut lexicon = Lexicon::new(phrases);
        let unmarked = found(&lexicon, &words);
        let mut openings = Openings::default();
        openings.enter(&mut Lexicon::new([("contact", ())]));
        openings.enter(&mut lexicon);
        openings.mark(&mut words);
        assert_eq!(unmarked.len(), 4);
        assert_eq!(found(&lexicon, &words), unmarked);
        assert!(words.iter().any(|word| word.lexicons == 0));
    }
}
