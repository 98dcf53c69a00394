//! Ground as polygons: what the two sides dispute, and what changed hands between two days.

use std::collections::BTreeMap;

use geo::{
    Area as _, BooleanOps as _, GeodesicArea as _, MapCoords as _, OpType, bool_ops::FillRule,
};
use geo_types::{LineString, MultiPolygon, Polygon};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::rounded,
        front::{Front, Question},
    },
    line::stance::Stance,
    model::{control::Holder, id::Id},
};

/// Pieces and holes smaller than this, in square kilometres, come from rounding and are left out.
const LEAST_KM2: f64 = 0.01;

/// Some ground.
struct Ground {
    geometry: Value,
    km2: f64,
}

impl Front {
    /// The holder of every cell: contested when its settlements are held differently.
    pub(crate) fn cell_holders(&self, holders: &BTreeMap<Id, Holder>) -> Vec<Holder> {
        let of = |settlements: &Vec<Id>| {
            let mut held: Vec<Holder> = settlements
                .iter()
                .filter_map(|place| holders.get(place).copied())
                .collect();
            held.dedup();
            match *held.as_slice() {
                [holder] => holder,
                _ => Holder::Contested,
            }
        };
        self.settlements.iter().map(of).collect()
    }

    /// What both sides say of the ground on a day, and what they dispute, as polygons.
    pub(crate) fn between_stances(&self, on: Date, as_of: Date) -> Value {
        let ask = |stance| self.holders(&Question { on, stance, as_of });
        let (arm, az) = (ask(Stance::ArmClaimed), ask(Stance::AzClaimed));
        let held = self
            .cell_holders(&arm)
            .into_iter()
            .zip(self.cell_holders(&az));
        let mut cells: BTreeMap<&str, Vec<usize>> = ["arm", "az", "disputed", "unknown"]
            .map(|what| (what, Vec::new()))
            .into();
        let mut region = self.region_km2();
        let shares = self.shares();
        for ((cell, held), left) in held.enumerate().zip(&self.frame.left) {
            let what = match held {
                (Holder::Az, Holder::Az) if *left => continue,
                (one, two) if one == two && one != Holder::Contested => one.as_str(),
                _ => "disputed",
            };
            if *left {
                region += shares.get(cell).copied().unwrap_or_default();
            }
            cells.entry(what).or_default().push(cell);
        }
        let ground: BTreeMap<&str, Ground> = cells
            .iter()
            .map(|(what, cells)| (*what, self.ground(cells)))
            .collect();
        let places: Vec<Value> = arm
            .iter()
            .filter_map(|(place, arm)| {
                let az = az.get(place)?;
                let agreed = arm == az && *arm != Holder::Contested;
                (!agreed).then(|| json!({ "place": place, "arm-claimed": arm, "az-claimed": az }))
            })
            .collect();
        let km2: BTreeMap<&str, f64> = ground
            .iter()
            .map(|(what, it)| (*what, rounded(it.km2)))
            .collect();
        json!({
            "stances": [Stance::ArmClaimed, Stance::AzClaimed],
            "km2": km2,
            "sum_km2": rounded(ground.values().map(|it| it.km2).sum()),
            "region_km2": rounded(region),
            "places": places,
            "geometry": ground.get("disputed").map(|it| &it.geometry),
        })
    }

    /// The ground that has another holder on the second day than on the first: one feature for each
    /// way in which it changed.
    pub(crate) fn changed_ground(&self, from: &Question, to: &Question) -> Value {
        let (before, after) = (self.holders(from), self.holders(to));
        let held = self
            .cell_holders(&before)
            .into_iter()
            .zip(self.cell_holders(&after));
        let mut changed: BTreeMap<(Holder, Holder), Vec<usize>> = BTreeMap::new();
        for (cell, (then, now)) in held.enumerate() {
            if then != now {
                changed.entry((then, now)).or_default().push(cell);
            }
        }
        let features: Vec<Value> = changed
            .iter()
            .map(|((then, now), cells)| {
                let ground = self.ground(cells);
                let places: Vec<&Id> = cells
                    .iter()
                    .filter_map(|cell| self.settlements.get(*cell))
                    .flatten()
                    .collect();
                json!({
                    "type": "Feature",
                    "id": format!("{}-to-{}", then.as_str(), now.as_str()),
                    "geometry": ground.geometry,
                    "properties": {
                        "before": then,
                        "after": now,
                        "km2": rounded(ground.km2),
                        "places": places,
                    },
                })
            })
            .collect();
        json!({ "type": "FeatureCollection", "features": features })
    }

    /// The ground of some cells together.
    fn ground(&self, cells: &[usize]) -> Ground {
        let rings = self.rings();
        // All rings turn to the left: a ring that runs twice along a chord has that told by its
        // area, not by its corners.
        let polygons = MultiPolygon(
            cells
                .iter()
                .filter_map(|cell| rings.get(*cell))
                .map(|ring| {
                    let polygon = Polygon::new(LineString(ring.clone()), Vec::new());
                    if polygon.signed_area() < 0.0 {
                        let mut turned = ring.clone();
                        turned.reverse();
                        Polygon::new(LineString(turned), Vec::new())
                    } else {
                        polygon
                    }
                })
                .collect(),
        );
        let nothing = MultiPolygon(Vec::new());
        let joined = polygons.boolean_op_with_fill_rule(&nothing, OpType::Union, FillRule::NonZero);
        let round = |v: f64| (v * 1e5).round() / 1e5;
        let whole: MultiPolygon<f64> = joined.map_coords(|coord| {
            self.ring_in_degrees(&[coord])
                .first()
                .map_or(coord, |p| geo_types::Coord {
                    x: round(p.x),
                    y: round(p.y),
                })
        });
        let km2 = |ring: &LineString<f64>| {
            let filled = Polygon::new(ring.clone(), Vec::new());
            filled.geodesic_area_signed().abs() / 1e6
        };
        let kept = |ring: &&LineString<f64>| km2(ring) >= LEAST_KM2;
        let whole: Vec<Vec<&LineString<f64>>> = whole
            .0
            .iter()
            .filter(|polygon| kept(&polygon.exterior()))
            .map(|polygon| {
                let holes = polygon.interiors().iter().filter(kept);
                std::iter::once(polygon.exterior()).chain(holes).collect()
            })
            .collect();
        let area = |rings: &Vec<&LineString<f64>>| {
            let mut sizes = rings.iter().map(|ring| km2(ring));
            sizes.next().unwrap_or_default() - sizes.sum::<f64>()
        };
        let coordinates: Vec<Vec<Vec<[f64; 2]>>> = whole
            .iter()
            .map(|rings| {
                let positions =
                    |ring: &&LineString<f64>| ring.0.iter().map(|p| [p.x, p.y]).collect();
                rings.iter().map(positions).collect()
            })
            .collect();
        Ground {
            km2: whole.iter().map(area).sum(),
            geometry: if coordinates.is_empty() {
                Value::Null
            } else {
                json!({ "type": "MultiPolygon", "coordinates": coordinates })
            },
        }
    }
}
