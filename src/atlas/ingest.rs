//! A report becomes drafts: text → claims with locations → incidents for review.

use jiff::{Timestamp, civil::Date};
use serde_json::{Value, json};

use crate::{
    atlas::{
        draw::{self, Drawn},
        error::AtlasError,
        facade::{Atlas, now_ms},
        headline::summary,
        log, publish,
    },
    evidence::{
        hash::sha256_hex,
        identity::{claim_id, incident_id, report_id},
    },
    geoparse::reading::{Context, FoundClaim, FoundLocation, Reading},
    model::{
        claim::{Claim, Modality},
        id::Id,
        incident::{Incident, IncidentProperties, State, TimeBasis},
        interval::{self, Interval, civil_day},
        names::Names,
        report::{Report, Submission},
        side::Side,
        source::Source,
        verification::Verification,
    },
    store::{
        database::Transaction,
        incidents::{self, Deed, Kept},
        reports,
    },
};

/// What became of a submission.
#[derive(Debug, Clone)]
pub struct Ingested {
    /// Whether the report is new; if not, nothing was changed.
    pub created: bool,
    /// The report as stored.
    pub report: Report,
    /// The incidents that were drawn from it, as they stand now.
    pub incidents: Vec<Kept>,
    /// The places that were seen in its text.
    pub mentions: Vec<Value>,
}

impl Atlas {
    /// Stores a report, and what it claims as drafts for review. The same report a second time
    /// changes nothing.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when the submission will not do, or names no place that is known.
    pub fn ingest(&self, submission: &Submission, actor: &str) -> Result<Ingested, AtlasError> {
        self.take_in(submission, actor, |_, _| Ok(()))
    }

    /// As [`Atlas::ingest`]; `note` says in the same transaction what else is known of a new report.
    ///
    /// # Errors
    /// As [`Atlas::ingest`], and those of `note`, upon which nothing is stored.
    pub(crate) fn take_in(
        &self,
        submission: &Submission,
        actor: &str,
        note: impl FnOnce(&Transaction<'_>, &Id) -> Result<(), AtlasError>,
    ) -> Result<Ingested, AtlasError> {
        submission.check()?;
        check_day(submission.published)?;
        let report = report_of(submission)?;
        let context = Context {
            published: Some(report.published),
            side: Some(submission.source.side),
            publisher: Some(submission.source.title.trim().to_owned()),
            language: report.language.clone(),
        };
        let reading = self.geoparser.read(&report.text, &context);
        let mentions = self.mentions(&reading);
        if reading.locations.is_empty() {
            return Err(AtlasError::Refused(
                "No known place was found in the report, so that it cannot be put on the map. Name \
                 a settlement, a district, Nagorno-Karabakh or the line of contact in it."
                    .to_owned(),
            ));
        }
        let drafts = self.drafts(&report, &reading)?;
        let (created, report, incidents) = self.database.write(|transaction| {
            if let Some(known) = reports::get(transaction, &report.id)? {
                let incidents = incidents::of_report(transaction, &known.id)?;
                return Ok((false, known, incidents));
            }
            let at_ms = now_ms();
            reports::insert(transaction, &report, at_ms)?;
            note(transaction, &report.id)?;
            let deed = Deed {
                actor,
                why: None,
                at_ms,
            };
            let said = json!({"sha256": report.sha256});
            log::note(transaction, &deed, "report", report.id.as_str(), said)?;
            for draft in &drafts {
                publish::keep(transaction, draft, &deed)?;
            }
            Ok::<_, AtlasError>((true, report, drafts))
        })?;
        Ok(Ingested {
            created,
            report,
            incidents,
            mentions,
        })
    }

    /// A stored report.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn report(&self, id: &str) -> Result<Report, AtlasError> {
        let missing = || AtlasError::NotFound("There is no such report.".to_owned());
        let id: Id = id.parse().map_err(|_| missing())?;
        self.database
            .read(|transaction| reports::get(transaction, &id)?.ok_or_else(missing))
    }

    /// The places named in a text, as editors see them.
    pub(crate) fn mentions(&self, reading: &Reading) -> Vec<Value> {
        reading
            .mentions
            .iter()
            .map(|mention| {
                let place = mention
                    .place
                    .as_ref()
                    .and_then(|id| self.geoparser.gazetteer().get(id));
                json!({
                    "start": mention.span.start,
                    "end": mention.span.end,
                    "text": mention.text,
                    "role": mention.role,
                    "place": place.map(|place| json!({
                        "id": place.id, "kind": place.kind, "names": place.names,
                        "label": place.label(), "position": place.position,
                    })),
                    "candidates": mention.candidates,
                })
            })
            .collect()
    }

    /// One draft for each location and kind of event that claims are made about, in the order of
    /// the text: losses, a strike and a call for a ceasefire are not one event because they are
    /// told of the same line.
    fn drafts(&self, report: &Report, reading: &Reading) -> Result<Vec<Kept>, AtlasError> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for claim in &reading.claims {
            let location = claim.location.and_then(|at| reading.locations.get(at));
            let group = groups
                .iter_mut()
                .find(|group| group.kind() == claim.kind && group.is_at(location));
            match group {
                Some(group) => group.claims.push(claim),
                None => groups.push(Group {
                    location,
                    claims: vec![claim],
                }),
            }
        }
        if groups.is_empty() {
            groups.push(Group {
                location: reading.locations.get(reading.event_location.unwrap_or(0)),
                claims: Vec::new(),
            });
        }
        groups
            .iter()
            .map(|group| {
                Ok(Kept {
                    incident: self.incident(report, reading, group)?,
                    state: State::Draft,
                    report: Some(report.id.clone()),
                })
            })
            .collect()
    }

    /// The incident of one location and the claims about it.
    fn incident(
        &self,
        report: &Report,
        reading: &Reading,
        group: &Group<'_>,
    ) -> Result<Incident, AtlasError> {
        let (found, kind) = (&group.claims, group.kind());
        let (start, end, time_basis) = period(report.published, found);
        let (at, rule) = group.location.map_or(("", ""), |location| {
            (location.place.as_str(), location.rule.as_str())
        });
        let id = incident_id(&report.id, start, at, rule, kind)?;
        let place = group
            .location
            .and_then(|location| self.geoparser.gazetteer().get(&location.place));
        let survey = self.survey()?;
        let drawn = match (group.location, place) {
            (Some(location), Some(place)) => {
                let gazetteer = self.geoparser.gazetteer();
                let sketch = survey.sketch(location, place, gazetteer, start);
                sketch.drawn.clone()
            }
            _ => draw::unlocated(),
        };
        let line_position = survey.line_position(&drawn, start);
        let Drawn { location, shape } = drawn;
        let mut claims = Vec::new();
        for (n, claim) in (1..).zip(found) {
            claims.push(Claim {
                id: claim_id(&id, n)?,
                fire: claim
                    .violation
                    .as_ref()
                    .and_then(|violation| self.fire(reading, violation)),
                ..claim.claim.clone()
            });
        }
        if claims.is_empty() {
            claims.push(bare_statement(&id, report)?);
        }
        let mut claimant_sides: Vec<Side> =
            claims.iter().map(|claim| claim.claimant_side).collect();
        claimant_sides.sort_unstable();
        claimant_sides.dedup();
        Ok(Incident {
            properties: IncidentProperties {
                kind: kind.to_owned(),
                summary: summary(kind, &claims, &location),
                names: place.map_or_else(Names::default, |place| place.names.clone()),
                date_start: start,
                date_end: end,
                date_prec: interval::date_prec(start, end),
                time_basis,
                interval: Interval::days(start, end)
                    .map_err(|error| AtlasError::Refused(error.to_string()))?,
                where_prec: location.where_prec.into(),
                accuracy_m: location.uncertainty_m,
                line_position,
                location,
                claims,
                claimant_sides,
                sources: vec![report.source.clone()],
                source: report.source.id.clone(),
                confidence: None,
                note: self.remark(&survey, reading, &group.claims, start),
                verification: Verification::default(),
                revision: 1,
            },
            shape,
            id,
        })
    }
}

/// What is claimed of one kind of event at one location; without one when the text names a place
/// and it cannot be told which.
struct Group<'a> {
    location: Option<&'a FoundLocation>,
    claims: Vec<&'a FoundClaim>,
}

impl Group<'_> {
    fn kind(&self) -> &str {
        self.claims.first().map_or("statement", |claim| &claim.kind)
    }

    fn is_at(&self, location: Option<&FoundLocation>) -> bool {
        let key = |location: &FoundLocation| (location.place.clone(), location.relative.clone());
        self.location.map(key) == location.map(key)
    }
}

/// The report of a submission: its identity follows from its text and its publisher.
fn report_of(submission: &Submission) -> Result<Report, AtlasError> {
    let sha256 = sha256_hex(submission.text.as_bytes());
    let title = submission.source.title.trim();
    let id = report_id(&sha256, title, submission.source.side, submission.published)?;
    Ok(Report {
        source: Source {
            id: id.clone(),
            title: format!("{title}, {}", submission.published),
            publisher: Some(title.to_owned()),
            url: submission.source.url.clone(),
            licence: None,
            attribution: None,
            side: Some(submission.source.side),
            note: None,
            published: Some(submission.published),
            report: Some(id.clone()),
        },
        id,
        sha256,
        published: submission.published,
        language: submission.language.clone(),
        text: submission.text.clone(),
    })
}

/// A report is of this or the last century, and not of tomorrow (it may be tomorrow elsewhere).
fn check_day(published: Date) -> Result<(), AtlasError> {
    let tomorrow = civil_day(Timestamp::now()).tomorrow().unwrap_or(Date::MAX);
    if published.year() < 1900 || published > tomorrow {
        return Err(AtlasError::Refused(format!(
            "A report published on {published} cannot be; give the day between 1900 and today on \
             which it was published."
        )));
    }
    Ok(())
}

/// First and last day that the claims speak of, or else the day of the report. A report tells of
/// the past: what it says of later days is not when something happened.
fn period(published: Date, found: &[&FoundClaim]) -> (Date, Date, TimeBasis) {
    let past = |day: &Date| *day <= published && day.year() >= 1900;
    let start = found
        .iter()
        .filter_map(|found| found.claim.date_start)
        .filter(past)
        .min();
    let end = found
        .iter()
        .filter_map(|found| found.claim.date_end.or(found.claim.date_start))
        .map(|day| day.min(published))
        .max();
    match (start, end) {
        (Some(start), end) => (start, end.unwrap_or(start).max(start), TimeBasis::Event),
        (None, _) => (published, published, TimeBasis::Report),
    }
}

/// What a report claims that names a place and in which no claim could be read.
fn bare_statement(incident: &Id, report: &Report) -> Result<Claim, AtlasError> {
    let side = report.source.side.unwrap_or(Side::ThirdParty);
    let claimant = report.source.publisher.clone().unwrap_or_default();
    Ok(Claim {
        // A third party that tells of something mostly tells what others say of it.
        modality: if side == Side::ThirdParty {
            Modality::Attributes
        } else {
            Modality::Asserts
        },
        predicate: "statement".to_owned(),
        text: report.text.chars().take(300).collect(),
        quote: true,
        start: Some(0),
        end: Some(report.text.chars().count().min(300)),
        ..Claim::of(claim_id(incident, 1)?, claimant, side)
    })
}
