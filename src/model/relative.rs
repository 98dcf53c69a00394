//! What a location is made of: a place, and how it lies to it.

use serde::{Deserialize, Serialize};

use crate::model::id::Id;

/// How a location lies to its place.
///
/// # Units
/// - distances in kilometres, bearings in degrees from north, clockwise
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "relation", rename_all = "kebab-case")]
pub enum Relative {
    /// In it, or at it.
    At,
    /// Near it.
    Near,
    /// At its edge.
    Outskirts,
    /// In its direction.
    Direction,
    /// So far from it.
    Offset {
        /// The least distance.
        low_km: f64,
        /// The most.
        high_km: f64,
        /// In which direction, if the text says so.
        bearing: Option<u16>,
    },
    /// On one side of it, at no given distance.
    Side {
        /// Which.
        bearing: u16,
    },
    /// Between it and another place.
    Between {
        /// The other.
        other: Id,
    },
    /// On the half of the way to another place that is nearer to it (`A heights near B`).
    Facing {
        /// The other.
        other: Id,
    },
    /// On the way or along the line from it to another place.
    Stretch {
        /// The other.
        to: Id,
    },
    /// On the road between it and another place, or on a road to it.
    Road {
        /// The other.
        other: Option<Id>,
    },
    /// Along the line of contact, all of it or where it comes nearest to a place.
    Along {
        /// The place.
        near: Option<Id>,
    },
    /// One part of a district or region; without a bearing the middle.
    Part {
        /// Which.
        bearing: Option<u16>,
    },
    /// In the town that it is governed from.
    Seat,
    /// Its section of the line of contact.
    Section {
        /// In which part of it, if the text says so.
        bearing: Option<u16>,
    },
    /// Heights in it that have no name.
    Heights,
    /// On its border, or on the border of it and another place.
    Border {
        /// The other.
        other: Option<Id>,
    },
    /// On its bank or shore.
    Bank,
}
