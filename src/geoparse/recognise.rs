//! Place names in a text: the gazetteer's, and the phrases of the vocabulary.

use crate::{
    gazetteer::index::Gazetteer,
    geoparse::{
        adjective::adjectives, cues::Cues, decoy::Judge, sentence::Sentence, token::Token,
        unnamed::unnamed,
    },
    model::{
        id::Id,
        place::{PlaceForm, PlaceKind},
        report::Span,
    },
};

/// A place name before it is known which place it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where, in code points.
    pub span: Span,
    /// The words.
    pub text: String,
    /// Its tokens.
    pub tokens: std::ops::Range<usize>,
    /// The sentence that it stands in, as an index.
    pub sentence: usize,
    /// The places that bear it.
    pub places: Vec<Id>,
    /// The region that the name of a line ends with (`the contact line of Nagorno-Karabakh`).
    pub region: Option<(Span, Id)>,
}

/// A text cut into tokens and sentences.
#[derive(Debug, Clone, Default)]
pub struct Cut {
    /// The text.
    pub chars: Vec<char>,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

impl Cut {
    /// Cuts a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let tokens = crate::geoparse::token::tokens(&chars);
        let sentences = crate::geoparse::sentence::sentences(&chars, &tokens);
        Self {
            chars,
            tokens,
            sentences,
        }
    }

    /// The words of a span.
    #[must_use]
    pub fn slice(&self, span: Span) -> String {
        let words = self.chars.get(span.start..span.end);
        words.unwrap_or_default().iter().collect()
    }

    /// The tokens in a span.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.end <= span.start);
        let to = self.tokens.partition_point(|t| t.span.start < span.end);
        from..to.max(from)
    }
}

/// The place names in a text: the longest of those that overlap, none inside a weapon's name.
#[must_use]
pub fn names(cut: &Cut, gazetteer: &Gazetteer, cues: &Cues) -> Vec<Name> {
    let mut found: Vec<(Span, Vec<Id>)> = gazetteer
        .scan(&cut.chars)
        .into_iter()
        .map(|hit| (hit.span, hit.places))
        .collect();
    let all = 0..cut.tokens.len();
    let span_of = |start: usize, end: usize| {
        let first = cut.tokens.get(start)?;
        let last = cut.tokens.get(end.checked_sub(1)?)?;
        Some(Span {
            start: first.span.start,
            end: last.span.end,
        })
    };
    for phrase in cues.phrases.find(&cut.tokens, all.start, all.end) {
        let known = gazetteer.get(phrase.value).is_some();
        if let Some(span) = span_of(phrase.start, phrase.end).filter(|_| known) {
            found.push((span, vec![phrase.value.clone()]));
        }
    }
    let weapons: Vec<Span> = cues
        .weapons
        .find(&cut.tokens, all.start, all.end)
        .iter()
        .filter_map(|weapon| span_of(weapon.start, weapon.end))
        .collect();
    let overlap = |a: Span, b: Span| a.start < b.end && b.start < a.end;
    found.retain(|(span, _)| !weapons.iter().any(|weapon| overlap(*span, *weapon)));
    found.sort_by_key(|(span, _)| (span.start, usize::MAX - span.end));
    let mut names: Vec<Name> = Vec::new();
    for (span, places) in found {
        if names.last().is_some_and(|last| overlap(last.span, span)) {
            let longer = names
                .last()
                .is_some_and(|last| span.end - span.start > last.span.end - last.span.start);
            if !longer {
                continue;
            }
            names.pop();
        }
        let sentence = cut
            .sentences
            .partition_point(|sentence| sentence.span.end <= span.start);
        names.push(Name {
            span,
            text: cut.slice(span),
            tokens: cut.tokens_in(span),
            sentence,
            places,
            region: None,
        });
    }
    let names = qualified(cut, cues, gazetteer, names);
    let names = lines_with_regions(cut, gazetteer, cues, names);
    let judge = Judge {
        cut,
        cues,
        gazetteer,
    };
    let mut names = judge.places(names);
    names.extend(adjectives(cut, cues, gazetteer, &names));
    names.sort_by_key(|name| name.span.start);
    names.extend(unnamed(cut, cues, &names));
    names.sort_by_key(|name| name.span.start);
    for name in &mut names {
        if name.places.is_empty() && name.tokens.len() > 1 {
            // `Nor Shen` and `Norshen` are one name.
            let joined: String = name.text.chars().filter(|c| !c.is_whitespace()).collect();
            name.places = gazetteer.bearing(&joined);
        }
    }
    names
}

/// `Yukhari X` is another place than X: where the name before which such a word stands is not known
/// with it, the longer name is seen and not resolved.
fn qualified(cut: &Cut, cues: &Cues, gazetteer: &Gazetteer, mut names: Vec<Name>) -> Vec<Name> {
    let mut free = 0;
    for name in &mut names {
        let before = name.tokens.start.checked_sub(1).filter(|at| *at >= free);
        free = name.tokens.end;
        let own = cut.tokens.get(name.tokens.start);
        let joined = own.is_some_and(|token| token.mark.is_none_or(|mark| mark == '-'));
        let Some(before) = before.filter(|_| joined) else {
            continue;
        };
        let word = cut.tokens.get(before).filter(|token| token.capital);
        let settled = name.places.iter().filter_map(|id| gazetteer.get(id));
        let settled = settled
            .into_iter()
            .any(|place| place.kind.form() == PlaceForm::Settlement);
        if let Some(word) = word
            && settled
            && cues
                .places
                .qualifiers
                .at(&cut.tokens, before, name.tokens.start)
                .is_some()
        {
            name.span.start = word.span.start;
            name.text = cut.slice(name.span);
            name.tokens.start = before;
            name.places.clear();
        }
    }
    names
}

impl Name {
    /// Lets a name reach as far as a token.
    pub(crate) fn extend(&mut self, cut: &Cut, end: usize) {
        if let Some(last) = end.checked_sub(1).and_then(|last| cut.tokens.get(last)) {
            self.span.end = last.span.end;
            self.tokens.end = end;
            self.text = cut.slice(self.span);
        }
    }
}

/// Joins the name of a line with the region that follows it: together they name the line.
fn lines_with_regions(
    cut: &Cut,
    gazetteer: &Gazetteer,
    cues: &Cues,
    names: Vec<Name>,
) -> Vec<Name> {
    let kind = |name: &Name| match name.places.as_slice() {
        [only] => gazetteer.get(only).map(|place| place.kind),
        _ => None,
    };
    let mut joined: Vec<Name> = Vec::with_capacity(names.len());
    for mut name in names {
        if kind(&name) == Some(PlaceKind::Region)
            && let Some(line) = joined.last_mut()
            && kind(line) == Some(PlaceKind::Line)
            && line.region.is_none()
            && line.sentence == name.sentence
            && follows_closely(cut, cues, line, &name)
        {
            line.span.end = name.span.end;
            line.text = cut.slice(line.span);
            line.tokens.end = name.tokens.end;
            line.region = name.places.pop().map(|id| (name.span, id));
            continue;
        }
        if kind(&name) == Some(PlaceKind::Line) {
            let inside = cues
                .phrases
                .find(&cut.tokens, name.tokens.start, name.tokens.end);
            let region = inside.iter().find(|hit| {
                let place = gazetteer.get(hit.value);
                place.is_some_and(|place| place.kind == PlaceKind::Region)
            });
            name.region = region.and_then(|hit| {
                let first = cut.tokens.get(hit.start)?;
                let last = cut.tokens.get(hit.end.checked_sub(1)?)?;
                let span = Span {
                    start: first.span.start,
                    end: last.span.end,
                };
                Some((span, hit.value.clone()))
            });
        }
        joined.push(name);
    }
    joined
}

/// Whether at most two little words (`in the`) stand between two names, and no actor follows.
fn follows_closely(cut: &Cut, cues: &Cues, first: &Name, second: &Name) -> bool {
    let between = first.tokens.end..second.tokens.start;
    let end = cut.tokens.len();
    let acts = cues
        .actors
        .at(&cut.tokens, second.tokens.end, end)
        .is_some();
    let conjunction = |at: usize| cues.conjunctions.at(&cut.tokens, at, end).is_some();
    !acts
        && between.len() <= 2
        && (between.start..=between.end).all(|at| cut.tokens.get(at).is_some_and(Token::joined))
        && !between.clone().any(conjunction)
}
