//! Names of one thing in the languages of the map.

use serde::{Deserialize, Serialize};

/// A language that the map knows names in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    En,
    /// Azerbaijani.
    Az,
    /// Armenian.
    Hy,
    /// Russian.
    Ru,
}

impl Language {
    /// The ISO 639-1 code.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Az => "az",
            Self::Hy => "hy",
            Self::Ru => "ru",
        }
    }

    /// The language with this code, of two letters (ISO 639-1) or three (ISO 639-3).
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "en" | "eng" => Some(Self::En),
            "az" | "aze" => Some(Self::Az),
            "hy" | "hye" => Some(Self::Hy),
            "ru" | "rus" => Some(Self::Ru),
            _ => None,
        }
    }
}

/// One name in each language in which it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// English.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
    /// Azerbaijani.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub az: Option<String>,
    /// Armenian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hy: Option<String>,
    /// Russian.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ru: Option<String>,
}

impl Names {
    /// The known names with their languages: en, az, hy, ru.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &str)> {
        [
            (Language::En, &self.en),
            (Language::Az, &self.az),
            (Language::Hy, &self.hy),
            (Language::Ru, &self.ru),
        ]
        .into_iter()
        .filter_map(|(language, name)| Some((language, name.as_deref()?)))
    }

    /// The name in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> Option<&str> {
        match language {
            Language::En => self.en.as_deref(),
            Language::Az => self.az.as_deref(),
            Language::Hy => self.hy.as_deref(),
            Language::Ru => self.ru.as_deref(),
        }
    }

    /// Where the name in one language is kept.
    pub const fn slot_mut(&mut self, language: Language) -> &mut Option<String> {
        match language {
            Language::En => &mut self.en,
            Language::Az => &mut self.az,
            Language::Hy => &mut self.hy,
            Language::Ru => &mut self.ru,
        }
    }

    /// The English name, or else the first that is known.
    #[must_use]
    pub fn plain(&self) -> Option<&str> {
        self.iter().next().map(|(_, name)| name)
    }
}
