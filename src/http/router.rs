//! Which path leads where.

use axum::{
    Router,
    http::StatusCode,
    middleware,
    response::{IntoResponse as _, Response},
    routing::{delete, get, patch, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{DefaultPredicate, NotForContentType, Predicate},
    },
};

use crate::http::{
    apart, cite, claims, collections, exchange, gate, headers, import, inbox, items, layers, line,
    mentions, openapi, page, pairs, problem::Problem, releases, reports, review, schemas, search,
    session, setup, state::AppState, suggestions, tiles, tokens, users,
};

/// The router of a server.
pub fn router(state: AppState) -> Router {
    let review = Router::new()
        .route("/", get(review::queue))
        .route("/pairs", get(pairs::suggested))
        .route("/pairs/apart", post(apart::leave))
        .route("/pairs/apart/{number}/undo", post(apart::undo))
        .route("/pairs/join", post(pairs::join))
        .route("/pairs/split", post(pairs::split))
        .route("/pairs/{number}/undo", post(pairs::undo))
        .route("/{id}", get(review::one).patch(review::correct))
        .route("/{id}/accept", post(review::accept))
        .route("/{id}/gate", get(gate::one).patch(gate::say))
        .route("/{id}/history", get(pairs::history))
        .route("/{id}/mentions", get(mentions::of_draft))
        .route("/{id}/undo", post(pairs::undo_change))
        .route("/{id}/reject", post(review::reject));
    let line = Router::new()
        .route("/", get(line::on))
        .route("/areas", get(line::areas))
        .route("/compare", get(line::compare))
        .route("/dates", get(line::dates))
        .route("/diagram", get(line::diagram))
        .route("/locate", get(line::locate).post(line::locate_geometry))
        .route("/point", get(line::point))
        .route("/stances", get(line::stances));
    let routes = Router::new()
        .route("/", get(page::index))
        .route("/assets/{*path}", get(page::asset))
        .route("/worker.js", get(page::worker))
        .route("/backdrop/relief.jpg", get(page::relief))
        .route("/config", get(page::config))
        .route("/healthz", get(page::health))
        .nest("/ogc", ogc())
        .route("/ogc/", get(collections::landing))
        .route("/layers/{file}", get(layers::layer))
        .nest("/line", line)
        .route("/search", get(search::search))
        .route("/geoparse", post(search::geoparse))
        .route(
            "/session",
            get(session::session)
                .post(session::sign_in)
                .patch(session::change_password)
                .delete(session::sign_out),
        )
        .route("/tokens", get(tokens::all).post(tokens::create))
        .route("/tokens/{id}", delete(tokens::revoke))
        .route("/users", get(users::all).post(users::create))
        .route("/users/{name}", patch(users::change))
        .route("/policy", get(gate::policy).put(gate::set_policy))
        .route("/setup", get(setup::form).post(setup::create))
        .route("/reports", post(reports::create))
        .route("/reports/{id}", get(reports::one))
        .route("/reports/{id}/capture", get(reports::capture))
        .route("/reports/{id}/repeats", get(pairs::repeats))
        .route("/feeds/inbox", get(inbox::inbox))
        .route("/feeds/inbox/{number}/take", post(inbox::take))
        .route("/feeds/inbox/{number}/dismiss", post(inbox::dismiss))
        .route("/suggestions", post(suggestions::create))
        .route("/import/incidents", post(import::incidents))
        .route("/i/{id}", get(cite::record))
        .route("/i/{id}/revisions", get(cite::revisions))
        .route("/claims/grades", get(claims::grades))
        .route("/claims/losses", get(claims::losses))
        .route("/claims/timeline", get(claims::timeline))
        .route("/releases", get(releases::all).post(releases::create))
        .route("/releases/{date}", get(releases::one))
        .route("/verify", post(releases::verify))
        .nest("/review", review);
    finished(routes, state)
}

/// What happens around every answer.
fn finished(routes: Router<AppState>, state: AppState) -> Router {
    routes
        .fallback(nowhere)
        .method_not_allowed_fallback(no_such_method)
        .layer(CatchPanicLayer::custom(|_| -> Response {
            tracing::error!("a handler panicked");
            Problem::internal().into_response()
        }))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(compressed()),
        )
        .layer(middleware::from_fn_with_state(
            state.clone(),
            headers::finish,
        ))
        .with_state(state)
}

/// The standard ways to the data.
fn ogc() -> Router<AppState> {
    Router::new()
        .route("/", get(collections::landing))
        .route("/api", get(openapi::api))
        .route("/conformance", get(collections::conformance))
        .route("/icon.svg", get(collections::icon))
        .route("/style.css", get(collections::style))
        .route("/collections", get(collections::all))
        .route("/collections/{collection}", get(collections::one))
        .route(
            "/collections/{collection}/queryables",
            get(schemas::queryables),
        )
        .route("/collections/{collection}/schema", get(schemas::schema))
        .route(
            "/collections/{collection}/sortables",
            get(schemas::sortables),
        )
        .route(
            "/collections/{collection}/items",
            get(items::items)
                .post(exchange::create)
                .options(exchange::methods),
        )
        .route(
            "/collections/{collection}/items/{feature}",
            get(items::item)
                .put(exchange::replace)
                .patch(exchange::update)
                .delete(exchange::withdraw)
                .options(exchange::methods_of_one),
        )
        .route("/collections/{collection}/tiles", get(tiles::sets))
        .route("/collections/{collection}/tiles/{set}", get(tiles::set))
        .route(
            "/collections/{collection}/tiles/{set}/{matrix}/{row}/{col}",
            get(tiles::tile),
        )
        .route("/tileMatrixSets", get(tiles::matrix_sets))
        .route("/tileMatrixSets/{set}", get(tiles::matrix_set))
}

/// What is compressed on the way.
fn compressed() -> impl Predicate {
    DefaultPredicate::new()
        .and(NotForContentType::const_new("image/"))
        .and(NotForContentType::const_new("font/"))
        // Files that can be had in parts: their bytes are those of their `ETag`.
        .and(NotForContentType::const_new("application/geopackage"))
        .and(NotForContentType::const_new("application/flatgeobuf"))
        .and(NotForContentType::const_new("application/vnd.openxml"))
}

async fn nowhere() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "There is nothing at this address; /ogc lists the data and / shows the map.",
    )
}

async fn no_such_method() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "This address does not know that method; the header Allow lists those that it knows.",
    )
}
