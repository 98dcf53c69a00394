//! GPX: points as waypoints and lines as tracks, for devices that know nothing else.
//!
//! An area is no point: its waypoint says that it stands for an area, and how far off it may be.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use geo_types::{Geometry, LineString};
use jiff::Timestamp;

use crate::{
    format::{
        kml::{accuracy, label},
        xml::Text,
    },
    model::{about::About, shape::Shape, table::Flat},
};

/// Writes everything before the first waypoint.
///
/// # Errors
/// The writer's own.
///
/// # References
/// - GPX 1.1 schema, types `gpxType` and `metadataType`
pub fn head(out: &mut impl Write, about: &About, left_out: u64) -> io::Result<()> {
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gpx version=\"1.1\" creator=\"contactline\" \
         xmlns=\"http://www.topografix.com/GPX/1/1\">\n\
         <metadata><name>{}</name><desc>{}</desc><time>{}</time><keywords>{}</keywords></metadata>\n",
        Text(about.title()),
        Text(&about.text(left_out)),
        second(about.state),
        Text(&about.collection.licence),
    )
}

/// Everything after the last track.
pub const FOOT: &str = "</gpx>\n";

/// Whether a feature is written as a track; tracks come after all waypoints.
#[must_use]
pub fn is_track(flat: &Flat) -> bool {
    let geometry = flat.shape.as_ref().map(Shape::geometry);
    matches!(
        geometry,
        Some(Geometry::LineString(_) | Geometry::MultiLineString(_))
    )
}

/// Writes a feature with a point, or nothing when it has none.
///
/// # Errors
/// The writer's own.
pub fn waypoint(out: &mut impl Write, flat: &Flat) -> io::Result<()> {
    let (Some(point), Some(shape)) = (flat.point, &flat.shape) else {
        return Ok(());
    };
    let stands_for = match shape.geometry() {
        Geometry::Point(_) => None,
        Geometry::MultiPoint(_) => Some("several points"),
        _ => Some("an area"),
    };
    let mut text = format!("<wpt lat=\"{}\" lon=\"{}\">", point.lat(), point.lon());
    say(&mut text, flat, stands_for);
    text.push_str("</wpt>\n");
    out.write_all(text.as_bytes())
}

/// Writes a feature that is a line, or nothing when it is none.
///
/// # Errors
/// The writer's own.
pub fn track(out: &mut impl Write, flat: &Flat) -> io::Result<()> {
    let geometry = flat.shape.as_ref().map(Shape::geometry);
    let lines: &[LineString<f64>] = match geometry {
        Some(Geometry::LineString(line)) => std::slice::from_ref(line),
        Some(Geometry::MultiLineString(lines)) => &lines.0,
        _ => return Ok(()),
    };
    let mut text = String::from("<trk>");
    say(&mut text, flat, None);
    for line in lines {
        text.push_str("<trkseg>");
        for coord in line.coords() {
            let _ = write!(text, "<trkpt lat=\"{}\" lon=\"{}\"/>", coord.y, coord.x);
        }
        text.push_str("</trkseg>");
    }
    text.push_str("</trk>\n");
    out.write_all(text.as_bytes())
}

/// Name, identifier, description and type, in the order of the schema.
fn say(text: &mut String, flat: &Flat, stands_for: Option<&str>) {
    let mut parts = Vec::new();
    if let Some(what) = stands_for {
        let how_far = match flat.number("accuracy_m") {
            Some(metres) => format!("which reaches or may lie about {metres} m away from it"),
            None => "whose extent is not in this file".to_owned(),
        };
        parts.push(format!(
            "This point is no position: it stands for {what}, {how_far}."
        ));
    } else {
        parts.extend(accuracy(flat));
    }
    if let Some(first) = flat.text("valid_from") {
        let to = flat.text("valid_to").unwrap_or("later");
        parts.push(format!("From {first} to before {to}."));
    }
    parts.extend(flat.text("note").map(str::to_owned));
    let _ = write!(
        text,
        "<name>{}</name><cmt>{}</cmt><desc>{}</desc>",
        Text(&label(flat)),
        Text(&flat.id),
        Text(&parts.join(" ")),
    );
    if let Some(kind) = flat.text("kind") {
        let _ = write!(text, "<type>{}</type>", Text(kind));
    }
}

/// A moment to the second.
fn second(moment: Timestamp) -> Timestamp {
    Timestamp::from_second(moment.as_second()).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::flat::flat;

    #[test]
    fn an_area_is_never_a_bare_point() {
        let area = flat(
            "places",
            r#"{"type":"Feature","id":"a","properties":{"accuracy_m":3000,"kind":"district"},
            "geometry":{"type":"Polygon","coordinates":[[[46,39],[47,39],[47,40],[46,39]]]}}"#,
            false,
        )
        .expect("a feature");
        let mut out = Vec::new();
        waypoint(&mut out, &area).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert!(text.contains("stands for an area"), "{text}");
        assert!(text.contains("3000 m"), "{text}");
        assert!(!is_track(&area));
    }

    #[test]
    fn lines_are_tracks_with_a_segment_for_each_part() {
        let line = flat(
            "water",
            r#"{"type":"Feature","id":"a","properties":{},"geometry":{"type":"MultiLineString",
            "coordinates":[[[46,39],[47,39]],[[46,40],[47,40]]]}}"#,
            false,
        )
        .expect("a feature");
        let mut out = Vec::new();
        track(&mut out, &line).expect("memory");
        let text = String::from_utf8(out).expect("UTF-8");
        assert_eq!(text.matches("<trkseg>").count(), 2);
        assert!(text.contains("<trkpt lat=\"39\" lon=\"46\"/>"), "{text}");
    }
}
