//! The language of a text, as far as its letters and little words tell.

use crate::{
    gazetteer::{inflect::is_turkic, letters::Script},
    geoparse::token::Token,
    model::names::Language,
};

/// English words that a text of a few sentences hardly does without.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "in", "on", "was", "were", "is", "are", "to", "for", "that", "said", "by",
    "from", "at", "has", "have",
];

/// The language that somebody named, or else that of the script; `None` for another language.
#[must_use]
pub fn language(named: Option<&str>, text: &[char], tokens: &[Token]) -> Option<Language> {
    if let Some(code) = named {
        return [Language::En, Language::Az, Language::Hy, Language::Ru]
            .into_iter()
            .find(|language| language.as_str() == code);
    }
    let (mut latin, mut cyrillic, mut armenian) = (0, 0, 0);
    for c in text {
        match Script::of(*c) {
            Script::Latin => latin += 1,
            Script::Cyrillic => cyrillic += 1,
            Script::Armenian => armenian += 1,
            Script::Other => {}
        }
    }
    if armenian > latin.max(cyrillic) {
        Some(Language::Hy)
    } else if cyrillic > latin {
        Some(Language::Ru)
    } else if latin == 0 {
        None
    } else if text.iter().any(|c| matches!(c, 'ə' | 'Ə')) && is_turkic(text) {
        Some(Language::Az)
    } else {
        let english = tokens
            .iter()
            .filter(|token| ENGLISH.contains(&token.folded.as_str()))
            .count();
        (english * 12 >= tokens.len()).then_some(Language::En)
    }
}
