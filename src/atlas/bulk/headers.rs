//! What people call their columns, in English, Russian and Azerbaijani.

use std::{collections::HashMap, sync::LazyLock};

use crate::{atlas::bulk::fields::Field, gazetteer::fold::fold};

/// Names of columns by field; the first column with one of a field's names is that field, and an
/// earlier name counts before a later one.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Id,
        &[
            "id",
            "uuid",
            "post id",
            "event id",
            "incident id",
            "идентификатор",
            "номер",
            "hadisə id",
            "nömrə",
        ],
    ),
    (Field::Revision, &["revision"]),
    (
        Field::Kind,
        &[
            "kind",
            "event type",
            "type",
            "category",
            "categories",
            "тип",
            "вид",
            "категория",
            "növ",
            "kateqoriya",
        ],
    ),
    (
        Field::Summary,
        &[
            "summary",
            "title",
            "headline",
            "заголовок",
            "сводка",
            "başlıq",
            "xülasə",
        ],
    ),
    (
        Field::DateStart,
        &[
            "date start",
            "date",
            "event date",
            "start date",
            "date of event",
            "date from",
            "day",
            "дата",
            "дата начала",
            "дата события",
            "tarix",
            "başlanğıc tarixi",
            "hadisənin tarixi",
        ],
    ),
    (
        Field::DateEnd,
        &[
            "date end",
            "end date",
            "date to",
            "дата окончания",
            "дата конца",
            "son tarix",
            "bitmə tarixi",
        ],
    ),
    (
        Field::DatePrec,
        &["date prec", "time precision", "точность даты"],
    ),
    (
        Field::Lon,
        &[
            "lon",
            "long",
            "lng",
            "longitude",
            "x longitude",
            "geolocation longitude",
            "location lon",
            "location longitude",
            "долгота",
            "uzunluq",
            "uzunluq dairəsi",
        ],
    ),
    (
        Field::Lat,
        &[
            "lat",
            "latitude",
            "x latitude",
            "geolocation latitude",
            "location lat",
            "location latitude",
            "широта",
            "enlik",
            "enlik dairəsi",
        ],
    ),
    (Field::Geopoint, &["geolocation", "geopoint", "gps"]),
    (Field::Wkt, &["wkt", "geom wkt", "well known text"]),
    (Field::Geometry, &["geometry", "geojson"]),
    (
        Field::Place,
        &[
            "place",
            "location",
            "place name",
            "settlement",
            "village",
            "town",
            "место",
            "населенный пункт",
            "село",
            "yer",
            "məkan",
            "yaşayış məntəqəsi",
            "kənd",
        ],
    ),
    (
        Field::District,
        &["district", "rayon", "region", "admin2", "район", "rayonu"],
    ),
    (
        Field::WherePrec,
        &["where prec", "geo precision", "точность места"],
    ),
    (
        Field::AccuracyM,
        &[
            "accuracy m",
            "accuracy",
            "uncertainty m",
            "geolocation precision",
            "точность м",
            "dəqiqlik",
        ],
    ),
    (
        Field::Claimant,
        &[
            "claimant",
            "claimed by",
            "reported by",
            "according to",
            "statement by",
            "заявитель",
            "по данным",
            "кто заявил",
            "iddiaçı",
            "kim bildirib",
        ],
    ),
    (
        Field::ClaimantSide,
        &["claimant side", "side", "сторона", "tərəf"],
    ),
    (Field::Modality, &["modality"]),
    (Field::Predicate, &["predicate"]),
    (
        Field::VictimClass,
        &["victim class", "victims", "пострадавшие", "zərərçəkənlər"],
    ),
    (Field::VictimSide, &["victim side", "losses of"]),
    (Field::Outcome, &["outcome", "исход", "nəticə"]),
    (
        Field::QuantityLow,
        &["quantity low", "low", "minimum", "min", "минимум", "ən azı"],
    ),
    (
        Field::QuantityHigh,
        &[
            "quantity high",
            "high",
            "maximum",
            "max",
            "максимум",
            "ən çoxu",
        ],
    ),
    (Field::Quote, &["quote", "цитата", "sitat"]),
    (
        Field::Text,
        &[
            "text",
            "description",
            "details",
            "what happened",
            "текст",
            "описание",
            "mətn",
            "təsvir",
        ],
    ),
    (
        Field::SourceTitle,
        &["source title", "source", "publisher", "источник", "mənbə"],
    ),
    (
        Field::SourceUrl,
        &["source url", "url", "link", "ссылка", "keçid"],
    ),
    (
        Field::SourceDate,
        &[
            "source date",
            "date of report",
            "published",
            "post date utc",
            "created utc",
            "submission time",
            "дата публикации",
            "dərc tarixi",
        ],
    ),
    (Field::Language, &["language", "lang", "язык", "dil"]),
    (
        Field::Note,
        &[
            "note",
            "notes",
            "comment",
            "remarks",
            "примечание",
            "комментарий",
            "qeyd",
        ],
    ),
    (Field::Verification, &["verification"]),
    (Field::Confidence, &["confidence"]),
];

/// The name of a column without case, accents, punctuation and the groups of a survey form.
#[must_use]
pub fn plain_name(column: &str) -> String {
    let question = column.rsplit('/').next().unwrap_or(column);
    let spaced: String = question
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    fold(spaced.trim())
}

/// The field that a column is by its name, and how far down the field's list the name stands.
#[must_use]
pub fn field_of(column: &str) -> Option<(Field, usize)> {
    static FOLDED: LazyLock<HashMap<String, (Field, usize)>> = LazyLock::new(|| {
        let mut folded = HashMap::new();
        for (field, names) in NAMES {
            for (at, name) in names.iter().enumerate() {
                folded.entry(fold(name)).or_insert((*field, at));
            }
        }
        folded
    });
    FOLDED.get(&plain_name(column)).copied()
}

/// Whether the times in a column are told at UTC by the column's name.
#[must_use]
pub fn is_utc(column: &str) -> bool {
    let name = plain_name(column);
    name == "submission time" || name.split(' ').any(|word| word == "utc")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_in_three_languages_without_regard_to_case_and_accents() {
        for (column, field) in [
            ("Date", Field::DateStart),
            ("ДАТА", Field::DateStart),
            ("Tarix", Field::DateStart),
            ("Широта", Field::Lat),
            ("Uzunluq", Field::Lon),
            ("claimed_by", Field::Claimant),
            ("İddiaçı", Field::Claimant),
            ("group_a/where/Settlement", Field::Place),
            ("_x_longitude", Field::Lon),
            ("Created (UTC)", Field::SourceDate),
        ] {
            assert_eq!(
                field_of(column).map(|(field, _)| field),
                Some(field),
                "{column}"
            );
        }
        assert_eq!(field_of("favourite colour"), None);
        assert!(is_utc("Created (UTC)") && is_utc("_submission_time") && !is_utc("date"));
    }
}
