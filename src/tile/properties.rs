//! The properties of a feature, flat: read from its JSON while they are written, without a tree of
//! them in between.
//!
//! Names are those of the flat downloads: `names: {en, az}` becomes `names_en` and `names_az`, and a
//! list of plain values is joined by `"; "`. Lists with objects in them, the claims of an incident,
//! have no place in a tile: the feature itself has them, under its `id`.

use std::{borrow::Cow, fmt};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::tile::mvt::Scalar;

/// Hands the properties of a `GeoJSON` feature to `put`, one by one.
///
/// # Errors
/// When the text is no JSON object.
pub fn visit(body: &str, put: impl FnMut(&str, Scalar<'_>)) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(body);
    let mut name = String::new();
    let mut walk = Walk {
        name: &mut name,
        put,
    };
    reader.deserialize_map(Feature(&mut walk))
}

/// The members of a feature, of which one is its properties.
struct Feature<'w, 'n, F>(&'w mut Walk<'n, F>);

impl<'de, F: FnMut(&str, Scalar<'_>)> Visitor<'de> for Feature<'_, '_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feature")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Key<'de>>()? {
            if key.0 == "properties" {
                map.next_value_seed(Properties(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// The properties of a feature.
struct Properties<'w, 'n, F>(&'w mut Walk<'n, F>);

impl<'de, F: FnMut(&str, Scalar<'_>)> DeserializeSeed<'de> for Properties<'_, '_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(Members(self.0))
    }
}

/// Where the walk is, and what takes the values.
struct Walk<'n, F> {
    /// The name so far: that of the object around with `_` behind it, or of the value.
    name: &'n mut String,
    put: F,
}

/// The members of an object.
struct Members<'w, 'n, F>(&'w mut Walk<'n, F>);

impl<'de, F: FnMut(&str, Scalar<'_>)> Visitor<'de> for Members<'_, '_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of properties")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let outer = self.0.name.len();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            self.0.name.push_str(&key.0);
            map.next_value_seed(Value(self.0))?;
            self.0.name.truncate(outer);
        }
        Ok(())
    }
}

#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// One value.
struct Value<'w, 'n, F>(&'w mut Walk<'n, F>);

impl<'de, F: FnMut(&str, Scalar<'_>)> DeserializeSeed<'de> for Value<'_, '_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: FnMut(&str, Scalar<'_>)> Visitor<'de> for Value<'_, '_, F> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        (self.0.put)(self.0.name, Scalar::Boolean(value));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        (self.0.put)(self.0.name, Scalar::Integer(value));
        Ok(())
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers beyond 2^63 count nothing"
    )]
    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.visit_f64(value as f64),
        }
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        (self.0.put)(self.0.name, Scalar::Real(value));
        Ok(())
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        (self.0.put)(self.0.name, Scalar::Text(value));
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.name.push('_');
        Members(self.0).visit_map(map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<(), A::Error> {
        let mut list = List::default();
        while parts.next_element_seed(&mut list)?.is_some() {}
        if !list.nested && !list.text.is_empty() && self.0.name != STATED {
            (self.0.put)(self.0.name, Scalar::Text(&list.text));
        }
        Ok(())
    }
}

/// The representative point of a record: the tile has it as geometry.
const STATED: &str = "location_point";

/// A list of plain values, joined.
#[derive(Default)]
struct List {
    text: String,
    /// Whether something in it is no plain value.
    nested: bool,
}

impl List {
    fn push<E>(&mut self, part: impl fmt::Display) -> Result<(), E> {
        use fmt::Write as _;
        let between = if self.text.is_empty() { "" } else { "; " };
        // Writing to a text does not fail.
        let _ = write!(self.text, "{between}{part}");
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for &mut List {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut List {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, value: bool) -> Result<(), E> {
        self.push(value)
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.push(value)
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.push(value)
    }

    fn visit_f64<E>(self, value: f64) -> Result<(), E> {
        self.push(value)
    }

    fn visit_str<E>(self, value: &str) -> Result<(), E> {
        self.push(value)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.nested = true;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<(), A::Error> {
        self.nested = true;
        while parts.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(json: &str) -> String {
        let mut lines = Vec::new();
        let body = format!(r#"{{"type": "Feature", "geometry": null, "properties": {json}}}"#);
        visit(&body, |name, value| lines.push(format!("{name} {value:?}"))).expect("a feature");
        lines.join("\n")
    }

    #[test]
    fn nested_names_become_properties_and_lists_are_joined() {
        insta::assert_snapshot!(flat(
            r#"{"names": {"en": "A", "hy": "Ա\n"}, "variants": ["b", 3, null], "none": [],
                "population": 12, "area_km2": 1.5, "below": -3, "derived": true, "note": null,
                "location": {"point": [46.5, 39.5], "method": "typed", "basis": {"rule": "r"}},
                "claims": [{"by": "x"}], "after": "z"}"#
        ), @r#"
        names_en Text("A")
        names_hy Text("Ա\n")
        variants Text("b; 3")
        population Integer(12)
        area_km2 Real(1.5)
        below Integer(-3)
        derived Boolean(true)
        location_method Text("typed")
        location_basis_rule Text("r")
        after Text("z")
        "#);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert!(visit("[1]", |_, _| {}).is_err());
        assert!(visit("{\"properties\": 1}", |_, _| {}).is_err());
    }
}
