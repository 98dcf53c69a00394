//! contactline: a self-hosted map server for one contested line.
//!
//! The house has floors; imports run down only (`tests/it/floors.rs` holds this):
//!
//! - [`model`]: the nouns. Values that are valid by construction; no I/O.
//! - [`query`]: what may be asked of published features, and the answer in memory. Pure.
//! - [`gazetteer`], [`line`], [`evidence`], [`format`], [`tile`], [`store`], [`capture`]: seven rooms
//!   of one floor that do not know each other. Names ↔ places; the line of contact; hashes; bytes of
//!   a download; vector tiles; SQL; the one way out to the web. The last two are the edges that
//!   touch the world.
//! - [`geoparse`]: text → mentions, locations, claims. Pure; may find nothing, cannot fail.
//! - [`atlas`]: the verbs, synchronous; the façade that `http` and `cli` both use.
//! - [`http`]: the only asynchronous floor.
//! - [`cli`]: one file per subcommand.

pub mod atlas;
pub mod capture;
pub mod cli;
pub mod evidence;
pub mod format;
pub mod gazetteer;
pub mod geoparse;
pub mod http;
pub mod line;
pub mod model;
pub mod query;
pub mod store;
pub mod tile;
