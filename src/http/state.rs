//! What every handler has at hand.

use std::{net::IpAddr, sync::Arc};

use tokio::sync::Semaphore;

use crate::{
    atlas::facade::Atlas,
    capture::{
        fetch::{Fetcher, Limits},
        reach::Reach,
    },
    http::{
        attempts::Attempts, encoded::Encoded, pace::Pace, setup::FirstLink, suggestions::Suggesting,
    },
};

/// How many whole layers are written at a time.
const MOST_EXPORTS: usize = 16;

/// How many tiles are drawn at a time.
const MOST_TILINGS: usize = 8;

/// How many texts are read for places and claims at a time.
const MOST_READINGS: usize = 2;

/// How many documents are fetched from the web at a time.
const MOST_FETCHES: usize = 2;

/// How many passwords are hashed at a time: each takes 19 MiB and tens of milliseconds.
const MOST_LOGINS: usize = 2;

/// What the operator chose.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Address under which the server is reached, without a slash at its end; else the `Host`
    /// header counts.
    pub base_url: Option<String>,
    /// Template of a tile server, with `{z}`, `{x}` and `{y}`.
    pub tile_url: Option<String>,
    /// Attribution that the tiles need.
    pub tile_attribution: Option<String>,
    /// Addresses of proxies whose word on where a request comes from counts.
    pub trusted_proxies: Vec<IpAddr>,
    /// Minutes after which the watched feeds are asked again; `None`: never.
    pub poll_feeds: Option<u16>,
    /// Which addresses reports may be fetched from.
    pub reach: Reach,
}

impl Settings {
    /// Whether clients reach the server by https.
    #[must_use]
    pub fn secure(&self) -> bool {
        let base = self.base_url.as_deref();
        base.is_some_and(|base| base.starts_with("https://"))
    }
}

/// Shared by all requests.
#[derive(Clone)]
pub struct AppState {
    /// The verbs.
    pub atlas: Arc<Atlas>,
    /// What the operator chose.
    pub settings: Arc<Settings>,
    /// Compressed bodies that are asked for again and again.
    pub encoded: Arc<Encoded>,
    /// Permits for writing whole layers.
    pub exports: Arc<Semaphore>,
    /// Permits for drawing tiles.
    pub tilings: Arc<Semaphore>,
    /// Permits for reading editors' reports, which costs more than other requests.
    pub readings: Arc<Semaphore>,
    /// Permits for fetching from the web.
    pub fetches: Arc<Semaphore>,
    /// The way out to the web.
    pub fetcher: Arc<Fetcher>,
    /// Permits for reading anybody's texts.
    pub dry_runs: Arc<Semaphore>,
    /// How often one client may have a text read.
    pub pace: Arc<Pace>,
    /// Permits for checking anybody's files.
    pub checks: Arc<Semaphore>,
    /// Permits for hashing passwords.
    pub logins: Arc<Semaphore>,
    /// Who tried to sign in of late.
    pub attempts: Arc<Attempts>,
    /// Who handed in reports without an account of late.
    pub suggesting: Arc<Suggesting>,
    /// The link for the first administrator.
    pub first: Arc<FirstLink>,
}

impl AppState {
    /// The state of a server of this atlas.
    #[must_use]
    pub fn new(atlas: Arc<Atlas>, settings: Settings) -> Self {
        Self {
            atlas,
            fetcher: Arc::new(Fetcher {
                reach: settings.reach.clone(),
                limits: Limits::default(),
            }),
            fetches: Arc::new(Semaphore::new(MOST_FETCHES)),
            settings: Arc::new(settings),
            encoded: Arc::default(),
            exports: Arc::new(Semaphore::new(MOST_EXPORTS)),
            tilings: Arc::new(Semaphore::new(MOST_TILINGS)),
            readings: Arc::new(Semaphore::new(MOST_READINGS)),
            dry_runs: Arc::new(Semaphore::new(1)),
            pace: Arc::new(Pace::default()),
            checks: Arc::new(Semaphore::new(1)),
            logins: Arc::new(Semaphore::new(MOST_LOGINS)),
            attempts: Arc::new(Attempts::default()),
            suggesting: Arc::new(Suggesting::default()),
            first: Arc::new(FirstLink::default()),
        }
    }
}
