//! The second, coarser geometry of a record whose location the public may not know as well as
//! editors do. Nothing is rounded: a district or a disc stands for the place, and the place stays
//! with the editors.

use geo::Contains;
use geo_types::{Coord, Geometry};

use crate::{
    atlas::{
        account::random_hex,
        area::{Canvas, disc},
        error::AtlasError,
        facade::published_in,
        headline::summary,
    },
    evidence::hash::sha256_hex,
    model::{
        feature::Feature,
        gate::Coarse,
        incident::Incident,
        length::Metres,
        location::{Location, LocationKind, WherePrec},
        names::Names,
        position::LonLat,
        shape::Shape,
    },
    store::{database::Transaction, meta},
};

/// The rule that a coarse location names.
pub const RULE: &str = "coarsened";

/// What stands in place of the words of a claim: they name the place.
const WORDS: &str = "The wording is held back with the exact location.";

/// The disc for which no district is known, in kilometres.
const WITHOUT_DISTRICT_KM: f64 = 10.0;

/// The key of the secret that says where in its disc a location lies.
const SECRET: &str = "coarse-secret";

/// Makes the secret of a data folder that has none; it says where in its disc a location lies.
///
/// # Errors
/// [`AtlasError::Store`].
pub fn make_secret(transaction: &Transaction<'_>) -> Result<(), AtlasError> {
    if meta::get(transaction, SECRET)?.is_none() {
        meta::set(transaction, SECRET, &random_hex::<32>()?)?;
    }
    Ok(())
}

/// The incident as the public may see it; one without a position stays as it is.
///
/// # Errors
/// [`AtlasError`].
pub fn coarsened(
    transaction: &Transaction<'_>,
    incident: &Incident,
    how: Coarse,
) -> Result<Incident, AtlasError> {
    let Some(point) = incident.properties.location.point else {
        return Ok(incident.clone());
    };
    let day = incident.properties.date_start;
    let district = match how {
        Coarse::Ring(_) => None,
        Coarse::District => published_in(transaction, "districts")?
            .into_iter()
            .find(|district| district.interval.contains(day) && holds(district, point)),
    };
    let in_district = district.and_then(|district| {
        let shape = district.shape?;
        let names = district.properties.get("names").cloned();
        let names = names.and_then(|names| serde_json::from_value(names).ok());
        let names: Names = names.unwrap_or_default();
        let label = names.plain().unwrap_or("a district").to_owned();
        let (_, centre) =
            Canvas::new().and_then(|canvas| canvas.shape(&canvas.outline(&shape)?))?;
        Some((LocationKind::District, shape, centre, names, label))
    });
    let found = if in_district.is_some() {
        in_district
    } else {
        let km = match how {
            Coarse::Ring(km) => km,
            Coarse::District => WITHOUT_DISTRICT_KM,
        };
        let secret = meta::get(transaction, SECRET)?.unwrap_or_default();
        let seed = sha256_hex(format!("{secret}/{}", incident.id).as_bytes());
        around(point, km, &seed).map(|(shape, centre)| {
            let label = "an area that is shown coarsely".to_owned();
            (LocationKind::Area, shape, centre, Names::default(), label)
        })
    };
    let Some((kind, shape, centre, names, label)) = found else {
        return Err(AtlasError::Refused(format!(
            "The location of incident {} cannot be shown coarsely; hold it instead.",
            incident.id
        )));
    };
    let mut shown = incident.clone();
    let properties = &mut shown.properties;
    properties.location = Location {
        kind,
        place: None,
        label,
        rule: RULE.to_owned(),
        where_prec: WherePrec::try_from(4).map_err(|why| AtlasError::Builtin(why.to_owned()))?,
        uncertainty_m: reach(&shape).unwrap_or(properties.accuracy_m),
        point: Some(centre),
    };
    properties.names = names;
    properties.where_prec = properties.location.where_prec.into();
    properties.accuracy_m = properties.location.uncertainty_m;
    // Kilometres along the line and off it would be a position too.
    properties.line_position = None;
    properties.note = None;
    for claim in &mut properties.claims {
        WORDS.clone_into(&mut claim.text);
        claim.quote = false;
        (claim.start, claim.end) = (None, None);
        claim.values.clear();
    }
    properties.summary = summary(&properties.kind, &properties.claims, &properties.location);
    shown.shape = Some(shape);
    Ok(shown)
}

/// A disc that holds the point anywhere, by the seed: all places in it are equally likely.
fn around(point: LonLat, km: f64, seed: &str) -> Option<(Shape, LonLat)> {
    let canvas = Canvas::new()?;
    let part = |from: usize| {
        let digits = u32::from_str_radix(seed.get(from..from + 8)?, 16).ok()?;
        Some(f64::from(digits) / f64::from(u32::MAX))
    };
    let at = canvas.at(point)?;
    // The disc has corners: a little less than its radius is inside everywhere.
    let off = 990.0 * km * part(0)?.sqrt();
    let (sin, cos) = (part(8)? * std::f64::consts::TAU).sin_cos();
    let centre = Coord {
        x: at.x + off * sin,
        y: at.y + off * cos,
    };
    canvas.shape(&disc(centre, 1_000.0 * km))
}

fn holds(district: &Feature, point: LonLat) -> bool {
    let point = point.point();
    district
        .shape
        .as_ref()
        .is_some_and(|shape| match shape.geometry() {
            Geometry::Polygon(polygon) => polygon.contains(&point),
            Geometry::MultiPolygon(polygons) => polygons.contains(&point),
            _ => false,
        })
}

/// Half the diagonal of a shape's rectangle.
fn reach(shape: &Shape) -> Option<Metres> {
    use geo::{Distance as _, Geodesic};
    let rect = shape.rect();
    let diagonal = Geodesic.distance(rect.min().into(), rect.max().into());
    Metres::new((diagonal / 2.0).round())
}

#[cfg(test)]
mod tests {
    use geo::{Distance as _, Geodesic};

    use super::*;

    #[test]
    fn the_disc_holds_the_place_and_its_centre_does_not_give_it_away() {
        let point = LonLat::new(46.75, 39.82).expect("a position");
        let mut sum = 0.0;
        for n in 0..200 {
            let seed = sha256_hex(format!("{n}").as_bytes());
            let (shape, centre) = around(point, 5.0, &seed).expect("a disc");
            let Geometry::Polygon(polygon) = shape.geometry() else {
                panic!("no polygon");
            };
            assert!(polygon.contains(&point.point()), "seed {n}");
            sum += Geodesic.distance(point.point(), centre.point());
        }
        // Uniform in a disc: two thirds of the radius on average.
        let mean = sum / 200.0;
        assert!((2_900.0..3_700.0).contains(&mean), "{mean} m");
    }
}
