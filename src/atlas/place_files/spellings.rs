//! Spellings of which nobody says in what language they are.

use crate::{gazetteer::letters::Script, model::names::Names};

/// A place has so many names at the most.
pub(crate) const MOST_NAMES: usize = 40;

/// Sorts spellings without a language by their letters: the first that is Azerbaijani, Armenian or
/// Russian by its letters is the name in that language, the first Latin one the English. Names in
/// scripts that the map does not read are left out.
pub(crate) fn sorted<'a>(spellings: impl Iterator<Item = &'a str>) -> (Names, Vec<String>) {
    let mut names = Names::default();
    let mut variants: Vec<String> = Vec::new();
    for spelling in spellings
        .map(str::trim)
        .filter(|spelling| !spelling.is_empty())
    {
        if variants.len() >= MOST_NAMES || !named(spelling) {
            continue;
        }
        let has = |letters: &str| spelling.chars().any(|c| letters.contains(c));
        let slot = match Script::of_text(spelling) {
            Script::Armenian => &mut names.hy,
            Script::Cyrillic if has("әғҝҹһөүјіїєґўʻӘҒҜҸҺӨҮЈІЇЄҐЎ") => {
                &mut None
            }
            Script::Cyrillic => &mut names.ru,
            Script::Latin if has("əğışƏĞİŞ") => &mut names.az,
            _ => &mut names.en,
        };
        if slot.is_none() {
            *slot = Some(spelling.to_owned());
        }
        let spelling = spelling.to_owned();
        if !variants.contains(&spelling) {
            variants.push(spelling);
        }
    }
    // An Azerbaijani name is better to show than a romanised Soviet one.
    if names.az.is_some() {
        names.en = None;
    }
    let known: Vec<String> = names.iter().map(|(_, name)| name.to_owned()).collect();
    variants.retain(|variant| !known.contains(variant));
    (names, variants)
}

/// Whether a spelling is a name in a script that the map reads.
pub(crate) fn named(spelling: &str) -> bool {
    let letters = spelling.chars().filter(|c| c.is_alphabetic());
    let scripts: Vec<Script> = letters.map(Script::of).collect();
    let first = scripts.first().copied().unwrap_or(Script::Other);
    spelling.chars().count() <= 80
        && first != Script::Other
        && scripts.iter().all(|script| *script == first)
        && spelling.chars().next().is_some_and(char::is_uppercase)
}
