//! The table of sessions; only hashes of their secrets are kept.

use rusqlite::{Connection, OptionalExtension as _};

use crate::{model::id::Id, store::error::StoreError};

/// A session as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the secret, hexadecimal.
    pub hash: String,
    /// Who is signed in.
    pub user: String,
    /// The user's stamp at sign-in.
    pub stamp: String,
    /// Unix milliseconds, UTC.
    pub created_at: i64,
    /// When it was last used, Unix milliseconds, UTC.
    pub seen_at: i64,
    /// Unix milliseconds, UTC.
    pub expires_at: i64,
    /// Unix milliseconds, UTC.
    pub revoked_at: Option<i64>,
}

/// Keeps a new session, ends those of its user beyond the newest `most`, and forgets those that
/// ended a month ago.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(connection: &Connection, session: &SessionRow, most: u32) -> Result<(), StoreError> {
    connection.execute(
        "insert into session (hash, user, stamp, created_at, seen_at, expires_at)
         values (?1, ?2, ?3, ?4, ?5, ?6)",
        (
            &session.hash,
            &session.user,
            &session.stamp,
            session.created_at,
            session.seen_at,
            session.expires_at,
        ),
    )?;
    connection.execute(
        "update session set revoked_at = ?2 where user = ?1 and revoked_at is null and hash not in (
             select hash from session where user = ?1 and revoked_at is null
             order by hash = ?4 desc, created_at desc, hash limit ?3)",
        (&session.user, session.created_at, most, &session.hash),
    )?;
    connection.execute(
        "delete from session where expires_at < ?1",
        [session.created_at - 30 * 86_400_000],
    )?;
    Ok(())
}

/// The session of this secret's hash.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(connection: &Connection, hash: &str) -> Result<Option<SessionRow>, StoreError> {
    Ok(connection
        .prepare_cached(
            "select hash, user, stamp, created_at, seen_at, expires_at, revoked_at
             from session where hash = ?1",
        )?
        .query_row([hash], |row| {
            Ok(SessionRow {
                hash: row.get(0)?,
                user: row.get(1)?,
                stamp: row.get(2)?,
                created_at: row.get(3)?,
                seen_at: row.get(4)?,
                expires_at: row.get(5)?,
                revoked_at: row.get(6)?,
            })
        })
        .optional()?)
}

/// Notes that a session was used.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn touch(connection: &Connection, hash: &str, now_ms: i64) -> Result<(), StoreError> {
    connection.execute(
        "update session set seen_at = max(seen_at, ?2) where hash = ?1",
        (hash, now_ms),
    )?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn revoke(connection: &Connection, hash: &str, now_ms: i64) -> Result<(), StoreError> {
    connection.execute(
        "update session set revoked_at = ?2 where hash = ?1 and revoked_at is null",
        (hash, now_ms),
    )?;
    Ok(())
}

/// Ends all sessions of all users, in a file that may be too old to have any.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn end_all(connection: &Connection) -> Result<(), StoreError> {
    if connection.table_exists(None, "session")? {
        connection.execute("delete from session", [])?;
    }
    Ok(())
}

/// Ends all sessions of a user.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn revoke_all(connection: &Connection, user: &Id, now_ms: i64) -> Result<(), StoreError> {
    connection.execute(
        "update session set revoked_at = ?2 where user = ?1 and revoked_at is null",
        (user.as_str(), now_ms),
    )?;
    Ok(())
}
