//! Passwords: hashed slowly, checked in the same time whoever is meant.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};

use crate::atlas::error::AtlasError;

/// Memory in KiB.
const MEMORY_KIB: u32 = 19_456;

/// Passes over the memory.
const PASSES: u32 = 2;

/// Lanes.
const LANES: u32 = 1;

/// Fewer characters are guessed.
const SHORTEST: usize = 12;

/// More bytes are no password.
const LONGEST: usize = 1_024;

/// A hash of a password that nobody has, with today's parameters: what an unknown name is checked
/// against.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$Y29udGFjdGxpbmUtbm9ib2R5$\
                       AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whether a password is the one of a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// It is not.
    Wrong,
    /// It is.
    Right,
    /// It is, and the hash was made with other parameters than today's: make a new one.
    Outdated,
}

/// Hashes a new password of a user with argon2id (19 MiB, two passes, one lane) and a salt of its
/// own; the result is a PHC string.
///
/// # Errors
/// [`AtlasError::Refused`] for a password that is guessed too easily.
///
/// # References
/// - RFC 9106, *Argon2 Memory-Hard Function*
/// - OWASP Password Storage Cheat Sheet
pub fn hash(name: &str, password: &str) -> Result<String, AtlasError> {
    let length = password.chars().count();
    if length < SHORTEST || password.len() > LONGEST {
        return Err(AtlasError::Refused(format!(
            "A password has {SHORTEST} characters or more, and {LONGEST} bytes at the most; a few \
             words that do not belong together make a good one."
        )));
    }
    let first = password.chars().next();
    if password.to_lowercase().contains(name) || password.chars().all(|c| Some(c) == first) {
        return Err(AtlasError::Refused(
            "That password is guessed at once: it must not hold the name, nor be one character \
             over and over."
                .to_owned(),
        ));
    }
    rehash(password)
}

/// Hashes a password that was accepted before.
///
/// # Errors
/// [`AtlasError::Conflict`] when the system gives no random bytes.
pub fn rehash(password: &str) -> Result<String, AtlasError> {
    let failed = |error: &dyn std::fmt::Display| {
        AtlasError::Conflict(format!("The password cannot be hashed here: {error}"))
    };
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| failed(&error))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon2.hash_password(password.as_bytes());
    Ok(hash.map_err(|error| failed(&error))?.to_string())
}

/// Checks a password against a user's hash; without one it takes the time all the same, and is
/// wrong.
#[must_use]
pub fn check(password: &str, hash: Option<&str>) -> Checked {
    let Ok(parsed) = PasswordHash::new(hash.unwrap_or(NOBODYS)) else {
        return Checked::Wrong;
    };
    let costs = |key: &str| parsed.params.get_decimal(key);
    let (Some(memory), Some(passes), Some(lanes)) = (costs("m"), costs("t"), costs("p")) else {
        return Checked::Wrong;
    };
    // A hash that was planted must not take all the memory there is.
    if memory > 8 * MEMORY_KIB || passes > 8 * PASSES || lanes > 4 || password.len() > LONGEST {
        return Checked::Wrong;
    }
    let right = Argon2::default().verify_password(password.as_bytes(), &parsed);
    if right.is_err() || hash.is_none() {
        Checked::Wrong
    } else if (memory, passes, lanes) == (MEMORY_KIB, PASSES, LANES) {
        Checked::Right
    } else {
        Checked::Outdated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_right_only_against_its_own_hash() {
        let hash = hash("ana", "nine blue kettles").expect("a hash");
        assert!(
            hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hash}"
        );
        assert_eq!(check("nine blue kettles", Some(&hash)), Checked::Right);
        assert_eq!(check("nine blue kettlez", Some(&hash)), Checked::Wrong);
        assert_eq!(check("nine blue kettles", None), Checked::Wrong);
        assert_eq!(check("nine blue kettles", Some("plain")), Checked::Wrong);
    }

    #[test]
    fn a_hash_of_other_parameters_is_right_and_outdated_unless_it_is_a_trap() {
        let made = |memory| {
            let params = Params::new(memory, 1, 1, None).expect("parameters");
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let hash = argon2.hash_password(b"nine blue kettles").expect("a hash");
            hash.to_string()
        };
        assert_eq!(
            check("nine blue kettles", Some(&made(64))),
            Checked::Outdated
        );
        let trap = made(64).replace("m=64", "m=4000000");
        assert_eq!(check("nine blue kettles", Some(&trap)), Checked::Wrong);
    }

    #[test]
    fn the_hash_of_nobody_is_readable_and_costs_what_any_other_does() {
        let parsed = PasswordHash::new(NOBODYS).expect("a PHC string");
        assert_eq!(parsed.params.get_decimal("m"), Some(MEMORY_KIB));
        assert_eq!(parsed.params.get_decimal("t"), Some(PASSES));
    }

    #[test]
    fn what_is_guessed_at_once_is_refused_with_a_sentence() {
        for (password, says) in [
            ("short", "12 characters or more"),
            ("ana-ana-ana-ana", "must not hold the name"),
            ("zzzzzzzzzzzzzz", "one character over and over"),
        ] {
            let error = hash("ana", password).expect_err("refused").to_string();
            assert!(error.contains(says), "{error}");
        }
    }
}
