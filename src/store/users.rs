//! The table of users.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{
    model::{id::Id, role::Role},
    store::error::StoreError,
};

/// A user as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Lower case; what history names as the actor.
    pub name: Id,
    /// What the user may do.
    pub role: Role,
    /// The password's hash as a PHC string.
    pub password: String,
    /// Renewed with role and password: sessions and tokens of an older one have ended.
    pub stamp: String,
    /// Unix milliseconds, UTC.
    pub created_at: i64,
    /// Unix milliseconds, UTC.
    pub disabled_at: Option<i64>,
}

const COLUMNS: &str = "name, role, password, stamp, created_at, disabled_at";

/// Keeps a new user; `false` when the name is taken.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(connection: &Connection, user: &UserRow) -> Result<bool, StoreError> {
    let inserted = connection.execute(
        "insert into user (name, role, password, stamp, created_at) values (?1, ?2, ?3, ?4, ?5)
         on conflict (name) do nothing",
        (
            user.name.as_str(),
            user.role.as_str(),
            &user.password,
            &user.stamp,
            user.created_at,
        ),
    )?;
    Ok(inserted > 0)
}

/// Keeps a user's role, password, stamp and lock.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn update(connection: &Connection, user: &UserRow) -> Result<(), StoreError> {
    connection.execute(
        "update user set role = ?2, password = ?3, stamp = ?4, disabled_at = ?5 where name = ?1",
        (
            user.name.as_str(),
            user.role.as_str(),
            &user.password,
            &user.stamp,
            user.disabled_at,
        ),
    )?;
    Ok(())
}

/// The user of this name.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, name: &str) -> Result<Option<UserRow>, StoreError> {
    Ok(connection
        .prepare_cached(&format!("select {COLUMNS} from user where name = ?1"))?
        .query_row([name], read)
        .optional()?)
}

/// All users by name.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<UserRow>, StoreError> {
    let mut statement =
        connection.prepare_cached(&format!("select {COLUMNS} from user order by name"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<UserRow> {
    let (name, role): (String, String) = (row.get(0)?, row.get(1)?);
    Ok(UserRow {
        name: name.parse().map_err(|_| rusqlite::Error::InvalidQuery)?,
        role: role.parse().map_err(|_| rusqlite::Error::InvalidQuery)?,
        password: row.get(2)?,
        stamp: row.get(3)?,
        created_at: row.get(4)?,
        disabled_at: row.get(5)?,
    })
}
