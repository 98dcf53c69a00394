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

/// What tells a row of an imported table from all others: its source, and its key in it.
#[must_use]
pub fn row_key(source: &str, key: &[&str]) -> String {
    // Lengths keep parts apart that run together as text.
    let mut lines: Vec<String> = vec![source.trim().to_lowercase()];
    lines.extend(key.iter().map(|part| format!("{} {part}", part.len())));
    sha256_hex(lines.join("\n").as_bytes())
}

/// The identifier of the incident that an imported row makes.
///
/// # Errors
/// Never in practice: digits make an identifier.
pub fn imported_id(key: &str, day: Date) -> Result<Id, NotAnId> {
    Id::try_from(format!(
        "i-{}-{}",
        day.strftime("%Y%m%d"),
        fingerprint(&["import", key], 12)
    ))
}

/// The identifier of a source that an imported row names.
///
/// # Errors
/// Never in practice: hexadecimal digits make an identifier.
pub fn import_source_id(
    title: &str,
    url: Option<&str>,
    published: Option<Date>,
) -> Result<Id, NotAnId> {
    let day = published.map(|day| day.to_string()).unwrap_or_default();
    let digest = fingerprint(&[title.trim(), url.unwrap_or_default(), &day], 16);
    Id::try_from(format!("s-{digest}"))
}

/// The identifier of the `n`th claim of an incident.
///
/// # Errors
/// When the incident's identifier is so long that nothing can follow it.
pub fn claim_id(incident: &Id, n: usize) -> Result<Id, NotAnId> {
    Id::try_from(format!("{incident}-c{n}"))
}

/// The identifier of the incident in which a claim was first made; it stays when the claim goes over
/// to another.
#[must_use]
pub fn incident_of(claim: &Id) -> Option<&str> {
    let (incident, n) = claim.as_str().rsplit_once("-c")?;
    let counted = !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    counted.then_some(incident)
}

/// The identifier of an incident that is split off another with some of its claims.
///
/// # Errors
/// Never in practice: digits make an identifier.
pub fn split_id(incident: &Id, day: Date, claims: &[Id]) -> Result<Id, NotAnId> {
    let mut lines: Vec<&str> = claims.iter().map(Id::as_str).collect();
    lines.sort_unstable();
    lines.insert(0, incident.as_str());
    let digest = fingerprint(&lines, 10);
    Id::try_from(format!("i-{}-{digest}", day.strftime("%Y%m%d")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_names_its_first_incident() {
        let incident: Id = "i-20200930-c0ffee-c1".parse().expect("an identifier");
        let claim = claim_id(&incident, 12).expect("an identifier");
        assert_eq!(incident_of(&claim), Some(incident.as_str()));
        assert_eq!(
            incident_of(&"i-20200930-coffee".parse().expect("an id")),
            None
        );
    }
}
