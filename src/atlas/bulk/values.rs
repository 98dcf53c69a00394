//! Words in cells as values.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    atlas::review::{KINDS, check_words},
    gazetteer::fold::fold,
};

/// Other words for kinds of incidents, in English, Russian and Azerbaijani.
const KIND_WORDS: &[(&str, &[&str])] = &[
    (
        "shelling",
        &[
            "artillery",
            "artillery fire",
            "artillery shelling",
            "обстрел",
            "артобстрел",
            "artilleriya atəşi",
            "atəşə tutma",
        ],
    ),
    (
        "air-drone-strike",
        &[
            "air strike",
            "airstrike",
            "drone strike",
            "air drone strike",
            "авиаудар",
            "удар беспилотника",
            "hava zərbəsi",
            "dron zərbəsi",
        ],
    ),
    (
        "clash",
        &[
            "battle",
            "fighting",
            "armed clash",
            "бой",
            "столкновение",
            "döyüş",
            "toqquşma",
        ],
    ),
    (
        "mine",
        &[
            "landmine",
            "mine explosion",
            "мина",
            "подрыв",
            "mina",
            "mina partlayışı",
        ],
    ),
    ("losses", &["casualties", "потери", "itkilər", "itki"]),
    (
        "capture-claim",
        &[
            "capture",
            "change of control",
            "захват",
            "переход контроля",
            "ələ keçirmə",
        ],
    ),
    (
        "ceasefire-violation",
        &[
            "violation of the ceasefire",
            "нарушение перемирия",
            "atəşkəsin pozulması",
        ],
    ),
    ("ceasefire", &["truce", "перемирие", "atəşkəs"]),
    ("withdrawal", &["отвод войск", "отход", "geri çəkilmə"]),
    ("statement", &["заявление", "bəyanat"]),
];

/// The longest text of a claim or a note, in characters.
const LONGEST_TEXT: usize = 20_000;

/// The kind that a word stands for.
///
/// # Errors
/// A sentence that lists the kinds.
pub fn kind(text: &str) -> Result<String, String> {
    let folded = fold(text);
    let named = KINDS.iter().find(|kind| fold(kind) == folded);
    let other = || {
        let row = KIND_WORDS
            .iter()
            .find(|(_, words)| words.iter().any(|word| fold(word) == folded));
        row.map(|(kind, _)| kind)
    };
    named
        .or_else(other)
        .map(|kind| (*kind).to_owned())
        .ok_or_else(|| {
            format!(
                "There is no kind \"{}\"; the kinds are {}.",
                text.chars().take(40).collect::<String>(),
                KINDS.join(", ")
            )
        })
}

/// A word that a type of the model writes in data: lower case, hyphens for blanks.
///
/// # Errors
/// A sentence that lists the words.
pub fn word<T: DeserializeOwned>(text: &str, what: &str, known: &[&str]) -> Result<T, String> {
    let written = text.trim().to_lowercase().replace(['_', ' '], "-");
    serde_json::from_value(Value::String(written)).map_err(|_| {
        format!(
            "\"{}\" is no {what}; write {}.",
            text.chars().take(40).collect::<String>(),
            known.join(", ")
        )
    })
}

/// A whole number that is not negative.
///
/// # Errors
/// A sentence.
pub fn count(text: &str) -> Result<u64, String> {
    let plain = text.trim().replace([' ', '\u{a0}', '\u{202f}'], "");
    let whole = plain.strip_suffix(".0").unwrap_or(&plain);
    whole.parse().map_err(|_| {
        format!(
            "\"{}\" is no whole number; write a figure such as 12, and a range in two columns.",
            text.chars().take(40).collect::<String>()
        )
    })
}

/// A whole number in a range.
///
/// # Errors
/// A sentence.
pub fn grade(text: &str, what: &str, least: u8, most: u8) -> Result<u8, String> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let number = whole.parse::<u8>().ok();
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("{what} runs from {least} to {most}; \"{text}\" does not."))
}

/// One neutral sentence.
///
/// # Errors
/// A sentence.
pub fn sentence(text: &str) -> Result<String, String> {
    check_words(text).map_err(|error| error.to_string())?;
    Ok(text.trim().to_owned())
}

/// A longer text: as it is written, without marks that turn the direction of writing.
///
/// # Errors
/// A sentence.
pub fn text(text: &str) -> Result<String, String> {
    let turning = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().any(|c| turning(c) || control(c)) {
        return Err(
            "The text has control characters, or marks that turn the direction of writing; take them \
             out."
                .to_owned(),
        );
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err("The text is longer than 20,000 characters; shorten it.".to_owned());
    }
    Ok(text.trim().to_owned())
}

/// An address on the web.
///
/// # Errors
/// A sentence.
pub fn url(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let plain = text.chars().all(|c| !c.is_whitespace() && !c.is_control());
    if web && plain && text.len() <= 2_000 {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "\"{}\" is no web address; it begins with https:// or http://.",
            text.chars().take(60).collect::<String>()
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::claim::{Modality, VictimSide};

    #[test]
    fn kinds_are_known_by_several_words_and_others_are_refused() {
        assert_eq!(kind("Shelling").as_deref(), Ok("shelling"));
        assert_eq!(kind("air_drone_strike").as_deref(), Ok("air-drone-strike"));
        assert_eq!(kind("Обстрел").as_deref(), Ok("shelling"));
        assert_eq!(kind("Döyüş").as_deref(), Ok("clash"));
        assert!(kind("party").expect_err("none").contains("the kinds are"));
        for (kind, _) in KIND_WORDS {
            assert!(KINDS.contains(kind), "{kind}");
        }
    }

    #[test]
    fn words_numbers_and_addresses_are_checked() {
        assert_eq!(word("Denies", "modality", &[]), Ok(Modality::Denies));
        assert_eq!(word("third party", "side", &[]), Ok(VictimSide::ThirdParty));
        assert!(word::<Modality>("shouts", "modality", &["asserts"]).is_err());
        assert_eq!(count("2 300"), Ok(2300));
        assert_eq!(count("12.0"), Ok(12));
        for text in ["-1", "1.5", "many", "1-2", "=1"] {
            assert!(count(text).is_err(), "{text}");
        }
        assert!(url("javascript:alert(1)").is_err() && url("https://example.org/a").is_ok());
        assert!(text("a \u{202e}b").is_err() && text("<b>a</b>\nb").is_ok());
    }
}
