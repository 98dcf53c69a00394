//! The second, coarser geometry of a record whose location the public may not know as well as
//! editors do. Nothing is rounded: a district or a disc stands for the place, and the place stays
//! with the editors.

use std::collections::BTreeMap;

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
        claim::Claim,
        feature::Feature,
        gate::Coarse,
        id::Id,
        incident::{Incident, IncidentProperties},
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

/// The incident as the public may see it; `None` when it has no location that could be shown
/// coarsely.
///
/// Every field of an incident and of a claim is named here: whoever adds one has to say whether it
/// tells the place.
///
/// # Errors
/// [`AtlasError`].
pub fn coarsened(
    transaction: &Transaction<'_>,
    incident: &Incident,
    how: Coarse,
) -> Result<Option<Incident>, AtlasError> {
    let Some(point) = incident.properties.location.point else {
        return Ok(None);
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
        around(point, km, &seed(&secret, &incident.id, km)).map(|(shape, centre)| {
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
    let location = Location {
        kind,
        place: None,
        label,
        rule: RULE.to_owned(),
        // How it lies to the place would tell the place.
        relative: None,
        where_prec: WherePrec::DISTRICT,
        uncertainty_m: reach(&shape).unwrap_or(incident.properties.accuracy_m),
        point: Some(centre),
    };
    Ok(Some(Incident {
        id: incident.id.clone(),
        shape: Some(shape),
        properties: told(&incident.properties, names, location),
    }))
}

/// What stays of the properties of an incident at another location.
fn told(known: &IncidentProperties, names: Names, location: Location) -> IncidentProperties {
    let claims: Vec<Claim> = known.claims.iter().map(without_place).collect();
    IncidentProperties {
        summary: summary(&known.kind, &claims, &location),
        kind: known.kind.clone(),
        names,
        date_start: known.date_start,
        date_end: known.date_end,
        date_prec: known.date_prec,
        time_basis: known.time_basis,
        interval: known.interval,
        where_prec: location.where_prec.into(),
        accuracy_m: location.uncertainty_m,
        location,
        // Kilometres along the line and off it would be a position too.
        line_position: None,
        claims,
        claimant_sides: known.claimant_sides.clone(),
        sources: known.sources.clone(),
        source: known.source.clone(),
        confidence: known.confidence.clone(),
        note: None,
        verification: known.verification,
        revision: known.revision,
    }
}

/// A claim without the words, the spans and the places that give its place away.
fn without_place(claim: &Claim) -> Claim {
    Claim {
        id: claim.id.clone(),
        claimant: claim.claimant.clone(),
        claimant_side: claim.claimant_side,
        via: claim.via.clone(),
        modality: claim.modality,
        predicate: claim.predicate.clone(),
        accused_side: claim.accused_side,
        victim_class: claim.victim_class,
        victim_side: claim.victim_side,
        outcome: claim.outcome.clone(),
        quantity_low: claim.quantity_low,
        quantity_high: claim.quantity_high,
        hedge: claim.hedge,
        unit: claim.unit.clone(),
        item: claim.item.clone(),
        date_start: claim.date_start,
        date_end: claim.date_end,
        text: WORDS.to_owned(),
        quote: false,
        start: None,
        end: None,
        // From where at what was fired.
        fire: None,
        values: BTreeMap::new(),
    }
}

/// What decides where in its disc a place lies. Discs of several radii must not have their centres
/// on one ray from the place: two of them would point at it.
fn seed(secret: &str, id: &Id, km: f64) -> String {
    sha256_hex(format!("{secret}/{id}/{km}").as_bytes())
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

    #[test]
    fn discs_of_two_radii_do_not_point_at_the_place() {
        let point = LonLat::new(46.75, 39.82).expect("a position");
        let id: Id = "i-20201004-01".parse().expect("an identifier");
        let centre = |km: f64| {
            let (_, centre) = around(point, km, &seed("secret", &id, km)).expect("a disc");
            (centre.lon(), centre.lat())
        };
        let (near, far) = (centre(5.0), centre(10.0));
        let meant = LonLat::new(2.0 * near.0 - far.0, 2.0 * near.1 - far.1).expect("a position");
        let off = Geodesic.distance(meant.point(), point.point());
        assert!(off > 500.0, "{off} m off");
        assert_eq!(centre(5.0), near, "the same rule draws the same disc");
    }
}
