//! Files that places come in: `GeoNames`, Who's On First, tables, `GeoJSON`; row by row.

use std::{collections::HashMap, io::BufRead};

use serde::Deserialize;
use serde_json::Value;

use crate::{
    gazetteer::letters::Script,
    model::{
        length::Metres,
        names::{Language, Names},
        place::PlaceKind,
        position::LonLat,
    },
};

/// What a file of places is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceFormat {
    /// A country file of `GeoNames`: 19 columns parted by tabs.
    Geonames,
    /// `alternateNamesV2` of `GeoNames`: names for places that are known already.
    GeonamesAlternate,
    /// Who's On First records, one JSON object a line.
    WofJsonl,
    /// A table with the columns of `geodata/places.csv`, or some of them.
    Csv,
    /// A `GeoJSON` feature collection of points with such properties.
    Geojson,
}

/// A place as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The line or the number of the record in the file, counted from 1.
    pub number: usize,
    /// Identifier in the file's own terms (`gn-146879`).
    pub id: Option<String>,
    /// What it is; `None` for names alone.
    pub kind: Option<PlaceKind>,
    /// Where it is; `None` for names alone.
    pub position: Option<LonLat>,
    /// How far the position may be off.
    pub accuracy_m: Option<Metres>,
    /// Names by language.
    pub names: Names,
    /// Names whose language is not known.
    pub variants: Vec<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// Name of the district in the file.
    pub district: Option<String>,
    /// `GeoNames` identifier.
    pub geonames_id: Option<u64>,
    /// People.
    pub population: Option<u64>,
}

/// What came of a row.
pub enum Read {
    /// A place, or names for one.
    Row(Box<Row>),
    /// Something that the gazetteer has no use for, such as a country.
    Ignored,
    /// A row that cannot be read, with its number and the reason.
    Refused(usize, String),
}

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 1 << 20;

/// A place has so many names at the most.
const MOST_NAMES: usize = 40;

/// Reads a file, row by row.
///
/// # Errors
/// When the file cannot be read at all; broken rows are [`Read::Refused`].
pub fn read(format: PlaceFormat, input: impl BufRead) -> Result<Vec<Read>, String> {
    match format {
        PlaceFormat::Geonames => lines(input, geonames).map(|mut rows| {
            districts(&mut rows);
            rows
        }),
        PlaceFormat::GeonamesAlternate => lines(input, alternate),
        PlaceFormat::WofJsonl => lines(input, wof),
        PlaceFormat::Csv => table(input),
        PlaceFormat::Geojson => collection(input),
    }
}

fn lines(
    mut input: impl BufRead,
    one: impl Fn(usize, &str) -> Result<Option<Row>, String>,
) -> Result<Vec<Read>, String> {
    let mut rows = Vec::new();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let length = input
            .read_until(b'\n', &mut line)
            .map_err(|error| format!("Line {number} cannot be read: {error}"))?;
        if length == 0 {
            break;
        }
        let Ok(text) = std::str::from_utf8(&line) else {
            rows.push(Read::Refused(number, "It is not text in UTF-8.".to_owned()));
            continue;
        };
        let text = text
            .trim_end_matches(['\n', '\r'])
            .trim_start_matches('\u{feff}');
        if text.trim().is_empty() {
            continue;
        }
        if text.len() > LONGEST_LINE {
            rows.push(Read::Refused(number, "The line is too long.".to_owned()));
            continue;
        }
        rows.push(match one(number, text) {
            Ok(Some(row)) => Read::Row(Box::new(row)),
            Ok(None) => Read::Ignored,
            Err(why) => Read::Refused(number, why),
        });
    }
    Ok(rows)
}

fn position(lon: &str, lat: &str) -> Result<LonLat, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| format!("\"{}\" is not a number of degrees.", short(text)))
    };
    LonLat::new(number(lon)?, number(lat)?).map_err(|error| error.to_string())
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What a feature class and code of `GeoNames` are here.
fn kind_of(class: &str, code: &str, country: &str, people: u64) -> Option<PlaceKind> {
    Some(match (class, code) {
        ("P", "PPLQ" | "PPLW" | "PPLH") => PlaceKind::AbandonedVillage,
        ("P", "PPLX") => return None,
        ("P", "PPLC") => PlaceKind::City,
        ("P", code) => settled(people, code.starts_with("PPLA")),
        ("A", "ADM1" | "ADM2") if country == "AZ" => PlaceKind::District,
        ("A", "ADM1") => PlaceKind::Province,
        ("T", "MT" | "PK" | "HLL") => PlaceKind::Height,
        ("T", "PASS") => PlaceKind::Pass,
        ("H", "LK" | "RSV") => PlaceKind::Reservoir,
        ("S", "MSTY") => PlaceKind::Monastery,
        ("S", "AIRP" | "AIRB") => PlaceKind::Airport,
        ("S", "FT" | "CSTL") => PlaceKind::Fort,
        _ => return None,
    })
}

const fn settled(people: u64, seat: bool) -> PlaceKind {
    match people {
        100_000.. => PlaceKind::City,
        10_000.. => PlaceKind::Town,
        _ if seat => PlaceKind::Town,
        _ => PlaceKind::Village,
    }
}

/// One line of a country file.
///
/// # References
/// - <https://download.geonames.org/export/dump/readme.txt>
fn geonames(number: usize, line: &str) -> Result<Option<Row>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[
        id,
        name,
        ascii,
        alternates,
        lat,
        lon,
        class,
        code,
        country,
        _,
        admin1,
        _,
        _,
        _,
        people,
        ..,
    ] = columns.as_slice()
    else {
        return Err(format!("It has {} columns instead of 19.", columns.len()));
    };
    let id: u64 = id
        .parse()
        .map_err(|_| format!("\"{}\" is not an identifier of GeoNames.", short(id)))?;
    if name.trim().is_empty() {
        return Err("It has no name.".to_owned());
    }
    let position = position(lon, lat)?;
    let people = people.parse().unwrap_or(0);
    let Some(kind) = kind_of(class, code, country, people) else {
        return Ok(None);
    };
    let spellings = [name, ascii].into_iter().chain(alternates.split(','));
    let (names, variants) = sorted(spellings);
    Ok(Some(Row {
        number,
        id: Some(format!("gn-{id}")),
        kind: Some(kind),
        position: Some(position),
        accuracy_m: None,
        names,
        variants,
        country: Some(country.to_owned()).filter(|code| !code.is_empty()),
        district: Some(admin1.to_owned()).filter(|code| !code.is_empty()),
        geonames_id: Some(id),
        population: Some(people).filter(|people| *people > 0),
    }))
}

/// Replaces the codes of first-order divisions with their names, which the file itself has.
fn districts(rows: &mut [Read]) {
    let named: HashMap<String, String> = rows
        .iter()
        .filter_map(|read| match read {
            Read::Row(row) => Some(row),
            _ => None,
        })
        .filter(|row| matches!(row.kind, Some(PlaceKind::District | PlaceKind::Province)))
        .filter_map(|row| Some((row.district.clone()?, row.names.plain()?.to_owned())))
        .collect();
    for read in rows {
        if let Read::Row(row) = read {
            row.district = row
                .district
                .take()
                .and_then(|code| named.get(&code).cloned());
        }
    }
}

/// Sorts spellings without a language by their letters: the first that is Azerbaijani, Armenian or
/// Russian by its letters is the name in that language, the first Latin one the English. Names in
/// scripts that the map does not read are left out.
fn sorted<'a>(spellings: impl Iterator<Item = &'a str>) -> (Names, Vec<String>) {
    let mut names = Names::default();
    let mut variants: Vec<String> = Vec::new();
    for spelling in spellings
        .map(str::trim)
        .filter(|spelling| !spelling.is_empty())
    {
        if variants.len() >= MOST_NAMES || !named(spelling) {
            continue;
        }
        let has = |letters: &str| spelling.chars().any(|c| letters.contains(c));
        let slot = match Script::of_text(spelling) {
            Script::Armenian => &mut names.hy,
            Script::Cyrillic if has("әғҝҹһөүјіїєґўʻӘҒҜҸҺӨҮЈІЇЄҐЎ") => {
                &mut None
            }
            Script::Cyrillic => &mut names.ru,
            Script::Latin if has("əğışƏĞİŞ") => &mut names.az,
            _ => &mut names.en,
        };
        if slot.is_none() {
            *slot = Some(spelling.to_owned());
        }
        let spelling = spelling.to_owned();
        if !variants.contains(&spelling) {
            variants.push(spelling);
        }
    }
    // An Azerbaijani name is better to show than a romanised Soviet one.
    if names.az.is_some() {
        names.en = None;
    }
    let known: Vec<String> = names.iter().map(|(_, name)| name.to_owned()).collect();
    variants.retain(|variant| !known.contains(variant));
    (names, variants)
}

/// Whether a spelling is a name in a script that the map reads.
fn named(spelling: &str) -> bool {
    let letters = spelling.chars().filter(|c| c.is_alphabetic());
    let scripts: Vec<Script> = letters.map(Script::of).collect();
    let first = scripts.first().copied().unwrap_or(Script::Other);
    spelling.chars().count() <= 80
        && first != Script::Other
        && scripts.iter().all(|script| *script == first)
        && spelling.chars().next().is_some_and(char::is_uppercase)
}

/// One line of `alternateNamesV2`.
fn alternate(number: usize, line: &str) -> Result<Option<Row>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[_, id, language, name, ..] = columns.as_slice() else {
        return Err(format!("It has {} columns instead of 10.", columns.len()));
    };
    let id: u64 = id
        .parse()
        .map_err(|_| format!("\"{}\" is not an identifier of GeoNames.", short(id)))?;
    if !named(name) || !(language.is_empty() || (2..=3).contains(&language.len())) {
        return Ok(None);
    }
    let mut row = nameless(number);
    row.geonames_id = Some(id);
    enter(&mut row, language, name);
    Ok(Some(row))
}

const fn nameless(number: usize) -> Row {
    Row {
        number,
        id: None,
        kind: None,
        position: None,
        accuracy_m: None,
        names: Names {
            en: None,
            az: None,
            hy: None,
            ru: None,
        },
        variants: Vec::new(),
        country: None,
        district: None,
        geonames_id: None,
        population: None,
    }
}

/// Enters a name under its language.
fn enter(row: &mut Row, language: &str, name: &str) {
    let language = match language {
        "az" | "aze" => Some(Language::Az),
        "hy" | "hye" => Some(Language::Hy),
        "ru" | "rus" => Some(Language::Ru),
        "en" | "eng" => Some(Language::En),
        _ => None,
    };
    let slot = match language {
        Some(Language::Az) => Some(&mut row.names.az),
        Some(Language::Hy) => Some(&mut row.names.hy),
        Some(Language::Ru) => Some(&mut row.names.ru),
        Some(Language::En) => Some(&mut row.names.en),
        None => None,
    };
    match slot {
        Some(slot) if slot.is_none() => *slot = Some(name.to_owned()),
        _ if !row.variants.iter().any(|known| known == name) => row.variants.push(name.to_owned()),
        _ => {}
    }
}

/// A record of Who's On First.
#[derive(Debug, Deserialize)]
struct Wof {
    id: u64,
    placetype: String,
    name: Option<String>,
    lat: f64,
    lon: f64,
    country: Option<String>,
    #[serde(default)]
    names: HashMap<String, HashMap<String, Vec<String>>>,
    #[serde(default)]
    conc: HashMap<String, Value>,
    pop: Option<f64>,
    #[serde(default)]
    superseded: Vec<Value>,
}

/// One record of Who's On First.
fn wof(number: usize, line: &str) -> Result<Option<Row>, String> {
    let record: Wof = serde_json::from_str(line)
        .map_err(|error| format!("It is no record of Who's On First: {error}."))?;
    let settlement = matches!(record.placetype.as_str(), "locality" | "localadmin");
    if !settlement || !record.superseded.is_empty() {
        return Ok(None);
    }
    let mut row = nameless(number);
    row.position = Some(LonLat::new(record.lon, record.lat).map_err(|error| error.to_string())?);
    row.id = Some(format!("wof-{}", record.id));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count of people"
    )]
    let people = record
        .pop
        .filter(|people| *people > 0.0)
        .map(|people| people as u64);
    row.population = people;
    row.kind = Some(settled(people.unwrap_or(0), false));
    row.country = record.country;
    row.geonames_id = record.conc.get("gn:id").and_then(Value::as_u64);
    let mut languages: Vec<_> = record.names.iter().collect();
    languages.sort_by_key(|(language, _)| language.as_str());
    for (language, kinds) in languages {
        let mut kinds: Vec<_> = kinds.iter().collect();
        kinds.sort_by_key(|(kind, _)| (kind.as_str() != "preferred", kind.as_str()));
        for name in kinds.into_iter().flat_map(|(_, names)| names) {
            if named(name) && row.variants.len() < MOST_NAMES {
                enter(&mut row, language, name);
            }
        }
    }
    if let Some(name) = record.name.filter(|name| named(name)) {
        if row.names.plain().is_none() {
            row.names.en = Some(name);
        } else if !row.variants.contains(&name) {
            row.variants.push(name);
        }
    }
    Ok(row.names.plain().is_some().then_some(row))
}

/// A table with a head.
fn table(input: impl BufRead) -> Result<Vec<Read>, String> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let head = reader.headers().map_err(|error| error.to_string())?.clone();
    for needed in ["lon", "lat"] {
        if !head.iter().any(|column| column.trim() == needed) {
            return Err(format!(
                "The table has no column \"{needed}\"; its first line must name the columns."
            ));
        }
    }
    let mut rows = Vec::new();
    for (number, record) in (2..).zip(reader.records()) {
        let read = match record {
            Ok(record) => {
                let fields: HashMap<&str, &str> = head
                    .iter()
                    .map(str::trim)
                    .zip(record.iter().map(str::trim))
                    .filter(|(_, value)| !value.is_empty())
                    .collect();
                written(number, &|column| {
                    fields.get(column).map(|text| (*text).to_owned())
                })
            }
            Err(error) => Err(error.to_string()),
        };
        rows.push(match read {
            Ok(row) => Read::Row(Box::new(row)),
            Err(why) => Read::Refused(number, why),
        });
    }
    Ok(rows)
}

/// A row whose columns are called as those of `geodata/places.csv`.
fn written(number: usize, column: &dyn Fn(&str) -> Option<String>) -> Result<Row, String> {
    let mut row = nameless(number);
    let lon = column("lon").ok_or("It has no longitude.")?;
    let lat = column("lat").ok_or("It has no latitude.")?;
    row.position = Some(position(&lon, &lat)?);
    row.names = Names {
        en: column("name_en").or_else(|| column("name")),
        az: column("name_az"),
        hy: column("name_hy"),
        ru: column("name_ru"),
    };
    if row.names.plain().is_none() {
        return Err("It has no name.".to_owned());
    }
    row.kind = Some(match column("kind") {
        Some(kind) => serde_json::from_value(Value::String(kind.clone()))
            .map_err(|_| format!("\"{}\" is not a kind of place.", short(&kind)))?,
        None => PlaceKind::Village,
    });
    let accuracy = column("accuracy_km").map(|text| {
        let km: f64 = text.parse().unwrap_or(f64::NAN);
        Metres::new(km * 1000.0)
            .ok_or_else(|| format!("\"{}\" is not an accuracy in kilometres.", short(&text)))
    });
    row.accuracy_m = accuracy.transpose()?;
    let number_of = |name: &str| column(name).and_then(|text| text.parse().ok());
    row.id = column("id");
    row.variants = column("variants")
        .unwrap_or_default()
        .split(';')
        .map(str::trim)
        .filter(|variant| !variant.is_empty())
        .map(str::to_owned)
        .collect();
    row.country = column("country");
    row.district = column("district_az");
    row.geonames_id = number_of("geonames_id");
    row.population = number_of("population");
    Ok(row)
}

/// A `GeoJSON` feature collection of points.
fn collection(input: impl BufRead) -> Result<Vec<Read>, String> {
    let value: Value = serde_json::from_reader(input)
        .map_err(|error| format!("The file is not readable as GeoJSON: {error}."))?;
    let features = value
        .get("features")
        .and_then(Value::as_array)
        .ok_or("The file is no feature collection.")?;
    let rows = (1..).zip(features).map(|(number, feature)| {
        let coordinate = |at: usize| feature.pointer(&format!("/geometry/coordinates/{at}"));
        let column = |name: &str| {
            let value = match name {
                "lon" => coordinate(0),
                "lat" => coordinate(1),
                "id" => feature
                    .get("id")
                    .or_else(|| feature.pointer("/properties/id")),
                name => feature.get("properties").and_then(|all| all.get(name)),
            }?;
            match value {
                Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            }
        };
        match written(number, &column) {
            Ok(row) => Read::Row(Box::new(row)),
            Err(why) => Read::Refused(number, why),
        }
    });
    Ok(rows.collect())
}
