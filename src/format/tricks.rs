//! Characters by which a text reads otherwise than it is written.

use serde::Serialize;

/// What about a text may deceive its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trick {
    /// Marks that turn the direction of writing.
    Direction,
    /// Characters of no width.
    Invisible,
    /// A word in letters of more than one script.
    MixedScripts,
}

/// What about a text may deceive its reader, each kind once; nothing of it is changed.
///
/// # References
/// - Unicode Technical Report 36, *Unicode Security Considerations*, sections 2.2 and 2.10
#[must_use]
pub fn tricks(text: &str) -> Vec<Trick> {
    let mut found = Vec::new();
    if text
        .chars()
        .any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
    {
        found.push(Trick::Direction);
    }
    if text.chars().any(
        |c| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}'),
    ) {
        found.push(Trick::Invisible);
    }
    if text.split(|c: char| !c.is_alphabetic()).any(is_mixed) {
        found.push(Trick::MixedScripts);
    }
    found
}

/// Whether a word has letters of two of the scripts that resemble each other.
fn is_mixed(word: &str) -> bool {
    let has = |of: fn(char) -> bool| word.chars().any(of);
    let scripts = [
        has(|c| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | 'ə')),
        has(|c| matches!(c, '\u{400}'..='\u{52f}')),
        has(|c| matches!(c, '\u{531}'..='\u{58f}')),
        has(|c| matches!(c, '\u{370}'..='\u{3ff}')),
    ];
    scripts.iter().filter(|has| **has).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_is_told_and_honest_texts_pass() {
        use Trick::{Direction, Invisible, MixedScripts};
        for (text, expected) in [
            ("Ağdam, Ակնա, Агдам, Xocavənd", vec![]),
            ("Su-25 and Т-72 near Ağdam’s edge", vec![]),
            ("agency \u{202e}ycnega", vec![Direction]),
            ("\u{2067}agency\u{2069}", vec![Direction]),
            ("Ag\u{200b}dam", vec![Invisible]),
            ("Ag\u{ad}dam\u{feff}", vec![Invisible]),
            ("Аgdam", vec![MixedScripts]),
            (
                "Ministrу\u{200d} \u{202d}",
                vec![Direction, Invisible, MixedScripts],
            ),
        ] {
            assert_eq!(tricks(text), expected, "{text:?}");
        }
    }
}
