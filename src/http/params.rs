//! Query strings become values of the model, or a 400 that says what is wrong.

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::civil::Date;

use crate::{
    http::problem::Problem,
    model::{interval::parse_day, names::Language},
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
