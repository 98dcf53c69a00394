//! `/i/{id}` and `/i/{id}@{revision}`: a record as it is cited.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    atlas::{
        cite::{Cited, Wanted, grid_of},
        public::COARSENED,
    },
    format::{
        citation::{bibtex, csl},
        html::Text,
    },
    http::{
        blocking::blocking,
        link::Base,
        params::{FromQuery, Params, Query},
        path::Path,
        problem::Problem,
        reply::{self, GEOJSON, JSON},
        state::AppState,
    },
};

/// `?f=&as_of=`.
pub struct Form {
    form: String,
    as_of: Option<Date>,
}

/// The forms in which a record is given.
const FORMS: [&str; 6] = ["html", "geojson", "grid", "bibtex", "csl", "text"];

impl FromQuery for Form {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let form = query.take("f")?.unwrap_or_else(|| "html".to_owned());
        if !FORMS.contains(&form.as_str()) {
            return Err(Problem::bad_request(format!(
                "Parameter f must be one of {}.",
                FORMS.join(", ")
            )));
        }
        Ok(Self {
            form,
            as_of: query.day("as_of")?,
        })
    }
}

/// `GET /i/{id}/revisions`: the public revisions of a record, and what changed from each to the next.
///
/// # Errors
/// 404 when the public never saw it, 410 when it was withdrawn.
pub async fn revisions(
    State(state): State<AppState>,
    Path(id): Path<String>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = id.clone();
    let revisions = blocking(move || state.atlas.public_revisions(&asked)).await?;
    let document = json!({ "id": id, "revisions": revisions });
    Ok(reply::json(&headers, JSON, &document))
}

/// `GET /i/{id}`, `GET /i/{id}@{revision}`: the last public revision, or one of them, which never
/// changes. `?f=geojson` is the canonical JSON (RFC 8785) itself; its SHA-256 is in the header
/// `contactline-sha256`.
///
/// # Errors
/// 404 when the public never saw it, 410 when it was withdrawn.
pub async fn record(
    State(state): State<AppState>,
    base: Base,
    Path(name): Path<String>,
    Params(Form { form, as_of }): Params<Form>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (id, wanted) = wanted(&name, as_of)?;
    let atlas = state.atlas;
    let mut cited = blocking(move || atlas.cited(&id, wanted)).await?;
    cited.citation.url = format!("{}{}", base.0, cited.citation.url);
    let citation = &cited.citation;
    let mut response = match form.as_str() {
        "geojson" => reply::body(&headers, GEOJSON, cited.canonical.clone()),
        "grid" => reply::json(&headers, JSON, &grid(&cited)?),
        "bibtex" => reply::body(&headers, "application/x-bibtex", bibtex(citation)),
        "csl" => reply::json(
            &headers,
            "application/vnd.citationstyles.csl+json",
            &csl(citation),
        ),
        "text" => reply::body(
            &headers,
            "text/plain; charset=utf-8",
            format!("{}\n", citation.text()),
        ),
        _ => reply::body(&headers, "text/html; charset=utf-8", page(&cited)),
    };
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            response.headers_mut().insert(name, value);
        }
    };
    set(
        HeaderName::from_static("contactline-sha256"),
        &citation.sha256,
    );
    set(
        header::LINK,
        &format!("<{}>; rel=\"canonical\"", citation.url),
    );
    Ok(response)
}

/// The identifier and the revision that an address names.
fn wanted(name: &str, as_of: Option<Date>) -> Result<(String, Wanted), Problem> {
    match (name.split_once('@'), as_of) {
        (None, None) => Ok((name.to_owned(), Wanted::Last)),
        (None, Some(day)) => Ok((name.to_owned(), Wanted::AsOf(day))),
        (Some(_), Some(_)) => Err(Problem::bad_request(
            "An address with a revision never changes; leave as_of out, or the revision.",
        )),
        (Some((id, number)), None) => {
            let number = number.parse().map_err(|_| {
                Problem::bad_request(
                    "After the @ comes the number of a revision, such as /i/i-20200930-01@1.",
                )
            })?;
            Ok((id.to_owned(), Wanted::Revision(number)))
        }
    }
}

fn grid(cited: &Cited) -> Result<Value, Problem> {
    let grid = grid_of(&cited.feature).ok_or_else(|| {
        Problem::new(
            axum::http::StatusCode::NOT_FOUND,
            "This record has no grid: it is a single claim, or a revision from before claims were \
             graded.",
        )
    })?;
    let properties = &cited.feature["properties"];
    Ok(json!({
        "incident": cited.citation.id,
        "revision": cited.citation.revision,
        "kind": properties["kind"],
        "grade": properties["grade"],
        "grade_rules": properties["grade_rules"],
        "denied_by": properties["denied_by"],
        "verification": properties["verification"],
        "rows": grid,
    }))
}

/// What stands around words that readers are warned of: one click shows them.
const VEIL: (&str, &str) = (
    "<details>\n<summary>This record tells of dead and wounded in detail. Show it</summary>\n",
    "\n</details>",
);

/// The page of a record: what it says, who says it, its revisions and how to cite it.
fn page(cited: &Cited) -> String {
    let (citation, properties) = (&cited.citation, &cited.feature["properties"]);
    let said = |key: &str| properties[key].as_str().unwrap_or_default();
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<link \
         rel=\"canonical\" href=\"{url}\">\n</head>\n<body>\n<main>\n<h1><bdi>{title}</bdi></h1>\n\
         <p>Record {id} of {collection}, revision {revision} of {issued}. Statements belong to \
         whoever makes them; no number here is a sum or an average.</p>\n<dl>\n",
        title = Text(&citation.title),
        url = Text(&citation.url),
        id = Text(&citation.id),
        collection = Text(&citation.collection),
        revision = citation.revision,
        issued = citation.issued,
    );
    let facts = [
        (
            "Place",
            properties["location"]["label"].as_str().unwrap_or_default(),
        ),
        ("From", said("date_start")),
        ("To", said("date_end")),
        ("Kind", said("kind")),
        ("Grade by rule", said("grade")),
        ("Checked by editors", said("verification")),
        ("Claimant", said("claimant")),
        (
            "Location",
            if properties[COARSENED] == true {
                "shown coarsely on purpose"
            } else {
                ""
            },
        ),
    ];
    for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a String cannot fail.
        let _ = writeln!(html, "<dt>{name}</dt><dd><bdi>{}</bdi></dd>", Text(value));
    }
    html.push_str("</dl>\n");
    let claims: &[Value] = properties["claims"].as_array().map_or(&[], Vec::as_slice);
    if !claims.is_empty() {
        let graphic = properties["graphic"] == true;
        let (before, after) = if graphic { VEIL } else { ("", "") };
        let _ = writeln!(html, "<h2>Who says what</h2>\n{before}<ul>");
        for claim in claims {
            let said = |key: &str| Text(claim[key].as_str().unwrap_or_default());
            let _ = writeln!(
                html,
                "<li><bdi>{}</bdi> ({}) {}: <q><bdi>{}</bdi></q> <a href=\"/i/{}\">claim</a></li>",
                said("claimant"),
                said("claimant_side"),
                said("modality"),
                said("text"),
                said("id"),
            );
        }
        let _ = writeln!(html, "</ul>{after}");
    }
    let _ = write!(
        html,
        "<h2>Cite</h2>\n<p><bdi>{}</bdi></p>\n<p><a href=\"{url}?f=bibtex\">BibTeX</a> · <a \
         href=\"{url}?f=csl\">CSL-JSON</a> · <a href=\"{url}?f=geojson\">GeoJSON</a></p>\n\
         <h2>Revisions</h2>\n<ul>\n",
        Text(&citation.text()),
        url = Text(&citation.url),
    );
    for (number, day, sha256) in &cited.revisions {
        let id = Text(&citation.id);
        let _ = match sha256 {
            Some(sha256) => writeln!(
                html,
                "<li><a href=\"/i/{id}@{number}\">{number}</a>, {day}, SHA-256 {}</li>",
                Text(sha256)
            ),
            None => writeln!(html, "<li>{number}, {day}, withdrawn</li>"),
        };
    }
    html.push_str("</ul>\n</main>\n</body>\n</html>\n");
    html
}
