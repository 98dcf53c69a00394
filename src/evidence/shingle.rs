//! Whether one text repeats another: the same words, or nearly the same.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::evidence::hash::sha256_hex;

/// How many words in a row are compared.
const WORDS: usize = 4;

/// From how alike on two texts are nearly the same.
pub const NEARLY: f64 = 0.6;

/// A text without what an agency changes when it passes a report on: case, blanks, punctuation.
fn words(text: &str) -> Vec<String> {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A hash that texts of the same words share.
#[must_use]
pub fn normal_hash(text: &str) -> String {
    sha256_hex(words(text).join(" ").as_bytes())
}

/// The runs of words of a text, as a set.
#[must_use]
pub fn shingles(text: &str) -> BTreeSet<String> {
    let words = words(text);
    let length = WORDS.min(words.len().max(1));
    words.windows(length).map(|run| run.join(" ")).collect()
}

/// How alike two sets of runs are: 0 nothing in common, 1 the same.
///
/// # References
/// - Broder, A. Z., "On the resemblance and containment of documents", SEQUENCES 1997
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "texts have far fewer than 2^52 words"
)]
pub fn resemblance(left: &BTreeSet<String>, right: &BTreeSet<String>) -> f64 {
    let both = left.intersection(right).count();
    let either = left.len() + right.len() - both;
    if either == 0 {
        return 0.0;
    }
    both as f64 / either as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeated_report_is_seen_through_case_and_punctuation() {
        let one =
            "The ministry said on Wednesday that its troops had repelled an attack near the river.";
        let same = "THE MINISTRY said, on Wednesday: that its troops had repelled an attack near the river";
        let near = "Agency, 30 September. The ministry said on Wednesday that its troops had repelled an attack near the river.";
        let other = "Observers counted eleven shells in the town, and the ministry said nothing.";
        assert_eq!(normal_hash(one), normal_hash(same));
        assert_ne!(normal_hash(one), normal_hash(near));
        let alike = |a: &str, b: &str| resemblance(&shingles(a), &shingles(b));
        assert!(alike(one, near) > NEARLY, "{}", alike(one, near));
        assert!(alike(one, other) < 0.1);
        assert!((alike(one, one) - 1.0).abs() < f64::EPSILON);
        assert!(alike("", "").abs() < f64::EPSILON);
    }
}
