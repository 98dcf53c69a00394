//! Endings that names take in a sentence.
//!
//! Azerbaijani and Armenian glue endings to the name: a closed set is recognised after it. Russian
//! changes the name: its forms are made beforehand and become keys of their own.

use crate::gazetteer::letters::Script;

/// Case endings of Azerbaijani (and Turkish) in the search form.
const AZERBAIJANI: &[&str] = &[
    "a", "ya", "na", "e", "ye", "ne", "i", "u", "ni", "nu", "yi", "yu", "in", "un", "nin", "nun",
    "da", "de", "nda", "nde", "dan", "den", "ndan", "nden", "daki", "deki", "ndaki", "ndeki", "la",
    "le", "nan",
];

/// Case endings and articles of Armenian in the search form.
const ARMENIAN: &[&str] = &[
    "i", "n", "in", "its", "um", "ov", "is", "vum", "vits", "yum",
];

/// Whether the rest of a word, in the search form, is a case ending that a name in this script
/// takes; `turkic` says whether Latin text is Azerbaijani or Turkish.
#[must_use]
pub fn is_ending(script: Script, turkic: bool, rest: &str) -> bool {
    match script {
        Script::Latin => turkic && AZERBAIJANI.contains(&rest),
        Script::Armenian => ARMENIAN.contains(&rest),
        Script::Cyrillic | Script::Other => false,
    }
}

/// Whether a text has letters that only Azerbaijani and Turkish have.
#[must_use]
pub fn is_turkic(text: &[char]) -> bool {
    text.iter()
        .any(|c| matches!(*c, 'ə' | 'Ə' | 'ı' | 'İ' | 'ğ' | 'Ğ' | 'ş' | 'Ş'))
}

/// Forms of a name that are not the name and an ending: Russian cases, Armenian names in `-ի`.
#[must_use]
pub fn forms(name: &str) -> Vec<String> {
    match Script::of_text(name) {
        Script::Cyrillic => russian(name),
        Script::Armenian => name
            .strip_suffix('ի')
            .map(|stem| vec![format!("{stem}ու"), format!("{stem}ում")])
            .unwrap_or_default(),
        Script::Latin | Script::Other => Vec::new(),
    }
}

/// Genitive, dative, accusative, instrumental and locative: of every word, and of the first alone
/// (`линии соприкосновения`).
fn russian(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut forms = Vec::new();
    let declined: Vec<Option<[String; 5]>> = words.iter().map(|word| decline(word)).collect();
    for case in 0..5 {
        let form = |index: usize, every: bool| {
            let word = words.get(index).copied().unwrap_or_default();
            match declined.get(index) {
                Some(Some(cases)) if every || index == 0 => {
                    cases.get(case).cloned().unwrap_or_default()
                }
                _ => word.to_owned(),
            }
        };
        // Of one word both are the same.
        let ways: &[bool] = if words.len() == 1 {
            &[true]
        } else {
            &[true, false]
        };
        for &every in ways {
            let made: Vec<String> = (0..words.len()).map(|index| form(index, every)).collect();
            let made = made.join(" ");
            // The stressed ending of the same class: `Шушой`.
            if let Some(stem) = made.strip_suffix("ей").filter(|_| words.len() == 1) {
                forms.push(format!("{stem}ой"));
            }
            if made != name && !forms.contains(&made) {
                forms.push(made);
            }
        }
    }
    forms
}

/// The five oblique cases of a Russian word, `None` if it does not change.
///
/// # References
/// - Zaliznyak, A. A., *Grammatical Dictionary of the Russian Language* (1977): declension classes
fn decline(word: &str) -> Option<[String; 5]> {
    let made = |cut: usize, endings: [&str; 5]| {
        let keep = word.chars().count().saturating_sub(cut);
        let stem: String = word.chars().take(keep).collect();
        endings.map(|ending| format!("{stem}{ending}"))
    };
    let mut backwards = word.chars().rev();
    let last = backwards.next()?;
    let before = backwards.next()?;
    backwards.next()?;
    let hard = matches!(before, 'г' | 'к' | 'х' | 'ж' | 'ч' | 'ш' | 'щ');
    let hissing = |c: char| matches!(c, 'ж' | 'ч' | 'ш' | 'щ' | 'ц');
    Some(match (before, last) {
        ('и', 'й') if word.ends_with("ский") || word.ends_with("цкий") => {
            made(2, ["ого", "ому", "ий", "им", "ом"])
        }
        ('ы' | 'о', 'й') => made(2, ["ого", "ому", "ый", "ым", "ом"]),
        ('а', 'я') => made(2, ["ой", "ой", "ую", "ой", "ой"]),
        ('о', 'е') => made(2, ["ого", "ому", "ое", "ым", "ом"]),
        ('и', 'я') => made(2, ["ии", "ии", "ию", "ией", "ии"]),
        ('и', 'е') => made(2, ["ия", "ию", "ие", "ием", "ии"]),
        (_, 'а') if hissing(before) => made(1, ["и", "е", "у", "ей", "е"]),
        (_, 'а') if hard => made(1, ["и", "е", "у", "ой", "е"]),
        (_, 'а') => made(1, ["ы", "е", "у", "ой", "е"]),
        (_, 'я') => made(1, ["и", "е", "ю", "ей", "е"]),
        (_, 'ь') => made(1, ["я", "ю", "ь", "ем", "е"]),
        (_, 'й') => made(1, ["я", "ю", "й", "ем", "е"]),
        (_, c) if hissing(c) => made(0, ["а", "у", "", "ем", "е"]),
        (_, 'б'..='д' | 'з' | 'к'..='н' | 'п'..='т' | 'ф' | 'х') => {
            made(0, ["а", "у", "", "ом", "е"])
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_names_are_declined_word_by_word() {
        let forms = forms("Агдамский район");
        for form in ["Агдамского района", "Агдамском районе", "Агдамским районом"]
        {
            assert!(
                forms.contains(&form.to_owned()),
                "{form} is not in {forms:?}"
            );
        }
        assert!(
            super::forms("линия соприкосновения").contains(&"линии соприкосновения".to_owned())
        );
        assert!(
            super::forms("Шуша").contains(&"Шушой".to_owned())
                || super::forms("Шуша").contains(&"Шушей".to_owned())
        );
    }

    #[test]
    fn names_that_do_not_change_have_no_forms() {
        assert!(forms("Физули").is_empty());
        assert!(forms("Shusha").is_empty());
    }

    #[test]
    fn an_english_text_has_no_azerbaijani_endings() {
        assert!(is_ending(Script::Latin, true, "da"));
        assert!(!is_ending(Script::Latin, false, "da"));
        assert!(!is_ending(Script::Latin, true, "kend"));
        assert!(is_ending(Script::Armenian, false, "um"));
    }
}
