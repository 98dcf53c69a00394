//! How far: lengths on the ground.

use serde::{Deserialize, Serialize};

/// A length on the ground in metres: finite, and never negative.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Metres(f64);

macro_rules! length {
    ($name:ident, $unit:literal) => {
        impl $name {
            #[doc = concat!("A length of `value` ", $unit, ", if it is finite and not negative.")]
            #[must_use]
            pub fn new(value: f64) -> Option<Self> {
                (value.is_finite() && value >= 0.0).then_some(Self(value))
            }

            #[doc = concat!("The number of ", $unit, ".")]
            #[must_use]
            pub const fn value(self) -> f64 {
                self.0
            }
        }

        impl From<$name> for f64 {
            fn from(length: $name) -> Self {
                length.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = &'static str;

            fn try_from(value: f64) -> Result<Self, Self::Error> {
                Self::new(value).ok_or(concat!(
                    "A length in ",
                    $unit,
                    " must be a finite number that is not negative."
                ))
            }
        }
    };
}

length!(Metres, "metres");

impl Metres {
    /// The larger of two lengths.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_finite_and_not_negative() {
        assert!(Metres::new(-0.1).is_none());
        assert!(Metres::new(f64::NAN).is_none());
        assert!(serde_json::from_str::<Metres>("-5").is_err());
    }
}
