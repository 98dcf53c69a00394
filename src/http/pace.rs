//! How often a client may ask for what costs much.

use std::{hash::Hash, num::NonZeroU32, time::Duration};

use governor::{
    Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
    state::keyed::HashMapStateStore,
};

use crate::http::{client::Client, problem::Problem};

/// One more text for a client after this, in the long run.
const EVERY: Duration = Duration::from_millis(200);

/// Texts that one client may have read at once after a rest.
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);

/// So many clients are remembered.
const MOST_CLIENTS: usize = 50_000;

/// A bucket of tokens for each key: full at first, and filled up again over time.
pub struct Buckets<K: Hash + Eq + Clone> {
    limiter: RateLimiter<K, HashMapStateStore<K>, DefaultClock>,
    most: usize,
}

impl<K: Hash + Eq + Clone> Buckets<K> {
    /// Buckets of `at_once` tokens that get another one after each `every`, for `most` keys at a
    /// time: so much is remembered, whoever asks.
    #[must_use]
    pub fn new(at_once: NonZeroU32, every: Duration, most: usize) -> Self {
        let quota = Quota::with_period(every).unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN));
        Self {
            limiter: RateLimiter::hashmap(quota.allow_burst(at_once)),
            most,
        }
    }

    /// Takes a token of a key; else says in how many seconds there is one.
    ///
    /// # Errors
    /// The seconds.
    pub fn take(&self, key: &K) -> Result<(), u64> {
        if self.limiter.len() >= self.most {
            // Those whose buckets are full again are forgotten.
            self.limiter.retain_recent();
            if self.limiter.len() >= self.most {
                return Err(60);
            }
        }
        self.limiter.check_key(key).map_err(|until| {
            until
                .wait_time_from(DefaultClock::default().now())
                .as_secs()
                + 1
        })
    }
}

/// How often one client may have a text read.
///
/// # Units
/// - a client has 60 tokens at the most, and gets 5 a second
pub struct Pace(Buckets<Client>);

impl Default for Pace {
    fn default() -> Self {
        Self(Buckets::new(AT_ONCE, EVERY, MOST_CLIENTS))
    }
}

impl Pace {
    /// Takes a token of a client.
    ///
    /// # Errors
    /// 429 when it has none.
    pub fn admit(&self, client: Client) -> Result<(), Problem> {
        self.0.take(&client).map_err(|seconds| {
            Problem::too_many(
                format!(
                    "You had many texts read in a short time; try again in {seconds} s, or use \
                     contactline geoparse --jsonl for many texts."
                ),
                seconds,
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_client_in_a_hurry_does_not_hold_up_another() {
        let pace = Pace::default();
        let client = |text: &str| Client::at(text.parse().expect("an address"));
        let (hasty, calm) = (client("192.0.2.1"), client("2001:db8:0:1::5"));
        let admitted = (0..1_000).filter(|_| pace.admit(hasty).is_ok()).count();
        assert!((60..200).contains(&admitted), "{admitted}");
        assert!(pace.admit(calm).is_ok());
    }

    #[test]
    fn a_crowd_of_clients_fills_no_memory_and_the_known_ones_wait() {
        let buckets = Buckets::new(NonZeroU32::MIN, Duration::from_hours(1), 100);
        let admitted = (0..5_000).filter(|n| buckets.take(n).is_ok()).count();
        assert_eq!((admitted, buckets.limiter.len()), (100, 100));
        assert_eq!(buckets.take(&5_001), Err(60));
    }
}
