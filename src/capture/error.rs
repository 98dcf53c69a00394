//! Why a document of the web was not fetched.

use thiserror::Error;

/// Why a document was not fetched; every message is a sentence for whoever asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FetchError {
    /// Not a web address.
    #[error(
        "This is no web address that can be fetched: it must begin with http:// or https://, name a \
         host and have at most 2,000 characters."
    )]
    NoAddress,
    /// A name or password in the address.
    #[error("The address has a name or a password in it; give it without them.")]
    Userinfo,
    /// A port that is none of the web's.
    #[error(
        "Only the ports 80 and 443 of a host are asked; the operator allows others with \
         --allow-private."
    )]
    Port,
    /// An address of a private network, or of this machine.
    #[error(
        "{0} belongs to a private network or to this machine, or the port is not the web's own, and is not asked; the operator allows \
         that with --allow-private."
    )]
    Private(String),
    /// No such host.
    #[error("The host {0} is not known; check the address for typing errors.")]
    UnknownHost(String),
    /// No answer.
    #[error("{host} cannot be reached ({why}); try again later.")]
    Unreachable {
        /// The host.
        host: String,
        /// What the connection said.
        why: String,
    },
    /// Too slow.
    #[error(
        "{0} did not answer in time; try again later, or save the page and ingest it as a file."
    )]
    TooSlow(String),
    /// Too much.
    #[error(
        "The document is larger than {0} KiB; save the part that concerns the line and ingest it as a file."
    )]
    TooLarge(u64),
    /// From one address to another without end.
    #[error("The address leads on to another more than {0} times; give the one that it ends at.")]
    TooManyHops(usize),
    /// An answer other than 200.
    #[error("{host} answered with status {status} instead of a document; check the address.")]
    Status {
        /// The host.
        host: String,
        /// The status code.
        status: u16,
    },
    /// Something else than text.
    #[error(
        "The address has no text but {0}; give the address of a web page, or save the text and ingest \
         it as a file."
    )]
    ContentType(String),
    /// An encoding that was not asked for, or damaged.
    #[error("The document came in an encoding that cannot be read; try again later.")]
    Encoding,
}

impl FetchError {
    /// Whether the other end failed, and not the request.
    #[must_use]
    pub const fn is_theirs(&self) -> bool {
        matches!(
            self,
            Self::UnknownHost(_)
                | Self::Unreachable { .. }
                | Self::TooSlow(_)
                | Self::Status { .. }
                | Self::Encoding
                | Self::TooManyHops(_)
        )
    }
}
