//! Names of the formats that incidents come in.

use crate::atlas::bulk::{reader::Container, source_kind::SourceKind};

/// The names, as they stand on the command line and in an address.
pub const NAMES: [&str; 7] = ["csv", "xlsx", "geojson", "ged", "acled", "ushahidi", "kobo"];

/// What a file of a format is written as, and where it comes from, as far as the name says.
///
/// # Errors
/// A sentence for any other name.
pub fn written_as(name: &str) -> Result<(Option<Container>, Option<SourceKind>), String> {
    let own = Some(SourceKind::Own);
    Ok(match name {
        "csv" => (Some(Container::Text), own),
        "xlsx" => (Some(Container::Workbook), own),
        "geojson" => (Some(Container::Features), own),
        "ged" => (None, Some(SourceKind::Ged)),
        "acled" => (None, Some(SourceKind::Acled)),
        "ushahidi" => (None, Some(SourceKind::Ushahidi)),
        "kobo" => (None, Some(SourceKind::Kobo)),
        _ => {
            return Err(format!(
                "Incidents do not come in as {}; the formats are {}.",
                name.chars().take(40).collect::<String>(),
                NAMES.join(", ")
            ));
        }
    })
}
