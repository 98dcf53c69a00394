//! An expression is checked and becomes a condition whose constant parts are worked out.

use std::borrow::Cow;

use crate::query::cql::{
    error::{CqlError, shortened},
    expr::{Expr, Spatial},
    like::Pattern,
    moment::Moment,
    operands::{Scalar, Span},
    period::Period,
    position::Reference,
    record::Nothing,
    relate::{Area, related},
    test::Test,
    value::Value,
};

/// The names of the one geometry that a feature has.
pub(super) const GEOMETRY: [&str; 2] = ["geometry", "geom"];

/// The longest pattern in characters: its cost grows with the length of the texts.
const LONGEST_PATTERN: usize = 1_000;

/// What an expression stands for, as far as it can be told without a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Condition,
    Number,
    Text,
    Instant,
    Interval,
    Geometry,
    List,
}

impl Kind {
    /// `None` for a property, which may be anything.
    fn of(expr: &Expr) -> Option<Self> {
        Some(match expr {
            Expr::Property(_) => return None,
            Expr::Text(_) | Expr::Casei(_) | Expr::Accenti(_) => Self::Text,
            Expr::Number(_) | Expr::Arithmetic(..) | Expr::Negative(_) => Self::Number,
            Expr::Date(_) | Expr::Timestamp(_) => Self::Instant,
            Expr::Interval(_) => Self::Interval,
            Expr::Geometry(_) | Expr::Bbox(_) => Self::Geometry,
            Expr::List(_) => Self::List,
            _ => Self::Condition,
        })
    }

    const fn shown(self) -> &'static str {
        match self {
            Self::Condition => "a condition",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::Instant => "a date or moment",
            Self::Interval => "an interval",
            Self::Geometry => "a geometry",
            Self::List => "a list",
        }
    }
}

/// Refuses what stands where something else is expected.
fn expect(expr: &Expr, allowed: &[Kind], what: &str) -> Result<(), CqlError> {
    match Kind::of(expr) {
        Some(kind) if !allowed.contains(&kind) => Err(CqlError::new(format!(
            "The filter has {} where {what} is expected: {}.",
            kind.shown(),
            shortened(&expr.to_string())
        ))),
        _ => Ok(()),
    }
}

/// Refuses to compare what cannot be equal.
fn comparable(one: &Expr, other: &Expr) -> Result<(), CqlError> {
    let (Some(left), Some(right)) = (Kind::of(one), Kind::of(other)) else {
        return Ok(());
    };
    let dated = [(Kind::Text, Kind::Instant), (Kind::Instant, Kind::Text)];
    if left == right || dated.contains(&(left, right)) {
        return Ok(());
    }
    Err(CqlError::new(format!(
        "The filter compares {} with {}: {} and {}.",
        left.shown(),
        right.shown(),
        shortened(&one.to_string()),
        shortened(&other.to_string())
    )))
}

const SCALARS: [Kind; 4] = [Kind::Condition, Kind::Number, Kind::Text, Kind::Instant];

/// Turns expressions into conditions and notes what they ask of a feature.
pub(super) struct Builder<'a> {
    /// Where the geometries lie.
    pub(super) reference: Reference<'a>,
    /// The properties, each once.
    pub(super) properties: Vec<String>,
    /// Whether the geometry is asked for.
    pub(super) geometry: bool,
    /// Which of the properties were asked for since this was last taken.
    pub(super) asked: Vec<usize>,
}

impl Builder<'_> {
    /// A condition.
    pub(super) fn test(&mut self, expr: &Expr) -> Result<Test, CqlError> {
        expect(expr, &[Kind::Condition], "a condition")?;
        Ok(match expr {
            Expr::Boolean(value) => Test::Constant(Some(*value)),
            Expr::And(parts) => Test::And(self.tests(parts)?),
            Expr::Or(parts) => Test::Or(self.tests(parts)?),
            Expr::Not(inner) => match self.test(inner)? {
                Test::Constant(value) => Test::Constant(value.map(|value| !value)),
                inner => Test::Not(Box::new(inner)),
            },
            Expr::Compare(how, two) => {
                let [left, right] = &**two;
                comparable(left, right)?;
                let (left, right) = (self.scalar(left)?, self.scalar(right)?);
                let constant = left.constant().is_some() && right.constant().is_some();
                folded(Test::Compare(*how, left, right), constant)
            }
            Expr::Like(two) => self.like(two)?,
            Expr::Between(three) => self.between(three)?,
            Expr::In(value, list) => self.one_of(value, list)?,
            Expr::IsNull(inner) => self.is_null(inner)?,
            Expr::Spatial(how, two) => self.spatial(*how, two)?,
            Expr::Temporal(how, two) => {
                let [one, other] = &**two;
                let (one, other) = (self.span(one)?, self.span(other)?);
                let constant = matches!((&one, &other), (Span::Constant(_), Span::Constant(_)));
                folded(Test::Temporal(*how, one, other), constant)
            }
            Expr::Array(how, two) => {
                let [one, other] = &**two;
                for part in [one, other] {
                    expect(part, &[Kind::List], "a list")?;
                }
                let (one, other) = (self.scalar(one)?, self.scalar(other)?);
                let constant = one.constant().is_some() && other.constant().is_some();
                folded(Test::Array(*how, one, other), constant)
            }
            other => Test::Value(self.scalar(other)?),
        })
    }

    fn tests(&mut self, parts: &[Expr]) -> Result<Vec<Test>, CqlError> {
        parts.iter().map(|part| self.test(part)).collect()
    }

    fn like(&mut self, two: &[Expr; 2]) -> Result<Test, CqlError> {
        for part in two {
            expect(part, &[Kind::Text], "a text")?;
        }
        let [text, pattern] = two.each_ref().map(|part| self.scalar(part));
        let (text, pattern) = (text?, pattern?);
        let Some(Value::Text(known)) = pattern.constant() else {
            return Ok(Test::LikeOwn(text, pattern));
        };
        if known.chars().count() > LONGEST_PATTERN {
            return Err(CqlError::new(
                "A pattern of LIKE is longer than 1,000 characters; shorten it.",
            ));
        }
        let constant = text.constant().is_some();
        Ok(folded(Test::Like(text, Pattern::new(known)), constant))
    }

    fn between(&mut self, three: &[Expr; 3]) -> Result<Test, CqlError> {
        let [value, low, high] = three;
        for part in three {
            let ordered = [Kind::Number, Kind::Text, Kind::Instant];
            expect(part, &ordered, "a number or a date")?;
        }
        comparable(value, low)?;
        comparable(value, high)?;
        comparable(low, high)?;
        let three = Box::new([self.scalar(value)?, self.scalar(low)?, self.scalar(high)?]);
        let constant = three.iter().all(|part| part.constant().is_some());
        Ok(folded(Test::Between(three), constant))
    }

    fn one_of(&mut self, value: &Expr, list: &[Expr]) -> Result<Test, CqlError> {
        for one in list {
            comparable(value, one)?;
        }
        let value = self.scalar(value)?;
        let list = list.iter().map(|one| self.scalar(one));
        let list = list.collect::<Result<Vec<_>, _>>()?;
        let constants = || list.iter().map(Scalar::constant);
        let numbers: Option<Vec<f64>> = constants()
            .map(|one| match one {
                Some(Value::Number(number)) => Some(number + 0.0),
                _ => None,
            })
            .collect();
        let texts: Option<Vec<String>> = constants()
            .map(|one| match one {
                Some(Value::Text(text)) => Some(text.to_string()),
                _ => None,
            })
            .collect();
        let constant = value.constant().is_some() && constants().all(|one| one.is_some());
        let test = match (numbers, texts) {
            (Some(mut numbers), _) => {
                numbers.sort_by(f64::total_cmp);
                Test::OneNumber(value, numbers)
            }
            (None, Some(mut texts)) => {
                texts.sort();
                Test::OneText(value, texts)
            }
            (None, None) => Test::In(value, list),
        };
        Ok(folded(test, constant))
    }

    fn is_null(&mut self, inner: &Expr) -> Result<Test, CqlError> {
        Ok(match inner {
            Expr::Property(name) if GEOMETRY.contains(&name.as_str()) => {
                self.geometry = true;
                Test::Nowhere
            }
            Expr::Geometry(_) | Expr::Bbox(_) | Expr::Interval(_) => Test::Constant(Some(false)),
            Expr::Property(_) => Test::IsNull(self.scalar(inner)?),
            inner if Kind::of(inner) == Some(Kind::Condition) => {
                Test::Unknown(Box::new(self.test(inner)?))
            }
            inner => Test::IsNull(self.scalar(inner)?),
        })
    }

    fn spatial(&mut self, how: Spatial, two: &[Expr; 2]) -> Result<Test, CqlError> {
        let [one, other] = two.each_ref().map(|part| self.area(part));
        Ok(match (one?, other?) {
            (None, Some(area)) => Test::Spatial(how, Box::new(Area::new(area)?)),
            (Some(area), None) => Test::Spatial(how.mirrored(), Box::new(Area::new(area)?)),
            (None, None) => Test::Itself(how),
            (Some(one), Some(other)) => {
                Area::new(one.clone())?;
                Area::new(other.clone())?;
                Test::Constant(Some(related(how, &one, &other)))
            }
        })
    }

    /// A geometry in degrees; `None` for that of the feature.
    fn area(&mut self, expr: &Expr) -> Result<Option<geo_types::Geometry<f64>>, CqlError> {
        match expr {
            Expr::Geometry(geometry) => self.reference.geometry(geometry).map(Some),
            Expr::Bbox(numbers) => self.reference.bbox(*numbers).map(Some),
            Expr::Property(name) if GEOMETRY.contains(&name.as_str()) => {
                self.geometry = true;
                Ok(None)
            }
            Expr::Property(name) => Err(CqlError::new(format!(
                "The filter asks where \"{}\" lies; only \"geometry\" is a geometry.",
                shortened(name)
            ))),
            other => {
                expect(other, &[Kind::Geometry], "a geometry")?;
                Ok(None)
            }
        }
    }

    fn span(&mut self, expr: &Expr) -> Result<Span, CqlError> {
        expect(expr, &[Kind::Instant, Kind::Interval], "a time")?;
        let Expr::Interval(bounds) = expr else {
            let scalar = self.scalar(expr)?;
            return Ok(match scalar.constant().and_then(Value::moment) {
                Some(moment) => Span::Constant(Period::at(moment)),
                None => Span::At(scalar),
            });
        };
        let [from, to] = bounds.each_ref().map(|bound| match bound {
            None => Ok(None),
            Some(bound) => {
                expect(bound, &[Kind::Instant], "a date or moment")?;
                self.scalar(bound).map(Some)
            }
        });
        let (from, to) = (from?, to?);
        let constant = |bound: &Option<Scalar>| match bound {
            None => Some(None),
            Some(bound) => bound.constant().map(Value::moment),
        };
        let (Some(begin), Some(end)) = (constant(&from), constant(&to)) else {
            return Ok(Span::Between(from, to));
        };
        let period = Period::new(begin, end);
        period.map(Span::Constant).ok_or_else(|| {
            CqlError::new(
                "An interval of the filter ends before it begins; give the earlier end first.",
            )
        })
    }

    /// A value.
    fn scalar(&mut self, expr: &Expr) -> Result<Scalar, CqlError> {
        let mut allowed = SCALARS.to_vec();
        allowed.push(Kind::List);
        expect(expr, &allowed, "a value")?;
        let constant = |value| Ok(Scalar::Constant(value));
        match expr {
            Expr::Property(name) => self.property(name),
            Expr::Text(text) => constant(Value::Text(Cow::Owned(text.clone()))),
            Expr::Number(number) if !number.is_finite() => {
                Err(CqlError::new("A number of the filter is too large."))
            }
            Expr::Number(number) => constant(Value::Number(*number)),
            Expr::Date(date) => constant(Value::Moment(Moment::Day(*date))),
            Expr::Timestamp(moment) => constant(Value::Moment(Moment::Instant(*moment))),
            Expr::Arithmetic(first, rest) => {
                let first = self.number(first)?;
                let rest = rest
                    .iter()
                    .map(|(operator, part)| Ok((*operator, self.number(part)?)))
                    .collect::<Result<Vec<_>, CqlError>>()?;
                let known = first.constant().is_some()
                    && rest.iter().all(|(_, part)| part.constant().is_some());
                worked_out(Scalar::Arithmetic(Box::new(first), rest), known)
            }
            Expr::Negative(inner) => {
                let inner = self.number(inner)?;
                let known = inner.constant().is_some();
                worked_out(Scalar::Negative(Box::new(inner)), known)
            }
            Expr::Casei(inner) => {
                let inner = self.text(inner)?;
                let known = inner.constant().is_some();
                worked_out(Scalar::Casei(Box::new(inner)), known)
            }
            Expr::Accenti(inner) => {
                let inner = self.text(inner)?;
                let known = inner.constant().is_some();
                worked_out(Scalar::Accenti(Box::new(inner)), known)
            }
            Expr::List(list) => {
                let list = list.iter().map(|one| self.scalar(one));
                let list = list.collect::<Result<Vec<_>, _>>()?;
                let known = list.iter().all(|one| one.constant().is_some());
                worked_out(Scalar::List(list), known)
            }
            condition => match self.test(condition)? {
                Test::Constant(value) => constant(value.map_or(Value::Null, Value::Boolean)),
                test => Ok(Scalar::Test(Box::new(test))),
            },
        }
    }

    fn number(&mut self, expr: &Expr) -> Result<Scalar, CqlError> {
        expect(expr, &[Kind::Number], "a number")?;
        self.scalar(expr)
    }

    fn text(&mut self, expr: &Expr) -> Result<Scalar, CqlError> {
        expect(expr, &[Kind::Text], "a text")?;
        self.scalar(expr)
    }

    fn property(&mut self, name: &str) -> Result<Scalar, CqlError> {
        if GEOMETRY.contains(&name) {
            return Err(CqlError::new(
                "\"geometry\" is for the spatial functions such as S_INTERSECTS, and for IS NULL.",
            ));
        }
        let known = self.properties.iter().position(|one| one == name);
        let n = known.unwrap_or_else(|| {
            self.properties.push(name.to_owned());
            self.properties.len() - 1
        });
        if !self.asked.contains(&n) {
            self.asked.push(n);
        }
        Ok(Scalar::Property(n))
    }
}

/// A condition that asks nothing of a feature is worked out at once.
fn folded(test: Test, constant: bool) -> Test {
    if constant {
        Test::Constant(test.holds(&Nothing))
    } else {
        test
    }
}

/// A value that asks nothing of a feature is worked out at once.
fn worked_out(scalar: Scalar, constant: bool) -> Result<Scalar, CqlError> {
    if !constant {
        return Ok(scalar);
    }
    match owned(scalar.value(&Nothing)) {
        Value::Null => Err(CqlError::new(
            "The filter divides by zero, or a number of it grows too large.",
        )),
        value => Ok(Scalar::Constant(value)),
    }
}

fn owned(value: Value<'_>) -> Value<'static> {
    match value {
        Value::Null => Value::Null,
        Value::Boolean(value) => Value::Boolean(value),
        Value::Number(number) => Value::Number(number),
        Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        Value::Moment(moment) => Value::Moment(moment),
        Value::List(list) => Value::List(list.into_iter().map(owned).collect()),
        Value::Nested => Value::Nested,
    }
}
