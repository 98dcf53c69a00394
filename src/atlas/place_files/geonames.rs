//! A country file of `GeoNames`.

use std::collections::HashMap;

use crate::{
    atlas::place_files::{
        row::{Read, Row, position, short},
        spellings::sorted,
    },
    model::place::PlaceKind,
};

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

/// What a settlement is by its people.
pub(crate) const fn settled(people: u64, seat: bool) -> PlaceKind {
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
pub(crate) fn geonames(number: usize, line: &str) -> Result<Option<Row>, String> {
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
        records: Vec::new(),
        country: Some(country.to_owned()).filter(|code| !code.is_empty()),
        district: Some(admin1.to_owned()).filter(|code| !code.is_empty()),
        geonames_id: Some(id),
        population: Some(people).filter(|people| *people > 0),
    }))
}

/// Replaces the codes of first-order divisions with their names, which the file itself has.
pub(crate) fn districts(rows: &mut [Read]) {
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
