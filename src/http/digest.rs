//! Digests that tell one answer from another.

use twox_hash::XxHash3_128;

/// A digest of some texts as 32 hexadecimal digits: for validators, where nobody gains by making two
/// texts that have the same.
#[must_use]
pub fn digest<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>) -> String {
    let mut hasher = XxHash3_128::new();
    for text in texts {
        hasher.write(text.as_ref());
        // No text can end where the next one begins.
        hasher.write(&[0xff]);
    }
    format!("{:032x}", hasher.finish_128())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_texts_have_other_digests() {
        let one = digest(["ab", "c"]);
        assert_eq!(one.len(), 32);
        assert_eq!(one, digest(["ab", "c"]));
        for other in [&["a", "bc"][..], &["abc"], &["ab", "c", ""], &[]] {
            assert_ne!(one, digest(other.iter().copied()), "{other:?}");
        }
    }
}
