//! What `SQLite` itself says of the data folder's file, and references that lead nowhere.

use rusqlite::Connection;

use crate::store::error::StoreError;

/// The complaints of `SQLite` about its file and about foreign keys; none when all is well.
///
/// # Errors
/// [`StoreError::Sqlite`] when it cannot even be asked.
pub fn integrity(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("pragma integrity_check(20)")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut complaints: Vec<String> = rows
        .filter(|line| line.as_ref().map_or(true, |line| line != "ok"))
        .map(|line| Ok::<_, StoreError>(format!("The database file is damaged: {}.", line?)))
        .collect::<Result<_, _>>()?;
    let mut statement = connection.prepare("pragma foreign_key_check")?;
    let rows = statement.query_map([], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(2)?))
    })?;
    for row in rows {
        let (from, to) = row?;
        complaints.push(format!(
            "A row of the table {from} names a {to} that is not there."
        ));
    }
    Ok(complaints)
}

/// Public claims whose incident is not public, and public records whose source is not known.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn loose_ends(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(
        "select 'Claim ' || id || ' is public, and its incident ' || parent || ' is not.'
         from feature as claim where collection = 'claims' and not exists (
             select 1 from feature where collection = 'incidents' and id = claim.parent)
         union all
         select 'Record ' || id || ' of ' || collection || ' names the source '
             || (body ->> '$.properties.source') || ', which is not known.'
         from feature where body ->> '$.properties.source' is not null
             and body ->> '$.properties.source' not in (select id from source)
         limit 50",
    )?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Shows every public feature to `visit`: collection, identifier, revision and body.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn each_feature(
    connection: &Connection,
    mut visit: impl FnMut(&str, &str, u32, &str),
) -> Result<(), StoreError> {
    let mut statement = connection
        .prepare("select collection, id, revision, body from feature order by collection, id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| row.get::<_, String>(column);
        visit(&text(0)?, &text(1)?, row.get(2)?, &text(3)?);
    }
    Ok(())
}
