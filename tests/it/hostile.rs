//! Texts that nobody would write: an answer or a sentence, and soon.

use axum::{
    body::Body,
    http::{Request, header},
};
use contactline::atlas::{
    lookup::{Desk, dated},
    place_files::read::{PlaceFormat, read},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Answer, READ_ONLY, Server};

fn geoparse(server: &Server, body: impl Into<Body>) -> Answer {
    let request = Request::post("/geoparse")
        .header(header::CONTENT_TYPE, "application/json")
        .body(body.into())
        .unwrap();
    server.send(request)
}

/// The words that the spans of the mentions cut out of a text.
fn cut_out(text: &str, found: &Value) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let mentions = found["mentions"].as_array().unwrap().iter();
    mentions
        .map(|one| chars[at(&one["start"])..at(&one["end"])].iter().collect())
        .collect()
}

#[test]
fn html_is_read_as_its_text_and_spans_refer_to_it() {
    let page = "<div><script>Baku</script><p>Shelling near <b>Mar</b>tuni &amp; in \
                Stepanakert.</p></div>";
    let answer = geoparse(&READ_ONLY, json!({ "text": page }).to_string());
    let found = answer.json();
    let text = found["text"].as_str().unwrap();
    assert_eq!(text, "Shelling near Martuni & in Stepanakert.");
    assert_eq!(cut_out(text, &found), ["Martuni", "Stepanakert"]);
    let plain = geoparse(&READ_ONLY, json!({"text": "In Stepanakert."}).to_string()).json();
    assert!(plain.get("text").is_none(), "{plain}");
}

#[test]
fn broken_json_is_a_sentence() {
    for body in [
        &br#"{"text": "\ud800 Stepanakert"}"#[..],
        &br#"{"text": "\udc00\ud800"}"#[..],
        b"{\"text\": \"\xd1\xee\xeb\xee\"}",
        b"\xff\xfe{\0}\0",
        b"",
    ] {
        let answer = geoparse(&READ_ONLY, body.to_vec());
        assert!((400..=422).contains(&answer.status.as_u16()));
        answer.problem(answer.status.as_u16());
    }
    let marked = "\u{feff}{\"text\": \"In Stepanakert\"}";
    assert_eq!(geoparse(&READ_ONLY, marked).status.as_u16(), 200);
}

#[test]
fn invisible_characters_hide_no_name_and_move_no_span() {
    let desk = Desk::built_in().unwrap();
    for text in [
        "In \u{202e}Stepanakert\u{202c} at night",
        "In Step\u{200b}ana\u{ad}kert at night",
        "\u{feff}In Stepanakert\u{200f} at night",
        "\u{2067}В Степанакерте\u{2069} ночью",
    ] {
        let found = desk.read("t", text, &dated(None));
        let words = cut_out(text, &found);
        assert_eq!(words.len(), 1, "{text:?}: {words:?}");
        assert!(words[0].contains("Step") || words[0].contains("Степ"));
    }
}

#[test]
fn much_of_one_thing_is_read() {
    let desk = Desk::built_in().unwrap();
    for piece in [
        "x",
        "Ա",
        "Martuni ",
        "Hajili, ",
        "6 km north of ",
        "\u{301}",
        "<div>",
        "«",
        "1,",
    ] {
        // How long it takes is a matter for `cargo bench --bench geoparse`; here the work is
        // counted: twice the text gives no more than twice the answers, and one to spare.
        let answers = |bytes: usize| {
            let found = desk.read("t", &piece.repeat(bytes / piece.len()), &dated(None));
            ["mentions", "locations", "claims"].map(|list| found[list].as_array().unwrap().len())
        };
        for (once, twice) in answers(8_000).into_iter().zip(answers(16_000)) {
            assert!(twice <= 2 * once + 2, "{piece:?}: {once}, then {twice}");
        }
    }
    let _ = desk.read("t", &"a".repeat(1_000_000), &dated(None));
}

#[test]
fn somebody_who_asks_too_often_is_told_when_to_come_back() {
    let server = Server::start();
    let body = json!({"text": "In Stepanakert"}).to_string();
    let refused = (0..400)
        .map(|_| geoparse(&server, body.clone()))
        .find(|answer| answer.status.as_u16() != 200)
        .expect("there is a limit");
    let sentence = refused.problem(429);
    assert!(sentence.contains("try again in"), "{sentence}");
    let wait: u64 = refused.header(header::RETRY_AFTER).parse().unwrap();
    assert!((1..=10).contains(&wait), "{wait}");
}

/// Pieces of which hostile texts are made.
fn pieces() -> impl Strategy<Value = String> {
    let names = "Martuni|Ağdam|Ստեփանակերտ|Физули|Muğanlı|Hajili| north of | km |between | and ";
    let marks = "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{300}-\u{304}«»\"'’.,;:\n<>&#0-9|-]{1,3}";
    prop::collection::vec(
        prop_oneof![names, marks, "\\PC{1,4}", "\\s", "[0-9]{1,25}"],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any text is read, and every span cuts a part out of it.
    #[test]
    fn any_text_is_read(text in pieces()) {
        static DESK: std::sync::LazyLock<Desk> = std::sync::LazyLock::new(|| Desk::built_in().unwrap());
        let found = DESK.read("t", &text, &dated(None));
        let text = found["text"].as_str().unwrap_or(&text);
        for words in cut_out(text, &found) {
            prop_assert!(!words.is_empty());
        }
    }

    /// Any file of places is read, or refused with a sentence.
    #[test]
    fn any_file_of_places_is_read(text in "([0-9a-zА-я\\{\\}\\[\\]\":,;]|\t|\n|\\PC){0,120}", columns in 0_usize..24) {
        let broken = format!("{}\n{text}", vec![text.as_str(); columns].join("\t"));
        for format in [
            PlaceFormat::Geonames,
            PlaceFormat::GeonamesAlternate,
            PlaceFormat::WofJsonl,
            PlaceFormat::Csv,
            PlaceFormat::Geojson,
        ] {
            if let Err(sentence) = read(format, broken.as_bytes()) {
                prop_assert!(sentence.contains(' '), "{}", sentence);
            }
        }
    }
}
