//! The hash of a list in which a single changed entry shows.

use sha2::{Digest, Sha256};

use crate::evidence::hash::hex;

/// A SHA-256 hash.
type Hash = [u8; 32];

/// The root of the hash tree over the entries, 64 hexadecimal digits.
///
/// # References
/// - RFC 6962, section 2.1
#[must_use]
pub fn root<T: AsRef<[u8]>>(entries: &[T]) -> String {
    let leaves: Vec<Hash> = entries.iter().map(|entry| leaf(entry.as_ref())).collect();
    hex(&tree(&leaves))
}

fn leaf(entry: &[u8]) -> Hash {
    Sha256::new_with_prefix([0])
        .chain_update(entry)
        .finalize()
        .into()
}

/// The hash of a list of leaves: split at the largest power of two below its length.
fn tree(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Sha256::digest([]).into(),
        [one] => *one,
        more => {
            let half = more.len().next_power_of_two() / 2;
            let (left, right) = more.split_at(half);
            Sha256::new_with_prefix([1])
                .chain_update(tree(left))
                .chain_update(tree(right))
                .finalize()
                .into()
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Inputs and roots of the reference test of Certificate Transparency.
    #[test]
    fn known_trees_have_their_known_roots() {
        let hexed = [
            "",
            "00",
            "10",
            "2021",
            "3031",
            "40414243",
            "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ];
        let entries: Vec<Vec<u8>> = hexed
            .iter()
            .map(|text| {
                let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hex");
                (0..text.len()).step_by(2).map(digit).collect()
            })
            .collect();
        for (count, expected) in [
            (
                0,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                1,
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            ),
            (
                2,
                "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            ),
            (
                3,
                "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            ),
            (
                8,
                "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
            ),
        ] {
            assert_eq!(root(&entries[..count]), expected, "{count} entries");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn one_changed_byte_changes_the_root(
            mut entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 1..9), 1..40),
            at in any::<prop::sample::Index>(),
        ) {
            let before = root(&entries);
            let n = at.index(entries.len());
            entries[n][0] ^= 1;
            prop_assert_ne!(before, root(&entries));
        }
    }
}
