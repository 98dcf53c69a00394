//! The built-in data into the data folder: one transaction, and a repeat changes nothing.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use serde_json::json;

use crate::{
    atlas::{
        builtin,
        draw::{Ground, Relation},
        error::AtlasError,
        front::Front,
        publish, renew, row_claims,
        survey::Survey,
        tables,
    },
    evidence::hash::sha256_hex,
    geoparse::vocabulary::Parties,
    model::{
        collection::Collection,
        feature::Feature,
        id::Id,
        incident::{Incident, IncidentProperties, State, TimeBasis},
        interval::{self, Interval},
        place::Place,
        side::Side,
        source::Source,
        verification::Verification,
    },
    store::{
        collections,
        database::{Database, Transaction},
        features::{self, Change},
        incidents::{self, Deed, Kept},
        meta, sources,
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
    let places = tables::built_in_places()?;
    let mut built_in = builtin::layers()?;
    for place in &places {
        built_in.push(tables::place_feature(place)?);
    }
    built_in.extend(tables::control(
        builtin::CONTROL,
        builtin::BASELINE,
        &places,
    )?);

    let sources = builtin::sources()?;
    let collections = builtin::collections()?.collections;
    let digest = digest(&built_in, &sources, &collections)?;
    let known = database.read(|transaction| meta::get(transaction, SEED))?;
    let fresh = known.is_none();
    if known.as_ref() == Some(&digest) {
        // Nothing to do, and so nothing to lock: reading works on a folder that others write to.
        return Ok(Seeded::default());
    }
    let incidents = incidents(&built_in, &places, &sources)?;
    let seeded = database.write(|transaction| {
        for (position, collection) in (0..).zip(&collections) {
            collections::put(transaction, position, collection)?;
        }
        for source in &sources {
            sources::put(transaction, source)?;
        }
        let mut seeded = put_features(transaction, &built_in, now_ms)?;
        put_incidents(transaction, incidents, now_ms, &mut seeded)?;
        meta::set(transaction, SEED, &digest)?;
        if fresh {
            // Just measured, against this very line.
            renew::note_measured(transaction)?;
        }
        Ok::<_, AtlasError>(seeded)
    })?;
    database.checkpoint()?;
    Ok(seeded)
}

/// The key of the digest of the built-in data that the folder holds.
const SEED: &str = "seed";

/// A digest of everything that is built in, and of the rules by which incidents are drawn from it.
fn digest(
    features: &[Feature],
    sources: &[Source],
    collections: &[Collection],
) -> Result<String, AtlasError> {
    let mut text = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "rules": renew::RULES,
        "sources": sources,
        "collections": collections,
        "sectors": builtin::sectors()?,
        "stances": builtin::stances()?,
    })
    .to_string();
    for feature in features {
        text.push_str(&feature.body());
    }
    text.push_str(builtin::PARTIES);
    text.push_str(builtin::INCIDENTS);
    Ok(sha256_hex(text.as_bytes()))
}

/// The built-in incidents, drawn on the built-in ground and measured against the line rebuilt on it.
fn incidents(
    built_in: &[Feature],
    places: &[Place],
    sources: &[Source],
) -> Result<Vec<Incident>, AtlasError> {
    let ground = Ground::new(built_in, builtin::sectors()?);
    let of = |collection: &str| -> Vec<Feature> {
        let features = built_in.iter();
        let of = features.filter(|feature| feature.collection.as_str() == collection);
        of.cloned().collect()
    };
    let front = Front::new(&of("control"), places, &ground, &of("borders"))?;
    let survey = Survey::new(&ground, Arc::new(front));
    let parties = builtin::parties()?;
    let places: HashMap<&Id, &Place> = places.iter().map(|place| (&place.id, place)).collect();
    let sources: HashMap<&Id, &Source> =
        sources.iter().map(|source| (&source.id, source)).collect();
    tables::incidents(builtin::INCIDENTS)?
        .iter()
        .map(|row| incident(row, &places, &sources, (&ground, &survey), &parties))
        .collect()
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
        let imported = feature.collection.as_str() == "places"
            && features::origin(transaction, &feature.collection, &feature.id)?.as_deref()
                == Some(features::ORIGIN_IMPORT);
        if imported {
            // An import added names to it; they stay.
            continue;
        }
        let change = features::put(transaction, feature, None, features::ORIGIN_SEED)?;
        match change {
            Change::New => seeded.new += 1,
            Change::Changed => seeded.changed += 1,
            Change::Unchanged => {}
        }
        if change != Change::Unchanged {
            touched.insert(&feature.collection);
        }
        let ids = kept.entry(&feature.collection).or_default();
        ids.insert(feature.id.as_str());
    }
    for (collection, keep) in &kept {
        let keep = |id: &str| keep.contains(id);
        let gone = features::withdraw_except(transaction, collection, features::ORIGIN_SEED, keep)?;
        if gone > 0 {
            touched.insert(collection);
        }
        seeded.withdrawn += gone;
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
    let built_in_ids: HashSet<Id> = built_in.iter().map(|one| one.id.clone()).collect();
    for mut kept in incidents::built_in(transaction)? {
        let gone = !built_in_ids.contains(&kept.incident.id) && kept.state == State::Published;
        if gone && by_seed(transaction, &kept.incident.id)? {
            kept.state = State::Rejected;
            kept.incident.properties.revision += 1;
            publish::keep(transaction, &kept, &deed)?;
            seeded.withdrawn += 1;
        }
    }
    for mut incident in built_in {
        let known = incidents::get(transaction, &incident.id)?;
        if let Some(known) = known {
            incident.properties.revision = known.incident.properties.revision;
            let same = known.incident == incident && known.state == State::Published;
            if same {
                continue;
            }
            if !by_seed(transaction, &incident.id)? {
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

/// Whether nobody but the built-in data ever changed an incident last.
fn by_seed(transaction: &Transaction<'_>, id: &Id) -> Result<bool, AtlasError> {
    Ok(incidents::last_actor(transaction, id, renew::ACTOR)?.as_deref() == Some(ACTOR))
}

/// The incident of a row: what its claimant says, and what the other side answers.
fn incident(
    row: &tables::IncidentRow,
    places: &HashMap<&Id, &Place>,
    sources: &HashMap<&Id, &Source>,
    (ground, survey): (&Ground, &Survey<'_>),
    parties: &Parties,
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
    let drawn = survey.settled(
        ground.at_place(place, relation, row.date_start),
        row.date_start,
    );
    let claims = row_claims::claims(row, parties)?;
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
            line_position: survey.line_position(&drawn, row.date_start),
            location: drawn.location,
            claims,
            claimant_sides,
            sources: vec![(*source).clone()],
            source: row.source_id.clone(),
            confidence: row.confidence.clone(),
            note: row.note.clone(),
            verification: Verification::default(),
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
        _ => interval::date_prec(row.date_start, row.date_end),
    }
}
