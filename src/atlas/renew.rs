//! When the line changes, so does what was measured against it: in the same transaction.

use std::sync::Arc;

use jiff::civil::Date;

use crate::{
    atlas::{
        builtin,
        draw::{Drawn, Ground},
        error::AtlasError,
        facade,
        front::Front,
        publish,
        survey::Survey,
        tables,
    },
    model::incident::State,
    store::{
        collections,
        database::Transaction,
        incidents::{self, Deed},
        meta,
    },
};

/// Who the history names when an incident changed because the line did.
pub const ACTOR: &str = "line";

/// The key of what incidents were last measured against.
const MEASURED: &str = "measured";

/// Counts up when the rules change by which incidents are measured or drawn along the line.
pub const RULES: u32 = 3;

/// The collections from which the line follows, and what is drawn with it.
const GROUND: [&str; 5] = ["contact-line", "region", "districts", "borders", "control"];

/// Measures all incidents again if the line, or what it follows from, changed since they were last
/// measured; gives the number of those that changed. An incident that stays the same gets no new
/// revision.
///
/// # Errors
/// [`AtlasError`]; the transaction must not be kept then.
pub fn renew(transaction: &Transaction<'_>, now_ms: i64) -> Result<usize, AtlasError> {
    if is_measured(transaction)? {
        return Ok(0);
    }
    let published = |collection| facade::published_in(transaction, collection);
    let mut features = Vec::new();
    for collection in ["contact-line", "region", "districts"] {
        features.extend(published(collection)?);
    }
    let ground = Ground::new(&features, builtin::sectors()?);
    let places = facade::bodies_in(transaction, "places")?
        .iter()
        .map(|body| tables::place_of(body))
        .collect::<Result<Vec<_>, _>>()?;
    let control = published("control")?;
    let front = Front::new(&control, &places, &ground, &published("borders")?)?;
    let changed = measure(transaction, &Survey::new(&ground, Arc::new(front)), now_ms)?;
    note_measured(transaction)?;
    Ok(changed)
}

fn measure(
    transaction: &Transaction<'_>,
    survey: &Survey<'_>,
    now_ms: i64,
) -> Result<usize, AtlasError> {
    let deed = Deed {
        actor: ACTOR,
        why: Some("The line of that day, or how it is measured against, changed."),
        at_ms: now_ms,
    };
    let mut changed = 0;
    for state in [State::Draft, State::Published] {
        for mut kept in incidents::in_state(transaction, state, u32::MAX)? {
            let incident = &mut kept.incident;
            let before = incident.clone();
            let day: Date = incident.properties.date_start;
            let drawn = Drawn {
                location: incident.properties.location.clone(),
                shape: incident.shape.take(),
            };
            let drawn = survey.settled(drawn, day);
            let properties = &mut incident.properties;
            properties.line_position = survey.line_position(&drawn, day);
            properties.accuracy_m = drawn.location.uncertainty_m;
            properties.location = drawn.location;
            incident.shape = drawn.shape;
            if *incident == before {
                continue;
            }
            incident.properties.revision += 1;
            publish::keep(transaction, &kept, &deed)?;
            changed += 1;
        }
    }
    Ok(changed)
}

/// Whether incidents were measured against what is published now.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn is_measured(transaction: &Transaction<'_>) -> Result<bool, AtlasError> {
    let known = meta::get(transaction, MEASURED)?;
    Ok(known == Some(ground_revision(transaction)?))
}

/// Notes that all incidents are measured against what is published now.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn note_measured(transaction: &Transaction<'_>) -> Result<(), AtlasError> {
    meta::set(transaction, MEASURED, &ground_revision(transaction)?)?;
    Ok(())
}

/// The rules and the revisions of what the line follows from.
fn ground_revision(transaction: &Transaction<'_>) -> Result<String, AtlasError> {
    let mut parts = vec![format!("rules {RULES}")];
    for collection in GROUND {
        let revision = collections::get(transaction, collection)?.map(|(_, at)| at.number);
        parts.push(format!("{collection} {}", revision.unwrap_or(0)));
    }
    Ok(parts.join(", "))
}
