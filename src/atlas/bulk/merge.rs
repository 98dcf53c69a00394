//! Three versions of an incident made one: what a row said before, what it says now, and what editors
//! made of it meanwhile.

use serde_json::{Value, json};

use crate::{atlas::headline, evidence::hash::sha256_hex, model::incident::Incident};

/// A part of an incident that is taken as a whole.
struct Part {
    name: &'static str,
    value: fn(&Incident) -> Value,
    take: fn(&mut Incident, &Incident),
}

const PARTS: [Part; 8] = [
    Part {
        name: "kind",
        value: |one| json!(one.properties.kind),
        take: |to, from| to.properties.kind.clone_from(&from.properties.kind),
    },
    Part {
        name: "date",
        value: |one| {
            let properties = &one.properties;
            json!([
                properties.date_start,
                properties.date_end,
                properties.date_prec,
                properties.time_basis
            ])
        },
        take: |to, from| {
            let (to, from) = (&mut to.properties, &from.properties);
            (to.date_start, to.date_end) = (from.date_start, from.date_end);
            (to.date_prec, to.time_basis) = (from.date_prec, from.time_basis);
            to.interval = from.interval;
        },
    },
    Part {
        name: "location",
        value: |one| json!([one.properties.location, one.shape]),
        take: |to, from| {
            to.shape.clone_from(&from.shape);
            let (to, from) = (&mut to.properties, &from.properties);
            to.location.clone_from(&from.location);
            to.names.clone_from(&from.names);
            (to.where_prec, to.accuracy_m) = (from.where_prec, from.accuracy_m);
        },
    },
    Part {
        name: "claims",
        value: |one| json!(one.properties.claims),
        take: |to, from| {
            let (to, from) = (&mut to.properties, &from.properties);
            to.claims.clone_from(&from.claims);
            to.claimant_sides.clone_from(&from.claimant_sides);
        },
    },
    Part {
        name: "sources",
        value: |one| json!(one.properties.sources),
        take: |to, from| {
            let (to, from) = (&mut to.properties, &from.properties);
            to.sources.clone_from(&from.sources);
            to.source.clone_from(&from.source);
        },
    },
    Part {
        name: "confidence",
        value: |one| json!(one.properties.confidence),
        take: |to, from| {
            let (to, from) = (&mut to.properties, &from.properties);
            to.confidence.clone_from(&from.confidence);
        },
    },
    Part {
        name: "note",
        value: |one| json!(one.properties.note),
        take: |to, from| to.properties.note.clone_from(&from.properties.note),
    },
    Part {
        name: "summary",
        value: |one| {
            if follows(one) {
                Value::Null
            } else {
                json!(one.properties.summary)
            }
        },
        take: |to, from| to.properties.summary.clone_from(&from.properties.summary),
    },
];

/// A part that was changed on both sides: its name, what the row says, and what is held.
pub type Difference = (&'static str, String, String);

/// A short hash of each part of what a row says; a headline that follows from the record is none of
/// its own. Two that are the same say the same.
#[must_use]
pub fn said(row: &Incident) -> String {
    let parts = PARTS.iter().map(|part| short_hash(&(part.value)(row)));
    parts.collect::<Vec<String>>().join(" ")
}

fn short_hash(value: &Value) -> String {
    let digest = sha256_hex(value.to_string().as_bytes());
    digest.chars().take(16).collect()
}

/// What is held, with what the row says now where that differs from what it said `before`; `None` when
/// that changes nothing.
///
/// A headline that follows from the record follows from it again afterwards.
///
/// # Errors
/// What was changed on both sides.
pub fn merged(
    before: &str,
    held: &Incident,
    row: &Incident,
) -> Result<Option<Incident>, Vec<Difference>> {
    let (mut made, mut clashes) = (held.clone(), Vec::new());
    for (part, before) in PARTS.iter().zip(before.split(' ')) {
        let (is, wanted) = ((part.value)(held), (part.value)(row));
        if wanted == is || short_hash(&wanted) == before {
        } else if short_hash(&is) == before {
            (part.take)(&mut made, row);
        } else {
            clashes.push((part.name, short(&wanted), short(&is)));
        }
    }
    if !clashes.is_empty() {
        return Err(clashes);
    }
    if follows(held) && follows(row) {
        made.properties.summary = headline_of(&made);
    }
    Ok((made != *held).then_some(made))
}

/// Whether a headline is the one that follows from the record.
fn follows(incident: &Incident) -> bool {
    incident.properties.summary == headline_of(incident)
}

/// The headline that follows from a record.
#[must_use]
pub fn headline_of(incident: &Incident) -> String {
    let properties = &incident.properties;
    headline::summary(&properties.kind, &properties.claims, &properties.location)
}

/// A value as a person reads it in a list.
fn short(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.chars().count() > 200 {
        let beginning: String = text.chars().take(200).collect();
        return format!("{beginning}…");
    }
    text
}
