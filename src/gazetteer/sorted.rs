//! Keys in alphabetical order, in one text: which of them begin a text, which begin with a word,
//! which have a word in them.
//!
//! A table of first letters and binary search are all the index there is: it is made in the time
//! that sorting takes, and costs little more memory than the keys.

use std::ops::Range;

use memchr::memmem;

/// What ends a key in the text of all keys; it comes before every character of a key.
const END: u8 = b'\n';

/// Pairs of first characters that are told apart.
const PAIRS: usize = 128 * 128;

/// Keys in alphabetical order. A key is ASCII, as search forms are.
#[derive(Debug, Default)]
pub struct SortedKeys {
    /// All keys, each with [`END`] after it.
    text: String,
    /// Where each key begins in the text, and where the text ends.
    starts: Vec<u32>,
    /// The first key for each pair of first characters, and the number of keys.
    pairs: Vec<u32>,
}

impl SortedKeys {
    /// An empty list with room for a text of so many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize, keys: usize) -> Self {
        Self {
            text: String::with_capacity(bytes + keys),
            starts: Vec::with_capacity(keys + 1),
            pairs: Vec::new(),
        }
    }

    /// Appends a key, which must come after all before it.
    pub fn push(&mut self, key: &str) {
        self.starts.push(number(self.text.len()));
        self.text.push_str(key);
        self.text.push(char::from(END));
    }

    /// Makes the table of first characters; before, nothing is found.
    pub fn finish(&mut self) {
        self.starts.push(number(self.text.len()));
        let mut counts = vec![0_u32; PAIRS + 1];
        for key in 0..self.len() {
            let pair = pair(self.byte(key, 0), self.byte(key, 1));
            if let Some(count) = counts.get_mut(pair + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for count in &mut counts {
            sum += *count;
            *count = sum;
        }
        self.pairs = counts;
    }

    /// Gives back room that is not needed.
    pub fn shrink_to_fit(&mut self) {
        self.text.shrink_to_fit();
        self.starts.shrink_to_fit();
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A key.
    #[must_use]
    pub fn get(&self, key: usize) -> &str {
        let start = self.start(key);
        let end = self.start(key + 1).saturating_sub(1);
        self.text.get(start..end).unwrap_or_default()
    }

    /// The keys that are the beginning of a text, with their lengths in bytes, shortest first.
    pub fn beginning(&self, text: &[u8], mut found: impl FnMut(usize, usize)) {
        let (Some(first), second) = (text.first(), text.get(1)) else {
            return;
        };
        for key in self.pair(*first, END) {
            found(key, 1);
        }
        let Some(second) = second else { return };
        let mut range = self.pair(*first, *second);
        for depth in 2.. {
            if range.is_empty() {
                return;
            }
            // Shorter keys come first, and no key comes twice.
            if self.byte(range.start, depth) == END {
                found(range.start, depth);
                range.start += 1;
            }
            let Some(next) = text.get(depth) else { return };
            range = self.narrowed(range, depth, *next);
        }
    }

    /// The keys that begin with some letters.
    #[must_use]
    pub fn starting_with(&self, beginning: &str) -> Range<usize> {
        let mut range = 0..self.len();
        for (depth, byte) in beginning.bytes().enumerate() {
            range = self.narrowed(range, depth, byte);
        }
        range
    }

    /// The keys that have a text in them, in order; a key that has it twice comes twice.
    pub fn containing<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        let found = memmem::find_iter(self.text.as_bytes(), text.as_bytes());
        found.map(|at| {
            self.starts
                .partition_point(|start| usize::try_from(*start).is_ok_and(|start| start <= at))
                .saturating_sub(1)
        })
    }

    fn start(&self, key: usize) -> usize {
        let start = self.starts.get(key).copied().unwrap_or_default();
        usize::try_from(start).unwrap_or_default()
    }

    fn byte(&self, key: usize, depth: usize) -> u8 {
        let at = self.start(key) + depth;
        self.text.as_bytes().get(at).copied().unwrap_or(END)
    }

    fn pair(&self, first: u8, second: u8) -> Range<usize> {
        let at = pair(first, second);
        let edge = |at: usize| {
            let edge = self.pairs.get(at).copied().unwrap_or_default();
            usize::try_from(edge).unwrap_or_default()
        };
        if first.is_ascii() && second.is_ascii() {
            edge(at)..edge(at + 1)
        } else {
            0..0
        }
    }

    /// Of keys that share their first `depth` bytes: those that go on with `byte`.
    fn narrowed(&self, range: Range<usize>, depth: usize, byte: u8) -> Range<usize> {
        let search = |from: usize, before: &dyn Fn(u8) -> bool| {
            let (mut low, mut high) = (from, range.end);
            while low < high {
                let middle = low.midpoint(high);
                if before(self.byte(middle, depth)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        let start = search(range.start, &|own| own < byte);
        start..search(start, &|own| own <= byte)
    }
}

/// Which pair two characters are.
const fn pair(first: u8, second: u8) -> usize {
    ((first & 127) as usize) * 128 + (second & 127) as usize
}

/// A place in the text of all keys, which is far shorter than 4 GiB.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(keys: &[&str]) -> SortedKeys {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        let mut all = SortedKeys::default();
        for key in keys {
            all.push(key);
        }
        all.finish();
        all
    }

    fn beginning<'a>(keys: &'a SortedKeys, text: &str) -> Vec<&'a str> {
        let mut found = Vec::new();
        keys.beginning(text.as_bytes(), |key, length| {
            assert_eq!(keys.get(key).len(), length);
            found.push(keys.get(key));
        });
        found
    }

    #[test]
    fn keys_that_begin_a_text_are_found_shortest_first() {
        let keys = sorted(&["a", "aghdam", "agh", "aghdam district", "b", "shusha"]);
        assert_eq!(
            beginning(&keys, "aghdam districts"),
            ["a", "agh", "aghdam", "aghdam district"]
        );
        assert_eq!(beginning(&keys, "b"), ["b"]);
        assert!(beginning(&keys, "").is_empty());
        assert!(beginning(&sorted(&[]), "aghdam").is_empty());
    }

    #[test]
    fn keys_are_found_by_their_beginning_and_by_a_word() {
        let keys = sorted(&["aghdam", "aghdam district", "agri", "shusha district"]);
        let range = keys.starting_with("agh");
        assert_eq!(range.map(|key| keys.get(key)).collect::<Vec<_>>().len(), 2);
        let with: Vec<&str> = keys.containing(" dis").map(|key| keys.get(key)).collect();
        assert_eq!(with, ["aghdam district", "shusha district"]);
    }

    proptest! {
        /// The same is found as by looking at every key.
        #[test]
        fn nothing_is_missed(
            keys in prop::collection::vec("[a-c0 ]{1,5}", 0..40),
            text in "[a-c0 |é]{0,8}",
        ) {
            let all = sorted(&keys.iter().map(String::as_str).collect::<Vec<_>>());
            let mut plain: Vec<&str> =
                keys.iter().map(String::as_str).filter(|key| text.starts_with(key)).collect();
            plain.sort_unstable();
            plain.dedup();
            prop_assert_eq!(beginning(&all, &text), plain);
            let begin = keys.iter().filter(|key| key.starts_with(&text)).collect::<std::collections::BTreeSet<_>>();
            prop_assert_eq!(all.starting_with(&text).len(), begin.len());
        }
    }
}
