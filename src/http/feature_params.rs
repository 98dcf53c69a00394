//! Which features are asked for, and in what form, read from query strings.

use std::sync::Arc;

use crate::{
    format::{crs::Crs, kinds::Format, selection::Selection},
    http::{
        params::{FromQuery, Query},
        problem::Problem,
    },
    model::{bbox::Bbox, names::Language},
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

/// The longest filter in bytes: with the other parameters it fits into an address.
pub const LONGEST_FILTER: usize = 48 * 1024;

/// Features on a page when nobody says how many.
pub const USUAL_ITEMS: usize = 100;

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
    if text.len() > LONGEST_FILTER {
        return Err(Problem::bad_request(
            "Parameter filter is longer than 48 KiB; shorten it.",
        ));
    }
    let reference = Reference {
        uri: (crs != Crs::Crs84).then_some(crs.uri()),
        degrees: matches!(crs, Crs::Crs84 | Crs::Epsg4326),
        place: &*crs.place(),
    };
    let read = Cql::read(&text, language, &reference);
    read.map(Some)
        .map_err(|error| Problem::bad_request(error.to_string()))
}

/// A page of features, and the format of the file in which it is wanted, if it is one.
pub struct AskedPage {
    /// Which features.
    pub page: PageQuery,
    /// The format.
    pub file: Option<Format>,
}

impl FromQuery for AskedPage {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        Ok(Self {
            page: PageQuery::from_query(query)?,
            file: query.file(),
        })
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
