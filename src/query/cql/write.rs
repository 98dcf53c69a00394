//! An expression as CQL2 text, with no more parentheses than it needs.

use std::fmt::{self, Display as _};

use wkt::ToWkt as _;

use crate::query::cql::{expr::Expr, text::is_keyword};

/// How tightly an expression binds: conditions, then predicates, then operations, then values.
fn rank(expr: &Expr) -> u8 {
    match expr {
        Expr::Or(_) => 0,
        Expr::And(_) => 1,
        Expr::Not(inner) if infix(inner) => 3,
        Expr::Not(_) => 2,
        Expr::Compare(..) | Expr::Like(_) | Expr::Between(_) | Expr::In(..) | Expr::IsNull(_) => 3,
        Expr::Arithmetic(_, rest) => 4 + rest.first().map_or(0, |(operator, _)| operator.rank()),
        Expr::Negative(_) => 7,
        _ => 8,
    }
}

/// Whether NOT stands inside it: `a NOT IN (…)`.
const fn infix(expr: &Expr) -> bool {
    matches!(
        expr,
        Expr::Like(_) | Expr::Between(_) | Expr::In(..) | Expr::IsNull(_)
    )
}

/// An expression where only those that bind as tightly as `least` may stand without parentheses.
struct Inside<'a>(&'a Expr, u8);

impl fmt::Display for Inside<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if rank(self.0) < self.1 {
            write!(f, "({})", self.0)
        } else {
            self.0.fmt(f)
        }
    }
}

/// Expressions with a separator between them.
struct Joined<'a>(&'a [Expr], &'static str, u8);

impl fmt::Display for Joined<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, expr) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str(self.1)?;
            }
            Inside(expr, self.2).fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(name) => property(f, name),
            Self::Text(text) => literal(f, text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Boolean(value) => f.write_str(if *value { "TRUE" } else { "FALSE" }),
            Self::Date(date) => write!(f, "DATE('{date}')"),
            Self::Timestamp(timestamp) => write!(f, "TIMESTAMP('{timestamp}')"),
            Self::Interval(bounds) => {
                let [from, to] = &**bounds;
                f.write_str("INTERVAL(")?;
                bound(f, from.as_ref())?;
                f.write_str(", ")?;
                bound(f, to.as_ref())?;
                f.write_str(")")
            }
            Self::Geometry(geometry) => f.write_str(&geometry.wkt_string()),
            Self::Bbox([x1, y1, x2, y2]) => write!(f, "BBOX({x1}, {y1}, {x2}, {y2})"),
            Self::List(list) => write!(f, "({})", Joined(list, ", ", 0)),
            Self::And(parts) => Joined(parts, " AND ", 2).fmt(f),
            Self::Or(parts) => Joined(parts, " OR ", 1).fmt(f),
            Self::Not(inner) if infix(inner) => predicate(f, inner, "NOT "),
            Self::Not(inner) => write!(f, "NOT {}", Inside(inner, 2)),
            Self::Compare(comparison, two) => {
                let [left, right] = &**two;
                write!(f, "{} {comparison} {}", Inside(left, 4), Inside(right, 4))
            }
            Self::Like(_) | Self::Between(_) | Self::In(..) | Self::IsNull(_) => {
                predicate(f, self, "")
            }
            Self::Arithmetic(first, rest) => {
                let least = rank(self) + 1;
                Inside(first, least).fmt(f)?;
                for (operator, part) in rest {
                    write!(f, " {operator} {}", Inside(part, least))?;
                }
                Ok(())
            }
            Self::Negative(inner) => match **inner {
                // A number would take the sign for itself.
                Self::Number(_) => write!(f, "-({inner})"),
                _ => write!(f, "-{}", Inside(inner, 8)),
            },
            Self::Casei(inner) => write!(f, "CASEI({inner})"),
            Self::Accenti(inner) => write!(f, "ACCENTI({inner})"),
            Self::Spatial(word, two) => write!(f, "{word}({})", Joined(&two[..], ", ", 0)),
            Self::Temporal(word, two) => write!(f, "{word}({})", Joined(&two[..], ", ", 0)),
            Self::Array(word, two) => write!(f, "{word}({})", Joined(&two[..], ", ", 0)),
        }
    }
}

/// A predicate with NOT in it or not.
fn predicate(f: &mut fmt::Formatter<'_>, expr: &Expr, not: &str) -> fmt::Result {
    match expr {
        Expr::Like(two) => {
            let [text, pattern] = &**two;
            write!(f, "{} {not}LIKE {}", Inside(text, 4), Inside(pattern, 8))
        }
        Expr::Between(three) => {
            let [value, low, high] = &**three;
            let [value, low, high] = [value, low, high].map(|part| Inside(part, 4));
            write!(f, "{value} {not}BETWEEN {low} AND {high}")
        }
        Expr::In(value, list) => {
            write!(
                f,
                "{} {not}IN ({})",
                Inside(value, 4),
                Joined(list, ", ", 4)
            )
        }
        Expr::IsNull(value) => write!(f, "{} IS {not}NULL", Inside(value, 4)),
        other => other.fmt(f),
    }
}

/// A name, in double quotes unless it is plain.
fn property(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    let mut letters = name.chars();
    let begins = letters
        .next()
        .is_some_and(|c| c == '_' || c.is_ascii_alphabetic());
    let plain = begins && letters.all(|c| c == '_' || c == '.' || c.is_ascii_alphanumeric());
    if plain && !is_keyword(name) {
        return f.write_str(name);
    }
    write!(f, "\"{}\"", name.replace('"', "\"\""))
}

/// A text; a quote behind a backslash is written with another one, which the backslash would
/// otherwise take away.
fn literal(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("'")?;
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\'' if before == '\\' => f.write_str("\\'")?,
            '\'' => f.write_str("''")?,
            c => write!(f, "{c}")?,
        }
        before = c;
    }
    f.write_str("'")
}

fn bound(f: &mut fmt::Formatter<'_>, bound: Option<&Expr>) -> fmt::Result {
    match bound {
        None => f.write_str("'..'"),
        Some(Expr::Date(date)) => write!(f, "'{date}'"),
        Some(Expr::Timestamp(timestamp)) => write!(f, "'{timestamp}'"),
        Some(other) => Inside(other, 8).fmt(f),
    }
}
