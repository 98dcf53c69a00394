//! Vector tiles: which square of the world an address means, what of a geometry lies in it, and the
//! bytes of it. Pure: no SQL, no clock, no HTTP.
//!
//! A feature comes in with its geometry on the [`mercator`] square and a handle; a [`drawing`]
//! takes what lies in the tile ([`outline`], [`clip`]), counts points where there are too many of
//! them ([`thin`]) and writes the layer ([`mvt`]), asking for properties only of what is in it.

pub mod address;
pub mod clip;
pub mod drawing;
pub mod mercator;
pub mod mvt;
pub mod outline;
pub mod properties;
pub mod thin;
pub mod written;
