//! Any text is read without a panic, and its spans lie in it in order.
#![no_main]

use std::sync::LazyLock;

use contactline::atlas::lookup::{Desk, dated};
use libfuzzer_sys::fuzz_target;

static DESK: LazyLock<Desk> = LazyLock::new(|| Desk::built_in().expect("the built-in data"));

fuzz_target!(|text: &str| {
    let read = DESK.read("fuzz", text, &dated(None));
    let found = serde_json::to_value(&read).expect("what was found is JSON");
    let length = found["text"].as_str().unwrap_or(text).chars().count() as u64;
    for mention in found["mentions"].as_array().expect("mentions") {
        let [start, end] = ["start", "end"].map(|key| mention[key].as_u64().expect("a number"));
        assert!(start < end && end <= length, "{mention}");
    }
});
