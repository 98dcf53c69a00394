//! In which order features come, and where a page ends in it.

use std::{borrow::Cow, cmp::Ordering, fmt, str::FromStr};

use serde_json::{Value as Json, json};

use crate::query::cql::value::Value;

/// The most properties to sort by.
const MOST_KEYS: usize = 4;

/// An order of features: by some of their properties, each up or down, and by identifier where those
/// are equal. What has no such property comes last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    names: Vec<String>,
    down: Vec<bool>,
}

/// Why a text names no order.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "Sort by one to {MOST_KEYS} different properties with commas between them, with a minus before \
     one for falling values, as in -date_start,kind."
)]
pub struct NoOrder;

impl FromStr for Order {
    type Err = NoOrder;

    /// Reads `[+|-]property,…` (OGC API – Records, `sortby`); a plus that became a space is one.
    fn from_str(text: &str) -> Result<Self, NoOrder> {
        let (mut names, mut down): (Vec<String>, Vec<bool>) = (Vec::new(), Vec::new());
        for key in text.split(',') {
            let name = key.strip_prefix(['+', '-', ' ']).unwrap_or(key);
            if name.is_empty() || names.iter().any(|known| known == name) {
                return Err(NoOrder);
            }
            names.push(name.to_owned());
            down.push(key.starts_with('-'));
        }
        (names.len() <= MOST_KEYS)
            .then_some(Self { names, down })
            .ok_or(NoOrder)
    }
}

impl fmt::Display for Order {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, (name, down)) in self.names.iter().zip(&self.down).enumerate() {
            let comma = if n > 0 { "," } else { "" };
            let minus = if *down { "-" } else { "" };
            write!(f, "{comma}{minus}{name}")?;
        }
        Ok(())
    }
}

impl Order {
    /// The properties, the most important first.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Which of two features comes first, by the values of their properties and their identifiers.
    #[must_use]
    pub fn compare(&self, one: (&[Value<'_>], &str), other: (&[Value<'_>], &str)) -> Ordering {
        let pairs = one.0.iter().zip(other.0).zip(&self.down);
        pairs
            .map(|((one, other), down)| by_value(one, other, *down))
            .find(|order| order.is_ne())
            .unwrap_or_else(|| one.1.cmp(other.1))
    }
}

/// Truth before numbers before texts before nothing; only within a kind is the order turned.
fn by_value(one: &Value<'_>, other: &Value<'_>, down: bool) -> Ordering {
    let kind = |value: &Value<'_>| match value {
        Value::Boolean(_) => 0,
        Value::Number(_) => 1,
        Value::Text(_) => 2,
        Value::Moment(_) | Value::List(_) | Value::Nested | Value::Null => 3,
    };
    kind(one).cmp(&kind(other)).then_with(|| {
        let order = one.order(other).unwrap_or(Ordering::Equal);
        if down { order.reverse() } else { order }
    })
}

/// The place of a feature in an order: behind it the next page begins. It holds when that feature is
/// changed or gone.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    values: Vec<Value<'static>>,
    id: String,
}

impl Mark {
    /// The place of a feature with these values.
    #[must_use]
    pub fn new(values: &[Value<'_>], id: &str) -> Self {
        Self {
            values: values.iter().map(kept).collect(),
            id: id.to_owned(),
        }
    }

    /// Reads what [`fmt::Display`] writes, for an order with so many properties; `None` when it is
    /// something else.
    #[must_use]
    pub fn read(text: &str, order: &Order) -> Option<Self> {
        let mut values: Vec<Json> = serde_json::from_str(text).ok()?;
        let Json::String(id) = values.pop()? else {
            return None;
        };
        let value = |json| match json {
            Json::Null => Some(Value::Null),
            Json::Bool(value) => Some(Value::Boolean(value)),
            Json::Number(value) => value.as_f64().map(Value::Number),
            Json::String(value) => Some(Value::Text(Cow::Owned(value))),
            Json::Array(_) | Json::Object(_) => None,
        };
        let values: Option<Vec<_>> = values.into_iter().map(value).collect();
        let values = values.filter(|values| values.len() == order.names.len())?;
        Some(Self { values, id })
    }

    /// Its values and its identifier.
    #[must_use]
    pub fn parts(&self) -> (&[Value<'static>], &str) {
        (&self.values, &self.id)
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = |value: &Value<'_>| match value {
            Value::Boolean(value) => Json::Bool(*value),
            Value::Number(value) => json!(value),
            Value::Text(text) => Json::String(text.clone().into_owned()),
            Value::Moment(_) | Value::List(_) | Value::Nested | Value::Null => Json::Null,
        };
        let mut values: Vec<Json> = self.values.iter().map(json).collect();
        values.push(Json::String(self.id.clone()));
        write!(f, "{}", Json::Array(values))
    }
}

/// A value by itself; what cannot be sorted by is nothing.
fn kept(value: &Value<'_>) -> Value<'static> {
    match value {
        Value::Boolean(value) => Value::Boolean(*value),
        Value::Number(value) => Value::Number(*value),
        Value::Text(text) => Value::Text(Cow::Owned(text.clone().into_owned())),
        Value::Moment(_) | Value::List(_) | Value::Nested | Value::Null => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_read_and_compares() {
        let order: Order = "-day, n".replace(", ", ",+").parse().expect("an order");
        assert_eq!(order.names(), ["day", "n"]);
        let text = |text: &'static str| Value::Text(Cow::Borrowed(text));
        let rows = [
            (vec![text("2020-10-02"), Value::Number(2.0)], "a"),
            (vec![text("2020-10-01"), Value::Boolean(true)], "b"),
            (vec![text("2020-10-01"), Value::Number(-1.0)], "c"),
            (vec![text("2020-10-01"), Value::Number(10.0)], "d"),
            (vec![text("2020-10-01"), Value::Number(10.0)], "e"),
            (vec![text("2020-10-01"), Value::Null], "f"),
            (vec![Value::Null, Value::Number(0.0)], "g"),
        ];
        for pair in rows.windows(2) {
            let [one, other] = pair else { continue };
            let order = order.compare((&one.0, one.1), (&other.0, other.1));
            assert_eq!(order, Ordering::Less, "{} {}", one.1, other.1);
        }
        for (values, id) in &rows {
            let mark = Mark::new(values, id);
            assert_eq!(Mark::read(&mark.to_string(), &order), Some(mark));
        }
    }

    #[test]
    fn what_is_no_order_or_place_is_refused() {
        for text in ["", ",", "-", "a,a", "a,-a", "a,b,c,d,e"] {
            assert_eq!(text.parse::<Order>(), Err(NoOrder), "{text}");
        }
        let order: Order = "a".parse().expect("an order");
        for text in [
            "",
            "a",
            "[]",
            "[1]",
            r#"["x"]"#,
            r#"[1,2,"x"]"#,
            r#"[[],"x"]"#,
        ] {
            assert_eq!(Mark::read(text, &order), None, "{text}");
        }
    }
}
