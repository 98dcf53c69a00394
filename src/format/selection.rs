//! Features with fewer members than they have: chosen properties, or no geometry.

use std::{borrow::Cow, fmt::Write as _, marker::PhantomData};

use serde::{
    Deserialize,
    de::{Deserializer, MapAccess, Visitor},
};
use serde_json::value::RawValue;

/// What of each feature is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// The properties that are wanted; all when `None`. `a.b` brings the whole of `a`.
    pub properties: Option<Vec<String>>,
    /// Whether geometries are left out.
    pub skip_geometry: bool,
}

#[derive(Deserialize)]
struct Feature<'a> {
    #[serde(borrow)]
    id: &'a RawValue,
    #[serde(borrow)]
    geometry: Option<&'a RawValue>,
    #[serde(borrow)]
    properties: Members<'a>,
}

/// The members of an object as they are written, in their order.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<'a>(PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for InOrder<'a> {
            type Value = Members<'a>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(Key(key)) = map.next_key()? {
                    members.push((key, map.next_value()?));
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

#[derive(Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl Selection {
    /// Whether everything is wanted.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.properties.is_none() && !self.skip_geometry
    }

    /// What is wanted of a feature's body.
    ///
    /// # Errors
    /// When the body is no feature.
    pub fn of(&self, body: &str) -> Result<String, serde_json::Error> {
        let feature: Feature<'_> = serde_json::from_str(body)?;
        let geometry = match feature.geometry {
            Some(geometry) if !self.skip_geometry => geometry.get(),
            _ => "null",
        };
        let mut text = format!(
            r#"{{"type":"Feature","id":{},"geometry":{geometry},"properties":{{"#,
            feature.id.get()
        );
        let wanted = |name: &str| {
            let wanted = self.properties.as_ref();
            wanted.is_none_or(|wanted| wanted.iter().any(|one| brings(one, name)))
        };
        let members = feature.properties.0;
        let mut separator = "";
        for (name, value) in members.iter().filter(|(name, _)| wanted(name)) {
            let name = serde_json::to_string(name)?;
            // Writing to a text cannot fail.
            let _ = write!(text, "{separator}{name}:{}", value.get());
            separator = ",";
        }
        text.push_str("}}");
        Ok(text)
    }
}

/// Whether a wanted name is that of a property, or of something within it.
fn brings(wanted: &str, name: &str) -> bool {
    let rest = wanted.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wanted_stays_as_it_was_written() {
        let body = r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[46.750,40]},"properties":{"z":1.50,"a \"b\"":[1],"m":null}}"#;
        let select = |properties: Option<&[&str]>, skip_geometry| {
            let properties =
                properties.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
            let selection = Selection {
                properties,
                skip_geometry,
            };
            selection.of(body).expect("a feature")
        };
        assert_eq!(select(None, false), body);
        assert_eq!(
            select(Some(&["m", "z"]), true),
            r#"{"type":"Feature","id":"a","geometry":null,"properties":{"z":1.50,"m":null}}"#
        );
        assert_eq!(
            select(Some(&["a \"b\""]), false),
            r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[46.750,40]},"properties":{"a \"b\"":[1]}}"#
        );
        let nested =
            r#"{"type":"Feature","id":1,"geometry":null,"properties":{"a":{"b":1,"c":2},"ab":3}}"#;
        let selection = Selection {
            properties: Some(vec!["a.b".to_owned()]),
            skip_geometry: false,
        };
        assert_eq!(
            selection.of(nested).expect("a feature"),
            r#"{"type":"Feature","id":1,"geometry":null,"properties":{"a":{"b":1,"c":2}}}"#
        );
        assert!(Selection::default().is_whole());
        assert!(Selection::default().of("[]").is_err());
    }
}
