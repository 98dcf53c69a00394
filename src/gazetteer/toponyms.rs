//! The names of a place one by one, each with what is known of it.

use crate::{
    gazetteer::letters,
    model::{
        names::Language,
        place::Place,
        toponym::{Script, Toponym, Use},
    },
};

/// The script of a name.
#[must_use]
pub fn script(name: &str) -> Script {
    match letters::Script::of_text(name) {
        letters::Script::Latin => Script::Latn,
        letters::Script::Cyrillic => Script::Cyrl,
        letters::Script::Armenian => Script::Armn,
        letters::Script::Other => Script::Zyyy,
    }
}

/// Every name of a place: those that are shown with their languages, then its other spellings;
/// of what an authority recorded about a name, that is given instead.
#[must_use]
pub fn toponyms(place: &Place) -> Vec<Toponym> {
    let shown = place
        .names
        .iter()
        .map(|(language, name)| (Some(language), name));
    let others = place.variants.iter().map(|name| (None, name.as_str()));
    let mut all: Vec<Toponym> = Vec::new();
    for (language, name) in shown.chain(others) {
        let code = language.map(Language::as_str);
        let recorded = || place.toponyms.iter().filter(|one| one.name == name);
        if !recorded().any(|one| code.is_none() || one.language.as_deref() == code) {
            all.push(Toponym {
                name: name.to_owned(),
                language: code.map(str::to_owned),
                script: script(name),
                authority: place.source.clone(),
                usage: language.map_or(Use::Variant, |_| Use::Preferred),
                from: None,
                to: None,
            });
        }
        for one in recorded() {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
    }
    all
}
