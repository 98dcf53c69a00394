//! Any bytes are a text or refused, and any text has a text.
#![no_main]

use contactline::format::{encoding::decode, markup::text_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = decode(bytes) {
        let _ = text_of(&text);
    }
});
