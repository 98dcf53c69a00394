//! A text as the cell of a table that people open in a spreadsheet.

use std::borrow::Cow;

/// The text so that no spreadsheet takes it for a formula: what begins like one gets an apostrophe
/// before it.
///
/// # References
/// - OWASP, "CSV Injection"
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let formula = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    if formula.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_like_a_formula_is_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            assert_eq!(harmless(formula), format!("'{formula}"));
        }
        for text in ["", "Shelling", "2 = 2", "a-b", "Ağdam"] {
            assert_eq!(harmless(text), text);
        }
    }
}
