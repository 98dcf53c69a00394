//! The table of what was said of incidents at the gate before the public.

use rusqlite::{Connection, OptionalExtension as _};
use serde_json::json;

use crate::{
    model::{gate::Gate, id::Id},
    store::error::StoreError,
};

/// What was said of an incident; the default when nothing was.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(connection: &Connection, incident: &Id) -> Result<Gate, StoreError> {
    let known: Option<(Gate, Option<String>)> = connection
        .prepare_cached("select hold, graphic, public_at, coarse from gate where incident = ?1")?
        .query_row([incident.as_str()], |row| {
            let gate = Gate {
                hold: row.get(0)?,
                graphic: row.get(1)?,
                public_at: row.get(2)?,
                coarse: None,
            };
            Ok((gate, row.get(3)?))
        })
        .optional()?;
    let Some((gate, coarse)) = known else {
        return Ok(Gate::default());
    };
    let coarse = coarse.map(|text| serde_json::from_str(&text)).transpose();
    let coarse = coarse.map_err(|_| StoreError::Damaged(format!("gate of incident {incident}")))?;
    Ok(Gate { coarse, ..gate })
}

/// Keeps what is said of an incident.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn put(connection: &Connection, incident: &Id, gate: &Gate) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "insert into gate (incident, hold, graphic, coarse, public_at) values (?1, ?2, ?3, ?4, ?5)
             on conflict (incident) do update set
                 hold = excluded.hold, graphic = excluded.graphic, coarse = excluded.coarse,
                 public_at = excluded.public_at",
        )?
        .execute((
            incident.as_str(),
            gate.hold,
            gate.graphic,
            gate.coarse.map(|coarse| json!(coarse).to_string()),
            gate.public_at,
        ))?;
    Ok(())
}

/// The accepted incidents without a hold whose time has come, and that are not public yet.
///
/// # Errors
/// [`StoreError`].
pub fn due(connection: &Connection, now_ms: i64) -> Result<Vec<Id>, StoreError> {
    let mut statement = connection.prepare_cached(
        "select incident.id from gate join incident on incident.id = gate.incident
         where gate.public_at <= ?1 and gate.hold = 0 and incident.state = 'published'
             and not exists (select 1 from feature
                             where feature.collection = 'incidents' and feature.id = incident.id)
         order by incident.id",
    )?;
    let rows = statement.query_map([now_ms], |row| row.get::<_, String>(0))?;
    rows.map(|id| {
        let id = id?;
        Id::try_from(id.clone()).map_err(|_| StoreError::Damaged(format!("incident {id}")))
    })
    .collect()
}
