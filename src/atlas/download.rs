//! Whole layers in every format, all of them through the one way in which published features are
//! read.
//!
//! A format that says at its beginning what is in it walks over the features twice, or thrice: over
//! one snapshot, so that every walk sees the same.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, Seek as _, Write},
};

use jiff::Timestamp;
use serde_json::json;
use wkt::ToWkt as _;

use crate::{
    atlas::{
        browse::{LayerError, LayerHead, Whole, layer},
        derived::{BY_STANCE, Derived},
        error::AtlasError,
        facade::Atlas,
        page::Page,
    },
    format::{
        csv, csvw,
        flat::{self, flat},
        flatgeobuf::Features,
        geojson,
        geoparquet::GeoParquet,
        gpx, json_fg,
        kinds::Format,
        kml,
        spreadsheet::{Rows, SpreadsheetError},
        survey::Survey,
    },
    line::stance::Stance,
    model::{
        about::About,
        table::{Flat, Table},
    },
    query::{filter::Filter, shelf::snapshot::Snapshot},
    store::geopackage::GeoPackage,
};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Download {
    /// The layer.
    pub layer: String,
    /// In which format.
    pub format: Format,
    /// Which features.
    pub filter: Filter,
    /// By whose statements.
    pub stance: Stance,
    /// Whether properties are to be without nesting where the format could nest them.
    pub flat: bool,
    /// The address of the table, for the description of its columns.
    pub address: String,
    /// Which page of what passes the filter, as parameters; empty for all of it.
    pub part: Vec<(&'static str, String)>,
}

impl Download {
    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> String {
        let extension = self.format.offer().extension;
        format!("contactline-{}.{extension}", self.layer)
    }

    /// What is asked for, as people read it; empty for the whole layer.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.pairs();
        let parts: Vec<String> = pairs
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        parts.join("&")
    }

    /// What is asked for, as parameters.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if let Some(bbox) = &self.filter.bbox {
            pairs.push(("bbox", bbox.to_string()));
        }
        if let Some(frame) = &self.filter.frame {
            pairs.push(("area", frame.wkt_string()));
        }
        if let Some(interval) = &self.filter.interval {
            pairs.push(("datetime", interval.to_string()));
            if BY_STANCE.contains(&self.layer.as_str()) {
                pairs.push(("stance", self.stance.to_string()));
            }
        }
        if let Some(query) = &self.filter.cql {
            pairs.push(("filter", query.expr().to_string()));
            pairs.extend(query.reference().map(|crs| ("filter-crs", crs.to_owned())));
        }
        pairs.extend(self.part.iter().cloned());
        pairs
    }
}

impl Atlas {
    /// Writes a layer to what `open` returns for its head; when that is `None` nothing is written.
    /// All of it shows one state of the data.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such layer, and the writer's own errors.
    pub fn download<W: Write>(
        &self,
        asked: &Download,
        open: impl FnOnce(&LayerHead) -> Option<W>,
    ) -> Result<(), LayerError> {
        let snapshot = self.snapshot()?;
        let known = &layer(&snapshot, &asked.layer)?.collection.id;
        let derived = self.derived(known, &asked.filter, asked.stance)?;
        let whole = Whole::new(&snapshot, &asked.layer, &derived)?;
        let (head, opening) = whole.head();
        let Some(mut writer) = open(&head) else {
            return Ok(());
        };
        let shown = Shown::Whole(whole);
        Layer { shown, asked }.write(&mut writer, head, &opening)
    }

    /// A page of a layer's features as a file in memory.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is no such layer, and the writer's own errors.
    pub fn download_page(
        &self,
        snapshot: &Snapshot,
        page: &Page,
        asked: &Download,
    ) -> Result<Vec<u8>, LayerError> {
        let stored = Derived::stored();
        let (head, opening) = Whole::new(snapshot, &asked.layer, &stored)?.head();
        let mut written = Vec::new();
        let shown = Shown::Page(page);
        Layer { shown, asked }.write(&mut written, head, &opening)?;
        Ok(written)
    }

    /// Makes the file of a format that is made as one, if it is wanted once its head is known; the
    /// file has no name and is gone when it is closed.
    ///
    /// # Errors
    /// As [`Atlas::download`]; [`AtlasError::Refused`] when the format cannot hold so much.
    pub fn download_file(
        &self,
        asked: &Download,
        wanted: impl FnOnce(&LayerHead) -> bool,
    ) -> Result<Option<File>, LayerError> {
        let snapshot = self.snapshot()?;
        let known = &layer(&snapshot, &asked.layer)?.collection.id;
        let derived = self.derived(known, &asked.filter, asked.stance)?;
        let whole = Whole::new(&snapshot, &asked.layer, &derived)?;
        let (head, _) = whole.head();
        if !wanted(&head) {
            return Ok(None);
        }
        let shown = Shown::Whole(whole);
        Layer { shown, asked }.file(head).map(Some)
    }
}

/// Which features are written.
enum Shown<'a> {
    /// Those of the layer that pass the filter.
    Whole(Whole<'a>),
    /// Those of a page.
    Page(&'a Page),
}

/// A layer as one snapshot has it, and what is asked of it.
struct Layer<'a> {
    shown: Shown<'a>,
    asked: &'a Download,
}

impl Layer<'_> {
    /// Writes it in the format that is asked for.
    fn write(
        &self,
        writer: &mut impl Write,
        head: LayerHead,
        opening: &str,
    ) -> Result<(), LayerError> {
        match self.asked.format {
            Format::GeoJson | Format::GeoJsonSequence | Format::GeoJsonLines | Format::JsonFg => {
                self.json(writer, opening)?;
            }
            Format::Csv | Format::HxlCsv => self.csv(writer)?,
            Format::CsvMetadata => self.csv_metadata(writer, head)?,
            Format::Kml => self.kml(writer, head)?,
            Format::Gpx => self.gpx(writer, head)?,
            Format::GeoPackage | Format::FlatGeobuf | Format::GeoParquet | Format::Xlsx => {
                let mut file = self.file(head)?;
                io::copy(&mut file, writer)?;
            }
        }
        writer.flush()?;
        Ok(())
    }

    /// Shows the features' bodies, in their order.
    fn bodies(
        &self,
        mut visit: impl FnMut(&str) -> Result<(), LayerError>,
    ) -> Result<(), LayerError> {
        match &self.shown {
            Shown::Whole(whole) => whole.each(&self.asked.filter, |_, body| visit(body)),
            Shown::Page(page) => page.bodies().try_for_each(visit),
        }
    }

    /// Shows the features without nesting.
    fn rows(
        &self,
        mut visit: impl FnMut(&Flat) -> Result<(), LayerError>,
    ) -> Result<(), LayerError> {
        let wkt = self.asked.format.has_wkt();
        self.bodies(|body| {
            let flat = flat(&self.asked.layer, body, wkt).map_err(|error| {
                let beginning: String = body.chars().take(80).collect();
                AtlasError::Builtin(format!("{error}: {beginning}"))
            })?;
            visit(&flat)
        })
    }

    /// Which columns there are, how many rows, and where.
    fn table(&self) -> Result<Table, LayerError> {
        let mut survey = Survey::new(&self.asked.layer, self.asked.format.has_wkt());
        self.rows(|flat| {
            survey.note(flat);
            Ok(())
        })?;
        Ok(survey.table())
    }

    /// What the file says about itself.
    fn about(&self, head: LayerHead) -> About {
        About {
            collection: head.collection,
            sources: head.sources,
            query: self.asked.query(),
            state: Timestamp::from_millisecond(head.state).unwrap_or_default(),
        }
    }

    fn json(&self, writer: &mut impl Write, opening: &str) -> Result<(), LayerError> {
        let (before, after) = match self.asked.format {
            Format::GeoJsonSequence => ("\u{1e}", "\n"),
            Format::GeoJsonLines => ("", "\n"),
            _ => ("", ""),
        };
        let timed = self.asked.format == Format::JsonFg;
        let collection = timed || self.asked.format == Format::GeoJson;
        if collection {
            let opening = geojson::with_query(opening, &self.asked.query());
            let opening = if timed {
                Cow::Owned(json_fg::head(&opening))
            } else {
                opening
            };
            writer.write_all(opening.as_bytes())?;
        }
        let mut n = 0;
        let mut write = |body: &str| -> Result<(), LayerError> {
            let before = if collection {
                geojson::separator(n)
            } else {
                before
            };
            n += 1;
            let body = if timed {
                Cow::Owned(json_fg::feature(body))
            } else {
                Cow::Borrowed(body)
            };
            for part in [before, &body, after] {
                writer.write_all(part.as_bytes())?;
            }
            Ok(())
        };
        if self.asked.flat {
            self.rows(|flat| {
                let geometry = flat.shape.as_ref();
                let feature = json!({"type": "Feature", "id": flat.id, "geometry": geometry,
                                     "properties": flat::properties(flat)});
                write(&feature.to_string())
            })?;
        } else {
            self.bodies(|body| write(body))?;
        }
        if collection {
            writer.write_all(geojson::FOOT.as_bytes())?;
        }
        Ok(())
    }

    fn csv(&self, writer: &mut impl Write) -> Result<(), LayerError> {
        let table = self.table()?;
        csv::head(writer, &table, self.asked.format == Format::HxlCsv)?;
        self.rows(|flat| Ok(csv::row(writer, &table, flat)?))
    }

    fn csv_metadata(&self, writer: &mut impl Write, head: LayerHead) -> Result<(), LayerError> {
        let about = self.about(head);
        let document = csvw::document(&about, &self.table()?, &self.asked.address);
        Ok(writer.write_all(document.to_string().as_bytes())?)
    }

    fn kml(&self, writer: &mut impl Write, head: LayerHead) -> Result<(), LayerError> {
        let (about, table) = (self.about(head), self.table()?);
        kml::head(writer, &about)?;
        self.rows(|flat| Ok(kml::placemark(writer, &table, flat)?))?;
        Ok(writer.write_all(kml::FOOT.as_bytes())?)
    }

    fn gpx(&self, writer: &mut impl Write, head: LayerHead) -> Result<(), LayerError> {
        let about = self.about(head);
        gpx::head(writer, &about, self.table()?.unlocated())?;
        self.rows(|flat| {
            if gpx::is_track(flat) {
                return Ok(());
            }
            Ok(gpx::waypoint(writer, flat)?)
        })?;
        self.rows(|flat| Ok(gpx::track(writer, flat)?))?;
        Ok(writer.write_all(gpx::FOOT.as_bytes())?)
    }

    /// The file of a format that is made as one, at its beginning.
    fn file(&self, head: LayerHead) -> Result<File, LayerError> {
        let (about, table) = (self.about(head), self.table()?);
        let mut file = match self.asked.format {
            Format::GeoPackage => {
                let mut package = GeoPackage::new(&about, &table)?;
                self.rows(|flat| Ok(package.add(flat)?))?;
                package.finish()?
            }
            Format::FlatGeobuf => {
                let made = |error| LayerError::Write(io::Error::other(error));
                let mut features = Features::new(&about, &table).map_err(made)?;
                self.rows(|flat| features.add(flat).map_err(made))?;
                let file = tempfile::tempfile()?;
                let mut writer = io::BufWriter::new(&file);
                features.finish(&mut writer).map_err(made)?;
                writer.flush()?;
                drop(writer);
                file
            }
            Format::GeoParquet => {
                let made = |error| LayerError::Write(io::Error::other(error));
                let file = tempfile::tempfile()?;
                let writer = io::BufWriter::new(file.try_clone()?);
                let mut features = GeoParquet::new(writer, &about, &table).map_err(made)?;
                self.rows(|flat| features.add(flat).map_err(made))?;
                features.finish().map_err(made)?;
                file
            }
            _ => {
                let made = |error| match error {
                    SpreadsheetError::TooLong(_) => {
                        LayerError::Atlas(AtlasError::Refused(error.to_string()))
                    }
                    error @ SpreadsheetError::Library(_) => {
                        LayerError::Write(io::Error::other(error))
                    }
                };
                let mut rows = Rows::new(&about, &table).map_err(made)?;
                self.rows(|flat| rows.add(flat).map_err(made))?;
                let file = tempfile::tempfile()?;
                let mut writer = io::BufWriter::new(&file);
                rows.finish(&mut writer).map_err(made)?;
                writer.flush()?;
                drop(writer);
                file
            }
        };
        file.rewind()?;
        Ok(file)
    }
}
