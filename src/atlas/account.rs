//! Tokens: who may do more than read.

use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
    },
    evidence::hash::{hex, sha256_hex},
    model::scope::Scope,
    store::tokens::{self, TokenRow},
};

/// The longest life of a token in days.
pub const LONGEST_LIFE_DAYS: u16 = 365;

/// Somebody who showed a token that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bearer {
    /// The token's label: what history names as the actor.
    pub label: String,
    /// What it allows.
    pub scope: Scope,
    /// When it ends.
    pub expires: Timestamp,
}

const NO_TOKEN: &str = "This needs an editor's token in the header Authorization: Bearer …; \
                        the operator makes one with: contactline token new";
const BAD_TOKEN: &str = "This token is not known, has expired or was revoked; the operator makes \
                         a new one with: contactline token new";

impl Atlas {
    /// Makes a token and returns it; it cannot be shown again.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for a label or a life that will not do.
    pub fn new_token(&self, label: &str, scope: Scope, days: u16) -> Result<String, AtlasError> {
        let label = label.trim();
        if label.is_empty() || label.chars().count() > 100 || label.chars().any(char::is_control) {
            return Err(AtlasError::Refused(
                "A token's label has 1 to 100 characters: whom or what is it for?".to_owned(),
            ));
        }
        if !(1..=LONGEST_LIFE_DAYS).contains(&days) {
            return Err(AtlasError::Refused(format!(
                "A token lives 1 to {LONGEST_LIFE_DAYS} days."
            )));
        }
        let (id, secret) = (random_hex::<4>()?, random_hex::<32>()?);
        let now = now_ms();
        let row = TokenRow {
            hash: sha256_hex(secret.as_bytes()),
            label: label.to_owned(),
            scope: scope.to_string(),
            created_at: now,
            expires_at: now + i64::from(days) * 86_400_000,
            revoked_at: None,
            id: id.clone(),
        };
        self.database
            .write(|transaction| Ok::<_, AtlasError>(tokens::insert(transaction, &row)?))?;
        Ok(format!("ctl_{id}_{secret}"))
    }

    /// All tokens, without their secrets.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn tokens(&self) -> Result<Vec<TokenRow>, AtlasError> {
        self.database
            .read(|transaction| Ok(tokens::all(transaction)?))
    }

    /// Revokes a token, named by itself or by its public part.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when there is none that still counts.
    pub fn revoke_token(&self, id: &str) -> Result<(), AtlasError> {
        let id = id.strip_prefix("ctl_").unwrap_or(id);
        let id = id.split('_').next().unwrap_or(id);
        let revoked = self
            .database
            .write(|transaction| Ok::<_, AtlasError>(tokens::revoke(transaction, id, now_ms())?))?;
        if revoked {
            Ok(())
        } else {
            Err(AtlasError::NotFound(format!(
                "There is no token {id} to revoke; contactline token list shows them."
            )))
        }
    }

    /// Whose token it is.
    ///
    /// # Errors
    /// [`AtlasError::Unauthorized`] when it does not count.
    pub fn bearer(&self, token: Option<&str>) -> Result<Bearer, AtlasError> {
        let token = token.ok_or(AtlasError::Unauthorized(NO_TOKEN))?;
        let bad = || AtlasError::Unauthorized(BAD_TOKEN);
        let (id, secret) = token
            .strip_prefix("ctl_")
            .and_then(|rest| rest.split_once('_'))
            .ok_or_else(bad)?;
        let row = self
            .database
            .read(|transaction| Ok::<_, AtlasError>(tokens::get(transaction, id)?))?
            .ok_or_else(bad)?;
        // Hashes are compared, so that the time it takes tells nothing of the secret.
        let now = Timestamp::now();
        let expires = Timestamp::from_millisecond(row.expires_at)
            .unwrap_or_else(|_| now.saturating_sub(1.hour()).unwrap_or(now));
        if row.hash != sha256_hex(secret.as_bytes()) || row.revoked_at.is_some() || expires <= now {
            return Err(bad());
        }
        Ok(Bearer {
            label: row.label,
            scope: row.scope.parse().map_err(|_| bad())?,
            expires,
        })
    }
}

/// `N` random bytes of the system as hexadecimal digits.
fn random_hex<const N: usize>() -> Result<String, AtlasError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        AtlasError::Conflict(format!("The system gave no random bytes: {error}"))
    })?;
    Ok(hex(&bytes))
}
