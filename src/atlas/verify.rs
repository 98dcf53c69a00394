//! Whether the data folder still says what it said: the file, the log, and everything that the log
//! vouches for.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use crate::{
    atlas::{capture, error::AtlasError, facade::Atlas, log, publish, release},
    evidence::{canonical::digest, chain::Reader, hash::sha256_hex},
    store::{
        audit, captures, checks, database::Transaction, incidents, publications, releases, reports,
    },
};

/// What a check of the data folder found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// What is in order, as sentences.
    pub sound: Vec<String>,
    /// What is not, as sentences.
    pub faults: Vec<String>,
}

/// What the log says of the things that it vouches for: by kind and name, their hash.
type Vouched = HashMap<(String, String), Option<String>>;

impl Atlas {
    /// Checks the database file, the chain of the log, the revisions, public revisions, reports and
    /// releases that it vouches for, and the references between records.
    ///
    /// # Errors
    /// [`AtlasError::Store`] when the folder cannot even be read.
    pub fn verify(&self) -> Result<Checked, AtlasError> {
        self.database.read_apart(verified)
    }
}

/// Checks what a transaction sees of a data folder.
///
/// # Errors
/// [`AtlasError::Store`] when it cannot even be read.
pub fn verified(transaction: &Transaction<'_>) -> Result<Checked, AtlasError> {
    let mut checked = Checked::default();
    checked.say(
        checks::integrity(transaction)?,
        "The database file is sound.".to_owned(),
    );
    let vouched = chain(transaction, &mut checked)?;
    let faults = revisions(transaction, &vouched)?;
    checked.say(faults, "Every revision is as the log has it.".to_owned());
    let faults = public(transaction, &vouched)?;
    checked.say(
        faults,
        "What is public is as the log and the history have it.".to_owned(),
    );
    let mut faults = Vec::new();
    reports::each(transaction, |id, sha256, text| {
        let logged = vouched.get(&("report".to_owned(), id.to_owned()));
        if sha256_hex(text.as_bytes()) != sha256 {
            faults.push(format!("The text of report {id} was altered."));
        } else if logged != Some(&Some(sha256.to_owned())) {
            faults.push(format!("The log does not know report {id} with this text."));
        }
    })?;
    checked.say(faults, "Every report is as it was captured.".to_owned());
    let faults = captured(transaction, &vouched)?;
    checked.say(faults, "Every fetched document is as it came.".to_owned());
    let faults = released(transaction, &vouched)?;
    checked.say(faults, "Every release follows from its records.".to_owned());
    checked.say(
        checks::loose_ends(transaction)?,
        "No reference leads nowhere.".to_owned(),
    );
    Ok(checked)
}

impl Checked {
    /// Notes faults, or that there are none.
    pub(crate) fn say(&mut self, faults: Vec<String>, sound: String) {
        if faults.is_empty() {
            self.sound.push(sound);
        }
        self.faults.extend(faults);
    }
}

/// Reads the log from its beginning; what it vouches for is returned.
fn chain(transaction: &Transaction<'_>, checked: &mut Checked) -> Result<Vouched, AtlasError> {
    let (mut reader, mut vouched) = (Reader::default(), Vouched::new());
    let mut faults = Vec::new();
    audit::each(transaction, |row| {
        let Some(entry) = log::entry(&row) else {
            faults.push(format!("Entry {} of the log is no JSON any more.", row.seq));
            return;
        };
        faults.extend(reader.next(&entry, &row.hash));
        let hash = |value: &Value| value["sha256"].as_str().map(str::to_owned);
        let (kind, entity) = (entry.kind, entry.entity);
        for public in entry.body["public"].as_array().into_iter().flatten() {
            let name = |key: &str| public[key].as_str().unwrap_or_default().to_owned();
            let name = format!(
                "{}/{}@{}",
                name("collection"),
                name("id"),
                public["revision"]
            );
            vouched.insert(("public".to_owned(), name), hash(public));
        }
        let name = if kind == publish::KIND {
            format!("{entity}@{}", entry.body["revision"])
        } else {
            entity
        };
        vouched.insert((kind, name), hash(&entry.body));
    })?;
    let sound = format!(
        "The log has {} entries, each following from the one before; its last hash is {}.",
        reader.length(),
        reader.head()
    );
    checked.say(faults, sound);
    Ok(vouched)
}

fn revisions(transaction: &Transaction<'_>, vouched: &Vouched) -> Result<Vec<String>, AtlasError> {
    let mut faults = Vec::new();
    for id in incidents::ids(transaction)? {
        let revisions = incidents::revisions(transaction, &id)?;
        for revision in &revisions {
            let name = format!("{id}@{}", revision.number);
            let logged = vouched.get(&(publish::KIND.to_owned(), name));
            if logged != Some(&Some(sha256_hex(revision.body.as_bytes()))) {
                faults.push(format!(
                    "Revision {} of incident {id} is not as the log has it.",
                    revision.number
                ));
            }
        }
        let kept = incidents::body(transaction, &id)?;
        if kept
            != revisions
                .into_iter()
                .next_back()
                .map(|last| (last.state, last.body))
        {
            faults.push(format!("Incident {id} is not as its last revision has it."));
        }
    }
    Ok(faults)
}

fn public(transaction: &Transaction<'_>, vouched: &Vouched) -> Result<Vec<String>, AtlasError> {
    let (mut faults, mut standing) = (Vec::new(), HashMap::new());
    publications::each(transaction, |one, last| {
        let record = format!("{}/{}", one.collection, one.id);
        let name = format!("{record}@{}", one.revision);
        let logged = vouched.get(&("public".to_owned(), name.clone()));
        let hashed = one.body.as_deref().map(|body| {
            let value: Option<Value> = serde_json::from_str(body).ok();
            value.and_then(|value| digest(&value).ok())
        });
        if hashed.is_some_and(|hashed| hashed != one.sha256) {
            faults.push(format!("The public revision {name} was altered."));
        } else if logged != Some(&one.sha256) {
            faults.push(format!("The log does not know the public revision {name}."));
        }
        if let Some(body) = one.body.filter(|_| last) {
            standing.insert(record, body);
        }
    })?;
    checks::each_feature(transaction, |collection, id, _, body| {
        if matches!(collection, "incidents" | "claims") {
            match standing.remove(&format!("{collection}/{id}")) {
                Some(known) if known == body => {}
                Some(_) => faults.push(format!(
                    "Record {id} of {collection} is not as its last public revision has it."
                )),
                None => faults.push(format!(
                    "Record {id} of {collection} is public, and its history says that it is not."
                )),
            }
        }
    })?;
    let mut missing: Vec<&String> = standing.keys().collect();
    missing.sort();
    faults.extend(
        missing
            .into_iter()
            .map(|record| format!("Record {record} should be public, and it is not in its layer.")),
    );
    Ok(faults)
}

fn captured(transaction: &Transaction<'_>, vouched: &Vouched) -> Result<Vec<String>, AtlasError> {
    let mut faults = Vec::new();
    let mut logged: BTreeMap<&str, &Option<String>> = vouched
        .iter()
        .filter(|((kind, _), _)| kind == capture::KIND)
        .map(|((_, report), sha256)| (report.as_str(), sha256))
        .collect();
    captures::each(transaction, |report, sha256, bytes| {
        let known = logged.remove(report);
        if sha256_hex(bytes) != sha256 {
            faults.push(format!(
                "The document that report {report} was read from was altered."
            ));
        } else if known != Some(&Some(sha256.to_owned())) {
            faults.push(format!(
                "The log does not know the document that report {report} was read from."
            ));
        }
    })?;
    faults.extend(
        logged
            .keys()
            .map(|report| format!("The document that report {report} was read from is missing.")),
    );
    Ok(faults)
}

fn released(transaction: &Transaction<'_>, vouched: &Vouched) -> Result<Vec<String>, AtlasError> {
    let mut faults = Vec::new();
    for row in releases::all(transaction)? {
        let logged = vouched.get(&("release".to_owned(), row.date.clone()));
        let text = release::stored(transaction, &row.date)?.map(|manifest| manifest.text());
        let sha256 = text.transpose()?.map(|text| sha256_hex(text.as_bytes()));
        if sha256.as_ref() != Some(&row.sha256) || logged != Some(&sha256) {
            faults.push(format!(
                "The release of {} is not as the log has it.",
                row.date
            ));
        }
    }
    Ok(faults)
}
