//! Who may do what: one table, and the one function that decides.

use thiserror::Error;

use crate::model::{role::Role, scope::Scope};

/// What somebody asks to do; reading what is published is for everybody and is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Learn who one is.
    KnowOneself,
    /// Hand in a report.
    Suggest,
    /// See reports, drafts and their history.
    ReadDrafts,
    /// Correct, accept, reject, join, split and undo.
    Edit,
    /// Make a release.
    Release,
    /// Hold a record back from the public, or let it go.
    Hold,
    /// Make, list and revoke one's own tokens.
    OwnTokens,
    /// Choose another password for oneself.
    OwnPassword,
    /// Add users, change their roles, lock them out.
    Users,
    /// Change the rules of publication.
    Policy,
}

/// Every action with the least role that may do it, and the scopes of tokens that cover it.
const TABLE: [(Action, Role, &[Scope]); 10] = [
    (Action::KnowOneself, Role::Reader, &Scope::ALL),
    (
        Action::Suggest,
        Role::Contributor,
        &[Scope::Suggest, Scope::Editor, Scope::Moderate, Scope::Admin],
    ),
    (
        Action::ReadDrafts,
        Role::Editor,
        &[
            Scope::ReadDrafts,
            Scope::Editor,
            Scope::Moderate,
            Scope::Admin,
        ],
    ),
    (
        Action::Edit,
        Role::Editor,
        &[Scope::Editor, Scope::Moderate, Scope::Admin],
    ),
    (
        Action::Release,
        Role::Editor,
        &[Scope::Editor, Scope::Moderate, Scope::Admin],
    ),
    (
        Action::Hold,
        Role::Moderator,
        &[Scope::Moderate, Scope::Admin],
    ),
    // A token that makes tokens would outlive its own end.
    (Action::OwnTokens, Role::Contributor, &[]),
    (Action::OwnPassword, Role::Reader, &[]),
    (Action::Users, Role::Admin, &[Scope::Admin]),
    (Action::Policy, Role::Admin, &[Scope::Admin]),
];

/// Why somebody may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Denied {
    /// The role is too small.
    #[error(
        "This needs the role {needs} or a higher one, and yours is {has}; an administrator changes roles."
    )]
    Role {
        /// The least role.
        needs: Role,
        /// The role of whoever asked.
        has: Role,
    },
    /// The token was made for less.
    #[error(
        "The scope of this token, {0}, does not cover this; use a token of a wider scope, or sign in with your name and password."
    )]
    Scope(Scope),
    /// Only editors have reports fetched.
    #[error(
        "On this server only editors have reports fetched from the web; hand in the text, with the address as its source's url."
    )]
    Fetch,
}

/// Whether somebody of a role may do this, with a token of a scope or, without one, signed in.
///
/// # Errors
/// [`Denied`].
pub fn decide(role: Role, scope: Option<Scope>, action: Action) -> Result<(), Denied> {
    let row = TABLE.iter().find(|(known, ..)| *known == action);
    let Some((_, needs, scopes)) = row else {
        return Err(Denied::Role {
            needs: Role::Admin,
            has: role,
        });
    };
    match scope.filter(|scope| !scopes.contains(scope)) {
        _ if role < *needs => Err(Denied::Role {
            needs: *needs,
            has: role,
        }),
        Some(scope) => Err(Denied::Scope(scope)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_role_may_do_whatever_a_lower_one_may() {
        for (action, least, _) in TABLE {
            for role in Role::ALL {
                assert_eq!(
                    decide(role, None, action).is_ok(),
                    role >= least,
                    "{role} {action:?}"
                );
            }
        }
    }

    #[test]
    fn a_token_never_allows_more_than_the_role_of_its_user() {
        for (action, ..) in TABLE {
            for scope in Scope::ALL {
                for role in Role::ALL {
                    let with_token = decide(role, Some(scope), action).is_ok();
                    assert!(!with_token || decide(role, None, action).is_ok());
                }
                // A scope that covers an action is given to nobody who may not do it.
                assert!(
                    decide(Role::Admin, Some(scope), action).is_err()
                        || decide(scope.role(), Some(scope), action).is_ok(),
                    "{scope} {action:?}"
                );
            }
        }
        assert_eq!(
            decide(Role::Admin, Some(Scope::ReadDrafts), Action::Edit),
            Err(Denied::Scope(Scope::ReadDrafts))
        );
    }

    #[test]
    fn no_action_is_in_the_table_twice() {
        for (at, (action, ..)) in TABLE.iter().enumerate() {
            assert!(TABLE.iter().skip(at + 1).all(|(other, ..)| other != action));
        }
    }
}
