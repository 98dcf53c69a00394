//! Values of properties, and how they compare.

use std::{borrow::Cow, cmp::Ordering};

use crate::query::cql::{expr::Comparison, moment::Moment};

/// The value of a property or of a part of a filter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// None, or not known.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// A day or a moment.
    Moment(Moment),
    /// Several values.
    List(Vec<Value<'a>>),
    /// Something with members of its own: there, and equal to nothing.
    Nested,
}

impl Value<'_> {
    /// The same value without a text of its own.
    #[must_use]
    pub fn borrowed(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
            other => other.clone(),
        }
    }

    /// The day or moment that it is or says.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        match self {
            Self::Moment(moment) => Some(*moment),
            Self::Text(text) => Moment::read(text),
            _ => None,
        }
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Which of the two is less; `None` when they cannot be compared. A text is compared with a day
    /// or moment as what it says.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.partial_cmp(other),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            (Self::Boolean(one), Self::Boolean(other)) => Some(one.cmp(other)),
            (Self::Moment(_), _) | (_, Self::Moment(_)) => {
                Some(self.moment()?.compare(other.moment()?))
            }
            _ => None,
        }
    }
}

impl Comparison {
    /// Whether it holds for values in this order.
    #[must_use]
    pub fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }
}
