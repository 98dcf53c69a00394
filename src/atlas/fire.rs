//! Fire from places at places, as drafts keep it, and what an editor should look at in it.

use jiff::civil::Date;

use crate::{
    atlas::{facade::Atlas, found::same_side, survey::Survey},
    geoparse::{
        reading::{FoundClaim, Reading},
        violation::Violation,
    },
    model::claim::{Exchange, Fire},
};

impl Atlas {
    /// Who is said to have fired at what, of the places that are known.
    pub(super) fn fire(&self, reading: &Reading, violation: &Violation) -> Option<Fire> {
        let place = |mention: usize| {
            let id = reading.mentions.get(mention)?.place.as_ref()?;
            self.geoparser.gazetteer().get(id)
        };
        let known = |(from, at): &(usize, usize)| {
            let (from, at) = place(*from).zip(place(*at))?;
            Some(Exchange {
                from: from.id.clone(),
                from_name: from.label().to_string(),
                at: at.id.clone(),
                at_name: at.label().to_string(),
            })
        };
        let fire = Fire {
            pairs: violation.pairs.iter().filter_map(known).collect(),
            weapons: violation.weapons.clone(),
        };
        (fire != Fire::default()).then_some(fire)
    }

    /// What an editor should look at: fire that is said to have come from a place on the same side
    /// of that day's line as the place that it was aimed at.
    pub(super) fn remark(
        &self,
        survey: &Survey<'_>,
        reading: &Reading,
        claims: &[&FoundClaim],
        day: Date,
    ) -> Option<String> {
        let place = |mention: &usize| {
            let id = reading.mentions.get(*mention)?.place.as_ref()?;
            self.geoparser.gazetteer().get(id)
        };
        let violations = claims.iter().filter_map(|claim| claim.violation.as_ref());
        let mut pairs = violations
            .flat_map(|violation| &violation.pairs)
            .filter_map(|(from, at)| place(from).zip(place(at)));
        let (from, at) = pairs.find(|(from, at)| same_side(survey, from, at, day))?;
        Some(format!(
            "{}, from where the fire is said to have come, and {} lay on the same side of the line \
             that day.",
            from.label(),
            at.label()
        ))
    }
}
