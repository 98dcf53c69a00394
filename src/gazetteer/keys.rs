//! From a spelling to the keys under which it is found.

use compact_str::CompactString;

use crate::gazetteer::{fold::key, inflect::forms, letters::Script};

/// The keys of one spelling, all in the search form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Keys {
    /// Keys that count in a text.
    pub scan: Vec<CompactString>,
    /// Keys that somebody may type into a search box, and that would mean something else in a text.
    pub typed: Vec<CompactString>,
}

/// The keys of a spelling: its own search form, its inflected forms, and for Azerbaijani the
/// spellings that foreign texts make of its letters (`Xocalı`: `khojali`; `Tərtər`: `tartar`,
/// `terter`).
#[must_use]
pub fn keys(spelling: &str) -> Keys {
    let mut found = Keys::default();
    add(&mut found.scan, key(spelling));
    for form in forms(spelling) {
        add(&mut found.scan, key(&form));
    }
    if Script::of_text(spelling) == Script::Latin && is_azerbaijani(spelling) {
        let has = |letters: [char; 2]| spelling.contains(letters);
        let ways = [('a', "gh"), ('e', "gh"), ('a', "g"), ('e', "g")];
        let differ = |(schwa, soft): &(char, &str)| {
            (*schwa == 'a' || has(['ə', 'Ə'])) && (*soft == "gh" || has(['ğ', 'Ğ']))
        };
        for (schwa, soft) in ways.into_iter().filter(differ) {
            add(&mut found.scan, key(&romanised(spelling, schwa, soft)));
            add(&mut found.scan, key(&respelt(spelling, schwa, soft)));
        }
        // Through Russian: h becomes х, and then kh; lə becomes ля, and then lya.
        let russian = spelling.replace(['h', 'H'], "kh").replace("lə", "lya");
        if russian != spelling {
            for soft in ["gh", "g"] {
                add(&mut found.scan, key(&romanised(&russian, 'a', soft)));
            }
        }
        let typed = key(&spelling.chars().map(bare).collect::<String>());
        if !found.scan.contains(&typed) {
            add(&mut found.typed, typed);
        }
    }
    found
}

fn add(keys: &mut Vec<CompactString>, key: CompactString) {
    if !key.is_empty() && !keys.contains(&key) {
        keys.push(key);
    }
}

fn is_azerbaijani(spelling: &str) -> bool {
    spelling.chars().any(|c| "əğışçöüƏĞİŞÇÖÜ".contains(c))
        || spelling.contains(['q', 'Q', 'x', 'X'])
}

/// Keeps the letters that English has and writes ə and ğ in the given way.
fn respelt(spelling: &str, schwa: char, soft: &str) -> String {
    let mut out = String::with_capacity(spelling.len() + 4);
    for c in spelling.chars() {
        match c {
            'ə' | 'Ə' => out.push(schwa),
            'ğ' | 'Ğ' => out.push_str(soft),
            _ => out.push(c),
        }
    }
    out
}

/// Writes the letters as English-language texts from Baku and Yerevan do.
fn romanised(spelling: &str, schwa: char, soft: &str) -> String {
    let mut out = String::with_capacity(spelling.len() + 4);
    let mut chars = respelt(spelling, schwa, soft)
        .chars()
        .collect::<Vec<_>>()
        .into_iter()
        .peekable();
    while let Some(c) = chars.next() {
        match c {
            'c' | 'C' if !matches!(chars.peek(), Some('h' | 'H')) => out.push('j'),
            'x' | 'X' => out.push_str("kh"),
            'q' | 'Q' => out.push('g'),
            _ => out.push(c),
        }
    }
    out
}

/// The letter on a keyboard without Azerbaijani letters.
const fn bare(c: char) -> char {
    match c {
        'ə' | 'Ə' => 'e',
        'ğ' | 'Ğ' => 'g',
        'ş' | 'Ş' => 's',
        'ç' | 'Ç' => 'c',
        'ö' | 'Ö' => 'o',
        'ü' | 'Ü' => 'u',
        'ı' | 'İ' => 'i',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn azerbaijani_names_are_found_as_english_texts_spell_them() {
        for (name, key) in [
            ("Xocalı", "khojali"),
            ("Xocavənd", "khojavend"),
            ("Xocavənd", "khojavand"),
            ("Tərtər", "terter"),
            ("Cəbrayıl", "jabrayil"),
            ("Ağdam", "agdam"),
            ("Qubadlı", "gubadli"),
            ("Laçın", "lachin"),
        ] {
            assert!(
                keys(name).scan.iter().any(|found| found == key),
                "{name}: {:?}",
                keys(name)
            );
        }
        assert_eq!(keys("Şuşa").typed, ["susa"]);
    }

    #[test]
    fn russian_cases_are_keys() {
        assert!(
            keys("Степанакерт")
                .scan
                .contains(&CompactString::from("stepanakerte"))
        );
        assert!(
            keys("Нагорный Карабах")
                .scan
                .contains(&CompactString::from("nagornogo karabakha"))
        );
    }
}
