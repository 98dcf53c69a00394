//! Query strings become values of the model, or a 400 that says what is wrong.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use jiff::civil::Date;

use crate::{
    format::{
        crs::{Crs, NotServed},
        kinds::Format,
    },
    http::{
        accept::{Form, files},
        problem::Problem,
    },
    model::interval::parse_day,
};

/// The longest query string in bytes: a filter may hold a polygon.
const LONGEST_QUERY: usize = 60 * 1024;

/// A decoded query string that remembers what was asked of it, so that what is left over can be
/// refused (OGC 17-069r4, section 7.6: unknown parameters are a 400).
pub struct Query {
    pairs: Vec<(String, String)>,
    known: Vec<&'static str>,
    /// What the client would rather have where it does not say so by `f`.
    form: Form,
    /// Whether files can be had besides data and page.
    files: bool,
}

impl Query {
    fn new(text: &str, form: Form) -> Result<Self, Problem> {
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
            form,
            files: false,
        })
    }

    /// Whether a page for people is asked for: by `f`, or else by the header `Accept`.
    ///
    /// # Errors
    /// 400 for a form that there is not.
    pub fn browsing(&mut self) -> Result<bool, Problem> {
        match self.take("f")?.as_deref() {
            None => Ok(self.form == Form::Page),
            Some("html") => Ok(true),
            Some("json" | "geojson") => Ok(false),
            Some(_) if self.files => Err(Problem::bad_request(format!(
                "Parameter f must be json, html, {}.",
                files()
                    .map(|offer| offer.extension)
                    .collect::<Vec<_>>()
                    .join(", ")
            ))),
            Some(_) => Err(Problem::bad_request("Parameter f must be json or html.")),
        }
    }

    /// The format of a file, if one is asked for: by `f`, or else by the header `Accept`.
    pub fn file(&mut self) -> Option<Format> {
        self.files = true;
        let by_header = match self.form {
            Form::File(format) if !self.has("f") => Some(format),
            _ => None,
        };
        let named = files().find(|offer| self.asks_for("f", offer.extension));
        if named.is_some() {
            // It has been read.
            self.form = Form::Data;
        }
        named.map(|offer| offer.format).or(by_header)
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
        let mut query = Query::new(parts.uri.query().unwrap_or(""), Form::preferred(accept))?;
        let value = T::from_query(&mut query)?;
        query.finish()?;
        Ok(Self(value))
    }
}

/// `?f=`: a document as data or as a page for people.
pub struct AskedDocument {
    /// Whether a page for people is wanted.
    pub browsing: bool,
}

impl FromQuery for AskedDocument {
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
