//! Which column of a table is which field: proposed by the names, adjusted by whoever imports.

use csv::StringRecord;

use crate::{
    atlas::bulk::{
        fields::Field,
        headers::{field_of, is_utc},
        personal::is_personal,
    },
    format::{incident_table, sheet::Sheet},
};

/// What a column is said to be that is to be left aside.
const NONE: &str = "-";

/// Which column is which field.
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    /// By field: its column.
    columns: Vec<(Field, usize)>,
    /// Columns whose times are told at UTC.
    utc: Vec<usize>,
    /// Columns that whoever imports leaves aside.
    none: Vec<usize>,
    /// The table is one of ours: cells may be shielded against formulas.
    pub exported: bool,
}

/// Why a column is left aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aside {
    /// It speaks of a person.
    Personal,
    /// It follows from the others, in a table of ours.
    Follows,
    /// It is no field.
    Unknown,
}

impl Aside {
    /// Why, in words.
    #[must_use]
    pub const fn why(self) -> &'static str {
        match self {
            Self::Personal => "it speaks of a person and is never taken over",
            Self::Follows => "it follows from other columns",
            Self::Unknown => "it is no field; say --map COLUMN=FIELD if it is one",
        }
    }
}

impl Mapping {
    /// The mapping that the names of the columns propose, with what whoever imports says instead.
    ///
    /// # Errors
    /// A sentence when a column or a field does not exist, a field is given twice, or a column speaks
    /// of a person.
    pub fn new(sheet: &Sheet, said: &[(String, String)]) -> Result<Self, String> {
        let names = &sheet.columns;
        let exported = ["id", "revision", "said_by_az", "said_by_arm"]
            .iter()
            .all(|name| names.iter().any(|column| column == name));
        let mut mapping = Self {
            utc: (0..names.len())
                .filter(|at| names.get(*at).is_some_and(|name| is_utc(name)))
                .collect(),
            exported,
            none: Vec::new(),
            columns: Vec::new(),
        };
        for (column, field) in said {
            let at = sheet.column(column).ok_or_else(|| {
                format!(
                    "There is no column \"{}\"; the columns are {}.",
                    column.chars().take(60).collect::<String>(),
                    names.join(", ")
                )
            })?;
            if field.trim() == NONE {
                mapping.none.push(at);
                continue;
            }
            let field: Field = field.trim().parse()?;
            if is_personal(column) {
                return Err(format!(
                    "The column \"{column}\" speaks of a person and is never taken over; leave it out \
                     of --map."
                ));
            }
            if mapping.column(field).is_some() {
                return Err(format!(
                    "Two columns are mapped to the field {field}; one field is one column."
                ));
            }
            mapping.columns.push((field, at));
        }
        let mut proposed: Vec<(Field, usize, usize)> = Vec::new();
        for (at, name) in names.iter().enumerate() {
            let taken = mapping.columns.iter().any(|(_, column)| *column == at);
            let follows = exported && follows(name);
            if taken || follows || mapping.none.contains(&at) || is_personal(name) {
                continue;
            }
            proposed.extend(field_of(name).map(|(field, rank)| (field, rank, at)));
        }
        // An earlier name of a field counts before a later one, whatever the order of the columns.
        proposed.sort_by_key(|(_, rank, at)| (*rank, *at));
        for (field, _, at) in proposed {
            if mapping.column(field).is_none() {
                mapping.columns.push((field, at));
            }
        }
        Ok(mapping)
    }

    /// The column of a field.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        let found = self.columns.iter().find(|(known, _)| *known == field);
        found.map(|(_, at)| *at)
    }

    /// The cell of a field in a row, without blanks around it; `None` when there is none or it is
    /// blank.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a StringRecord, field: Field) -> Option<&'a str> {
        let cell = row.get(self.column(field)?)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Whether the times of a field are told at UTC.
    #[must_use]
    pub fn is_utc(&self, field: Field) -> bool {
        self.column(field).is_some_and(|at| self.utc.contains(&at))
    }

    /// Columns with their fields, in the order of the table.
    #[must_use]
    pub fn taken(&self, sheet: &Sheet) -> Vec<(String, Field)> {
        let mut columns = self.columns.clone();
        columns.sort_by_key(|(_, at)| *at);
        let named = columns
            .into_iter()
            .filter_map(|(field, at)| Some((sheet.columns.get(at)?.clone(), field)));
        named.collect()
    }

    /// Columns that are left aside, with the reason.
    #[must_use]
    pub fn left_aside(&self, sheet: &Sheet) -> Vec<(String, Aside)> {
        let free = |at: &usize| self.columns.iter().all(|(_, column)| column != at);
        let named = (0..sheet.columns.len())
            .filter(free)
            .filter_map(|at| sheet.columns.get(at));
        named
            .map(|name| {
                let why = if is_personal(name) {
                    Aside::Personal
                } else if self.exported && follows(name) {
                    Aside::Follows
                } else {
                    Aside::Unknown
                };
                (name.clone(), why)
            })
            .collect()
    }

    /// Says what is missing when rows of this table could be nothing.
    ///
    /// # Errors
    /// A sentence.
    pub fn check(&self, claimed: bool) -> Result<(), String> {
        let has = |field| self.column(field).is_some();
        if has(Field::Id) && has(Field::Revision) {
            return Ok(());
        }
        if !has(Field::DateStart) && !has(Field::SourceDate) {
            return Err(
                "No column says when it happened; name it with --map COLUMN=date_start.".to_owned(),
            );
        }
        if !claimed && !has(Field::Claimant) {
            return Err(
                "No column says who claims it, and nothing is a fact without a claimant; name it with \
                 --map COLUMN=claimant, or say --source TITLE --side az, arm or third-party."
                    .to_owned(),
            );
        }
        if ![Field::Kind, Field::Summary, Field::Text, Field::Quote]
            .into_iter()
            .any(has)
        {
            return Err(
                "No column says what happened; name one with --map COLUMN=kind, COLUMN=summary or \
                 COLUMN=text."
                    .to_owned(),
            );
        }
        Ok(())
    }
}

/// Whether a column of a table of ours follows from others.
fn follows(name: &str) -> bool {
    let edited = [
        "id",
        "revision",
        "kind",
        "summary",
        "date_start",
        "date_end",
        "date_prec",
        "lon",
        "lat",
        "where_prec",
        "accuracy_m",
        "wkt",
        "verification",
        "confidence",
        "note",
    ];
    incident_table::COLUMNS.contains(&name) && !edited.contains(&name)
}
