//! Parts of files: an interrupted download goes on where it broke off.

use axum::http::{HeaderMap, header};

/// Which bytes of a file are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// From the first to the last, both included.
    Bytes {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// Bytes that the file does not have.
    Beyond,
}

/// The part that a request asks for of a file with this `ETag` and length. A request for several
/// parts, or one with another `ETag` in `If-Range`, is answered with the whole file.
///
/// # References
/// - RFC 9110, sections 13.1.5, 14.1.2 and 14.2
#[must_use]
pub fn part(request: &HeaderMap, etag: &str, length: u64) -> Part {
    let value = |name| request.get(name).and_then(|value| value.to_str().ok());
    // A weak tag or a date tells nothing about bytes.
    if value(header::IF_RANGE).is_some_and(|tag| tag.trim() != etag) {
        return Part::Whole;
    }
    let Some((first, last)) = value(header::RANGE)
        .and_then(|range| range.trim().strip_prefix("bytes="))
        .and_then(|range| range.trim().split_once('-'))
    else {
        return Part::Whole;
    };
    let end = length.saturating_sub(1);
    match (bound(first), bound(last)) {
        // The last so many bytes.
        (Bound::Open, Bound::At(count)) if count > 0 && length > 0 => Part::Bytes {
            first: length.saturating_sub(count),
            last: end,
        },
        (Bound::Open, Bound::At(_)) => Part::Beyond,
        (Bound::At(first), Bound::At(last)) if last < first => Part::Whole,
        (Bound::At(first), Bound::At(_) | Bound::Open) if first >= length => Part::Beyond,
        (Bound::At(first), Bound::At(last)) => Part::Bytes {
            first,
            last: last.min(end),
        },
        (Bound::At(first), Bound::Open) => Part::Bytes { first, last: end },
        _ => Part::Whole,
    }
}

/// One end of a range as it is written.
enum Bound {
    Open,
    At(u64),
    NoNumber,
}

fn bound(text: &str) -> Bound {
    if text.is_empty() {
        Bound::Open
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        Bound::At(text.parse().unwrap_or(u64::MAX))
    } else {
        Bound::NoNumber
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(range: &'static str, if_range: Option<&'static str>) -> Part {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static(range));
        if let Some(tag) = if_range {
            headers.insert(header::IF_RANGE, HeaderValue::from_static(tag));
        }
        part(&headers, "\"a\"", 100)
    }

    #[test]
    fn parts_are_cut_to_the_file() {
        let bytes = |first, last| Part::Bytes { first, last };
        assert_eq!(asked("bytes=0-9", None), bytes(0, 9));
        assert_eq!(asked("bytes=90-", None), bytes(90, 99));
        assert_eq!(asked("bytes=90-500", None), bytes(90, 99));
        assert_eq!(asked("bytes=-10", None), bytes(90, 99));
        assert_eq!(asked("bytes=-500", None), bytes(0, 99));
        assert_eq!(asked("bytes=100-", None), Part::Beyond);
        assert_eq!(asked("bytes=99999999999999999999-", None), Part::Beyond);
        assert_eq!(asked("bytes=-0", None), Part::Beyond);
    }

    #[test]
    fn what_is_no_single_part_is_the_whole() {
        for range in [
            "bytes=0-1,4-5",
            "bytes=9-2",
            "bytes=a-b",
            "lines=1-2",
            "bytes=-",
        ] {
            assert_eq!(asked(range, None), Part::Whole, "{range}");
        }
        assert_eq!(asked("bytes=0-9", Some("\"b\"")), Part::Whole);
        assert_eq!(asked("bytes=0-9", Some("W/\"a\"")), Part::Whole);
        let first = Part::Bytes { first: 0, last: 9 };
        assert_eq!(asked("bytes=0-9", Some("\"a\"")), first);
    }
}
