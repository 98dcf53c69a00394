//! The search for a place by what somebody types.

use std::{collections::HashMap, ops::Range};

use crate::{
    gazetteer::{fold::fold, index::Gazetteer, letters::Script},
    model::place::{Place, PlaceKind},
};

/// A place that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<'a> {
    /// The place.
    pub place: &'a Place,
    /// The spelling of its name that matched.
    pub matched: &'a str,
    /// How well it matches, from 0 to 1.
    pub score: f64,
}

/// A query is cut at so many characters.
const LONGEST_QUERY: usize = 100;

/// Queries and names shorter than this are not searched for typing errors.
const SHORTEST_WITH_TYPOS: usize = 5;

/// The longest name in bytes that is compared with a query that has typing errors.
const LONGEST_WITH_TYPOS: usize = 40;

impl Gazetteer {
    /// The places whose names are the query, begin with it, have a word that begins with it, or
    /// differ from it by one or two typing errors; in this order, and then by importance.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize) -> Vec<Found<'_>> {
        search(self, query, limit)
    }
}

fn search<'a>(gazetteer: &'a Gazetteer, query: &str, limit: usize) -> Vec<Found<'a>> {
    let typed: String = query.chars().take(LONGEST_QUERY).collect();
    let query = fold(&typed);
    if query.is_empty() || limit == 0 {
        return Vec::new();
    }
    let mut best: HashMap<u32, Found<'a>> = HashMap::new();
    let mut enter = |key: usize, score: f64| {
        for owner in gazetteer.owners(key) {
            let Some(place) = gazetteer.owner(owner) else {
                continue;
            };
            let found = || Found {
                place,
                matched: gazetteer.spelling(owner),
                score,
            };
            let old = best.entry(owner.place).or_insert_with(found);
            if score > old.score {
                *old = found();
            }
        }
    };
    let keys = gazetteer.keys();
    for key in keys.starting_with(&query) {
        let text = keys.get(key);
        let same = text == query;
        enter(key, if same { 1.0 } else { 0.8 + share(&query, text) });
    }
    for key in keys.containing(&format!(" {query}")) {
        enter(key, 0.6 + share(&query, keys.get(key)));
    }
    if query.len() >= SHORTEST_WITH_TYPOS {
        let first = query.get(..1).unwrap_or_default();
        let mut compare = |range: Range<usize>| {
            let mut any = false;
            for key in range {
                if let Some(score) = alike(&query, keys.get(key)) {
                    any = true;
                    enter(key, score);
                }
            }
            any
        };
        let any = compare(keys.starting_with(first));
        // Few mistype the first letter: it is worth while only when nothing else is alike.
        if !any {
            compare(0..keys.len());
        }
    }
    let mut found: Vec<Found<'a>> = best.into_values().collect();
    found.sort_by(|a, b| {
        tier(b.score)
            .cmp(&tier(a.score))
            .then_with(|| importance(a.place.kind).cmp(&importance(b.place.kind)))
            .then_with(|| b.place.population.cmp(&a.place.population))
            .then_with(|| b.score.total_cmp(&a.score))
            .then_with(|| a.place.id.cmp(&b.place.id))
    });
    found.truncate(limit);
    for found in &mut found {
        found.matched = as_typed(found, &typed);
    }
    found
}

/// The name to show for a match: of the spellings that fold to the one that matched, the first in
/// the script of the query; for a spelling that only texts use, the place's name in that script.
fn as_typed<'a>(found: &Found<'a>, typed: &str) -> &'a str {
    let (script, key) = (Script::of_text(typed), fold(found.matched));
    let spellings = || found.place.spellings();
    let in_script = |name: &&str| Script::of_text(name) == script;
    let same = spellings().find(|name| in_script(name) && fold(name) == key);
    let own = || spellings().find(|name| *name == found.matched);
    let other = || spellings().find(in_script);
    same.or_else(own).or_else(other).unwrap_or(found.matched)
}

/// How much of a name a query is, in tenths.
fn share(query: &str, key: &str) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "lengths of names")]
    let share = query.len() as f64 / key.len().max(1) as f64 / 10.0;
    share
}

/// How a name answers a query with typing errors: 0.5 for one of them, 0.4 for two.
fn alike(query: &str, key: &str) -> Option<f64> {
    if key.len() < SHORTEST_WITH_TYPOS {
        return None;
    }
    let allowed = if query.len() < 8 { 1 } else { 2 };
    match distance(query.as_bytes(), key.as_bytes(), allowed)? {
        0 => Some(1.0),
        1 => Some(0.5),
        _ => Some(0.4),
    }
}

/// Tenths of a score, so that importance decides among equally good matches.
fn tier(score: f64) -> u8 {
    match score {
        s if s >= 1.0 => 5,
        s if s >= 0.8 => 4,
        s if s >= 0.6 => 3,
        s if s >= 0.5 => 2,
        _ => 1,
    }
}

/// The rank of a kind of place among equally good matches; the first comes first.
const fn importance(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::City | PlaceKind::Region => 0,
        PlaceKind::Line => 1,
        PlaceKind::Town => 2,
        PlaceKind::District | PlaceKind::Province => 3,
        PlaceKind::Village => 4,
        PlaceKind::AbandonedVillage => 5,
        _ => 6,
    }
}

/// The number of letters to insert, drop, replace or swap with a neighbour, if not more than
/// `allowed`.
///
/// # References
/// - Damerau, F. J., "A technique for computer detection and correction of spelling errors",
///   Commun. ACM 7 (1964), doi:10.1145/363958.363994 (optimal string alignment)
fn distance(a: &[u8], b: &[u8], allowed: usize) -> Option<usize> {
    const WIDTH: usize = LONGEST_WITH_TYPOS + 1;
    if a.len().abs_diff(b.len()) > allowed || b.len() > LONGEST_WITH_TYPOS {
        return None;
    }
    let mut rows = [[0_usize; WIDTH]; 3];
    let [before, last, current] = &mut rows;
    let (mut before, mut last, mut current) = (before, last, current);
    for (j, cell) in last.iter_mut().enumerate() {
        *cell = j;
    }
    let at = |row: &[usize; WIDTH], index: usize| row.get(index).copied().unwrap_or(usize::MAX / 2);
    for (i, x) in a.iter().enumerate() {
        let mut lowest = i + 1;
        if let Some(cell) = current.first_mut() {
            *cell = i + 1;
        }
        for (j, y) in b.iter().enumerate() {
            let mut cost = (at(last, j) + usize::from(x != y))
                .min(at(last, j + 1) + 1)
                .min(at(current, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                cost = cost.min(at(before, j - 1) + 1);
            }
            if let Some(cell) = current.get_mut(j + 1) {
                *cell = cost;
            }
            lowest = lowest.min(cost);
        }
        if lowest > allowed {
            return None;
        }
        (before, last, current) = (last, current, before);
    }
    Some(at(last, b.len())).filter(|cost| *cost <= allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, kind: &str, en: &str, az: &str, ru: &str) -> Place {
        serde_json::from_value(serde_json::json!({
            "id": id, "kind": kind, "position": [46.7, 39.8], "accuracy_m": 1000.0,
            "names": { "en": en, "az": az, "ru": ru }, "variants": [], "label_en": null,
            "country": "AZ", "district_az": null, "province_nk": null, "geonames_id": null,
            "population": null, "note": null, "source": "own",
        }))
        .expect("a place")
    }

    fn gazetteer() -> Gazetteer {
        Gazetteer::new(vec![
            place(
                "shushakend",
                "village",
                "Shushakend",
                "Şuşakənd",
                "Шушикенд",
            ),
            place(
                "shusha-district",
                "district",
                "Shusha District",
                "Şuşa rayonu",
                "Шушинский район",
            ),
            place("shusha", "city", "Shusha", "Şuşa", "Шуша"),
            place("khojavend", "town", "Khojavend", "Xocavənd", "Ходжавенд"),
        ])
    }

    fn ids(query: &str) -> Vec<String> {
        let gazetteer = gazetteer();
        gazetteer
            .search(query, 10)
            .iter()
            .map(|found| found.place.id.to_string())
            .collect()
    }

    #[test]
    fn the_same_name_comes_before_longer_names() {
        assert_eq!(ids("Shusha"), ["shusha", "shusha-district", "shushakend"]);
        assert_eq!(ids("ШУША"), ids("şuşa"));
        assert_eq!(ids("susa")[0], "shusha");
    }

    #[test]
    fn prefixes_later_words_and_typing_errors_match() {
        assert_eq!(ids("xocav"), ["khojavend"]);
        assert_eq!(ids("rayonu"), ["shusha-district"]);
        assert_eq!(ids("Khojavned"), ["khojavend"]);
        assert!(ids("Khojxxxxd").is_empty());
    }

    #[test]
    fn any_script_finds_a_name_mistyped_too() {
        for query in ["Khojavned", "Xocavned", "Ходжавнед", "hojavend", "Xocavənt"] {
            assert_eq!(ids(query), ["khojavend"], "{query}");
        }
        assert_eq!(ids("şuşakent"), ["shushakend"]);
        assert_eq!(ids("Шушикэнд"), ["shushakend"]);
    }

    #[test]
    fn an_empty_query_finds_nothing_and_a_long_one_is_cut() {
        assert!(ids("").is_empty());
        assert!(ids(" \t«» ").is_empty());
        assert!(ids(&"x".repeat(1_000_000)).is_empty());
    }

    #[test]
    fn the_matched_spelling_is_the_one_that_was_asked_for() {
        let gazetteer = gazetteer();
        assert_eq!(gazetteer.search("шуша", 1)[0].matched, "Шуша");
        assert!(gazetteer.search("shusha", 1)[0].score >= 1.0);
    }
}
