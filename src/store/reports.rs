//! The table of reports.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _};

use crate::{
    model::{
        days::{day_number, day_of},
        id::Id,
        report::Report,
    },
    store::{error::StoreError, sources},
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

/// The reports published within so many days of a day.
///
/// # Errors
/// [`StoreError`].
pub fn near(
    connection: &Connection,
    day: Date,
    days: i32,
    limit: u32,
) -> Result<Vec<Report>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select id from report where published between ?1 and ?2 order by published, id limit ?3",
    )?;
    let (day, days) = (day_number(day), i64::from(days));
    let rows = statement.query_map((day - days, day + days, limit), |row| {
        row.get::<_, String>(0)
    })?;
    let mut reports = Vec::new();
    for id in rows {
        let id = id?;
        let damaged = |_| StoreError::Damaged(format!("report {id}"));
        reports.extend(get(
            connection,
            &Id::try_from(id.clone()).map_err(damaged)?,
        )?);
    }
    Ok(reports)
}

/// Shows every report to `visit`: its identifier, its hash as stored, and its text.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn each(
    connection: &Connection,
    mut visit: impl FnMut(&str, &str, &str),
) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("select id, sha256, text from report order by id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| row.get::<_, String>(column);
        visit(&text(0)?, &text(1)?, &text(2)?);
    }
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
