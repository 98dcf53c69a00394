//! The table of reports.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    model::{id::Id, report::Report},
    store::{
        days::{day_number, day_of},
        error::StoreError,
        sources,
    },
};

/// Stores a report and its source.
///
/// # Errors
/// [`StoreError::Sqlite`], also when the report is already there.
pub fn insert(connection: &Connection, report: &Report, now_ms: i64) -> Result<(), StoreError> {
    sources::put(connection, &report.source)?;
    connection
        .prepare_cached(
            "insert into report (id, sha256, source, published, language, text, stored_at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            report.id.as_str(),
            &report.sha256,
            report.source.id.as_str(),
            day_number(report.published),
            &report.language,
            &report.text,
            now_ms,
        ))?;
    Ok(())
}

/// The report under an identifier.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, id: &Id) -> Result<Option<Report>, StoreError> {
    let row: Option<(String, String, i64, Option<String>, String)> = connection
        .prepare_cached(
            "select sha256, source, published, language, text from report where id = ?1",
        )?
        .query_row([id.as_str()], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        })
        .optional()?;
    let Some((sha256, source, published, language, text)) = row else {
        return Ok(None);
    };
    let damaged = || StoreError::Damaged(format!("report {id}"));
    let source = Id::try_from(source).map_err(|_| damaged())?;
    let published = day_of(published).ok_or_else(damaged)?;
    Ok(Some(Report {
        id: id.clone(),
        sha256,
        published,
        language,
        source: sources::get(connection, &source)?.ok_or_else(damaged)?,
        text,
    }))
}
