//! Strong validators (RFC 9110, section 8.8): a tag names the content, and how its bytes are coded.
//!
//! Handlers know the content and give a weak tag; how an answer is compressed is known only when it
//! leaves. Each coding has a tag of its own, so that parts of one are never put together with parts
//! of another.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};

/// What stands behind the content in a tag, for each coding.
const CODINGS: [&str; 3] = ["-gzip", "-br", "-zstd"];

/// What a tag says of the content: without its weakness, its quotation marks and its coding.
#[must_use]
pub fn content(tag: &str) -> &str {
    let tag = tag.trim().trim_start_matches("W/").trim_matches('"');
    let coded = CODINGS.iter().find_map(|coding| tag.strip_suffix(coding));
    coded.unwrap_or(tag)
}

/// The tags of a request's `If-None-Match`.
pub fn held(request: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = request.get_all(header::IF_NONE_MATCH).iter();
    values
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
}

/// Makes the weak tag of an answer a strong one.
///
/// An answer that says that nothing changed repeats the tag that the client holds.
pub fn strengthen(response: &mut Response, held: &[String]) {
    let weak = response.headers().get(header::ETAG);
    let weak = weak.and_then(|tag| tag.to_str().ok());
    let Some(named) = weak.filter(|tag| tag.starts_with("W/")).map(content) else {
        return;
    };
    let known = held.iter().find(|tag| content(tag) == named);
    let strong = if response.status() == StatusCode::NOT_MODIFIED
        && let Some(known) = known
    {
        known.trim_start_matches("W/").to_owned()
    } else {
        let coding = response.headers().get(header::CONTENT_ENCODING);
        let coding = coding.and_then(|coding| coding.to_str().ok());
        let coding = coding.map_or(String::new(), |coding| format!("-{coding}"));
        format!("\"{named}{coding}\"")
    };
    if let Ok(strong) = HeaderValue::from_str(&strong) {
        response.headers_mut().insert(header::ETAG, strong);
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn each_coding_has_a_strong_tag_of_its_own() {
        let tag = |status, coding: Option<&'static str>, held: &[&str]| {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = status;
            let headers = response.headers_mut();
            headers.insert(header::ETAG, HeaderValue::from_static("W/\"a-b\""));
            if let Some(coding) = coding {
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
            }
            let held: Vec<String> = held.iter().map(|tag| (*tag).to_owned()).collect();
            strengthen(&mut response, &held);
            response.headers()[header::ETAG].clone()
        };
        assert_eq!(tag(StatusCode::OK, None, &[]), "\"a-b\"");
        assert_eq!(tag(StatusCode::OK, Some("br"), &[]), "\"a-b-br\"");
        let unchanged = StatusCode::NOT_MODIFIED;
        assert_eq!(
            tag(unchanged, None, &["\"x\"", "\"a-b-zstd\""]),
            "\"a-b-zstd\""
        );
        assert_eq!(tag(unchanged, None, &["W/\"a-b\""]), "\"a-b\"");
        assert_eq!(tag(unchanged, None, &["*"]), "\"a-b\"");
        assert_eq!(content(" W/\"contact-line-1-gzip\""), "contact-line-1");
        assert_eq!(content("\"contact-line-1\""), "contact-line-1");
    }

    #[test]
    fn a_strong_tag_stays() {
        let mut response = Response::new(Body::empty());
        let strong = HeaderValue::from_static("\"3\"");
        let headers = response.headers_mut();
        headers.insert(header::ETAG, strong.clone());
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        strengthen(&mut response, &[]);
        assert_eq!(response.headers()[header::ETAG], strong);
    }
}
