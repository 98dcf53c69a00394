//! The outlines of geometries as a small picture (SVG), to see at a glance what a page of features
//! is about.

use std::fmt::Write as _;

use serde_json::Value;

/// A picture is so many units wide.
const WIDE: f64 = 1000.0;

/// So many positions are drawn at the most.
const MOST_POSITIONS: usize = 40_000;

/// A picture of geometries in degrees of longitude and latitude; nothing when there are none.
#[must_use]
pub fn outline<'a>(geometries: impl IntoIterator<Item = &'a Value>) -> String {
    let mut parts: Vec<Vec<(f64, f64)>> = Vec::new();
    for geometry in geometries {
        collect(&geometry["coordinates"], &mut parts);
        for inner in geometry["geometries"].as_array().into_iter().flatten() {
            collect(&inner["coordinates"], &mut parts);
        }
        if parts.iter().map(Vec::len).sum::<usize>() > MOST_POSITIONS {
            return String::new();
        }
    }
    let all = || parts.iter().flatten();
    let (mut west, mut east, mut south, mut north) = (180.0_f64, -180.0_f64, 90.0_f64, -90.0_f64);
    for (lon, lat) in all() {
        (west, east) = (west.min(*lon), east.max(*lon));
        (south, north) = (south.min(*lat), north.max(*lat));
    }
    if west > east {
        return String::new();
    }
    // A point alone has no extent: some room around everything.
    let room = ((east - west).max(north - south) * 0.05).max(0.02);
    let (west, east, south, north) = (west - room, east + room, south - room, north + room);
    let narrow = f64::midpoint(south, north).to_radians().cos();
    let scale = WIDE / ((east - west) * narrow);
    let place = |(lon, lat): &(f64, f64)| ((lon - west) * narrow * scale, (north - lat) * scale);
    let high = (north - south) * scale;
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDE:.0} {high:.0}\" role=\"img\" aria-label=\"Outlines of the features\">\n"
    );
    for part in &parts {
        // Writing to a String cannot fail.
        if let [one] = part.as_slice() {
            let (x, y) = place(one);
            let _ = writeln!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"/>");
            continue;
        }
        let closed = part.len() > 2 && part.first() == part.last();
        let name = if closed { "polygon" } else { "polyline" };
        let fill = if closed { "" } else { " fill-opacity=\"0\"" };
        let _ = write!(svg, "<{name}{fill} points=\"");
        for position in part {
            let (x, y) = place(position);
            let _ = write!(svg, "{x:.1},{y:.1} ");
        }
        svg.push_str("\"/>\n");
    }
    svg.push_str("</svg>\n");
    svg
}

/// Collects the points, lines and rings of nested coordinates.
fn collect(coordinates: &Value, parts: &mut Vec<Vec<(f64, f64)>>) {
    let position = |value: &Value| Some((value.get(0)?.as_f64()?, value.get(1)?.as_f64()?));
    let Some(list) = coordinates.as_array() else {
        return;
    };
    if let Some(point) = position(coordinates) {
        parts.push(vec![point]);
    } else if list.first().is_some_and(|first| position(first).is_some()) {
        parts.push(list.iter().filter_map(position).collect());
    } else {
        for inner in list {
            collect(inner, parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn points_lines_and_rings_are_drawn_north_up() {
        let shapes = [
            json!({"type": "Point", "coordinates": [46.0, 40.0]}),
            json!({"type": "LineString", "coordinates": [[46.0, 39.0], [47.0, 40.0]]}),
            json!({"type": "MultiPolygon", "coordinates": [[[[46.0, 39.0], [47.0, 39.0], [47.0, 40.0], [46.0, 39.0]]]]}),
        ];
        let svg = outline(&shapes);
        for part in ["<circle", "<polyline", "<polygon"] {
            assert_eq!(svg.matches(part).count(), 1, "{svg}");
        }
        let y = |svg: &str| -> f64 {
            let rest = svg
                .split("cy=\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            rest.and_then(|y| y.parse().ok()).expect("a circle")
        };
        assert!(
            y(&svg) < 100.0,
            "the northern point stands at the top: {svg}"
        );
        assert_eq!(outline([&json!(null)]), "");
    }
}
