//! `GeoPackage` files: a layer as one table of an `SQLite` database, for downloads.

use std::fs::File;

use geozero::{CoordDimensions, ToWkb as _};
use rusqlite::{Connection, OpenFlags, ToSql, params_from_iter, types::Null};
use tempfile::NamedTempFile;

use crate::{
    model::{
        about::About,
        shape::Shape,
        table::{Cell, Flat, Geometries, Kind, Table},
    },
    store::error::StoreError,
};

/// The tables that every such file has. Identifiers of reference systems are those of EPSG.
///
/// # References
/// - OGC 12-128r17 (`GeoPackage` 1.3), clauses 1.1.1 to 1.1.3, 2.1 and annex F.8 (metadata)
const SCHEMA: &str = "
pragma application_id = 0x47504B47;
pragma user_version = 10300;
create table gpkg_spatial_ref_sys (
    srs_name text not null, srs_id integer primary key, organization text not null,
    organization_coordsys_id integer not null, definition text not null, description text);
create table gpkg_contents (
    table_name text not null primary key, data_type text not null, identifier text unique,
    description text default '', last_change datetime not null, min_x double, min_y double,
    max_x double, max_y double, srs_id integer references gpkg_spatial_ref_sys (srs_id));
create table gpkg_geometry_columns (
    table_name text not null unique references gpkg_contents (table_name),
    column_name text not null, geometry_type_name text not null,
    srs_id integer not null references gpkg_spatial_ref_sys (srs_id),
    z tinyint not null, m tinyint not null, primary key (table_name, column_name));
create table gpkg_extensions (
    table_name text, column_name text, extension_name text not null, definition text not null,
    scope text not null, unique (table_name, column_name, extension_name));
create table gpkg_metadata (
    id integer primary key not null, md_scope text not null default 'dataset',
    md_standard_uri text not null, mime_type text not null default 'text/xml',
    metadata text not null default '');
create table gpkg_metadata_reference (
    reference_scope text not null, table_name text, column_name text, row_id_value integer,
    timestamp datetime not null, md_file_id integer not null references gpkg_metadata (id),
    md_parent_id integer references gpkg_metadata (id));
insert into gpkg_spatial_ref_sys values
    ('Undefined Cartesian', -1, 'NONE', -1, 'undefined', null),
    ('Undefined geographic', 0, 'NONE', 0, 'undefined', null),
    ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]', 'longitude, latitude');
insert into gpkg_extensions values
    ('gpkg_metadata', null, 'gpkg_metadata',
     'http://www.geopackage.org/spec131/#extension_metadata', 'read-write'),
    ('gpkg_metadata_reference', null, 'gpkg_metadata',
     'http://www.geopackage.org/spec131/#extension_metadata', 'read-write');
";

/// WGS 84.
const SRS: i32 = 4326;

/// A file in the making, with a name only until it is whole.
pub struct GeoPackage<'a> {
    connection: Connection,
    file: NamedTempFile,
    table: &'a Table,
    insert: String,
}

impl<'a> GeoPackage<'a> {
    /// A file without features.
    ///
    /// # Errors
    /// [`StoreError::Temporary`] when there is no room for it.
    pub fn new(about: &About, table: &'a Table) -> Result<Self, StoreError> {
        let file = tempfile::Builder::new()
            .prefix("contactline-")
            .suffix(".gpkg")
            .tempfile()
            .map_err(temporary)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(file.path(), flags)?;
        // Nobody needs half of it after a crash.
        connection.query_row("pragma journal_mode = off", [], |_| Ok(()))?;
        connection.execute_batch("pragma synchronous = off; begin;")?;
        connection.execute_batch(SCHEMA)?;
        let name = about.collection.id.as_str();
        describe(&connection, name, about, table)?;
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|column| format!("{} {}", quoted(&column.name), type_of(column.kind)))
            .collect();
        connection.execute_batch(&format!(
            "create table {} (fid integer primary key autoincrement not null, geom {}, {})",
            quoted(name),
            geometry_type(table.geometries),
            columns.join(", ")
        ))?;
        let names: Vec<String> = table.columns.iter().map(|one| quoted(&one.name)).collect();
        let places: Vec<String> = (1..=names.len() + 1).map(|n| format!("?{n}")).collect();
        let insert = format!(
            "insert into {} (geom, {}) values ({})",
            quoted(name),
            names.join(", "),
            places.join(", ")
        );
        Ok(Self {
            connection,
            file,
            table,
            insert,
        })
    }

    /// Adds a feature, with a geometry or without.
    ///
    /// # Errors
    /// [`StoreError`] when there is no room for it.
    pub fn add(&mut self, flat: &Flat) -> Result<(), StoreError> {
        let mut values: Vec<Box<dyn ToSql>> = Vec::with_capacity(self.table.columns.len() + 1);
        values.push(match &flat.shape {
            Some(shape) => Box::new(blob(shape, &flat.id)?),
            None => Box::new(Null),
        });
        for (column, cell) in self.table.cells(flat) {
            values.push(match (cell, column.kind) {
                (Cell::Empty, _) => Box::new(Null),
                (Cell::Boolean(value), Kind::Boolean) => Box::new(*value),
                (Cell::Integer(value), Kind::Integer) => Box::new(*value),
                (cell, Kind::Real) => Box::new(cell.real()),
                (cell, _) => Box::new(cell.text()),
            });
        }
        self.connection
            .prepare_cached(&self.insert)?
            .execute(params_from_iter(values.iter()))?;
        Ok(())
    }

    /// The whole file, which has no name any more.
    ///
    /// # Errors
    /// [`StoreError`] when there is no room for it.
    pub fn finish(self) -> Result<File, StoreError> {
        self.connection.execute_batch("commit")?;
        self.connection.close().map_err(|(_, error)| error)?;
        let file = self.file.reopen().map_err(temporary)?;
        self.file.close().map_err(temporary)?;
        Ok(file)
    }
}

/// What the file says about its one table.
fn describe(
    connection: &Connection,
    name: &str,
    about: &About,
    table: &Table,
) -> Result<(), StoreError> {
    let moment = about.state.strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string();
    let (min, max) = match table.rect {
        Some(rect) => (Some(rect.min()), Some(rect.max())),
        None => (None, None),
    };
    connection.execute(
        "insert into gpkg_contents values (?1, 'features', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            name,
            about.title(),
            about.text(0),
            &moment,
            min.map(|one| one.x),
            min.map(|one| one.y),
            max.map(|one| one.x),
            max.map(|one| one.y),
            SRS,
        ),
    )?;
    connection.execute(
        "insert into gpkg_geometry_columns values (?1, 'geom', ?2, ?3, 0, 0)",
        (name, geometry_type(table.geometries), SRS),
    )?;
    connection.execute(
        "insert into gpkg_metadata values (1, 'dataset', 'https://schema.org/Dataset',
                                           'text/plain', ?1)",
        [about.text(0)],
    )?;
    connection.execute(
        "insert into gpkg_metadata_reference values ('table', ?1, null, null, ?2, 1, null)",
        (name, &moment),
    )?;
    Ok(())
}

/// A geometry as the file holds it: a header with its envelope, then well-known binary.
///
/// # References
/// - OGC 12-128r17, clause 2.1.3
fn blob(shape: &Shape, id: &str) -> Result<Vec<u8>, StoreError> {
    let (min, max) = (shape.rect().min(), shape.rect().max());
    let envelope = if min == max {
        Vec::new()
    } else {
        vec![min.x, max.x, min.y, max.y]
    };
    shape
        .geometry()
        .to_gpkg_wkb(CoordDimensions::xy(), Some(SRS), envelope)
        .map_err(|_| StoreError::Damaged(format!("feature {id}")))
}

const fn geometry_type(geometries: Geometries) -> &'static str {
    match geometries {
        Geometries::Only(kind) => kind,
        Geometries::None | Geometries::Mixed => "GEOMETRY",
    }
}

const fn type_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "boolean",
        Kind::Integer => "integer",
        Kind::Real => "double",
        Kind::Date => "date",
        Kind::Text => "text",
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are turned into others"
)]
fn temporary(error: std::io::Error) -> StoreError {
    StoreError::Temporary(error.to_string())
}
