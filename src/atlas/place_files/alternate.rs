//! `alternateNamesV2` of `GeoNames`: names for places that are known already.

use crate::atlas::place_files::{
    record::Record,
    row::{Row, short},
    spellings::named,
};
use crate::model::toponym::Use;

/// One line of `alternateNamesV2`: identifier, place, language, name, whether it is preferred, short,
/// colloquial or historic, since when and until when.
///
/// # References
/// - <https://download.geonames.org/export/dump/readme.txt>
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
    let column = |at: usize| columns.get(at).copied().unwrap_or_default();
    let marked = |at: usize| column(at).trim() == "1";
    let usage = if marked(7) {
        Use::Historic
    } else if marked(6) {
        Use::Colloquial
    } else if marked(4) {
        Use::Preferred
    } else if marked(5) {
        Use::Short
    } else {
        Use::Variant
    };
    row.enter(Record::new(language, name, usage).during(column(8), column(9)));
    Ok(Some(row))
}
