//! News feeds: Atom with `GeoRSS` simple.
//!
//! # References
//! - RFC 4287, *The Atom Syndication Format*
//! - OGC 17-002r1, *`GeoRSS`*, section 9 (simple)

use std::fmt::Write as _;

use geo::BoundingRect as _;
use geo_types::{Coord, Geometry, LineString};
use jiff::Timestamp;

use crate::format::xml::Text;

/// What a feed says of itself.
#[derive(Debug, Clone)]
pub struct Head {
    /// Its address, which is its identifier as well.
    pub address: String,
    /// The page that it belongs to.
    pub page: String,
    /// Its title.
    pub title: String,
    /// Whom its entries are by.
    pub author: String,
    /// The licence of its entries.
    pub rights: String,
    /// When it last changed.
    pub updated: Timestamp,
}

/// One entry of a feed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its page, which is its identifier as well.
    pub page: String,
    /// The same as `GeoJSON`.
    pub data: String,
    /// Its headline.
    pub title: String,
    /// What kind of thing it is.
    pub category: String,
    /// More of it.
    pub summary: String,
    /// When it was first published.
    pub published: Timestamp,
    /// When its newest version was published.
    pub updated: Timestamp,
    /// Where, in CRS84 degrees.
    pub place: Option<Geometry<f64>>,
}

/// A feed.
#[must_use]
pub fn feed(head: &Head, entries: &[Entry]) -> String {
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:georss=\"http://www.georss.org/georss\">\n\
         <id>{0}</id>\n<title>{1}</title>\n<updated>{2}</updated>\n\
         <author><name>{3}</name></author>\n<rights>{4}</rights>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{0}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{5}\"/>\n",
        Text(&head.address),
        Text(&head.title),
        head.updated,
        Text(&head.author),
        Text(&head.rights),
        Text(&head.page),
    );
    for entry in entries {
        // Writing to a text does not fail.
        let _ = write!(
            text,
            "<entry>\n<id>{0}</id>\n<title>{1}</title>\n<published>{2}</published>\n\
             <updated>{3}</updated>\n<category term=\"{4}\"/>\n<summary>{5}</summary>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{0}\"/>\n\
             <link rel=\"alternate\" type=\"application/geo+json\" href=\"{6}\"/>\n{7}</entry>\n",
            Text(&entry.page),
            Text(&entry.title),
            entry.published,
            entry.updated,
            Text(&entry.category),
            Text(&entry.summary),
            Text(&entry.data),
            entry.place.as_ref().map(place).unwrap_or_default(),
        );
    }
    text.push_str("</feed>\n");
    text
}

/// Where an entry is: latitude comes first. What has several parts is shown by its box.
fn place(geometry: &Geometry<f64>) -> String {
    let pair = |at: &Coord<f64>| format!("{} {}", at.y, at.x);
    let path = |line: &LineString<f64>| {
        let pairs: Vec<String> = line.coords().map(pair).collect();
        pairs.join(" ")
    };
    let (element, numbers) = match geometry {
        Geometry::Point(point) => ("point", pair(&point.0)),
        Geometry::LineString(line) => ("line", path(line)),
        Geometry::Polygon(polygon) => ("polygon", path(polygon.exterior())),
        other => match other.bounding_rect() {
            Some(rect) => {
                let corners = format!("{} {}", pair(&rect.min()), pair(&rect.max()));
                ("box", corners)
            }
            None => return String::new(),
        },
    };
    format!("<georss:{element}>{numbers}</georss:{element}>\n")
}

#[cfg(test)]
mod tests {
    use geo_types::{line_string, point};

    use super::*;

    #[test]
    fn a_feed_reader_finds_everything_and_no_markup_of_others() {
        let moment = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let head = Head {
            address: "http://x/feeds/incidents.atom?bbox=1,2,3,4&datetime=2020-10-01".to_owned(),
            page: "http://x/".to_owned(),
            title: "Incidents".to_owned(),
            author: "contactline".to_owned(),
            rights: "CC0-1.0".to_owned(),
            updated: moment("2020-10-02T10:00:00Z"),
        };
        let entry = |place: Option<Geometry<f64>>| Entry {
            page: "http://x/i/i-1".to_owned(),
            data: "http://x/i/i-1?f=geojson".to_owned(),
            title: "Shelling near <Aghdam> & elsewhere".to_owned(),
            category: "shelling".to_owned(),
            summary: "One side says so.".to_owned(),
            published: moment("2020-10-01T10:00:00Z"),
            updated: moment("2020-10-02T10:00:00Z"),
            place,
        };
        let at = point!(x: 46.9, y: 39.9);
        let line = line_string![(x: 46.0, y: 39.0), (x: 47.0, y: 40.0)];
        let many = geo_types::MultiPoint(vec![at, point!(x: 46.0, y: 39.0)]);
        let entries = [
            entry(Some(at.into())),
            entry(Some(line.into())),
            entry(Some(many.into())),
            entry(None),
        ];
        let text = feed(&head, &entries);
        let read = feed_rs::parser::parse(text.as_bytes()).expect("Atom");
        assert_eq!(read.entries.len(), 4);
        let first = &read.entries[0];
        let title = first.title.as_ref().map(|title| title.content.as_str());
        assert_eq!(title, Some("Shelling near <Aghdam> & elsewhere"));
        assert_eq!(first.id, "http://x/i/i-1");
        assert_eq!(read.id, head.address);
        for place in [
            "<georss:point>39.9 46.9</georss:point>",
            "<georss:line>39 46 40 47</georss:line>",
            "<georss:box>39 46 39.9 46.9</georss:box>",
        ] {
            assert!(text.contains(place), "{place}\n{text}");
        }
    }
}
