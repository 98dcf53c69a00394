//! How often somebody may try to sign in.

use std::{num::NonZeroU32, time::Duration};

use crate::{
    evidence::hash::sha256_hex,
    http::{client::Client, pace::Buckets, problem::Problem},
};

/// Attempts at once after a rest, for one name.
const FOR_A_NAME: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// Attempts at once after a rest, from one address.
const FROM_AN_ADDRESS: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);

/// One more attempt for a name after this.
const NAME_EVERY: Duration = Duration::from_mins(1);

/// One more attempt from an address after this.
const ADDRESS_EVERY: Duration = Duration::from_secs(10);

/// So many names, and so many addresses, are remembered.
const MOST_KEPT: usize = 50_000;

/// The attempts of late, by name and by address.
///
/// # Units
/// - a name: 10 at once, then 1 a minute; an address: 30 at once, then 6 a minute
pub struct Attempts {
    names: Buckets<String>,
    clients: Buckets<Client>,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            names: Buckets::new(FOR_A_NAME, NAME_EVERY, MOST_KEPT),
            clients: Buckets::new(FROM_AN_ADDRESS, ADDRESS_EVERY, MOST_KEPT),
        }
    }
}

impl Attempts {
    /// Counts an attempt; whether there is such a name makes no difference.
    ///
    /// # Errors
    /// 429 when there were too many.
    pub fn admit(&self, client: Client, name: &str) -> Result<(), Problem> {
        // However long the name is that somebody sends, what is kept of it is short.
        let name = sha256_hex(name.trim().to_ascii_lowercase().as_bytes());
        let taken = self.clients.take(&client);
        taken
            .and_then(|()| self.names.take(&name))
            .map_err(|seconds| {
                Problem::too_many(
                    format!("There were many attempts to sign in; try again in {seconds} s."),
                    seconds,
                )
            })
    }
}
