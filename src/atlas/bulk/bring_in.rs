//! The verb: a file of incidents comes in, in one transaction, or is only looked at.

use csv::StringRecord;
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use crate::{
    atlas::{
        bulk::{
            acled::Acled,
            dates::Days,
            desk::Desk,
            draft::Draft,
            fields::Field,
            ged::Ged,
            mapping::Mapping,
            named::{Named, Spellings},
            plain::Reading,
            preview::{BulkPreview, Complaint},
            reader::{self, Columns},
            source_kind::SourceKind,
            speakers::Speakers,
            wish::Wish,
        },
        error::AtlasError,
        facade::{Atlas, now_ms},
        log,
    },
    evidence::hash::sha256_hex,
    format::sheet::Sheet,
    model::interval::civil_day,
    store::{database::Transaction, incidents::Deed},
};

/// How often progress is told, in rows.
const EVERY: usize = 500;

impl Atlas {
    /// Imports incidents out of the bytes of a file. The same file a second time changes nothing.
    ///
    /// A row is known again by its key in its source, or by what it says where it has none. What
    /// somebody else changed meanwhile stays: a row that changes the same is in conflict. Rows come
    /// in as drafts, unless they are to be published. Everything happens in one transaction.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when the file cannot be read as a whole, [`AtlasError::Store`];
    /// nothing is changed then.
    pub fn import_incidents(
        &self,
        name: &str,
        bytes: &[u8],
        wish: &Wish,
        actor: &str,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<BulkPreview, AtlasError> {
        let sheet = reader::read(bytes, wish.container, wish.sheet.as_deref())
            .map_err(|error| AtlasError::Refused(error.to_string()))?;
        let kind = wish.kind.unwrap_or_else(|| SourceKind::of(&sheet));
        let mapping = mapping(&sheet, kind, wish).map_err(AtlasError::Refused)?;
        let mut preview = BulkPreview {
            kind: kind.title(),
            ..BulkPreview::default()
        };
        if let Some(mapping) = &mapping {
            preview.columns = mapping.taken(&sheet);
            preview.leave_aside(mapping.left_aside(&sheet));
        }
        let columns = Columns::new(&sheet);
        let days = days(&sheet, mapping.as_ref(), &columns, wish);
        let speakers = (self.speakers).get_or_init(|| Speakers::new(self.parties()));
        let gazetteer = self.geoparser.gazetteer();
        let spellings = || (self.spellings).get_or_init(|| Spellings::new(gazetteer));
        let named = (wish.geocode).then(|| Named::new(gazetteer, spellings(), &self.ground));
        let latest = civil_day(Timestamp::now()).tomorrow().unwrap_or(Date::MAX);
        let source = wish.source.as_ref();
        let own = mapping.as_ref().map(|mapping| Reading {
            mapping,
            days,
            speakers,
            named: named.as_ref(),
            source: source.map(|(title, side)| (title.as_str(), *side)),
            latest,
        });
        let reader = match (kind, own) {
            (SourceKind::Ged, _) => Reader::Ged(Ged {
                columns,
                days,
                speakers,
                latest,
            }),
            (SourceKind::Acled, _) => Reader::Acled(Acled {
                columns,
                days,
                speakers,
                latest,
            }),
            (_, Some(own)) => Reader::Own(own),
            (_, None) => return Err(AtlasError::Refused("No column is mapped.".to_owned())),
        };
        let status = match kind {
            SourceKind::Ushahidi => sheet.column("Post Status"),
            _ => None,
        };
        let why = format!("import {name}");
        let deed = Deed {
            actor,
            why: Some(&why),
            at_ms: now_ms(),
        };
        // Before the transaction: the first survey of all reads what the line is rebuilt from.
        let survey = self.survey()?;
        let work = |transaction: &Transaction<'_>| {
            let mut desk = Desk::new(transaction, &survey, &deed, wish, preview.clone());
            let total = sheet.rows.len();
            for (done, (number, row)) in sheet.rows.iter().enumerate() {
                if done % EVERY == 0 {
                    progress(done, total);
                }
                let outcome = match row {
                    Err(why) => Err(Complaint::whole(why.clone())),
                    Ok(row) if status.is_some_and(|at| !is_published(row, at)) => {
                        Err(Complaint::at("Post Status", UNPUBLISHED.to_owned()))
                    }
                    Ok(row) => match (&reader, reader.revision(row)) {
                        (Reader::Own(own), Some(revision)) => {
                            desk.exported(*number, row, revision, own)?
                        }
                        _ => match reader.draft(row) {
                            Ok(draft) => desk.enter(*number, draft)?,
                            Err(complaint) => Err(complaint),
                        },
                    },
                };
                if let Err(complaint) = outcome {
                    desk.refuse(*number, complaint, reader.mapping(), &sheet);
                }
            }
            progress(total, total);
            let preview = desk.preview;
            if !wish.dry && preview.new + preview.changed > 0 {
                let did = json!({
                    "sha256": sha256_hex(bytes), "new": preview.new, "changed": preview.changed,
                    "unchanged": preview.unchanged, "refused": preview.refused.len(),
                });
                log::note(transaction, &deed, "import", name, did)?;
            }
            Ok::<_, AtlasError>(preview)
        };
        if wish.dry {
            self.database.read_apart(work)
        } else {
            self.database.write_rows(sheet.rows.len(), work)
        }
    }
}

/// Why a post that its own deployment keeps back does not come in.
const UNPUBLISHED: &str =
    "The post is not published where it was posted; publish it there, or leave it out.";

/// Whether a post is published where it was posted.
fn is_published(row: &StringRecord, status: usize) -> bool {
    row.get(status)
        .is_some_and(|status| status.trim().eq_ignore_ascii_case("published"))
}

/// What makes drafts of rows.
enum Reader<'a> {
    Own(Reading<'a>),
    Ged(Ged<'a>),
    Acled(Acled<'a>),
}

impl Reader<'_> {
    fn draft(&self, row: &StringRecord) -> Result<Draft, Complaint> {
        match self {
            Self::Own(reading) => reading.draft(row),
            Self::Ged(ged) => ged.draft(row),
            Self::Acled(acled) => acled.draft(row),
        }
    }

    const fn mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Own(reading) => Some(reading.mapping),
            Self::Ged(_) | Self::Acled(_) => None,
        }
    }

    /// The public revision that a row of ours shows.
    fn revision<'r>(&self, row: &'r StringRecord) -> Option<&'r str> {
        let mapping = self.mapping()?;
        mapping.cell(row, Field::Id)?;
        mapping.cell(row, Field::Revision)
    }
}

/// The mapping of a table; none for a data set whose columns are known.
fn mapping(sheet: &Sheet, kind: SourceKind, wish: &Wish) -> Result<Option<Mapping>, String> {
    if let Some(lacking) = kind.lacks(sheet) {
        return Err(format!(
            "The file has no column {lacking}, so that it is not {}; leave out --format, or say which \
             it is.",
            kind.title()
        ));
    }
    if matches!(kind, SourceKind::Ged | SourceKind::Acled) {
        if wish.map.is_empty() {
            return Ok(None);
        }
        return Err(format!(
            "The columns of {} are known, so that --map has nothing to say; leave it out, or say \
             --format csv to read the file as any other table.",
            kind.title()
        ));
    }
    let mapping = Mapping::new(sheet, &wish.map)?;
    mapping.check(wish.source.is_some())?;
    Ok(Some(mapping))
}

/// How dates are written in the whole file.
fn days(sheet: &Sheet, mapping: Option<&Mapping>, columns: &Columns, wish: &Wish) -> Days {
    let at: Vec<usize> = match mapping {
        Some(mapping) => [Field::DateStart, Field::DateEnd, Field::SourceDate]
            .into_iter()
            .filter_map(|field| mapping.column(field))
            .collect(),
        None => ["date_start", "date_end", "event_date"]
            .into_iter()
            .filter_map(|name| columns.at(name))
            .collect(),
    };
    let mut days = Days::new(wish.dates);
    for (_, row) in &sheet.rows {
        let cells = at.iter().filter_map(|at| row.as_ref().ok()?.get(*at));
        for cell in cells {
            days.learn(cell);
        }
    }
    days
}
