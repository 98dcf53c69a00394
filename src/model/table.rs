//! Flat tables: what a feature is where there are only rows and columns.

use std::collections::BTreeMap;

use geo_types::Rect;

use crate::model::{position::LonLat, shape::Shape};

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number; always finite.
    Real(f64),
    /// Text, dates included.
    Text(String),
}

impl Cell {
    /// The kind of what stands in it, if something does.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Empty => None,
            Self::Boolean(_) => Some(Kind::Boolean),
            Self::Integer(_) => Some(Kind::Integer),
            Self::Real(_) => Some(Kind::Real),
            Self::Text(text) if is_day(text) => Some(Kind::Date),
            Self::Text(_) => Some(Kind::Text),
        }
    }

    /// The number in it.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "metres and counts are far below 2^52"
    )]
    pub fn real(&self) -> Option<f64> {
        match self {
            Self::Integer(number) => Some(*number as f64),
            Self::Real(number) => Some(*number),
            _ => None,
        }
    }

    /// The cell as text; empty when nothing stands in it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Real(value) => value.to_string(),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Whether the text is a civil day, as `2020-09-27`.
fn is_day(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

/// What stands in all cells of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Boolean,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// Civil days at UTC+04:00.
    Date,
    /// Text.
    Text,
}

impl Kind {
    /// The kind that holds what is of either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one == other => one,
            (Self::Integer | Self::Real, Self::Integer | Self::Real) => Self::Real,
            _ => Self::Text,
        }
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name: lower case, with `_` between the words.
    pub name: String,
    /// What stands in it; text when nothing does.
    pub kind: Kind,
}

/// A feature without nesting.
#[derive(Debug, Clone, PartialEq)]
pub struct Flat {
    /// Identifier.
    pub id: String,
    /// Where; `None` when it cannot be located.
    pub shape: Option<Shape>,
    /// A point that stands for the geometry.
    pub point: Option<LonLat>,
    /// What stands in which column; the identifier and the point do as well.
    pub cells: BTreeMap<String, Cell>,
}

impl Flat {
    /// What stands in a column, as text.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.cells.get(column) {
            Some(Cell::Text(text)) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The number in a column.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<f64> {
        self.cells.get(column)?.real()
    }
}

/// Which geometries a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geometries {
    /// None at all.
    None,
    /// Only those of this type.
    Only(&'static str),
    /// Several types.
    Mixed,
}

/// What is known of a table before its rows are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns, in their order.
    pub columns: Vec<Column>,
    /// How many rows there are.
    pub rows: u64,
    /// How many of them have a geometry.
    pub located: u64,
    /// The bounding rectangle of all geometries.
    pub rect: Option<Rect<f64>>,
    /// The types of the geometries.
    pub geometries: Geometries,
}

impl Table {
    /// The cells of a row in the order of the columns.
    pub fn cells<'a>(&'a self, flat: &'a Flat) -> impl Iterator<Item = (&'a Column, &'a Cell)> {
        self.columns.iter().map(|column| {
            let cell = flat.cells.get(&column.name).unwrap_or(&Cell::Empty);
            (column, cell)
        })
    }

    /// How many rows have no geometry.
    #[must_use]
    pub const fn unlocated(&self) -> u64 {
        self.rows.saturating_sub(self.located)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_holds_what_all_its_cells_are() {
        assert_eq!(Kind::Integer.or(Kind::Real), Kind::Real);
        assert_eq!(Kind::Date.or(Kind::Date), Kind::Date);
        assert_eq!(Kind::Date.or(Kind::Text), Kind::Text);
        assert_eq!(Kind::Boolean.or(Kind::Integer), Kind::Text);
        let day = Cell::Text("2020-09-27".to_owned());
        assert_eq!(day.kind(), Some(Kind::Date));
        let no_day = Cell::Text("2020-13-27".to_owned());
        assert_eq!(no_day.kind(), Some(Kind::Text));
    }
}
