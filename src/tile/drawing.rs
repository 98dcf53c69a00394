//! A tile while it is drawn: features come in one by one, its bytes come out.

use std::borrow::Cow;

use geo_types::Geometry;

use crate::tile::{
    address::Address,
    mercator::World,
    mvt::{Layer, Scalar, Tags, Unwritable, point},
    outline::{Outline, outline},
    thin::{Mark, Points},
};

/// The most lines and areas of a tile: beyond them the smallest are left out.
pub const MOST_SHAPES: usize = 10_000;

/// What is known of a tile so far.
///
/// Points are counted and thinned ([`Points`]); lines and areas are cut to the tile. `H` is whatever
/// the properties of a feature can be found by later: it is made only for what may be in the tile,
/// so that a million points cost no more memory than the marks that stand for them.
#[derive(Debug)]
pub struct Drawing<H> {
    tile: Address,
    points: Points<H>,
    shapes: Vec<Drawn<H>>,
    seen: u64,
}

#[derive(Debug)]
struct Drawn<H> {
    outline: Outline,
    size: u32,
    nth: u64,
    handle: H,
}

impl<H> Drawing<H> {
    /// A tile without anything in it.
    #[must_use]
    pub fn new(tile: Address) -> Self {
        Self {
            tile,
            points: Points::new(tile),
            shapes: Vec::new(),
            seen: 0,
        }
    }

    /// Adds a point, if it lies in the tile.
    pub fn point(&mut self, at: World, handle: impl FnOnce() -> H) {
        self.points.add(at, handle);
    }

    /// Adds all points of the tile along the curve at once, by their codes in ascending order.
    /// `handle` makes the handle of the nth of them.
    pub fn run(&mut self, codes: &[u64], handle: impl Fn(usize) -> H) {
        self.points.add_run(codes, handle);
    }

    /// Adds what of any other geometry is seen in the tile.
    ///
    /// # Units
    /// - `geometry`: fractions of the square of [`crate::tile::mercator`]
    pub fn shape(&mut self, geometry: &Geometry<f64>, handle: impl FnOnce() -> H) {
        let Some(outline) = outline(geometry, self.tile) else {
            return;
        };
        self.seen += 1;
        self.shapes.push(Drawn {
            size: outline.size(),
            nth: self.seen,
            outline,
            handle: handle(),
        });
        if self.shapes.len() >= 2 * MOST_SHAPES {
            self.leave_out();
        }
    }

    /// Leaves out the smallest of too many lines and areas.
    fn leave_out(&mut self) {
        if self.shapes.len() > MOST_SHAPES {
            let order = |drawn: &Drawn<H>| (std::cmp::Reverse(drawn.size), drawn.nth);
            self.shapes.select_nth_unstable_by_key(MOST_SHAPES, order);
            self.shapes.truncate(MOST_SHAPES);
        }
    }

    /// The bytes of the tile: one layer with lines and areas in the order in which they came, and
    /// points above them. `id` gives the identifier behind a handle, `describe` its properties.
    ///
    /// A mark that stands for several points has the properties `clustered` and `point_count`.
    ///
    /// # Errors
    /// [`Unwritable`].
    pub fn bytes<'a>(
        mut self,
        name: &str,
        id: impl Fn(&H) -> Cow<'a, str>,
        mut describe: impl FnMut(&H, &mut Tags<'_>),
    ) -> Result<Vec<u8>, Unwritable> {
        self.leave_out();
        self.shapes.sort_unstable_by_key(|drawn| drawn.nth);
        let mut layer = Layer::new(name)?;
        for Drawn {
            outline, handle, ..
        } in &self.shapes
        {
            let id = id(handle);
            layer = layer.feature(outline, Some(&id), |tags| describe(handle, tags))?;
        }
        for mark in self.points.marks() {
            layer = match &mark {
                Mark::One { at, handle } => {
                    let id = id(handle);
                    layer.feature(&point(*at), Some(&id), |tags| describe(handle, tags))?
                }
                Mark::Many { at, count } => layer.feature(&point(*at), None, |tags| {
                    let count = i64::try_from(*count).unwrap_or(i64::MAX);
                    tags.put(CLUSTERED, Scalar::Boolean(true));
                    tags.put(POINT_COUNT, Scalar::Integer(count));
                })?,
            };
        }
        Ok(layer.bytes())
    }
}

/// The property of a mark that stands for several points.
pub const CLUSTERED: &str = "clustered";

/// The property that says for how many.
pub const POINT_COUNT: &str = "point_count";

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use geo_types::{line_string, polygon};
    use mvt_reader::{
        Reader,
        feature::{Feature, Value},
    };
    use proptest::prelude::*;

    use super::*;
    use crate::tile::mvt::Scalar;

    /// What another program reads in a tile.
    fn read(bytes: Vec<u8>) -> Vec<Feature> {
        let reader = Reader::new(bytes).expect("a tile");
        reader.get_features(0).expect("a layer")
    }

    fn drawn(drawing: Drawing<String>) -> Vec<u8> {
        let describe = |id: &String, tags: &mut Tags<'_>| {
            tags.put("id", Scalar::Text("never the property"));
            tags.put(
                "length",
                Scalar::Integer(i64::try_from(id.len()).unwrap_or(0)),
            );
        };
        let id = |id: &String| Cow::Owned(id.clone());
        drawing.bytes("things", id, describe).expect("bytes")
    }

    fn number(feature: &Feature, name: &str) -> Option<u64> {
        match feature.properties.as_ref()?.get(name)? {
            Value::UInt(number) => Some(*number),
            Value::Int(number) | Value::SInt(number) => u64::try_from(*number).ok(),
            _ => None,
        }
    }

    #[test]
    fn another_program_reads_what_was_drawn() {
        let tile = Address::new(1, 0, 1).expect("a tile");
        let mut drawing = Drawing::new(tile);
        let at = World {
            x: 3 << 30,
            y: 1 << 30,
        };
        drawing.point(at, || "dot".to_owned());
        drawing.point(World { x: 0, y: 0 }, || unreachable!("it lies elsewhere"));
        let line = line_string![(x: 0.4, y: 0.25), (x: 0.75, y: 0.25), (x: 0.75, y: 0.75)];
        drawing.shape(&line.into(), || "line".to_owned());
        // Its outer ring runs the wrong way round, and its hole the right one.
        let area = polygon!(
            exterior: [(x: 0.6, y: 0.1), (x: 0.6, y: 0.4), (x: 0.9, y: 0.4), (x: 0.6, y: 0.1)],
            interiors: [[(x: 0.65, y: 0.25), (x: 0.65, y: 0.3), (x: 0.7, y: 0.3), (x: 0.65, y: 0.25)]],
        );
        drawing.shape(&area.into(), || "area".to_owned());
        let features = read(drawn(drawing));
        let shown: Vec<String> = features
            .iter()
            .map(|feature| {
                let properties: BTreeMap<_, _> =
                    feature.properties.clone().into_iter().flatten().collect();
                format!("{:?} {properties:?}", feature.geometry)
            })
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @r#"
        LINESTRING(-64.0 2048.0,2048.0 2048.0,2048.0 4160.0) {"id": String("line"), "length": UInt(4)}
        MULTIPOLYGON(((3277.0 3277.0,819.0 3277.0,819.0 819.0,3277.0 3277.0),(1229.0 2048.0,1229.0 2458.0,1638.0 2458.0,1229.0 2048.0))) {"id": String("area"), "length": UInt(4)}
        MULTIPOINT(2048.0 2048.0) {"id": String("dot"), "length": UInt(3)}
        "#);
    }

    #[test]
    fn the_smallest_of_too_many_shapes_are_left_out() {
        let mut drawing = Drawing::new(Address::new(0, 0, 0).expect("a tile"));
        for n in 0..2 * MOST_SHAPES + 5 {
            let long = if n % 2 == 0 { 0.1 } else { 0.01 };
            let line = line_string![(x: 0.5, y: 0.5), (x: 0.5 + long, y: 0.5)];
            drawing.shape(&line.into(), || n.to_string());
        }
        let features = read(drawn(drawing));
        assert_eq!(features.len(), MOST_SHAPES);
        let first = features.first().and_then(|one| one.properties.clone());
        assert_eq!(
            first.and_then(|all| all.get("id").cloned()),
            Some(Value::String("0".to_owned()))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn the_counts_of_four_quarters_are_the_count_of_the_whole(
            zoom in 0_u32..16,
            seed in any::<u32>(),
            most in 1_u32..9_000,
        ) {
            let row = u32::from(zoom > 0);
            let whole = Address::new(zoom, row, row).expect("a tile");
            let corner = u64::from(row) << (32 - zoom);
            let quarters = [(0, 0), (0, 1), (1, 0), (1, 1)];
            let mut tiles = vec![Drawing::new(whole)];
            tiles.extend(quarters.map(|(down, right)| {
                let quarter = Address::new(zoom + 1, 2 * row + down, 2 * row + right);
                Drawing::new(quarter.expect("a tile"))
            }));
            let mut state = u64::from(seed);
            for n in 0..most {
                let mut next = || {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    // Denser in one corner than in another.
                    let part = (state >> 33) * ((state >> 20) & 0xff) / 0xff;
                    u32::try_from(corner + ((part << 1) >> zoom)).expect("in the tile")
                };
                let at = World { x: next(), y: next() };
                for tile in &mut tiles {
                    tile.point(at, || n.to_string());
                }
            }
            let counts: Vec<u64> = tiles
                .into_iter()
                .map(|tile| {
                    let bytes = drawn(tile);
                    let features = if bytes.is_empty() { Vec::new() } else { read(bytes) };
                    features.iter().map(|one| number(one, POINT_COUNT).unwrap_or(1)).sum()
                })
                .collect();
            prop_assert_eq!(counts[0], u64::from(most));
            prop_assert_eq!(counts[1..].iter().sum::<u64>(), counts[0]);
        }
    }
}
