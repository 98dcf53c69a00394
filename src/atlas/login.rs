//! Signing in and out.

use jiff::Timestamp;
use serde_json::json;

use crate::{
    atlas::{
        account::{Actor, random_hex},
        error::AtlasError,
        facade::{Atlas, now_ms},
        log,
        password::{self, Checked},
        users::user_name,
    },
    evidence::hash::sha256_hex,
    model::id::Id,
    store::{
        incidents::Deed,
        sessions::{self, SessionRow},
        users,
    },
};

/// A session that is not used ends after this.
pub const IDLE_MS: i64 = 30 * 60_000;

/// A session ends after this, however much it is used.
pub const LONGEST_MS: i64 = 12 * 3_600_000;

/// Sessions of one user at a time; an older one ends when another begins.
const MOST_SESSIONS: u32 = 5;

/// How much time may pass until it is noted that a session was used.
const NOTE_MS: i64 = 60_000;

const WRONG: &str = "Name and password do not belong together, or the account is locked.";
const ENDED: &str =
    "You are not signed in any more; sign in again. Nothing that you typed is lost.";

impl Atlas {
    /// Signs a user in; gives the secret of the new session, which is kept nowhere. The session
    /// `before`, if there is one, ends.
    ///
    /// # Errors
    /// [`AtlasError::Unauthorized`], the same and after the same time for a name that is not known.
    pub fn sign_in(
        &self,
        name: &str,
        password: &str,
        before: Option<&str>,
    ) -> Result<(String, Actor), AtlasError> {
        let known = match user_name(name) {
            Ok(name) => self
                .database
                .read(|transaction| Ok::<_, AtlasError>(users::get(transaction, name.as_str())?))?,
            Err(_) => None,
        };
        let hash = known.as_ref().map(|user| user.password.as_str());
        let checked = password::check(password, hash);
        let user = known.filter(|user| checked != Checked::Wrong && user.disabled_at.is_none());
        let mut user = user.ok_or(AtlasError::Unauthorized(WRONG))?;
        if checked == Checked::Outdated {
            user.password = password::rehash(password)?;
        }
        let secret = random_hex::<32>()?;
        let now = now_ms();
        let session = SessionRow {
            hash: sha256_hex(secret.as_bytes()),
            user: user.name.to_string(),
            stamp: user.stamp.clone(),
            created_at: now,
            seen_at: now,
            expires_at: now + LONGEST_MS,
            revoked_at: None,
        };
        self.database.write(|transaction| {
            // Somebody may have changed the account while the password was checked.
            let still = users::get(transaction, user.name.as_str())?;
            if still.is_none_or(|still| still.stamp != user.stamp) {
                return Err(AtlasError::Unauthorized(WRONG));
            }
            if checked == Checked::Outdated {
                users::update(transaction, &user)?;
            }
            if let Some(before) = before {
                sessions::revoke(transaction, &sha256_hex(before.as_bytes()), now)?;
            }
            sessions::insert(transaction, &session, MOST_SESSIONS)?;
            Ok(())
        })?;
        let actor = Actor {
            label: user.name.to_string(),
            role: user.role,
            scope: None,
            expires: until(session.expires_at.min(now + IDLE_MS)),
            user: Some(user.name),
        };
        Ok((secret, actor))
    }

    /// Ends a session; one that has ended stays so.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn sign_out(&self, secret: &str) -> Result<(), AtlasError> {
        let hash = sha256_hex(secret.as_bytes());
        self.database
            .write(|transaction| Ok(sessions::revoke(transaction, &hash, now_ms())?))
    }

    /// Ends all sessions of a user; tokens stay.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn sign_out_everywhere(&self, user: &Id) -> Result<(), AtlasError> {
        self.database.write(|transaction| {
            sessions::revoke_all(transaction, user, now_ms())?;
            let deed = Deed {
                actor: user.as_str(),
                why: None,
                at_ms: now_ms(),
            };
            let did = json!({"did": "signed out everywhere"});
            log::note(transaction, &deed, "user", user.as_str(), did)
        })
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`AtlasError::Unauthorized`] when the session ended, or the user's role or password changed.
    pub fn signed_in(&self, secret: &str) -> Result<Actor, AtlasError> {
        let ended = || AtlasError::Unauthorized(ENDED);
        let hash = sha256_hex(secret.as_bytes());
        let (session, user) = self.database.read(|transaction| {
            let session = sessions::get(transaction, &hash)?.ok_or_else(ended)?;
            let user = users::get(transaction, &session.user)?.ok_or_else(ended)?;
            Ok::<_, AtlasError>((session, user))
        })?;
        let now = now_ms();
        if session.revoked_at.is_some()
            || session.expires_at <= now
            || session.seen_at + IDLE_MS <= now
            || session.stamp != user.stamp
            || user.disabled_at.is_some()
        {
            return Err(ended());
        }
        if session.seen_at + NOTE_MS <= now {
            self.database.write(|transaction| {
                Ok::<_, AtlasError>(sessions::touch(transaction, &hash, now)?)
            })?;
        }
        Ok(Actor {
            label: user.name.to_string(),
            role: user.role,
            scope: None,
            expires: until(session.expires_at.min(now + IDLE_MS)),
            user: Some(user.name),
        })
    }
}

fn until(at_ms: i64) -> Timestamp {
    Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::MIN)
}
