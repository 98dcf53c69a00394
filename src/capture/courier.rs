//! Signed messages to addresses that the operator chose.

use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use ureq::{Agent, http::header};

use crate::capture::{error::FetchError, fetch, target};

/// How long a message may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// What every secret begins with.
const PREFIX: &str = "whsec_";

/// A message.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// The same whenever the same is told again.
    pub id: &'a str,
    /// When it is sent, Unix seconds.
    pub sent_at: i64,
    /// JSON.
    pub body: &'a str,
}

/// The secret that these bytes make.
#[must_use]
pub fn secret(bytes: &[u8]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(bytes))
}

/// The signature of a message: `v1,` and the Base64 form of HMAC-SHA-256 over identifier, time and
/// body with points between them; nothing for what is no secret.
///
/// # References
/// - Standard Webhooks, *Signature scheme*
#[must_use]
pub fn signature(secret: &str, message: Message<'_>) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let mut hmac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    hmac.update(format!("{}.{}.{}", message.id, message.sent_at, message.body).as_bytes());
    Some(format!(
        "v1,{}",
        STANDARD.encode(hmac.finalize().into_bytes())
    ))
}

/// Sends a message. It has arrived when the answer is a 2xx; redirects are not followed.
///
/// Whoever may run commands on the data folder chose the address, so that it may lie in a private
/// network.
///
/// # Errors
/// [`FetchError`].
pub fn send(address: &str, secret: &str, message: Message<'_>) -> Result<(), FetchError> {
    let url = target::parse(address, true)?;
    let signature = signature(secret, message).ok_or(FetchError::NoAddress)?;
    let config = Agent::config_builder()
        .proxy(None)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(DEADLINE))
        .user_agent(fetch::USER_AGENT)
        .max_idle_connections(0)
        .build();
    let request = Agent::new_with_config(config)
        .post(url.as_str())
        .header(header::CONTENT_TYPE, "application/json")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", message.sent_at.to_string())
        .header("webhook-signature", signature);
    let answer = request.send(message.body);
    let status = answer.map_err(|error| fetch::told(error, &url))?.status();
    if status.is_success() {
        return Ok(());
    }
    Err(FetchError::Status {
        host: fetch::host(&url),
        status: status.as_u16(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        // Computed with: printf '%s' 'msg_1.1614265330.{"test": 2432232314}' |
        //   openssl dgst -sha256 -mac HMAC -macopt key:0123456789abcdef01234567 -binary | base64
        let message = Message {
            id: "msg_1",
            sent_at: 1_614_265_330,
            body: r#"{"test": 2432232314}"#,
        };
        let secret = secret(b"0123456789abcdef01234567");
        assert_eq!(secret, "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3");
        let signed = signature(&secret, message);
        assert_eq!(
            signed.as_deref(),
            Some("v1,h+ZUB5cEWs0m2mOFmzzKmdlvEsnLup6pH7CmSyxP9wk=")
        );
        let other = Message {
            body: "{}",
            ..message
        };
        assert_ne!(signed, signature(&secret, other));
        assert_eq!(signature("0123", message), None);
    }
}
