//! Query strings become values of the model, or a 400 that says what is wrong.

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::civil::Date;

use crate::{
    atlas::{derived::BY_STANCE, diagram::Span, front::Question},
    http::problem::Problem,
    line::stance::{NotAStance, Stance},
    model::{
        id::{Id, NotAnId},
        interval::parse_day,
        names::Language,
        position::LonLat,
    },
    store::query::{Filter, PageQuery},
};

/// The most features on a page.
pub const MOST_ITEMS: usize = 10_000;

/// Features on a page when nobody says how many.
const USUAL_ITEMS: usize = 100;

/// The longest query string in bytes.
const LONGEST_QUERY: usize = 8 * 1024;

/// A decoded query string that remembers what was asked of it, so that what is left over can be
/// refused (OGC 17-069r4, section 7.6: unknown parameters are a 400).
pub struct Query {
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
}

impl Query {
    fn new(text: &str) -> Result<Self, Problem> {
        if text.len() > LONGEST_QUERY {
            return Err(Problem::bad_request(
                "The query string is longer than 8 KiB; shorten it.",
            ));
        }
        let pairs = form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect();
        Ok(Self {
            pairs,
            known: Vec::new(),
        })
    }

    /// The value of a parameter, which must not be given twice or empty.
    ///
    /// # Errors
    /// 400.
    pub fn take(&mut self, name: &'static str) -> Result<Option<String>, Problem> {
        self.known.push(name);
        let (found, rest) = std::mem::take(&mut self.pairs)
            .into_iter()
            .partition::<Vec<_>, _>(|(key, _)| key == name);
        self.pairs = rest;
        let mut values = found.into_iter().map(|(_, value)| value);
        match (values.next(), values.next()) {
            (Some(_), Some(_)) => Err(Problem::bad_request(format!(
                "Parameter {name} is given twice; give it once."
            ))),
            (Some(value), None) if value.is_empty() => Err(Problem::bad_request(format!(
                "Parameter {name} is empty; give a value or leave it out."
            ))),
            (value, _) => Ok(value),
        }
    }

    /// The value of a parameter that must be there.
    ///
    /// # Errors
    /// 400.
    pub fn need(&mut self, name: &'static str) -> Result<String, Problem> {
        self.take(name)?
            .ok_or_else(|| Problem::bad_request(format!("Parameter {name} is missing.")))
    }

    /// A civil day.
    ///
    /// # Errors
    /// 400.
    pub fn need_day(&mut self, name: &'static str) -> Result<Date, Problem> {
        Ok(parse_day(&self.need(name)?)?)
    }

    /// A whole number between 1 and `most`.
    ///
    /// # Errors
    /// 400.
    pub fn count(
        &mut self,
        name: &'static str,
        usual: usize,
        most: usize,
    ) -> Result<usize, Problem> {
        let Some(text) = self.take(name)? else {
            return Ok(usual);
        };
        text.parse()
            .ok()
            .filter(|count| (1..=most).contains(count))
            .ok_or_else(|| {
                Problem::bad_request(format!(
                    "Parameter {name} must be a whole number from 1 to {most}."
                ))
            })
    }

    /// A civil day, if there is one.
    ///
    /// # Errors
    /// 400.
    pub fn day(&mut self, name: &'static str) -> Result<Option<Date>, Problem> {
        let text = self.take(name)?;
        Ok(text.map(|text| parse_day(&text)).transpose()?)
    }

    fn finish(self) -> Result<(), Problem> {
        let Some((unknown, _)) = self.pairs.first() else {
            return Ok(());
        };
        let unknown: String = unknown.chars().take(40).collect();
        Err(Problem::bad_request(if self.known.is_empty() {
            format!("Unknown query parameter \"{unknown}\"; this address takes none.")
        } else {
            format!(
                "Unknown query parameter \"{unknown}\"; this address knows {}.",
                self.known.join(", ")
            )
        }))
    }
}

/// What can be read from a query string.
pub trait FromQuery: Sized {
    /// Takes what it needs.
    ///
    /// # Errors
    /// 400 with a sentence.
    fn from_query(query: &mut Query) -> Result<Self, Problem>;
}

/// The extractor: reads a `T` and refuses what is left over.
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: FromQuery> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let mut query = Query::new(parts.uri.query().unwrap_or(""))?;
        let value = T::from_query(&mut query)?;
        query.finish()?;
        Ok(Self(value))
    }
}

/// An address without parameters.
impl FromQuery for () {
    fn from_query(_: &mut Query) -> Result<Self, Problem> {
        Ok(())
    }
}

impl FromQuery for Filter {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let bbox = query.take("bbox")?.map(|text| text.parse()).transpose()?;
        let interval = query
            .take("datetime")?
            .map(|text| text.parse())
            .transpose()?;
        Ok(Self { bbox, interval })
    }
}

impl FromQuery for PageQuery {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let filter = Filter::from_query(query)?;
        // OGC 17-069r4, section 7.15.2: a limit above the maximum is served as the maximum.
        let limit = match query.take("limit")? {
            None => USUAL_ITEMS,
            Some(text) => text.parse::<u64>().ok().filter(|limit| *limit > 0).map_or_else(
                || {
                    Err(Problem::bad_request(format!(
                        "Parameter limit must be a whole number; at most {MOST_ITEMS} features are \
                         given at a time."
                    )))
                },
                |limit| Ok(usize::try_from(limit).unwrap_or(MOST_ITEMS).min(MOST_ITEMS)),
            )?,
        };
        let after = query
            .take("after")?
            .map(|id| id.parse())
            .transpose()
            .map_err(|_| {
                Problem::bad_request(
                    "Parameter after must be the identifier of a feature, as in the link next.",
                )
            })?;
        Ok(Self {
            filter,
            limit,
            after,
        })
    }
}

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
        let given = query.pairs.iter().any(|(key, _)| key == "stance");
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

/// `?lon=&lat=&on=`.
pub struct Locate {
    /// What is looked for.
    pub what: Located,
    /// The day.
    pub on: Date,
}

/// What is to be located along the line.
pub enum Located {
    /// A position.
    At(LonLat),
    /// A place of the gazetteer.
    Place(Id),
}

/// `?on=`.
pub struct OnDay {
    /// The day.
    pub on: Date,
}

impl FromQuery for OnDay {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        Ok(Self {
            on: query.need_day("on")?,
        })
    }
}

impl FromQuery for Locate {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        if let Some(place) = query.take("place")? {
            let place = place
                .parse()
                .map_err(|error: NotAnId| Problem::bad_request(error.to_string()))?;
            return Ok(Self {
                what: Located::Place(place),
                on: query.need_day("on")?,
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
            on: query.need_day("on")?,
        })
    }
}

/// `?q=&limit=&lang=`.
pub struct Search {
    /// What is looked for.
    pub q: String,
    /// How many answers at the most.
    pub limit: usize,
    /// The reader's language; by `Accept-Language` when left out.
    pub language: Option<Language>,
}

impl FromQuery for Search {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let q = query.need("q")?;
        if q.chars().count() > 200 {
            return Err(Problem::bad_request(
                "Parameter q is longer than 200 characters; shorten it.",
            ));
        }
        let language = query.take("lang")?.map(|code| {
            Language::of_code(&code)
                .ok_or_else(|| Problem::bad_request("Parameter lang must be en, az, hy or ru."))
        });
        Ok(Self {
            q,
            language: language.transpose()?,
            limit: query.count("limit", 10, crate::atlas::lookup::MOST_FOUND)?,
        })
    }
}
