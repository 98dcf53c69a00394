//! What whoever imports wishes.

use crate::{
    atlas::bulk::{dates::DateOrder, reader::Container, source_kind::SourceKind},
    model::side::Side,
};

/// How a file is to be read, and what is to become of its rows.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a choice of its own, as on the command line"
)]
pub struct Wish {
    /// What it is written as; told by its first bytes when left out.
    pub container: Option<Container>,
    /// Where it comes from; told by its columns when left out.
    pub kind: Option<SourceKind>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Columns that are other fields than their names propose.
    pub map: Vec<(String, String)>,
    /// Which comes first in a date.
    pub dates: Option<DateOrder>,
    /// The source of the whole table, with its side.
    pub source: Option<(String, Side)>,
    /// Look names of places up.
    pub geocode: bool,
    /// Make rows public, as accepting a draft does.
    pub publish: bool,
    /// Blank cells of a table of ours clear a field.
    pub blank_clears: bool,
    /// Only say what would be done.
    pub dry: bool,
}
