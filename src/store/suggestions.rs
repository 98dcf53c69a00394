//! The table of reports that were handed in by others than editors.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{model::id::Id, store::error::StoreError};

/// Notes who handed in a report; `None` is the anonymous public.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(
    connection: &Connection,
    report: &Id,
    user: Option<&str>,
    at_ms: i64,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("insert into suggestion (report, user, at) values (?1, ?2, ?3)")?
        .execute((report.as_str(), user, at_ms))?;
    Ok(())
}

/// Who handed in a report, `public` for the anonymous public; `None` for a report of an editor.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn of(
    connection: &Connection,
    report: &Id,
    public: &str,
) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached("select coalesce(user, ?2) from suggestion where report = ?1")?
        .query_row((report.as_str(), public), |row| row.get(0))
        .optional()?)
}

/// How many reports of the anonymous public have drafts that nobody decided on.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn waiting(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection
        .prepare_cached(
            "select count(*) from suggestion where user is null and exists (
                 select 1 from incident
                 where incident.report = suggestion.report and incident.state = 'draft')",
        )?
        .query_row([], |row| row.get(0))?)
}
