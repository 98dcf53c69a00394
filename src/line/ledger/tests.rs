//! Tests of the ledger.

use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn rules() -> Rules {
    serde_json::from_str(include_str!("../../../geodata/stances.json")).expect("the table reads")
}

fn id(text: &str) -> Id {
    text.parse().expect("an identifier")
}

fn said(name: &str, day: i8, kind: StatementKind, side: Side, holder: Holder) -> Statement {
    let date = date(2020, 10, day);
    Statement {
        id: id(name),
        place: id("a"),
        date,
        known: date,
        kind,
        side,
        holder,
        of_area: false,
        corrects: None,
    }
}

fn ledger(statements: Vec<Statement>) -> Ledger {
    Ledger::new(rules(), [(id("a"), Holder::Arm)], statements)
}

#[test]
fn a_claim_is_contested_until_it_is_conceded_and_both_histories_stay() {
    let claim = said("c1", 4, StatementKind::Claim, Side::Az, Holder::Az);
    let denial = said("c2", 5, StatementKind::Denial, Side::Arm, Holder::Arm);
    let mut late = said("c3", 4, StatementKind::Concession, Side::Arm, Holder::Az);
    late.known = date(2020, 10, 15);
    let ledger = ledger(vec![claim, denial, late]);
    let holder = |day, stance, as_of| {
        let (on, as_of) = (date(2020, 10, day), date(2020, 10, as_of));
        ledger
            .standing(&id("a"), on, stance, as_of)
            .expect("known")
            .holder
    };
    assert_eq!(holder(3, Stance::Agreed, 31), Holder::Arm);
    assert_eq!(holder(6, Stance::Agreed, 6), Holder::Contested);
    assert_eq!(holder(6, Stance::Agreed, 15), Holder::Az);
    assert_eq!(holder(6, Stance::AzClaimed, 6), Holder::Az);
    assert_eq!(holder(6, Stance::ArmClaimed, 6), Holder::Arm);
    assert_eq!(holder(6, Stance::ThirdParty, 6), Holder::Arm);
}

#[test]
fn one_speaker_who_says_two_things_on_one_day_leaves_the_place_contested() {
    let one = said("c1", 9, StatementKind::Denial, Side::Arm, Holder::Arm);
    let two = said("c2", 9, StatementKind::Concession, Side::Arm, Holder::Az);
    let ledger = ledger(vec![one.clone(), two, one]);
    let day = date(2020, 10, 9);
    let standing = ledger
        .standing(&id("a"), day, Stance::ArmClaimed, day)
        .expect("known");
    assert_eq!(standing.holder, Holder::Contested);
    assert_eq!(
        standing.decided_by.len(),
        2,
        "both, and the duplicate only once"
    );
    let last = ledger.last_party(&id("a"), day, Stance::ArmClaimed, day);
    assert_eq!(last, Some(Holder::Arm));
}

#[test]
fn a_place_nobody_knows_has_no_standing() {
    let day = date(2020, 10, 9);
    assert_eq!(
        ledger(Vec::new()).standing(&id("b"), day, Stance::Agreed, day),
        None
    );
}

fn holder() -> impl Strategy<Value = Holder> {
    prop::sample::select(vec![
        Holder::Az,
        Holder::Arm,
        Holder::Contested,
        Holder::Unknown,
    ])
}

fn statement() -> impl Strategy<Value = Statement> {
    use StatementKind::{Claim, Concession, Confirmation, Denial, Handover};
    let kind = prop::sample::select(vec![Claim, Denial, Confirmation, Concession, Handover]);
    let side = prop::sample::select(Side::ALL.to_vec());
    (
        1i8..20,
        0i8..10,
        kind,
        side,
        holder(),
        0..3usize,
        any::<bool>(),
        prop::option::weighted(0.3, 1i8..20),
    )
        .prop_map(
            |(day, late, kind, side, holder, place, of_area, gone)| Statement {
                corrects: gone.map(|gone| id(&format!("c{gone}"))),
                place: id(["a", "b", "line"][place]),
                known: date(2020, 10, day + late),
                of_area,
                ..said(&format!("c{day}"), day, kind, side, holder)
            },
        )
}

proptest! {
    /// Swapping the labels of the two sides mirrors the outcome: no rule favours either.
    #[test]
    fn swapping_the_labels_mirrors_every_standing(
        statements in prop::collection::vec(statement(), 0..12),
        (a, b) in (prop::sample::select(vec![Holder::Az, Holder::Arm]), holder()),
        (on, as_of) in (1i8..31, 1i8..31),
    ) {
        let one = Ledger::new(rules(), [(id("a"), a), (id("b"), b)], statements.clone());
        let two = Ledger::new(
            rules(),
            [(id("a"), a.mirrored()), (id("b"), b.mirrored())],
            statements.iter().map(Statement::mirrored),
        );
        let (on, as_of) = (date(2020, 10, on), date(2020, 10, as_of));
        for place in ["a", "b"].map(id) {
            for stance in Stance::ALL {
                let there = one.standing(&place, on, stance, as_of).expect("known");
                let back = two.standing(&place, on, stance.mirrored(), as_of).expect("known");
                prop_assert_eq!(there.holder, back.holder.mirrored());
                let ids = |decided: &[&Statement], turned: bool| {
                    let mut told: Vec<String> = decided
                        .iter()
                        .map(|s| if turned { s.mirrored() } else { (*s).clone() })
                        .map(|s| format!("{s:?}"))
                        .collect();
                    told.sort();
                    told
                };
                prop_assert_eq!(ids(&there.decided_by, true), ids(&back.decided_by, false));
                prop_assert_eq!(
                    one.last_party(&place, on, stance, as_of).map(Holder::mirrored),
                    two.last_party(&place, on, stance.mirrored(), as_of)
                );
            }
        }
    }

    /// The order in which statements come in does not matter.
    #[test]
    fn the_order_of_statements_does_not_matter(
        statements in prop::collection::vec(statement(), 0..8),
        on in 1i8..31,
    ) {
        let baseline = [(id("a"), Holder::Arm), (id("b"), Holder::Az)];
        let one = Ledger::new(rules(), baseline.clone(), statements.clone());
        let two = Ledger::new(rules(), baseline, statements.into_iter().rev());
        let on = date(2020, 10, on);
        for stance in Stance::ALL {
            let holder = |ledger: &Ledger| {
                ledger.standing(&id("a"), on, stance, Date::MAX).expect("known").holder
            };
            prop_assert_eq!(holder(&one), holder(&two));
        }
    }
}
