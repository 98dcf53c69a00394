//! What is asked of the line: days, stances, kilometres, positions and places.

use jiff::civil::Date;

use crate::{
    atlas::{derived::BY_STANCE, diagram::Span, front::Question},
    http::{
        params::{FromQuery, Query},
        problem::Problem,
    },
    line::stance::{NotAStance, Stance},
    model::{
        id::{Id, NotAnId},
        interval::parse_day,
        position::LonLat,
    },
    query::filter::Filter,
};

impl FromQuery for Question {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let on = query.need_day("on")?;
        let stance = stance(query)?;
        let as_of = query.take("as_of")?;
        Ok(Self {
            on,
            stance,
            as_of: as_of.map_or(Ok(Date::MAX), |text| parse_day(&text))?,
        })
    }
}

/// `?stance=`; the usual one when it is left out.
fn stance(query: &mut Query) -> Result<Stance, Problem> {
    query.take("stance")?.map_or(Ok(Stance::default()), |text| {
        text.parse()
            .map_err(|error: NotAStance| Problem::bad_request(error.to_string()))
    })
}

/// What is asked of a collection, and by whose statements.
pub struct ByStance<T> {
    /// The query.
    pub query: T,
    /// `?stance=`, if it is given.
    stance: Option<Stance>,
}

impl<T> ByStance<T> {
    /// By whose statements the collection is to answer.
    ///
    /// # Errors
    /// 400 when a stance is given to a collection that knows none, or without a time.
    pub fn stance_for(&self, collection: &str, filter: &Filter) -> Result<Stance, Problem> {
        let Some(stance) = self.stance else {
            return Ok(Stance::default());
        };
        if !BY_STANCE.contains(&collection) {
            return Err(Problem::bad_request(format!(
                "Unknown query parameter \"stance\"; only the collections {} know it.",
                BY_STANCE.join(" and ")
            )));
        }
        if filter.interval.is_none() {
            return Err(Problem::bad_request(
                "Parameter stance goes with datetime: give a day or an interval as well.",
            ));
        }
        Ok(stance)
    }
}

impl<T: FromQuery> FromQuery for ByStance<T> {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let read = T::from_query(query)?;
        let given = query.has("stance");
        Ok(Self {
            query: read,
            stance: given.then(|| stance(query)).transpose()?,
        })
    }
}

/// `?from=&to=&stance=&as_of=&f=`.
pub struct Diagram {
    /// Which diagram.
    pub span: Span,
    /// Whether it is asked for as a table.
    pub csv: bool,
}

/// The days that a diagram shows when nobody says which: from the day before the war to the last
/// handover.
const USUAL_SPAN: (Date, Date) = (
    jiff::civil::date(2020, 9, 26),
    jiff::civil::date(2020, 12, 1),
);

impl FromQuery for Diagram {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let mut day = |name| {
            let text = query.take(name)?;
            text.map(|text| parse_day(&text).map_err(Problem::from))
                .transpose()
        };
        let (from, to, as_of) = (day("from")?, day("to")?, day("as_of")?);
        let csv = match query.take("f")?.as_deref() {
            None | Some("json") => false,
            Some("csv") => true,
            Some(_) => {
                return Err(Problem::bad_request(
                    "Parameter f must be json or csv for the diagram.",
                ));
            }
        };
        Ok(Self {
            span: Span {
                from: from.unwrap_or(USUAL_SPAN.0),
                to: to.unwrap_or(USUAL_SPAN.1),
                stance: stance(query)?,
                as_of,
            },
            csv,
        })
    }
}

/// `?from=&to=&stance=`.
pub struct Compare {
    /// The first day.
    pub from: Date,
    /// The second day.
    pub to: Date,
    /// Whose statements count.
    pub stance: Stance,
}

impl FromQuery for Compare {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        Ok(Self {
            from: query.need_day("from")?,
            to: query.need_day("to")?,
            stance: stance(query)?,
        })
    }
}

/// `?km=&offset=`.
pub struct Along {
    /// Kilometres along the reference line.
    pub km: f64,
    /// Kilometres off it, positive to the left.
    pub offset_km: f64,
}

impl FromQuery for Along {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let kilometres = |name: &str, text: String| {
            let number = text.parse::<f64>().ok().filter(|km| km.is_finite());
            number.ok_or_else(|| {
                Problem::bad_request(format!("Parameter {name} must be a number of kilometres."))
            })
        };
        let km = kilometres("km", query.need("km")?)?;
        let offset = query.take("offset")?;
        let offset_km = offset.map_or(Ok(0.0), |text| kilometres("offset", text))?;
        Ok(Self { km, offset_km })
    }
}

/// `?lon=&lat=&on=&stance=&as_of=`, or `place=` instead of the position.
pub struct Locate {
    /// What is looked for.
    pub what: Located,
    /// By which line.
    pub question: Question,
}

/// What is to be located along the line.
pub enum Located {
    /// A position.
    At(LonLat),
    /// A place of the gazetteer.
    Place(Id),
}

impl FromQuery for Locate {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        if let Some(place) = query.take("place")? {
            let place = place
                .parse()
                .map_err(|error: NotAnId| Problem::bad_request(error.to_string()))?;
            return Ok(Self {
                what: Located::Place(place),
                question: Question::from_query(query)?,
            });
        }
        let mut degrees = |name| {
            query.need(name)?.parse::<f64>().map_err(|_| {
                Problem::bad_request(format!("Parameter {name} must be a number of degrees."))
            })
        };
        let what = Located::At(LonLat::new(degrees("lon")?, degrees("lat")?)?);
        Ok(Self {
            what,
            question: Question::from_query(query)?,
        })
    }
}
