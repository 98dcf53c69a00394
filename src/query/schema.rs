//! Which properties the features of a collection have, and of which types they are.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::{model::interval::parse_day, query::cql::moment::Moment};

/// The deepest path to a property within properties.
const DEEPEST: usize = 3;

/// The most properties that are listed: free-form members would have no end.
const MOST: usize = 500;

/// What has been seen of a property.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    /// Types of its values, in the words of JSON Schema.
    pub types: Vec<Type>,
    /// Types of the elements of its lists.
    pub elements: Vec<Type>,
}

/// A type in the words of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// True or false.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A text that is a civil day.
    Date,
    /// A text that is a moment.
    DateTime,
    /// A text.
    String,
    /// Several values.
    Array,
    /// Something with members.
    Object,
}

/// The properties of the features of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Schema {
    properties: BTreeMap<String, Seen>,
}

impl Schema {
    /// Takes a feature's body into account; what is no feature says nothing.
    pub fn note(&mut self, body: &str) {
        #[derive(serde::Deserialize)]
        struct Body {
            properties: Option<Map<String, Value>>,
        }
        if let Ok(Body {
            properties: Some(properties),
        }) = serde_json::from_str(body)
        {
            self.members("", &properties, 1);
        }
    }

    fn members(&mut self, before: &str, members: &Map<String, Value>, depth: usize) {
        for (name, value) in members {
            let path = format!("{before}{name}");
            if !self.properties.contains_key(&path) && self.properties.len() >= MOST {
                continue;
            }
            let seen = self.properties.entry(path.clone()).or_default();
            note(&mut seen.types, value);
            match value {
                Value::Array(list) => {
                    for element in list {
                        note(&mut seen.elements, element);
                    }
                }
                Value::Object(inner) if depth < DEEPEST => {
                    self.members(&format!("{path}."), inner, depth + 1);
                }
                _ => {}
            }
        }
    }

    /// Every property with what was seen of it, by name; `a.b` is a member of `a`.
    pub fn properties(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.properties
            .iter()
            .map(|(name, seen)| (name.as_str(), seen))
    }

    /// The properties by which features can be filtered: single values, and lists of them.
    pub fn queryables(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.properties().filter(|(_, seen)| seen.is_queryable())
    }

    /// The properties by which features can be sorted: single values.
    pub fn sortables(&self) -> impl Iterator<Item = (&str, &Seen)> {
        self.queryables()
            .filter(|(_, seen)| !seen.types.contains(&Type::Array))
    }

    /// Refuses the names of properties that no feature has.
    ///
    /// # Errors
    /// A sentence with one of them.
    pub fn knows(&self, names: &[String]) -> Result<(), String> {
        let unknown = names
            .iter()
            .find(|name| !self.properties.contains_key(*name));
        unknown.map_or(Ok(()), |name| {
            let name: String = name.chars().take(60).collect();
            Err(format!(
                "There is no property \"{name}\"; /schema of the collection lists those that there are."
            ))
        })
    }

    /// Refuses the names of properties by which features cannot be sorted.
    ///
    /// # Errors
    /// A sentence with one of them.
    pub fn sorts(&self, names: &[String]) -> Result<(), String> {
        let sortable = |name: &String| {
            name == "id" || self.sortables().any(|(known, _)| known == name.as_str())
        };
        let unknown = names.iter().find(|name| !sortable(name));
        unknown.map_or(Ok(()), |name| {
            let name: String = name.chars().take(60).collect();
            Err(format!(
                "Features are not sorted by \"{name}\"; /sortables of the collection lists what they are \
                 sorted by."
            ))
        })
    }

    /// Whether features can be filtered by a property of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        name == "id" || self.properties.get(name).is_some_and(Seen::is_queryable)
    }
}

impl Seen {
    fn is_queryable(&self) -> bool {
        let nested = [Type::Object, Type::Array];
        !self.types.contains(&Type::Object) && !self.elements.iter().any(|one| nested.contains(one))
    }
}

/// Notes a type; a wider one takes the place of a narrower one.
fn note(types: &mut Vec<Type>, value: &Value) {
    let Some(found) = Type::of(value) else {
        return;
    };
    if types.contains(&found) {
        return;
    }
    let wider = types.iter().position(|known| known.joined(found).is_some());
    match wider.and_then(|at| types.get_mut(at)) {
        Some(known) => {
            if let Some(joined) = known.joined(found) {
                *known = joined;
            }
        }
        None => types.push(found),
    }
    types.sort_unstable();
    types.dedup();
}

impl Type {
    fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Null => return None,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(text) if parse_day(text).is_ok() => Self::Date,
            Value::String(text) if text.len() > 10 && Moment::read(text).is_some() => {
                Self::DateTime
            }
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        })
    }

    /// The type of both, if there is one.
    fn joined(self, other: Self) -> Option<Self> {
        let texts = [Self::Date, Self::DateTime, Self::String];
        match (self, other) {
            (one, other) if one == other => Some(one),
            (Self::Integer | Self::Number, Self::Integer | Self::Number) => Some(Self::Number),
            (one, other) if texts.contains(&one) && texts.contains(&other) => Some(Self::String),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_those_of_all_features() {
        let mut schema = Schema::default();
        for properties in [
            r#"{"day":"2020-09-27","n":1,"names":{"en":"A"},"list":["a"],"deep":[{"x":1}],"none":null}"#,
            r#"{"day":"2020-09-28","n":1.5,"when":"2020-09-27T06:00:00Z","mixed":"x"}"#,
            r#"{"mixed":1,"day":null}"#,
        ] {
            schema.note(&format!(
                r#"{{"type":"Feature","properties":{properties}}}"#
            ));
        }
        let types = |name: &str| schema.properties[name].types.clone();
        assert_eq!(types("day"), [Type::Date]);
        assert_eq!(types("n"), [Type::Number]);
        assert_eq!(types("when"), [Type::DateTime]);
        assert_eq!(types("mixed"), [Type::Integer, Type::String]);
        assert_eq!(types("names.en"), [Type::String]);
        assert_eq!(types("none"), []);
        for (name, there) in [
            ("list", true),
            ("names.en", true),
            ("none", true),
            ("id", true),
        ] {
            assert_eq!(schema.has(name), there, "{name}");
        }
        for absent in ["names", "deep", "other"] {
            assert!(!schema.has(absent), "{absent}");
        }
        assert!(schema.sortables().all(|(name, _)| name != "list"));
    }
}
