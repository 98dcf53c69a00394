//! Values that a filter computes for a feature.

use std::borrow::Cow;

use crate::query::cql::{
    expr::Operator,
    fold::{without_accents, without_case},
    moment::Moment,
    period::Period,
    record::Record,
    test::Test,
    value::Value,
};

/// A value, or how to come by it.
#[derive(Debug)]
pub(super) enum Scalar {
    /// Always the same.
    Constant(Value<'static>),
    /// The n-th property.
    Property(usize),
    /// Operations from left to right.
    Arithmetic(Box<Scalar>, Vec<(Operator, Scalar)>),
    /// A number with its sign turned.
    Negative(Box<Scalar>),
    /// A text without regard to case.
    Casei(Box<Scalar>),
    /// A text without regard to accents.
    Accenti(Box<Scalar>),
    /// Several values.
    List(Vec<Scalar>),
    /// Whether something holds.
    Test(Box<Test>),
}

impl Scalar {
    /// The value for a feature.
    pub(super) fn value<'a>(&'a self, record: &'a dyn Record) -> Value<'a> {
        match self {
            Self::Constant(value) => value.borrowed(),
            Self::Property(n) => record.property(*n),
            Self::Arithmetic(first, rest) => {
                let first = number(&first.value(record));
                let last = rest.iter().try_fold(first, |left, (operator, right)| {
                    let right = number(&right.value(record))?;
                    Some(Some(operated(left?, *operator, right)))
                });
                finite(last.flatten())
            }
            Self::Negative(inner) => finite(number(&inner.value(record)).map(|number| -number)),
            Self::Casei(inner) => folded(&inner.value(record), without_case),
            Self::Accenti(inner) => folded(&inner.value(record), without_accents),
            Self::List(parts) => Value::List(parts.iter().map(|part| part.value(record)).collect()),
            Self::Test(test) => test.holds(record).map_or(Value::Null, Value::Boolean),
        }
    }

    /// The value if it is always the same.
    pub(super) const fn constant(&self) -> Option<&Value<'static>> {
        match self {
            Self::Constant(value) => Some(value),
            _ => None,
        }
    }
}

fn number(value: &Value<'_>) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}

fn finite<'a>(number: Option<f64>) -> Value<'a> {
    number
        .filter(|number| number.is_finite())
        .map_or(Value::Null, Value::Number)
}

fn operated(left: f64, operator: Operator, right: f64) -> f64 {
    match operator {
        Operator::Plus => left + right,
        Operator::Minus => left - right,
        Operator::Times => left * right,
        Operator::Over => left / right,
        Operator::Modulo => left % right,
        Operator::Div => (left / right).trunc(),
        Operator::Power => left.powf(right),
    }
}

fn folded<'a>(value: &Value<'_>, fold: fn(&str) -> String) -> Value<'a> {
    match value {
        Value::Text(text) => Value::Text(Cow::Owned(fold(text))),
        _ => Value::Null,
    }
}

/// A time, or how to come by it.
#[derive(Debug)]
pub(super) enum Span {
    /// Always the same.
    Constant(Period),
    /// A day or a moment.
    At(Scalar),
    /// From one day or moment to another; `None` is without end.
    Between(Option<Scalar>, Option<Scalar>),
}

impl Span {
    /// The time for a feature, if it has one.
    ///
    /// Of an interval of two properties one may be null: then it has no end there. When there is
    /// neither, there is no time.
    pub(super) fn period(&self, record: &dyn Record) -> Option<Period> {
        match self {
            Self::Constant(period) => Some(*period),
            Self::At(scalar) => scalar.value(record).moment().map(Period::at),
            Self::Between(from, to) => {
                let (from, to) = (bound(from.as_ref(), record)?, bound(to.as_ref(), record)?);
                if from.is_none() && to.is_none() {
                    return None;
                }
                Period::new(from, to)
            }
        }
    }
}

/// An end of an interval: the inner `None` is no end, the outer one something that is no time.
#[expect(
    clippy::option_option,
    reason = "no end and no time are different answers"
)]
fn bound(scalar: Option<&Scalar>, record: &dyn Record) -> Option<Option<Moment>> {
    let Some(scalar) = scalar else {
        return Some(None);
    };
    let value = scalar.value(record);
    if value.is_null() {
        return Some(None);
    }
    value.moment().map(Some)
}
