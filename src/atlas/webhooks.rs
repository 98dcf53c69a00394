//! Telling other programs what changes in public.

use serde_json::{Value, json};

use crate::{
    atlas::{
        error::AtlasError,
        facade::{Atlas, now_ms},
        log,
        news::{Change, News},
    },
    capture::{
        courier::{self, Message},
        target,
    },
    model::webhook::Webhook,
    store::{database::Transaction, incidents::Deed, webhooks},
};

/// After a failure an address is left alone for this long; twice as long after each more.
const PAUSE_MS: i64 = 5_000;

/// The longest pause.
const LONGEST_PAUSE_MS: i64 = 3_600_000;

/// The most addresses.
const MOST: usize = 50;

impl Atlas {
    /// Adds an address that is told of what changes from now on.
    ///
    /// # Errors
    /// [`AtlasError::Fetch`] for what is no web address, [`AtlasError::Conflict`] when it is told
    /// already, or there are too many.
    pub fn add_webhook(&self, url: &str) -> Result<Webhook, AtlasError> {
        let url = target::parse(url, true)?.to_string();
        let mut key = [0_u8; 24];
        getrandom::fill(&mut key).map_err(|error| {
            AtlasError::Conflict(format!("The system gave no random bytes: {error}"))
        })?;
        let secret = courier::secret(&key);
        let told = self.last_change()?;
        self.database.write(|transaction| {
            if webhooks::all(transaction)?.len() >= MOST {
                return Err(AtlasError::Conflict(format!(
                    "{MOST} addresses are told already; remove one first."
                )));
            }
            let id = webhooks::insert(transaction, &url, &secret, told)?;
            let id = id.ok_or_else(|| {
                AtlasError::Conflict(format!("The address {url} is told already."))
            })?;
            noted(transaction, id, json!({"url": url, "did": "add"}))?;
            let added = webhooks::all(transaction)?.into_iter();
            added
                .into_iter()
                .find(|hook| hook.id == id)
                .ok_or_else(|| missing(id))
        })
    }

    /// Removes an address.
    ///
    /// # Errors
    /// [`AtlasError::NotFound`].
    pub fn remove_webhook(&self, id: i64) -> Result<(), AtlasError> {
        self.database.write(|transaction| {
            if !webhooks::remove(transaction, id)? {
                return Err(missing(id));
            }
            noted(transaction, id, json!({"did": "remove"}))
        })
    }

    /// The addresses.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn webhooks(&self) -> Result<Vec<Webhook>, AtlasError> {
        self.database
            .read(|transaction| Ok(webhooks::all(transaction)?))
    }

    /// The addresses that do not know yet of the last change, and do not rest after a failure.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn due_webhooks(&self) -> Result<Vec<Webhook>, AtlasError> {
        let hooks = self.webhooks()?;
        if hooks.is_empty() {
            return Ok(hooks);
        }
        let (last, now) = (self.last_change()?, now_ms());
        let due = |hook: &Webhook| hook.told != last && hook.due_at <= now;
        Ok(hooks.into_iter().filter(due).collect())
    }

    /// Tells an address what changed since it was told last; gives it as it stands then. That it
    /// fails is no error: it is noted, and tried again later. So every change arrives at least once.
    ///
    /// # Errors
    /// [`AtlasError::Store`].
    pub fn tell_webhook(&self, mut hook: Webhook) -> Result<Webhook, AtlasError> {
        let news = self.news(hook.told)?;
        let now = now_ms();
        let body = told(&news).to_string();
        let message = Message {
            id: &format!("{}-{}-{}", hook.id, hook.told, news.last),
            sent_at: now.div_euclid(1_000),
            body: &body,
        };
        match courier::send(&hook.url, &hook.secret, message) {
            Ok(()) => {
                hook.told = news.last;
                (hook.failures, hook.trouble, hook.due_at) = (0, None, 0);
            }
            Err(why) => {
                hook.failures = hook.failures.saturating_add(1);
                let twice = hook.failures.min(20) - 1;
                hook.due_at = now + (PAUSE_MS << twice).min(LONGEST_PAUSE_MS);
                hook.trouble = Some(why.to_string());
            }
        }
        self.database.write(|transaction| {
            webhooks::note(transaction, &hook)?;
            Ok(hook)
        })
    }
}

/// What changed, as a message says it.
fn told(news: &News) -> Value {
    let Some(changes) = &news.changes else {
        return json!({"reload": true, "last": news.last});
    };
    let change = |change: &Change| {
        let Change {
            seq,
            collection,
            id,
            public,
        } = change;
        json!({
            "seq": seq,
            "event": if *public { "put" } else { "withdraw" },
            "collection": collection,
            "id": id,
            "href": format!("/ogc/collections/{collection}/items/{id}"),
        })
    };
    let changes: Vec<Value> = changes.iter().map(change).collect();
    json!({"changes": changes, "last": news.last})
}

/// Notes in the log what the operator did to an address.
fn noted(transaction: &Transaction<'_>, id: i64, said: Value) -> Result<(), AtlasError> {
    let deed = Deed {
        actor: "operator",
        why: None,
        at_ms: now_ms(),
    };
    log::note(transaction, &deed, "webhook", &id.to_string(), said)
}

fn missing(id: i64) -> AtlasError {
    AtlasError::NotFound(format!(
        "No address of number {id} is told; contactline webhook list has them all."
    ))
}
