//! How long names and texts take: start-up of a gazetteer of 15,000 places and 90,000 names, its
//! memory, the search box, and reading reports on one core.
//!
//! `cargo bench --bench geoparse` prints all of it, in processor time of one core; with `-- names` it
//! leaves out the reports, with `-- reports` the names; `cargo bench --bench geoparse -- memory` only
//! loads the gazetteer, so that the peak of the process is its own.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    missing_docs,
    reason = "a bench"
)]

use std::{env, fs, hint::black_box, time::Instant};

use contactline::{
    atlas::lookup::{Desk, dated},
    gazetteer::index::Gazetteer,
    model::place::Place,
};
use fst::IntoStreamer as _;
use jiff::civil::date;
use mimalloc::MiMalloc;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Syllables of made-up names in Latin, Cyrillic and Armenian letters.
const SYLLABLES: [[&str; 3]; 24] = [
    ["qa", "га", "ղա"],
    ["ra", "ра", "րա"],
    ["dağ", "даг", "դաղ"],
    ["lı", "лы", "լը"],
    ["bə", "бе", "բե"],
    ["xo", "хо", "խո"],
    ["ca", "джа", "ջա"],
    ["şu", "шу", "շու"],
    ["mi", "ми", "մի"],
    ["na", "на", "նա"],
    ["ver", "вер", "վեր"],
    ["di", "ди", "դի"],
    ["sar", "сар", "սար"],
    ["kən", "кен", "քեն"],
    ["tə", "та", "թա"],
    ["gül", "гюль", "գյուլ"],
    ["ha", "га", "հա"],
    ["van", "ван", "վան"],
    ["ço", "чо", "չո"],
    ["ban", "бан", "բան"],
    ["zey", "зей", "զեյ"],
    ["tun", "тун", "տուն"],
    ["pir", "пир", "փիր"],
    ["əl", "ал", "ալ"],
];

/// Numbers that look drawn by lot and are the same on every run.
struct Lot(u64);

impl Lot {
    fn draw(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters
        .next()
        .map_or_else(String::new, |c| c.to_uppercase().collect());
    first + letters.as_str()
}

/// 15,000 places with six names each.
fn places() -> Vec<Place> {
    let mut lot = Lot(7);
    (0..15_000_u32)
        .map(|number| {
            let parts: Vec<usize> = (0..3 + lot.draw(2)).map(|_| lot.draw(SYLLABLES.len())).collect();
            let name = |script: usize| {
                capital(&parts.iter().map(|part| SYLLABLES[*part][script]).collect::<String>())
            };
            let az = name(0);
            let en = az.replace('x', "kh").replace('ə', "a").replace('ş', "sh").replace('ğ', "gh");
            serde_json::from_value(serde_json::json!({
                "id": format!("made-{number}"), "kind": "village",
                "position": [45.5 + f64::from(number % 200) / 100.0, 39.0 + f64::from(number % 150) / 100.0],
                "accuracy_m": 1000.0,
                "names": { "en": en, "az": az, "hy": name(2), "ru": name(1) },
                "variants": [format!("{en}kend"), format!("Yukhari {en}")],
                "label_en": null, "country": "AZ", "district_az": null, "province_nk": null,
                "geonames_id": number, "population": null, "note": null, "source": "own",
            }))
            .unwrap()
        })
        .collect()
}

/// Sentences of the kind that reports are made of.
const SENTENCES: [&str; 16] = [
    "The ministry said on Tuesday that its units had taken three villages of the Fuzuli district.",
    "According to the army of Artsakh, shells fell near Martuni and Hadrut during the night.",
    "Eleven people were wounded in Stepanakert, local officials told reporters, and four houses burnt down.",
    "Talks between the two foreign ministers will be held abroad next week, a spokesman added.",
    "The defence ministry denied that its drones had struck a convoy 6 km north-west of Jabrayil.",
    "Fire was exchanged along the line of contact in the direction of Tartar until the morning.",
    "Nobody could say when the road between Lachin and Shusha would be open to traffic again.",
    "More than 40 tanks, 12 howitzers and about 300 soldiers were lost since September 27, it claimed.",
    "По данным министерства, обстрелу подверглись позиции у сёл Талыш и Матагис.",
    "В Степанакерте объявлена воздушная тревога, жители укрываются в подвалах.",
    "Ночью противник применял миномёты на физулинском направлении, сообщила пресс-служба.",
    "Nazirlik bildirib ki, Ağdam və Tərtər rayonlarının kəndləri atəşə tutulub.",
    "Cəbrayıl istiqamətində döyüşlər davam edir, itkilər barədə məlumat verilmir.",
    "Հակառակորդը հրետակոծել է Մարտունի և Հադրութ քաղաքները։",
    "Ասկերանի շրջանում կան վիրավորներ, հայտնել է պաշտպանության նախարարությունը։",
    "A teacher from the valley remembered how quiet the winter before had been.",
];

/// A report of about so many bytes.
fn report(lot: &mut Lot, bytes: usize) -> String {
    let mut text = String::new();
    while text.len() < bytes {
        for _ in 0..4 {
            text.push_str(SENTENCES[lot.draw(SENTENCES.len())]);
            text.push(' ');
        }
        text.push_str("\n\n");
    }
    text
}

/// Seconds that this thread has had of a processor: a busy machine does not lengthen them. Where the
/// system does not say, the clock.
fn worked(since: Instant) -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = stat.split(' ').next().and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |n| n / 1e9)
}

/// Prints and gives the median of the processor time of some runs, in milliseconds; and prints the
/// median by the clock.
fn median(what: &str, runs: usize, mut run: impl FnMut()) -> f64 {
    let mut times: Vec<(f64, f64)> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            let before = worked(start);
            run();
            let clock = start.elapsed().as_secs_f64();
            ((worked(start) - before) * 1e3, clock * 1e3)
        })
        .collect();
    times.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (work, clock) = times[runs / 2];
    println!("{work:12.3} ms    {what} ({clock:.1} ms by the clock)");
    work
}

/// Memory of this process in MiB: now, or at its peak.
fn memory(line: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let figure = status.lines().find_map(|text| text.strip_prefix(line));
    let kilobytes = figure.and_then(|text| text.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}

/// What a finite state transducer with a Levenshtein automaton would take for the same names: it
/// counts a swap of neighbours as two errors.
fn with_fst(gazetteer: &Gazetteer) {
    let keys = gazetteer.keys();
    let start = Instant::now();
    let set = fst::Set::from_iter((0..keys.len()).map(|key| keys.get(key))).unwrap();
    println!(
        "{:12.3} ms    making an fst of the keys, {} kB",
        start.elapsed().as_secs_f64() * 1e3,
        set.as_fst().size() / 1000
    );
    for query in ["dagverbanli", "khojazeytnu", "qqqqqqqq"] {
        let mut found = 0;
        let distance = if query.len() < 8 { 1 } else { 2 };
        median(&format!("typing errors in {query}, by fst"), 5, || {
            let automaton = fst::automaton::Levenshtein::new(query, distance).unwrap();
            found = set
                .search(automaton)
                .into_stream()
                .into_strs()
                .unwrap()
                .len();
        });
        println!("{found:12} keys  found for {query}, by fst");
    }
}

fn main() {
    let only = |what: &str| env::args().any(|argument| argument == what);
    let before = memory("VmRSS:");
    let places = places();
    let names: usize = places.iter().map(|place| place.spellings().count()).sum();
    println!("{:12} places, {names} names", places.len());
    if only("memory") {
        let gazetteer = Gazetteer::new(places);
        println!(
            "{:12.1} MiB   at the peak (VmHWM), {:.1} MiB before",
            memory("VmHWM:"),
            before
        );
        println!("{:12.1} MiB   afterwards", memory("VmRSS:"));
        println!("{:12} keys", gazetteer.keys().len());
        return;
    }
    if only("reports") {
        reports();
        return;
    }
    let mut copies: Vec<Vec<Place>> = (0..5).map(|_| places.clone()).collect();
    median("start-up of the gazetteer", 5, || {
        black_box(Gazetteer::new(copies.pop().unwrap()));
    });
    let gazetteer = Gazetteer::new(places);
    for query in [
        "xo",
        "karabe",
        "Хошуван",
        "Dağverbanlı",
        "khojazeytnu",
        "qqqqqqqq",
    ] {
        median(&format!("search for {query}"), 21, || {
            black_box(gazetteer.search(query, 10));
        });
    }
    with_fst(&gazetteer);
    if only("names") {
        return;
    }
    reports();
}

/// How fast reports are read and written, from text to JSON in a buffer that is kept, as
/// `contactline geoparse --jsonl` does.
fn reports() {
    let desk = Desk::built_in().unwrap();
    let context = dated(Some(date(2020, 10, 20)));
    let mut lot = Lot(3);
    let mut written = Vec::new();
    for (bytes, count) in [(1_500, 400), (6_000, 100), (60_000, 10)] {
        let texts: Vec<String> = (0..count).map(|_| report(&mut lot, bytes)).collect();
        let total: usize = texts.iter().map(String::len).sum();
        let took = median(
            &format!("{count} reports of {bytes} bytes, {total} bytes"),
            3,
            || {
                for text in &texts {
                    written.clear();
                    let found = desk.read("bench", text, &context);
                    serde_json::to_writer(&mut written, &found).unwrap();
                    black_box(&written);
                }
            },
        );
        println!("{:12.2} MB/s  of report text", total as f64 / took / 1e3);
    }
    for name in ["Muganli ", "Martuni ", "Martuni, ", "Hajili and ", "x"] {
        let text = name.repeat(100_000 / name.len());
        median(&format!("100 kB of \"{name}\""), 1, || {
            black_box(serde_json::to_vec(&desk.read("bench", &text, &context)).unwrap());
        });
    }
}
