//! Which data set or tool a table comes from, told by its columns.

use crate::{atlas::bulk::headers::plain_name, format::sheet::Sheet};

/// Where a table comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A table of somebody's own.
    Own,
    /// The UCDP Georeferenced Event Dataset.
    Ged,
    /// ACLED.
    Acled,
    /// An export of Ushahidi.
    Ushahidi,
    /// An export of `KoboToolbox`.
    Kobo,
}

/// The columns of UCDP GED without which a row cannot be read.
const GED: [&str; 12] = [
    "id",
    "type_of_violence",
    "dyad_name",
    "side_a",
    "side_b",
    "where_prec",
    "latitude",
    "longitude",
    "date_start",
    "date_end",
    "deaths_a",
    "best",
];

/// The columns of ACLED without which a row cannot be read.
const ACLED: [&str; 8] = [
    "event_id_cnty",
    "event_date",
    "time_precision",
    "event_type",
    "latitude",
    "longitude",
    "geo_precision",
    "fatalities",
];

/// The columns that every export of Ushahidi has.
const USHAHIDI: [&str; 4] = ["post id", "survey", "post status", "created utc"];

/// The columns that every export of `KoboToolbox` has.
const KOBO: [&str; 2] = ["uuid", "submission time"];

impl SourceKind {
    /// The kind of table that these columns are of.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let has = |names: &[&str]| names.iter().all(|name| sheet.column(name).is_some());
        let plain: Vec<String> = sheet.columns.iter().map(|name| plain_name(name)).collect();
        let says = |names: &[&str]| names.iter().all(|name| plain.iter().any(|one| one == name));
        if has(&GED) {
            Self::Ged
        } else if has(&ACLED) {
            Self::Acled
        } else if says(&USHAHIDI) {
            Self::Ushahidi
        } else if says(&KOBO) {
            Self::Kobo
        } else {
            Self::Own
        }
    }

    /// The first column that a table said to be of this kind lacks.
    #[must_use]
    pub fn lacks(self, sheet: &Sheet) -> Option<&'static str> {
        let missing = |names: &[&'static str]| {
            let missing = names.iter().find(|name| sheet.column(name).is_none());
            missing.copied()
        };
        match self {
            Self::Ged => missing(&GED),
            Self::Acled => missing(&ACLED),
            Self::Own | Self::Ushahidi | Self::Kobo => None,
        }
    }

    /// The name for a preview.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Own => "a table",
            Self::Ged => "UCDP GED",
            Self::Acled => "ACLED",
            Self::Ushahidi => "an export of Ushahidi",
            Self::Kobo => "an export of KoboToolbox",
        }
    }
}
