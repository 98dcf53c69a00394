//! Users: added, locked out, given another role or password.

use serde_json::{Value, json};

use crate::{
    atlas::{
        account::random_hex,
        error::AtlasError,
        facade::{Atlas, now_ms},
        log, password,
    },
    model::{id::Id, role::Role},
    store::{
        database::Transaction,
        incidents::Deed,
        sessions,
        users::{self, UserRow},
    },
};

/// Names that history gives to what no person did.
const RESERVED: [&str; 4] = ["seed", "line", "contactline", "gate"];

/// What becomes of a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change<'a> {
    /// Another role.
    Role(Role),
    /// Another password.
    Password(&'a str),
    /// Locked out, or let in again.
    Disabled(bool),
}

impl Atlas {
    /// Adds a user.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] for a name or a password that will not do, [`AtlasError::Conflict`]
    /// when the name is taken.
    pub fn add_user(
        &self,
        name: &str,
        role: Role,
        password: &str,
        actor: &str,
    ) -> Result<Id, AtlasError> {
        self.insert_user(name, role, password, actor, false)
    }

    /// Adds the first user, an administrator.
    ///
    /// # Errors
    /// As [`Atlas::add_user`], and [`AtlasError::Conflict`] when there is a user already.
    pub fn add_first_user(&self, name: &str, password: &str) -> Result<Id, AtlasError> {
        self.insert_user(name, Role::Admin, password, "first start", true)
    }

    fn insert_user(
        &self,
        name: &str,
        role: Role,
        password: &str,
        actor: &str,
        first: bool,
    ) -> Result<Id, AtlasError> {
        let name = user_name(name)?;
        if RESERVED.contains(&name.as_str()) {
            return Err(AtlasError::Refused(format!(
                "History calls something else {name}; choose another name."
            )));
        }
        let user = UserRow {
            password: password::hash(name.as_str(), password)?,
            stamp: random_hex::<16>()?,
            created_at: now_ms(),
            disabled_at: None,
            name: name.clone(),
            role,
        };
        self.database.write(|transaction| {
            if first && !users::all(transaction)?.is_empty() {
                return Err(AtlasError::Conflict(
                    "There is a user already; sign in, or let an administrator add you.".to_owned(),
                ));
            }
            if !users::insert(transaction, &user)? {
                return Err(AtlasError::Conflict(format!(
                    "There is a user {name} already; choose another name."
                )));
            }
            noted(
                transaction,
                actor,
                &name,
                json!({"did": "added", "role": role}),
            )
        })?;
        Ok(name)
    }

    /// All users by name; their hashes are for nobody to see.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn users(&self) -> Result<Vec<UserRow>, AtlasError> {
        self.database
            .read(|transaction| Ok(users::all(transaction)?))
    }

    /// Gives a user who knows the password of now another one; sessions and tokens end.
    ///
    /// # Errors
    /// [`AtlasError::Refused`] when that is not the password, or the new one will not do.
    pub fn change_password(&self, name: &Id, now: &str, new: &str) -> Result<(), AtlasError> {
        let known = self
            .database
            .read(|transaction| Ok::<_, AtlasError>(users::get(transaction, name.as_str())?))?;
        let hash = known.as_ref().map(|user| user.password.as_str());
        if password::check(now, hash) == password::Checked::Wrong {
            return Err(AtlasError::Refused(
                "That is not your password; nothing was changed.".to_owned(),
            ));
        }
        self.change_user(name.as_str(), Change::Password(new), name.as_str())?;
        Ok(())
    }

    /// Changes a user. A new role, a new password and a lock end the user's sessions and tokens at
    /// once.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`]; [`AtlasError::Refused`] for a password that will not do;
    /// [`AtlasError::Conflict`] when no administrator would be left.
    pub fn change_user(
        &self,
        name: &str,
        change: Change<'_>,
        actor: &str,
    ) -> Result<UserRow, AtlasError> {
        let name = user_name(name)?;
        let hash = match change {
            Change::Password(new) => Some(password::hash(name.as_str(), new)?),
            _ => None,
        };
        let stamp = random_hex::<16>()?;
        self.database.write(|transaction| {
            let known = users::get(transaction, name.as_str())?;
            let mut user = known.ok_or_else(|| {
                AtlasError::NotFound(format!(
                    "There is no user {name}; contactline user list shows them."
                ))
            })?;
            let kept_accounts = user.role == Role::Admin && user.disabled_at.is_none();
            let did = match change {
                Change::Role(role) => {
                    let before = std::mem::replace(&mut user.role, role);
                    json!({"did": "role", "before": before, "after": role})
                }
                Change::Password(_) => json!({"did": "password"}),
                Change::Disabled(disabled) => {
                    user.disabled_at = disabled.then(now_ms);
                    json!({"did": if disabled { "disabled" } else { "enabled" }})
                }
            };
            if let Some(hash) = hash {
                user.password = hash;
            }
            user.stamp = stamp;
            users::update(transaction, &user)?;
            let left = users::all(transaction)?
                .iter()
                .any(|user| user.role == Role::Admin && user.disabled_at.is_none());
            if kept_accounts && !left {
                return Err(AtlasError::Conflict(
                    "No administrator would be left; give somebody else that role first."
                        .to_owned(),
                ));
            }
            sessions::revoke_all(transaction, &name, now_ms())?;
            noted(transaction, actor, &name, did)?;
            Ok(user)
        })
    }
}

/// A user's name as it is kept: an identifier in lower case.
///
/// # Errors
/// [`AtlasError::Refused`].
pub fn user_name(text: &str) -> Result<Id, AtlasError> {
    text.trim().to_ascii_lowercase().parse().map_err(|_| {
        AtlasError::Refused(
            "A user's name has 1 to 100 characters out of a-z, 0-9, '-', '_' and '.', and begins \
             with a letter or a digit."
                .to_owned(),
        )
    })
}

fn noted(
    transaction: &Transaction<'_>,
    actor: &str,
    name: &Id,
    did: Value,
) -> Result<(), AtlasError> {
    let deed = Deed {
        actor,
        why: None,
        at_ms: now_ms(),
    };
    log::note(transaction, &deed, "user", name.as_str(), did)
}
