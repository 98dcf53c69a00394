//! Where a collection changed of late.

use std::{collections::VecDeque, sync::Arc};

/// How many changes are remembered.
const MOST: usize = 1_024;

/// Boxes around what changed, each with the number of the change: what lies beside all of them is as it
/// was.
#[derive(Debug, Clone, Default)]
pub struct Touched {
    /// Changes up to this one are not remembered.
    since: i64,
    /// Numbers ascend.
    marks: Arc<VecDeque<(i64, [f64; 4])>>,
}

impl Touched {
    /// Nothing is remembered of what was up to a change.
    #[must_use]
    pub fn after(change: i64) -> Self {
        Self {
            since: change,
            marks: Arc::default(),
        }
    }

    /// With what a later change touched: west, south, east and north in degrees.
    #[must_use]
    pub fn with(&self, change: i64, boxes: impl IntoIterator<Item = [f64; 4]>) -> Self {
        let mut touched = self.clone();
        let marks = Arc::make_mut(&mut touched.marks);
        marks.extend(boxes.into_iter().map(|edges| (change, edges)));
        while marks.len() > MOST {
            if let Some((forgotten, _)) = marks.pop_front() {
                touched.since = touched.since.max(forgotten);
            }
        }
        touched
    }

    /// Whether a box is as it was at a change; no, when that is not remembered.
    #[must_use]
    pub fn spares(&self, [west, south, east, north]: [f64; 4], change: i64) -> bool {
        let beside = |[w, s, e, n]: [f64; 4]| e < west || east < w || n < south || north < s;
        let later = self.marks.iter().rev();
        let mut later = later.take_while(|(number, _)| *number > change);
        self.since <= change && later.all(|(_, edges)| beside(*edges))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: [f64; 4] = [46.0, 39.0, 47.0, 40.0];
    const THERE: [f64; 4] = [48.0, 39.0, 48.0, 39.0];

    #[test]
    fn what_lies_beside_every_change_is_spared() {
        let touched = Touched::after(3).with(5, [THERE]).with(7, [THERE, HERE]);
        assert!(touched.spares([45.0, 39.0, 45.5, 40.0], 3));
        assert!(!touched.spares([45.0, 39.0, 45.5, 40.0], 2), "too long ago");
        assert!(!touched.spares([46.5, 39.5, 46.6, 39.6], 5));
        assert!(touched.spares([46.5, 39.5, 46.6, 39.6], 7), "made after it");
        assert!(!touched.spares([47.0, 40.0, 48.0, 41.0], 3), "edges touch");
        assert!(touched.spares(THERE, 7) && !touched.spares(THERE, 5));
    }

    #[test]
    fn what_is_forgotten_spares_nothing() {
        let mut touched = Touched::after(0);
        for change in 1..=2_000 {
            touched = touched.with(change, [THERE]);
        }
        assert!(!touched.spares(HERE, 900));
        assert!(touched.spares(HERE, 1_000));
    }
}
