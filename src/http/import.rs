//! `/import`: a file of incidents comes in, or is only looked at.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};

use crate::{
    atlas::bulk::{names::written_as, wish::Wish},
    http::{
        account::{Edit, May},
        blocking::{blocking, permit},
        body::at_most,
        params::{FromQuery, Params, Query},
        problem::Problem,
        reply,
        state::AppState,
    },
};

/// The largest file in bytes.
const LARGEST_FILE: usize = 20 * 1024 * 1024;

/// What is asked for, and what the file is called.
pub struct Asked {
    wish: Wish,
    name: String,
}

impl FromQuery for Asked {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        let mut wish = Wish {
            dry: query.flag("dry_run")?,
            publish: query.flag("publish")?,
            geocode: query.flag("geocode")?,
            blank_clears: query.flag("blank_clears")?,
            sheet: query.take("sheet")?,
            ..Wish::default()
        };
        if let Some(format) = query.take("format")? {
            let (container, kind) = written_as(&format).map_err(Problem::bad_request)?;
            (wish.container, wish.kind) = (container, kind);
        }
        for pair in query.take("map")?.iter().flat_map(|pairs| pairs.split(';')) {
            let (column, field) = pair.rsplit_once('=').ok_or_else(|| {
                Problem::bad_request("Parameter map is COLUMN=FIELD, several parted by semicolons.")
            })?;
            wish.map.push((column.to_owned(), field.to_owned()));
        }
        let order = query.take("dates")?.map(|order| order.parse());
        wish.dates = order
            .transpose()
            .map_err(|why: &str| Problem::bad_request(why))?;
        wish.source = match (query.take("source")?, query.take("side")?) {
            (None, None) => None,
            (Some(title), Some(side)) => {
                let side = side
                    .parse()
                    .map_err(|error: crate::model::side::NotASide| {
                        Problem::bad_request(error.to_string())
                    })?;
                Some((title, side))
            }
            _ => {
                return Err(Problem::bad_request(
                    "Parameters source and side go together: who claims it, and on which side.",
                ));
            }
        };
        let name = query.take("name")?;
        Ok(Self {
            wish,
            name: name
                .unwrap_or_else(|| "a file".to_owned())
                .chars()
                .take(100)
                .collect(),
        })
    }
}

/// `POST /import/incidents`: imports the file that is the body; answers with what was done, or with
/// `dry_run=true` what would be.
///
/// # Errors
/// 401 and 403; 413 for too large a file, 422 for one that cannot be read as a whole.
pub async fn incidents(
    May { actor, .. }: May<Edit>,
    State(state): State<AppState>,
    Params(Asked { wish, name }): Params<Asked>,
    request: Request,
) -> Result<Response, Problem> {
    let permit = permit(&state.readings).await?;
    let bytes = at_most(request, LARGEST_FILE).await?;
    let document = blocking(move || {
        let _permit = permit;
        let told = |_, _| {};
        let preview = state
            .atlas
            .import_incidents(&name, &bytes, &wish, &actor.label, told)?;
        Ok::<_, Problem>(preview.document(wish.dry))
    })
    .await?;
    Ok(reply::private(StatusCode::OK, &document))
}
