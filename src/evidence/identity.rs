//! Identifiers that follow from content: the same report always gets the same ones.

use jiff::civil::Date;

use crate::{
    evidence::hash::sha256_hex,
    model::{
        id::{Id, NotAnId},
        side::Side,
    },
};

/// The first `length` hexadecimal digits of the SHA-256 of some lines.
fn fingerprint(lines: &[&str], length: usize) -> String {
    let digest = sha256_hex(lines.join("\n").as_bytes());
    digest.chars().take(length).collect()
}

/// The identifier of a report: the same text, by the same publisher, of the same side and day, is
/// the same report.
///
/// # Errors
/// Never in practice: hexadecimal digits make an identifier.
pub fn report_id(sha256: &str, title: &str, side: Side, published: Date) -> Result<Id, NotAnId> {
    let day = published.to_string();
    let digest = fingerprint(&[sha256, title.trim(), side.as_str(), &day], 16);
    Id::try_from(format!("r-{digest}"))
}

/// The identifier of the incident that a report speaks of at one place, under one rule and of one
/// kind. It does not tell how many others the report speaks of.
///
/// # Errors
/// Never in practice: digits make an identifier.
pub fn incident_id(
    report: &Id,
    day: Date,
    place: &str,
    rule: &str,
    kind: &str,
) -> Result<Id, NotAnId> {
    let digest = fingerprint(&[report.as_str(), place, rule, kind], 10);
    Id::try_from(format!("i-{}-{digest}", day.strftime("%Y%m%d")))
}

/// The identifier of the `n`th claim of an incident.
///
/// # Errors
/// When the incident's identifier is so long that nothing can follow it.
pub fn claim_id(incident: &Id, n: usize) -> Result<Id, NotAnId> {
    Id::try_from(format!("{incident}-c{n}"))
}
