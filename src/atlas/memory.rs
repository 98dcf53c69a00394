//! What is kept of answers that cost something: it is made once from the same data.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::civil::Date;
use serde_json::Value;

use crate::line::{day::DayLine, holding::Holding, movement::Band, stance::Stance};

/// How many answers of one kind are kept.
const KEPT: usize = 4_096;

/// What a front keeps of answers besides the lines themselves.
#[derive(Debug, Default)]
pub struct Kept {
    /// The agreed line of a day, where there is one.
    pub lines: Memory<Date, Option<DayLine>>,
    /// Places with their holders by a stance.
    pub holdings: Memory<Stance, Vec<Holding>>,
    /// Of a cell, how much of its ground lies nearest to each bin of the reference line.
    pub ground: Memory<usize, Vec<(usize, f64)>>,
    /// How far the line moved by a day, by a stance, as known by a day.
    pub bands: Memory<(Date, Stance, Date), Band>,
    /// Square kilometres by holder on a day, by a stance, as known by a day.
    pub areas: Memory<(Date, Stance, Date), Value>,
}

/// Answers by what was asked.
#[derive(Debug)]
pub struct Memory<K, V>(Mutex<HashMap<K, Arc<V>>>);

impl<K, V> Default for Memory<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Eq + Hash, V> Memory<K, V> {
    /// The answer that is kept, or the one that `make` makes.
    pub fn recall(&self, key: K, make: impl FnOnce() -> V) -> Arc<V> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&key) {
            return Arc::clone(known);
        }
        let answer = Arc::new(make());
        let mut kept = lock();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&answer));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_made_once() {
        let memory: Memory<u8, u8> = Memory::default();
        assert_eq!(*memory.recall(1, || 10), 10);
        assert_eq!(*memory.recall(1, || panic!("it is kept")), 10);
        assert_eq!(*memory.recall(2, || 20), 20);
    }
}
