//! Rows of a table of somebody's own, of Ushahidi or of `KoboToolbox`.

use csv::StringRecord;
use jiff::civil::Date;

use crate::{
    atlas::bulk::{
        coordinates::{self, Axis, degrees},
        dates::Days,
        draft::{Draft, Spot, claim},
        fields::Field,
        mapping::Mapping,
        named::Named,
        precision,
        preview::Complaint,
        speakers::Speakers,
        values,
    },
    evidence::identity::{import_source_id, row_key},
    model::{
        claim::{Claim, Outcome, VictimClass, VictimSide},
        id::Id,
        incident::TimeBasis,
        length::Metres,
        position::LonLat,
        shape::Shape,
        side::Side,
        source::Source,
    },
};

/// What a table is read with.
pub struct Reading<'a> {
    /// Which column is which field.
    pub mapping: &'a Mapping,
    /// How dates are written.
    pub days: Days,
    /// Who speaks on which side.
    pub speakers: &'a Speakers,
    /// Names of places, if they are to be looked up.
    pub named: Option<&'a Named<'a>>,
    /// The source of the whole table with its side, if somebody said so.
    pub source: Option<(&'a str, Side)>,
    /// The last day that something can have happened on.
    pub latest: Date,
}

/// The uncertainty beyond which a position locates nothing, in metres.
const LARGEST_UNCERTAINTY_M: f64 = 200_000.0;

impl Reading<'_> {
    /// The draft of a row.
    ///
    /// # Errors
    /// What is wrong with which field.
    pub fn draft(&self, row: &StringRecord) -> Result<Draft, Complaint> {
        let cell = |field| self.mapping.cell(row, field);
        let (date_start, date_end, time_basis) = self.dates(row)?;
        let (claimant, side) = self.claimant(row)?;
        let source = self.source(row, &claimant, side)?;
        let low = self.read(row, Field::QuantityLow, values::count)?;
        let high = self.read(row, Field::QuantityHigh, values::count)?;
        if low.zip(high).is_some_and(|(low, high)| low > high) {
            return Err(Complaint::of(
                Field::QuantityHigh,
                "The upper bound is below the lower one; swap them.".to_owned(),
            ));
        }
        let counted = low.is_some() || high.is_some();
        let kind = self.read(row, Field::Kind, values::kind)?;
        let kind = kind.unwrap_or_else(|| if counted { "losses" } else { "statement" }.to_owned());
        let summary = self.read(row, Field::Summary, values::sentence)?;
        let quote = self.read(row, Field::Quote, values::text)?;
        let text = self.read(row, Field::Text, values::text)?;
        let mut said = Claim {
            predicate: match cell(Field::Predicate) {
                Some(word) => {
                    values::sentence(word).map_err(Complaint::in_field(Field::Predicate))?
                }
                None if counted => "losses".to_owned(),
                None => kind.clone(),
            },
            quote: quote.is_some(),
            quantity_low: low,
            quantity_high: high,
            unit: counted.then(|| "people".to_owned()),
            ..claim(&claimant, side, &source.id)
        };
        said.text = quote
            .or(text)
            .or_else(|| summary.clone())
            .unwrap_or_else(|| kind.clone());
        self.particulars(row, &mut said)?;
        let spot = self.spot(row, date_start)?;
        let own = cell(Field::Id).filter(|id| id.starts_with("i-"));
        let id = own.and_then(|id| id.parse::<Id>().ok());
        let key = match cell(Field::Id) {
            Some(key) => row_key(&source.title, &[key]),
            // Without a key of its own a row is what it says.
            None => row_key(&source.title, &row.iter().collect::<Vec<_>>()),
        };
        Ok(Draft {
            key,
            id,
            kind,
            summary,
            date_start,
            date_end,
            date_prec: self.read(row, Field::DatePrec, |text| {
                values::grade(text, "date_prec", 1, 5)
            })?,
            time_basis,
            spot,
            claims: vec![said],
            source,
            confidence: self.read(row, Field::Confidence, values::sentence)?,
            note: self.read(row, Field::Note, values::text)?,
        })
    }

    fn read<T>(
        &self,
        row: &StringRecord,
        field: Field,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Complaint> {
        let cell = self.mapping.cell(row, field);
        cell.map(read)
            .transpose()
            .map_err(Complaint::in_field(field))
    }

    /// The day of a field.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn day(&self, row: &StringRecord, field: Field) -> Result<Option<Date>, Complaint> {
        let day = self.read(row, field, |text| {
            self.days.read(text, self.mapping.is_utc(field))
        })?;
        day.map(|day| self.possible(day))
            .transpose()
            .map_err(Complaint::in_field(field))
    }

    /// A day on which something can have happened.
    ///
    /// # Errors
    /// A sentence.
    pub fn possible(&self, day: Date) -> Result<Date, String> {
        if day.year() < 1900 || day > self.latest {
            return Err(format!(
                "{day} cannot be; give a day between 1900 and today."
            ));
        }
        Ok(day)
    }

    fn dates(&self, row: &StringRecord) -> Result<(Date, Date, TimeBasis), Complaint> {
        let start = self.day(row, Field::DateStart)?;
        let end = self.day(row, Field::DateEnd)?;
        let told = self.day(row, Field::SourceDate)?;
        match (start, end, told) {
            (Some(start), Some(end), _) if end < start => Err(Complaint::of(
                Field::DateEnd,
                format!("{end} is before {start}, when it began; swap them."),
            )),
            (Some(start), end, _) => Ok((start, end.unwrap_or(start), TimeBasis::Event)),
            (None, None, Some(told)) => Ok((told, told, TimeBasis::Report)),
            (None, ..) => Err(Complaint::of(
                Field::DateStart,
                "The row has no date; give the day, or the day of the report.".to_owned(),
            )),
        }
    }

    fn claimant(&self, row: &StringRecord) -> Result<(String, Side), Complaint> {
        let side = self.read(row, Field::ClaimantSide, |text| self.speakers.side(text))?;
        let named = self.read(row, Field::Claimant, values::sentence)?;
        match (named, self.source) {
            (Some(name), source) => {
                let side = side.or_else(|| self.speakers.of(&name));
                let side = side.or_else(|| source.map(|(_, side)| side));
                let side = side.ok_or_else(|| {
                    Complaint::of(
                        Field::ClaimantSide,
                        format!(
                            "It is not known on which side \"{name}\" is; give a column with az, arm \
                             or third-party."
                        ),
                    )
                })?;
                Ok((name, side))
            }
            (None, Some((title, source))) => Ok((title.to_owned(), side.unwrap_or(source))),
            (None, None) => Err(Complaint::of(
                Field::Claimant,
                "Nobody is named who says so, and nothing is a fact without a claimant; name one, or \
                 say --source TITLE --side az, arm or third-party."
                    .to_owned(),
            )),
        }
    }

    fn source(&self, row: &StringRecord, claimant: &str, side: Side) -> Result<Source, Complaint> {
        let title = self.read(row, Field::SourceTitle, values::sentence)?;
        let title = title
            .or_else(|| self.source.map(|(title, _)| title.to_owned()))
            .unwrap_or_else(|| claimant.to_owned());
        let url = self.read(row, Field::SourceUrl, values::url)?;
        let published = self.day(row, Field::SourceDate)?;
        let side = match self.source {
            Some((said, side)) if said == title => Some(side),
            _ => self
                .speakers
                .of(&title)
                .or((title == claimant).then_some(side)),
        };
        let language = self.read(row, Field::Language, values::sentence)?;
        let id = import_source_id(&title, url.as_deref(), published)
            .map_err(|error| Complaint::of(Field::SourceTitle, error.to_string()))?;
        Ok(Source {
            id,
            publisher: Some(title.clone()),
            title,
            url,
            licence: None,
            attribution: None,
            side,
            note: language.map(|language| format!("In the language {language}.")),
            published,
            report: None,
        })
    }

    fn particulars(&self, row: &StringRecord, claim: &mut Claim) -> Result<(), Complaint> {
        let modality = self.read(row, Field::Modality, |text| {
            let known = [
                "asserts",
                "confirms",
                "denies",
                "concedes",
                "accuses",
                "attributes",
                "retracts",
            ];
            values::word(text, "modality", &known)
        })?;
        claim.modality = modality.unwrap_or(claim.modality);
        claim.victim_class = self.read(row, Field::VictimClass, |text| {
            let known = ["military", "civilians", "officials", "mixed", "equipment"];
            values::word::<VictimClass>(text, "class of victims", &known)
        })?;
        if claim.victim_class == Some(VictimClass::Equipment) && claim.unit.is_some() {
            claim.unit = Some("items".to_owned());
        }
        claim.victim_side = self.read(row, Field::VictimSide, |text| {
            if text.eq_ignore_ascii_case("both") {
                Ok(VictimSide::Both)
            } else {
                self.speakers.side(text).map(VictimSide::from)
            }
        })?;
        if let Some(text) = self.mapping.cell(row, Field::Outcome) {
            let known = [
                "killed",
                "wounded",
                "captured",
                "missing",
                "destroyed",
                "damaged",
            ];
            let words = text.split([',', ';', '+', '|']);
            let read = words.map(|word| values::word::<Outcome>(word.trim(), "outcome", &known));
            claim.outcome = read
                .collect::<Result<_, _>>()
                .map_err(Complaint::in_field(Field::Outcome))?;
        }
        Ok(())
    }

    /// Where a row says that it was: what is typed wins over names.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn spot(&self, row: &StringRecord, day: Date) -> Result<Spot, Complaint> {
        let label = self.read(row, Field::Place, values::sentence)?;
        // Forms write the position of a question into a column of its name.
        let name = |text: &String| text.chars().any(char::is_alphabetic);
        let label = label.filter(name);
        let prec = self.read(row, Field::WherePrec, |text| {
            values::grade(text, "where_prec", 1, 7)
        })?;
        if prec == Some(7) {
            return Ok(Spot::Unplaced(label));
        }
        let typed = self.typed(row)?;
        let accuracy = self.accuracy(row)?;
        let Some((shape, form_accuracy)) = typed else {
            let district = self.mapping.cell(row, Field::District);
            return match (self.named, label.as_deref().or(district)) {
                (Some(named), Some(name)) => named
                    .find(name, label.as_deref().and(district), day)
                    .map_err(Complaint::in_field(Field::Place)),
                _ => Ok(Spot::Unplaced(label.or(district.map(str::to_owned)))),
            };
        };
        let known = prec.map(precision::own);
        Ok(Spot::Typed {
            shape: Box::new(shape),
            where_prec: known.map(|known| known.where_prec),
            uncertainty: accuracy
                .or(form_accuracy)
                .or(known.map(|known| known.uncertainty_m)),
            label,
        })
    }

    /// How far a row says that the position may be off.
    ///
    /// # Errors
    /// A sentence.
    pub fn accuracy(&self, row: &StringRecord) -> Result<Option<Metres>, Complaint> {
        self.read(row, Field::AccuracyM, |text| {
            let number = text.replace(',', ".").parse::<f64>().ok();
            let number = number.filter(|metres| (1.0..=LARGEST_UNCERTAINTY_M).contains(metres));
            number
                .and_then(Metres::new)
                .ok_or_else(|| format!("An uncertainty is 1 to 200,000 metres; \"{text}\" is not."))
        })
    }

    /// The geometry that a row has typed in, with the accuracy that a form measured.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn typed(&self, row: &StringRecord) -> Result<Option<(Shape, Option<Metres>)>, Complaint> {
        let cell = |field| self.mapping.cell(row, field);
        if let Some(text) = cell(Field::Geometry) {
            let shape = Shape::from_input(text).map_err(|error| error.to_string());
            let shape = shape.map_err(Complaint::in_field(Field::Geometry))?;
            return Ok(Some((shape, None)));
        }
        if let Some(text) = cell(Field::Wkt) {
            let shape = shape_of(text).map_err(Complaint::in_field(Field::Wkt))?;
            return Ok(Some((shape, None)));
        }
        let point = |position: LonLat| Shape::point(position);
        match (cell(Field::Lon), cell(Field::Lat)) {
            (Some(lon), Some(lat)) => {
                let lon = degrees(lon, Axis::Lon).map_err(Complaint::in_field(Field::Lon))?;
                let lat = degrees(lat, Axis::Lat).map_err(Complaint::in_field(Field::Lat))?;
                let position = coordinates::within(lon, lat);
                let position = position.map_err(Complaint::in_field(Field::Lon))?;
                Ok(Some((point(position), None)))
            }
            (Some(_), None) => Err(Complaint::of(
                Field::Lat,
                "There is a longitude and no latitude; give both, or neither.".to_owned(),
            )),
            (None, Some(_)) => Err(Complaint::of(
                Field::Lon,
                "There is a latitude and no longitude; give both, or neither.".to_owned(),
            )),
            (None, None) => cell(Field::Geopoint)
                .map(coordinates::geopoint)
                .transpose()
                .map_err(Complaint::in_field(Field::Geopoint))
                .map(|found| {
                    found.map(|(position, accuracy)| {
                        (point(position), accuracy.and_then(Metres::new))
                    })
                }),
        }
    }
}

/// The geometry of well-known text, as small and valid as one that is drawn.
///
/// # Errors
/// A sentence.
pub fn shape_of(text: &str) -> Result<Shape, String> {
    use wkt::TryFromWkt as _;
    let geometry: geo_types::Geometry<f64> =
        geo_types::Geometry::try_from_wkt_str(text).map_err(|_| {
            "The geometry is not readable as well-known text, such as POLYGON((46 39, …))."
                .to_owned()
        })?;
    let value = geojson::GeometryValue::from(&geometry);
    let written = serde_json::to_string(&value).map_err(|error| error.to_string())?;
    Shape::from_input(&written).map_err(|error| error.to_string())
}
