//! The routes of the router: who adds one has to say who may use it, and what the gate keeps from it.

use std::{collections::BTreeSet, fs, path::Path};

/// What anybody may ask for.
pub(crate) const PUBLIC: [&str; 6] = [
    "POST /geoparse",
    "POST /line/locate",
    "POST /session",
    "POST /setup",
    "POST /suggestions",
    "POST /verify",
];

/// What is read and not public.
pub(crate) const PRIVATE_READS: [&str; 12] = [
    "GET /feeds/inbox",
    "GET /reports/{id}",
    "GET /reports/{id}/capture",
    "GET /reports/{id}/repeats",
    "GET /review",
    "GET /review/pairs",
    "GET /review/{id}",
    "GET /review/{id}/gate",
    "GET /review/{id}/history",
    "GET /review/{id}/mentions",
    "GET /tokens",
    "GET /users",
];

/// Every method and path of the router, read from its source.
pub(crate) fn routes() -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/http/router.rs");
    let text: String = fs::read_to_string(file).unwrap();
    let mut found = BTreeSet::new();
    let mut prefix = "";
    for statement in text.split("Router::new()") {
        // `let review = ` stands before the statement that follows it.
        for part in statement.split(".route(").skip(1) {
            let path = part.split('"').nth(1).unwrap();
            let call = part.split(".layer(").next().unwrap();
            let call = call.split(".nest(").next().unwrap();
            for method in ["get", "post", "patch", "put", "delete"] {
                let starts = [format!(" {method}("), format!(".{method}(")];
                if starts.iter().any(|start| call.contains(start.as_str())) {
                    let path = format!("{prefix}{path}");
                    let path = match path.strip_suffix('/') {
                        Some(rest) if !rest.is_empty() => rest,
                        _ => &path,
                    };
                    found.insert(format!("{} {path}", method.to_uppercase()));
                }
            }
        }
        let written = |line: &&str| !line.trim().is_empty();
        let last = statement.lines().rfind(written).unwrap_or_default();
        prefix = match last.trim() {
            "fn ogc() -> Router<AppState> {" => "/ogc",
            "let review =" => "/review",
            "let line =" => "/line",
            _ => "",
        };
    }
    found
}

/// The public ways of reading.
pub(crate) fn public_reads() -> Vec<String> {
    routes()
        .into_iter()
        .filter(|route| !PRIVATE_READS.contains(&route.as_str()))
        .filter_map(|route| Some(route.strip_prefix("GET ")?.to_owned()))
        // Who asks, and the form of a link that is not guessed.
        .filter(|path| path != "/session" && path != "/setup")
        .collect()
}
