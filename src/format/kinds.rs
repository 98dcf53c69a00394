//! The formats in which every layer can be had.

/// A format of downloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `GeoJSON` (RFC 7946).
    GeoJson,
    /// `GeoJSON` text sequences (RFC 8142): every feature stands behind a record separator.
    GeoJsonSequence,
    /// One feature on each line and nothing else: what line-wise tools read.
    GeoJsonLines,
    /// `JSON-FG` 1.0: `GeoJSON` with the time of each feature.
    JsonFg,
    /// Comma-separated values (RFC 4180).
    Csv,
    /// Comma-separated values with the tags of the Humanitarian Exchange Language.
    HxlCsv,
    /// What the columns of the CSV file are (CSV on the Web).
    CsvMetadata,
    /// KML 2.2.
    Kml,
    /// GPX 1.1.
    Gpx,
    /// `GeoPackage` 1.3.
    GeoPackage,
    /// `FlatGeobuf` 3.
    FlatGeobuf,
    /// `GeoParquet` 1.1.
    GeoParquet,
    /// Office Open XML workbook.
    Xlsx,
}

/// How a format is named and offered.
#[derive(Debug, Clone, Copy)]
pub struct Offer {
    /// Which format.
    pub format: Format,
    /// What stands behind the dot in `/layers/{id}.{extension}`.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What it is, for people.
    pub title: &'static str,
}

const fn offer(
    format: Format,
    extension: &'static str,
    media_type: &'static str,
    title: &'static str,
) -> Offer {
    Offer {
        format,
        extension,
        media_type,
        title,
    }
}

/// Every format. An extension that ends like another one comes before it.
pub const FORMATS: [Offer; 13] = [
    offer(
        Format::GeoJson,
        "geojson",
        "application/geo+json",
        "The whole layer as GeoJSON",
    ),
    offer(
        Format::GeoJsonSequence,
        "geojsons",
        "application/geo+json-seq",
        "As GeoJSON text sequence, a record separator before each feature",
    ),
    offer(
        Format::GeoJsonLines,
        "geojsonl",
        "application/x-ndjson",
        "As GeoJSON features, one on each line",
    ),
    offer(
        Format::JsonFg,
        "jsonfg",
        "application/vnd.ogc.fg+json",
        "As JSON-FG, with the time of each feature",
    ),
    offer(
        Format::HxlCsv,
        "hxl.csv",
        "text/csv; charset=utf-8; header=present",
        "As table (CSV) with HXL tags",
    ),
    offer(
        Format::Csv,
        "csv",
        "text/csv; charset=utf-8; header=present",
        "As table (CSV)",
    ),
    offer(
        Format::CsvMetadata,
        "csv-metadata.json",
        "application/csvm+json",
        "What the columns of the CSV table are, licence and sources",
    ),
    offer(
        Format::Kml,
        "kml",
        "application/vnd.google-earth.kml+xml",
        "As KML for globes",
    ),
    offer(
        Format::Gpx,
        "gpx",
        "application/gpx+xml",
        "As GPX for navigation devices",
    ),
    offer(
        Format::GeoPackage,
        "gpkg",
        "application/geopackage+sqlite3",
        "As GeoPackage",
    ),
    offer(
        Format::FlatGeobuf,
        "fgb",
        "application/flatgeobuf",
        "As FlatGeobuf",
    ),
    offer(
        Format::GeoParquet,
        "parquet",
        "application/vnd.apache.parquet",
        "As GeoParquet",
    ),
    offer(
        Format::Xlsx,
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "As workbook (XLSX)",
    ),
];

impl Format {
    /// The format with this extension.
    #[must_use]
    pub fn of_extension(extension: &str) -> Option<Self> {
        let mut offers = FORMATS.iter();
        offers
            .find(|offer| offer.extension == extension)
            .map(|offer| offer.format)
    }

    /// How it is offered.
    #[must_use]
    pub fn offer(self) -> &'static Offer {
        FORMATS
            .iter()
            .find(|offer| offer.format == self)
            .unwrap_or(&FORMATS[0])
    }

    /// Whether it is made as a file first: its beginning is known only at its end.
    #[must_use]
    pub const fn is_file(self) -> bool {
        matches!(
            self,
            Self::GeoPackage | Self::FlatGeobuf | Self::GeoParquet | Self::Xlsx
        )
    }

    /// Whether features that have no geometry are not in it.
    #[must_use]
    pub const fn needs_geometry(self) -> bool {
        matches!(self, Self::Gpx | Self::FlatGeobuf)
    }

    /// Whether the geometry stands in a column as well-known text.
    #[must_use]
    pub const fn has_wkt(self) -> bool {
        matches!(
            self,
            Self::Csv | Self::HxlCsv | Self::CsvMetadata | Self::Xlsx
        )
    }

    /// Whether `flat` makes a difference: every other format is flat in any case.
    #[must_use]
    pub const fn can_nest(self) -> bool {
        matches!(
            self,
            Self::GeoJson | Self::GeoJsonSequence | Self::GeoJsonLines | Self::JsonFg
        )
    }
}

/// The layer and the format that a file name asks for.
#[must_use]
pub fn asked(file: &str) -> Option<(&str, Format)> {
    FORMATS.iter().find_map(|offer| {
        let layer = file.strip_suffix(offer.extension)?.strip_suffix('.')?;
        Some((layer, offer.format))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_own_extension() {
        for offer in FORMATS {
            let file = format!("incidents.{}", offer.extension);
            assert_eq!(asked(&file), Some(("incidents", offer.format)));
            assert_eq!(Format::of_extension(offer.extension), Some(offer.format));
            assert_eq!(offer.format.offer().extension, offer.extension);
        }
        for none in ["incidents", "incidents.zip", "csv", "incidentscsv"] {
            assert_eq!(asked(none), None, "{none}");
        }
    }
}
