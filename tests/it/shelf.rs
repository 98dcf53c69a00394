//! Features in memory answer as a plain list would.

use std::{collections::BTreeMap, sync::Arc};

use contactline::{
    model::interval::Interval,
    query::{
        cql::{
            position::Reference,
            query::{Language, Query},
        },
        filter::Filter,
        shelf::{
            bound::Extent,
            entry::{Days, Entry},
            segment::Segment,
            stock::{Change, Shelf},
        },
    },
};
use jiff::civil::date;
use proptest::prelude::*;

/// A feature: a point, a box that is a polygon, or nothing; in a few days of 1970.
fn entry() -> impl Strategy<Value = Entry> {
    let place = prop_oneof![
        1 => Just(None),
        6 => (0..40_u8, 0..40_u8).prop_map(|(x, y)| Some([x, y, x, y])),
        3 => (0..36_u8, 0..36_u8, 1..4_u8, 1..4_u8)
            .prop_map(|(x, y, w, h)| Some([x, y, x + w, y + h])),
    ];
    let day = || prop::option::of(0..30_i64);
    ("[a-e]{1,3}", place, day(), 1..9_i64).prop_map(|(id, place, from, length)| {
        let edges = place.map(|edges| edges.map(|edge| 45.0 + f64::from(edge) / 10.0));
        let geometry = match edges {
            None => "null".to_owned(),
            Some([w, s, e, _]) if w.to_bits() == e.to_bits() => {
                format!(r#"{{"type":"Point","coordinates":[{w},{s}]}}"#)
            }
            // A triangle: its box says more than there is.
            Some([w, s, e, n]) => format!(
                r#"{{"type":"Polygon","coordinates":[[[{w},{s}],[{e},{s}],[{w},{n}],[{w},{s}]]]}}"#
            ),
        };
        Entry {
            body: format!(r#"{{"type":"Feature","id":"{id}","geometry":{geometry}}}"#),
            id,
            days: Days::new(from, from.map(|from| from + length)),
            edges,
        }
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let corner = || (0..40_u8, 0..40_u8);
    let bbox = prop::option::of((corner(), corner()));
    let days = prop::option::of((1..28_i8, 1..3_i8));
    (bbox, days).prop_map(|(bbox, days)| {
        let degrees = |edge: u8| 45.0 + f64::from(edge) / 10.0 + 0.05;
        let bbox = bbox.map(|((x1, y1), (x2, y2))| {
            let text =
                [x1.min(x2), y1.min(y2), x1.max(x2), y1.max(y2)].map(|e| degrees(e).to_string());
            text.join(",").parse().unwrap()
        });
        let interval = days.map(|(day, length)| {
            let to = date(1970, 1, (day + length).min(31));
            Interval::new(Some(date(1970, 1, day)), Some(to)).unwrap()
        });
        Filter {
            bbox,
            interval,
            ..Filter::default()
        }
    })
}

/// What passes, asked of each feature by itself.
fn plainly<'a>(kept: &'a BTreeMap<String, Entry>, filter: &Filter) -> Vec<&'a str> {
    let days = filter.interval.map_or(Days::ALWAYS, |interval| {
        let number = |day: jiff::civil::Date| i64::from((day - date(1970, 1, 1)).get_days());
        Days::new(interval.from().map(number), interval.to().map(number))
    });
    let passes = |entry: &&Entry| {
        let placed = filter.bbox.is_none()
            || entry.edges.is_some_and(|edges| {
                let extent = Extent {
                    edges,
                    days: entry.days,
                };
                filter.hits_body(&extent, &entry.body)
            });
        placed && entry.days.meets(days)
    };
    kept.values()
        .filter(passes)
        .map(|entry| entry.id.as_str())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_shelf_answers_as_a_list_does_whatever_changed(
        first in prop::collection::vec(entry(), 0..60),
        rounds in prop::collection::vec(
            prop::collection::vec((entry(), prop::bool::weighted(0.3)), 1..12), 0..24),
        filter in filter(),
        limit in 1..9_usize,
    ) {
        let mut kept: BTreeMap<String, Entry> = BTreeMap::new();
        for entry in &first {
            kept.insert(entry.id.clone(), entry.clone());
        }
        let mut shelf = Shelf::new(Segment::of(first));
        for round in rounds {
            let mut changes: BTreeMap<String, Change> = BTreeMap::new();
            for (entry, gone) in round {
                let change = if gone {
                    kept.remove(&entry.id);
                    Change::Gone(entry.id.clone())
                } else {
                    kept.insert(entry.id.clone(), entry.clone());
                    Change::Put(entry.clone())
                };
                changes.insert(entry.id, change);
            }
            shelf = shelf.changed(changes.into_values().collect());
        }
        let expected = plainly(&kept, &filter);
        prop_assert_eq!(shelf.len(), kept.len());
        prop_assert_eq!(shelf.count(&filter), expected.len());
        let all: Vec<&str> = shelf.all(&filter).into_iter().map(|place| shelf.id(place)).collect();
        prop_assert_eq!(&all, &expected);
        // Page by page there is the same.
        let mut paged = Vec::new();
        let mut after: Option<String> = None;
        loop {
            let found = shelf.first(&filter, after.as_deref(), limit);
            let (page, number) = shelf.page(&filter, after.as_deref(), limit);
            prop_assert_eq!((&page.places, page.more), (&found.places, found.more));
            prop_assert_eq!(number, expected.len());
            paged.extend(found.places.iter().map(|place| shelf.id(*place)));
            prop_assert!(found.places.len() <= limit);
            if !found.more {
                break;
            }
            prop_assert_eq!(found.places.len(), limit);
            after = paged.last().map(|id| (*id).to_owned());
        }
        prop_assert_eq!(&paged, &expected);
        for (id, entry) in &kept {
            prop_assert_eq!(shelf.get(id), Some(entry.body.as_str()));
        }
        // Runs hold the same bytes as the bodies one by one.
        let places = shelf.all(&Filter::default());
        let runs: Vec<String> = (shelf.runs(&places).iter())
            .map(|run| String::from_utf8(run.to_vec()).unwrap())
            .collect();
        let bodies: Vec<&str> = places.iter().map(|place| shelf.body(*place)).collect();
        prop_assert_eq!(runs.join(",\n"), bodies.join(",\n"));
        // The bound is that of what is left.
        let west = kept.values().filter_map(|entry| entry.edges).map(|edges| edges[0]);
        let west = west.fold(f64::INFINITY, f64::min);
        let bound = shelf.bound().edges().map_or(f64::INFINITY, |edges| edges[0]);
        prop_assert_eq!(bound.to_bits(), west.to_bits());
    }
}

/// A feature whose properties are of every kind that columns keep, or do not.
fn motley(n: u32) -> Entry {
    let lon = 45.0 + f64::from(n % 61) / 60.0;
    let lat = 39.0 + f64::from(n % 47) / 47.0;
    let kind = ["shelling", "clash", "Strike", "q\\\"uote", ""][n as usize % 5];
    let few = match n % 7 {
        0 => "null".to_owned(),
        1 => "true".to_owned(),
        2 => "\"2\"".to_owned(),
        n => n.to_string(),
    };
    let long = "so many words ".repeat(n as usize % 9);
    let absent = if n.is_multiple_of(3) {
        ""
    } else {
        r#","there":1"#
    };
    let date = format!("2020-10-{:02}", n % 28 + 1);
    let body = format!(
        r#"{{"type":"Feature","id":"m{n:05}","geometry":{{"type":"Point","coordinates":[{lon},{lat}]}},"properties":{{"kind":"{kind}","few":{few},"many":{n},"name":"Name {n}","long":"{long}","list":[{n},1],"in":{{"side":"{kind}"}},"day":"{date}"{absent}}}}}"#
    );
    Entry {
        id: format!("m{n:05}"),
        body,
        days: Days::ALWAYS,
        edges: Some([lon, lat, lon, lat]),
    }
}

#[test]
fn columns_answer_as_the_bodies_do() {
    // More different names and numbers than are kept as words, in a segment large enough for columns.
    let entries: Vec<Entry> = (0..5_000).map(motley).collect();
    let shelf = Shelf::new(Segment::of(entries.clone()));
    let mut some = 0;
    for text in [
        "kind = 'shelling'",
        "kind = 'shelling' AND few > 3",
        "kind <> 'clash' AND many < 2500 AND there = 1",
        "NOT (kind = 'shelling') AND few IS NOT NULL",
        "few = true OR few = '2'",
        "few IS NULL AND kind IN ('clash', 'Strike')",
        "there IS NULL",
        "CASEI(kind) = CASEI('STRIKE') AND many >= 4500",
        "kind = 'q\"uote' AND few BETWEEN 3 AND 5",
        "kind = ''",
        "name = 'Name 17'",
        "name LIKE 'Name 1%' AND kind LIKE 's%'",
        "long LIKE '%words so%' AND kind = 'clash'",
        "long = '' AND few = 6",
        "many IN (3, 1999, 4999)",
        "many = few",
        "many * 2 = 84 OR few + 1 = 5",
        "in.side = kind AND few = 4",
        "A_CONTAINS(list, (1)) AND kind = 'clash' AND many < 100",
        "T_AFTER(day, DATE('2020-10-20')) AND kind = 'Strike'",
        "id = 'm00042'",
        "nothing = 1 OR kind = 'clash'",
        "S_INTERSECTS(geometry, POLYGON((45 39, 45.5 39, 45 39.5, 45 39))) AND kind = 'clash'",
        "S_INTERSECTS(geometry, POLYGON((45 39, 45.5 39, 45 39.5, 45 39))) AND (few = 3 OR many > 4000)",
        "S_DISJOINT(geometry, BBOX(45, 39, 45.9, 39.9)) AND few < 5",
    ] {
        let read = Query::read(text, Language::Text, &Reference::CRS84);
        let query = Arc::new(read.unwrap_or_else(|error| panic!("{text}: {error}")));
        for bbox in [None, Some("45.2,39.1,45.4,39.6"), Some("45,39,45.05,39.05")] {
            let filter = Filter {
                bbox: bbox.map(|bbox| bbox.parse().unwrap()),
                cql: Some(Arc::clone(&query)),
                ..Filter::default()
            };
            let expected: Vec<&str> = (entries.iter())
                .filter(|entry| {
                    let extent = Extent {
                        edges: entry.edges.unwrap(),
                        days: entry.days,
                    };
                    (bbox.is_none() || filter.hits_body(&extent, &entry.body))
                        && filter.passes(&entry.body)
                })
                .map(|entry| entry.id.as_str())
                .collect();
            let all = shelf.all(&filter).into_iter();
            let all: Vec<&str> = all.map(|place| shelf.id(place)).collect();
            assert_eq!(all, expected, "{text} in {bbox:?}");
            let (page, number) = shelf.page(&filter, Some("m02000"), 3);
            let behind = expected.iter().filter(|id| **id > "m02000");
            let behind: Vec<&str> = behind.take(3).copied().collect();
            let page = page.places.into_iter().map(|place| shelf.id(place));
            assert_eq!(page.collect::<Vec<_>>(), behind, "{text} in {bbox:?}");
            assert_eq!(number, expected.len(), "{text} in {bbox:?}");
            some += usize::from(!expected.is_empty());
        }
    }
    assert!(some > 50, "only {some} of the filters find anything");
}

#[test]
fn a_shelf_of_many_changes_has_few_segments() {
    let entry = |n: usize| Entry {
        id: format!("f{n:06}"),
        body: format!(r#"{{"id":"f{n:06}"}}"#),
        days: Days::ALWAYS,
        edges: Some([46.0, 40.0, 46.0, 40.0]),
    };
    let mut shelf = Shelf::new(Segment::of((0..5_000).map(entry).collect()));
    for n in 0..2_000 {
        shelf = shelf.changed(vec![Change::Put(entry(10_000 + n * 7 % 3_000))]);
        assert!(shelf.parts().len() <= 8, "{}", shelf.parts().len());
    }
    assert_eq!(shelf.len(), 7_000);
}
