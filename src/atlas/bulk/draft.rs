//! What a row says of one event, before it is an incident.

use jiff::civil::Date;

use crate::{
    atlas::{
        draw::{self, Drawn},
        headline,
        survey::Survey,
    },
    evidence::identity,
    model::{
        claim::Claim,
        id::Id,
        incident::{Incident, IncidentProperties, TimeBasis},
        interval::{self, Interval},
        length::Metres,
        location::{LocationKind, WherePrec},
        names::Names,
        shape::Shape,
        side::Side,
        source::Source,
        verification::Verification,
    },
};

/// Where a row says that it was.
#[derive(Debug, Clone, PartialEq)]
pub enum Spot {
    /// Where somebody typed or drew it, with the name that the row has for it.
    Typed {
        /// The geometry.
        shape: Box<Shape>,
        /// How well it is known, where the row says.
        where_prec: Option<WherePrec>,
        /// How far it may be off, where the row says.
        uncertainty: Option<Metres>,
        /// What the place is called in the row.
        label: Option<String>,
    },
    /// At a place of the gazetteer.
    Found(Box<Drawn>, Names),
    /// Somewhere that is not drawn, with the name that the row has for it.
    Unplaced(Option<String>),
}

/// What a row says of one event.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The row's own key in its source.
    pub key: String,
    /// The identifier, where it is one of ours.
    pub id: Option<Id>,
    /// What kind of event.
    pub kind: String,
    /// One neutral sentence; made of the claims when the row has none.
    pub summary: Option<String>,
    /// First day.
    pub date_start: Date,
    /// Last day.
    pub date_end: Date,
    /// How well the time is known, where the row says.
    pub date_prec: Option<u8>,
    /// Whether the dates are the event's.
    pub time_basis: TimeBasis,
    /// Where.
    pub spot: Spot,
    /// Who says what; their identifiers are given later.
    pub claims: Vec<Claim>,
    /// What they rest on.
    pub source: Source,
    /// How sure it is that they were made.
    pub confidence: Option<String>,
    /// Doubts.
    pub note: Option<String>,
}

/// A claim of somebody, without anything said yet.
#[must_use]
pub fn claim(claimant: &str, side: Side, source: &Id) -> Claim {
    // Every claim is named after its incident in the end.
    Claim::of(source.clone(), claimant.to_owned(), side)
}

/// The drawing of what somebody typed; `None` when it has no centre.
#[must_use]
pub fn typed(
    shape: Shape,
    where_prec: Option<WherePrec>,
    uncertainty: Option<Metres>,
    label: Option<&str>,
) -> Option<Drawn> {
    let mut drawn = draw::typed_geometry(shape, uncertainty)?;
    let location = &mut drawn.location;
    if let Some(prec) = where_prec {
        location.where_prec = prec;
        if location.kind == LocationKind::Point {
            location.kind = match u8::from(prec) {
                1 => LocationKind::Point,
                2 => LocationKind::Settlement,
                3 => LocationKind::Near,
                4 => LocationKind::District,
                _ => LocationKind::Area,
            };
        }
    }
    if let Some(label) = label {
        label.clone_into(&mut location.label);
    }
    Some(drawn)
}

/// Somewhere that is not drawn, with the name that a row has for it.
#[must_use]
pub fn unplaced(label: Option<&str>) -> Drawn {
    let mut drawn = draw::unlocated();
    if let Some(label) = label {
        drawn.location.label = format!("{label} (not located)");
    }
    drawn
}

impl Draft {
    /// The incident of the row.
    ///
    /// # Errors
    /// A sentence when the row cannot be one.
    pub fn incident(self, id: &Id, survey: &Survey<'_>) -> Result<Incident, String> {
        let (drawn, names) = match self.spot {
            Spot::Typed {
                shape,
                where_prec,
                uncertainty,
                label,
            } => {
                let drawn = typed(*shape, where_prec, uncertainty, label.as_deref());
                (
                    drawn.ok_or("The geometry has no centre; redraw it.")?,
                    Names::default(),
                )
            }
            Spot::Found(drawn, names) => (survey.settled(*drawn, self.date_start), names),
            Spot::Unplaced(label) => (unplaced(label.as_deref()), Names::default()),
        };
        let mut claims = self.claims;
        for (n, claim) in (1..).zip(&mut claims) {
            claim.id = identity::claim_id(id, n).map_err(|error| error.to_string())?;
            claim.date_start = claim.date_start.or(Some(self.date_start));
            claim.date_end = claim.date_end.or(Some(self.date_end));
        }
        let mut claimant_sides: Vec<Side> =
            claims.iter().map(|claim| claim.claimant_side).collect();
        claimant_sides.sort_unstable();
        claimant_sides.dedup();
        let line_position = survey.line_position(&drawn, self.date_start);
        let Drawn { location, shape } = drawn;
        let summary = self
            .summary
            .unwrap_or_else(|| headline::summary(&self.kind, &claims, &location));
        Ok(Incident {
            id: id.clone(),
            shape,
            properties: IncidentProperties {
                summary,
                kind: self.kind,
                names,
                date_start: self.date_start,
                date_end: self.date_end,
                date_prec: self
                    .date_prec
                    .unwrap_or_else(|| interval::date_prec(self.date_start, self.date_end)),
                time_basis: self.time_basis,
                interval: Interval::days(self.date_start, self.date_end)
                    .map_err(|error| error.to_string())?,
                where_prec: location.where_prec.into(),
                accuracy_m: location.uncertainty_m,
                line_position,
                location,
                claims,
                claimant_sides,
                source: self.source.id.clone(),
                sources: vec![self.source],
                confidence: self.confidence,
                note: self.note,
                verification: Verification::default(),
                revision: 1,
            },
        })
    }
}
