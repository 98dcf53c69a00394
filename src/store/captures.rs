//! The table of documents of the web that reports were read from.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{
    model::{capture::Capture, id::Id},
    store::error::StoreError,
};

const COLUMNS: &str =
    "report, earlier, url, final_url, fetched_at, content_type, sha256, length(bytes)";

/// Keeps a document.
///
/// # Errors
/// [`StoreError::Sqlite`], also when the report has one already.
pub fn insert(connection: &Connection, capture: &Capture, bytes: &[u8]) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into capture
                 (report, earlier, url, final_url, fetched_at, content_type, sha256, bytes)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute((
            capture.report.as_str(),
            capture.earlier.as_ref().map(Id::as_str),
            &capture.url,
            &capture.final_url,
            capture.fetched_at,
            &capture.content_type,
            &capture.sha256,
            bytes,
        ))?;
    Ok(())
}

/// The fetch that a report was read from, if it was.
///
/// # Errors
/// [`StoreError`].
pub fn of(connection: &Connection, report: &Id) -> Result<Option<Capture>, StoreError> {
    let row = connection
        .prepare_cached(&format!("select {COLUMNS} from capture where report = ?1"))?
        .query_row([report.as_str()], read)
        .optional()?;
    row.map(capture).transpose()
}

/// The last fetch of an address, as asked for or after redirects.
///
/// # Errors
/// [`StoreError`].
pub fn last_of_url(
    connection: &Connection,
    urls: [&str; 2],
) -> Result<Option<Capture>, StoreError> {
    let row = connection
        .prepare_cached(&format!(
            "select {COLUMNS} from capture where url in (?1, ?2) or final_url in (?1, ?2)
             order by fetched_at desc, rowid desc limit 1"
        ))?
        .query_row(urls, read)
        .optional()?;
    row.map(capture).transpose()
}

/// The bytes that a report was read from.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn bytes(connection: &Connection, report: &Id) -> Result<Option<Vec<u8>>, StoreError> {
    Ok(connection
        .prepare_cached("select bytes from capture where report = ?1")?
        .query_row([report.as_str()], |row| row.get(0))
        .optional()?)
}

/// Shows every document to `visit`: its report, its hash as stored, and its bytes.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn each(
    connection: &Connection,
    mut visit: impl FnMut(&str, &str, &[u8]),
) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("select report, sha256, bytes from capture order by report")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| row.get::<_, String>(column);
        let bytes: Vec<u8> = row.get(2)?;
        visit(&text(0)?, &text(1)?, &bytes);
    }
    Ok(())
}

type Columns = (
    String,
    Option<String>,
    String,
    String,
    i64,
    String,
    String,
    i64,
);

fn read(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Columns::try_from(row)
}

fn capture(row: Columns) -> Result<Capture, StoreError> {
    let (report, earlier, url, final_url, fetched_at, content_type, sha256, length) = row;
    let id = |text: String| {
        Id::try_from(text.clone()).map_err(|_| StoreError::Damaged(format!("capture {text}")))
    };
    Ok(Capture {
        report: id(report)?,
        earlier: earlier.map(id).transpose()?,
        url,
        final_url,
        fetched_at,
        content_type,
        sha256,
        length: u64::try_from(length).unwrap_or(0),
    })
}
