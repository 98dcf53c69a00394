//! What sentences about both sides claim.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::{
    geoparse::{
        geoparser::fixture::{geoparser, mirror},
        reading::Reading,
    },
    model::claim::Outcome,
};

fn context() -> Context {
    Context {
        published: Some(date(2020, 9, 30)),
        ..Context::default()
    }
}

fn read(text: &str) -> Reading {
    geoparser().read(text, &context())
}

fn claims(text: &str) -> Vec<Claim> {
    read(text)
        .claims
        .into_iter()
        .map(|found| found.claim)
        .collect()
}

/// Who, how, what, how many, of whom.
fn brief(text: &str) -> Vec<String> {
    let sides = |side: VictimSide| format!(" {side:?}");
    claims(text)
        .iter()
        .map(|c| {
            let number = c.quantity_low.map_or(String::new(), |n| format!(" {n}"));
            let item = c
                .item
                .as_deref()
                .map_or(String::new(), |item| format!(" {item}"));
            let side = c.victim_side.map_or(String::new(), sides);
            let class = c
                .victim_class
                .map_or(String::new(), |class| format!(" {class:?}"));
            format!(
                "{} {:?} {}{number}{item}{side}{class} {:?}",
                c.claimant_side, c.modality, c.predicate, c.outcome
            )
        })
        .collect()
}

#[test]
fn statements_on_violations_are_directed_pairs_with_a_count() {
    for (text, times) in [
        (
            "The Azerbaijani Ministry of Defence said that positions in Horadiz of the Fuzuli \
             district underwent fire from positions near the villages of Mehdili and Hadrut, 40 \
             times in 24 hours, with machine guns and sniper rifles.",
            40,
        ),
        (
            "По сообщению Минобороны Армении, позиции в Гадруте были обстреляны с позиций близ \
             Горадиза и Физули 15 раз за сутки из пулемётов.",
            15,
        ),
    ] {
        let reading = read(text);
        let found = &reading.claims[0];
        assert_eq!(found.claim.predicate, "ceasefire-violation", "{text}");
        assert_eq!(found.claim.quantity_low, Some(times), "{text}");
        assert_eq!(found.claim.date_start, Some(date(2020, 9, 29)), "{text}");
        let violation = found.violation.as_ref().expect(text);
        assert_eq!(violation.from.len(), 2, "{text}");
        assert!(!violation.at.is_empty(), "{text}");
        assert!(
            violation.weapons.contains(&"machine-gun".to_owned()),
            "{text}"
        );
    }
}

const STATEMENT: &str = "The Azerbaijani Ministry of Defence said on 30 September that about \
    2,300 Armenian servicemen had been killed and wounded since 27 September. It said that \
    around 130 tanks and other armoured vehicles, over 200 artillery pieces and six command \
    posts had been destroyed. The Nagorno-Karabakh authorities accused Azerbaijan of striking \
    civilian infrastructure in Stepanakert. Both sides accused each other of starting the \
    fighting. The UN Secretary-General called for a ceasefire along the line of contact.";

#[test]
fn a_ministry_statement_gives_the_claims_of_every_speaker() {
    assert_eq!(
        brief(STATEMENT),
        [
            "az Asserts losses 2300 Arm Military [Killed, Wounded]",
            "az Asserts losses 130 tank-or-armoured Arm Equipment [Destroyed]",
            "az Asserts losses 200 artillery Arm Equipment [Destroyed]",
            "az Asserts losses 6 command-post Arm Equipment [Destroyed]",
            "arm Accuses shelling []",
            "az Accuses start []",
            "arm Accuses start []",
            "third-party Asserts call []",
        ]
    );
    let first = &claims(STATEMENT)[0];
    assert_eq!(first.claimant, "Azerbaijani Ministry of Defence");
    assert_eq!(first.unit.as_deref(), Some("people"));
    assert_eq!(first.date_start, Some(date(2020, 9, 27)));
    assert_eq!(first.date_end, Some(date(2020, 9, 30)));
}

#[test]
fn claims_take_the_location_of_their_sentence() {
    let reading = read(STATEMENT);
    let place = |index: usize| {
        let at = reading.claims[index].location.expect("located");
        reading.locations[at].place.to_string()
    };
    assert_eq!(place(4), "stepanakert");
    assert_eq!(place(7), "line");
}

#[test]
fn a_claim_is_not_put_into_a_town_that_it_does_not_name() {
    let text = "Armenia said that Stepanakert was shelled. Azerbaijan said that 4 soldiers were \
        killed. Clashes went on along the line of contact.";
    let reading = read(text);
    let place = |index: usize| {
        let at = reading.claims[index].location?;
        Some(reading.locations[at].place.to_string())
    };
    assert_eq!(place(0).as_deref(), Some("stepanakert"));
    assert_eq!(place(1).as_deref(), Some("line"));
    let text = "Clashes went on along the line of contact. The ICRC said that two people were \
        wounded near the village of Mughanli.";
    assert_eq!(
        read(text).claims[0].location,
        None,
        "several villages are called Mughanli"
    );
}

#[test]
fn killed_and_wounded_with_figures_of_their_own_are_two_claims() {
    for text in [
        "The Armenian Ministry of Defence said that shelling killed 3 civilians and wounded 11.",
        "The Armenian Ministry of Defence said that three civilians were killed and 11 wounded.",
        "Министерство обороны Армении сообщило, что убиты 3 мирных жителя и ранены 11.",
        "Ermənistan Müdafiə Nazirliyi bildirib ki, 3 mülki şəxs həlak olub, 11 nəfər yaralanıb.",
        "Հայաստանի պաշտպանության նախարարությունը հայտնել է, որ զոհվել է 3 խաղաղ բնակիչ, վիրավորվել է 11 մարդ։",
    ] {
        let claims = claims(text);
        let read: Vec<_> = claims
            .iter()
            .map(|c| (c.quantity_low, c.outcome.clone()))
            .collect();
        assert_eq!(
            read,
            [
                (Some(3), vec![Outcome::Killed]),
                (Some(11), vec![Outcome::Wounded])
            ],
            "{text}"
        );
        assert!(
            claims.iter().all(|c| c.claimant_side == Side::Arm),
            "{text}"
        );
    }
}

#[test]
fn periods_are_read_in_every_order_of_words() {
    for text in [
        "Azerbaijan said that 5 soldiers were killed from 27 to 30 September.",
        "Azerbaijan said that 5 soldiers were killed between 27 and 30 September 2020.",
        "Azerbaijan said that 5 soldiers were killed on September 27-30, 2020.",
        "Azerbaijan said that 5 soldiers were killed since 27 September.",
        "Минобороны Азербайджана заявило, что с 27 по 30 сентября погибли 5 военнослужащих.",
        "Azərbaycan Müdafiə Nazirliyi bildirib ki, sentyabrın 27-dən 30-dək 5 əsgər həlak olub.",
    ] {
        let claims = claims(text);
        assert_eq!(claims.len(), 1, "{text}: {claims:?}");
        let period = (claims[0].date_start, claims[0].date_end);
        let wanted = (Some(date(2020, 9, 27)), Some(date(2020, 9, 30)));
        assert_eq!(
            (claims[0].quantity_low, period),
            (Some(5), wanted),
            "{text}"
        );
    }
}

#[test]
fn a_denial_denies_and_an_admission_concedes() {
    assert_eq!(
        brief("The Armenian Ministry of Defence denied that Aghdam had been shelled."),
        ["arm Denies shelling []"]
    );
    assert_eq!(
        brief("Azerbaijan's Defence Ministry rejected the statement."),
        ["az Denies statement []"]
    );
    assert_eq!(
        brief("The Armenian Ministry of Defence acknowledged that 28 of its soldiers were killed."),
        ["arm Concedes losses 28 Arm Military [Killed]"]
    );
    assert_eq!(
        brief("Hadrut was shelled, according to the Nagorno-Karabakh authorities."),
        ["arm Asserts shelling []"]
    );
}

#[test]
fn nobody_is_accused_of_what_nobody_said() {
    assert!(brief("Stepanakert was shelled and 3 civilians were killed.").is_empty());
    assert!(brief("Azerbaijan was accused of shelling Stepanakert.").is_empty());
    let published = Context {
        publisher: Some("Azerbaijani Ministry of Defence".to_owned()),
        side: Some(Side::Az),
        ..context()
    };
    let reading = geoparser().read("Terter was shelled.", &published);
    assert_eq!(reading.claims[0].claim.claimant_side, Side::Az);
}

/// The text with the words for the two sides exchanged.
fn exchanged(text: &str) -> String {
    [
        ("Azerbaijani", "<a>"),
        ("Armenian", "<b>"),
        ("Azerbaijan", "<c>"),
        ("Armenia", "<d>"),
        ("<a>", "Armenian"),
        ("<b>", "Azerbaijani"),
        ("<c>", "Armenia"),
        ("<d>", "Azerbaijan"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The claims in words, in alphabetical order; with the sides swapped or not.
fn labels(claims: &[FoundClaim], swap: bool) -> Vec<String> {
    let mut labels: Vec<String> = claims
        .iter()
        .map(|found| {
            let c = &found.claim;
            let (side, victim) = if swap {
                let victim = c.victim_side.map(|side| match side {
                    VictimSide::Az => VictimSide::Arm,
                    VictimSide::Arm => VictimSide::Az,
                    other => other,
                });
                (c.claimant_side.mirrored(), victim)
            } else {
                (c.claimant_side, c.victim_side)
            };
            let accused = c
                .accused_side
                .map(|side| if swap { side.mirrored() } else { side });
            format!(
                "{side} {:?} {} {:?} {:?} {victim:?} {accused:?} {:?} {:?}",
                c.modality,
                c.predicate,
                c.figure(),
                c.hedge,
                c.via,
                c.date_start
            )
        })
        .collect();
    labels.sort();
    labels
}

fn sentence() -> impl Strategy<Value = String> {
    let who = prop::sample::select(vec![
        "The Azerbaijani Ministry of Defence",
        "The Armenian Ministry of Defence",
        "Azerbaijan",
        "Armenia",
        "The Armenian side",
        "Azerbaijan's Foreign Ministry",
        "Both sides",
        "It",
        "TASS, quoting the Armenian Ministry of Defence,",
        "According to the statement it",
    ]);
    let what = prop::sample::select(vec![
        "said that 50 Armenian soldiers were killed and 90 wounded.",
        "said that 60 Azerbaijani tanks were destroyed.",
        "admitted that five of its servicemen were killed since 9 September.",
        "denied shelling Hadrut.",
        "claimed that the enemy lost three drones.",
        "accused Armenia of violating the ceasefire.",
        "accused Azerbaijan of shelling Stepanakert, killing two civilians.",
        "said that Azerbaijani forces had taken control of Hadrut.",
        "confirmed that over 200 Armenian soldiers were captured yesterday.",
        "said that up to 30 tanks and other armoured vehicles were destroyed by Armenian units.",
        "said that its forces had destroyed several guns since Monday.",
        "said that Hadrut had not been shelled, while Armenia said that 5-8 civilians were wounded.",
        "said that the other had launched an offensive.",
    ]);
    (who, what).prop_map(|(who, what)| format!("{who} {what}"))
}

proptest! {
    /// With the labels of the sides swapped every claim mirrors.
    #[test]
    fn swapping_the_labels_mirrors_the_claims(text in prop::collection::vec(sentence(), 1..5)) {
        let text = text.join(" ");
        let swapped = mirror().read(&text, &context()).claims;
        prop_assert_eq!(labels(&read(&text).claims, true), labels(&swapped, false));
    }

    /// A text about one side reads as the same text about the other.
    #[test]
    fn exchanging_the_words_mirrors_the_claims(text in prop::collection::vec(sentence(), 1..5)) {
        let text = text.join(" ");
        let other = read(&exchanged(&text)).claims;
        prop_assert_eq!(labels(&read(&text).claims, true), labels(&other, false));
    }
}
