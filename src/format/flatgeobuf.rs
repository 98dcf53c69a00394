//! `FlatGeobuf`: features with a spatial index, made as a file.

use std::io::Write;

use flatgeobuf::{ColumnType, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::{ColumnValue, PropertyProcessor as _, error::GeozeroError};

use crate::model::{
    about::About,
    table::{Cell, Flat, Geometries, Kind, Table},
};

/// A file in the making. Features that have no geometry cannot be in it.
///
/// # References
/// - `FlatGeobuf` specification, version 3
pub struct Features<'a> {
    writer: FgbWriter<'a>,
    table: &'a Table,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum FlatGeobufError {
    /// The library.
    #[error("A FlatGeobuf file could not be made: {0}")]
    Library(#[from] flatgeobuf::Error),
    /// A feature.
    #[error("A FlatGeobuf file could not be made: {0}")]
    Feature(#[from] GeozeroError),
}

impl<'a> Features<'a> {
    /// A file without features.
    ///
    /// # Errors
    /// [`FlatGeobufError`] when there is no room for it.
    pub fn new(about: &About, table: &'a Table) -> Result<Self, FlatGeobufError> {
        let left_out = table.unlocated();
        let metadata = serde_json::Value::from(
            about
                .entries(left_out)
                .into_iter()
                .map(|(word, text)| serde_json::json!([word, text]))
                .collect::<Vec<_>>(),
        );
        let options = FgbWriterOptions {
            write_index: table.located > 0,
            detect_type: false,
            promote_to_multi: false,
            crs: FgbCrs {
                org: Some("EPSG"),
                code: 4326,
                ..FgbCrs::default()
            },
            title: Some(about.title()),
            description: Some(&about.text(left_out)),
            metadata: Some(&metadata.to_string()),
            ..FgbWriterOptions::default()
        };
        let name = about.collection.id.as_str();
        let mut writer =
            FgbWriter::create_with_options(name, geometry_type(table.geometries), options)?;
        for column in &table.columns {
            writer.add_column(&column.name, column_type(column.kind), |_, _| {});
        }
        Ok(Self { writer, table })
    }

    /// Adds a feature, if it has a geometry.
    ///
    /// # Errors
    /// [`FlatGeobufError`] when there is no room for it.
    pub fn add(&mut self, flat: &Flat) -> Result<(), FlatGeobufError> {
        let Some(shape) = &flat.shape else {
            return Ok(());
        };
        let mut outcome = Ok(());
        self.writer
            .add_feature_geom(shape.geometry().clone(), |feature| {
                for (at, (column, cell)) in self.table.cells(flat).enumerate() {
                    let text;
                    let value = match (cell, column.kind) {
                        (Cell::Empty, _) => continue,
                        (Cell::Boolean(value), Kind::Boolean) => ColumnValue::Bool(*value),
                        (Cell::Integer(value), Kind::Integer) => ColumnValue::Long(*value),
                        (_, Kind::Real) => ColumnValue::Double(cell.real().unwrap_or_default()),
                        (cell, Kind::Date) => {
                            text = cell.text();
                            ColumnValue::DateTime(&text)
                        }
                        (cell, _) => {
                            text = cell.text();
                            ColumnValue::String(&text)
                        }
                    };
                    if let Err(error) = feature.property(at, &column.name, &value) {
                        outcome = Err(error);
                    }
                }
            })?;
        Ok(outcome?)
    }

    /// Writes the file.
    ///
    /// # Errors
    /// [`FlatGeobufError`] when there is no room for it.
    pub fn finish(self, out: impl Write) -> Result<(), FlatGeobufError> {
        Ok(self.writer.write(out)?)
    }
}

fn geometry_type(geometries: Geometries) -> GeometryType {
    match geometries {
        Geometries::Only("POINT") => GeometryType::Point,
        Geometries::Only("MULTIPOINT") => GeometryType::MultiPoint,
        Geometries::Only("LINESTRING") => GeometryType::LineString,
        Geometries::Only("MULTILINESTRING") => GeometryType::MultiLineString,
        Geometries::Only("POLYGON") => GeometryType::Polygon,
        Geometries::Only("MULTIPOLYGON") => GeometryType::MultiPolygon,
        _ => GeometryType::Unknown,
    }
}

const fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::Boolean => ColumnType::Bool,
        Kind::Integer => ColumnType::Long,
        Kind::Real => ColumnType::Double,
        Kind::Date => ColumnType::DateTime,
        Kind::Text => ColumnType::String,
    }
}
