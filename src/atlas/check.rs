//! The line of 26 September 2020 rebuilt from settlements alone, against the base line.

use crate::{
    atlas::front::Front,
    line::{
        check::{Agreement, agreement},
        frame::Site,
    },
};

/// Smoothing of the whole line from settlements alone, in metres.
const SMOOTH_M: f64 = 6_000.0;

impl Front {
    /// Plain Voronoi, and the method with islands left out and smoothing: how they agree with the
    /// base line.
    #[must_use]
    pub fn check(&self) -> Vec<(&'static str, Option<Agreement>)> {
        let cells = self.frame.cells.iter().zip(&self.frame.left);
        let sites: Vec<Site> = cells
            .map(|(at, left)| Site {
                at: *at,
                left: *left,
            })
            .collect();
        let (territory, base) = (self.frame.territory.ring(), self.base_on_plane());
        let against = |tolerance, least| agreement(&sites, &territory, &base, tolerance, least);
        vec![
            ("plain Voronoi", against(0.0, 0.0)),
            (
                "without islands",
                against(0.0, super::front::LEAST_ISLAND_KM2),
            ),
            (
                "without islands, smoothed",
                against(SMOOTH_M, super::front::LEAST_ISLAND_KM2),
            ),
        ]
    }
}
