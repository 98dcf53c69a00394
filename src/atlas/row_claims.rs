//! The claims of a row of the table of incidents.

use crate::{
    atlas::{error::AtlasError, tables::IncidentRow},
    evidence::identity::claim_id,
    geoparse::vocabulary::Parties,
    model::{
        claim::{ANSWER, Claim, Modality, Outcome, VictimClass, VictimSide},
        side::Side,
    },
};

/// The claims of a row: the statement itself, one for each figure in it, and the answers.
///
/// # Errors
/// [`AtlasError::Refused`] when the row's identifier is so long that nothing can follow it.
pub fn claims(row: &IncidentRow, parties: &Parties) -> Result<Vec<Claim>, AtlasError> {
    let id = claim_id(&row.id, 1)?;
    let statement = Claim {
        modality: row.modality,
        predicate: row.kind.clone(),
        date_start: Some(row.date_start),
        date_end: Some(row.date_end),
        text: row.summary_en.clone(),
        ..Claim::of(id, row.claimant.clone(), row.claimant_side)
    };
    let said_by = |(claimant, claimant_side): (String, Side), said: &Claim| Claim {
        claimant,
        claimant_side,
        ..said.clone()
    };
    let mut claims: Vec<Claim> = speakers(&row.claimant, row.claimant_side, parties)
        .into_iter()
        .map(|speaker| said_by(speaker, &statement))
        .collect();
    if let (Some(also), Some(side)) = (&row.also_claimed_by, row.also_side) {
        claims.push(said_by((also.clone(), side), &statement));
    }
    let equipment = row.equipment();
    let loss = |outcome: Vec<Outcome>, low: Option<u64>, high: Option<u64>| Claim {
        predicate: "losses".to_owned(),
        victim_class: word(row.victim_class.as_deref()),
        victim_side: word(row.victim_side.as_deref()),
        outcome,
        quantity_low: low,
        quantity_high: high,
        unit: Some("people".to_owned()),
        ..statement.clone()
    };
    if let Some(&together) = equipment.get("killed_and_wounded_combined") {
        let outcome = vec![Outcome::Killed, Outcome::Wounded];
        claims.push(loss(outcome, Some(together), Some(together)));
    } else {
        if row.killed_high.is_some() {
            claims.push(loss(vec![Outcome::Killed], row.killed_low, row.killed_high));
        }
        if row.wounded_high.is_some() {
            claims.push(loss(
                vec![Outcome::Wounded],
                row.wounded_low,
                row.wounded_high,
            ));
        }
    }
    for (item, count) in equipment {
        if item != "killed_and_wounded_combined" {
            claims.push(Claim {
                victim_class: Some(VictimClass::Equipment),
                unit: Some("items".to_owned()),
                item: Some(item),
                victim_side: word::<VictimSide>(row.victim_side.as_deref()),
                ..loss(vec![Outcome::Destroyed], Some(count), Some(count))
            });
        }
    }
    if let Some(text) = &row.counter_claim_summary {
        let who = row.counter_claim_by.as_deref().unwrap_or("both sides");
        let side = row.counter_side.unwrap_or(Side::ThirdParty);
        let answer = Claim {
            modality: row.counter_modality.unwrap_or(Modality::Asserts),
            predicate: row
                .counter_predicate
                .clone()
                .unwrap_or_else(|| ANSWER.to_owned()),
            text: text.clone(),
            ..statement.clone()
        };
        let speakers = speakers(who, side, parties).into_iter();
        claims.extend(speakers.map(|speaker| said_by(speaker, &answer)));
    }
    for (n, claim) in (1..).zip(&mut claims) {
        claim.id = claim_id(&row.id, n)?;
    }
    Ok(claims)
}

/// A word of the table as the value that it names.
fn word<T: serde::de::DeserializeOwned>(text: Option<&str>) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text?.to_owned())).ok()
}

/// Who speaks: the claimant as the table names it; each by itself where the table names both sides
/// together, because what both say is not what a third party says.
fn speakers(claimant: &str, side: Side, parties: &Parties) -> Vec<(String, Side)> {
    let together = || vec![(claimant.to_owned(), side)];
    if claimant == "both sides" {
        let sides = parties.sides.iter();
        return sides
            .filter(|side| side.id != Side::ThirdParty)
            .map(|side| {
                (
                    side.names.plain().unwrap_or(side.id.as_str()).to_owned(),
                    side.id,
                )
            })
            .collect();
    }
    let known = |name: &str| {
        let party = parties.claimants.iter().find(|party| {
            party.names.plain() == Some(name) || party.aliases.iter().any(|alias| alias == name)
        })?;
        Some((name.to_owned(), party.side))
    };
    let named: Option<Vec<_>> = claimant
        .split([';', '/'])
        .flat_map(|part| part.split(" and "))
        .map(|name| known(name.trim()))
        .collect();
    named
        .filter(|named| named.len() > 1)
        .unwrap_or_else(together)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::atlas::{builtin, tables::incidents};

    fn sides(claimant: &str) -> Vec<Side> {
        let parties = builtin::parties().expect("the parties read");
        let speakers = speakers(claimant, Side::ThirdParty, &parties);
        speakers.into_iter().map(|(_, side)| side).collect()
    }

    #[test]
    fn what_both_sides_say_is_said_by_each() {
        assert_eq!(sides("both sides"), [Side::Az, Side::Arm]);
        assert_eq!(sides("Azerbaijan / Armenia"), [Side::Az, Side::Arm]);
        assert_eq!(sides("Armenia and Azerbaijan"), [Side::Arm, Side::Az]);
    }

    #[test]
    fn no_answer_is_published_as_an_assertion_of_what_it_answers() {
        let parties = builtin::parties().expect("the parties read");
        for row in incidents(builtin::INCIDENTS).expect("the table reads") {
            let Some(answer) = &row.counter_claim_summary else {
                continue;
            };
            for claim in claims(&row, &parties).expect("claims") {
                if claim.text == *answer && claim.modality == Modality::Asserts {
                    assert_eq!(claim.predicate, ANSWER, "{}: {answer}", row.id);
                }
            }
        }
    }

    #[test]
    fn no_party_speaks_as_a_third_party() {
        let parties = builtin::parties().expect("the parties read");
        for row in incidents(builtin::INCIDENTS).expect("the table reads") {
            for claim in claims(&row, &parties).expect("claims") {
                let party = ["Azerbaijan", "Armenia", "Karabakh"]
                    .iter()
                    .any(|name| claim.claimant.contains(name));
                assert!(
                    !party || claim.claimant_side != Side::ThirdParty,
                    "{}: {} stands under third parties",
                    claim.id,
                    claim.claimant
                );
            }
        }
    }

    #[test]
    fn whoever_is_not_known_is_not_taken_apart() {
        assert_eq!(sides("Armenia, Azerbaijan and Russia"), [Side::ThirdParty]);
        assert_eq!(sides("Human Rights Watch"), [Side::ThirdParty]);
        assert_eq!(sides("Black and White Agency"), [Side::ThirdParty]);
    }
}
