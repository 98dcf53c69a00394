//! What the server counts of itself: requests by the pattern of their path, and nothing about who
//! sent them.

use std::{sync::atomic::AtomicU64, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
    },
    registry::{Registry, Unit},
};

use crate::atlas::vitals::Vitals;

/// What a request is counted under.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Served {
    route: String,
    method: &'static str,
    status: &'static str,
}

/// What the time of a request is counted under.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// A collection.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Of {
    collection: String,
}

/// The meters of one server.
pub struct Meters {
    registry: Registry,
    requests: Family<Served, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
    database: Gauge,
    drafts: Gauge,
    features: Family<Of, Gauge>,
    changes: Counter<u64, AtomicU64>,
}

/// Times from a millisecond to eight seconds.
fn times() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 14))
}

impl Default for Meters {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("contactline");
        let requests = Family::default();
        registry.register(
            "http_requests",
            "Answers by the pattern of the path, the method and the class of the status",
            Family::clone(&requests),
        );
        let durations = Family::new_with_constructor(times as fn() -> Histogram);
        registry.register_with_unit(
            "http_request_duration",
            "Time until an answer begins",
            Unit::Seconds,
            Family::clone(&durations),
        );
        let (database, drafts) = (Gauge::default(), Gauge::default());
        let help = "Size of the database with its write-ahead log";
        registry.register_with_unit("database", help, Unit::Bytes, database.clone());
        registry.register("drafts", "Drafts that wait for a decision", drafts.clone());
        let features = Family::default();
        let help = "Published features by collection";
        registry.register("features", help, Family::clone(&features));
        let changes = Counter::default();
        let help = "Changes of published features since the database was made";
        registry.register("feature_changes", help, Counter::clone(&changes));
        Self {
            registry,
            requests,
            durations,
            database,
            drafts,
            features,
            changes,
        }
    }
}

impl Meters {
    /// Counts an answer. A path that matches no pattern is counted as that.
    pub fn count(&self, route: Option<&str>, method: &str, status: u16, took: Duration) {
        let route = route.unwrap_or("none").to_owned();
        // Whatever a client calls a method, there are few that are told apart.
        let method = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
            .into_iter()
            .find(|known| *known == method)
            .unwrap_or("other");
        let status = match status / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        let served = Served {
            route: route.clone(),
            method,
            status,
        };
        self.requests.get_or_create(&served).inc();
        let times = self.durations.get_or_create(&Route { route });
        times.observe(took.as_secs_f64());
    }

    /// Everything as text, with how the data stand.
    ///
    /// # References
    /// - `OpenMetrics` 1.0
    #[must_use]
    pub fn text(&self, vitals: &Vitals) -> String {
        let whole = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        self.database.set(whole(vitals.database_bytes));
        self.drafts.set(whole(vitals.drafts));
        for (collection, count) in &vitals.features {
            let of = Of {
                collection: collection.clone(),
            };
            self.features.get_or_create(&of).set(whole(*count));
        }
        let before = self.changes.get();
        self.changes.inc_by(vitals.changes.saturating_sub(before));
        let mut text = String::new();
        // Writing to a text does not fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}
