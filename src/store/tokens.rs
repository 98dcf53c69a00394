//! The table of API tokens; only hashes of secrets are kept.

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::store::error::StoreError;

/// A token as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// The public part.
    pub id: String,
    /// SHA-256 of the secret part, hexadecimal.
    pub hash: String,
    /// Whom or what it was made for.
    pub label: String,
    /// What it allows.
    pub scope: String,
    /// Unix milliseconds, UTC.
    pub created_at: i64,
    /// Unix milliseconds, UTC.
    pub expires_at: i64,
    /// Unix milliseconds, UTC.
    pub revoked_at: Option<i64>,
    /// Whose it is; those that the operator made belong to nobody.
    pub user: Option<String>,
    /// The user's stamp when it was made.
    pub stamp: Option<String>,
}

const COLUMNS: &str = "id, hash, label, scope, created_at, expires_at, revoked_at, user, stamp";

/// Keeps a new token.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn insert(connection: &Connection, token: &TokenRow) -> Result<(), StoreError> {
    connection.execute(
        "insert into token (id, hash, label, scope, created_at, expires_at, user, stamp)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            &token.id,
            &token.hash,
            &token.label,
            &token.scope,
            token.created_at,
            token.expires_at,
            &token.user,
            &token.stamp,
        ),
    )?;
    Ok(())
}

/// The token with this public part.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn get(connection: &Connection, id: &str) -> Result<Option<TokenRow>, StoreError> {
    Ok(connection
        .prepare_cached(&format!("select {COLUMNS} from token where id = ?1"))?
        .query_row([id], read)
        .optional()?)
}

/// All tokens, oldest first.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn all(connection: &Connection) -> Result<Vec<TokenRow>, StoreError> {
    let mut statement = connection.prepare_cached(&format!(
        "select {COLUMNS} from token order by created_at, id"
    ))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Revokes a token; `false` when there is none, or it was revoked before.
///
/// # Errors
/// [`StoreError::Sqlite`].
pub fn revoke(connection: &Connection, id: &str, now_ms: i64) -> Result<bool, StoreError> {
    let changed = connection.execute(
        "update token set revoked_at = ?2 where id = ?1 and revoked_at is null",
        (id, now_ms),
    )?;
    Ok(changed > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<TokenRow> {
    Ok(TokenRow {
        id: row.get(0)?,
        hash: row.get(1)?,
        label: row.get(2)?,
        scope: row.get(3)?,
        created_at: row.get(4)?,
        expires_at: row.get(5)?,
        revoked_at: row.get(6)?,
        user: row.get(7)?,
        stamp: row.get(8)?,
    })
}
