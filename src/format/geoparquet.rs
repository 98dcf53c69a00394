//! `GeoParquet`: a table by columns, made as a file.

use std::{io::Write, sync::Arc};

use geozero::{CoordDimensions, ToWkb as _, error::GeozeroError};
use jiff::civil::Date;
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel},
    data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type},
    errors::ParquetError,
    file::{
        metadata::KeyValue,
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::types::{Type, TypePtr},
};
use serde_json::json;

use crate::model::{
    about::About,
    days::day_number,
    shape::Shape,
    table::{Cell, Flat, Geometries, Kind, Table},
};

/// How many rows are held at a time: a group of them is written at once.
const GROUP: usize = 10_000;

/// The column of the geometries, unless a property has that name.
const GEOMETRY: &str = "geometry";

/// A file in the making.
///
/// Rows are held until there is a group of them; memory does not follow the number of rows.
///
/// # References
/// - `GeoParquet` 1.1.0; Apache Parquet format
pub struct GeoParquet<'a, W: Write + Send> {
    writer: SerializedFileWriter<W>,
    table: &'a Table,
    held: Vec<Values>,
    geometries: Held<ByteArray>,
    rows: usize,
}

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum GeoParquetError {
    /// The library.
    #[error("A GeoParquet file could not be made: {0}")]
    Library(#[from] ParquetError),
    /// A geometry.
    #[error("A GeoParquet file could not be made: {0}")]
    Geometry(#[from] GeozeroError),
}

/// Values of a column, and which rows have one.
struct Held<T> {
    values: Vec<T>,
    there: Vec<i16>,
}

impl<T> Default for Held<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            there: Vec::new(),
        }
    }
}

impl<T> Held<T> {
    fn push(&mut self, value: Option<T>) {
        self.there.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    /// Writes what is held as the next column of a group, and forgets it.
    fn write<D: DataType<T = T>>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    ) -> Result<(), ParquetError> {
        let Some(mut column) = group.next_column()? else {
            return Err(ParquetError::General("there are more columns".to_owned()));
        };
        let there = std::mem::take(&mut self.there);
        let values = std::mem::take(&mut self.values);
        column
            .typed::<D>()
            .write_batch(&values, Some(&there), None)?;
        column.close()
    }
}

/// The values of a column of the table.
enum Values {
    Boolean(Held<bool>),
    Integer(Held<i64>),
    Real(Held<f64>),
    Date(Held<i32>),
    Text(Held<ByteArray>),
}

impl Values {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Boolean => Self::Boolean(Held::default()),
            Kind::Integer => Self::Integer(Held::default()),
            Kind::Real => Self::Real(Held::default()),
            Kind::Date => Self::Date(Held::default()),
            Kind::Text => Self::Text(Held::default()),
        }
    }

    fn push(&mut self, cell: &Cell) {
        match (self, cell) {
            (Self::Boolean(held), Cell::Boolean(value)) => held.push(Some(*value)),
            (Self::Boolean(held), _) => held.push(None),
            (Self::Integer(held), Cell::Integer(value)) => held.push(Some(*value)),
            (Self::Integer(held), _) => held.push(None),
            (Self::Real(held), cell) => held.push(cell.real()),
            (Self::Date(held), cell) => {
                let day = cell.text().parse::<Date>().ok().map(day_number);
                held.push(day.and_then(|day| i32::try_from(day).ok()));
            }
            (Self::Text(held), Cell::Empty) => held.push(None),
            (Self::Text(held), cell) => held.push(Some(cell.text().into_bytes().into())),
        }
    }

    fn write(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    ) -> Result<(), ParquetError> {
        match self {
            Self::Boolean(held) => held.write::<BoolType>(group),
            Self::Integer(held) => held.write::<Int64Type>(group),
            Self::Real(held) => held.write::<DoubleType>(group),
            Self::Date(held) => held.write::<Int32Type>(group),
            Self::Text(held) => held.write::<ByteArrayType>(group),
        }
    }
}

impl<'a, W: Write + Send> GeoParquet<'a, W> {
    /// A file without rows, which is written to `out`.
    ///
    /// # Errors
    /// [`GeoParquetError`] when there is no room for it.
    pub fn new(out: W, about: &About, table: &'a Table) -> Result<Self, GeoParquetError> {
        let taken = table.columns.iter().any(|column| column.name == GEOMETRY);
        let geometry = if taken { "geometry_wkb" } else { GEOMETRY };
        let mut fields = table
            .columns
            .iter()
            .map(|column| field(&column.name, column.kind))
            .collect::<Result<Vec<_>, _>>()?;
        fields.push(optional(geometry, Physical::BYTE_ARRAY, None)?);
        let schema = Type::group_type_builder(about.collection.id.as_str())
            .with_fields(fields)
            .build()?;
        let mut said = vec![KeyValue::new("geo".to_owned(), geo(geometry, table))];
        let entries = about.entries(0).into_iter();
        said.extend(entries.map(|(word, text)| KeyValue::new(word.to_owned(), text)));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by(concat!("contactline ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_key_value_metadata(Some(said))
            .build();
        Ok(Self {
            writer: SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?,
            held: (table.columns.iter())
                .map(|column| Values::new(column.kind))
                .collect(),
            table,
            geometries: Held::default(),
            rows: 0,
        })
    }

    /// Adds a feature.
    ///
    /// # Errors
    /// [`GeoParquetError`] when there is no room for it.
    pub fn add(&mut self, flat: &Flat) -> Result<(), GeoParquetError> {
        for (values, (_, cell)) in self.held.iter_mut().zip(self.table.cells(flat)) {
            values.push(cell);
        }
        let shape = flat.shape.as_ref().map(Shape::geometry);
        let wkb = shape.map(|shape| shape.to_wkb(CoordDimensions::xy()));
        self.geometries.push(wkb.transpose()?.map(Into::into));
        self.rows += 1;
        if self.rows == GROUP {
            self.write_group()?;
        }
        Ok(())
    }

    /// Writes the end of the file.
    ///
    /// # Errors
    /// [`GeoParquetError`] when there is no room for it.
    pub fn finish(mut self) -> Result<(), GeoParquetError> {
        if self.rows > 0 {
            self.write_group()?;
        }
        let written = self.writer.into_inner()?.flush();
        Ok(written.map_err(ParquetError::from)?)
    }

    fn write_group(&mut self) -> Result<(), GeoParquetError> {
        let mut group = self.writer.next_row_group()?;
        for values in &mut self.held {
            values.write(&mut group)?;
        }
        self.geometries.write::<ByteArrayType>(&mut group)?;
        group.close()?;
        self.rows = 0;
        Ok(())
    }
}

fn field(name: &str, kind: Kind) -> Result<TypePtr, ParquetError> {
    match kind {
        Kind::Boolean => optional(name, Physical::BOOLEAN, None),
        Kind::Integer => optional(name, Physical::INT64, None),
        Kind::Real => optional(name, Physical::DOUBLE, None),
        Kind::Date => optional(name, Physical::INT32, Some(LogicalType::Date)),
        Kind::Text => optional(name, Physical::BYTE_ARRAY, Some(LogicalType::String)),
    }
}

fn optional(
    name: &str,
    physical: Physical,
    logical: Option<LogicalType>,
) -> Result<TypePtr, ParquetError> {
    let field = Type::primitive_type_builder(name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    field.build().map(Arc::new)
}

/// What the file says about its geometries; without a word on it they are in CRS84.
fn geo(column: &str, table: &Table) -> String {
    let types = match table.geometries {
        Geometries::Only(name) => vec![of_type(name)],
        Geometries::None | Geometries::Mixed => Vec::new(),
    };
    let mut about = json!({"encoding": "WKB", "geometry_types": types});
    if let Some(rect) = table.rect {
        let (low, high) = (rect.min(), rect.max());
        about["bbox"] = json!([low.x, low.y, high.x, high.y]);
    }
    json!({"version": "1.1.0", "primary_column": column, "columns": {column: about}}).to_string()
}

fn of_type(name: &str) -> &'static str {
    match name {
        "POINT" => "Point",
        "MULTIPOINT" => "MultiPoint",
        "LINESTRING" => "LineString",
        "MULTILINESTRING" => "MultiLineString",
        "POLYGON" => "Polygon",
        "MULTIPOLYGON" => "MultiPolygon",
        _ => "GeometryCollection",
    }
}
