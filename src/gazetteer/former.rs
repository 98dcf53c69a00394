//! Names that only a map of Soviet times gives: Azerbaijani and Armenian names by way of Russian.

use crate::{
    gazetteer::{fold::fold, keys::keys, letters::lower},
    model::names::Names,
};

/// Letters that come of sounds for which Russian has no letter of its own.
const BY_WAY_OF_RUSSIAN: &[&str] = &["dzh", "lyar", "kyand"];

/// Whether a Latin name came by way of Russian (`Dzhagazur`, `Abdynly`) and is not how one of the
/// two sides' own names is written in Latin.
///
/// Its letters tell: `dzh` for one sound, and `y` between consonants or after `l` at the end of a
/// word, where Russian has ы. The rule knows no side: what counts as one's own is any Azerbaijani
/// or Armenian name.
#[must_use]
pub fn is_soviet_form(name: &str, names: &Names) -> bool {
    let key = fold(name);
    let own = [names.az.as_deref(), names.hy.as_deref()];
    if own
        .into_iter()
        .flatten()
        .any(|own| keys(own).scan.contains(&key))
    {
        return false;
    }
    let plain: String = name.chars().map(lower).collect();
    BY_WAY_OF_RUSSIAN.iter().any(|part| plain.contains(part))
        || plain.split([' ', '-']).any(has_russian_y)
}

/// Whether a word has a `y` that stands for ы.
fn has_russian_y(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let consonant = |c: &char| !"aeiouyəöü".contains(*c);
    let between = |three: &[char]| matches!(three, [before, 'y', after] if consonant(before) && consonant(after));
    letters.windows(3).any(between) || letters.ends_with(&['l', 'y'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(az: Option<&str>, hy: Option<&str>) -> Names {
        Names {
            az: az.map(str::to_owned),
            hy: hy.map(str::to_owned),
            ..Names::default()
        }
    }

    #[test]
    fn a_name_by_way_of_russian_is_known_by_its_letters() {
        for name in [
            "Dzhagazur",
            "Abdynly",
            "Kyzyl Kaya",
            "Efendilyar",
            "Gek-Kyandy",
        ] {
            assert!(is_soviet_form(name, &Names::default()), "{name}");
        }
        for name in [
            "Yerevan", "Shusha", "Aghdam", "Gyumri", "Horadiz", "Yeghvard", "Syunik",
        ] {
            assert!(!is_soviet_form(name, &Names::default()), "{name}");
        }
    }

    #[test]
    fn what_a_side_calls_a_place_is_not_a_soviet_form() {
        assert!(is_soviet_form("Dzhagazur", &names(Some("Cağazur"), None)));
        assert!(!is_soviet_form("Abdynly", &names(Some("Abdynly"), None)));
        assert!(!is_soviet_form("Berdzhan", &names(None, Some("Բերդժան"))));
    }
}
