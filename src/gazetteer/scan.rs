//! Known names in a text.

use crate::{
    gazetteer::{
        fold::Folded,
        index::Gazetteer,
        inflect::{is_ending, is_turkic},
        letters::{Script, is_apostrophe},
    },
    model::{id::Id, report::Span},
};

/// A known name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Where, in code points.
    pub span: Span,
    /// The words of the text, with a case ending if there is one.
    pub text: String,
    /// The places that bear the name.
    pub places: Vec<Id>,
}

/// Names that are also common words or first names, in the search form: they count only beside a
/// word for a settlement.
const COMMON_WORDS: &[&str] = &[
    "armenia",
    "azarbaycan",
    "azerbaijan",
    "azerbaycan",
    "ermanistan",
    "hayastan",
    "armeniya",
    "azerbaydzhan",
    "azerbayjan",
    "bar",
    "bina",
    "boru",
    "chay",
    "city",
    "deri",
    "domi",
    "dzhug",
    "gale",
    "gora",
    "gorod",
    "grad",
    "hale",
    "kut",
    "lev",
    "los",
    "mil",
    "mus",
    "mush",
    "omar",
    "papi",
    "sabu",
    "seki",
    "selo",
    "state",
    "suma",
    "tank",
    "tap",
    "top",
    "tor",
    "van",
    "veng",
    "war",
];

/// Names shorter than this count only beside a word for a settlement.
const SHORTEST: usize = 4;

/// Names shorter than this take no case ending.
const SHORTEST_INFLECTED: usize = 4;

/// Words for a settlement, in the search form.
const SETTLEMENT_WORDS: &[&str] = &[
    "village",
    "villages",
    "town",
    "city",
    "settlement",
    "height",
    "mountain",
    "mount",
    "selo",
    "sela",
    "sele",
    "selom",
    "posyolok",
    "poselok",
    "poselka",
    "gorod",
    "goroda",
    "gorode",
    "visota",
    "visoti",
    "gora",
    "kandi",
    "kandinin",
    "kandinda",
    "kandina",
    "kandindan",
    "koyu",
    "shahari",
    "shaharinin",
    "gyugh",
    "gyughi",
    "gyughum",
    "gyughits",
    "kaghak",
    "kaghaki",
];

struct Candidate {
    start: usize,
    end: usize,
    key: usize,
    /// Bytes of the key.
    length: usize,
}

impl Gazetteer {
    /// The known names in a text: leftmost first, the longest of those that begin together.
    #[must_use]
    pub fn scan(&self, text: &[char]) -> Vec<Hit> {
        scan(self, text)
    }

    /// The places that bear exactly this name, in whatever spelling.
    #[must_use]
    pub fn bearing(&self, name: &str) -> Vec<Id> {
        let name: Vec<char> = name.chars().collect();
        let whole = |hit: &Hit| hit.span.start == 0 && hit.span.end == name.len();
        self.scan(&name)
            .into_iter()
            .find(whole)
            .map(|hit| hit.places)
            .unwrap_or_default()
    }
}

fn scan(gazetteer: &Gazetteer, chars: &[char]) -> Vec<Hit> {
    let folded = Folded::new(chars);
    let turkic = is_turkic(chars);
    let bytes = folded.text.as_bytes();
    let mut found: Vec<Candidate> = Vec::new();
    let mut between = true;
    for (start, byte) in bytes.iter().enumerate() {
        let inside = byte.is_ascii_alphanumeric();
        if inside && between {
            let rest = bytes.get(start..).unwrap_or_default();
            gazetteer.keys().beginning(rest, |key, length| {
                let end = word_end(&folded, chars, turkic, start, start + length);
                found.extend(end.map(|end| Candidate {
                    start,
                    end,
                    key,
                    length,
                }));
            });
        }
        between = !inside;
    }
    // Leftmost first, then the longest; of equal ones the name without an ending.
    found.sort_by_key(|c| (c.start, usize::MAX - c.end, usize::MAX - c.length));
    let mut hits = Vec::new();
    let mut free = 0;
    for candidate in found {
        if candidate.start < free {
            continue;
        }
        if let Some(hit) = accepted(gazetteer, &folded, chars, &candidate) {
            free = candidate.end;
            hits.push(hit);
        }
    }
    hits
}

/// Where the word ends whose beginning the name is, if nothing but a case ending follows.
fn word_end(
    folded: &Folded,
    chars: &[char],
    turkic: bool,
    start: usize,
    end: usize,
) -> Option<usize> {
    let bytes = folded.text.as_bytes();
    let inside = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
    if start > 0 && inside(start - 1) {
        return None;
    }
    if !inside(end) {
        return Some(end);
    }
    if !folded.parts_letters(end) {
        return None;
    }
    let span = folded.span(start, end)?;
    if chars.get(span.end).copied().is_some_and(is_apostrophe) {
        return Some(end);
    }
    let rest = folded.text.get(end..)?;
    let length = rest
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(rest.len());
    let script = chars.get(span.start).copied().map(Script::of)?;
    let inflected = end - start >= SHORTEST_INFLECTED
        && is_ending(script, turkic, rest.get(..length).unwrap_or_default());
    inflected.then_some(end + length)
}

/// The hit, if at least one place may bear the name as it is written.
fn accepted(
    gazetteer: &Gazetteer,
    folded: &Folded,
    chars: &[char],
    candidate: &Candidate,
) -> Option<Hit> {
    let key = gazetteer.keys().get(candidate.key);
    let span = folded.span(candidate.start, candidate.end)?;
    let weak = key.len() < SHORTEST || COMMON_WORDS.contains(&key);
    if weak && !beside_a_settlement_word(&folded.text, candidate) {
        return None;
    }
    let first = chars.get(span.start).copied()?;
    let lower_case = first.is_lowercase();
    let mut places: Vec<Id> = Vec::new();
    let owners = gazetteer.owners(candidate.key).iter();
    for owner in owners.filter(|owner| owner.scan) {
        if owner.capital && lower_case {
            continue;
        }
        if let Some(place) = gazetteer.owner(owner) {
            places.push(place.id.clone());
        }
    }
    let text = chars.get(span.start..span.end)?.iter().collect();
    (!places.is_empty()).then_some(Hit { span, text, places })
}

fn beside_a_settlement_word(text: &str, candidate: &Candidate) -> bool {
    let before = text.get(..candidate.start).unwrap_or_default();
    let before = before.trim_end();
    let mut before = before.rsplit(' ');
    let last = before.next().unwrap_or_default();
    let last = if last == "of" {
        before.next().unwrap_or_default()
    } else {
        last
    };
    let after = text.get(candidate.end..).unwrap_or_default();
    let next = after
        .trim_start()
        .split([' ', '|'])
        .next()
        .unwrap_or_default();
    [last, next]
        .iter()
        .any(|word| SETTLEMENT_WORDS.contains(word))
}
