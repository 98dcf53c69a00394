//! The bytes of a tile.

use fast_mvt::{MvtError, MvtFeatureBuilder, MvtGeomType, MvtLayerBuilder, MvtValueRef};
use geo_types::Coord;
use thiserror::Error;

use crate::tile::outline::Outline;

/// What a property can be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scalar<'a> {
    /// Text, dates included.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Real(f64),
    /// Yes or no.
    Boolean(bool),
}

/// A tile that the format cannot hold: more values or positions than it can number.
#[derive(Debug, Error)]
#[error("The tile cannot be written: {0}.")]
pub struct Unwritable(#[from] MvtError);

/// The layer of a tile while it is written.
///
/// # References
/// - Mapbox Vector Tile Specification 2.1
#[derive(Debug)]
pub struct Layer(MvtLayerBuilder);

/// The properties of a feature while it is written: the first one under a name counts.
#[derive(Debug)]
pub struct Tags<'a> {
    feature: &'a mut MvtFeatureBuilder,
    names: Vec<u64>,
    trouble: Option<MvtError>,
}

impl Tags<'_> {
    /// Adds a property.
    pub fn put(&mut self, name: &str, value: Scalar<'_>) {
        let key = number(name);
        if self.names.contains(&key) {
            return;
        }
        self.names.push(key);
        let value = match value {
            Scalar::Text(text) => MvtValueRef::String(text),
            Scalar::Integer(number) => {
                u64::try_from(number).map_or(MvtValueRef::SInt(number), MvtValueRef::UInt)
            }
            Scalar::Real(number) => MvtValueRef::Double(number),
            Scalar::Boolean(value) => MvtValueRef::Bool(value),
        };
        if let Err(error) = self.feature.tag_ref(name, value) {
            self.trouble.get_or_insert(error);
        }
    }
}

impl Layer {
    /// An empty layer of this name.
    ///
    /// # Errors
    /// [`Unwritable`] when the name is empty.
    pub fn new(name: &str) -> Result<Self, Unwritable> {
        Ok(Self(MvtLayerBuilder::new(name)?))
    }

    /// Adds a feature. Rings are turned the way that the format wants; a feature with an identifier
    /// has it as its property `id` and, as the format knows numbers only, a number made of it.
    ///
    /// # Errors
    /// [`Unwritable`].
    pub fn feature(
        self,
        outline: &Outline,
        id: Option<&str>,
        properties: impl FnOnce(&mut Tags<'_>),
    ) -> Result<Self, Unwritable> {
        let kind = match outline {
            Outline::Points(_) => MvtGeomType::Point,
            Outline::Lines(_) => MvtGeomType::LineString,
            Outline::Areas(_) => MvtGeomType::Polygon,
        };
        let mut feature = self.0.feature_of(kind);
        match outline {
            Outline::Points(points) => {
                feature.points(points.iter().copied())?;
            }
            Outline::Lines(lines) => {
                for line in lines {
                    feature.line(line.iter().copied())?;
                }
            }
            Outline::Areas(areas) => {
                for rings in areas {
                    for (nth, ring) in rings.iter().enumerate() {
                        feature.ring(ring.iter().copied(), nth == 0)?;
                    }
                }
            }
        }
        feature.id(id.map(|id| number(id) >> 11));
        let mut tags = Tags {
            feature: &mut feature,
            names: Vec::new(),
            trouble: None,
        };
        if let Some(id) = id {
            tags.put("id", Scalar::Text(id));
        }
        properties(&mut tags);
        match tags.trouble {
            Some(error) => Err(error.into()),
            None => Ok(Self(feature.end())),
        }
    }

    /// The tile; without a byte when nothing is in it.
    #[must_use]
    pub fn bytes(self) -> Vec<u8> {
        if self.0.num_features() == 0 {
            return Vec::new();
        }
        self.0.encode()
    }
}

/// A point of a tile.
#[must_use]
pub fn point((x, y): (u16, u16)) -> Outline {
    Outline::Points(vec![Coord {
        x: x.into(),
        y: y.into(),
    }])
}

/// A number for a text, the same in every version of the program. Its upper 53 bits are one that
/// JavaScript can count with.
///
/// # References
/// - Fowler, Noll and Vo: FNV-1a, 64 bits (RFC 9923)
#[must_use]
pub fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_texts_never_change() {
        // Test vectors of FNV-1a.
        assert_eq!(number(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(number("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(number("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_tile_with_nothing_in_it_has_no_bytes_and_a_layer_without_a_name_is_refused() {
        let layer = Layer::new("places").expect("a name");
        assert!(layer.bytes().is_empty());
        assert!(Layer::new("").is_err());
    }
}
