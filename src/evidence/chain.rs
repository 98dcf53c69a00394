//! A log in which every entry vouches for the one before it.

use serde::Serialize;
use serde_json::Value;

use crate::evidence::canonical::{NotCanonical, digest};

/// What the first entry names as the hash before it.
pub const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// One entry of the log: who did what to what, when.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    /// Counts up from 1 without gaps.
    pub seq: i64,
    /// Unix milliseconds, UTC.
    pub at: i64,
    /// Who did it.
    pub actor: String,
    /// What kind of thing was done.
    pub kind: String,
    /// What it was done to.
    pub entity: String,
    /// Everything else, such as the reason, and the values before and after.
    pub body: Value,
    /// The hash of the entry before.
    pub prev: String,
}

impl Entry {
    /// SHA-256 over the canonical JSON of the entry with the hash of the entry before it.
    ///
    /// # Errors
    /// [`NotCanonical`], which values that were read from JSON exclude.
    pub fn hash(&self) -> Result<String, NotCanonical> {
        digest(self)
    }
}

/// Reads a log from its beginning and tells the first thing that is wrong with each entry.
#[derive(Debug, Clone)]
pub struct Reader {
    seq: i64,
    head: String,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            seq: 0,
            head: BEGINNING.to_owned(),
        }
    }
}

impl Reader {
    /// What is wrong with the next entry, as a sentence; `None` when it follows.
    pub fn next(&mut self, entry: &Entry, hash: &str) -> Option<String> {
        let expected = std::mem::replace(&mut self.head, hash.to_owned());
        let seq = std::mem::replace(&mut self.seq, entry.seq) + 1;
        if entry.seq != seq {
            return Some(format!(
                "Entry {seq} of the log is missing; entry {} stands in its place.",
                entry.seq
            ));
        }
        if entry.prev != expected {
            return Some(format!(
                "Entry {seq} of the log does not follow entry {}: it names another hash before it.",
                seq - 1
            ));
        }
        (entry.hash().ok().as_deref() != Some(hash)).then(|| {
            format!(
                "Entry {seq} of the log ({} {}) was altered: its hash is not that of what it says.",
                entry.kind, entry.entity
            )
        })
    }

    /// The hash of the last entry that was read.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// How many entries were read.
    #[must_use]
    pub const fn length(&self) -> i64 {
        self.seq
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn log(length: i64) -> Vec<(Entry, String)> {
        let mut head = BEGINNING.to_owned();
        (1..=length)
            .map(|seq| {
                let entry = Entry {
                    seq,
                    at: seq * 1000,
                    actor: "an editor".to_owned(),
                    kind: "incident".to_owned(),
                    entity: format!("i-{seq}"),
                    body: json!({"why": "because", "revision": seq}),
                    prev: head.clone(),
                };
                head = entry.hash().expect("a hash");
                (entry, head.clone())
            })
            .collect()
    }

    fn faults(log: &[(Entry, String)]) -> Vec<String> {
        let mut reader = Reader::default();
        log.iter()
            .filter_map(|(entry, hash)| reader.next(entry, hash))
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn an_entry_that_was_altered_or_left_out_is_found(length in 2_i64..9, at in any::<prop::sample::Index>()) {
            let sound = log(length);
            prop_assert!(faults(&sound).is_empty());
            let n = at.index(sound.len() - 1);
            let mut altered = sound.clone();
            altered[n].0.body["why"] = json!("Because");
            let named = format!("Entry {} ", n + 1);
            prop_assert!(faults(&altered)[0].contains(&named));
            let mut shorter = sound.clone();
            shorter.remove(n);
            prop_assert!(faults(&shorter)[0].contains("missing"));
            // Whoever alters an entry with its hash leaves the next one behind.
            let mut forged = altered;
            forged[n].1 = forged[n].0.hash().expect("a hash");
            prop_assert!(faults(&forged)[0].contains("does not follow"));
        }
    }
}
