//! Why a verb could not be done.

use thiserror::Error;

use crate::{
    capture::error::FetchError,
    model::{id::NotAnId, permission::Denied, report::SubmissionError, shape::ShapeError},
    query::cql::error::CqlError,
    store::error::StoreError,
};

/// Why a verb could not be done; every message is a sentence for whoever asked.
#[derive(Debug, Error)]
pub enum AtlasError {
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// There was such a thing, and it was withdrawn.
    #[error("{0}")]
    Gone(String),
    /// What was asked does not read.
    #[error(transparent)]
    Filter(#[from] CqlError),
    /// What was handed in is readable and cannot be accepted.
    #[error("{0}")]
    Refused(String),
    /// The thing is in a state in which this cannot be done.
    #[error("{0}")]
    Conflict(String),
    /// Somebody changed it meanwhile.
    #[error(
        "Incident {id} is at revision {current} now, and you changed revision {expected}. Look at \
         the newer version and repeat your change."
    )]
    Stale {
        /// The incident.
        id: String,
        /// The revision that the request named.
        expected: u32,
        /// The revision that is there.
        current: u32,
    },
    /// Known, and not allowed to do this.
    #[error(transparent)]
    Forbidden(#[from] Denied),
    /// No token, or one that does not count.
    #[error("{0}")]
    Unauthorized(&'static str),
    /// The built-in data do not read.
    #[error("The built-in data are damaged: {0}")]
    Builtin(String),
    /// A document of the web was not fetched.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The data folder.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ShapeError> for AtlasError {
    fn from(error: ShapeError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<SubmissionError> for AtlasError {
    fn from(error: SubmissionError) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<NotAnId> for AtlasError {
    fn from(error: NotAnId) -> Self {
        Self::Refused(error.to_string())
    }
}
