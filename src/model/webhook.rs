//! Addresses that are told of what changes in public.

/// An address that is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Number.
    pub id: i64,
    /// Where messages are sent.
    pub url: String,
    /// What they are signed with: `whsec_` and 24 bytes in Base64.
    pub secret: String,
    /// The number of the last change that the address knows of.
    pub told: i64,
    /// How often in a row it failed.
    pub failures: u32,
    /// Why it failed last.
    pub trouble: Option<String>,
    /// Not tried again before, Unix milliseconds, UTC.
    pub due_at: i64,
}
