//! The tables of incidents and of their revisions.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::Deserialize;

use crate::{
    model::{
        feature::Feature,
        id::Id,
        incident::{Incident, IncidentProperties, State},
        shape::Shape,
    },
    store::error::StoreError,
};

/// An incident with its state and the report that it was drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The incident.
    pub incident: Incident,
    /// Where it stands.
    pub state: State,
    /// The report, unless it is built in.
    pub report: Option<Id>,
}

/// Who changed an incident, when and why.
#[derive(Debug, Clone)]
pub struct Deed<'a> {
    /// The token's label, `command line` or `seed`.
    pub actor: &'a str,
    /// In the actor's own words.
    pub why: Option<&'a str>,
    /// Unix milliseconds, UTC.
    pub at_ms: i64,
}

/// Keeps a new incident, or a new revision of one, with its line of history.
///
/// # Errors
/// [`StoreError::Sqlite`], also when the revision is not a new one.
pub fn put(
    connection: &Connection,
    kept: &Kept,
    body: &str,
    deed: &Deed<'_>,
) -> Result<(), StoreError> {
    let Incident { id, properties, .. } = &kept.incident;
    connection
        .prepare_cached(
            "insert into incident (id, report, state, revision, body) values (?1, ?2, ?3, ?4, ?5)
             on conflict (id) do update set
                 state = excluded.state, revision = excluded.revision, body = excluded.body",
        )?
        .execute((
            id.as_str(),
            kept.report.as_ref().map(Id::as_str),
            kept.state.as_str(),
            properties.revision,
            body,
        ))?;
    connection
        .prepare_cached(
            "insert into incident_revision (incident, revision, state, body, actor, why, at)
             values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            id.as_str(),
            properties.revision,
            kept.state.as_str(),
            body,
            deed.actor,
            deed.why,
            deed.at_ms,
        ))?;
    Ok(())
}

/// One version of an incident, with who made it and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revision {
    /// Counts up from 1.
    pub number: u32,
    /// Where it stood.
    pub state: State,
    /// One `GeoJSON` feature.
    pub body: String,
    /// Who made it.
    pub actor: String,
    /// Why.
    pub why: Option<String>,
    /// Unix milliseconds, UTC.
    pub at: i64,
}

const REVISION: &str = "revision, state, body, actor, why, at";

/// The versions of an incident, oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn revisions(connection: &Connection, id: &Id) -> Result<Vec<Revision>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {REVISION} from incident_revision where incident = ?1 order by revision"
    ))?;
    let rows = statement.query_map([id.as_str()], revision)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The last version of an incident, if there is one.
///
/// # Errors
/// [`StoreError`].
pub fn last_revision(connection: &Connection, id: &Id) -> Result<Option<Revision>, StoreError> {
    Ok(connection
        .prepare_cached(&format!(
            "select {REVISION} from incident_revision where incident = ?1
             order by revision desc limit 1"
        ))?
        .query_row([id.as_str()], revision)
        .optional()?)
}

fn revision(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let state: String = row.get(1)?;
    Ok(Revision {
        number: row.get(0)?,
        state: state.parse().map_err(|_| rusqlite::Error::InvalidQuery)?,
        body: row.get(2)?,
        actor: row.get(3)?,
        why: row.get(4)?,
        at: row.get(5)?,
    })
}

/// The report that an incident was drawn from, if it was.
///
/// # Errors
/// [`StoreError`].
pub fn report_of(connection: &Connection, id: &str) -> Result<Option<Id>, StoreError> {
    let report: Option<Option<String>> = connection
        .prepare_cached("select report from incident where id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    report
        .flatten()
        .map(|id| Id::try_from(id.clone()).map_err(|_| StoreError::Damaged(format!("report {id}"))))
        .transpose()
}

/// The identifiers of all incidents.
///
/// # Errors
/// [`StoreError`].
pub fn ids(connection: &Connection) -> Result<Vec<Id>, StoreError> {
    let mut statement = connection.prepare_cached("select id from incident order by id")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    rows.map(|id| {
        let id = id?;
        Id::try_from(id.clone()).map_err(|_| StoreError::Damaged(format!("incident {id}")))
    })
    .collect()
}

/// The drafts and published incidents that begin on one of the days, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn beginning_within(
    connection: &Connection,
    first: Date,
    last: Date,
    limit: u32,
) -> Result<Vec<Kept>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from incident
         where body ->> '$.properties.date_start' between ?1 and ?2 and state <> 'rejected'
         order by body ->> '$.properties.date_start', id limit ?3"
    ))?;
    let rows = statement.query_map((first.to_string(), last.to_string(), limit), columns)?;
    rows.map(|row| read(row?)).collect()
}

const COLUMNS: &str = "id, report, state, body";

/// The incident under an identifier.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, id: &Id) -> Result<Option<Kept>, StoreError> {
    connection
        .prepare_cached(&format!("select {COLUMNS} from incident where id = ?1"))?
        .query_row([id.as_str()], columns)
        .optional()?
        .map(read)
        .transpose()
}

/// State and body of an incident as they stand.
///
/// # Errors
/// [`StoreError`].
pub fn body(connection: &Connection, id: &Id) -> Result<Option<(State, String)>, StoreError> {
    let row: Option<(String, String)> = connection
        .prepare_cached("select state, body from incident where id = ?1")?
        .query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    row.map(|(state, body)| {
        let state = state.parse();
        let state = state.map_err(|_| StoreError::Damaged(format!("incident {id}")))?;
        Ok((state, body))
    })
    .transpose()
}

/// Who last changed an incident, besides one who does not count.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn last_actor(
    connection: &Connection,
    id: &Id,
    besides: &str,
) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached(
            "select actor from incident_revision where incident = ?1 and actor <> ?2
             order by revision desc limit 1",
        )?
        .query_row([id.as_str(), besides], |row| row.get(0))
        .optional()?)
}

/// How many incidents are in a state.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn count_in_state(connection: &Connection, state: State) -> Result<i64, StoreError> {
    Ok(connection
        .prepare_cached("select count(*) from incident where state = ?1")?
        .query_row([state.as_str()], |row| row.get(0))?)
}

/// The incidents in a state, newest first.
///
/// # Errors
/// [`StoreError`].
pub fn in_state(
    connection: &Connection,
    state: State,
    limit: u32,
) -> Result<Vec<Kept>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from incident where state = ?1 order by id desc limit ?2"
    ))?;
    let rows = statement.query_map((state.as_str(), limit), columns)?;
    rows.map(|row| read(row?)).collect()
}

/// The incidents that were drawn from no report and came of no imported row: the built-in ones.
///
/// # Errors
/// [`StoreError`].
pub fn built_in(connection: &Connection) -> Result<Vec<Kept>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from incident where report is null
             and not exists (select 1 from imported where imported.incident = incident.id)
         order by id"
    ))?;
    let rows = statement.query_map([], columns)?;
    rows.map(|row| read(row?)).collect()
}

/// The incidents that were drawn from a report, in the order of its text.
///
/// # Errors
/// [`StoreError`].
pub fn of_report(connection: &Connection, report: &Id) -> Result<Vec<Kept>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from incident where report = ?1
         order by cast(body ->> '$.properties.claims[0].start' as integer), id"
    ))?;
    let rows = statement.query_map([report.as_str()], columns)?;
    rows.map(|row| read(row?)).collect()
}

type Columns = (String, Option<String>, String, String);

fn columns(row: &Row<'_>) -> rusqlite::Result<Columns> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
}

fn read((id, report, state, body): Columns) -> Result<Kept, StoreError> {
    let damaged = || StoreError::Damaged(format!("incident {id}"));
    let incident = read_body(&Id::try_from(id.clone()).map_err(|_| damaged())?, &body)?;
    Ok(Kept {
        incident,
        state: state.parse().map_err(|_| damaged())?,
        report: report
            .map(Id::try_from)
            .transpose()
            .map_err(|_| damaged())?,
    })
}

/// An incident out of the body of one of its revisions.
///
/// # Errors
/// [`StoreError::Damaged`].
pub fn read_body(id: &Id, body: &str) -> Result<Incident, StoreError> {
    #[derive(Deserialize)]
    struct Written {
        id: Id,
        geometry: Option<Shape>,
        properties: IncidentProperties,
    }
    let written: Written =
        serde_json::from_str(body).map_err(|_| StoreError::Damaged(format!("incident {id}")))?;
    Ok(Incident {
        id: written.id,
        shape: written.geometry,
        properties: written.properties,
    })
}

/// The public feature of an incident, in `collection`.
#[must_use]
pub fn feature(incident: &Incident, collection: Id) -> Feature {
    Feature {
        collection,
        id: incident.id.clone(),
        shape: incident.shape.clone(),
        interval: incident.properties.interval,
        properties: incident.property_map(),
    }
}
