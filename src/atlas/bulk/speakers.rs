//! Who speaks in other people's tables, and on which side: told by the parties, which are data.

use std::collections::HashMap;

use crate::{
    gazetteer::fold::fold,
    geoparse::vocabulary::{Adjectives, Parties},
    model::side::Side,
};

/// Names of those who speak and of the sides, in search form.
#[derive(Debug)]
pub struct Speakers {
    known: HashMap<String, (Side, bool)>,
    /// Words that belong to one side, as they stand in a name with a space on either side.
    adjectives: [Vec<String>; 2],
}

impl Speakers {
    /// Indexes the parties.
    #[must_use]
    pub fn new(parties: &Parties) -> Self {
        let mut known = HashMap::new();
        for claimant in &parties.claimants {
            let names = claimant.names.iter().map(|(_, name)| name);
            for name in names.chain(claimant.aliases.iter().map(String::as_str)) {
                if !name.contains('*') {
                    known.insert(fold(name), (claimant.side, claimant.carrier));
                }
            }
        }
        for side in &parties.sides {
            for (_, name) in side.names.iter() {
                known.insert(fold(name), (side.id, false));
            }
        }
        let Adjectives { az, arm } = &parties.adjectives;
        Self {
            known,
            adjectives: [az, arm].map(|words| words.iter().map(|word| padded(word)).collect()),
        }
    }

    /// The side of a word in a table: `az`, `arm`, `third-party`, a name of a side or of one who
    /// speaks for it.
    ///
    /// # Errors
    /// A sentence.
    pub fn side(&self, text: &str) -> Result<Side, String> {
        let written = text.trim().to_lowercase().replace([' ', '_'], "-");
        if let Ok(side) = written.parse() {
            return Ok(side);
        }
        self.of(text).ok_or_else(|| {
            format!(
                "\"{}\" is no side; write az, arm or third-party.",
                text.chars().take(40).collect::<String>()
            )
        })
    }

    /// The side of somebody who is named: by the name itself, else by words in it that belong to one
    /// side only.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<Side> {
        if let Some((side, _)) = self.known.get(&fold(name)) {
            return Some(*side);
        }
        match self.adjectives_in(name) {
            [true, false] => Some(Side::Az),
            [false, true] => Some(Side::Arm),
            _ => None,
        }
    }

    /// Whether a name is one of both parties together, which nobody says alone.
    #[must_use]
    pub fn is_of_both(&self, name: &str) -> bool {
        self.adjectives_in(name) == [true, true]
    }

    /// Whether words of the one side, and of the other, stand in a name.
    fn adjectives_in(&self, name: &str) -> [bool; 2] {
        let name = format!(" {} ", fold(name));
        (self.adjectives.each_ref()).map(|words| words.iter().any(|word| name.contains(word)))
    }

    /// Whether somebody mostly passes on what others say, as agencies do.
    #[must_use]
    pub fn is_carrier(&self, name: &str) -> bool {
        self.known
            .get(&fold(name))
            .is_some_and(|(_, carrier)| *carrier)
    }
}

/// A word as it stands in a name; one that ends in `*` stands for all that begin so.
fn padded(word: &str) -> String {
    match word.strip_suffix('*') {
        Some(stem) => format!(" {}", fold(stem)),
        None => format!(" {} ", fold(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::builtin;

    #[test]
    fn sides_follow_from_the_parties_and_mirror_with_them() {
        let parties = builtin::parties().expect("the parties read");
        let speakers = Speakers::new(&parties);
        for (name, side) in [
            ("Government of Azerbaijan", Some(Side::Az)),
            ("Republic of Artsakh", Some(Side::Arm)),
            ("Government of Armenia", Some(Side::Arm)),
            ("Azerbaijani Ministry of Defence", Some(Side::Az)),
            ("Armenian Ministry of Defence", Some(Side::Arm)),
            ("OSCE Minsk Group", Some(Side::ThirdParty)),
            ("Armenian and Azerbaijani officials", None),
            ("Somebody else", None),
        ] {
            assert_eq!(speakers.of(name), side, "{name}");
        }
        let mirrored = parties.mirrored();
        let mirrored = Speakers::new(&mirrored);
        for name in [
            "Government of Azerbaijan",
            "Republic of Artsakh",
            "Somebody else",
        ] {
            assert_eq!(
                mirrored.of(name),
                speakers.of(name).map(Side::mirrored),
                "{name}"
            );
        }
        assert_eq!(speakers.side("third party"), Ok(Side::ThirdParty));
        assert_eq!(speakers.side("Azərbaycan"), Ok(Side::Az));
        assert!(speakers.side("them").is_err());
        assert!(speakers.is_carrier("Reuters") && !speakers.is_carrier("Human Rights Watch"));
    }
}
