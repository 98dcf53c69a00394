//! What a shelf is told of a feature.

/// One published feature, as it goes onto a shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Identifier, unique in the collection.
    pub id: String,
    /// The feature as a `GeoJSON` object.
    pub body: String,
    /// When.
    pub days: Days,
    /// West, south, east, north of its geometry, in CRS84 degrees; `None` when it has none.
    pub edges: Option<[f64; 4]>,
}

/// A half-open interval of days since 1970-01-01; the least and the greatest number are unbounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub from: i32,
    /// The first day after it.
    pub to: i32,
}

impl Days {
    /// Always.
    pub const ALWAYS: Self = Self {
        from: i32::MIN,
        to: i32::MAX,
    };

    /// The days between two ends, as far as there are any.
    #[must_use]
    pub fn new(from: Option<i64>, to: Option<i64>) -> Self {
        let day = |day: Option<i64>, open: i32| {
            day.map_or(open, |day| {
                i32::try_from(day).unwrap_or(if day < 0 { i32::MIN } else { i32::MAX })
            })
        };
        Self {
            from: day(from, i32::MIN),
            to: day(to, i32::MAX),
        }
    }

    /// Whether the two share a day.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}
