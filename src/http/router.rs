//! Which path leads where.

use axum::{
    Router,
    http::StatusCode,
    middleware,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{DefaultPredicate, NotForContentType, Predicate as _},
    },
};

use crate::http::{
    account, collections, headers, items, layers, line, page, problem::Problem, reports, review,
    search, state::AppState,
};

/// The router of a server.
pub fn router(state: AppState) -> Router {
    let ogc = Router::new()
        .route("/", get(collections::landing))
        .route("/collections", get(collections::all))
        .route("/collections/{collection}", get(collections::one))
        .route("/collections/{collection}/items", get(items::items))
        .route(
            "/collections/{collection}/items/{feature}",
            get(items::item),
        );
    let review = Router::new()
        .route("/", get(review::queue))
        .route("/{id}", get(review::one).patch(review::correct))
        .route("/{id}/accept", post(review::accept))
        .route("/{id}/reject", post(review::reject));
    let line = Router::new()
        .route("/", get(line::on))
        .route("/areas", get(line::areas))
        .route("/compare", get(line::compare))
        .route("/dates", get(line::dates))
        .route("/diagram", get(line::diagram))
        .route("/locate", get(line::locate))
        .route("/point", get(line::point))
        .route("/stances", get(line::stances));
    let compressed = DefaultPredicate::new()
        .and(NotForContentType::const_new("image/"))
        .and(NotForContentType::const_new("font/"));
    Router::new()
        .route("/", get(page::index))
        .route("/assets/{*path}", get(page::asset))
        .route("/backdrop/relief.jpg", get(page::relief))
        .route("/config", get(page::config))
        .route("/healthz", get(page::health))
        .nest("/ogc", ogc)
        .route("/layers/{file}", get(layers::layer))
        .nest("/line", line)
        .route("/search", get(search::search))
        .route("/geoparse", post(search::geoparse))
        .route("/session", get(account::session))
        .route("/reports", post(reports::create))
        .route("/reports/{id}", get(reports::one))
        .nest("/review", review)
        .fallback(nowhere)
        .method_not_allowed_fallback(no_such_method)
        .layer(CatchPanicLayer::custom(|_| -> Response {
            tracing::error!("a handler panicked");
            Problem::internal().into_response()
        }))
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Fastest)
                .compress_when(compressed),
        )
        .layer(middleware::from_fn_with_state(
            state.clone(),
            headers::finish,
        ))
        .with_state(state)
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
