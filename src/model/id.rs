//! Identifiers that are safe in a path, a file name and a header.

use std::{fmt, str::FromStr};

use compact_str::CompactString;
use serde::{Deserialize, Serialize, Serializer};
use thiserror::Error;

/// The longest identifier in bytes.
const LONGEST: usize = 100;

/// A stable identifier: 1 to 100 characters out of `a–z`, `A–Z`, `0–9`, `-`, `_` and `.`, beginning with
/// a letter or a digit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct Id(CompactString);

/// Text that is not an [`Id`].
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error(
    "An identifier has 1 to 100 characters out of a-z, A-Z, 0-9, '-', '_' and '.', and begins with a \
     letter or a digit."
)]
pub struct NotAnId;

impl Id {
    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Id {
    type Error = NotAnId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let first = text.bytes().next().ok_or(NotAnId)?;
        let plain = |b: u8| b.is_ascii_alphanumeric();
        let rest = text
            .bytes()
            .all(|b| plain(b) || matches!(b, b'-' | b'_' | b'.'));
        if text.len() <= LONGEST && plain(first) && rest {
            Ok(Self(text.into()))
        } else {
            Err(NotAnId)
        }
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0.into()
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_quotes_are_no_identifiers() {
        for text in [
            "",
            "../etc",
            "a b",
            "Ağdam",
            "a\"b",
            ".hidden",
            &"a".repeat(101),
        ] {
            assert!(text.parse::<Id>().is_err(), "{text:?}");
        }
        assert!("i-20200930-1a2b3c4d-1".parse::<Id>().is_ok());
    }
}
