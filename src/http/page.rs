//! The page, its backdrop, its configuration, and the pulse of the server.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::Timestamp;
use rust_embed::{EmbeddedFile, RustEmbed};
use serde_json::json;

use crate::{
    atlas::{builtin, error::AtlasError},
    http::{
        blocking::blocking,
        params::Params,
        path::Path,
        problem::Problem,
        reply::{self, JSON},
        state::AppState,
    },
    model::{interval::civil_day, shape::REGION},
};

/// What `npm run build` made; empty when the server was built without Node.
#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/web/dist"]
#[allow_missing = true]
struct Built;

/// What `/` shows when the page was not built.
const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
    <title>contactline</title></head><body><h1>contactline</h1>\
    <p>The server runs; the map page was not built into it.</p>\
    <p>With Node 20.19 or later installed, <code>make run</code> builds the page and starts the \
    server with it.</p>\
    <p>The data are served all the same: <a href=\"/ogc/collections\">/ogc/collections</a>.</p>\
    </body></html>\n";

/// `GET /`, whatever parameters others hung on a link to it.
pub async fn index(headers: HeaderMap) -> Response {
    const HTML: &str = "text/html; charset=utf-8";
    let page = match Built::get("index.html") {
        Some(file) => String::from_utf8_lossy(&file.data).into_owned(),
        None => NOT_BUILT.to_owned(),
    };
    reply::body(&headers, HTML, page)
}

/// `GET /assets/{*path}`: parts of the page, whose names change with their content.
///
/// # Errors
/// 404 when there is no such part.
pub async fn asset(Path(path): Path<String>, Params(()): Params<()>) -> Result<Response, Problem> {
    Built::get(&format!("assets/{path}"))
        .map(|file| immutable(&file))
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "There is no such part of the page."))
}

/// Where the page's worker stands: above all that it keeps for times without a connection.
pub const WORKER: &str = "/worker.js";

/// `GET /worker.js`: keeps the page and the last view for times without a connection.
///
/// # Errors
/// 400 for unknown parameters, 404 when the page was not built.
pub async fn worker(Params(()): Params<()>, headers: HeaderMap) -> Result<Response, Problem> {
    let file = Built::get("worker.js").ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "The map page was not built into this server, and has no worker.",
        )
    })?;
    let script = String::from_utf8_lossy(&file.data).into_owned();
    Ok(reply::body(&headers, "text/javascript", script))
}

fn immutable(file: &EmbeddedFile) -> Response {
    let mut response = Body::from(file.data.to_vec()).into_response();
    let headers = response.headers_mut();
    if let Ok(media_type) = HeaderValue::from_str(file.metadata.mimetype()) {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    response
}

/// `GET /backdrop/relief.jpg`: the shaded relief.
///
/// # Errors
/// 400 for unknown parameters.
pub async fn relief(Params(()): Params<()>) -> Result<Response, Problem> {
    let mut response = Body::from(builtin::RELIEF).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=86400"),
    );
    Ok(response)
}

/// `GET /config`: what the page must know before it draws.
///
/// # Errors
/// 500 when the built-in data are damaged.
pub async fn config(
    State(state): State<AppState>,
    Params(()): Params<()>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let first = state
        .atlas
        .ground()
        .history
        .versions()
        .iter()
        .find_map(|version| version.interval.from());
    let atlas = state.atlas.clone();
    let (latest, suggestions) = blocking(move || {
        Ok::<_, AtlasError>((atlas.latest_day()?, atlas.policy()?.public_suggestions))
    })
    .await?;
    let config = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "tile_url": state.settings.tile_url,
        "tile_attribution": state.settings.tile_attribution,
        "attribution": state.atlas.attribution,
        "bounds": REGION,
        "relief": {"url": "/backdrop/relief.jpg", "bounds": builtin::relief()?.bounds},
        "dates": {"first": first, "last": civil_day(Timestamp::now()), "latest": latest},
        "sides": state.atlas.parties().sides,
        "suggestions": suggestions,
    });
    Ok(reply::json(&headers, JSON, &config))
}

/// `GET /healthz`: whether the server can read its data.
///
/// # Errors
/// 500 or 503 when it cannot.
pub async fn health(
    State(state): State<AppState>,
    Params(()): Params<()>,
) -> Result<Response, Problem> {
    blocking(move || state.atlas.collections()).await?;
    Ok(reply::private(
        StatusCode::OK,
        &json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")}),
    ))
}
