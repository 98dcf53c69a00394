//! CQL2 as JSON becomes an expression.
//!
//! # References
//! - OGC 21-065r2, annex C (the schema)
//! - RFC 7946, section 3.1 (geometries)

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon,
    Point, Polygon,
};
use serde_json::{Map, Value};

use crate::query::cql::{
    error::{CqlError, shortened},
    expr::{
        Array, Comparison, DEEPEST, Expr, LONGEST, MOST_POSITIONS, Operator, Spatial, Temporal,
    },
    shapes::{LINE, POSITIONS, RING, box_of, is_line, is_ring},
    text::{instant, moment},
};

/// Reads CQL2 JSON.
///
/// # Errors
/// [`CqlError`] that names the part where it went wrong.
pub(super) fn parse(text: &str) -> Result<Expr, CqlError> {
    if text.len() > LONGEST {
        return Err(CqlError::new(
            "The filter is longer than 64 KiB; shorten it.",
        ));
    }
    // Nesting is bounded while the text is read.
    let value: Value = serde_json::from_str(text).map_err(|error| {
        CqlError::new(format!(
            "The filter is not readable as JSON ({error}); filter-lang=cql2-text is for text."
        ))
    })?;
    let mut reader = Reader { positions: 0 };
    reader.expr(&value, 0)
}

struct Reader {
    positions: usize,
}

fn wrong(sentence: impl std::fmt::Display) -> CqlError {
    CqlError::new(format!("The filter does not read: {sentence}"))
}

impl Reader {
    fn expr(&mut self, value: &Value, depth: usize) -> Result<Expr, CqlError> {
        if depth > DEEPEST {
            return Err(wrong("it is nested more than 64 times; simplify it."));
        }
        match value {
            Value::Null => Err(wrong("null is no value; ask with the operator isNull.")),
            Value::Bool(value) => Ok(Expr::Boolean(*value)),
            Value::Number(number) => match number.as_f64().filter(|number| number.is_finite()) {
                Some(number) => Ok(Expr::Number(number)),
                None => Err(wrong("a number is too large.")),
            },
            Value::String(text) => Ok(Expr::Text(text.clone())),
            Value::Array(_) => Ok(Expr::List(self.list(value, depth)?)),
            Value::Object(object) => self.object(object, depth),
        }
    }

    fn list(&mut self, value: &Value, depth: usize) -> Result<Vec<Expr>, CqlError> {
        let list = value
            .as_array()
            .ok_or_else(|| wrong("a list is expected."))?;
        list.iter().map(|one| self.expr(one, depth + 1)).collect()
    }

    fn object(&mut self, object: &Map<String, Value>, depth: usize) -> Result<Expr, CqlError> {
        let text = |key: &str| object.get(key).and_then(Value::as_str);
        if let Some(op) = text("op") {
            let args = object.get("args").unwrap_or(&Value::Null);
            return self.operation(op, args, depth);
        }
        if object.contains_key("type") {
            let geometry = self.geometry(object, depth)?;
            return Ok(Expr::Geometry(Box::new(geometry)));
        }
        if let Some(name) = text("property") {
            return Ok(Expr::Property(name.to_owned()));
        }
        if let Some(date) = text("date") {
            let date = crate::model::interval::parse_day(date);
            let hint = "a date is written as {\"date\": \"2020-09-27\"}.";
            return date.map(Expr::Date).map_err(|_| wrong(hint));
        }
        if let Some(timestamp) = text("timestamp") {
            let hint = "a moment is written as {\"timestamp\": \"2020-09-27T06:00:00Z\"}.";
            let read = moment(timestamp).map(Expr::Timestamp);
            return read.ok_or_else(|| wrong(hint));
        }
        if let Some([from, to]) = object.get("interval").and_then(pair) {
            let bounds = [self.bound(from, depth)?, self.bound(to, depth)?];
            return Ok(Expr::Interval(Box::new(bounds)));
        }
        if let Some(bbox) = object.get("bbox") {
            let numbers = numbers(bbox).unwrap_or_default();
            let hint = "a box needs four numbers, or six with heights.";
            return box_of(&numbers).map(Expr::Bbox).ok_or_else(|| wrong(hint));
        }
        for (key, wrapped) in [
            ("casei", Expr::Casei as fn(Box<Expr>) -> Expr),
            ("accenti", Expr::Accenti),
        ] {
            if let Some(inner) = object.get(key) {
                return Ok(wrapped(Box::new(self.expr(inner, depth + 1)?)));
            }
        }
        Err(wrong(
            "an object is neither an operation with op and args, nor a property, a date, a \
             timestamp, an interval, a bbox or a geometry.",
        ))
    }

    fn operation(&mut self, op: &str, args: &Value, depth: usize) -> Result<Expr, CqlError> {
        let list = args.as_array().map(Vec::as_slice).unwrap_or_default();
        let each: fn(&mut Self, &Value, usize) -> Result<Expr, CqlError> = Self::expr;
        let depth = depth + 1;
        let lower = op.to_ascii_lowercase();
        match (lower.as_str(), list) {
            ("and" | "or", [one]) => self.expr(one, depth),
            ("and", [_, _, ..]) => Ok(Expr::And(self.list(args, depth)?)),
            ("or", [_, _, ..]) => Ok(Expr::Or(self.list(args, depth)?)),
            ("not", [one]) => Ok(Expr::Not(Box::new(each(self, one, depth)?))),
            ("isnull", [one]) => Ok(Expr::IsNull(Box::new(each(self, one, depth)?))),
            ("casei", [one]) => Ok(Expr::Casei(Box::new(each(self, one, depth)?))),
            ("accenti", [one]) => Ok(Expr::Accenti(Box::new(each(self, one, depth)?))),
            ("-", [one]) => Ok(Expr::Negative(Box::new(each(self, one, depth)?))),
            ("between", [value, low, high]) => Ok(Expr::Between(Box::new([
                self.expr(value, depth)?,
                self.expr(low, depth)?,
                self.expr(high, depth)?,
            ]))),
            ("in", [value, list]) => {
                let value = self.expr(value, depth)?;
                Ok(Expr::In(Box::new(value), self.list(list, depth)?))
            }
            (_, [one, other]) => {
                let two = Box::new([self.expr(one, depth)?, self.expr(other, depth)?]);
                binary(op, two)
            }
            _ => Err(wrong(format!(
                "\"{}\" is no operation of CQL2 with {} args.",
                shortened(op),
                list.len()
            ))),
        }
    }

    /// An end of an interval.
    fn bound(&mut self, value: &Value, depth: usize) -> Result<Option<Expr>, CqlError> {
        let Value::String(text) = value else {
            return self.expr(value, depth + 1).map(Some);
        };
        instant(text).ok_or_else(|| {
            wrong("an interval is written as {\"interval\": [\"2020-09-27\", \"..\"]}.")
        })
    }

    fn geometry(
        &mut self,
        object: &Map<String, Value>,
        depth: usize,
    ) -> Result<Geometry<f64>, CqlError> {
        if depth > DEEPEST {
            return Err(wrong("it is nested more than 64 times; simplify it."));
        }
        let kind = object.get("type").and_then(Value::as_str);
        let kind = kind.unwrap_or_default();
        if kind == "GeometryCollection" {
            let parts = object.get("geometries").and_then(Value::as_array);
            let parts = parts.map(Vec::as_slice).unwrap_or_default();
            let parts = parts.iter().map(|part| match part {
                Value::Object(part) => self.geometry(part, depth + 1),
                _ => Err(wrong("a geometry is expected.")),
            });
            let parts = parts.collect::<Result<Vec<_>, _>>()?;
            if parts.is_empty() {
                return Err(wrong("a geometry is empty."));
            }
            return Ok(Geometry::GeometryCollection(GeometryCollection(parts)));
        }
        let at = object.get("coordinates").unwrap_or(&Value::Null);
        Ok(match kind {
            "Point" => Geometry::Point(self.coord(at)?.into()),
            "LineString" => Geometry::LineString(self.line(at)?),
            "Polygon" => Geometry::Polygon(self.polygon(at)?),
            "MultiPoint" => {
                let points = self.many(at, |reader, one| reader.coord(one).map(Point))?;
                Geometry::MultiPoint(MultiPoint(points))
            }
            "MultiLineString" => {
                Geometry::MultiLineString(MultiLineString(self.many(at, Self::line)?))
            }
            "MultiPolygon" => Geometry::MultiPolygon(MultiPolygon(self.many(at, Self::polygon)?)),
            other => {
                let shown = shortened(other);
                return Err(wrong(format!(
                    "\"{shown}\" is no type of GeoJSON geometry."
                )));
            }
        })
    }

    fn many<T>(
        &mut self,
        value: &Value,
        mut read: impl FnMut(&mut Self, &Value) -> Result<T, CqlError>,
    ) -> Result<Vec<T>, CqlError> {
        let list = value.as_array().filter(|list| !list.is_empty());
        let list = list.ok_or_else(|| {
            wrong("the coordinates of a geometry are not nested as RFC 7946 section 3.1 says.")
        })?;
        list.iter().map(|one| read(self, one)).collect()
    }

    fn coord(&mut self, value: &Value) -> Result<Coord<f64>, CqlError> {
        self.positions += 1;
        if self.positions > MOST_POSITIONS {
            return Err(wrong(POSITIONS));
        }
        match numbers(value).as_deref() {
            Some([x, y] | [x, y, _]) => Ok(Coord { x: *x, y: *y }),
            _ => Err(wrong("a position needs two numbers (a height may follow).")),
        }
    }

    fn line(&mut self, value: &Value) -> Result<LineString<f64>, CqlError> {
        let coords = self.many(value, Self::coord)?;
        let line = is_line(&coords).then_some(LineString(coords));
        line.ok_or_else(|| wrong(LINE))
    }

    fn ring(&mut self, value: &Value) -> Result<LineString<f64>, CqlError> {
        let coords = self.many(value, Self::coord)?;
        let ring = is_ring(&coords).then_some(LineString(coords));
        ring.ok_or_else(|| wrong(RING))
    }

    fn polygon(&mut self, value: &Value) -> Result<Polygon<f64>, CqlError> {
        let mut rings = self.many(value, Self::ring)?;
        let holes = rings.split_off(1);
        let outside = rings.pop().ok_or_else(|| wrong(RING))?;
        Ok(Polygon::new(outside, holes))
    }
}

/// An operation of two.
fn binary(op: &str, two: Box<[Expr; 2]>) -> Result<Expr, CqlError> {
    if op.eq_ignore_ascii_case("like") {
        return Ok(Expr::Like(two));
    }
    if let Some(comparison) = Comparison::of(op) {
        return Ok(Expr::Compare(comparison, two));
    }
    if let Some(spatial) = Spatial::of(op) {
        return Ok(Expr::Spatial(spatial, two));
    }
    if let Some(temporal) = Temporal::of(op) {
        return Ok(Expr::Temporal(temporal, two));
    }
    if let Some(array) = Array::of(op) {
        return Ok(Expr::Array(array, two));
    }
    if let Some(operator) = Operator::of(op) {
        let [one, other] = *two;
        return Ok(Expr::Arithmetic(Box::new(one), vec![(operator, other)]));
    }
    let shown = shortened(op);
    Err(wrong(format!(
        "\"{shown}\" is no operation of CQL2 with 2 args."
    )))
}

/// The two elements of a list.
fn pair(value: &Value) -> Option<[&Value; 2]> {
    match value.as_array()?.as_slice() {
        [one, other] => Some([one, other]),
        _ => None,
    }
}

fn numbers(value: &Value) -> Option<Vec<f64>> {
    let list = value.as_array()?.iter();
    let finite = |value: &Value| value.as_f64().filter(|number| number.is_finite());
    list.map(finite).collect()
}
