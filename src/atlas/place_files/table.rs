//! A table with a head, and what its columns mean.

use std::{collections::HashMap, io::BufRead};

use serde_json::Value;

use crate::{
    atlas::place_files::row::{Read, Row, position, short},
    model::{length::Metres, names::Names, place::PlaceKind},
};

/// A table with a head.
pub(crate) fn table(input: impl BufRead) -> Result<Vec<Read>, String> {
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
pub(crate) fn written(
    number: usize,
    column: &dyn Fn(&str) -> Option<String>,
) -> Result<Row, String> {
    let mut row = Row::empty(number);
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
