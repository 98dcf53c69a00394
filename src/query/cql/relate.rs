//! How a feature's geometry lies to one that a filter names.

use std::fmt;

use geo::{
    Area as _, BoundingRect as _, CoordsIter as _, Intersects as _, Orient as _, Relate as _,
    coordinate_position::CoordPos, orient::Direction,
};
use geo_types::{Geometry, MultiPolygon, Polygon, Rect};

use crate::query::cql::{bands::Bands, crossing::crossing, error::CqlError, expr::Spatial};

/// A geometry of a filter, prepared for many questions.
pub(super) struct Area {
    geometry: Geometry<f64>,
    rect: Rect<f64>,
    /// Its edges by latitude, where there is an inside.
    bands: Option<Bands>,
    /// Whether it is just its rectangle.
    is_box: bool,
}

impl fmt::Debug for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.geometry.fmt(f)
    }
}

impl Area {
    /// Prepares a geometry in CRS84 degrees.
    ///
    /// # Errors
    /// When it has no valid inside.
    pub(super) fn new(geometry: Geometry<f64>) -> Result<Self, CqlError> {
        check(&geometry)?;
        let geometry = oriented(geometry);
        let rect = geometry.bounding_rect();
        let rect = rect.ok_or_else(|| CqlError::new("A geometry of the filter is empty."))?;
        let area = match &geometry {
            Geometry::Polygon(polygon) => Some(MultiPolygon(vec![polygon.clone()])),
            Geometry::MultiPolygon(many) => Some(many.clone()),
            _ => None,
        };
        Ok(Self {
            bands: area.map(|area| Bands::new(&area, rect)),
            is_box: matches!(&geometry, Geometry::Polygon(polygon) if is_box(polygon, rect)),
            geometry,
            rect,
        })
    }

    /// The rectangle around it.
    pub(super) const fn rect(&self) -> Rect<f64> {
        self.rect
    }

    /// Whether a geometry lies so to this one.
    pub(super) fn holds(&self, how: Spatial, geometry: &Geometry<f64>) -> bool {
        let Some(rect) = geometry.bounding_rect() else {
            return how == Spatial::Disjoint;
        };
        if !rect.intersects(&self.rect) {
            return how == Spatial::Disjoint;
        }
        if let (Geometry::Point(point), Some(bands)) = (geometry, &self.bands) {
            let position = bands.position(point.0);
            return match how {
                Spatial::Intersects => position != CoordPos::Outside,
                Spatial::Disjoint => position == CoordPos::Outside,
                Spatial::Within => position == CoordPos::Inside,
                Spatial::Touches => position == CoordPos::OnBoundary,
                Spatial::Equals | Spatial::Overlaps | Spatial::Crosses | Spatial::Contains => false,
            };
        }
        if self.is_box && matches!(how, Spatial::Intersects | Spatial::Disjoint) {
            let covered = (self.rect.min().x..=self.rect.max().x).contains(&rect.min().x)
                && (self.rect.min().x..=self.rect.max().x).contains(&rect.max().x)
                && (self.rect.min().y..=self.rect.max().y).contains(&rect.min().y)
                && (self.rect.min().y..=self.rect.max().y).contains(&rect.max().y);
            if covered {
                return how == Spatial::Intersects;
            }
        }
        related(how, geometry, &self.geometry)
    }
}

/// Whether the first geometry lies so to the second.
pub(super) fn related(how: Spatial, one: &Geometry<f64>, other: &Geometry<f64>) -> bool {
    // Up to here looking at each pair of edges is cheaper than a graph of them.
    const FEW: usize = 20_000;
    let collection = [one, other]
        .iter()
        .any(|geometry| matches!(geometry, Geometry::GeometryCollection(_)));
    let few = one.coords_count().saturating_mul(other.coords_count()) <= FEW;
    if collection || few {
        match how {
            Spatial::Intersects => return one.intersects(other),
            Spatial::Disjoint => return !one.intersects(other),
            _ => {}
        }
    }
    let matrix = one.relate(other);
    match how {
        Spatial::Intersects => matrix.is_intersects(),
        Spatial::Equals => matrix.is_equal_topo(),
        Spatial::Disjoint => matrix.is_disjoint(),
        Spatial::Touches => matrix.is_touches(),
        Spatial::Within => matrix.is_within(),
        Spatial::Overlaps => matrix.is_overlaps(),
        Spatial::Crosses => matrix.is_crosses(),
        Spatial::Contains => matrix.is_contains(),
    }
}

impl Spatial {
    /// The same, said of the second geometry.
    pub(super) const fn mirrored(self) -> Self {
        match self {
            Self::Within => Self::Contains,
            Self::Contains => Self::Within,
            other => other,
        }
    }
}

/// Refuses areas that cross themselves or enclose nothing: nobody could say what lies in them.
fn check(geometry: &Geometry<f64>) -> Result<(), CqlError> {
    let polygons: &[Polygon<f64>] = match geometry {
        Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
        Geometry::MultiPolygon(many) => &many.0,
        Geometry::GeometryCollection(parts) => return parts.iter().try_for_each(check),
        _ => return Ok(()),
    };
    let flat = |polygon: &Polygon<f64>| {
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings
            .into_iter()
            .any(|ring| Polygon::new(ring.clone(), Vec::new()).unsigned_area() == 0.0)
    };
    match crossing(polygons.iter().flat_map(geo::LinesIter::lines_iter)) {
        None if polygons.iter().any(flat) => {
            Err(CqlError::new("A polygon of the filter encloses no area."))
        }
        None => Ok(()),
        Some(at) => Err(CqlError::new(format!(
            "A polygon of the filter crosses itself at {} {}; redraw it.",
            at.x, at.y
        ))),
    }
}

fn oriented(geometry: Geometry<f64>) -> Geometry<f64> {
    match geometry {
        Geometry::Polygon(polygon) => Geometry::Polygon(polygon.orient(Direction::Default)),
        Geometry::MultiPolygon(many) => Geometry::MultiPolygon(many.orient(Direction::Default)),
        other => other,
    }
}

fn is_box(polygon: &Polygon<f64>, rect: Rect<f64>) -> bool {
    let corners = &polygon.exterior().0;
    polygon.interiors().is_empty()
        && corners.len() == 5
        && (rect.to_polygon().exterior().coords()).all(|corner| corners.contains(corner))
}
