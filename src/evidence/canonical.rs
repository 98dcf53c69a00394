//! Canonical JSON: one value, one sequence of bytes, one hash.

use serde::Serialize;
use thiserror::Error;

use crate::evidence::hash::sha256_hex;

/// A value that has no canonical form.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("The record has no canonical JSON: {0}.")]
pub struct NotCanonical(String);

/// The value as canonical JSON: keys sorted by UTF-16, no blanks, numbers as ECMAScript writes them.
///
/// # Errors
/// [`NotCanonical`] for what JSON cannot say.
///
/// # References
/// - RFC 8785, *JSON Canonicalization Scheme*
pub fn canonical(value: &impl Serialize) -> Result<String, NotCanonical> {
    serde_json_canonicalizer::to_string(value).map_err(|error| NotCanonical(error.to_string()))
}

/// SHA-256 of the value's canonical JSON, 64 hexadecimal digits.
///
/// # Errors
/// [`NotCanonical`].
pub fn digest(value: &impl Serialize) -> Result<String, NotCanonical> {
    Ok(sha256_hex(canonical(value)?.as_bytes()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// RFC 8785, section 3.2.2 and 3.2.3.
    #[test]
    fn the_standard_s_own_examples_come_out() {
        let input = r#"{
            "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        }"#;
        let value: Value = serde_json::from_str(input).expect("JSON");
        assert_eq!(
            canonical(&value).expect("canonical"),
            r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#
        );
        let keys = json!({
            "\u{20ac}": "Euro Sign", "\r": "Carriage Return", "\u{fb33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u{80}": "Control", "\u{f6}": "Latin Small Letter O With Diaeresis",
        });
        let text = canonical(&keys).expect("canonical");
        let at = |what: &str| text.find(what).expect("there");
        let order = [
            "Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew",
        ];
        assert!(
            order.windows(2).all(|two| at(two[0]) < at(two[1])),
            "{text}"
        );
    }

    /// RFC 8785, appendix B.
    #[test]
    fn numbers_are_written_as_ecmascript_writes_them() {
        for (bits, text) in [
            (0x0000_0000_0000_0000, "0"),
            (0x8000_0000_0000_0000, "0"),
            (0x0000_0000_0000_0001, "5e-324"),
            (0x8000_0000_0000_0001, "-5e-324"),
            (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
            (0x4340_0000_0000_0000, "9007199254740992"),
            (0x4430_0000_0000_0000, "295147905179352830000"),
            (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
            (0x44b5_2d02_c7e1_4af6, "1e+23"),
            (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
            (0x444b_1ae4_d6e2_ef50, "1e+21"),
            (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
            (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
            (0x41b3_de43_5555_5553, "333333333.3333332"),
            (0x41b3_de43_5555_5557, "333333333.33333343"),
            (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
            (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
        ] {
            let number = f64::from_bits(bits);
            assert_eq!(canonical(&json!(number)).expect("canonical"), text);
        }
        assert!(canonical(&f64::NAN).is_err() || canonical(&f64::NAN).as_deref() == Ok("null"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        /// Reading a canonical record and writing it again changes no byte.
        #[test]
        fn canonical_json_is_stable(number in any::<f64>(), text in ".*", n in any::<u32>()) {
            let value = json!({"b": number, "a": text, "c": [n, null]});
            let once = canonical(&value).expect("canonical");
            let read: Value = serde_json::from_str(&once).expect("JSON");
            prop_assert_eq!(canonical(&read).expect("canonical"), once);
        }
    }
}
