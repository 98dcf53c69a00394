//! The line of 26 September 2020 rebuilt from settlements alone, against the base line.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Contains as _, CoordsIter as _};
use geo_types::{Coord, Geometry, Point};

use crate::{
    atlas::{error::AtlasError, facade::Atlas, front::LEAST_ISLAND_KM2},
    line::{
        check::{Agreement, agreement},
        frame::Site,
    },
    model::{control::Holder, shape::Shape},
};

/// Smoothing of the whole line from settlements alone, in metres.
const SMOOTH_M: f64 = 2_000.0;

/// How far on either side of an outline its two districts are asked, in metres.
const ASIDE_M: f64 = 1_500.0;

impl Atlas {
    /// Plain Voronoi, and means to better it: how they agree with the base line.
    ///
    /// The means know nothing of the base line: islands are left out; where two districts adjoin of
    /// which every settlement has one holder, a different one, their common outline speaks for them;
    /// and what is left is smoothed.
    ///
    /// # Errors
    /// [`AtlasError`] when nothing can be derived.
    pub fn line_check(&self) -> Result<Vec<(&'static str, Option<Agreement>)>, AtlasError> {
        let front = self.front()?;
        let cells = front.frame.cells.iter().zip(&front.frame.left);
        let plain: Vec<Site> = cells
            .map(|(at, left)| Site {
                at: *at,
                left: *left,
            })
            .collect();
        let (territory, base) = (front.frame.territory.ring(), front.base_on_plane());
        let mut helped = plain.clone();
        helped.extend(self.outlines_that_speak()?);
        let against = |sites: &[Site], tolerance, least| {
            agreement(sites, &territory, &base, tolerance, least)
        };
        let least = LEAST_ISLAND_KM2;
        Ok(vec![
            ("plain Voronoi", against(&plain, 0.0, 0.0)),
            ("smoothed", against(&plain, SMOOTH_M, least)),
            ("with district outlines", against(&helped, 0.0, least)),
            (
                "with district outlines, smoothed",
                against(&helped, SMOOTH_M, least),
            ),
        ])
    }

    /// Pairs of points on both sides of the outlines between districts of one holder each.
    fn outlines_that_speak(&self) -> Result<Vec<Site>, AtlasError> {
        let front = self.front()?;
        let places = self.geoparser.gazetteer().places();
        let mut holders: BTreeMap<&str, BTreeSet<Holder>> = BTreeMap::new();
        for place in places {
            if let (Some(district), Some(holder)) =
                (&place.district_az, front.ledger.baseline(&place.id))
            {
                holders.entry(district).or_default().insert(holder);
            }
        }
        // The outlines of districts of one holder, in the order of their names.
        let mut districts: BTreeMap<&str, (&Shape, Holder)> = BTreeMap::new();
        for place in places {
            let outline = self.ground.outlines.get(&place.id);
            let (Some(outline), Some(district)) = (outline, place.district_az.as_deref()) else {
                continue;
            };
            let held: Vec<Holder> = holders
                .get(district)
                .into_iter()
                .flatten()
                .copied()
                .collect();
            if let [holder] = *held.as_slice() {
                districts.insert(place.id.as_str(), (outline, holder));
            }
        }
        let holder_at = |p: Coord<f64>| {
            districts
                .values()
                .find(|(outline, _)| contains(outline, p))
                .map(|(_, holder)| *holder)
        };
        let mut sites = Vec::new();
        for (outline, holder) in districts.values() {
            if *holder != Holder::Arm {
                continue;
            }
            let vertices: Vec<Coord<f64>> = outline.geometry().coords_iter().collect();
            for ends in vertices.windows(2) {
                let &[a, b] = ends else { continue };
                sites.extend(Self::asked(&front, a, b, &holder_at));
            }
        }
        Ok(sites)
    }

    /// The points asked along one side of an outline, where the two districts differ.
    fn asked(
        front: &crate::atlas::front::Front,
        a: Coord<f64>,
        b: Coord<f64>,
        holder_at: &impl Fn(Coord<f64>) -> Option<Holder>,
    ) -> Vec<Site> {
        let (Some(a), Some(b)) = (front.flat(a), front.flat(b)) else {
            return Vec::new();
        };
        let length = (b - a).x.hypot((b - a).y);
        let mut sites = Vec::new();
        let mut next = ASIDE_M / 2.0;
        while next < length {
            let on = a + (b - a) * (next / length);
            let aside = Coord {
                x: a.y - b.y,
                y: b.x - a.x,
            } * (ASIDE_M / length);
            let pair = [on + aside, on - aside];
            let held = pair.map(|p| {
                front
                    .ring_in_degrees(&[p])
                    .first()
                    .copied()
                    .and_then(holder_at)
            });
            if let [Some(one), Some(two)] = held
                && one != two
            {
                let site = |at, holder| Site {
                    at,
                    left: holder == Holder::Az,
                };
                sites.extend([site(pair[0], one), site(pair[1], two)]);
            }
            next += ASIDE_M;
        }
        sites
    }
}

fn contains(outline: &Shape, p: Coord<f64>) -> bool {
    match outline.geometry() {
        Geometry::Polygon(polygon) => polygon.contains(&Point(p)),
        Geometry::MultiPolygon(polygons) => polygons.contains(&Point(p)),
        _ => false,
    }
}
