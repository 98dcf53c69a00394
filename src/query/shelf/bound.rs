//! Boxes in space and time: what a tree of features is searched by.

use crate::query::shelf::entry::Days;

/// Where and when a feature is, as far as boxes tell.
///
/// # Units
/// West, south, east, north: CRS84 degrees; days since 1970-01-01.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    /// West, south, east, north.
    pub edges: [f64; 4],
    /// When.
    pub days: Days,
}

impl Extent {
    /// Whether it is one position.
    #[must_use]
    #[expect(
        clippy::float_cmp,
        reason = "the two edges of a point are the same number"
    )]
    pub fn is_point(&self) -> bool {
        let [west, south, east, north] = self.edges;
        west == east && south == north
    }
}

/// What is sought: boxes, one of which it must touch, and a time that it must share a day with.
#[derive(Debug, Clone)]
pub struct Window {
    /// West, south, east, north of the boxes; none for everywhere.
    pub boxes: Vec<[f64; 4]>,
    /// When.
    pub days: Days,
}

impl Window {
    /// Whether everything passes.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.boxes.is_empty() && self.days == Days::ALWAYS
    }

    /// Whether a feature's box touches one of the boxes in its time.
    #[must_use]
    pub fn touches(&self, extent: &Extent) -> bool {
        self.days.meets(extent.days) && self.touches_box(&extent.edges)
    }

    /// Whether a feature's box lies in one of the boxes, so that its geometry need not be asked.
    #[must_use]
    pub fn decides(&self, extent: &Extent) -> bool {
        self.boxes.is_empty() || extent.is_point() || self.holds_box(&extent.edges)
    }

    fn touches_box(&self, edges: &[f64; 4]) -> bool {
        let [w, s, e, n] = edges;
        self.boxes.is_empty()
            || (self.boxes.iter()).any(|[west, south, east, north]| {
                w <= east && e >= west && s <= north && n >= south
            })
    }

    fn holds_box(&self, edges: &[f64; 4]) -> bool {
        let [w, s, e, n] = edges;
        self.boxes.is_empty()
            || (self.boxes.iter()).any(|[west, south, east, north]| {
                w >= west && e <= east && s >= south && n <= north
            })
    }
}

/// The box around several features, with the span of their beginnings and of their ends.
#[derive(Debug, Clone, Copy)]
pub struct Bound {
    edges: [f64; 4],
    from: [i32; 2],
    to: [i32; 2],
}

impl Bound {
    /// Around nothing.
    pub const NOTHING: Self = Self {
        edges: [
            f64::INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NEG_INFINITY,
        ],
        from: [i32::MAX, i32::MIN],
        to: [i32::MAX, i32::MIN],
    };

    /// Around this and a feature.
    #[must_use]
    pub fn with(self, extent: &Extent) -> Self {
        self.around(&Self {
            edges: extent.edges,
            from: [extent.days.from; 2],
            to: [extent.days.to; 2],
        })
    }

    /// Around both.
    #[must_use]
    pub fn around(self, other: &Self) -> Self {
        let [w, s, e, n] = self.edges;
        let [west, south, east, north] = other.edges;
        let span = |one: [i32; 2], two: [i32; 2]| [one[0].min(two[0]), one[1].max(two[1])];
        Self {
            edges: [w.min(west), s.min(south), e.max(east), n.max(north)],
            from: span(self.from, other.from),
            to: span(self.to, other.to),
        }
    }

    /// West, south, east, north; `None` around nothing.
    #[must_use]
    pub fn edges(&self) -> Option<[f64; 4]> {
        (self.edges[0] <= self.edges[2]).then_some(self.edges)
    }

    /// From the first beginning to the last end.
    #[must_use]
    pub const fn days(&self) -> Days {
        Days {
            from: self.from[0],
            to: self.to[1],
        }
    }

    /// Whether one of the features may pass.
    #[must_use]
    pub fn may_touch(&self, window: &Window) -> bool {
        self.days().meets(window.days) && window.touches_box(&self.edges)
    }

    /// Whether all of the features pass.
    #[must_use]
    pub fn all_in(&self, window: &Window) -> bool {
        self.from[1] < window.days.to
            && window.days.from < self.to[0]
            && window.holds_box(&self.edges)
    }
}
