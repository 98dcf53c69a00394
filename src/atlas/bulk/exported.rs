//! Rows of a table that was exported here and edited elsewhere: what they change is what differs from
//! the public revision that they show.

use csv::StringRecord;
use geo_types::Geometry;
use serde_json::Value;

use crate::{
    atlas::{
        bulk::{
            coordinates::{Axis, degrees, within},
            draft::{typed, unplaced},
            fields::Field,
            merge::headline_of,
            plain::{Reading, shape_of},
            preview::Complaint,
            values,
        },
        draw::Drawn,
        survey::Survey,
    },
    format::{cell::plain, incident_table},
    model::{
        incident::Incident, interval::Interval, length::Metres, location::WherePrec, names::Names,
        position::LonLat, shape::Shape,
    },
};

/// The fields that a table of ours may change.
const EDITED: [Field; 13] = [
    Field::Kind,
    Field::Summary,
    Field::DateStart,
    Field::DateEnd,
    Field::DatePrec,
    Field::Lon,
    Field::Lat,
    Field::Wkt,
    Field::WherePrec,
    Field::AccuracyM,
    Field::Verification,
    Field::Confidence,
    Field::Note,
];

/// A field that differs from the revision that a row shows, as it is to be; blank to clear it.
pub type Edit = (Field, String);

/// A field that was changed on both sides: what the file says, and what is held.
pub type Difference = (Field, String, String);

/// What a row changes.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Fields that only the file changed.
    pub changed: Vec<Edit>,
    /// Fields that were changed on both sides.
    pub clashes: Vec<Difference>,
}

/// What a row of a table of ours changes, against the public revision that it shows and the one that
/// holds now. A blank cell changes nothing, unless blanks are said to clear.
///
/// # Errors
/// What cannot be read in which field.
pub fn edits(
    row: &StringRecord,
    reading: &Reading<'_>,
    (shown, held): (&Value, &Value),
    blank_clears: bool,
) -> Result<Edits, Complaint> {
    let (shown, held) = (incident_table::cells(shown), incident_table::cells(held));
    let mut edits = Edits::default();
    for field in EDITED {
        let Some(raw) = reading.mapping.column(field).and_then(|at| row.get(at)) else {
            continue;
        };
        let of = |cells: &[String]| {
            let at = incident_table::COLUMNS
                .iter()
                .position(|column| *column == field.as_str());
            let cell = at.and_then(|at| cells.get(at));
            cell.map_or("", |cell| cell.trim()).to_owned()
        };
        let (shown, held) = (of(&shown), of(&held));
        let file = plain(raw).trim();
        if raw.trim() == shown || file == shown || file == held {
            continue;
        }
        if file.is_empty() {
            if !blank_clears {
                continue;
            }
            let clears = [
                Field::Confidence,
                Field::Note,
                Field::Lon,
                Field::Lat,
                Field::Wkt,
            ];
            if !clears.contains(&field) {
                let why = format!("The field {field} cannot be cleared; give another value.");
                return Err(Complaint::of(field, why));
            }
        }
        let normal = |text: &str| normal(field, text, reading);
        let wanted = normal(file).map_err(Complaint::in_field(field))?;
        let [was, is] = [&shown, &held].map(|cell| normal(cell).unwrap_or_else(|_| cell.clone()));
        if wanted == was || wanted == is {
        } else if was == is {
            edits.changed.push((field, wanted));
        } else {
            edits.clashes.push((field, wanted, held));
        }
    }
    Ok(edits)
}

/// A cell in the form in which equal values are equal texts.
fn normal(field: Field, text: &str, reading: &Reading<'_>) -> Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    Ok(match field {
        Field::DateStart | Field::DateEnd => {
            let day = reading.days.read(text, false)?;
            reading.possible(day)?.to_string()
        }
        Field::Lon => degrees(text, Axis::Lon)?.to_string(),
        Field::Lat => degrees(text, Axis::Lat)?.to_string(),
        Field::WherePrec => values::grade(text, "where_prec", 1, 7)?.to_string(),
        Field::DatePrec => values::grade(text, "date_prec", 1, 5)?.to_string(),
        Field::AccuracyM => {
            let number: Option<f64> = text.replace(',', ".").parse().ok();
            let number = number.filter(|metres| (0.0..=200_000.0).contains(metres));
            let wrong = || format!("An uncertainty is up to 200,000 metres; \"{text}\" is not.");
            number.ok_or_else(wrong)?.to_string()
        }
        Field::Wkt => {
            use wkt::ToWkt as _;
            shape_of(text)?.geometry().wkt_string()
        }
        Field::Kind => values::kind(text)?,
        Field::Verification => {
            let known = [
                "unreviewed",
                "corroborated",
                "disputed",
                "verified",
                "debunked",
            ];
            values::word::<crate::model::verification::Verification>(text, "verification", &known)?;
            text.to_lowercase()
        }
        Field::Summary | Field::Confidence => values::sentence(text)?,
        _ => values::text(text)?,
    })
}

/// Applies what a row changes to what is held.
///
/// # Errors
/// What will not do.
pub fn apply(
    incident: &mut Incident,
    edits: &[Edit],
    survey: &Survey<'_>,
) -> Result<(), Complaint> {
    let by_machine = incident.properties.summary == headline_of(incident);
    let value = |field: Field| {
        let found = edits.iter().find(|(known, _)| *known == field);
        found.map(|(_, value)| value.as_str())
    };
    let number = |field| value(field).and_then(|text| text.parse::<f64>().ok());
    let properties = &mut incident.properties;
    for (field, text) in edits {
        let filled = (!text.is_empty()).then(|| text.clone());
        match field {
            Field::Kind => properties.kind.clone_from(text),
            Field::Summary => properties.summary.clone_from(text),
            Field::Confidence => properties.confidence = filled,
            Field::Note => properties.note = filled,
            Field::DateStart => properties.date_start = text.parse().unwrap_or_default(),
            Field::DateEnd => properties.date_end = text.parse().unwrap_or_default(),
            Field::DatePrec => properties.date_prec = text.parse().unwrap_or(1),
            Field::Verification => {
                properties.verification =
                    serde_json::from_value(Value::String(text.clone())).unwrap_or_default();
            }
            _ => {}
        }
    }
    properties.interval = Interval::days(properties.date_start, properties.date_end)
        .map_err(|error| Complaint::of(Field::DateEnd, error.to_string()))?;
    let mut drawn = Drawn {
        location: properties.location.clone(),
        shape: incident.shape.clone(),
    };
    let uncertainty = number(Field::AccuracyM).and_then(Metres::new);
    let prec = value(Field::WherePrec).and_then(|text| text.parse::<u8>().ok());
    let prec = prec.and_then(|prec| WherePrec::try_from(prec).ok());
    match moved(&drawn, &value)? {
        Moved::Stays => {}
        Moved::To(shape) => {
            let uncertainty = uncertainty.or(Some(properties.accuracy_m));
            drawn = typed(shape, prec, uncertainty, None).ok_or_else(|| {
                let why = "The geometry has no centre; redraw it.";
                Complaint::of(Field::Wkt, why.to_owned())
            })?;
            properties.names = Names::default();
        }
        Moved::Gone => {
            drawn = unplaced(None);
            properties.names = Names::default();
        }
    }
    if let Some(metres) = uncertainty {
        drawn.location.uncertainty_m = metres;
    }
    if let Some(prec) = prec.filter(|_| drawn.location.point.is_some()) {
        drawn.location.where_prec = prec;
    }
    properties.line_position = survey.line_position(&drawn, properties.date_start);
    properties.where_prec = drawn.location.where_prec.into();
    properties.accuracy_m = drawn.location.uncertainty_m;
    properties.location = drawn.location;
    incident.shape = drawn.shape;
    if by_machine && value(Field::Summary).is_none() {
        incident.properties.summary = headline_of(incident);
    }
    Ok(())
}

/// What a row does to the geometry that is held.
enum Moved {
    /// It leaves it alone.
    Stays,
    /// It puts another in its place.
    To(Shape),
    /// It takes it away.
    Gone,
}

/// What a row does to the geometry that is held.
fn moved<'a>(held: &Drawn, value: &impl Fn(Field) -> Option<&'a str>) -> Result<Moved, Complaint> {
    let is_point = held
        .shape
        .as_ref()
        .is_none_or(|shape| matches!(shape.geometry(), Geometry::Point(_)));
    let (lon, lat) = (value(Field::Lon), value(Field::Lat));
    match value(Field::Wkt) {
        Some("") if lon != Some("") || lat != Some("") => Err(Complaint::of(
            Field::Wkt,
            "To take a geometry away, clear lon and lat too; to put another in its place, write it."
                .to_owned(),
        )),
        Some("") => Ok(Moved::Gone),
        Some(text) => {
            let shape = shape_of(text).map_err(Complaint::in_field(Field::Wkt))?;
            Ok(Moved::To(shape))
        }
        None if lon.is_none() && lat.is_none() => Ok(Moved::Stays),
        None if !is_point => Err(Complaint::of(
            Field::Lon,
            "The position of a line or an area follows from its wkt; change that instead.".to_owned(),
        )),
        None => {
            let known = held.location.point;
            match (lon, lat) {
                (Some(""), Some("")) => Ok(Moved::Gone),
                (Some(""), _) | (_, Some("")) => Err(Complaint::of(
                    Field::Lon,
                    "Clear both coordinates, or neither.".to_owned(),
                )),
                (lon, lat) => {
                    let number = |text: Option<&str>| text.and_then(|text| text.parse().ok());
                    let lon = number(lon).or(known.map(LonLat::lon));
                    let lat = number(lat).or(known.map(LonLat::lat));
                    let (Some(lon), Some(lat)) = (lon, lat) else {
                        return Err(Complaint::of(
                            Field::Lon,
                            "Give both coordinates, or neither.".to_owned(),
                        ));
                    };
                    let position = within(lon, lat).map_err(Complaint::in_field(Field::Lon))?;
                    Ok(Moved::To(Shape::point(position)))
                }
            }
        }
    }
}
