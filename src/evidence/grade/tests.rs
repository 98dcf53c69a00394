use proptest::prelude::*;

use super::*;
use crate::model::claim::{Outcome, VictimClass};

fn said(n: usize, side: Side, modality: Modality) -> Claim {
    let id = format!("c-{n}").parse().expect("an identifier");
    Claim {
        modality,
        predicate: "shelling".to_owned(),
        text: "text".to_owned(),
        ..Claim::of(id, format!("{side} {}", n % 3), side)
    }
}

fn killed(n: usize, side: Side, class: VictimClass, of: VictimSide, count: u64) -> Claim {
    Claim {
        predicate: "losses".to_owned(),
        victim_class: Some(class),
        victim_side: Some(of),
        outcome: vec![Outcome::Killed],
        quantity_low: Some(count),
        quantity_high: Some(count),
        ..said(n, side, Modality::Asserts)
    }
}

fn first(claims: &[Claim]) -> Grade {
    claim(&claims[0], claims).grade
}

#[test]
fn every_rule_gives_its_grade() {
    use Modality::{Asserts, Attributes, Concedes, Denies, Retracts};
    use Side::{Arm, Az, ThirdParty};
    let of = |said_by: &[(Side, Modality)]| {
        let claims: Vec<Claim> = (0..)
            .zip(said_by)
            .map(|(n, (side, modality))| said(n, *side, *modality))
            .collect();
        first(&claims)
    };
    assert_eq!(of(&[(Az, Asserts)]), Grade::OneSide);
    assert_eq!(of(&[(Az, Asserts), (Arm, Denies)]), Grade::OneSide);
    assert_eq!(of(&[(Az, Asserts), (Arm, Asserts)]), Grade::BothSides);
    assert_eq!(
        of(&[(Az, Asserts), (ThirdParty, Asserts)]),
        Grade::ThirdParties
    );
    assert_eq!(of(&[(Az, Asserts), (Arm, Concedes)]), Grade::Conceded);
    assert_eq!(of(&[(ThirdParty, Attributes)]), Grade::Attributed);
    assert_eq!(of(&[(Az, Asserts), (ThirdParty, Denies)]), Grade::Disproved);
    assert_eq!(of(&[(Az, Asserts), (Az, Denies)]), Grade::Disproved);
    let (one, mut back) = (said(0, Az, Asserts), said(1, Az, Retracts));
    back.claimant.clone_from(&one.claimant);
    assert_eq!(first(&[one, back]), Grade::Retracted);
}

#[test]
fn own_soldiers_are_conceded_and_own_civilians_accuse() {
    let own = killed(0, Side::Az, VictimClass::Military, VictimSide::Az, 3);
    assert_eq!(first(&[own]), Grade::Conceded);
    let own = killed(0, Side::Az, VictimClass::Civilians, VictimSide::Az, 3);
    assert_eq!(first(&[own]), Grade::OneSide);
    let theirs = killed(0, Side::Az, VictimClass::Military, VictimSide::Arm, 3);
    assert_eq!(first(&[theirs]), Grade::OneSide);
}

#[test]
fn a_large_figure_is_not_conceded_by_who_concedes_a_small_one() {
    let large = killed(0, Side::Az, VictimClass::Military, VictimSide::Arm, 2300);
    let small = killed(1, Side::Arm, VictimClass::Military, VictimSide::Arm, 50);
    let claims = [large, small];
    assert_eq!(first(&claims), Grade::OneSide);
    assert_eq!(claim(&claims[1], &claims).grade, Grade::Conceded);
    assert_eq!(incident("losses", &claims).grade, Grade::Conceded);
}

fn any_claim() -> impl Strategy<Value = Claim> {
    let side = prop::sample::select(Side::ALL.to_vec());
    let modality = prop::sample::select(vec![
        Modality::Asserts,
        Modality::Confirms,
        Modality::Accuses,
        Modality::Denies,
        Modality::Concedes,
        Modality::Attributes,
        Modality::Retracts,
    ]);
    let class = prop::sample::select(vec![
        None,
        Some(VictimClass::Military),
        Some(VictimClass::Civilians),
        Some(VictimClass::Mixed),
        Some(VictimClass::Equipment),
    ]);
    let victim = prop::sample::select(vec![
        None,
        Some(VictimSide::Az),
        Some(VictimSide::Arm),
        Some(VictimSide::Both),
    ]);
    let count = prop::option::of(0_u64..4);
    let losses = any::<bool>();
    (side, modality, class, victim, count, losses, 0_usize..3).prop_map(
        |(side, modality, class, victim, count, losses, who)| Claim {
            predicate: if losses { "losses" } else { "shelling" }.to_owned(),
            victim_class: class,
            victim_side: victim,
            quantity_low: count,
            quantity_high: count,
            ..said(who, side, modality)
        },
    )
}

fn mirrored(one: &Claim) -> Claim {
    Claim {
        claimant_side: one.claimant_side.mirrored(),
        victim_side: one.victim_side.map(|victim| match victim {
            VictimSide::Az => VictimSide::Arm,
            VictimSide::Arm => VictimSide::Az,
            other => other,
        }),
        ..one.clone()
    }
}

fn swapped(graded: &Graded) -> Graded {
    let mut denied_by: Vec<Side> = graded.denied_by.iter().map(|s| s.mirrored()).collect();
    denied_by.sort_unstable();
    Graded {
        grade: graded.grade,
        denied_by,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Nothing depends on which side is called which.
    #[test]
    fn swapping_the_sides_mirrors_the_grades(
        mut claims in prop::collection::vec(any_claim(), 1..6),
    ) {
        for (n, claim) in claims.iter_mut().enumerate() {
            claim.id = format!("c-{n}").parse().expect("an identifier");
        }
        let mirror: Vec<Claim> = claims.iter().map(mirrored).collect();
        for (one, other) in claims.iter().zip(&mirror) {
            prop_assert_eq!(swapped(&claim(one, &claims)), claim(other, &mirror));
        }
        prop_assert_eq!(
            swapped(&incident("shelling", &claims)),
            incident("shelling", &mirror)
        );
    }

    /// What a claim is worth does not depend on the order in which claims came in.
    #[test]
    fn the_order_of_the_claims_is_nothing(
        mut claims in prop::collection::vec(any_claim(), 1..6),
    ) {
        for (n, claim) in claims.iter_mut().enumerate() {
            claim.id = format!("c-{n}").parse().expect("an identifier");
        }
        let forth = incident("losses", &claims);
        claims.reverse();
        prop_assert_eq!(forth, incident("losses", &claims));
    }
}
