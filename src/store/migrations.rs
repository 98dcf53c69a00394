//! The schema, and how older data folders get to it: forward only, in one transaction.

use rusqlite::Connection;

use crate::store::error::StoreError;

/// Every step, in order; step `n` leads to `user_version` `n + 1`.
const STEPS: [&str; 9] = [
    include_str!("migrations/001.sql"),
    include_str!("migrations/002_evidence.sql"),
    include_str!("migrations/003_accounts.sql"),
    include_str!("migrations/004_gate.sql"),
    include_str!("migrations/005_import.sql"),
    include_str!("migrations/006_capture.sql"),
    include_str!("migrations/007_apart.sql"),
    include_str!("migrations/008_changes.sql"),
    include_str!("migrations/009_webhooks.sql"),
];

/// Marks the file as ours: "ctln" in ASCII.
pub const APPLICATION_ID: i32 = 0x6374_6C6E;

/// The schema that this version writes.
fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}

/// Whether a file has the schema that this version writes; if not, it has an older one.
///
/// # Errors
/// [`StoreError::Newer`] when the file was written by a later version.
pub fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    let known = known();
    let found: i64 = connection.query_row("pragma user_version", [], |row| row.get(0))?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    Ok(found == known)
}

/// Brings the schema up to date.
///
/// # Errors
/// [`StoreError::Newer`] when the file was written by a later version.
pub fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    if is_current(connection)? {
        return Ok(());
    }
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let found: i64 = transaction.query_row("pragma user_version", [], |row| row.get(0))?;
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known())?;
    transaction.commit()?;
    Ok(())
}
