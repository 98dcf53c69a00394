//! Places from a file into the data folder: a preview, and one transaction.

use std::{
    collections::{BTreeSet, HashMap},
    io::BufRead,
};

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        naming::{record, settle},
        place_files::{
            read::{PlaceFormat, read},
            row::{Read, Row},
        },
        tables,
    },
    gazetteer::{fold::fold, index::Gazetteer, nearby::kilometres, unit::base},
    model::{
        id::Id,
        length::Metres,
        place::{Place, PlaceForm, PlaceKind},
    },
    store::{
        collections,
        features::{self, ORIGIN_IMPORT},
    },
};

/// Two places of one name nearer to each other than this are one, in kilometres.
const SAME_KM: f64 = 3.0;

/// A place keeps so many other spellings at the most.
const MOST_VARIANTS: usize = 60;

/// What an import does, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Places that are not known yet.
    pub new: usize,
    /// Known places that get more names or other figures.
    pub changed: usize,
    /// Places that are known just so.
    pub unchanged: usize,
    /// Features that are no longer in the file.
    pub withdrawn: usize,
    /// Rows that the gazetteer has no use for.
    pub ignored: usize,
    /// Rows that cannot be read, by number, with the reason.
    pub refused: Vec<(usize, String)>,
}

impl Atlas {
    /// Imports places. The same file a second time changes nothing; places are never removed.
    ///
    /// A row is a known place when it has the same `GeoNames` identifier, or one of its names and
    /// lies within 3 km of it. What is known of a place stays: the row adds names, and fills what
    /// is missing.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when the file cannot be read at all, [`AtlasError::Store`]; nothing
    /// is changed then.
    pub fn import_places(
        &self,
        input: impl BufRead,
        format: PlaceFormat,
        dry: bool,
    ) -> Result<Preview, AtlasError> {
        let rows = read(format, input).map_err(AtlasError::Refused)?;
        let gazetteer = self.geoparser.gazetteer();
        let mut preview = Preview::default();
        let mut book = Book::new(gazetteer);
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        let before = book.places.len();
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for one in rows {
            match one {
                Read::Ignored => preview.ignored += 1,
                Read::Refused(row, why) => preview.refused.push((row, why)),
                Read::Row(row) => match book.enter(gazetteer, &row, format) {
                    Ok(Some((index, changed))) => {
                        seen.insert(index);
                        if changed {
                            touched.insert(index);
                        }
                    }
                    Ok(None) => preview.ignored += 1,
                    Err(why) => preview.refused.push((row.number, why)),
                },
            }
        }
        preview.new = touched.iter().filter(|index| **index >= before).count();
        preview.changed = touched.len() - preview.new;
        preview.unchanged = seen.len() - touched.len();
        if dry || touched.is_empty() {
            return Ok(preview);
        }
        self.database.write_much(|transaction| {
            for place in touched.iter().filter_map(|index| book.places.get(*index)) {
                let feature = tables::place_feature(place)?;
                features::put(transaction, &feature, None, ORIGIN_IMPORT)?;
            }
            collections::touch(transaction, &"places".parse()?, now_ms())?;
            Ok::<_, AtlasError>(())
        })?;
        Ok(preview)
    }
}

/// The known places while rows are entered.
struct Book {
    places: Vec<Place>,
    by_id: HashMap<Id, usize>,
    by_geonames: HashMap<u64, usize>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Book {
    fn new(gazetteer: &Gazetteer) -> Self {
        let mut book = Self {
            places: Vec::new(),
            by_id: HashMap::new(),
            by_geonames: HashMap::new(),
            by_name: HashMap::new(),
        };
        for place in gazetteer.places() {
            book.add(place.clone());
        }
        book
    }

    fn add(&mut self, place: Place) -> usize {
        let index = self.places.len();
        self.by_id.entry(place.id.clone()).or_insert(index);
        if let Some(id) = place.geonames_id {
            self.by_geonames.entry(id).or_insert(index);
        }
        self.places.push(place);
        self.name(index);
        index
    }

    fn name(&mut self, index: usize) {
        let Some(place) = self.places.get(index) else {
            return;
        };
        for spelling in place.spellings() {
            let same = self.by_name.entry(fold(spelling)).or_default();
            if !same.contains(&index) {
                same.push(index);
            }
        }
    }

    /// The place that a row is.
    fn known(&self, gazetteer: &Gazetteer, row: &Row, id: Option<&Id>) -> Option<usize> {
        let by_number = row.geonames_id.and_then(|id| self.by_geonames.get(&id));
        let by_id = id.and_then(|id| self.by_id.get(id));
        if let Some(index) = by_number.or(by_id) {
            return Some(*index);
        }
        let (position, kind) = (row.position?, row.kind?);
        let spellings = row
            .names
            .iter()
            .map(|(_, name)| name)
            .chain(row.variants.iter().map(String::as_str));
        if matches!(kind, PlaceKind::District | PlaceKind::Province) {
            let mut units = spellings.flat_map(|name| gazetteer.named(&fold(name)));
            return units.find_map(|id| self.by_id.get(id)).copied();
        }
        let near = |index: &&usize| {
            self.places.get(**index).is_some_and(|place| {
                let free = place.geonames_id.is_none() || row.geonames_id.is_none();
                let alike = settlement(place.kind) == settlement(kind)
                    && place.kind.form() == PlaceForm::Settlement;
                free && alike && kilometres(place.position, position) <= SAME_KM
            })
        };
        spellings
            .filter_map(|name| self.by_name.get(&fold(name)))
            .flatten()
            .filter(near)
            .min_by(|a, b| {
                let distance = |index: &usize| {
                    self.places
                        .get(*index)
                        .map_or(f64::MAX, |place| kilometres(place.position, position))
                };
                distance(a).total_cmp(&distance(b))
            })
            .copied()
    }

    /// Enters a row: the index of its place, and whether anything changed; nothing for names of a
    /// place that is not known.
    fn enter(
        &mut self,
        gazetteer: &Gazetteer,
        row: &Row,
        format: PlaceFormat,
    ) -> Result<Option<(usize, bool)>, String> {
        let id = row.id.as_deref().map(str::parse::<Id>).transpose();
        let id = id.map_err(|error| error.to_string())?;
        let source = match format {
            PlaceFormat::Geonames | PlaceFormat::GeonamesAlternate => "geonames",
            PlaceFormat::WofJsonl => "wof",
            PlaceFormat::Csv | PlaceFormat::Geojson => "own",
        };
        let source: Id = source.parse().map_err(|_| "It has no source.")?;
        if let Some(index) = self.known(gazetteer, row, id.as_ref()) {
            let place = self.places.get_mut(index).ok_or("It is lost.")?;
            let before = place.clone();
            merge(place, row);
            record(place, &row.records, &source);
            settle(place);
            let changed = *place != before;
            if changed {
                self.name(index);
            }
            return Ok(Some((index, changed)));
        }
        let (Some(position), Some(kind)) = (row.position, row.kind) else {
            return Ok(None);
        };
        let district = row.district.as_deref().map(|name| {
            let unit = gazetteer.named(&fold(name)).first();
            let known = unit.and_then(|id| gazetteer.get(id));
            let az = known
                .and_then(|unit| unit.names.az.as_deref())
                .and_then(base);
            az.or_else(|| base(name)).unwrap_or_else(|| name.to_owned())
        });
        let in_az = row.country.as_deref() == Some("AZ");
        let unit = matches!(kind, PlaceKind::District | PlaceKind::Province);
        let id = match id {
            Some(id) => id,
            None => slug(row)?,
        };
        let default_m = if unit { 15_000.0 } else { 1_000.0 };
        let mut place = Place {
            id,
            kind,
            position,
            accuracy_m: row
                .accuracy_m
                .or(Metres::new(default_m))
                .unwrap_or_default(),
            names: row.names.clone(),
            variants: row.variants.clone(),
            label_en: None,
            country: row.country.clone(),
            district_az: district.filter(|_| in_az && !unit),
            province_nk: None,
            geonames_id: row.geonames_id,
            population: row.population,
            note: None,
            source: source.clone(),
            toponyms: Vec::new(),
        };
        record(&mut place, &row.records, &source);
        settle(&mut place);
        Ok(Some((self.add(place), true)))
    }
}

/// Whether a kind is a settlement.
const fn settlement(kind: PlaceKind) -> bool {
    matches!(
        kind,
        PlaceKind::City | PlaceKind::Town | PlaceKind::Village | PlaceKind::AbandonedVillage
    )
}

/// An identifier for a row without one: its name and where it is.
fn slug(row: &Row) -> Result<Id, String> {
    let name = fold(row.names.plain().unwrap_or_default()).replace(' ', "-");
    let at = row.position.ok_or("It has no position.")?;
    let name: String = name.chars().take(60).collect();
    format!("{name}-{:.2}-{:.2}", at.lon(), at.lat())
        .parse()
        .map_err(|_| "Its name makes no identifier; give it one in the column id.".to_owned())
}

/// Whether a spelling says that it is a district or a province.
fn names_a_unit(spelling: &str) -> bool {
    let folded = fold(spelling);
    ["rayon", "district", "province", "region", "shrjan", "marz"]
        .iter()
        .any(|word| folded.split(' ').any(|part| part.starts_with(word)))
}

/// Adds what a row says to a place: names, and what is missing.
fn merge(place: &mut Place, row: &Row) {
    let mut more: Vec<&str> = Vec::new();
    for (own, other) in [
        (&mut place.names.en, &row.names.en),
        (&mut place.names.az, &row.names.az),
        (&mut place.names.hy, &row.names.hy),
        (&mut place.names.ru, &row.names.ru),
    ] {
        let unit = matches!(place.kind, PlaceKind::District | PlaceKind::Province);
        match (own.as_deref(), other) {
            (None, Some(other)) if unit && !names_a_unit(other) => {}
            (None, Some(other)) => *own = Some(other.clone()),
            (Some(own), Some(other)) if own != other => more.push(other),
            _ => {}
        }
    }
    more.extend(row.variants.iter().map(String::as_str));
    // A bare name of a district is its seat's: `Fuzuli` alone is the town.
    let unit = matches!(place.kind, PlaceKind::District | PlaceKind::Province);
    more.retain(|spelling| !unit || names_a_unit(spelling));
    for spelling in more {
        let known = place.spellings().any(|known| known == spelling);
        if !known && place.variants.len() < MOST_VARIANTS {
            place.variants.push(spelling.to_owned());
        }
    }
    place.geonames_id = place.geonames_id.or(row.geonames_id);
    place.population = place
        .population
        .or(row.population.filter(|_| place.province_nk.is_none()));
    if place.country.is_none() {
        place.country.clone_from(&row.country);
    }
}
