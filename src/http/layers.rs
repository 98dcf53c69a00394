//! `/layers/{layer}.{format}`: whole layers, streamed.

use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom},
    sync::Arc,
};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use tokio::{runtime::Handle, sync::oneshot};

use crate::{
    atlas::{browse::LayerHead, download::Download, facade::Atlas},
    format::kinds::{self, FORMATS, Format, Offer},
    http::{
        blocking::permit,
        line_params::ByStance,
        link::Base,
        params::{FromQuery, Params, Query},
        path::Path,
        problem::Problem,
        ranges::{self, Part},
        reply,
        state::AppState,
        stream::{Stream, pipe},
        whole_layer,
    },
    query::filter::Filter,
};

/// What is asked of a layer besides whose statements count.
pub struct Asked {
    filter: Filter,
    flat: bool,
    hxl: bool,
}

impl FromQuery for Asked {
    fn from_query(query: &mut Query) -> Result<Self, Problem> {
        Ok(Self {
            filter: Filter::from_query(query)?,
            flat: query.flag("flat")?,
            hxl: query.flag("hxl")?,
        })
    }
}

/// An answer before its body.
struct Begun {
    etag: String,
    licence: String,
    /// The body, if the client does not have it already.
    stream: Option<Stream>,
    /// Length of the file that is sent, and which part of it.
    file: Option<(u64, Part)>,
}

/// `GET /layers/{layer}.{format}`.
///
/// # Errors
/// 400 for a parameter that does not read, 404 when there is no such layer or format, 422 when the
/// format cannot hold so much, 503 when too many layers are being written.
pub async fn layer(
    State(state): State<AppState>,
    base: Base,
    Path(file): Path<String>,
    Params(asked): Params<ByStance<Asked>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let download = download(&base, &file, &asked)?;
    let offer = download.format.offer();
    if download.format == Format::GeoJson && !download.flat && download.filter == Filter::default()
    {
        let (response, licence) = whole_layer::answer(&state, &download.layer, &headers).await?;
        return Ok(named(response, &base, &download, &licence));
    }
    let permit = permit(&state.exports).await?;
    let (sender, receiver) = oneshot::channel();
    let (atlas, handle, wanted) = (state.atlas, Handle::current(), download.clone());
    tokio::task::spawn_blocking(move || {
        let _permit = permit;
        if wanted.format.is_file() {
            send_file(&atlas, &wanted, &headers, handle, sender);
        } else {
            send(&atlas, &wanted, &headers, handle, sender);
        }
    });
    let begun = receiver.await.map_err(|_| Problem::internal())??;
    let response = response(begun.stream, begun.file, &begun.etag, offer);
    Ok(named(response, &base, &download, &begun.licence))
}

/// An answer with the name of its file, and with what is linked to it.
fn named(mut response: Response, base: &Base, download: &Download, licence: &str) -> Response {
    if let Ok(links) = HeaderValue::from_str(&links(base, download, licence)) {
        response.headers_mut().insert(header::LINK, links);
    }
    reply::attached(response, &download.file())
}

/// What a request asks for.
fn download(base: &Base, file: &str, asked: &ByStance<Asked>) -> Result<Download, Problem> {
    let Some((layer, format)) = kinds::asked(file) else {
        let extensions: Vec<&str> = FORMATS.iter().map(|offer| offer.extension).collect();
        return Err(Problem::new(
            StatusCode::NOT_FOUND,
            format!(
                "Layers are served as /layers/{{id}}.geojson, and with {} in place of geojson; \
                 /ogc/collections lists their ids.",
                extensions.join(", ")
            ),
        ));
    };
    let query = &asked.query;
    let format = match (format, query.hxl) {
        (Format::Csv, true) => Format::HxlCsv,
        (Format::HxlCsv | Format::CsvMetadata, _) | (_, false) => format,
        (_, true) => {
            return Err(Problem::bad_request(
                "Parameter hxl puts tags into tables: it goes with csv alone.",
            ));
        }
    };
    let stance = asked.stance_for(layer, &query.filter)?;
    let mut download = Download {
        layer: layer.to_owned(),
        format,
        filter: query.filter.clone(),
        stance,
        flat: query.flat,
        address: String::new(),
        part: Vec::new(),
    };
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(download.pairs())
        .finish();
    let mark = if query.is_empty() { "" } else { "?" };
    download.address = format!("{}/layers/{layer}.csv{mark}{query}", base.0);
    Ok(download)
}

type Answer = oneshot::Sender<Result<Begun, Problem>>;

/// Writes a layer while it is sent.
fn send(atlas: &Arc<Atlas>, asked: &Download, headers: &HeaderMap, handle: Handle, answer: Answer) {
    let mut answer = Some(answer);
    let mut whole = None;
    let outcome = atlas.download(asked, |head| {
        let etag = format!("W/{}", tag(head, asked.format));
        let wanted = !reply::matches(headers, &etag);
        let (chunks, stream, said) = pipe(handle);
        whole = Some(said);
        let begun = Begun {
            etag,
            licence: head.collection.licence.clone(),
            stream: wanted.then_some(stream),
            file: None,
        };
        let heard = answer
            .take()
            .is_some_and(|answer| answer.send(Ok(begun)).is_ok());
        (heard && wanted).then_some(chunks)
    });
    match (outcome, answer) {
        (Err(error), Some(answer)) => {
            let _ = answer.send(Err(error.into()));
        }
        // The client left, or was too slow: its connection breaks off.
        (Err(error), None) => tracing::debug!(%error, "a layer was not written to its end"),
        (Ok(()), _) => {
            if let Some(whole) = &whole {
                whole.say();
            }
        }
    }
    // Only now does the stream end: `whole` held it open until the outcome was known.
    drop(whole);
}

/// Makes the file of a layer, and sends the part of it that is asked for.
fn send_file(
    atlas: &Arc<Atlas>,
    asked: &Download,
    headers: &HeaderMap,
    handle: Handle,
    answer: Answer,
) {
    let mut known = None;
    let made = atlas.download_file(asked, |head| {
        let etag = tag(head, asked.format);
        let wanted = !reply::matches(headers, &etag);
        known = Some((etag, head.collection.licence.clone()));
        wanted
    });
    let file = match made {
        Ok(file) => file,
        Err(error) => {
            let _ = answer.send(Err(error.into()));
            return;
        }
    };
    let (etag, licence) = known.unwrap_or_default();
    let length = file
        .as_ref()
        .map_or(Ok(0), |file| file.metadata().map(|metadata| metadata.len()));
    let Ok(length) = length else {
        let _ = answer.send(Err(Problem::internal()));
        return;
    };
    let part = ranges::part(headers, &etag, length);
    let (mut chunks, stream, whole) = pipe(handle);
    let begun = Begun {
        etag,
        licence,
        stream: file.is_some().then_some(stream),
        file: Some((length, part)),
    };
    if answer.send(Ok(begun)).is_err() {
        return;
    }
    let Some(file) = file else {
        return;
    };
    match copy(file, length, part, &mut chunks) {
        Ok(()) => whole.say(),
        Err(error) => tracing::debug!(%error, "a file was not sent to its end"),
    }
    drop(chunks);
}

/// Copies a part of a file.
fn copy(mut file: File, length: u64, part: Part, out: &mut impl io::Write) -> io::Result<()> {
    let (first, count) = match part {
        Part::Whole => (0, length),
        Part::Bytes { first, last } => (first, last.saturating_sub(first).saturating_add(1)),
        Part::Beyond => return Ok(()),
    };
    file.seek(SeekFrom::Start(first))?;
    let sent = io::copy(&mut file.take(count), out)?;
    out.flush()?;
    if sent == count {
        Ok(())
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// The `ETag` of a layer in a format: it changes with what the layer shows, and with how a version of
/// the program writes it.
#[must_use]
pub fn tag(head: &LayerHead, format: Format) -> String {
    format!(
        "\"{}-{}-{}-{:x}-{}-{}\"",
        head.collection.id,
        format.offer().extension,
        head.revision.number,
        head.state,
        head.digest,
        env!("CARGO_PKG_VERSION"),
    )
}

/// The answer with its status, its body and what it says about parts.
fn response(
    stream: Option<Stream>,
    file: Option<(u64, Part)>,
    etag: &str,
    offer: &Offer,
) -> Response {
    let Some(stream) = stream else {
        return reply::not_modified(etag);
    };
    let Some((length, part)) = file else {
        return reply::tagged(stream.body(), offer.media_type, etag);
    };
    let (status, said, count) = match part {
        Part::Whole => (StatusCode::OK, None, length),
        Part::Bytes { first, last } => (
            StatusCode::PARTIAL_CONTENT,
            Some(format!("bytes {first}-{last}/{length}")),
            last - first + 1,
        ),
        Part::Beyond => {
            let problem = Problem::new(
                StatusCode::RANGE_NOT_SATISFIABLE,
                format!("The file has {length} bytes; ask for a part that lies in it."),
            );
            let mut response = axum::response::IntoResponse::into_response(problem);
            if let Ok(value) = HeaderValue::from_str(&format!("bytes */{length}")) {
                response.headers_mut().insert(header::CONTENT_RANGE, value);
            }
            return response;
        }
    };
    let mut response = reply::tagged(stream.body(), offer.media_type, etag);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(count));
    if let Some(said) = said.and_then(|said| HeaderValue::from_str(&said).ok()) {
        headers.insert(header::CONTENT_RANGE, said);
    }
    response
}

/// `Link`: the licences, the layer's description, and that of a table's columns (RFC 8288).
fn links(base: &Base, download: &Download, licence: &str) -> String {
    let collection = format!("{}/ogc/collections/{}", base.0, download.layer);
    let mut links = Vec::new();
    for word in licence.split([' ', '(', ')']) {
        if word.is_empty() || ["AND", "OR", "WITH"].contains(&word) {
            continue;
        }
        let target = if word.starts_with("LicenseRef-") {
            collection.clone()
        } else {
            format!("https://spdx.org/licenses/{word}.html")
        };
        links.push(format!("<{target}>; rel=\"license\"; title=\"{word}\""));
    }
    links.push(format!(
        "<{collection}>; rel=\"collection\"; type=\"application/json\""
    ));
    if matches!(download.format, Format::Csv | Format::HxlCsv) {
        let metadata = Format::CsvMetadata.offer();
        let address = download.address.replacen(".csv", ".csv-metadata.json", 1);
        links.push(format!(
            "<{address}>; rel=\"describedby\"; type=\"{}\"",
            metadata.media_type
        ));
    }
    links.join(", ")
}
