//! Tiles that were asked for of late, in bounded memory.

use bytes::Bytes;
use quick_cache::{OptionsBuilder, Weighter, sync::Cache};

use crate::{line::stance::Stance, tile::address::Address};

/// The most bytes of tiles that are kept.
const MOST_BYTES: u64 = 48 * 1024 * 1024;

/// Tiles that there is room for when each has as many bytes as a tile usually has.
const USUAL_TILES: usize = 4_096;

/// Parts that the cache is locked in; a tile larger than one of them is not kept.
const PARTS: usize = 2;

/// What a tile shows, and how its bytes are written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TileKey {
    /// The collection.
    pub collection: String,
    /// The tile.
    pub address: Address,
    /// The filter, written out; empty for all features.
    pub filter: String,
    /// By whose statements.
    pub stance: Stance,
    /// Whether the bytes are compressed.
    pub packed: bool,
}

/// A kept tile.
#[derive(Debug, Clone)]
pub struct Kept {
    /// What it showed when it was made: its `ETag` is made of it.
    pub stamp: String,
    /// The last change of the data at which it was known to be as they are.
    pub change: i64,
    /// Its bytes.
    pub bytes: Bytes,
}

/// The kept tiles.
pub struct TileCache(Cache<TileKey, Kept, Weight>);

#[derive(Clone)]
struct Weight;

impl Weighter<TileKey, Kept> for Weight {
    fn weight(&self, key: &TileKey, kept: &Kept) -> u64 {
        // Names, pointers and places in tables come on top of the bytes.
        let around = 256 + key.collection.len() + key.filter.len() + kept.stamp.len();
        u64::try_from(around + kept.bytes.len()).unwrap_or(u64::MAX)
    }
}

impl Default for TileCache {
    fn default() -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(USUAL_TILES)
            .weight_capacity(MOST_BYTES)
            .shards(PARTS)
            .build();
        let cache = match options {
            Ok(options) => Cache::with_options(
                options,
                Weight,
                quick_cache::DefaultHashBuilder::default(),
                quick_cache::sync::DefaultLifecycle::default(),
            ),
            Err(_) => Cache::with_weighter(USUAL_TILES, MOST_BYTES, Weight),
        };
        Self(cache)
    }
}

impl TileCache {
    /// The tile as it is kept, if it shows the data of this stamp, or if `spared` says that nothing
    /// in it has changed since a change.
    #[must_use]
    pub fn get(
        &self,
        key: &TileKey,
        stamp: &str,
        change: i64,
        spared: impl FnOnce(i64) -> bool,
    ) -> Option<Kept> {
        let mut kept = self.0.get(key)?;
        if kept.stamp == stamp || kept.change == change {
            return Some(kept);
        }
        if !spared(kept.change) {
            return None;
        }
        // What was asked of these changes need not be asked again.
        kept.change = change;
        self.0.insert(key.clone(), kept.clone());
        Some(kept)
    }

    /// Keeps a tile.
    pub fn put(&self, key: TileKey, kept: Kept) {
        self.0.insert(key, kept);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(col: u32) -> TileKey {
        TileKey {
            collection: "places".to_owned(),
            address: Address::new(20, 0, col).expect("a tile"),
            filter: String::new(),
            stance: Stance::default(),
            packed: false,
        }
    }

    fn kept(stamp: &str, bytes: usize) -> Kept {
        Kept {
            stamp: stamp.to_owned(),
            change: 1,
            bytes: Bytes::from(vec![0; bytes]),
        }
    }

    #[test]
    fn a_tile_of_older_data_is_given_out_where_nothing_changed() {
        let cache = TileCache::default();
        cache.put(key(1), kept("one", 4));
        let never = |_| panic!("it need not be asked");
        assert!(cache.get(&key(1), "one", 1, never).is_some());
        assert!(cache.get(&key(2), "one", 1, never).is_none());
        let packed = TileKey {
            packed: true,
            ..key(1)
        };
        assert!(cache.get(&packed, "one", 1, never).is_none());
        assert!(cache.get(&key(1), "two", 2, |_| false).is_none());
        let spared = cache.get(&key(1), "two", 2, |change| change == 1);
        assert_eq!(spared.expect("a tile").stamp, "one");
        let again = cache.get(&key(1), "three", 3, |change| change == 2);
        assert!(again.is_some(), "it is known up to the second change");
    }

    #[test]
    fn what_is_kept_stays_within_its_bounds() {
        let cache = TileCache::default();
        for col in 0..200 {
            cache.put(key(col), kept("", 1 << 20));
        }
        assert!(cache.0.weight() <= MOST_BYTES);
        assert!((20..200).contains(&cache.0.len()));
    }
}
