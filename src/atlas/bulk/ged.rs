//! Rows of the UCDP Georeferenced Event Dataset.
//!
//! What the row names as its original source says that there was such an event; the figures are UCDP's
//! own and are claimed by nobody else: low to high is its range, and its best estimate stands in the
//! words of that claim. Deaths by side are further claims of UCDP; whose they are is told by the names
//! of the dyad and the parties, for both alike.
//!
//! # References
//! - Sundberg, R. and Melander, E., "Introducing the UCDP Georeferenced Event Dataset", Journal of
//!   Peace Research 50 (2013), doi:10.1177/0022343313484347

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
        claim::{Claim, Modality, Outcome, VictimClass, VictimSide},
        incident::TimeBasis,
        location::WherePrec,
        shape::Shape,
        side::Side,
        source::Source,
    },
};

/// Who makes the figures.
const UCDP: &str = "UCDP GED";

/// What a row of the data set is read with.
pub struct Ged<'a> {
    /// Where its columns are.
    pub columns: Columns,
    /// How dates are written.
    pub days: Days,
    /// Who speaks on which side.
    pub speakers: &'a Speakers,
    /// The last day that something can have happened on.
    pub latest: Date,
}

impl Ged<'_> {
    /// The draft of a row.
    ///
    /// # Errors
    /// What is wrong with which column.
    pub fn draft(&self, row: &StringRecord) -> Result<Draft, Complaint> {
        let cell = |name| self.columns.cell(row, name);
        let need = |name: &'static str| self.columns.need(row, name);
        let key = need("id")?;
        let date_start = self
            .columns
            .day(row, "date_start", self.days, self.latest)?;
        let date_end = self.columns.day(row, "date_end", self.days, self.latest)?;
        if date_end < date_start {
            let why = format!("{date_end} is before {date_start}, when it began.");
            return Err(Complaint::at("date_end", why));
        }
        let date_prec = cell("date_prec")
            .map(|text| values::grade(text, "date_prec", 1, 5))
            .transpose()
            .map_err(Complaint::in_column("date_prec"))?;
        let kind = match need("type_of_violence")? {
            "1" | "2" => "clash",
            "3" => "losses",
            other => {
                let why = format!("type_of_violence is 1, 2 or 3; \"{other}\" is not.");
                return Err(Complaint::at("type_of_violence", why));
            }
        };
        let source = source()?;
        let mut claims = self.statements(row, kind, &source);
        claims.extend(self.figures(row, &source)?);
        Ok(Draft {
            key: row_key(UCDP, &[key]),
            id: None,
            kind: kind.to_owned(),
            summary: None,
            date_start,
            date_end,
            date_prec,
            time_basis: TimeBasis::Event,
            spot: self.spot(row)?,
            claims,
            source,
            confidence: None,
            note: self.note(row)?,
        })
    }

    fn spot(&self, row: &StringRecord) -> Result<Spot, Complaint> {
        let code = self.columns.need(row, "where_prec")?;
        let code =
            values::grade(code, "where_prec", 1, 7).map_err(Complaint::in_column("where_prec"))?;
        let label = self.columns.cell(row, "where_coordinates");
        let label = label
            .map(values::sentence)
            .transpose()
            .map_err(Complaint::in_column("where_coordinates"))?;
        let known = precision::ged(code);
        if known.where_prec == WherePrec::NONE {
            return Ok(Spot::Unplaced(label));
        }
        let (lon, lat) = (
            self.columns.need(row, "longitude")?,
            self.columns.need(row, "latitude")?,
        );
        let position =
            coordinates::position(lon, lat).map_err(Complaint::in_column("longitude"))?;
        Ok(Spot::Typed {
            shape: Box::new(Shape::point(position)),
            where_prec: Some(known.where_prec),
            uncertainty: Some(known.uncertainty_m),
            label,
        })
    }

    /// That there was such an event: said by the sources that the row names as original, else by
    /// UCDP of others.
    fn statements(&self, row: &StringRecord, kind: &str, source: &Source) -> Vec<Claim> {
        let cell = |name| self.columns.cell(row, name);
        let sides = [cell("side_a"), cell("side_b")].map(|name| name.unwrap_or("an unknown side"));
        let said = |claimant: &str, side| Claim {
            predicate: kind.to_owned(),
            text: format!(
                "An event between {} and {}, as recorded by {UCDP}.",
                sides[0], sides[1]
            ),
            ..claim(claimant, side, &source.id)
        };
        let originals = cell("source_original").unwrap_or_default().split(';');
        let named = originals
            .map(str::trim)
            .filter(|name| !name.is_empty() && !self.speakers.is_of_both(name));
        let office = cell("source_office").map(str::to_owned);
        let mut claims: Vec<Claim> = named
            .map(|name| {
                let side = self.speakers.of(name).unwrap_or(Side::ThirdParty);
                let modality = if self.speakers.is_carrier(name) {
                    Modality::Attributes
                } else {
                    Modality::Asserts
                };
                Claim {
                    modality,
                    via: office
                        .clone()
                        .into_iter()
                        .chain([UCDP.to_owned()])
                        .collect(),
                    ..said(name, side)
                }
            })
            .collect();
        if claims.is_empty() {
            claims.push(Claim {
                modality: Modality::Attributes,
                ..said(UCDP, Side::ThirdParty)
            });
        }
        claims
    }

    /// The figures of UCDP: its range for all deaths, and those that it tells by side and class.
    fn figures(&self, row: &StringRecord, source: &Source) -> Result<Vec<Claim>, Complaint> {
        let count = |name: &'static str| {
            let cell = self.columns.cell(row, name);
            cell.map_or(Ok(0), values::count)
                .map_err(Complaint::in_column(name))
        };
        let (low, best, high) = (count("low")?, count("best")?, count("high")?);
        if low > best || best > high {
            let why = format!(
                "The best estimate, {best}, does not lie between the low one, {low}, and the high one, \
                 {high}."
            );
            return Err(Complaint::at("best", why));
        }
        let deaths = |class, side, low, high, text: String| Claim {
            predicate: "losses".to_owned(),
            outcome: vec![Outcome::Killed],
            unit: Some("people".to_owned()),
            victim_class: class,
            victim_side: side,
            quantity_low: Some(low),
            quantity_high: Some(high),
            text,
            ..claim(UCDP, Side::ThirdParty, &source.id)
        };
        let mut claims = Vec::new();
        if high > 0 {
            let text = format!("{UCDP} estimates {best} deaths at best, between {low} and {high}.");
            claims.push(deaths(Some(VictimClass::Mixed), None, low, high, text));
        }
        for (column, party) in [("deaths_a", "side_a"), ("deaths_b", "side_b")] {
            let number = count(column)?;
            let party = self.columns.cell(row, party).unwrap_or("an unknown side");
            if number > 0 {
                let side = self.speakers.of(party).map(VictimSide::from);
                let text = format!("{UCDP} counts {number} deaths of {party}.");
                let class = Some(VictimClass::Military);
                claims.push(deaths(class, side, number, number, text));
            }
        }
        for (column, class, whom) in [
            (
                "deaths_civilians",
                Some(VictimClass::Civilians),
                "of civilians",
            ),
            ("deaths_unknown", None, "of people not told apart"),
        ] {
            let number = count(column)?;
            if number > 0 {
                let text = format!("{UCDP} counts {number} deaths {whom}.");
                claims.push(deaths(class, None, number, number, text));
            }
        }
        Ok(claims)
    }

    fn note(&self, row: &StringRecord) -> Result<Option<String>, Complaint> {
        let parts = [
            ("where_description", "Where, as told"),
            ("source_article", "Read by UCDP in"),
            ("source_original", "Original source"),
        ];
        let mut sentences = Vec::new();
        for (column, what) in parts {
            if let Some(text) = self.columns.cell(row, column) {
                let text = values::text(text).map_err(Complaint::in_column(column))?;
                sentences.push(format!("{what}: {text}."));
            }
        }
        Ok((!sentences.is_empty()).then(|| sentences.join(" ")))
    }
}

fn source() -> Result<Source, Complaint> {
    let title = "UCDP Georeferenced Event Dataset";
    Ok(Source {
        id: import_source_id(title, None, None)
            .map_err(|error| Complaint::at("id", error.to_string()))?,
        title: title.to_owned(),
        publisher: Some("Uppsala Conflict Data Program".to_owned()),
        url: Some("https://ucdp.uu.se/".to_owned()),
        licence: Some("CC-BY-4.0".to_owned()),
        attribution: Some("UCDP GED (CC BY 4.0)".to_owned()),
        side: Some(Side::ThirdParty),
        note: None,
        published: None,
        report: None,
    })
}
