//! The fields that columns of a table can be.

use std::{fmt, str::FromStr};

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// What a column of a table says of an incident.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Field {
            $($(#[$doc])* $name),*
        }

        impl Field {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The name on the command line and in a preview.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text),*
                }
            }
        }
    };
}

fields! {
    /// The row's own key in its source, or the identifier of an incident of ours.
    Id = "id",
    /// The public revision that a row of ours shows.
    Revision = "revision",
    /// What kind of event.
    Kind = "kind",
    /// One neutral sentence.
    Summary = "summary",
    /// The first day.
    DateStart = "date_start",
    /// The last day.
    DateEnd = "date_end",
    /// How well the time is known, 1 to 5.
    DatePrec = "date_prec",
    /// Longitude.
    Lon = "lon",
    /// Latitude.
    Lat = "lat",
    /// Latitude, longitude, height and accuracy in one cell, as survey forms write them.
    Geopoint = "geopoint",
    /// A geometry as well-known text.
    Wkt = "wkt",
    /// A geometry as `GeoJSON`.
    Geometry = "geometry",
    /// The name of a place.
    Place = "place",
    /// The district that it lies in.
    District = "district",
    /// How well the location is known, 1 to 7.
    WherePrec = "where_prec",
    /// How far the position may be off, in metres.
    AccuracyM = "accuracy_m",
    /// Who says so.
    Claimant = "claimant",
    /// On which side.
    ClaimantSide = "claimant_side",
    /// Asserts, denies, …
    Modality = "modality",
    /// What is said, in one word.
    Predicate = "predicate",
    /// Whom or what a loss befell.
    VictimClass = "victim_class",
    /// Whose loss.
    VictimSide = "victim_side",
    /// Killed, wounded, …
    Outcome = "outcome",
    /// The lower bound.
    QuantityLow = "quantity_low",
    /// The upper bound.
    QuantityHigh = "quantity_high",
    /// The claimant's own words.
    Quote = "quote",
    /// What is said, in words of ours.
    Text = "text",
    /// The title of the source.
    SourceTitle = "source_title",
    /// Where it is read.
    SourceUrl = "source_url",
    /// When it was published.
    SourceDate = "source_date",
    /// Its language.
    Language = "language",
    /// Doubts.
    Note = "note",
    /// How far editors have checked it.
    Verification = "verification",
    /// How sure it is that the statement was made.
    Confidence = "confidence",
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.iter().find(|field| field.as_str() == text);
        known.copied().ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|field| field.as_str()).collect();
            format!(
                "There is no field {}; the fields are {}.",
                text.chars().take(40).collect::<String>(),
                names.join(", ")
            )
        })
    }
}
