//! A first walk over the rows: which columns there are, and what stands in them.

use std::collections::BTreeMap;

use geo_types::{Geometry, Rect};

use crate::{
    format::flat::{WKT, leading},
    model::table::{Column, Flat, Geometries, Kind, Table},
};

/// What has been seen so far.
#[derive(Debug)]
pub struct Survey {
    leading: &'static [&'static str],
    kinds: BTreeMap<String, Option<Kind>>,
    rows: u64,
    located: u64,
    rect: Option<Rect<f64>>,
    geometries: Geometries,
}

impl Survey {
    /// Nothing yet of the collection, but for the columns that its tables have in any case; with
    /// one of well-known text, if the rows have it.
    #[must_use]
    pub fn new(collection: &str, wkt: bool) -> Self {
        let leading = leading(collection);
        let there = leading.iter().filter(|name| wkt || **name != WKT);
        let kind = |name: &str| ["lon", "lat"].contains(&name).then_some(Kind::Real);
        Self {
            leading,
            kinds: there.map(|name| ((*name).to_owned(), kind(name))).collect(),
            rows: 0,
            located: 0,
            rect: None,
            geometries: Geometries::None,
        }
    }

    /// Takes a row into account.
    pub fn note(&mut self, flat: &Flat) {
        self.rows += 1;
        for (name, cell) in &flat.cells {
            let kind = cell.kind();
            match self.kinds.get_mut(name) {
                Some(known) => *known = joined(*known, kind),
                None => {
                    self.kinds.insert(name.clone(), kind);
                }
            }
        }
        let Some(shape) = &flat.shape else {
            return;
        };
        self.located += 1;
        let rect = shape.rect();
        self.rect = Some(self.rect.map_or(rect, |known| {
            let (a, b) = (known.min(), rect.min());
            let (c, d) = (known.max(), rect.max());
            Rect::new((a.x.min(b.x), a.y.min(b.y)), (c.x.max(d.x), c.y.max(d.y)))
        }));
        let kind = kind_of(shape.geometry());
        self.geometries = match self.geometries {
            Geometries::None => Geometries::Only(kind),
            Geometries::Only(known) if known == kind => Geometries::Only(kind),
            _ => Geometries::Mixed,
        };
    }

    /// The table: the leading columns of the collection that there are, then all others by name.
    #[must_use]
    pub fn table(mut self) -> Table {
        let mut columns = Vec::new();
        for name in self.leading {
            if let Some(kind) = self.kinds.remove(*name) {
                columns.push(((*name).to_owned(), kind));
            }
        }
        columns.extend(self.kinds);
        Table {
            columns: columns
                .into_iter()
                .map(|(name, kind)| Column {
                    name,
                    kind: kind.unwrap_or(Kind::Text),
                })
                .collect(),
            rows: self.rows,
            located: self.located,
            rect: self.rect,
            geometries: self.geometries,
        }
    }
}

/// The kind of a column that holds both.
fn joined(one: Option<Kind>, other: Option<Kind>) -> Option<Kind> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.or(other)),
        (one, other) => one.or(other),
    }
}

/// The name of a geometry's type in upper case, as well-known text has it.
const fn kind_of(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "POINT",
        Geometry::MultiPoint(_) => "MULTIPOINT",
        Geometry::LineString(_) => "LINESTRING",
        Geometry::MultiLineString(_) => "MULTILINESTRING",
        Geometry::Polygon(_) => "POLYGON",
        Geometry::MultiPolygon(_) => "MULTIPOLYGON",
        _ => "GEOMETRY",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::flat::flat;

    #[test]
    fn columns_are_found_in_whichever_row_has_them() {
        let mut survey = Survey::new("places", false);
        for (n, properties) in [r#"{"b":1,"c":null}"#, r#"{"a":"2020-10-01","b":0.5}"#]
            .iter()
            .enumerate()
        {
            let body = format!(
                r#"{{"type":"Feature","id":"{n}","geometry":{{"type":"Point","coordinates":[4{n},40]}},"properties":{properties}}}"#
            );
            survey.note(&flat("places", &body, false).expect("a feature"));
        }
        let table = survey.table();
        let names: Vec<(&str, Kind)> = table
            .columns
            .iter()
            .map(|column| (column.name.as_str(), column.kind))
            .collect();
        assert_eq!(
            names,
            [
                ("id", Kind::Text),
                ("lon", Kind::Real),
                ("lat", Kind::Real),
                ("a", Kind::Date),
                ("b", Kind::Real),
                ("c", Kind::Text),
            ]
        );
        assert_eq!((table.rows, table.located), (2, 2));
        assert_eq!(table.geometries, Geometries::Only("POINT"));
        assert_eq!(table.rect, Some(Rect::new((40.0, 40.0), (41.0, 40.0))));
    }
}
