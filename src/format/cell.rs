//! A text as the cell of a table that people open in a spreadsheet.

use std::borrow::Cow;

/// The text so that no spreadsheet takes it for a formula: what begins like one gets an apostrophe
/// before it, and so does what begins like a text that got one: [`plain`] takes it away again.
///
/// # References
/// - OWASP, "CSV Injection"
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let formula = text
        .trim_start_matches('\'')
        .trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    if formula.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that [`harmless`] made a cell of.
#[must_use]
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if harmless(text) == cell => text,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// No text is lost, and no cell begins like a formula.
        #[test]
        fn a_shielded_text_is_the_text_again(text in "[ '=+@a\\-\t]{0,6}") {
            let cell = harmless(&text);
            prop_assert_eq!(plain(&cell), text.as_str());
            let first = cell.trim_start_matches(' ').chars().next();
            prop_assert!(!first.is_some_and(|c| "=+-@\t".contains(c)), "{cell:?}");
        }
    }

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
