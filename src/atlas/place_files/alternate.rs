//! `alternateNamesV2` of `GeoNames`: names for places that are known already.

use crate::atlas::place_files::{
    row::{Row, short},
    spellings::named,
};

/// One line of `alternateNamesV2`.
pub(crate) fn alternate(number: usize, line: &str) -> Result<Option<Row>, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let &[_, id, language, name, ..] = columns.as_slice() else {
        return Err(format!("It has {} columns instead of 10.", columns.len()));
    };
    let id: u64 = id
        .parse()
        .map_err(|_| format!("\"{}\" is not an identifier of GeoNames.", short(id)))?;
    if !named(name) || !(language.is_empty() || (2..=3).contains(&language.len())) {
        return Ok(None);
    }
    let mut row = Row::empty(number);
    row.geonames_id = Some(id);
    row.enter(language, name);
    Ok(Some(row))
}
