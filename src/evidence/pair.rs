//! Whether two incidents may be one event. A suggestion with its reasons; an editor decides.

use geo::{Distance as _, Haversine};
use serde::Serialize;

use crate::model::{
    claim::Claim,
    incident::{Incident, IncidentProperties},
};

/// From which score on a pair is suggested.
pub const WORTH_SHOWING: f64 = 0.5;

/// Days between two incidents that may still be one event: reports come late.
pub const DAYS_APART: i32 = 3;

/// What speaks for it that two incidents are one event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pairing {
    /// 0 nothing speaks for it, 1 everything does.
    pub score: f64,
    /// Agreement of time, 0–1.
    pub time: f64,
    /// Agreement of location, 0–1.
    pub location: f64,
    /// Agreement of kind, 0–1.
    pub kind: f64,
    /// Agreement of quantities, 0–1; a half when nothing can be compared.
    pub quantities: f64,
    /// The same in sentences.
    pub reasons: Vec<String>,
}

/// What speaks for it that two incidents are one event.
///
/// Time, location and kind must each allow it (they are multiplied); quantities weigh less, since
/// two sides seldom give the same. Nothing in it depends on which side says what.
#[must_use]
pub fn compare(left: &Incident, right: &Incident) -> Pairing {
    let (one, other) = (&left.properties, &right.properties);
    let mut reasons = Vec::new();
    let time = time(one, other, &mut reasons);
    let location = location(one, other, &mut reasons);
    let kind = kind(&one.kind, &other.kind, &mut reasons);
    let quantities = quantities(&one.claims, &other.claims, &mut reasons);
    let score = (time * location * kind).cbrt() * (0.8 + 0.2 * quantities);
    Pairing {
        score: round(score),
        time: round(time),
        location: round(location),
        kind: round(kind),
        quantities: round(quantities),
        reasons,
    }
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn time(one: &IncidentProperties, other: &IncidentProperties, reasons: &mut Vec<String>) -> f64 {
    let first = one.date_start.max(other.date_start);
    let last = one.date_end.min(other.date_end);
    let gap = (first - last).get_days();
    if gap <= 0 {
        let shared = f64::from(1 - gap);
        let length =
            |of: &IncidentProperties| f64::from((of.date_end - of.date_start).get_days() + 1);
        reasons.push(format!(
            "Both are of {first}{}.",
            if gap < 0 {
                format!(" to {last}")
            } else {
                String::new()
            }
        ));
        return 0.5 + 0.5 * shared / length(one).max(length(other));
    }
    reasons.push(format!(
        "{gap} {} lie between them.",
        if gap == 1 { "day" } else { "days" }
    ));
    if gap > DAYS_APART {
        return 0.0;
    }
    0.5 * (1.0 - f64::from(gap) / f64::from(DAYS_APART + 1))
}

fn location(
    one: &IncidentProperties,
    other: &IncidentProperties,
    reasons: &mut Vec<String>,
) -> f64 {
    if one.location.place.is_some()
        && one.location.place == other.location.place
        && one.location.rule == other.location.rule
    {
        reasons.push(format!("Both are put at {}.", one.location.label));
        return 1.0;
    }
    let (Some(here), Some(there)) = (one.location.point, other.location.point) else {
        reasons.push("One of them has no location.".to_owned());
        return 0.2;
    };
    let metres = Haversine.distance(here.point(), there.point());
    let reach = one.accuracy_m.value() + other.accuracy_m.value();
    reasons.push(format!(
        "{:.0} km lie between them; each may be off, together by {:.0} km.",
        metres / 1000.0,
        reach / 1000.0
    ));
    if metres > reach + 1.0 {
        return (reach / metres).clamp(0.0, 0.5);
    }
    // A wide area holds many events: the wider, the less it says that both lie in it.
    let sharp = 20_000.0 / (20_000.0 + reach);
    0.5 + 0.5 * sharp
}

/// Kinds that two sides may give to one event.
const AKIN: [[&str; 2]; 8] = [
    ["shelling", "ceasefire-violation"],
    ["shelling", "clash"],
    ["shelling", "losses"],
    ["shelling", "air-drone-strike"],
    ["clash", "losses"],
    ["clash", "ceasefire-violation"],
    ["clash", "capture-claim"],
    ["capture-claim", "withdrawal"],
];

fn kind(one: &str, other: &str, reasons: &mut Vec<String>) -> f64 {
    if one == other {
        reasons.push(format!("Both are of the kind {one}."));
        1.0
    } else if AKIN.contains(&[one, other]) || AKIN.contains(&[other, one]) {
        reasons.push(format!("The kinds {one} and {other} may be one event."));
        0.6
    } else if one == "statement" || other == "statement" {
        reasons.push("One of them is a mere statement.".to_owned());
        0.4
    } else {
        reasons.push(format!("The kinds {one} and {other} differ."));
        0.1
    }
}

fn quantities(one: &[Claim], other: &[Claim], reasons: &mut Vec<String>) -> f64 {
    let of_same = |left: &Claim, right: &Claim| {
        left.predicate == right.predicate
            && left.victim_side == right.victim_side
            && left.victim_class == right.victim_class
            && left.item == right.item
            && left.outcome == right.outcome
    };
    let (mut compared, mut met) = (0_u32, 0_u32);
    for left in one {
        for right in other.iter().filter(|right| of_same(left, right)) {
            if let (Some(low), Some(from)) = (left.quantity_low, right.quantity_low) {
                compared += 1;
                let (high, to) = (
                    left.quantity_high.unwrap_or(low),
                    right.quantity_high.unwrap_or(from),
                );
                met += u32::from(low <= to && from <= high);
            }
        }
    }
    if compared == 0 {
        return 0.5;
    }
    reasons.push(format!("{met} of {compared} figures agree."));
    f64::from(met) / f64::from(compared)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn incident(kind: &str, day: u8, lon: f64, killed: u64, side: &str) -> Incident {
        let date = format!("2020-10-{day:02}");
        let properties = json!({
            "kind": kind, "summary": "An event.", "names": {}, "date_start": date, "date_end": date,
            "date_prec": 1, "time_basis": "event", "valid_from": date, "valid_to": null,
            "location": {"kind": "settlement", "place": null, "label": "A town", "rule": "settlement",
                         "where_prec": 2, "uncertainty_m": 1000.0, "point": [lon, 39.8]},
            "where_prec": 2, "accuracy_m": 1000.0, "line_position": null,
            "claims": [{"id": "c-1", "claimant": side, "claimant_side": side, "modality": "asserts",
                        "predicate": "losses", "victim_class": "civilians", "victim_side": "arm",
                        "outcome": ["killed"], "quantity_low": killed, "quantity_high": killed,
                        "unit": "people", "item": null, "date_start": null, "date_end": null,
                        "text": "text", "quote": false, "start": null, "end": null}],
            "claimant_sides": [side], "sources": [], "source": "own", "confidence": null,
            "note": null, "revision": 1,
        });
        Incident {
            id: format!("i-{day}-{killed}-{side}")
                .parse()
                .expect("an identifier"),
            shape: None,
            properties: serde_json::from_value(properties).expect("properties"),
        }
    }

    #[test]
    fn one_event_told_twice_is_suggested_and_two_events_are_not() {
        let one = incident("shelling", 2, 46.75, 3, "arm");
        let told_again = compare(&one, &incident("shelling", 2, 46.75, 3, "third-party"));
        assert!(told_again.score > 0.9, "{told_again:?}");
        assert!(
            told_again
                .reasons
                .iter()
                .any(|why| why.contains("1 of 1 figures"))
        );
        let other_figure = compare(&one, &incident("shelling", 2, 46.75, 9, "az"));
        assert!(other_figure.score > WORTH_SHOWING && other_figure.score < told_again.score);
        for apart in [
            incident("shelling", 9, 46.75, 3, "arm"),
            incident("shelling", 2, 47.75, 3, "arm"),
            incident("ceasefire", 3, 46.95, 3, "arm"),
        ] {
            let pairing = compare(&one, &apart);
            assert!(pairing.score < WORTH_SHOWING, "{pairing:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Which of two incidents came first, and which side speaks, is nothing.
        #[test]
        fn likeness_has_no_direction_and_no_side(
            day in 1_u8..9, lon in 46.0..47.0_f64, killed in 0_u64..4, which in 0_usize..3,
        ) {
            let kind = ["shelling", "clash", "statement"][which];
            let one = incident("shelling", 4, 46.5, 2, "az");
            let there = compare(&one, &incident(kind, day, lon, killed, "arm"));
            let back = compare(&incident(kind, day, lon, killed, "arm"), &one);
            prop_assert!((there.score - back.score).abs() < 1e-9);
            let mirror = compare(
                &incident("shelling", 4, 46.5, 2, "arm"),
                &incident(kind, day, lon, killed, "az"),
            );
            prop_assert!((there.score - mirror.score).abs() < 1e-9);
            prop_assert!((0.0..=1.0).contains(&there.score));
        }
    }
}
