//! Tokens, and who it is that shows one.

use jiff::{Timestamp, ToSpan as _};
use serde::Serialize;

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        users::user_name,
    },
    evidence::hash::{hex, sha256_hex},
    model::{id::Id, role::Role, scope::Scope},
    store::{
        tokens::{self, TokenRow},
        users::{self, UserRow},
    },
};

/// The longest life of a token in days.
pub const LONGEST_LIFE_DAYS: u16 = 365;

/// What somebody shows to be known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credential {
    /// An API token.
    Token(String),
    /// The secret of a session.
    Session(String),
}

/// Somebody who showed a credential that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The user's name, or the label of a token that belongs to nobody: what history names as the
    /// actor.
    pub label: String,
    /// What the user may do; of a token that belongs to nobody, what its scope stands for.
    pub role: Role,
    /// What the token allows; `None` for a session.
    pub scope: Option<Scope>,
    /// When it ends, unless it is used.
    pub expires: Timestamp,
    /// The user, unless it is a token that belongs to nobody.
    pub user: Option<Id>,
}

const NOBODY: &str = "This needs somebody who is signed in, or an editor's token in the header \
                      Authorization: Bearer …; the operator makes one with: contactline token new";
const BAD_TOKEN: &str = "This token is not known, has expired or was revoked; the operator makes \
                         a new one with: contactline token new";

impl Atlas {
    /// Makes a token that belongs to nobody and returns it; it cannot be shown again.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for a label or a life that will not do.
    pub fn new_token(&self, label: &str, scope: Scope, days: u16) -> Result<String, AtlasError> {
        self.make_token(label, scope, days, None)
    }

    /// Makes a token of a user and returns it; it cannot be shown again. It ends when the user's
    /// role or password changes.
    ///
    /// # Errors
    /// As [`Atlas::new_token`]; [`AtlasError::Refused`] too when the scope allows more than the
    /// user's role, and [`AtlasError::NotFound`] when there is no such user.
    pub fn new_token_of(
        &self,
        user: &str,
        label: &str,
        scope: Scope,
        days: u16,
    ) -> Result<String, AtlasError> {
        self.make_token(label, scope, days, Some(&user_name(user)?))
    }

    fn make_token(
        &self,
        label: &str,
        scope: Scope,
        days: u16,
        user: Option<&Id>,
    ) -> Result<String, AtlasError> {
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
        let mut row = TokenRow {
            hash: sha256_hex(secret.as_bytes()),
            label: label.to_owned(),
            scope: scope.to_string(),
            created_at: now,
            expires_at: now + i64::from(days) * 86_400_000,
            revoked_at: None,
            id: id.clone(),
            user: user.map(Id::to_string),
            stamp: None,
        };
        self.database.write(|transaction| {
            if let Some(name) = user {
                let user = users::get(transaction, name.as_str())?
                    .ok_or_else(|| AtlasError::NotFound(format!("There is no user {name}.")))?;
                if user.role < scope.role() {
                    return Err(AtlasError::Refused(format!(
                        "A token of the scope {scope} needs the role {}, and {name} is {}.",
                        scope.role(),
                        user.role
                    )));
                }
                row.stamp = Some(user.stamp);
            }
            Ok(tokens::insert(transaction, &row)?)
        })?;
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
        let id = public_part(id);
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

    /// Revokes a token of a user.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`] when the user has no such token that still counts.
    pub fn revoke_token_of(&self, user: &Id, id: &str) -> Result<(), AtlasError> {
        let id = public_part(id);
        let row = self
            .database
            .read(|transaction| Ok::<_, AtlasError>(tokens::get(transaction, id)?))?;
        let owned = row.is_some_and(|row| row.user.as_deref() == Some(user.as_str()));
        if !owned {
            return Err(AtlasError::NotFound(
                "You have no such token; GET /tokens lists yours.".to_owned(),
            ));
        }
        self.revoke_token(id)
    }

    /// Who it is that shows this.
    ///
    /// # Errors
    /// [`AtlasError::Unauthorized`] when it does not count.
    pub fn actor(&self, shown: Option<&Credential>) -> Result<Actor, AtlasError> {
        match shown {
            None => Err(AtlasError::Unauthorized(NOBODY)),
            Some(Credential::Token(token)) => self.bearer(token),
            Some(Credential::Session(secret)) => self.signed_in(secret),
        }
    }

    fn bearer(&self, token: &str) -> Result<Actor, AtlasError> {
        let bad = || AtlasError::Unauthorized(BAD_TOKEN);
        let (id, secret) = token
            .strip_prefix("ctl_")
            .and_then(|rest| rest.split_once('_'))
            .ok_or_else(bad)?;
        let (row, user) = self.database.read(|transaction| {
            let row = tokens::get(transaction, id)?.ok_or_else(bad)?;
            let user = match &row.user {
                Some(name) => Some(users::get(transaction, name)?.ok_or_else(bad)?),
                None => None,
            };
            Ok::<_, AtlasError>((row, user))
        })?;
        // Hashes are compared, so that the time it takes tells nothing of the secret.
        let now = Timestamp::now();
        let expires = Timestamp::from_millisecond(row.expires_at)
            .unwrap_or_else(|_| now.saturating_sub(1.hour()).unwrap_or(now));
        if row.hash != sha256_hex(secret.as_bytes()) || row.revoked_at.is_some() || expires <= now {
            return Err(bad());
        }
        let stands = |user: &UserRow| {
            user.disabled_at.is_none() && row.stamp.as_deref() == Some(user.stamp.as_str())
        };
        if user.as_ref().is_some_and(|user| !stands(user)) {
            return Err(bad());
        }
        let scope: Scope = row.scope.parse().map_err(|_| bad())?;
        Ok(Actor {
            role: user.as_ref().map_or(scope.role(), |user| user.role),
            label: user
                .as_ref()
                .map_or(row.label, |user| user.name.to_string()),
            user: user.map(|user| user.name),
            scope: Some(scope),
            expires,
        })
    }
}

/// The public part of a token that is named by itself or by that part.
fn public_part(token: &str) -> &str {
    let id = token.strip_prefix("ctl_").unwrap_or(token);
    id.split('_').next().unwrap_or(id)
}

/// `N` random bytes of the system as hexadecimal digits.
pub(crate) fn random_hex<const N: usize>() -> Result<String, AtlasError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        AtlasError::Conflict(format!("The system gave no random bytes: {error}"))
    })?;
    Ok(hex(&bytes))
}
