//! A published feature's body as a filter sees it.

use std::{borrow::Cow, cell::OnceCell, fmt};

use geo_types::Geometry;
use serde::{
    Deserialize,
    de::{DeserializeSeed, Deserializer as _, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use crate::{
    model::shape::Shape,
    query::cql::{query::Query, record::Record, value::Value},
};

/// A feature's body (RFC 7946, section 3.2), of which only what a filter asks for is read.
#[derive(Debug)]
pub struct Body<'a> {
    values: Vec<Value<'a>>,
    geometry: Option<&'a RawValue>,
    read: OnceCell<Option<Geometry<f64>>>,
}

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Option<&'a RawValue>,
}

impl<'a> Feature<'a> {
    fn values(&self, names: &[String]) -> Result<Vec<Value<'a>>, serde_json::Error> {
        let mut values = vec![Value::Null; names.len()];
        if !names.is_empty()
            && let Some(properties) = self.properties
        {
            let mut reader = serde_json::Deserializer::from_str(properties.get());
            Members {
                names,
                values: &mut values,
            }
            .deserialize(&mut reader)?;
            // The identifier is no property, and can be asked for as one.
            let id = names.iter().position(|name| name == "id");
            if let Some(value) = id.and_then(|n| values.get_mut(n))
                && value.is_null()
            {
                *value = self.id.map_or(Value::Null, value_of);
            }
        }
        Ok(values)
    }
}

/// The values of some properties of a body, in the order of their names.
///
/// # Errors
/// When the body is no feature.
pub fn values<'a>(body: &'a str, names: &[String]) -> Result<Vec<Value<'a>>, serde_json::Error> {
    serde_json::from_str::<Feature<'a>>(body)?.values(names)
}

/// The geometry of a body.
#[must_use]
pub fn geometry(body: &str) -> Option<Geometry<f64>> {
    let feature: Feature<'_> = serde_json::from_str(body).ok()?;
    let shape: Option<Shape> = serde_json::from_str(feature.geometry?.get()).ok()?;
    Some(shape?.into_geometry())
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'a> Body<'a> {
    /// Reads of a body what a filter asks for.
    ///
    /// # Errors
    /// When the body is no feature.
    pub fn read(body: &'a str, query: &Query) -> Result<Self, serde_json::Error> {
        let feature: Feature<'a> = serde_json::from_str(body)?;
        let values = feature.values(query.properties())?;
        Ok(Self {
            values,
            geometry: feature.geometry,
            read: OnceCell::new(),
        })
    }
}

impl Record for Body<'_> {
    fn property(&self, n: usize) -> Value<'_> {
        self.values.get(n).map_or(Value::Null, Value::borrowed)
    }

    fn geometry(&self) -> Option<Cow<'_, Geometry<f64>>> {
        let read = self.read.get_or_init(|| {
            let shape: Option<Shape> = serde_json::from_str(self.geometry?.get()).ok()?;
            Some(shape?.into_geometry())
        });
        read.as_ref().map(Cow::Borrowed)
    }
}

/// Takes the members that are asked for out of an object.
struct Members<'n, 'v, 'a> {
    names: &'n [String],
    values: &'v mut [Value<'a>],
}

impl<'a> DeserializeSeed<'a> for Members<'_, '_, 'a> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a> Visitor<'a> for Members<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key::<Text<'a>>()? {
            let reaches = |name: &String| {
                let rest = name.strip_prefix(&*key);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            if !self.names.iter().any(reaches) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw: &'a RawValue = map.next_value()?;
            for (name, value) in self.names.iter().zip(self.values.iter_mut()) {
                match name.strip_prefix(&*key) {
                    Some("") => *value = value_of(raw),
                    // A member of this very name comes before a path.
                    Some(path) if value.is_null() => {
                        if let Some(path) = path.strip_prefix('.') {
                            *value = inside(raw, path);
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }
}

/// The value at a path in an object.
fn inside<'a>(raw: &'a RawValue, path: &str) -> Value<'a> {
    if !raw.get().starts_with('{') {
        return Value::Null;
    }
    let names = [path.to_owned()];
    let mut values = [Value::Null];
    let mut reader = serde_json::Deserializer::from_str(raw.get());
    let members = Members {
        names: &names,
        values: &mut values,
    };
    // What was read as a whole reads in parts.
    let _ = reader.deserialize_map(members);
    let [value] = values;
    value
}

fn value_of(raw: &RawValue) -> Value<'_> {
    let text = raw.get();
    match text.as_bytes().first() {
        Some(b't') => Value::Boolean(true),
        Some(b'f') => Value::Boolean(false),
        Some(b'"') => {
            serde_json::from_str(text).map_or(Value::Null, |Text(text)| Value::Text(text))
        }
        Some(b'[') => {
            let list: Vec<&RawValue> = serde_json::from_str(text).unwrap_or_default();
            let flat = |raw: &'_ RawValue| raw.get().starts_with(['[', '{']);
            Value::List(
                list.into_iter()
                    .map(|one| {
                        if flat(one) {
                            Value::Nested
                        } else {
                            value_of(one)
                        }
                    })
                    .collect(),
            )
        }
        Some(b'{') => Value::Nested,
        Some(b'n') | None => Value::Null,
        Some(_) => text.parse().map_or(Value::Null, Value::Number),
    }
}
