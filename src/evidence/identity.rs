//! Identifiers that follow from content: the same report always gets the same ones.

use jiff::civil::Date;

use crate::{
    evidence::hash::sha256_hex,
    model::id::{Id, NotAnId},
};

/// The identifier of a report: the same text by the same publisher is the same report.
///
/// # Errors
/// Never in practice: hexadecimal digits make an identifier.
pub fn report_id(sha256: &str, publisher: &str) -> Result<Id, NotAnId> {
    let digest = sha256_hex(format!("{sha256}\n{}", publisher.trim()).as_bytes());
    Id::try_from(format!("r-{}", digest.get(..16).unwrap_or(&digest)))
}

/// The identifier of the `n`th incident that a report speaks of.
///
/// # Errors
/// Never in practice: digits and a report's identifier make an identifier.
pub fn incident_id(report: &Id, day: Date, n: usize) -> Result<Id, NotAnId> {
    let digest = report.as_str().trim_start_matches("r-");
    let short = digest.get(..8).unwrap_or(digest);
    Id::try_from(format!("i-{}-{short}-{n}", day.strftime("%Y%m%d")))
}

/// The identifier of the `n`th claim of an incident.
///
/// # Errors
/// When the incident's identifier is so long that nothing can follow it.
pub fn claim_id(incident: &Id, n: usize) -> Result<Id, NotAnId> {
    Id::try_from(format!("{incident}-c{n}"))
}
