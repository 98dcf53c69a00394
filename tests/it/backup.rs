//! Backups: made while the server runs, put back while it does not.

use std::{fs, path::Path, thread};

use contactline::{
    atlas::{
        backup::{backup, restore},
        error::AtlasError,
        facade::Atlas,
    },
    store::error::StoreError,
};
use rusqlite::Connection;

use crate::{
    program::{Served, complaint, contactline, printed},
    support::Server,
};

/// The reports in a data folder.
fn reports(folder: &Path) -> u32 {
    let file = Connection::open(folder.join("contactline.sqlite")).unwrap();
    file.query_row("select count(*) from report", [], |row| row.get(0))
        .unwrap()
}

fn stored(served: &Served, token: &str, n: usize) {
    let body = serde_json::json!({
        "text": format!("Report {n}: shelling was reported in Stepanakert."),
        "published": "2020-10-01",
        "source": {"title": "An agency", "side": "third-party"},
    });
    let head = format!("POST /reports HTTP/1.1\r\nAuthorization: Bearer {token}");
    let (status, answer) = served.request(&head, body.to_string().as_bytes());
    assert_eq!(status, 201, "{answer}");
}

#[test]
fn a_backup_is_made_while_the_server_writes_and_holds_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let kept = tempfile::tempdir().unwrap();
    let token = printed(&contactline(
        folder.path(),
        &["token", "new", "--label", "backup"],
    ));
    let token = token.lines().last().unwrap().trim().to_owned();
    let served = Served::start(folder.path());
    for n in 0..3 {
        stored(&served, &token, n);
    }
    let file = kept.path().join("one.backup");
    let said = thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for n in 3..8 {
                stored(&served, &token, n);
            }
        });
        let said = printed(&contactline(
            folder.path(),
            &["backup", file.to_str().unwrap()],
        ));
        writing.join().unwrap();
        said
    });
    assert!(said.contains("The database file is sound."), "{said}");
    assert!(said.contains(" bytes."), "{said}");

    // A server is not robbed of its data, and a backup is not written over.
    let file = file.to_str().unwrap();
    let refused = complaint(&contactline(folder.path(), &["restore", file]));
    assert!(
        refused.contains("is in use") && refused.contains("stop the server"),
        "{refused}"
    );
    let refused = complaint(&contactline(folder.path(), &["backup", file]));
    assert!(refused.contains("choose another name"), "{refused}");
    stored(&served, &token, 8);
    served.stop();

    let elsewhere = tempfile::tempdir().unwrap();
    let said = printed(&contactline(elsewhere.path(), &["restore", file]));
    assert!(said.contains("Everybody is logged out"), "{said}");
    assert!(!said.contains("lies in"), "{said}");
    let found = reports(elsewhere.path());
    assert!((3..=8).contains(&found), "{found} reports");
    let said = printed(&contactline(elsewhere.path(), &["verify"]));
    assert!(
        said.contains("Every report is as it was captured."),
        "{said}"
    );

    // Where there are data already, they stay beside.
    let said = printed(&contactline(folder.path(), &["restore", file]));
    let aside = said
        .split("lies in ")
        .nth(1)
        .unwrap()
        .split(';')
        .next()
        .unwrap();
    assert_eq!(reports(folder.path()), found);
    let former = tempfile::tempdir().unwrap();
    fs::copy(aside, former.path().join("contactline.sqlite")).unwrap();
    assert_eq!(reports(former.path()), 9);
    let layer = printed(&contactline(folder.path(), &["export", "stepanakert"]));
    assert!(layer.contains("Stepanakert"));
}

#[test]
fn what_is_restored_is_what_was_there_without_the_logins() {
    let server = Server::start();
    server.token();
    let kept = tempfile::tempdir().unwrap();
    let file = kept.path().join("all.backup");
    let all = |server: &Server| server.get("/layers/places.geojson").text();
    let before = all(&server);
    let live = Connection::open(server.folder().join("contactline.sqlite")).unwrap();
    live.execute(
        "insert into user (name, password, role, stamp, created_at) values ('ann', 'x', 'editor', 's', 0)",
        [],
    )
    .unwrap();
    live.execute(
        "insert into session (hash, user, stamp, created_at, seen_at, expires_at)
         values (?1, 'ann', 's', 0, 0, 9)",
        ["0".repeat(64)],
    )
    .unwrap();
    let made = backup(server.folder(), &file).unwrap();
    assert_eq!(made.checked.faults, [""; 0]);
    assert_eq!(made.bytes, fs::metadata(&file).unwrap().len());

    let folder = tempfile::tempdir().unwrap();
    assert!(restore(&file, folder.path()).unwrap().aside.is_none());
    let restored = Connection::open(folder.path().join("contactline.sqlite")).unwrap();
    let count = |table: &str| -> u32 {
        let count = format!("select count(*) from {table}");
        restored.query_row(&count, [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("session"), count("user"), count("token")), (0, 1, 1));
    drop(restored);
    let again = Atlas::open(folder.path()).unwrap();
    assert_eq!(again.seeded, contactline::atlas::seed::Seeded::default());
    drop(again);
    assert!(all(&server) == before, "a backup changes nothing");
}

#[test]
fn a_damaged_or_foreign_file_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let kept = tempfile::tempdir().unwrap();
    drop(Atlas::open(folder.path()).unwrap());
    let file = kept.path().join("one.backup");
    backup(folder.path(), &file).unwrap();
    let before = fs::read(folder.path().join("contactline.sqlite")).unwrap();

    let foreign = kept.path().join("notes.txt");
    fs::write(&foreign, "These are no data of ours.").unwrap();
    let error = restore(&foreign, folder.path()).unwrap_err();
    assert!(
        matches!(error, AtlasError::Store(StoreError::Foreign(_))),
        "{error}"
    );
    let error = restore(&kept.path().join("none"), folder.path()).unwrap_err();
    assert!(
        matches!(error, AtlasError::Store(StoreError::File { .. })),
        "{error}"
    );

    // One body that is public is changed behind the log's back.
    let copy = kept.path().join("two.backup");
    fs::copy(&file, &copy).unwrap();
    let changed = Connection::open(&copy).unwrap();
    let rows = changed
        .execute("update feature set body = json_set(body, '$.properties.summary', 'Altered.') where id = (select min(id) from feature where collection = 'incidents')", [])
        .unwrap();
    assert_eq!(rows, 1);
    drop(changed);
    let error = restore(&copy, folder.path()).unwrap_err();
    let AtlasError::Refused(sentence) = &error else {
        panic!("{error}");
    };
    assert!(sentence.contains("nothing was changed"), "{sentence}");

    // Half a file.
    let half = kept.path().join("half.backup");
    let bytes = fs::read(&file).unwrap();
    fs::write(&half, &bytes[..bytes.len() / 2]).unwrap();
    assert!(restore(&half, folder.path()).is_err());

    // That of a later version.
    let newer = kept.path().join("newer.backup");
    fs::copy(&file, &newer).unwrap();
    let changed = Connection::open(&newer).unwrap();
    changed.pragma_update(None, "user_version", 999).unwrap();
    drop(changed);
    let error = restore(&newer, folder.path()).unwrap_err();
    assert!(
        matches!(error, AtlasError::Store(StoreError::Newer { .. })),
        "{error}"
    );

    assert!(fs::read(folder.path().join("contactline.sqlite")).unwrap() == before);
    // A reader leaves the empty log of what it read; of what was tried nothing is left over.
    let names = fs::read_dir(folder.path()).unwrap().map(|file| {
        let name = file.unwrap().file_name();
        name.into_string().unwrap()
    });
    let left: Vec<_> = names
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
        .collect();
    assert_eq!(left, ["contactline.sqlite"]);
}

/// Every row of every table, as text; `None` when they cannot all be read.
fn rows(file: &Path) -> Option<String> {
    let connection = Connection::open(file).ok()?;
    let named =
        "select name from sqlite_schema where type = 'table' and name <> 'session' order by 1";
    let mut tables = connection.prepare(named).ok()?;
    let tables: Vec<String> = (tables.query_map([], |row| row.get(0)).ok()?)
        .collect::<Result<_, _>>()
        .ok()?;
    let mut text = String::new();
    for table in tables {
        let mut all = connection
            .prepare(&format!("select * from \"{table}\""))
            .ok()?;
        let columns = all.column_count();
        let mut lines = Vec::new();
        let mut found = all.query([]).ok()?;
        while let Some(row) = found.next().ok()? {
            let cells = (0..columns).map(|column| format!("{:?}", row.get_ref(column)));
            lines.push(cells.collect::<Vec<_>>().join("|"));
        }
        lines.sort();
        text.push_str(&lines.join("\n"));
    }
    Some(text)
}

#[test]
fn a_flipped_bit_is_found_or_changes_nothing_that_is_stored() {
    let folder = tempfile::tempdir().unwrap();
    drop(Atlas::open(folder.path()).unwrap());
    let file = folder.path().join("one.backup");
    backup(folder.path(), &file).unwrap();
    let whole = fs::read(&file).unwrap();
    let into = tempfile::tempdir().unwrap();
    restore(&file, into.path()).unwrap();
    let stored = rows(&into.path().join("contactline.sqlite"));
    assert!(stored.is_some());
    let mut at = 0x9e37_79b9_7f4a_7c15_u64;
    let mut found = 0;
    for round in 0..24 {
        at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let mut bytes = whole.clone();
        let byte = usize::try_from(at >> 16).unwrap() % bytes.len();
        bytes[byte] ^= 1 << (at >> 13 & 7);
        let flipped = folder.path().join(format!("{round}.backup"));
        fs::write(&flipped, bytes).unwrap();
        let into = tempfile::tempdir().unwrap();
        if let Err(error) = restore(&flipped, into.path()) {
            found += 1;
            let said = error.to_string();
            // The few bytes by which a file is known as ours say less.
            if byte >= 100 {
                let sentence =
                    format!("{round}.backup is not as it was made, and nothing was changed");
                assert!(said.contains(&sentence), "{said}");
            }
            continue;
        }
        let restored = rows(&into.path().join("contactline.sqlite"));
        assert!(
            restored == stored,
            "bit {} of byte {byte} went unnoticed",
            at >> 13 & 7
        );
    }
    assert!(found >= 8, "only {found} of 24 flipped bits were found");
}
