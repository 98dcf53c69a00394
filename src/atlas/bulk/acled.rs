//! Rows of ACLED.
//!
//! Each of the sources that a row names says that there was such an event; the number of fatalities is
//! ACLED's own and is claimed by nobody else.
//!
//! # References
//! - ACLED, *Armed Conflict Location & Event Data Project Codebook*

use csv::StringRecord;
use jiff::civil::Date;

use crate::{
    atlas::bulk::{
        coordinates,
        dates::Days,
        draft::{Draft, Spot, claim},
        precision,
        preview::Complaint,
        reader::Columns,
        speakers::Speakers,
        values,
    },
    evidence::identity::{import_source_id, row_key},
    model::{
        claim::{Claim, Modality, Outcome, VictimClass},
        incident::TimeBasis,
        shape::Shape,
        side::Side,
        source::Source,
    },
};

/// Who counts.
const ACLED: &str = "ACLED";

/// Kinds by the type of an event and, where that decides, its sub-type.
const KINDS: &[(&str, Option<&str>, &str)] = &[
    (
        "Battles",
        Some("Government regains territory"),
        "capture-claim",
    ),
    (
        "Battles",
        Some("Non-state actor overtakes territory"),
        "capture-claim",
    ),
    ("Battles", None, "clash"),
    (
        "Explosions/Remote violence",
        Some("Air/drone strike"),
        "air-drone-strike",
    ),
    (
        "Explosions/Remote violence",
        Some("Remote explosive/landmine/IED"),
        "mine",
    ),
    ("Explosions/Remote violence", None, "shelling"),
    ("Violence against civilians", None, "losses"),
    (
        "Strategic developments",
        Some("Non-violent transfer of territory"),
        "capture-claim",
    ),
    ("Strategic developments", Some("Agreement"), "statement"),
];

/// What a row of the data set is read with.
pub struct Acled<'a> {
    /// Where its columns are.
    pub columns: Columns,
    /// How dates are written.
    pub days: Days,
    /// Who speaks on which side.
    pub speakers: &'a Speakers,
    /// The last day that something can have happened on.
    pub latest: Date,
}

impl Acled<'_> {
    /// The draft of a row.
    ///
    /// # Errors
    /// What is wrong with which column.
    pub fn draft(&self, row: &StringRecord) -> Result<Draft, Complaint> {
        let need = |name: &'static str| self.columns.need(row, name);
        let grade = |name: &'static str| {
            values::grade(need(name)?, name, 1, 3).map_err(Complaint::in_column(name))
        };
        let key = need("event_id_cnty")?;
        let day = self
            .columns
            .day(row, "event_date", self.days, self.latest)?;
        let kind = self.kind(row)?;
        let known = precision::acled(grade("geo_precision")?);
        let position = coordinates::position(need("longitude")?, need("latitude")?)
            .map_err(Complaint::in_column("longitude"))?;
        let label = self.columns.cell(row, "location");
        let label = label
            .map(values::sentence)
            .transpose()
            .map_err(Complaint::in_column("location"))?;
        let source = source()?;
        Ok(Draft {
            key: row_key(ACLED, &[key]),
            id: None,
            kind: kind.to_owned(),
            summary: None,
            date_start: day,
            date_end: day,
            date_prec: Some(precision::acled_date(grade("time_precision")?)),
            time_basis: TimeBasis::Event,
            spot: Spot::Typed {
                shape: Box::new(Shape::point(position)),
                where_prec: Some(known.where_prec),
                uncertainty: Some(known.uncertainty_m),
                label,
            },
            claims: self.claims(row, kind, &source)?,
            source,
            confidence: None,
            note: self.note(row),
        })
    }

    fn kind(&self, row: &StringRecord) -> Result<&'static str, Complaint> {
        let event = self.columns.need(row, "event_type")?;
        let sub = self.columns.cell(row, "sub_event_type").unwrap_or_default();
        let found = KINDS.iter().find(|(known, narrower, _)| {
            known.eq_ignore_ascii_case(event)
                && narrower.is_none_or(|narrower| narrower.eq_ignore_ascii_case(sub))
        });
        found.map(|(.., kind)| *kind).ok_or_else(|| {
            let why = format!(
                "An event of the type \"{event}\" ({sub}) is none of those that are held here; leave \
                 the row out."
            );
            Complaint::at("event_type", why)
        })
    }

    fn claims(
        &self,
        row: &StringRecord,
        kind: &str,
        source: &Source,
    ) -> Result<Vec<Claim>, Complaint> {
        let cell = |name| self.columns.cell(row, name);
        let text = match cell("notes") {
            Some(notes) => values::text(notes).map_err(Complaint::in_column("notes"))?,
            None => format!("An event of the kind {kind}, as recorded by {ACLED}."),
        };
        let said = |claimant: &str, side, modality| Claim {
            predicate: kind.to_owned(),
            modality,
            text: text.clone(),
            ..claim(claimant, side, &source.id)
        };
        let named = cell("source").unwrap_or_default().split(';');
        let named = named
            .map(str::trim)
            .filter(|name| !name.is_empty() && !self.speakers.is_of_both(name));
        let mut claims: Vec<Claim> = named
            .map(|name| {
                let side = self.speakers.of(name).unwrap_or(Side::ThirdParty);
                let modality = if self.speakers.is_carrier(name) {
                    Modality::Attributes
                } else {
                    Modality::Asserts
                };
                Claim {
                    via: vec![ACLED.to_owned()],
                    ..said(name, side, modality)
                }
            })
            .collect();
        if claims.is_empty() {
            claims.push(said(ACLED, Side::ThirdParty, Modality::Attributes));
        }
        let fatalities = cell("fatalities").map_or(Ok(0), values::count);
        let fatalities = fatalities.map_err(Complaint::in_column("fatalities"))?;
        if fatalities > 0 {
            claims.push(Claim {
                predicate: "losses".to_owned(),
                outcome: vec![Outcome::Killed],
                unit: Some("people".to_owned()),
                victim_class: Some(VictimClass::Mixed),
                quantity_low: Some(fatalities),
                quantity_high: Some(fatalities),
                text: format!("{ACLED} records {fatalities} fatalities."),
                ..said(ACLED, Side::ThirdParty, Modality::Asserts)
            });
        }
        Ok(claims)
    }

    fn note(&self, row: &StringRecord) -> Option<String> {
        let cell = |name| self.columns.cell(row, name);
        let mut sentences = Vec::new();
        if let Some(scale) = cell("source_scale") {
            sentences.push(format!("Scale of the sources by {ACLED}: {scale}."));
        }
        if cell("civilian_targeting").is_some() {
            sentences.push(format!("{ACLED} codes civilians as the main target."));
        }
        (!sentences.is_empty()).then(|| sentences.join(" "))
    }
}

fn source() -> Result<Source, Complaint> {
    let title = "Armed Conflict Location & Event Data (ACLED)";
    Ok(Source {
        id: import_source_id(title, None, None)
            .map_err(|error| Complaint::at("event_id_cnty", error.to_string()))?,
        title: title.to_owned(),
        publisher: Some(ACLED.to_owned()),
        url: Some("https://acleddata.com/".to_owned()),
        licence: None,
        attribution: Some("ACLED, acleddata.com; its terms of use apply".to_owned()),
        side: Some(Side::ThirdParty),
        note: None,
        published: None,
        report: None,
    })
}
