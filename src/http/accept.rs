//! In which form an answer is wanted (RFC 9110, section 12.5.1).

use crate::format::kinds::{FORMATS, Format};

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// What programs read: JSON.
    #[default]
    Data,
    /// What people read: HTML.
    Page,
    /// A file of one of the formats in which layers can be had.
    File(Format),
}

impl Form {
    /// What `Accept` names with the greatest weight; of equal ones the data come first, then the page.
    #[must_use]
    pub fn preferred(accept: Option<&str>) -> Self {
        let (mut data, mut page, mut file) = (0.0, 0.0, (0.0, Self::Data));
        for range in accept.unwrap_or_default().split(',') {
            let mut parts = range.split(';').map(str::trim);
            let named = parts.next().unwrap_or_default().to_ascii_lowercase();
            let weight = parts.find_map(|part| part.strip_prefix("q="));
            let weight = weight.map_or(Some(1.0), |weight| weight.parse::<f64>().ok());
            let weight = weight.unwrap_or(0.0);
            if let Some(format) = file_of(&named) {
                if weight > file.0 {
                    file = (weight, Self::File(format));
                }
            } else if named.contains("json") {
                data = weight.max(data);
            } else if named.contains("html") {
                page = weight.max(page);
            }
        }
        if file.0 > data && file.0 > page {
            file.1
        } else if page > data {
            Self::Page
        } else {
            Self::Data
        }
    }
}

/// The formats in which a page of features can be had besides `GeoJSON`.
pub fn files() -> impl Iterator<Item = &'static crate::format::kinds::Offer> {
    let apart = |format| matches!(format, Format::GeoJson | Format::CsvMetadata);
    FORMATS.iter().filter(move |offer| !apart(offer.format))
}

/// The first format with this media type, whatever its parameters. Of the two tables that is the one
/// without tags: who wants those names them by `f`.
fn file_of(media_type: &str) -> Option<Format> {
    let essence = |offered: &'static str| offered.split(';').next().unwrap_or_default();
    let mut of_type = files().filter(|offer| essence(offer.media_type) == media_type);
    let found = of_type.find(|offer| offer.format != Format::HxlCsv);
    found.map(|offer| offer.format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_with_the_greatest_weight_is_preferred() {
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        for (accept, form) in [
            (None, Form::Data),
            (Some("*/*"), Form::Data),
            (Some(browser), Form::Page),
            (Some("application/geo+json, text/html;q=0.5"), Form::Data),
            (Some("text/html, application/json"), Form::Data),
            (Some("text/csv"), Form::File(Format::Csv)),
            (Some("TEXT/CSV; charset=utf-8"), Form::File(Format::Csv)),
            (Some("text/csv;q=0"), Form::Data),
            (Some("text/csv;q=heavy"), Form::Data),
            (Some("text/csv, application/json"), Form::Data),
            (
                Some("text/csv;q=0.4, application/flatgeobuf;q=0.6, text/html;q=0.5"),
                Form::File(Format::FlatGeobuf),
            ),
            (
                Some("application/geo+json-seq"),
                Form::File(Format::GeoJsonSequence),
            ),
            (
                Some("application/vnd.ogc.fg+json"),
                Form::File(Format::JsonFg),
            ),
            (Some("application/x-nope"), Form::Data),
        ] {
            assert_eq!(Form::preferred(accept), form, "{accept:?}");
        }
    }
}
