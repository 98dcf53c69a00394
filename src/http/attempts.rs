//! How often somebody may try to sign in.

use std::{hash::Hash, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::HashMapStateStore,
};

use crate::{
    evidence::hash::sha256_hex,
    http::{pace::Client, problem::Problem},
};

/// Attempts at once after a rest, for one name.
const FOR_A_NAME: NonZeroU32 = NonZeroU32::MIN.saturating_add(9);

/// Attempts at once after a rest, from one address.
const FROM_AN_ADDRESS: NonZeroU32 = NonZeroU32::MIN.saturating_add(29);

/// One more attempt for a name after this.
const NAME_EVERY: Duration = Duration::from_mins(1);

/// One more attempt from an address after this.
const ADDRESS_EVERY: Duration = Duration::from_secs(10);

/// Names and addresses are forgotten when there are more than this and they have rested.
const MOST_KEPT: usize = 10_000;

type Keyed<K> = RateLimiter<K, HashMapStateStore<K>, DefaultClock>;

/// The attempts of late, by name and by address.
///
/// # Units
/// - a name: 10 at once, then 1 a minute; an address: 30 at once, then 6 a minute
pub struct Attempts {
    names: Keyed<String>,
    clients: Keyed<Client>,
}

impl Default for Attempts {
    fn default() -> Self {
        Self {
            names: limiter(NAME_EVERY, FOR_A_NAME),
            clients: limiter(ADDRESS_EVERY, FROM_AN_ADDRESS),
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
        check(&self.clients, &client)?;
        check(&self.names, &name)
    }
}

fn limiter<K: Hash + Eq + Clone>(every: Duration, at_once: NonZeroU32) -> Keyed<K> {
    let quota = Quota::with_period(every).unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN));
    RateLimiter::hashmap(quota.allow_burst(at_once))
}

fn check<K: Hash + Eq + Clone>(limiter: &Keyed<K>, key: &K) -> Result<(), Problem> {
    if limiter.len() > MOST_KEPT {
        limiter.retain_recent();
    }
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(DefaultClock::default().now());
        let seconds = wait.as_secs() + 1;
        Problem::too_many(
            format!("There were many attempts to sign in; try again in {seconds} s."),
            seconds,
        )
    })
}
