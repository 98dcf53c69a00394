//! Statements of control from a file into the data folder: a preview, and one transaction.

use std::{
    collections::{BTreeMap, HashMap},
    io::Read,
};

use jiff::civil::Date;
use serde_json::Value;

use crate::{
    atlas::{
        control,
        error::AtlasError,
        facade::{Atlas, now_ms, published},
        import::Preview,
        renew,
        tables::{self, ControlRow},
    },
    model::{
        control::{Holder, StatementKind},
        feature::Feature,
        id::Id,
        place::Place,
    },
    store::{
        collections,
        features::{self, ORIGIN_IMPORT},
    },
};

/// No statement speaks of a day before the line came into being.
const FIRST_DAY: Date = jiff::civil::date(1994, 5, 12);

/// The most rows of one file.
const MOST_ROWS: usize = 20_000;

impl Atlas {
    /// Imports statements of control from a table with the columns of `geodata/control.csv`, and
    /// `corrects` if there is one. The same file a second time changes nothing; statements are
    /// never removed or altered: one that differs from what is held under its identifier is refused.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when the file cannot be read at all, [`AtlasError::Store`]; nothing
    /// is changed then.
    pub fn import_control(&self, input: impl Read, dry: bool) -> Result<Preview, AtlasError> {
        let mut reader = csv::Reader::from_reader(input);
        let headers = reader
            .headers()
            .map_err(|error| AtlasError::Refused(format!("The table does not read: {error}.")))?
            .clone();
        for column in [
            "id",
            "date",
            "place_id",
            "holder_after",
            "kind",
            "claimant_side",
        ] {
            if !headers.iter().any(|name| name == column) {
                return Err(AtlasError::Refused(format!(
                    "The table has no column {column}; it needs those of geodata/control.csv."
                )));
            }
        }
        let gazetteer = self.geoparser.gazetteer().places();
        let places: HashMap<&Id, &Place> =
            gazetteer.iter().map(|place| (&place.id, place)).collect();
        let held = published(&self.database, "control")?;
        let mut said: BTreeMap<String, Id> = held
            .iter()
            .map(|held| (saying(held), held.id.clone()))
            .collect();
        let mut by_id: BTreeMap<Id, String> = held
            .iter()
            .map(|held| (held.id.clone(), held.body()))
            .collect();
        let mut preview = Preview::default();
        let mut new: Vec<(usize, Feature)> = Vec::new();
        for (at, row) in reader.deserialize::<ControlRow>().enumerate() {
            // The first row under the heading is row 2, as a spreadsheet counts.
            let number = at + 2;
            if at >= MOST_ROWS {
                return Err(AtlasError::Refused(
                    "The table has more than 20,000 rows; part it.".to_owned(),
                ));
            }
            let read = row
                .map_err(|error| format!("It does not read: {error}."))
                .and_then(|row| statement(row, &places));
            let feature = match read {
                Ok(feature) => feature,
                Err(why) => {
                    preview.refused.push((number, why));
                    continue;
                }
            };
            match by_id.get(&feature.id) {
                Some(body) if *body == feature.body() => {
                    preview.unchanged += 1;
                    continue;
                }
                Some(_) => {
                    let why = format!(
                        "Another statement is held as {}; a statement is never altered: give this \
                         one an identifier of its own, with the other in the column corrects.",
                        feature.id
                    );
                    preview.refused.push((number, why));
                    continue;
                }
                None => {}
            }
            if let Some(known) = said.get(&saying(&feature)) {
                let why = format!("{known} says the same, by the same speaker, of the same day.");
                preview.refused.push((number, why));
                continue;
            }
            said.insert(saying(&feature), feature.id.clone());
            by_id.insert(feature.id.clone(), feature.body());
            new.push((number, feature));
        }
        let new = self.admitted(held, new, &mut preview)?;
        preview.new = new.len();
        if dry || new.is_empty() {
            return Ok(preview);
        }
        self.database.write_much(|transaction| {
            for feature in &new {
                features::put(transaction, feature, None, ORIGIN_IMPORT)?;
            }
            collections::touch(transaction, &"control".parse()?, now_ms())?;
            renew::renew(transaction, now_ms())?;
            Ok::<_, AtlasError>(())
        })?;
        Ok(preview)
    }

    /// Those of the new statements that the ledger takes, together with what is held: it says what
    /// is wrong with the others.
    fn admitted(
        &self,
        mut held: Vec<Feature>,
        new: Vec<(usize, Feature)>,
        preview: &mut Preview,
    ) -> Result<Vec<Feature>, AtlasError> {
        let places = self.geoparser.gazetteer().places();
        let before = held.len();
        control::ledger(&held, places, &self.ground)?;
        held.extend(new.iter().map(|(_, feature)| feature.clone()));
        if control::ledger(&held, places, &self.ground).is_ok() {
            return Ok(held.split_off(before));
        }
        // One by one, and those that rest on a later row once more after it.
        held.truncate(before);
        let mut left = new;
        loop {
            let mut refused = Vec::new();
            let count = left.len();
            for (number, feature) in left {
                held.push(feature);
                if let Err(error) = control::ledger(&held, places, &self.ground) {
                    refused.extend(
                        held.pop()
                            .map(|feature| (number, feature, error.to_string())),
                    );
                }
            }
            if refused.is_empty() || refused.len() == count {
                for (number, _, why) in refused {
                    let why = why
                        .split_once("control: ")
                        .map_or(why.as_str(), |(_, why)| why);
                    preview.refused.push((number, format!("{why}.")));
                }
                preview.refused.sort();
                return Ok(held.split_off(before));
            }
            left = refused
                .into_iter()
                .map(|(number, feature, _)| (number, feature))
                .collect();
        }
    }
}

/// A row as a statement, or what is wrong with it.
fn statement(row: ControlRow, places: &HashMap<&Id, &Place>) -> Result<Feature, String> {
    if row.date < FIRST_DAY {
        return Err(format!(
            "It speaks of {}, before the line came into being on {FIRST_DAY}.",
            row.date
        ));
    }
    let known: Option<StatementKind> = serde_json::from_value(Value::from(row.kind.as_str())).ok();
    if known.is_none() {
        return Err(format!(
            "Its kind, \"{}\", is not one of claim, denial, confirmation, concession or handover.",
            row.kind
        ));
    }
    let after = row.holder_after.as_deref().unwrap_or("unknown");
    let holder: Option<Holder> = serde_json::from_value(Value::from(after)).ok();
    if holder.is_none() && after != "none" {
        return Err(format!(
            "holder_after, \"{after}\", is not one of az, arm, contested, unknown or none."
        ));
    }
    if let Some(day) = &row.acknowledged_date {
        let day: Date = day
            .parse()
            .map_err(|_| "acknowledged_date is no date; write YYYY-MM-DD.".to_owned())?;
        if day < row.date {
            return Err(format!("It was acknowledged on {day}, before it was so."));
        }
    }
    let place = places.get(&row.place_id).ok_or_else(|| {
        format!(
            "No place {} is known, or it has no coordinates; import it with --as places first.",
            row.place_id
        )
    })?;
    tables::control_feature(row, place).map_err(|error| error.to_string())
}

/// What a statement says and by whom: two that agree in this are one.
fn saying(feature: &Feature) -> String {
    [
        "place",
        "date",
        "kind",
        "claimant_side",
        "claimed_by",
        "holder_after",
        "corrects",
    ]
    .map(|key| {
        feature
            .properties
            .get(key)
            .map(Value::to_string)
            .unwrap_or_default()
    })
    .join("|")
}
