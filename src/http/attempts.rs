//! How often somebody may try to sign in.

use std::{num::NonZeroU32, time::Duration};

use crate::{
    evidence::hash::sha256_hex,
    http::{client::Client, pace::Buckets, problem::Problem},
};

/// Attempts at once after a rest, for one name: from one address, and at full speed from anywhere.
const FOR_A_NAME: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// Attempts at once after a rest, from one address.
const FROM_AN_ADDRESS: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);

/// One more attempt for a name after this.
const NAME_EVERY: Duration = Duration::from_mins(1);

/// An attempt for a name that was tried often of late, from wherever, takes this much longer.
const SLOWED: Duration = Duration::from_secs(1);

/// One more attempt from an address after this.
const ADDRESS_EVERY: Duration = Duration::from_secs(10);

/// So many names, and so many addresses, are remembered.
const MOST_KEPT: usize = 50_000;

/// The attempts of late, by name and by address.
///
/// Who tries a name too often is refused; others who try it are slowed down and not refused: nobody
/// can lock out somebody whose name they know.
///
/// # Units
/// - a name from an address: 10 at once, then 1 a minute; an address: 30 at once, then 6 a minute
/// - a name from anywhere: 10 at once, then 1 a minute at full speed
pub struct Attempts {
    names: Buckets<String>,
    pairs: Buckets<(Client, String)>,
    clients: Buckets<Client>,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            names: Buckets::new(FOR_A_NAME, NAME_EVERY, MOST_KEPT),
            pairs: Buckets::new(FOR_A_NAME, NAME_EVERY, MOST_KEPT),
            clients: Buckets::new(FROM_AN_ADDRESS, ADDRESS_EVERY, MOST_KEPT),
        }
    }
}

impl Attempts {
    /// Counts an attempt, and says how long it has to wait; whether there is such a name makes no
    /// difference.
    ///
    /// # Errors
    /// 429 when there were too many from this address.
    pub fn admit(&self, client: Client, name: &str) -> Result<Duration, Problem> {
        // However long the name is that somebody sends, what is kept of it is short.
        let name = sha256_hex(name.trim().to_ascii_lowercase().as_bytes());
        let taken = self.clients.take(&client);
        taken
            .and_then(|()| self.pairs.take(&(client, name.clone())))
            .map_err(|seconds| {
                Problem::too_many(
                    format!("There were many attempts to sign in; try again in {seconds} s."),
                    seconds,
                )
            })?;
        let fresh = self.names.take(&name).is_ok();
        Ok(if fresh { Duration::ZERO } else { SLOWED })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_slows_others_down_and_locks_nobody_out() {
        let attempts = Attempts::default();
        let client = |text: &str| Client::at(text.parse().expect("an address"));
        let (stranger, owner) = (client("192.0.2.1"), client("192.0.2.2"));
        let admitted = (0..100).filter(|_| attempts.admit(stranger, "ann").is_ok());
        assert_eq!(admitted.count(), 10);
        assert_eq!(attempts.admit(owner, " Ann ").ok(), Some(SLOWED));
        assert_eq!(attempts.admit(owner, "ben").ok(), Some(Duration::ZERO));
        // From many addresses a name can be tried, but never fast.
        let waits = (0..200_u32).map(|n| {
            let crowd = Client::at(std::net::Ipv4Addr::from(0x0a00_0000 + n).into());
            attempts.admit(crowd, "ann").ok()
        });
        assert!(waits.into_iter().all(|wait| wait == Some(SLOWED)));
    }
}
