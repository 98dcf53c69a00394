//! The built-in data into the data folder: one transaction, and a repeat changes nothing.

use std::collections::{HashMap, HashSet};

use crate::{
    atlas::{
        builtin,
        draw::{Ground, Relation},
        error::AtlasError,
        publish, tables,
    },
    evidence::identity::claim_id,
    model::{
        claim::{Claim, Modality, Outcome, VictimClass, VictimSide},
        feature::Feature,
        id::Id,
        incident::{Incident, IncidentProperties, State, TimeBasis},
        interval::Interval,
        place::Place,
        side::Side,
        source::Source,
    },
    store::{
        collections,
        database::{Database, Transaction},
        features::{self, Change},
        incidents::{self, Deed, Kept},
        sources,
    },
};

/// Who the history names for built-in incidents.
const ACTOR: &str = "seed";

/// What seeding did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seeded {
    /// Features that were new.
    pub new: usize,
    /// Features that differed.
    pub changed: usize,
    /// Features that the built-in data no longer have.
    pub withdrawn: usize,
    /// Built-in incidents that an editor changed and that were therefore left alone.
    pub left_alone: usize,
}

/// Brings the built-in data up to date in the data folder.
///
/// # Errors
/// [`AtlasError`]; nothing is changed then.
pub fn seed(database: &Database, now_ms: i64) -> Result<Seeded, AtlasError> {
    let places = tables::places(builtin::PLACES)?;
    let by_id: HashMap<&Id, &Place> = places.iter().map(|place| (&place.id, place)).collect();
    let mut built_in = builtin::layers()?;
    for place in &places {
        built_in.push(tables::place_feature(place)?);
    }
    built_in.extend(tables::control(
        builtin::CONTROL,
        builtin::BASELINE,
        &places,
    )?);

    let ground = Ground::new(&built_in, builtin::sectors()?);
    let sources = builtin::sources()?;
    let sources_by_id: HashMap<&Id, &Source> =
        sources.iter().map(|source| (&source.id, source)).collect();
    let incidents = tables::incidents(builtin::INCIDENTS)?
        .iter()
        .map(|row| incident(row, &by_id, &sources_by_id, &ground))
        .collect::<Result<Vec<_>, _>>()?;

    database.write(|transaction| {
        for (position, collection) in (0..).zip(builtin::collections()?.collections) {
            collections::put(transaction, position, &collection)?;
        }
        for source in &sources {
            sources::put(transaction, source)?;
        }
        let mut seeded = put_features(transaction, &built_in, now_ms)?;
        put_incidents(transaction, incidents, now_ms, &mut seeded)?;
        Ok(seeded)
    })
}

/// Publishes the features and withdraws what the built-in data no longer have.
fn put_features(
    transaction: &Transaction<'_>,
    built_in: &[Feature],
    now_ms: i64,
) -> Result<Seeded, AtlasError> {
    let mut seeded = Seeded::default();
    let mut touched: HashSet<&Id> = HashSet::new();
    let mut kept: HashMap<&Id, HashSet<&str>> = HashMap::new();
    for feature in built_in {
        match features::put(transaction, feature, None, "seed")? {
            Change::New => seeded.new += 1,
            Change::Changed => seeded.changed += 1,
            Change::Unchanged => {}
        }
        kept.entry(&feature.collection)
            .or_default()
            .insert(feature.id.as_str());
    }
    for (collection, keep) in &kept {
        seeded.withdrawn +=
            features::withdraw_seeded_except(transaction, collection, |id| keep.contains(id))?;
    }
    if seeded != Seeded::default() {
        touched.extend(kept.keys());
    }
    for collection in touched {
        collections::touch(transaction, collection, now_ms)?;
    }
    Ok(seeded)
}

/// Publishes the built-in incidents, except those that an editor changed.
fn put_incidents(
    transaction: &Transaction<'_>,
    built_in: Vec<Incident>,
    now_ms: i64,
    seeded: &mut Seeded,
) -> Result<(), AtlasError> {
    let deed = Deed {
        actor: ACTOR,
        why: None,
        at_ms: now_ms,
    };
    for mut incident in built_in {
        let known = incidents::get(transaction, &incident.id)?;
        if let Some(known) = known {
            incident.properties.revision = known.incident.properties.revision;
            if known.incident == incident {
                continue;
            }
            if incidents::last_actor(transaction, &incident.id)?.as_deref() != Some(ACTOR) {
                seeded.left_alone += 1;
                continue;
            }
            incident.properties.revision += 1;
            seeded.changed += 1;
        } else {
            seeded.new += 1;
        }
        let kept = Kept {
            incident,
            state: State::Published,
            report: None,
        };
        publish::keep(transaction, &kept, &deed)?;
    }
    Ok(())
}

/// The incident of a row: what its claimant says, and what the other side answers.
fn incident(
    row: &tables::IncidentRow,
    places: &HashMap<&Id, &Place>,
    sources: &HashMap<&Id, &Source>,
    ground: &Ground,
) -> Result<Incident, AtlasError> {
    let wrong = |why: &str| AtlasError::Builtin(format!("incidents.csv: {}: {why}", row.id));
    let place = places
        .get(&row.place_id)
        .ok_or_else(|| wrong("there is no such place"))?;
    let source = sources
        .get(&row.source_id)
        .ok_or_else(|| wrong("there is no such source"))?;
    let relation = match row.relation.as_str() {
        "near" => Relation::Near,
        _ => Relation::At,
    };
    let drawn = ground.at_place(place, relation, row.date_start);
    let claims = claims(row)?;
    let mut claimant_sides: Vec<Side> = claims.iter().map(|claim| claim.claimant_side).collect();
    claimant_sides.sort_unstable();
    claimant_sides.dedup();
    Ok(Incident {
        id: row.id.clone(),
        properties: IncidentProperties {
            kind: row.kind.clone(),
            summary: row.summary_en.clone(),
            names: place.names.clone(),
            date_start: row.date_start,
            date_end: row.date_end,
            date_prec: date_prec(&row.date_prec, row),
            time_basis: if row.date_prec == "reported" {
                TimeBasis::Report
            } else {
                TimeBasis::Event
            },
            interval: Interval::days(row.date_start, row.date_end)
                .map_err(|error| wrong(&error.to_string()))?,
            where_prec: drawn.location.where_prec.into(),
            accuracy_m: drawn.location.uncertainty_m,
            line_position: ground.line_position_of(&drawn.location, row.date_start),
            location: drawn.location,
            claims,
            claimant_sides,
            sources: vec![(*source).clone()],
            source: row.source_id.clone(),
            confidence: row.confidence.clone(),
            note: row.note.clone(),
            revision: 1,
        },
        shape: drawn.shape,
    })
}

/// `date_prec` 1 day … 5 longer, from the table's words.
fn date_prec(words: &str, row: &tables::IncidentRow) -> u8 {
    match words {
        "day" => 1,
        "reported" | "about" if row.date_start == row.date_end => 2,
        _ => publish::date_prec(row.date_start, row.date_end),
    }
}

/// The claims of a row: the statement itself, one for each figure in it, and the answers.
fn claims(row: &tables::IncidentRow) -> Result<Vec<Claim>, AtlasError> {
    let statement = Claim {
        id: claim_id(&row.id, 1)?,
        claimant: row.claimant.clone(),
        claimant_side: row.claimant_side,
        modality: Modality::Asserts,
        predicate: row.kind.clone(),
        victim_class: None,
        victim_side: None,
        outcome: Vec::new(),
        quantity_low: None,
        quantity_high: None,
        unit: None,
        item: None,
        date_start: Some(row.date_start),
        date_end: Some(row.date_end),
        text: row.summary_en.clone(),
        quote: false,
        start: None,
        end: None,
    };
    let mut claims = vec![statement.clone()];
    let equipment = row.equipment();
    let loss = |outcome: Vec<Outcome>, low: Option<u64>, high: Option<u64>| Claim {
        predicate: "losses".to_owned(),
        victim_class: word(row.victim_class.as_deref()),
        victim_side: word(row.victim_side.as_deref()),
        outcome,
        quantity_low: low,
        quantity_high: high,
        unit: Some("people".to_owned()),
        ..statement.clone()
    };
    if let Some(&together) = equipment.get("killed_and_wounded_combined") {
        let outcome = vec![Outcome::Killed, Outcome::Wounded];
        claims.push(loss(outcome, Some(together), Some(together)));
    } else {
        if row.killed_high.is_some() {
            claims.push(loss(vec![Outcome::Killed], row.killed_low, row.killed_high));
        }
        if row.wounded_high.is_some() {
            claims.push(loss(
                vec![Outcome::Wounded],
                row.wounded_low,
                row.wounded_high,
            ));
        }
    }
    for (item, count) in equipment {
        if item != "killed_and_wounded_combined" {
            claims.push(Claim {
                victim_class: Some(VictimClass::Equipment),
                unit: Some("items".to_owned()),
                item: Some(item),
                victim_side: word::<VictimSide>(row.victim_side.as_deref()),
                ..loss(vec![Outcome::Destroyed], Some(count), Some(count))
            });
        }
    }
    if let Some(text) = &row.counter_claim_summary {
        let who = row.counter_claim_by.as_deref().unwrap_or("both sides");
        claims.push(Claim {
            claimant: who.to_owned(),
            // An answer that is told of both sides together is a third party's account of them.
            claimant_side: row.counter_side.unwrap_or(Side::ThirdParty),
            modality: modality(text),
            text: text.clone(),
            ..statement
        });
    }
    for (n, claim) in (1..).zip(&mut claims) {
        claim.id = claim_id(&row.id, n)?;
    }
    Ok(claims)
}

/// How an answer stands to what it answers, by its first verb.
fn modality(answer: &str) -> Modality {
    if answer.starts_with("denied") {
        Modality::Denies
    } else if answer.starts_with("acknowledged") || answer.starts_with("conceded") {
        Modality::Concedes
    } else {
        Modality::Asserts
    }
}

/// A word of the table as the value that it names.
fn word<T: serde::de::DeserializeOwned>(text: Option<&str>) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text?.to_owned())).ok()
}
