//! Where each row of an import is weighed against what is held, and entered.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;

use crate::{
    atlas::{
        bulk::{
            draft::Draft,
            exported,
            fields::Field,
            mapping::Mapping,
            merge,
            plain::Reading,
            preview::{BulkPreview, Clash, Complaint, Refusal},
            wish::Wish,
        },
        draw::Drawn,
        error::AtlasError,
        joinable, publish,
        survey::Survey,
    },
    evidence::identity::imported_id,
    format::sheet::Sheet,
    model::{
        id::Id,
        incident::{Incident, State},
    },
    store::{
        database::Transaction,
        imported::{self, Imported},
        incidents::{self, Deed, Kept},
        publications, sources,
    },
};

/// One import, while its rows are entered.
pub struct Desk<'a> {
    transaction: &'a Transaction<'a>,
    survey: &'a Survey<'a>,
    deed: &'a Deed<'a>,
    wish: &'a Wish,
    /// Keys and identifiers of the rows so far, with their numbers.
    seen: HashMap<String, usize>,
    /// Sources that are stored already.
    sources: HashSet<Id>,
    /// What became of the rows so far.
    pub preview: BulkPreview,
}

/// What became of a row, besides what is counted: nothing, or that it is refused.
type Outcome = Result<(), Complaint>;

impl<'a> Desk<'a> {
    /// A desk on which nothing lies yet.
    #[must_use]
    pub fn new(
        transaction: &'a Transaction<'a>,
        survey: &'a Survey<'a>,
        deed: &'a Deed<'a>,
        wish: &'a Wish,
        preview: BulkPreview,
    ) -> Self {
        Self {
            transaction,
            survey,
            deed,
            wish,
            preview,
            seen: HashMap::new(),
            sources: HashSet::new(),
        }
    }

    /// Notes that a row is refused.
    pub fn refuse(
        &mut self,
        row: usize,
        complaint: Complaint,
        mapping: Option<&Mapping>,
        sheet: &Sheet,
    ) {
        let of_field = complaint.field.map(|field| {
            let at = mapping.and_then(|mapping| mapping.column(field));
            let column = at.and_then(|at| sheet.columns.get(at));
            column.map_or_else(|| field.to_string(), Clone::clone)
        });
        self.preview.refused.push(Refusal {
            row,
            column: of_field.or(complaint.column.map(str::to_owned)),
            why: complaint.why,
        });
    }

    /// Enters a row that makes an incident.
    ///
    /// # Errors
    /// [`AtlasError`]; the transaction must not be kept then.
    pub fn enter(&mut self, number: usize, draft: Draft) -> Result<Outcome, AtlasError> {
        if let Some(before) = self.seen.insert(draft.key.clone(), number) {
            let why =
                format!("Row {before} has the same key, or says the same; leave one of them out.");
            return Ok(Err(Complaint::whole(why)));
        }
        let key = draft.key.clone();
        let known = imported::get(self.transaction, &key)?;
        let id = match (&known, &draft.id) {
            (Some(known), _) => known.incident.clone(),
            (None, Some(id)) => id.clone(),
            (None, None) => imported_id(&key, draft.date_start)?,
        };
        if known.is_none() && incidents::body(self.transaction, &id)?.is_some() {
            let why = format!(
                "Incident {id} is held already and did not come of this source; to change it, export \
                 it and keep its columns id and revision."
            );
            return Ok(Err(Complaint::of(Field::Id, why)));
        }
        let incident = match draft.incident(&id, self.survey) {
            Ok(incident) => incident,
            Err(why) => return Ok(Err(Complaint::whole(why))),
        };
        let said = merge::said(&incident);
        match known {
            None => {
                self.preview.new += 1;
                self.keep_new(&key, incident, said)?;
            }
            Some(known) if known.said == said => self.unchanged(&key, &known)?,
            Some(known) => return self.changed(number, &key, &known, &incident, said),
        }
        Ok(Ok(()))
    }

    fn keep_new(&mut self, key: &str, incident: Incident, said: String) -> Result<(), AtlasError> {
        if self.wish.dry {
            return Ok(());
        }
        self.keep_sources(&incident)?;
        self.preview.made.push(incident.id.clone());
        let made = Imported {
            incident: incident.id.clone(),
            said,
        };
        // First, so that it is known of the incident that it was imported when it becomes public.
        imported::put(self.transaction, key, &made, self.deed.at_ms)?;
        let kept = Kept {
            incident,
            state: if self.wish.publish {
                State::Published
            } else {
                State::Draft
            },
            report: None,
        };
        publish::keep(self.transaction, &kept, self.deed)
    }

    /// A row that says what it said before: its draft becomes public when that is wished now.
    fn unchanged(&mut self, key: &str, known: &Imported) -> Result<(), AtlasError> {
        let stands = if self.wish.publish {
            incidents::get(self.transaction, &known.incident)?
        } else {
            None
        };
        let Some(mut kept) = stands.filter(|kept| kept.state == State::Draft) else {
            self.preview.unchanged += 1;
            return Ok(());
        };
        self.preview.changed += 1;
        if self.wish.dry {
            return Ok(());
        }
        joinable::accept(self.transaction, &kept)?;
        kept.state = State::Published;
        self.keep_changed(key, kept, known.said.clone())
    }

    /// A row that says something else than before, merged with what editors made of it.
    fn changed(
        &mut self,
        number: usize,
        key: &str,
        known: &Imported,
        row: &Incident,
        said: String,
    ) -> Result<Outcome, AtlasError> {
        let id = &known.incident;
        let Some(mut kept) = incidents::get(self.transaction, id)? else {
            let why = format!("Incident {id} is not there any more; contactline verify says more.");
            return Ok(Err(Complaint::whole(why)));
        };
        let accepted = self.wish.publish && kept.state == State::Draft;
        match merge::merged(&known.said, &kept.incident, row) {
            Err(clashes) => {
                for (field, file, held) in clashes {
                    self.clash(number, id, field, file, held);
                }
                return Ok(Ok(()));
            }
            Ok(None) if !accepted => {
                self.preview.unchanged += 1;
                if !self.wish.dry {
                    let same = Imported {
                        said,
                        ..known.clone()
                    };
                    imported::put(self.transaction, key, &same, self.deed.at_ms)?;
                }
                return Ok(Ok(()));
            }
            Ok(merged) => kept.incident = merged.unwrap_or(kept.incident),
        }
        self.preview.changed += 1;
        if self.wish.dry {
            return Ok(Ok(()));
        }
        if accepted {
            joinable::accept(self.transaction, &kept)?;
            kept.state = State::Published;
        }
        self.measure(&mut kept.incident);
        self.keep_sources(&kept.incident)?;
        self.keep_changed(key, kept, said)?;
        Ok(Ok(()))
    }

    fn measure(&self, incident: &mut Incident) {
        let drawn = Drawn {
            location: incident.properties.location.clone(),
            shape: incident.shape.clone(),
        };
        let day = incident.properties.date_start;
        incident.properties.line_position = self.survey.line_position(&drawn, day);
    }

    fn keep_changed(&self, key: &str, mut kept: Kept, said: String) -> Result<(), AtlasError> {
        kept.incident.properties.revision += 1;
        let made = Imported {
            incident: kept.incident.id.clone(),
            said,
        };
        imported::put(self.transaction, key, &made, self.deed.at_ms)?;
        publish::keep(self.transaction, &kept, self.deed)
    }

    fn keep_sources(&mut self, incident: &Incident) -> Result<(), AtlasError> {
        for source in &incident.properties.sources {
            if self.sources.insert(source.id.clone()) {
                sources::put(self.transaction, source)?;
            }
        }
        Ok(())
    }

    fn clash(&mut self, row: usize, id: &Id, field: &str, file: String, held: String) {
        self.preview.clashes.push(Clash {
            row,
            id: id.to_string(),
            field: field.to_owned(),
            file,
            held,
        });
    }

    /// Enters a row that was exported here and edited.
    ///
    /// # Errors
    /// [`AtlasError`]; the transaction must not be kept then.
    pub fn exported(
        &mut self,
        number: usize,
        row: &StringRecord,
        revision: &str,
        reading: &Reading<'_>,
    ) -> Result<Outcome, AtlasError> {
        let id = reading.mapping.cell(row, Field::Id).unwrap_or_default();
        let missing = || {
            let why = format!(
                "There is no incident {}; leave the revision blank to add it as a new one, with its \
                 claimant.",
                id.chars().take(100).collect::<String>()
            );
            Ok(Err(Complaint::of(Field::Id, why)))
        };
        let Ok(id) = id.parse::<Id>() else {
            return missing();
        };
        if let Some(before) = self.seen.insert(id.to_string(), number) {
            let why = format!("Row {before} shows the same incident; leave one of them out.");
            return Ok(Err(Complaint::of(Field::Id, why)));
        }
        let all = publications::of(self.transaction, &"incidents".parse()?, id.as_str())?;
        let Some(held) = all.last() else {
            return missing();
        };
        let number_shown = revision.parse::<u32>().ok();
        let shown = all
            .iter()
            .find(|one| Some(one.revision) == number_shown && one.body.is_some());
        let (Some(shown), Some(held)) = (
            shown.and_then(|one| one.body.as_deref()),
            held.body.as_deref(),
        ) else {
            let why = if held.body.is_none() {
                format!("Incident {id} was withdrawn; look at it in review first.")
            } else {
                format!("Incident {id} has no public revision \"{revision}\"; export it again.")
            };
            return Ok(Err(Complaint::of(Field::Revision, why)));
        };
        let read = |body: &str| {
            serde_json::from_str(body).map_err(|error| AtlasError::Builtin(error.to_string()))
        };
        let versions = (&read(shown)?, &read(held)?);
        let blank_clears = self.wish.blank_clears;
        let edits = exported::edits(row, reading, versions, blank_clears);
        let edits = match edits {
            Ok(edits) => edits,
            Err(complaint) => return Ok(Err(complaint)),
        };
        if !edits.clashes.is_empty() {
            for (field, file, held) in edits.clashes {
                self.clash(number, &id, field.as_str(), file, held);
            }
            return Ok(Ok(()));
        }
        if edits.changed.is_empty() {
            self.preview.unchanged += 1;
            return Ok(Ok(()));
        }
        let Some(mut kept) = incidents::get(self.transaction, &id)? else {
            return missing();
        };
        if let Err(complaint) = exported::apply(&mut kept.incident, &edits.changed, self.survey) {
            return Ok(Err(complaint));
        }
        self.preview.changed += 1;
        if self.wish.dry {
            return Ok(Ok(()));
        }
        kept.incident.properties.revision += 1;
        publish::keep(self.transaction, &kept, self.deed)?;
        Ok(Ok(()))
    }
}
