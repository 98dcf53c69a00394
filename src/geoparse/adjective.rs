//! Districts that Russian names by an adjective alone: the first ones of a list (`Тертерский и
//! Агдамский районы`), and those whose section of the front is meant (`на Агдамском участке`).

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{cues::Cues, recognise::Cut, recognise::Name, token::Token, vocabulary::Relation},
    model::{
        id::Id,
        place::{PlaceForm, PlaceKind},
        report::Span,
    },
};

/// The endings of such adjectives in their cases.
const ENDINGS: &[&str] = &[
    "ский",
    "ского",
    "скому",
    "ским",
    "ском",
    "ских",
    "скими",
    "ские",
    "ская",
    "ской",
    "скую",
    "ское",
];

/// So many adjectives may stand before the word that they share.
const MOST: usize = 8;

/// The districts that adjectives name, where no known name stands already.
pub(crate) fn adjectives(
    cut: &Cut,
    cues: &Cues,
    gazetteer: &Gazetteer,
    known: &[Name],
) -> Vec<Name> {
    let mut found = Vec::new();
    for (at, token) in cut.tokens.iter().enumerate() {
        if !is_adjective(cut, token) {
            continue;
        }
        let fronted = fronted(cut, cues, at);
        let named = fronted || (token.capital && shared(cut, cues, at));
        if !named {
            continue;
        }
        let next = known.partition_point(|name| name.tokens.end <= at);
        let taken = known.get(next).is_some_and(|name| name.tokens.start <= at);
        if taken {
            continue;
        }
        let word = cut.slice(token.span);
        let Some(stem) = stem(&word) else { continue };
        let stem = &capitalised(stem);
        let mut units = gazetteer.bearing(&format!("{stem}ский район"));
        if units.is_empty() {
            units = gazetteer.bearing(&format!("{stem}ская область"));
        }
        let places: Vec<_> = units
            .into_iter()
            .filter(|id| {
                let place = gazetteer.get(id);
                place.is_some_and(|place| {
                    matches!(place.kind, PlaceKind::District | PlaceKind::Province)
                })
            })
            .collect();
        let places = if places.is_empty() && fronted {
            towns(gazetteer, stem)
        } else {
            places
        };
        if places.is_empty() {
            continue;
        }
        let span: Span = token.span;
        found.push(Name {
            span,
            text: word,
            tokens: at..at + 1,
            sentence: cut.sentences.partition_point(|s| s.span.end <= span.start),
            places,
            region: None,
        });
    }
    found
}

/// The settlements that an adjective is made of (`мартунинский`: Мартуни).
fn towns(gazetteer: &Gazetteer, stem: &str) -> Vec<Id> {
    let cut = |ending: &str| stem.strip_suffix(ending).unwrap_or(stem);
    let shapes = [
        stem.to_owned(),
        format!("{stem}а"),
        format!("{stem}и"),
        cut("н").to_owned(),
        format!("{}и", cut("ин")),
        format!("{}а", cut("ин")),
    ];
    let settled = |id: &Id| {
        let place = gazetteer.get(id);
        place.is_some_and(|place| place.kind.form() == PlaceForm::Settlement)
    };
    shapes
        .iter()
        .map(|shape| gazetteer.bearing(shape))
        .map(|found| found.into_iter().filter(settled).collect::<Vec<Id>>())
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// `на агдамском участке`, `на талышском и мартунинском направлениях`: whether the word for a
/// direction or a section of the front follows, after other adjectives of a list.
fn fronted(cut: &Cut, cues: &Cues, at: usize) -> bool {
    let tokens = &cut.tokens;
    let follows = |next: usize, token: &Token| {
        let marked = token.mark.is_some_and(|mark| mark != ',');
        let head = cues.after.at(tokens, next, tokens.len());
        let front =
            head.is_some_and(|hit| matches!(hit.value, Relation::Direction | Relation::Section));
        (marked || front).then(|| !marked && token.joined())
    };
    listed(cut, cues, at, follows, |_| true)
}

/// Whether the word that an adjective belongs to follows, after other adjectives of a list.
fn shared(cut: &Cut, cues: &Cues, at: usize) -> bool {
    let tokens = &cut.tokens;
    let follows = |next: usize, token: &Token| {
        let head = cues.places.plural.at(tokens, next, tokens.len()).is_some()
            || cues.places.list.at(tokens, next, tokens.len()).is_some() && token.folded.len() > 3
            || cues.after.at(tokens, next, tokens.len()).is_some();
        (token.joined() && head).then_some(true)
    };
    listed(cut, cues, at, follows, |token| token.capital)
}

/// Walks from an adjective over the others of its list to what `follows` decides.
fn listed(
    cut: &Cut,
    cues: &Cues,
    at: usize,
    follows: impl Fn(usize, &Token) -> Option<bool>,
    like: impl Fn(&Token) -> bool,
) -> bool {
    let tokens = &cut.tokens;
    let mut next = at + 1;
    for _ in 0..MOST {
        let Some(token) = tokens.get(next) else {
            return false;
        };
        if let Some(decided) = follows(next, token) {
            return decided;
        }
        if let Some(hit) = cues.conjunctions.at(tokens, next, tokens.len()) {
            next = hit.end;
        }
        let other = tokens.get(next).filter(|token| like(token));
        if !other.is_some_and(|token| is_adjective(cut, token)) {
            return false;
        }
        next += 1;
    }
    false
}

/// Whether a word ends as such adjectives do.
fn is_adjective(cut: &Cut, token: &Token) -> bool {
    token.folded.contains("sk") && stem(&cut.slice(token.span)).is_some()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

/// What remains of an adjective without its ending.
fn stem(word: &str) -> Option<&str> {
    ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|stem| stem.chars().count() > 2)
}
