//! Daily statements on violations of the ceasefire, as either side publishes them: who fired at
//! what, how often, with what, and in which days.

use contactline::{
    atlas::{facade::Atlas, lookup::Desk},
    geoparse::reading::Context,
    model::side::Side,
};
use jiff::civil::date;
use serde_json::{Value, json};

/// A statement: its language, who publishes it, its words; then how often it says the ceasefire was
/// violated, the weapons, and who fired at what.
struct Statement {
    language: &'static str,
    side: Side,
    publisher: &'static str,
    text: &'static str,
    times: u64,
    weapons: &'static [&'static str],
    pairs: &'static [(&'static str, &'static str)],
}

const AZ: &str = "Azerbaijani Ministry of Defence";
const ARM: &str = "Nagorno-Karabakh Defence Army";

const STATEMENTS: &[Statement] = &[
    Statement {
        language: "en",
        side: Side::Az,
        publisher: AZ,
        text: "Armenian armed forces violated the ceasefire 24 times in the past 24 hours, using \
               large-calibre machine guns and sniper rifles. Azerbaijani army positions in the \
               village of Alibayli of the Tovuz district underwent fire from positions in the \
               villages of Aygedzor and Chinari of the Tavush province. Positions near the village \
               of Marzili of the Aghdam district were fired on from positions near the village of \
               Yusifjanli of the Aghdam district, as well as from nameless heights of the Fuzuli \
               and Jabrayil districts.",
        times: 24,
        weapons: &["machine-gun", "sniper-rifle"],
        pairs: &[
            ("aygedzor", "alibayli-tovuz"),
            ("chinari", "alibayli-tovuz"),
            ("yusifjanli", "marzili"),
            ("fuzuli-district", "marzili"),
            ("jabrayil-district", "marzili"),
        ],
    },
    Statement {
        language: "en",
        side: Side::Arm,
        publisher: ARM,
        text: "Azerbaijani armed forces violated the ceasefire 24 times in the past 24 hours, using \
               large-calibre machine guns and sniper rifles. Defence Army positions near the \
               village of Talish of the Martakert region underwent fire from positions near the \
               village of Tap Qaraqoyunlu of the Goranboy district. Positions on nameless heights \
               of the Hadrut region were fired on from positions near Horadiz.",
        times: 24,
        weapons: &["machine-gun", "sniper-rifle"],
        pairs: &[
            ("tap-qaraqoyunlu", "talish-tartar"),
            ("horadiz", "nk-hadrut-province"),
        ],
    },
    Statement {
        language: "ru",
        side: Side::Az,
        publisher: AZ,
        text: "За сутки подразделения вооружённых сил Армении 31 раз нарушили режим прекращения \
               огня, применив крупнокалиберные пулемёты. Позиции азербайджанской армии в селе \
               Алибейли Товузского района были обстреляны с постов в селе Айгедзор Тавушской \
               области. Позиции у села Мерзили обстреляны с безымянных высот Физулинского и \
               Джебраильского районов.",
        times: 31,
        weapons: &["machine-gun"],
        pairs: &[
            ("aygedzor", "alibayli-tovuz"),
            ("fuzuli-district", "marzili"),
            ("jabrayil-district", "marzili"),
        ],
    },
    Statement {
        language: "ru",
        side: Side::Arm,
        publisher: ARM,
        text: "За минувшие сутки вооружённые силы Азербайджана 31 раз нарушили режим прекращения \
               огня, применив миномёты. Позиции Армии обороны близ села Талыш Мартакертского \
               района были обстреляны с позиций близ села Тап Каракоюнлу Геранбойского района. \
               Безымянные высоты Гадрутского района обстреляны с позиций у города Горадиз.",
        times: 31,
        weapons: &["mortar"],
        pairs: &[
            ("tap-qaraqoyunlu", "talish-tartar"),
            ("horadiz", "nk-hadrut-province"),
        ],
    },
    Statement {
        language: "az",
        side: Side::Az,
        publisher: AZ,
        text: "Ermənistan silahlı qüvvələrinin bölmələri iriçaplı pulemyotlardan istifadə etməklə \
               sutka ərzində atəşkəs rejimini 18 dəfə pozub. Tovuz rayonunun Əlibəyli kəndində \
               yerləşən mövqelərimiz Tavuş vilayətinin Movses kəndində yerləşən mövqelərdən atəşə \
               tutulub. Ağdam rayonunun Mərzili kəndi yaxınlığındakı mövqelər Füzuli və Cəbrayıl \
               rayonlarının adsız yüksəkliklərində yerləşən mövqelərdən atəşə tutulub.",
        times: 18,
        weapons: &["machine-gun"],
        pairs: &[
            ("movses", "alibayli-tovuz"),
            ("fuzuli-district", "marzili"),
            ("jabrayil-district", "marzili"),
        ],
    },
    Statement {
        language: "az",
        side: Side::Arm,
        publisher: ARM,
        text: "Azərbaycan silahlı qüvvələri minaatanlardan istifadə etməklə son 24 saat ərzində \
               atəşkəsi 18 dəfə pozub. Ağdərə rayonunun Talış kəndi yaxınlığındakı mövqelər \
               Goranboy rayonunun Tapqaraqoyunlu kəndi yaxınlığında yerləşən mövqelərdən atəşə \
               tutulub.",
        times: 18,
        weapons: &["mortar"],
        pairs: &[("tap-qaraqoyunlu", "talish-tartar")],
    },
    Statement {
        language: "hy",
        side: Side::Az,
        publisher: AZ,
        text: "Օրվա ընթացքում հայկական զինված ուժերը 42 անգամ խախտել են հրադադարի ռեժիմը՝ \
               կիրառելով գնդացիրներ։ Աղդամի շրջանի Մարզիլի գյուղի մոտ գտնվող դիրքերը գնդակոծվել են \
               Ֆիզուլիի շրջանի անանուն բարձունքներից։ Տովուզի շրջանի Ալիբեյլի գյուղի դիրքերը \
               գնդակոծվել են Տավուշի մարզի Մովսես գյուղի դիրքերից։",
        times: 42,
        weapons: &["machine-gun"],
        pairs: &[("fuzuli-district", "marzili"), ("movses", "alibayli-tovuz")],
    },
    Statement {
        language: "hy",
        side: Side::Arm,
        publisher: ARM,
        text: "Վերջին 24 ժամում ադրբեջանական զինված ուժերը 42 անգամ խախտել են հրադադարի ռեժիմը՝ \
               կիրառելով ականանետեր և դիպուկահար հրացաններ։ Մարտակերտի շրջանի Թալիշ գյուղի \
               մերձակայքում տեղակայված դիրքերը գնդակոծվել են Գորանբոյի շրջանի Տափ Ղարաղոյունլու \
               գյուղի մոտ գտնվող դիրքերից։ Հադրութի շրջանի անանուն բարձունքները գնդակոծվել են \
               Հորադիզի մոտ գտնվող դիրքերից։",
        times: 42,
        weapons: &["mortar", "sniper-rifle"],
        pairs: &[
            ("tap-qaraqoyunlu", "talish-tartar"),
            ("horadiz", "nk-hadrut-province"),
        ],
    },
];

fn claims(reading: &Value) -> Vec<Value> {
    reading["claims"].as_array().cloned().unwrap_or_default()
}

#[test]
fn a_statement_tells_who_fired_at_what_how_often_with_what_and_when() {
    let desk = Desk::built_in().unwrap();
    for statement in STATEMENTS {
        let context = Context {
            published: Some(date(2019, 3, 15)),
            side: Some(statement.side),
            publisher: Some(statement.publisher.to_owned()),
            language: Some(statement.language.to_owned()),
        };
        let reading = desk.read("s", statement.text, &context);
        let name = |at: &Value| {
            let at = usize::try_from(at.as_u64().unwrap()).unwrap();
            let id = reading["mentions"][at]["place"]["id"].as_str();
            id.unwrap_or("?").to_owned()
        };
        let told = claims(&reading);
        let which = format!("{} {:?}", statement.language, statement.side);
        assert!(!told.is_empty(), "{which}");
        for claim in &told {
            assert_eq!(claim["predicate"], "ceasefire-violation", "{which}");
            assert_eq!(claim["claimant_side"], json!(statement.side), "{which}");
            assert_eq!(claim["weapons"], json!(statement.weapons), "{which}");
            assert_eq!(claim["date_start"], "2019-03-14", "{which}");
            assert_eq!(claim["date_end"], "2019-03-15", "{which}");
        }
        let counted: Vec<&Value> = told
            .iter()
            .map(|claim| &claim["quantity_low"])
            .filter(|count| !count.is_null())
            .collect();
        assert_eq!(counted, [&json!(statement.times)], "{which}");
        let pairs: Vec<(String, String)> = told
            .iter()
            .flat_map(|claim| claim["pairs"].as_array().unwrap())
            .map(|pair| (name(&pair["from"]), name(&pair["at"])))
            .collect();
        let expected: Vec<(String, String)> = statement
            .pairs
            .iter()
            .map(|(from, at)| ((*from).to_owned(), (*at).to_owned()))
            .collect();
        assert_eq!(pairs, expected, "{which}");
    }
}

/// The note and the headline of the drafts that a report gives.
fn drafts(atlas: &Atlas, text: &str, publisher: &str, side: Side) -> Vec<(Option<String>, String)> {
    let submission = serde_json::from_value(json!({
        "text": text,
        "published": "2019-03-15",
        "source": { "title": publisher, "side": side },
    }))
    .unwrap();
    let drafts = atlas.ingest(&submission, "test").unwrap().incidents;
    let told = drafts.into_iter().map(|draft| draft.incident.properties);
    told.map(|told| (told.note, told.summary)).collect()
}

#[test]
fn a_draft_says_from_where_and_fire_from_the_wrong_side_of_that_days_line_is_remarked() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    let text = "Positions near Talish underwent fire from positions near Tap Qaraqoyunlu.";
    let told = drafts(&atlas, text, ARM, Side::Arm);
    let [(note, summary)] = told.as_slice() else {
        panic!("one draft, not {told:?}");
    };
    assert_eq!(*note, None);
    assert!(summary.contains("with fire from"), "{summary}");
    assert!(summary.contains("Qaraqoyunlu"), "{summary}");
    // Each pair lies on one side of the line of 2019.
    for (from, at, publisher, side) in [
        ("Barda", "Tartar", AZ, Side::Az),
        ("Tartar", "Barda", AZ, Side::Az),
        ("Hadrut", "Shusha", ARM, Side::Arm),
        ("Shusha", "Hadrut", ARM, Side::Arm),
    ] {
        let text = format!("Positions in {at} underwent fire from positions in {from}.");
        let drafts = drafts(&atlas, &text, publisher, side);
        let note = drafts[0].0.as_deref().unwrap_or_default();
        let wording = "lay on the same side of the line that day.";
        assert!(note.ends_with(wording), "{text}: {note}");
        assert!(
            note.contains("from where the fire is said to have come"),
            "{note}"
        );
    }
    // Across the line there is nothing to remark.
    for (from, at, publisher, side) in [
        ("Hadrut", "Barda", AZ, Side::Az),
        ("Barda", "Hadrut", ARM, Side::Arm),
    ] {
        let text = format!("Positions in {at} underwent fire from positions in {from}.");
        assert_eq!(drafts(&atlas, &text, publisher, side)[0].0, None, "{text}");
    }
}
