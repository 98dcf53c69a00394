//! Geometries in the text of a filter (well-known text, and `BBOX`).
//!
//! # References
//! - OGC 06-103r4, section 7
//! - OGC 21-065r2, annex B

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};

use crate::query::cql::{
    error::CqlError,
    expr::{Expr, MOST_POSITIONS},
    lexer::Token,
    text::Parser,
};

/// Why a ring is none.
pub(super) const RING: &str = "a ring needs four positions or more, the last equal to the first.";

/// Why a line is none.
pub(super) const LINE: &str = "a line needs two different positions.";

/// Why there are too many positions.
pub(super) const POSITIONS: &str =
    "the filter has more than 10,000 positions; simplify its geometry.";

impl Parser<'_> {
    /// The geometry of this type, at its opening parenthesis; `None` when the word is no type.
    pub(super) fn shape(&mut self, word: &str) -> Result<Option<Expr>, CqlError> {
        if word.eq_ignore_ascii_case("BBOX") {
            return self.bbox().map(Some);
        }
        let geometry = self.geometry(word)?;
        Ok(geometry.map(|geometry| Expr::Geometry(Box::new(geometry))))
    }

    fn geometry(&mut self, word: &str) -> Result<Option<Geometry<f64>>, CqlError> {
        Ok(Some(match word.to_ascii_uppercase().as_str() {
            "POINT" => Geometry::Point(self.within(Self::coord)?.into()),
            "LINESTRING" => Geometry::LineString(self.line()?),
            "POLYGON" => Geometry::Polygon(self.polygon()?),
            "MULTIPOINT" => {
                let points = self.within(|parser| parser.list(Self::point))?;
                Geometry::MultiPoint(MultiPoint(points))
            }
            "MULTILINESTRING" => {
                let lines = self.within(|parser| parser.list(Self::line))?;
                Geometry::MultiLineString(MultiLineString(lines))
            }
            "MULTIPOLYGON" => {
                let polygons = self.within(|parser| parser.list(Self::polygon))?;
                Geometry::MultiPolygon(MultiPolygon(polygons))
            }
            "GEOMETRYCOLLECTION" => {
                let parts = self.within(|parser| parser.list(Self::part))?;
                Geometry::GeometryCollection(GeometryCollection(parts))
            }
            _ => return Ok(None),
        }))
    }

    /// What stands in parentheses.
    fn within<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, CqlError>,
    ) -> Result<T, CqlError> {
        self.need("(")?;
        let read = self.deeper(read)?;
        self.need(")")?;
        Ok(read)
    }

    fn part(&mut self) -> Result<Geometry<f64>, CqlError> {
        let Token::Word(word) = *self.peek() else {
            return Err(self.wrong("a geometry is expected."));
        };
        self.take_word(word);
        self.take_word("Z");
        let part = self.geometry(word)?;
        part.ok_or_else(|| self.wrong("a geometry is expected."))
    }

    /// Two numbers; a third one, a height, is read and dropped.
    fn coord(&mut self) -> Result<Coord<f64>, CqlError> {
        self.positions += 1;
        if self.positions > MOST_POSITIONS {
            return Err(self.wrong(POSITIONS));
        }
        let (x, y) = (self.signed()?, self.signed()?);
        if !matches!(self.peek(), Token::Sign("," | ")")) {
            self.signed()?;
        }
        Ok(Coord { x, y })
    }

    /// A point of several, in parentheses or not: both are written.
    fn point(&mut self) -> Result<Point<f64>, CqlError> {
        let coord = if matches!(self.peek(), Token::Sign("(")) {
            self.within(Self::coord)?
        } else {
            self.coord()?
        };
        Ok(coord.into())
    }

    fn line(&mut self) -> Result<LineString<f64>, CqlError> {
        let coords = self.within(|parser| parser.list(Self::coord))?;
        is_line(&coords)
            .then_some(LineString(coords))
            .ok_or_else(|| self.wrong(LINE))
    }

    fn ring(&mut self) -> Result<LineString<f64>, CqlError> {
        let coords = self.within(|parser| parser.list(Self::coord))?;
        is_ring(&coords)
            .then_some(LineString(coords))
            .ok_or_else(|| self.wrong(RING))
    }

    fn polygon(&mut self) -> Result<Polygon<f64>, CqlError> {
        let mut rings = self.within(|parser| parser.list(Self::ring))?;
        let holes = rings.split_off(1);
        let outside = rings.pop().ok_or_else(|| self.wrong(RING))?;
        Ok(Polygon::new(outside, holes))
    }

    fn bbox(&mut self) -> Result<Expr, CqlError> {
        let numbers = self.within(|parser| parser.list(Self::signed))?;
        box_of(&numbers)
            .map(Expr::Bbox)
            .ok_or_else(|| self.wrong("a box needs four numbers, or six with heights."))
    }
}

/// Whether positions are a line.
pub(super) fn is_line(coords: &[Coord<f64>]) -> bool {
    let first = coords.first();
    coords.iter().any(|coord| Some(coord) != first)
}

/// Whether positions are a ring.
pub(super) fn is_ring(coords: &[Coord<f64>]) -> bool {
    coords.len() >= 4 && coords.first() == coords.last() && is_line(coords)
}

/// The corners of a box of four numbers, or of six with heights.
pub(super) fn box_of(numbers: &[f64]) -> Option<[f64; 4]> {
    match *numbers {
        [x1, y1, x2, y2] | [x1, y1, _, x2, y2, _] => Some([x1, y1, x2, y2]),
        _ => None,
    }
}
