//! What a file says of a single name.

use crate::{
    gazetteer::toponyms::script,
    model::{
        id::Id,
        toponym::{Toponym, Use},
    },
};

/// A period is cut at so many characters.
const LONGEST_PERIOD: usize = 40;

/// What a file says of a single name: its language, how it is used, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// The spelling.
    pub name: String,
    /// Code of the language.
    pub language: Option<String>,
    /// How the name is used.
    pub usage: Use,
    /// Since when.
    pub from: Option<String>,
    /// Until when.
    pub to: Option<String>,
}

impl Record {
    /// A name in a language.
    #[must_use]
    pub fn new(language: &str, name: &str, usage: Use) -> Self {
        Self {
            name: name.to_owned(),
            language: Some(language.to_owned()).filter(|code| !code.is_empty()),
            usage,
            from: None,
            to: None,
        }
    }

    /// The same in a period, as the file writes it; empty where it does not say.
    #[must_use]
    pub fn during(mut self, from: &str, to: &str) -> Self {
        let said = |text: &str| {
            let text: String = text.trim().chars().take(LONGEST_PERIOD).collect();
            Some(text).filter(|text| !text.is_empty())
        };
        (self.from, self.to) = (said(from), said(to));
        self
    }

    /// The toponym that an authority gives with it.
    #[must_use]
    pub fn toponym(&self, authority: &Id) -> Toponym {
        Toponym {
            script: script(&self.name),
            name: self.name.clone(),
            language: self.language.clone(),
            authority: authority.clone(),
            usage: self.usage,
            from: self.from.clone(),
            to: self.to.clone(),
        }
    }
}
