//! Whether something holds for a feature: yes, no, or not known.

use std::borrow::Borrow as _;

use crate::query::cql::{
    expr::{Array, Comparison, Spatial, Temporal},
    like::Pattern,
    operands::{Scalar, Span},
    record::Record,
    relate::{Area, related},
    value::Value,
};

/// A condition.
#[derive(Debug)]
pub(super) enum Test {
    /// Always the same.
    Constant(Option<bool>),
    /// All of these.
    And(Vec<Test>),
    /// One of these.
    Or(Vec<Test>),
    /// Not this.
    Not(Box<Test>),
    /// A value that is true or false.
    Value(Scalar),
    /// Two values compared.
    Compare(Comparison, Scalar, Scalar),
    /// A text and a pattern.
    Like(Scalar, Pattern),
    /// A text and a pattern of the feature's own.
    LikeOwn(Scalar, Scalar),
    /// A value and its bounds.
    Between(Box<[Scalar; 3]>),
    /// A value and those of which it is one.
    In(Scalar, Vec<Scalar>),
    /// A number and those of which it is one, in their order.
    OneNumber(Scalar, Vec<f64>),
    /// A text and those of which it is one, in their order.
    OneText(Scalar, Vec<String>),
    /// Whether there is no value.
    IsNull(Scalar),
    /// Whether it is not known if something holds.
    Unknown(Box<Test>),
    /// Whether there is no geometry.
    Nowhere,
    /// How the geometry lies to one.
    Spatial(Spatial, Box<Area>),
    /// How the geometry lies to itself.
    Itself(Spatial),
    /// How two times lie to each other.
    Temporal(Temporal, Span, Span),
    /// How two sets lie to each other.
    Array(Array, Scalar, Scalar),
}

impl Test {
    /// Whether it holds; `None` when that is not known.
    pub(super) fn holds(&self, record: &dyn Record) -> Option<bool> {
        match self {
            Self::Constant(value) => *value,
            Self::And(parts) => all(parts.iter().map(|part| part.holds(record))),
            Self::Or(parts) => any(parts.iter().map(|part| part.holds(record))),
            Self::Not(inner) => inner.holds(record).map(|holds| !holds),
            Self::Value(scalar) => match scalar.value(record) {
                Value::Boolean(value) => Some(value),
                _ => None,
            },
            Self::Compare(how, left, right) => {
                compare(*how, &left.value(record), &right.value(record))
            }
            Self::Like(scalar, pattern) => match scalar.value(record) {
                Value::Text(text) => Some(pattern.matches(&text)),
                _ => None,
            },
            Self::LikeOwn(scalar, pattern) => match (scalar.value(record), pattern.value(record)) {
                (Value::Text(text), Value::Text(pattern)) => {
                    Some(Pattern::new(&pattern).matches(&text))
                }
                _ => None,
            },
            Self::Between(three) => {
                let [value, low, high] = three.each_ref().map(|part| part.value(record));
                all([
                    compare(Comparison::GreaterOrEqual, &value, &low),
                    compare(Comparison::LessOrEqual, &value, &high),
                ]
                .into_iter())
            }
            Self::In(scalar, list) => {
                let value = scalar.value(record);
                any(list
                    .iter()
                    .map(|one| compare(Comparison::Equal, &value, &one.value(record))))
            }
            Self::OneNumber(scalar, list) => match scalar.value(record) {
                Value::Number(number) => Some(
                    list.binary_search_by(|one| one.total_cmp(&(number + 0.0)))
                        .is_ok(),
                ),
                _ => None,
            },
            Self::OneText(scalar, list) => match scalar.value(record) {
                Value::Text(text) => {
                    let text: &str = text.borrow();
                    Some(list.binary_search_by(|one| one.as_str().cmp(text)).is_ok())
                }
                value @ Value::Moment(_) => any(list.iter().map(|one| {
                    compare(Comparison::Equal, &value, &Value::Text(one.as_str().into()))
                })),
                _ => None,
            },
            Self::IsNull(scalar) => Some(scalar.value(record).is_null()),
            Self::Unknown(inner) => Some(inner.holds(record).is_none()),
            Self::Nowhere => Some(record.geometry().is_none()),
            Self::Spatial(how, area) => Some(area.holds(*how, record.geometry()?.borrow())),
            Self::Itself(how) => {
                let geometry = record.geometry()?;
                Some(related(*how, &geometry, &geometry))
            }
            Self::Temporal(how, one, other) => {
                Some(one.period(record)?.lies(*how, other.period(record)?))
            }
            Self::Array(how, one, other) => {
                let (one, other) = (set(one.value(record))?, set(other.value(record))?);
                Some(sets(*how, &one, &other))
            }
        }
    }
}

/// Three-valued "and": one that does not hold decides.
fn all(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => all = None,
            Some(true) => {}
        }
    }
    all
}

/// Three-valued "or": one that holds decides.
fn any(parts: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    all(parts.map(|part| part.map(|holds| !holds))).map(|holds| !holds)
}

fn compare(how: Comparison, left: &Value<'_>, right: &Value<'_>) -> Option<bool> {
    left.order(right).map(|order| how.holds(order))
}

/// The elements of a list; a single value is a list of one.
fn set(value: Value<'_>) -> Option<Vec<Value<'_>>> {
    match value {
        Value::Null => None,
        Value::List(list) => Some(list),
        one => Some(vec![one]),
    }
}

fn sets(how: Array, one: &[Value<'_>], other: &[Value<'_>]) -> bool {
    let has = |list: &[Value<'_>], value: &Value<'_>| {
        list.iter()
            .any(|other| value.order(other).is_some_and(std::cmp::Ordering::is_eq))
    };
    let contains = |one: &[Value<'_>], other: &[Value<'_>]| other.iter().all(|it| has(one, it));
    match how {
        Array::Equals => contains(one, other) && contains(other, one),
        Array::Contains => contains(one, other),
        Array::ContainedBy => contains(other, one),
        Array::Overlaps => one.iter().any(|it| has(other, it)),
    }
}
