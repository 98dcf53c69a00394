//! Query strings become values of the model, or a 400 that says what is wrong.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use jiff::civil::Date;

use crate::{
    format::{
        crs::{Crs, NotServed},
        selection::Selection,
    },
    http::problem::Problem,
    model::{bbox::Bbox, interval::parse_day, names::Language},
    query::{
        cql::{
            position::Reference,
            query::{Language as CqlLanguage, Query as Cql},
        },
        filter::{Filter, PageQuery, Turn},
        order::{Mark, Order},
    },
};

/// The most features on a page.
pub const MOST_ITEMS: usize = 10_000;

/// Features on a page when nobody says how many.
pub const USUAL_ITEMS: usize = 100;

/// The longest query string in bytes: a filter may hold a polygon.
const LONGEST_QUERY: usize = 60 * 1024;

/// A decoded query string that remembers what was asked of it, so that what is left over can be
/// refused (OGC 17-069r4, section 7.6: unknown parameters are a 400).
pub struct Query {
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
    /// Whether the client would rather have a page for people than data.
    browsing: bool,
}

impl Query {
    fn new(text: &str, browsing: bool) -> Result<Self, Problem> {
        if text.len() > LONGEST_QUERY {
            return Err(Problem::bad_request(
                "The query string is longer than 60 KiB; shorten it.",
            ));
        }
        let pairs = form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect();
        Ok(Self {
            pairs,
            known: Vec::new(),
            browsing,
        })
    }

    /// Whether a page for people is asked for: by `f`, or else by the header `Accept`.
    ///
    /// # Errors
    /// 400 for a form that there is not.
    pub fn browsing(&mut self) -> Result<bool, Problem> {
        match self.take("f")?.as_deref() {
            None => Ok(self.browsing),
            Some("html") => Ok(true),
            Some("json" | "geojson") => Ok(false),
            Some(_) => Err(Problem::bad_request("Parameter f must be json or html.")),
        }
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

    /// `true` or `false`; `false` when it is left out.
    ///
    /// # Errors
    /// 400.
    pub fn flag(&mut self, name: &'static str) -> Result<bool, Problem> {
        match self.take(name)?.as_deref() {
            None | Some("false") => Ok(false),
            Some("true") => Ok(true),
            Some(_) => Err(Problem::bad_request(format!(
                "Parameter {name} must be true or false."
            ))),
        }
    }

    /// A coordinate reference system.
    ///
    /// # Errors
    /// 400 for one that is not served.
    pub fn crs(&mut self, name: &'static str) -> Result<Crs, Problem> {
        let text = self.take(name)?;
        let crs = text.map(|text| text.parse()).transpose();
        crs.map(Option::unwrap_or_default)
            .map_err(|error: NotServed| Problem::bad_request(error.to_string()))
    }

    /// Whether a parameter has just this value; it is taken then.
    pub fn asks_for(&mut self, name: &str, value: &str) -> bool {
        let wanted = |(key, given): &(String, String)| key == name && given == value;
        let at = self.pairs.iter().position(wanted);
        at.map(|at| self.pairs.remove(at)).is_some()
    }

    /// Whether a parameter is there that has not been asked for.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
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
        let accept = parts.headers.get(header::ACCEPT);
        let accept = accept.and_then(|accept| accept.to_str().ok());
        let mut query = Query::new(parts.uri.query().unwrap_or(""), prefers_html(accept))?;
        let value = T::from_query(&mut query)?;
        query.finish()?;
        Ok(Self(value))
    }
}

/// Whether `Accept` names HTML before any kind of JSON (RFC 9110, section 12.5.1): browsers do,
/// programs do not.
fn prefers_html(accept: Option<&str>) -> bool {
    let weight = |wanted: &str| {
        let ranges = accept.unwrap_or_default().split(',');
        let named = ranges.filter_map(|range| {
            let mut parts = range.split(';').map(str::trim);
            let media_type = parts.next()?.to_ascii_lowercase();
            let q = parts.find_map(|part| part.strip_prefix("q="));
            let q = q.map_or(Some(1.0), |q| q.parse::<f64>().ok())?;
            media_type.contains(wanted).then_some(q)
        });
        named.fold(0.0, f64::max)
    };
    weight("html") > weight("json")
}

/// What is asked for as data or as a page for people, and in which coordinate reference system.
pub struct Asked<T> {
    /// What is asked for.
    pub query: T,
    /// Whether a page for people is wanted.
    pub browsing: bool,
    /// The system of the coordinates in the answer.
    pub crs: Crs,
    /// What of each feature is wanted.
    pub selection: Selection,
}

impl<T: FromQuery> FromQuery for Asked<T> {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        Ok(Self {
            query: T::from_query(query)?,
            browsing: query.browsing()?,
            crs: query.crs("crs")?,
            selection: Selection::from_query(query)?,
        })
    }
}

/// `?properties=&skipGeometry=`.
impl FromQuery for Selection {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let names = |text: String| text.split(',').map(str::to_owned).collect();
        Ok(Self {
            properties: query.take("properties")?.map(names),
            skip_geometry: query.flag("skipGeometry")?,
        })
    }
}

/// `?f=`: a document as data or as a page for people.
pub struct Form {
    /// Whether a page for people is wanted.
    pub browsing: bool,
}

impl FromQuery for Form {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        Ok(Self {
            browsing: query.browsing()?,
        })
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
        let crs = query.crs("bbox-crs")?;
        let (mut bbox, mut frame) = (None, None);
        if let Some(text) = query.take("bbox")? {
            let [x1, y1, x2, y2] = Bbox::numbers(&text)?;
            match crs {
                Crs::Crs84 => bbox = Some(Bbox::of([x1, y1, x2, y2])?),
                // Latitude comes first.
                Crs::Epsg4326 => bbox = Some(Bbox::of([y1, x1, y2, x2])?),
                Crs::Epsg3857 | Crs::Epsg32638 => {
                    let area = crs.area([x1, y1, x2, y2]);
                    frame = Some(area.map_err(|error| Problem::bad_request(error.to_string()))?);
                }
            }
        }
        let interval = query
            .take("datetime")?
            .map(|text| text.parse())
            .transpose()?;
        Ok(Self {
            bbox,
            frame,
            interval,
            cql: cql(query)?.map(Arc::new),
        })
    }
}

/// `?filter=&filter-lang=&filter-crs=` (OGC 19-079r2, section 8).
fn cql(query: &mut Query) -> Result<Option<Cql>, Problem> {
    let text = query.take("filter")?;
    let language = match query.take("filter-lang")? {
        None => CqlLanguage::default(),
        Some(name) => CqlLanguage::ALL
            .into_iter()
            .find(|language| language.name() == name)
            .ok_or_else(|| {
                Problem::bad_request("Parameter filter-lang must be cql2-text or cql2-json.")
            })?,
    };
    let crs = query.crs("filter-crs")?;
    let Some(text) = text else {
        return Ok(None);
    };
    let reference = Reference {
        uri: (crs != Crs::Crs84).then_some(crs.uri()),
        degrees: matches!(crs, Crs::Crs84 | Crs::Epsg4326),
        place: &*crs.place(),
    };
    let read = Cql::read(&text, language, &reference);
    read.map(Some)
        .map_err(|error| Problem::bad_request(error.to_string()))
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
        Ok(Self {
            filter,
            limit,
            turn: Turn::from_query(query)?,
        })
    }
}

/// `?sortby=&after=`.
impl FromQuery for Turn {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let order = query.take("sortby")?.map(|text| text.parse::<Order>());
        let order = order
            .transpose()
            .map_err(|error| Problem::bad_request(error.to_string()))?;
        let after = query.take("after")?;
        let wrong = |what: &str| {
            Problem::bad_request(format!(
                "Parameter after must be {what}, as in the link next."
            ))
        };
        let Some(order) = order else {
            let id = after.map(|id| id.parse()).transpose();
            let id = id.map_err(|_| wrong("the identifier of a feature"))?;
            return Ok(Self::ById(id));
        };
        let behind = after.map(|text| {
            let mark = Mark::read(&text, &order);
            mark.ok_or_else(|| wrong("a place in the order that sortby says"))
        });
        let behind = behind.transpose()?;
        Ok(Self::By(order, behind))
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
