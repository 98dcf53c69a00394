//! Bytes of a file as text: which encoding they are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_5, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251,
    WINDOWS_1252, WINDOWS_1254,
};
use thiserror::Error;

/// Why bytes cannot be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotText {
    /// A PDF file.
    #[error("It is a PDF file; copy its text into a text file and give that.")]
    Pdf,
    /// A ZIP file, such as a document of a word processor.
    #[error(
        "It is a document of a word processor or another archive; save it as plain text and give \
         that."
    )]
    Archive,
    /// Bytes that are no text.
    #[error("It is no text; give a text file in UTF-8.")]
    Binary,
    /// Text in an encoding that is not read.
    #[error("It is not text in UTF-8, UTF-16 or Windows-1251; save it as UTF-8 and give that.")]
    Encoding,
}

/// The older encodings of the languages of the map that are told from one another by their letters.
const OLD: [&Encoding; 7] = [
    WINDOWS_1251,
    KOI8_U,
    KOI8_R,
    IBM866,
    ISO_8859_5,
    WINDOWS_1254,
    WINDOWS_1252,
];

/// Bytes as text, without a byte order mark: UTF-8, UTF-16 with a mark or without, or an older
/// encoding such as Windows-1251, told by its letters.
///
/// # Errors
/// [`NotText`] with a sentence that says what to do.
///
/// # References
/// - WHATWG, *Encoding Standard*, <https://encoding.spec.whatwg.org/>
pub fn decode(bytes: &[u8]) -> Result<String, NotText> {
    if bytes.starts_with(b"%PDF-") {
        return Err(NotText::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(NotText::Archive);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return whole(encoding, bytes.get(mark..).unwrap_or_default());
    }
    if bytes.contains(&0) {
        return [UTF_16LE, UTF_16BE]
            .into_iter()
            .find_map(|encoding| whole(encoding, bytes).ok().filter(|text| familiar(text)))
            .ok_or(NotText::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if !OLD.contains(&guess) {
        return Err(NotText::Encoding);
    }
    let text = whole(guess, bytes)?;
    let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}');
    if text.chars().any(odd) {
        return Err(NotText::Binary);
    }
    Ok(text)
}

/// Decodes bytes, all of which must mean something.
fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, NotText> {
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .map(std::borrow::Cow::into_owned)
        .ok_or(if encoding == UTF_8 {
            NotText::Encoding
        } else {
            NotText::Binary
        })
}

/// Whether a text is written in the letters of the four languages, as text that was read in the
/// wrong byte order is not.
fn familiar(text: &str) -> bool {
    let (mut all, mut known) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        known += usize::from(matches!(
            c,
            '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{24f}' | 'ə' | '\u{400}'..='\u{58f}'
                | '\u{2000}'..='\u{20cf}'
        ));
    }
    all > 0 && known * 20 >= all * 19
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RUSSIAN: &str = "По данным министерства обороны, обстрелу подверглись сёла у Агдама.";
    const MIXED: &str = "Ağdam rayonu, Ակնա, Агдам: “shelled”";

    fn utf_16(text: &str, big: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_and_utf_16_are_read_with_a_mark_and_without() {
        assert_eq!(decode(MIXED.as_bytes()).as_deref(), Ok(MIXED));
        for text in [MIXED, RUSSIAN, "Plain words."] {
            let marked = format!("\u{feff}{text}");
            assert_eq!(decode(marked.as_bytes()).as_deref(), Ok(text));
            for big in [false, true] {
                assert_eq!(decode(&utf_16(&marked, big)).as_deref(), Ok(text));
                assert_eq!(decode(&utf_16(text, big)).as_deref(), Ok(text));
            }
        }
        assert_eq!(decode(b"").as_deref(), Ok(""));
    }

    #[test]
    fn older_cyrillic_encodings_are_told_by_their_letters() {
        for encoding in [WINDOWS_1251, KOI8_U, IBM866] {
            let (bytes, ..) = encoding.encode(RUSSIAN);
            assert_eq!(
                decode(&bytes).as_deref(),
                Ok(RUSSIAN),
                "{}",
                encoding.name()
            );
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_sentence() {
        assert_eq!(decode(b"%PDF-1.7\n%\xe2\xe3"), Err(NotText::Pdf));
        assert_eq!(decode(b"PK\x03\x04\x14\0"), Err(NotText::Archive));
        assert_eq!(
            decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            Err(NotText::Binary)
        );
        assert_eq!(
            decode(&[0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00]),
            Err(NotText::Binary),
            "half of a pair"
        );
        assert_eq!(
            decode(b"\xef\xbb\xbfa\xff"),
            Err(NotText::Encoding),
            "a mark that lies"
        );
        let (japanese, ..) = encoding_rs::SHIFT_JIS.encode("これは日本語の文章です。地図。");
        assert_eq!(decode(&japanese), Err(NotText::Encoding));
        assert!(NotText::Encoding.to_string().contains("save it as UTF-8"));
    }

    proptest! {
        /// Any bytes give a text or a sentence, and text in UTF-8 is itself.
        #[test]
        fn any_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,60}") {
            let _ = decode(&bytes);
            prop_assume!(!text.starts_with('\u{feff}') && !text.starts_with("%PDF-"));
            prop_assert_eq!(decode(text.as_bytes()), Ok(text));
        }
    }
}
