//! Compressed bodies that are asked for again and again: made once for each state of the data.

use std::io::{self, Write as _};

use axum::http::{HeaderMap, HeaderValue, header};
use bytes::Bytes;
use quick_cache::{Weighter, sync::Cache};

use crate::http::{blocking::blocking, problem::Problem};

/// How many bytes are kept.
const ROOM: u64 = 64 * 1024 * 1024;

/// The longest body that is compressed whole: longer ones are compressed while they are sent.
pub const LONGEST: u64 = 32 * 1024 * 1024;

/// A body shorter than this is compressed on the way.
pub const SHORTEST: u64 = 16 * 1024;

/// A content coding (RFC 9110, section 8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Coding {
    /// Zstandard (RFC 8878).
    Zstd,
    /// Brotli (RFC 7932).
    Brotli,
    /// gzip (RFC 1952).
    Gzip,
}

impl Coding {
    /// The coding that a client likes best; of those that it likes alike, the tightest.
    #[must_use]
    pub fn liked(request: &HeaderMap) -> Option<Self> {
        let accepted = request.get_all(header::ACCEPT_ENCODING);
        let named = accepted
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .filter_map(|item| {
                let mut parts = item.split(';').map(str::trim);
                let coding = match parts.next()?.to_ascii_lowercase().as_str() {
                    "br" => Self::Brotli,
                    "zstd" => Self::Zstd,
                    "gzip" | "x-gzip" => Self::Gzip,
                    _ => return None,
                };
                let q = parts.find_map(|part| part.strip_prefix("q="));
                let q = q.map_or(Some(1.0), |q| q.parse::<f64>().ok())?;
                (q > 0.0).then_some((q, coding))
            });
        let tightness = |coding: Self| match coding {
            Self::Brotli => 2,
            Self::Zstd => 1,
            Self::Gzip => 0,
        };
        named
            .max_by(|(q, one), (p, two)| q.total_cmp(p).then(tightness(*one).cmp(&tightness(*two))))
            .map(|(_, coding)| coding)
    }

    /// Its name in `Content-Encoding`.
    #[must_use]
    pub const fn name(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Zstd => "zstd",
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        })
    }

    fn compressed(self, body: &[u8]) -> io::Result<Bytes> {
        let bytes = match self {
            Self::Zstd => zstd::bulk::compress(body, 9)?,
            Self::Brotli => {
                let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 6, 22);
                writer.write_all(body)?;
                writer.into_inner()
            }
            Self::Gzip => {
                let level = flate2::Compression::new(7);
                let mut writer = flate2::write::GzEncoder::new(Vec::new(), level);
                writer.write_all(body)?;
                writer.finish()?
            }
        };
        Ok(bytes.into())
    }
}

/// What a kept body weighs.
#[derive(Debug, Clone)]
struct ByLength;

impl Weighter<(String, Coding), Bytes> for ByLength {
    fn weight(&self, (tag, _): &(String, Coding), body: &Bytes) -> u64 {
        (tag.len() + body.len()) as u64
    }
}

/// The compressed bodies, by the tag of what is in them: another state of the data has another tag.
pub struct Encoded {
    kept: Cache<(String, Coding), Bytes, ByLength>,
}

impl Default for Encoded {
    fn default() -> Self {
        Self {
            kept: Cache::with_weighter(64, ROOM, ByLength),
        }
    }
}

impl Encoded {
    /// The body under a tag, if it is kept in this coding.
    #[must_use]
    pub fn get(&self, tag: &str, coding: Coding) -> Option<Bytes> {
        self.kept.get(&(tag.to_owned(), coding))
    }

    /// Compresses a body and keeps it under a tag.
    ///
    /// # Errors
    /// 500 when the compressor fails.
    pub async fn keep(&self, tag: &str, coding: Coding, body: Bytes) -> Result<Bytes, Problem> {
        let compressed = blocking(move || {
            coding.compressed(&body).map_err(|error| {
                tracing::error!(%error, "a body could not be compressed");
                Problem::internal()
            })
        })
        .await?;
        self.kept
            .insert((tag.to_owned(), coding), compressed.clone());
        Ok(compressed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tightest_of_the_codings_that_are_liked_best_is_taken() {
        let liked = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            Coding::liked(&headers)
        };
        assert_eq!(liked("gzip, deflate, br, zstd"), Some(Coding::Brotli));
        assert_eq!(liked("gzip"), Some(Coding::Gzip));
        assert_eq!(liked("br;q=0.5, GZIP"), Some(Coding::Gzip));
        assert_eq!(liked("br;q=0, identity"), None);
        assert_eq!(liked("zstd;q=nonsense"), None);
        assert_eq!(Coding::liked(&HeaderMap::new()), None);
    }
}
