//! The data folder: seeding, repeats, what is refused.

use std::{collections::BTreeSet, fmt::Write as _, sync::Arc};

use contactline::{
    atlas::{error::AtlasError, facade::Atlas},
    model::{
        collection::Collection, feature::Feature, id::Id, incident::State, interval::Interval,
        source::Source,
    },
    store::{
        collections,
        database::{Database, Transaction},
        error::StoreError,
        features, sources,
    },
};
use proptest::{prelude::*, sample::select};
use rusqlite::Connection;
use serde_json::{Map, json};

#[test]
fn seeding_fills_every_collection_and_a_repeat_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let first = Atlas::open(folder.path()).unwrap();
    assert!(first.seeded.new > 1_500, "{:?}", first.seeded);
    let before = dump(folder.path());
    drop(first);

    let second = Atlas::open(folder.path()).unwrap();
    assert_eq!(second.seeded, contactline::atlas::seed::Seeded::default());
    assert_eq!(dump(folder.path()), before);
    for described in second.collections().unwrap() {
        assert!(
            described.extent.is_some(),
            "{} is empty",
            described.collection.id
        );
    }
}

/// Every row of every ordinary table as text.
fn dump(folder: &std::path::Path) -> String {
    let connection = Connection::open(folder.join("contactline.sqlite")).unwrap();
    let mut text = String::new();
    for table in [
        "collection",
        "source",
        "feature",
        "incident",
        "incident_revision",
        "report",
    ] {
        let mut statement = connection
            .prepare(&format!("select * from {table} order by 1, 2"))
            .unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                write!(text, "{:?}|", row.get_ref(column).unwrap()).unwrap();
            }
            text.push('\n');
        }
    }
    text
}

#[test]
fn a_data_folder_of_a_newer_version_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    drop(Atlas::open(folder.path()).unwrap());
    let connection = Connection::open(folder.path().join("contactline.sqlite")).unwrap();
    connection.pragma_update(None, "user_version", 999).unwrap();
    drop(connection);

    let error = Atlas::open(folder.path()).err().unwrap();
    assert!(
        matches!(
            error,
            AtlasError::Store(StoreError::Newer { found: 999, .. })
        ),
        "{error}"
    );
    insta::assert_snapshot!(error, @"The data folder was written by a newer contactline (schema 999, this one knows 9). Start the newer version, or restore a backup made with this one.");
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("contactline.sqlite");
    Connection::open(&path)
        .unwrap()
        .execute_batch("create table theirs (a)")
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = Atlas::open(folder.path()).err().unwrap();
    assert!(
        matches!(error, AtlasError::Store(StoreError::Foreign(_))),
        "{error}"
    );
    assert_eq!(std::fs::read(&path).unwrap(), before);

    std::fs::write(
        &path,
        "no database at all, but long enough to be looked at by one",
    )
    .unwrap();
    let error = Atlas::open(folder.path()).err().unwrap();
    assert!(
        matches!(error, AtlasError::Store(StoreError::Foreign(_))),
        "{error}"
    );
}

#[test]
fn what_fails_in_a_transaction_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path()).unwrap();
    let failed: Result<(), StoreError> = database.write(|transaction| {
        contactline::store::meta::set(transaction, "half", "done")?;
        Err(StoreError::Busy)
    });
    assert!(failed.is_err());
    let left: Option<String> = database
        .read(|transaction| contactline::store::meta::get(transaction, "half"))
        .unwrap();
    assert_eq!(left, None);
}

#[test]
fn acknowledged_writes_are_synchronous_and_readers_cannot_write() {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path()).unwrap();
    let pragma = |connection: &Connection, name: &str| -> i64 {
        connection
            .query_row(&format!("pragma {name}"), [], |row| row.get(0))
            .unwrap()
    };
    database
        .write(|transaction| {
            // 2 is FULL: with NORMAL an acknowledged write can be lost when the power fails.
            assert_eq!(pragma(transaction, "synchronous"), 2);
            assert_eq!(pragma(transaction, "foreign_keys"), 1);
            let mode: String = transaction
                .query_row("pragma journal_mode", [], |row| row.get(0))
                .unwrap();
            assert_eq!(mode, "wal");
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let refused: Result<(), StoreError> =
        database.read(|transaction| contactline::store::meta::set(transaction, "a", "b"));
    assert!(refused.is_err());
}

#[test]
fn history_and_reports_cannot_be_altered() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    assert!(!atlas.queue(State::Published).unwrap().incidents.is_empty());
    let connection = Connection::open(folder.path().join("contactline.sqlite")).unwrap();
    for sql in [
        "update incident_revision set body = '{}'",
        "delete from incident_revision",
        "delete from report",
    ] {
        let outcome = connection.execute(sql, []);
        let untouched = matches!(outcome, Ok(0));
        assert!(outcome.is_err() || untouched, "{sql} went through");
    }
    let error = connection
        .execute("delete from incident_revision", [])
        .unwrap_err();
    assert!(error.to_string().contains("append-only"), "{error}");
}

#[test]
fn a_panic_in_the_middle_of_work_loses_neither_readers_nor_the_writer() {
    use contactline::store::meta;
    use std::panic::{AssertUnwindSafe, catch_unwind};
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path()).unwrap();
    for _ in 0..8 {
        let broken = catch_unwind(AssertUnwindSafe(|| {
            database.read(|_| -> Result<(), StoreError> { panic!("in a read") })
        }));
        assert!(broken.is_err());
        let broken = catch_unwind(AssertUnwindSafe(|| {
            database.write(|transaction| -> Result<(), StoreError> {
                meta::set(transaction, "half", "done")?;
                panic!("in a write")
            })
        }));
        assert!(broken.is_err());
    }
    database
        .write(|transaction| meta::set(transaction, "whole", "done"))
        .unwrap();
    let left = |key: &str| {
        database
            .read(|transaction| meta::get(transaction, key))
            .unwrap()
    };
    assert_eq!(left("half"), None);
    assert_eq!(left("whole").as_deref(), Some("done"));
}

#[test]
fn the_one_file_holds_everything_when_the_folder_is_closed() {
    let folder = tempfile::tempdir().unwrap();
    drop(Atlas::open(folder.path()).unwrap());
    let copy = folder.path().join("copy.sqlite");
    std::fs::copy(folder.path().join("contactline.sqlite"), &copy).unwrap();
    let connection = Connection::open(&copy).unwrap();
    let features: i64 = connection
        .query_row("select count(*) from feature", [], |row| row.get(0))
        .unwrap();
    assert!(features > 1_500, "{features}");
}

#[test]
fn a_folder_that_is_up_to_date_is_read_without_writing() {
    let folder = tempfile::tempdir().unwrap();
    drop(Atlas::open(folder.path()).unwrap());
    let other = Connection::open(folder.path().join("contactline.sqlite")).unwrap();
    other.execute_batch("begin immediate").unwrap();
    // Another process writes at length; who only reads is not held up by it.
    let atlas = Atlas::open(folder.path()).unwrap();
    assert!(!atlas.collections().unwrap().is_empty());
}

/// A feature `id` that names a source, or `None`: it is withdrawn.
type Put = (&'static str, Option<&'static str>);

fn apply(transaction: &Transaction<'_>, layer: &Id, (id, source): Put) -> Result<(), StoreError> {
    let feature: Id = id.parse().unwrap();
    let Some(source) = source else {
        return features::withdraw(transaction, layer, &feature).map(drop);
    };
    let mut properties = Map::new();
    properties.insert("source".to_owned(), json!(source));
    let feature = Feature {
        collection: layer.clone(),
        id: feature,
        shape: None,
        interval: Interval::ALWAYS,
        properties,
    };
    features::put(transaction, &feature, None, features::ORIGIN_IMPORT).map(drop)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_layer_names_the_sources_of_its_features_whatever_changed(
        writes in prop::collection::vec(
            prop::collection::vec((select(&["f", "g", "h"][..]), prop::option::of(select(&["a", "b", "c", "own"][..]))), 1..4),
            1..12,
        )
    ) {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::open(folder.path()).unwrap();
        let layer: Id = "posts".parse().unwrap();
        let names = json!({"en": "Posts", "az": "Posts", "hy": "Posts", "ru": "Posts"});
        let collection: Collection = serde_json::from_value(json!({
            "id": "posts", "title": names, "description": names, "geometry": "mixed",
            "licence": "CC0-1.0", "attribution": "Nobody", "sources": ["own"],
        })).unwrap();
        let source = |id: &str, title: String| -> Source {
            serde_json::from_value(json!({"id": id, "title": title})).unwrap()
        };
        database.write(|transaction| {
            sources::put(transaction, &source("own", "Of the layer".to_owned()))?;
            collections::put(transaction, 1, &collection)
        }).unwrap();
        for (round, puts) in writes.into_iter().enumerate() {
            database.write(|transaction| {
                let named: BTreeSet<&str> = puts.iter().filter_map(|(_, source)| *source).collect();
                for id in named.into_iter().filter(|id| *id != "own") {
                    sources::put(transaction, &source(id, format!("As of round {round}")))?;
                }
                puts.iter().try_for_each(|put| apply(transaction, &layer, *put))
            }).unwrap();
            let listed = |database: &Database| -> Arc<[Arc<Source>]> {
                Arc::clone(&database.snapshot().unwrap().layer("posts").unwrap().sources)
            };
            // Kept as new as the file, and read anew.
            prop_assert_eq!(listed(&database), listed(&Database::open(folder.path()).unwrap()));
        }
    }
}
