//! Patterns: `%` is any characters, `_` is one, and a backslash takes a sign for itself.

/// A pattern of LIKE.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Many,
    One,
    Just(char),
}

impl Pattern {
    /// Reads a pattern.
    pub(super) fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut characters = text.chars().peekable();
        while let Some(c) = characters.next() {
            let piece = match c {
                '%' if pieces.last() == Some(&Piece::Many) => continue,
                '%' => Piece::Many,
                '_' => Piece::One,
                '\\' => {
                    let taken = characters.next_if(|next| matches!(next, '%' | '_' | '\\'));
                    Piece::Just(taken.unwrap_or('\\'))
                }
                c => Piece::Just(c),
            };
            pieces.push(piece);
        }
        Self(pieces)
    }

    /// Whether a text as a whole is so. The cost is at most the product of both lengths.
    pub(super) fn matches(&self, text: &str) -> bool {
        let (mut rest, mut at) = (text.chars(), 0);
        // Where the last `%` stands, and what of the text it has not swallowed yet.
        let mut many = None;
        loop {
            let here = rest.clone();
            match (self.0.get(at), rest.next()) {
                (Some(Piece::Many), _) => {
                    many = Some((at, here.clone()));
                    rest = here;
                    at += 1;
                }
                (None, None) => return true,
                (Some(Piece::One), Some(_)) => at += 1,
                (Some(Piece::Just(wanted)), Some(c)) if *wanted == c => at += 1,
                (_, next) => {
                    let Some((star, mut swallowed)) = many.take() else {
                        return false;
                    };
                    if next.is_none() || swallowed.next().is_none() {
                        return false;
                    }
                    rest = swallowed.clone();
                    at = star + 1;
                    many = Some((star, swallowed));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by the definition, slowly.
    fn slowly(pieces: &[Piece], text: &[char]) -> bool {
        match pieces.split_first() {
            None => text.is_empty(),
            Some((Piece::Many, rest)) => {
                (0..=text.len()).any(|skipped| slowly(rest, &text[skipped..]))
            }
            Some((Piece::One, rest)) => !text.is_empty() && slowly(rest, &text[1..]),
            Some((Piece::Just(c), rest)) => text.first() == Some(c) && slowly(rest, &text[1..]),
        }
    }

    #[test]
    fn a_backslash_takes_a_sign_for_itself() {
        assert!(Pattern::new(r"100\%").matches("100%"));
        assert!(!Pattern::new(r"100\%").matches("1000"));
        assert!(Pattern::new(r"a\b%").matches(r"a\bc"));
        assert!(Pattern::new("K_benhavn").matches("København"));
        assert!(Pattern::new("").matches("") && !Pattern::new("").matches("a"));
    }

    proptest! {
        #[test]
        fn patterns_match_as_they_are_defined(pattern in "[ab%_]{0,7}", text in "[ab]{0,8}") {
            let pattern = Pattern::new(&pattern);
            let letters: Vec<char> = text.chars().collect();
            prop_assert_eq!(pattern.matches(&text), slowly(&pattern.0, &letters));
        }
    }
}
