//! Texts in four languages, and texts in none.

use proptest::prelude::*;

use super::{fixture::geoparser, *};
use crate::{
    geoparse::reading::Role,
    model::{location::LocationKind, side::Side},
};

fn read(text: &str) -> Reading {
    geoparser().read(text, &Context::default())
}

/// The places of the mentions, each with its role.
fn mentions(text: &str) -> Vec<(String, Role)> {
    let place = |mention: &Mention| {
        mention
            .place
            .as_ref()
            .map_or("?", |id| id.as_str())
            .to_owned()
    };
    read(text)
        .mentions
        .iter()
        .map(|m| (place(m), m.role))
        .collect()
}

/// The locations: kind, place and rule.
fn located(text: &str) -> Vec<(LocationKind, String, String)> {
    let locations = read(text).locations;
    locations
        .into_iter()
        .map(|l| (l.kind, l.place.to_string(), l.rule))
        .collect()
}

#[test]
fn a_city_a_region_and_the_line_are_three_kinds_of_location() {
    for text in [
        "Shelling of Stepanakert went on. Clashes were heard all over Nagorno-Karabakh. Fire was exchanged along the line of contact.",
        "Xankəndi atəşə tutulub. Dağlıq Qarabağda döyüşlər gedir. Təmas xətti boyunca atəş açılıb.",
        "Обстрелян Степанакерт. Бои идут в Нагорном Карабахе. Вдоль линии соприкосновения стреляли.",
        "Ստեփանակերտը հրետակոծվել է։ Մարտեր են Լեռնային Ղարաբաղում։ Շփման գծի երկայնքով կրակել են։",
    ] {
        let kinds: Vec<(LocationKind, String)> = located(text)
            .into_iter()
            .map(|(kind, place, _)| (kind, place))
            .collect();
        assert_eq!(
            kinds,
            [
                (LocationKind::Settlement, "stepanakert".to_owned()),
                (LocationKind::Area, "nagorno-karabakh".to_owned()),
                (LocationKind::Line, "line".to_owned()),
            ],
            "{text}"
        );
    }
}

#[test]
fn names_are_found_in_their_cases() {
    for (text, place) in [
        ("В Шуше слышны взрывы.", "shusha"),
        ("Ağdamda atışma olub, bir əsgər yaralanıb.", "aghdam"),
        ("Շուշիում պայթյուններ են լսվել։", "shusha"),
        ("Lachin’s hospital was hit.", "lachin"),
        ("Бои идут под Степанакертом.", "stepanakert"),
    ] {
        assert_eq!(
            mentions(text).first().map(|m| m.0.as_str()),
            Some(place),
            "{text}"
        );
    }
}

#[test]
fn a_district_is_not_its_seat() {
    assert_eq!(
        located("Shells fell in the Aghdam district."),
        [(
            LocationKind::District,
            "aghdam-district".to_owned(),
            "district".to_owned()
        )]
    );
    assert_eq!(located("Shells fell in Aghdam.")[0].1, "aghdam");
    assert_eq!(
        located("Снаряды упали в Агдамском районе.")[0].1,
        "aghdam-district"
    );
}

#[test]
fn russian_districts_share_one_word() {
    assert_eq!(
        mentions("Обстреляны Тертерский и Агдамский районы."),
        [
            ("tartar-district".to_owned(), Role::Event),
            ("aghdam-district".to_owned(), Role::Event),
        ]
    );
}

#[test]
fn a_name_in_two_words_is_the_name_in_one() {
    for text in [
        "Մարտունու շրջանի Նոր Շեն գյուղում կրակոցներ են հնչել։",
        "Shots were heard in the Nor Shen village of the Martuni region.",
    ] {
        let found = mentions(text);
        let village = found.iter().any(|(place, _)| place == "norshen");
        assert!(village, "{text}: {found:?}");
    }
}

#[test]
fn silent_characters_inside_a_name_hide_nothing_and_spans_count_them() {
    let text = "\u{202b}Shells hit Had\u{200b}rut\u{ad} today.\u{202c}";
    let reading = read(text);
    let mention = &reading.mentions[0];
    let place = mention.place.as_ref().map(crate::model::id::Id::as_str);
    assert_eq!(place, Some("hadrut"));
    let cut: String = text
        .chars()
        .skip(mention.span.start)
        .take(mention.span.end - mention.span.start)
        .collect();
    assert!(cut.starts_with("Had"), "{cut:?}");
}

#[test]
fn weapons_datelines_and_speakers_are_no_event_places() {
    assert!(mentions("Grad and Tor systems were seen.").is_empty());
    assert_eq!(
        mentions("STEPANAKERT, 30 September. Shells hit Hadrut."),
        [("hadrut".to_owned(), Role::Event)]
    );
    assert_eq!(
        mentions("The Nagorno-Karabakh authorities said that Hadrut was shelled."),
        [("hadrut".to_owned(), Role::Event)]
    );
    assert_eq!(mentions("Yerevan denied the report.")[0].1, Role::Context);
}

#[test]
fn common_words_are_no_places() {
    assert!(mentions("A van stood by the bar; the top of the tank was seen.").is_empty());
    assert!(mentions("Tank fire was heard. Omar saw it.").is_empty());
}

#[test]
fn relations_make_locations_less_precise() {
    assert_eq!(located("A shell fell near Hadrut.")[0].2, "near");
    assert_eq!(
        located("Atəş Füzuli istiqamətində açılıb.")[0].2,
        "direction"
    );
    assert_eq!(
        mentions("Rockets were fired from Goris at Hadrut.")[0].1,
        Role::Origin
    );
    assert_eq!(
        mentions("The village of Talish in the Martakert region was shelled."),
        [
            ("talish-tartar".to_owned(), Role::Event),
            ("nk-martakert-province".to_owned(), Role::Context),
        ]
    );
}

#[test]
fn a_named_district_settles_which_village_is_meant() {
    let zangilan = mentions("The village of Mughanli in the Zangilan district was shelled.");
    let aghdam = mentions("The village of Mughanli in the Aghdam district was shelled.");
    assert_ne!(zangilan[0].0, aghdam[0].0);
}

#[test]
fn the_sample_report_has_three_kinds_of_location_and_claims_of_three_speakers() {
    let sample = include_str!("../../../geodata/samples/ministry-statement.txt");
    let (_, text) = sample.split_once("\n\n").expect("a head and a body");
    let reading = geoparser().read(text, &Context::default());
    for kind in [
        LocationKind::Area,
        LocationKind::Settlement,
        LocationKind::Line,
    ] {
        assert!(
            reading.locations.iter().any(|l| l.kind == kind),
            "{kind:?} is missing"
        );
    }
    let said = |side: Side, predicate: &str| {
        reading
            .claims
            .iter()
            .any(|found| found.claim.claimant_side == side && found.claim.predicate == predicate)
    };
    assert!(said(Side::Az, "losses"));
    assert!(said(Side::Arm, "shelling"));
    assert!(said(Side::ThirdParty, "call"));
    assert!(
        reading
            .claims
            .iter()
            .any(|found| found.claim.quantity_low == Some(2300))
    );
}

#[test]
fn a_long_hostile_text_is_read_in_bounded_time() {
    for piece in [
        "Azerbaijan said Armenia said ",
        "Mughanli, Shusha. ",
        "2,300 Armenian killed and wounded ",
        "Shusha",
        "Shusha ' ",
        "27 September to 30 ",
        ". \u{301}",
    ] {
        let begin = std::time::Instant::now();
        let text = piece.repeat(64 * 1024 / piece.len());
        let _ = read(&text);
        assert!(
            begin.elapsed().as_secs() < 20,
            "{piece:?} took {:?}",
            begin.elapsed()
        );
    }
}

fn any_script() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Stepanakert",
        "Şuşa",
        "Шуша",
        "Շուշի",
        "line of contact",
        "said",
        "2,300",
        "killed",
        "and",
        "wounded",
        "Armenian",
        "Azerbaijani",
        "servicemen",
        "tanks",
        "destroyed",
        "since",
        "27",
        "September",
        ".",
        ",",
        "\u{301}",
        "’s",
        "-",
        "\n\n",
        "according to",
        "near",
        "Azerbaijani Ministry of Defence",
        "denied",
        "accused",
        "Степанакерта",
        "թ",
        "և",
        "İ",
    ]);
    prop::collection::vec(word, 0..30).prop_map(|words| words.join(" "))
}

proptest! {
    /// No text makes the geoparser panic, and every span is its text.
    #[test]
    fn every_span_slices_to_its_text(text in prop_oneof![".{0,300}".boxed(), any_script().boxed()]) {
        let reading = read(&text);
        let chars: Vec<char> = text.chars().collect();
        let slice = |start: usize, end: usize| chars[start..end].iter().collect::<String>();
        for mention in &reading.mentions {
            prop_assert_eq!(slice(mention.span.start, mention.span.end), mention.text.clone());
        }
        for location in &reading.locations {
            prop_assert_eq!(slice(location.span.start, location.span.end), location.text.clone());
        }
        for found in &reading.claims {
            let (start, end) = (found.claim.start.expect("set"), found.claim.end.expect("set"));
            prop_assert_eq!(slice(start, end), found.claim.text.clone());
            prop_assert!(found.location.is_none_or(|at| at < reading.locations.len()));
        }
        prop_assert!(reading.event_location.is_none_or(|at| at < reading.locations.len()));
    }
}
