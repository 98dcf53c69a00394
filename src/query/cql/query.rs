//! A filter that was checked, and can be asked of one feature after the other.

use std::fmt;

use geo_types::Rect;

use crate::query::{
    cql::{
        build::Builder,
        condition::Condition,
        error::{CqlError, shortened},
        expr::Expr,
        json,
        position::Reference,
        record::Record,
        text,
    },
    schema::Schema,
};

/// The language in which a filter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// CQL2 as text.
    #[default]
    Text,
    /// CQL2 as JSON.
    Json,
}

impl Language {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Text, Self::Json];

    /// How the parameter `filter-lang` names it (OGC 19-079r2, section 8.3).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "cql2-text",
            Self::Json => "cql2-json",
        }
    }
}

/// A checked filter.
pub struct Query {
    expr: Expr,
    /// Each of them must hold.
    conditions: Vec<Condition>,
    properties: Vec<String>,
    geometry: bool,
    reference: Option<String>,
}

impl Query {
    /// Reads a filter.
    ///
    /// # Errors
    /// [`CqlError`] with a sentence for whoever wrote it.
    pub fn read(
        text: &str,
        language: Language,
        reference: &Reference<'_>,
    ) -> Result<Self, CqlError> {
        let expr = match language {
            Language::Text => text::parse(text)?,
            Language::Json => json::parse(text)?,
        };
        Self::new(expr, reference)
    }

    /// Checks an expression, and works out what of it asks nothing of a feature.
    ///
    /// # Errors
    /// [`CqlError`] when it is no condition, or a part of it does not go with its neighbours.
    pub fn new(expr: Expr, reference: &Reference<'_>) -> Result<Self, CqlError> {
        let mut builder = Builder {
            reference: *reference,
            properties: Vec::new(),
            geometry: false,
            asked: Vec::new(),
        };
        let parts = match &expr {
            Expr::And(parts) => parts.as_slice(),
            one => std::slice::from_ref(one),
        };
        let conditions = parts
            .iter()
            .map(|part| Condition::new(part, &mut builder))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            expr,
            conditions,
            properties: builder.properties,
            geometry: builder.geometry,
            reference: reference.uri.map(str::to_owned),
        })
    }

    /// The names of the properties that it asks for, each once.
    #[must_use]
    pub fn properties(&self) -> &[String] {
        &self.properties
    }

    /// Whether it asks for the geometry.
    #[must_use]
    pub const fn asks_where(&self) -> bool {
        self.geometry
    }

    /// The expression as it was written.
    #[must_use]
    pub const fn expr(&self) -> &Expr {
        &self.expr
    }

    /// The reference system of its geometries, unless it is CRS84.
    #[must_use]
    pub fn reference(&self) -> Option<&str> {
        self.reference.as_deref()
    }

    /// Whether a feature passes: a condition that is not known to hold does not pass.
    #[must_use]
    pub fn matches(&self, record: &dyn Record) -> bool {
        self.conditions.iter().all(|one| one.holds(record))
    }

    /// The conditions that must all hold.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// A box, in CRS84 degrees, that the geometry of whatever passes meets; `None` when there is
    /// none.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect<f64>> {
        let boxes = self.conditions.iter().filter_map(Condition::bounds);
        let size = |rect: &Rect<f64>| rect.width() * rect.height();
        boxes.min_by(|one, other| size(one).total_cmp(&size(other)))
    }

    /// Refuses names that the features do not have.
    ///
    /// # Errors
    /// [`CqlError`] with those that there are.
    pub fn fits(&self, schema: &Schema) -> Result<(), CqlError> {
        const MOST: usize = 40;
        let Some(unknown) = self.properties.iter().find(|name| !schema.has(name)) else {
            return Ok(());
        };
        let names: Vec<&str> = schema.queryables().map(|(name, _)| name).collect();
        let more = match names.len().checked_sub(MOST) {
            Some(more) if more > 0 => format!(" and {more} more, which /queryables lists"),
            _ => String::new(),
        };
        let shown = names.get(..names.len().min(MOST)).unwrap_or_default();
        Err(CqlError::new(format!(
            "There is no property \"{}\" to filter by; there are {}{more}.",
            shortened(unknown),
            shown.join(", ")
        )))
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.expr == other.expr && self.reference == other.reference
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Query({})", self.expr)
    }
}
