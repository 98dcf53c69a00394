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
pub fn language(named: Option<&str>, text: &str, tokens: &[Token]) -> Option<Language> {
    if let Some(code) = named {
        return [Language::En, Language::Az, Language::Hy, Language::Ru]
            .into_iter()
            .find(|language| language.as_str() == code);
    }
    let count = |script: Script| text.chars().filter(|c| Script::of(*c) == script).count();
    let [latin, cyrillic, armenian] =
        [Script::Latin, Script::Cyrillic, Script::Armenian].map(count);
    if armenian > latin.max(cyrillic) {
        Some(Language::Hy)
    } else if cyrillic > latin {
        Some(Language::Ru)
    } else if latin == 0 {
        None
    } else if text.contains(['ə', 'Ə']) && is_turkic(text) {
        Some(Language::Az)
    } else {
        let english = tokens
            .iter()
            .filter(|token| ENGLISH.contains(&token.folded.as_str()))
            .count();
        (english * 12 >= tokens.len()).then_some(Language::En)
    }
}
