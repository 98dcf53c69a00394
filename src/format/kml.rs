//! KML: one placemark for each feature, with its time, and no icons of anybody else's.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use geo_types::{Coord, Geometry, LineString, Polygon};

use crate::{
    format::xml::Text,
    model::{
        about::About,
        table::{Cell, Flat, Table},
    },
};

/// Writes everything before the first placemark.
///
/// # Errors
/// The writer's own.
///
/// # References
/// - OGC 12-007r2, sections 9.1 and 15
pub fn head(out: &mut impl Write, about: &About) -> io::Result<()> {
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n<name>{}</name>\n\
         <description>{}</description>\n",
        Text(about.title()),
        Text(&about.text(0)),
    )
}

/// Everything after the last placemark.
pub const FOOT: &str = "</Document>\n</kml>\n";

/// Writes a feature; one without a geometry is a placemark in the list and not on the globe.
///
/// # Errors
/// The writer's own.
pub fn placemark(out: &mut impl Write, table: &Table, flat: &Flat) -> io::Result<()> {
    let mut text = format!("<Placemark><name>{}</name>", Text(&label(flat)));
    if let Some(note) = accuracy(flat) {
        let _ = write!(text, "<description>{}</description>", Text(&note));
    }
    text.push_str(&time(flat));
    text.push_str("<ExtendedData>");
    for (column, cell) in table.cells(flat) {
        if *cell != Cell::Empty {
            let _ = write!(
                text,
                "<Data name=\"{}\"><value>{}</value></Data>",
                Text(&column.name),
                Text(&cell.text())
            );
        }
    }
    text.push_str("</ExtendedData>");
    if let Some(shape) = &flat.shape {
        geometry(&mut text, shape.geometry());
    }
    text.push_str("</Placemark>\n");
    out.write_all(text.as_bytes())
}

/// What a feature is called: by its own words, or by the names that each side uses.
#[must_use]
pub fn label(flat: &Flat) -> String {
    let mut said = ["summary", "text"].into_iter();
    if let Some(said) = said.find_map(|column| flat.text(column)) {
        return said.to_owned();
    }
    let mut names: Vec<&str> = Vec::new();
    for language in ["names_en", "names_az", "names_hy", "names_ru"] {
        if let Some(name) = flat.text(language).filter(|name| !names.contains(name)) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return flat.id.clone();
    }
    names.join(" / ")
}

/// How exact the position is, in words.
#[must_use]
pub fn accuracy(flat: &Flat) -> Option<String> {
    let metres = flat.number("accuracy_m")?;
    Some(format!("Position within about {metres} m."))
}

/// The days of a feature; `valid_to` is the first day on which it no longer holds.
fn time(flat: &Flat) -> String {
    let day = |column| flat.text(column)?.parse::<jiff::civil::Date>().ok();
    let first = day("valid_from");
    let last = day("valid_to").and_then(|to| to.yesterday().ok());
    if first.is_none() && last.is_none() {
        return String::new();
    }
    let mut text = String::from("<TimeSpan>");
    for (word, day) in [("begin", first), ("end", last)] {
        if let Some(day) = day {
            let _ = write!(text, "<{word}>{day}</{word}>");
        }
    }
    text.push_str("</TimeSpan>");
    text
}

fn geometry(text: &mut String, geometry: &Geometry<f64>) {
    match geometry {
        Geometry::Point(point) => {
            text.push_str("<Point>");
            coordinates(text, &[point.0]);
            text.push_str("</Point>");
        }
        Geometry::LineString(one) => line(text, "LineString", one),
        Geometry::Polygon(one) => polygon(text, one),
        Geometry::MultiPoint(many) => {
            multi(text, many.iter().map(|one| Geometry::Point(*one)));
        }
        Geometry::MultiLineString(many) => {
            multi(text, many.iter().cloned().map(Geometry::LineString));
        }
        Geometry::MultiPolygon(many) => {
            multi(text, many.iter().cloned().map(Geometry::Polygon));
        }
        // A checked shape is one of the six.
        _ => {}
    }
}

fn multi(text: &mut String, parts: impl Iterator<Item = Geometry<f64>>) {
    text.push_str("<MultiGeometry>");
    parts.for_each(|part| geometry(text, &part));
    text.push_str("</MultiGeometry>");
}

fn polygon(text: &mut String, polygon: &Polygon<f64>) {
    text.push_str("<Polygon><outerBoundaryIs>");
    line(text, "LinearRing", polygon.exterior());
    text.push_str("</outerBoundaryIs>");
    for ring in polygon.interiors() {
        text.push_str("<innerBoundaryIs>");
        line(text, "LinearRing", ring);
        text.push_str("</innerBoundaryIs>");
    }
    text.push_str("</Polygon>");
}

fn line(text: &mut String, element: &str, line: &LineString<f64>) {
    let _ = write!(text, "<{element}>");
    coordinates(text, &line.0);
    let _ = write!(text, "</{element}>");
}

fn coordinates(text: &mut String, coords: &[Coord<f64>]) {
    text.push_str("<coordinates>");
    for (n, Coord { x, y }) in coords.iter().enumerate() {
        let gap = if n == 0 { "" } else { " " };
        let _ = write!(text, "{gap}{x},{y}");
    }
    text.push_str("</coordinates>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{flat::flat, survey::Survey};

    fn placed(body: &str) -> String {
        let flat = flat("places", body, false).expect("a feature");
        let mut survey = Survey::new("places", false);
        survey.note(&flat);
        let mut out = Vec::new();
        placemark(&mut out, &survey.table(), &flat).expect("memory");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_placemark_has_both_names_its_days_and_its_accuracy() {
        let text = placed(
            r#"{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[46.5,40]},
            "properties":{"names":{"az":"<X>","hy":"Y"},"valid_from":"2020-09-27",
            "valid_to":"2020-09-30","accuracy_m":5000}}"#,
        );
        for part in [
            "<name>&lt;X&gt; / Y</name>",
            "<description>Position within about 5000 m.</description>",
            "<TimeSpan><begin>2020-09-27</begin><end>2020-09-29</end></TimeSpan>",
            "<Data name=\"names_hy\"><value>Y</value></Data>",
            "<Point><coordinates>46.5,40</coordinates></Point>",
        ] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
        assert!(!text.contains("Icon"), "{text}");
    }

    #[test]
    fn an_area_with_a_hole_keeps_it_and_nothing_is_made_up_for_what_is_nowhere() {
        let area = placed(
            r#"{"type":"Feature","id":"a","properties":{},"geometry":{"type":"MultiPolygon",
            "coordinates":[[[[46,39],[47,39],[47,40],[46,39]],
                            [[46.5,39.2],[46.8,39.2],[46.8,39.5],[46.5,39.2]]]]}}"#,
        );
        assert!(area.contains("<MultiGeometry><Polygon><outerBoundaryIs><LinearRing>"));
        assert!(area.contains("<innerBoundaryIs>"), "{area}");
        let nowhere = placed(r#"{"type":"Feature","id":"b","properties":{},"geometry":null}"#);
        assert!(!nowhere.contains("coordinates"), "{nowhere}");
    }
}
