//! The runtime of a server, from start to stop.

use std::{future::Future, io, net::TcpListener, sync::Arc, time::Duration};

use tokio::signal;

use crate::{
    atlas::facade::Atlas,
    http::{blocking::blocking, router::router, server, state::AppState},
};

/// Files that may be open at a time: connections, and what the store and its readers need.
const OPEN_FILES: u64 = 16_384;

/// Serves on a listener until the process is told to stop (`SIGINT` or `SIGTERM`).
///
/// # Errors
/// When the runtime cannot start or the listener breaks.
pub fn until_told_to_stop(listener: TcpListener, state: AppState) -> io::Result<()> {
    // Every listener is an open file; what the system does not give is done without.
    if let Err(error) = rlimit::increase_nofile_limit(OPEN_FILES) {
        tracing::warn!(%error, "the limit of open files could not be raised");
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let clock = tokio::spawn(publish_due(state.atlas.clone()));
            let minutes = state.settings.poll_feeds;
            let feeds = minutes.map(|minutes| tokio::spawn(poll_feeds(state.clone(), minutes)));
            let (told, events) = (told_to_stop()?, Arc::clone(&state.events));
            let stop = async move {
                told.await;
                events.close();
            };
            let hooks = tokio::spawn(tell_webhooks(state.atlas.clone()));
            let schemas = tokio::spawn(renew_schemas(state.atlas.clone()));
            let served = server::serve(listener, router(state), stop).await;
            clock.abort();
            hooks.abort();
            schemas.abort();
            if let Some(feeds) = feeds {
                feeds.abort();
            }
            served
        })
}

/// Makes public, every minute, whose delay has passed.
async fn publish_due(atlas: Arc<Atlas>) {
    let mut clock = tokio::time::interval(Duration::from_mins(1));
    loop {
        clock.tick().await;
        let atlas = atlas.clone();
        match blocking(move || atlas.publish_due()).await {
            Ok(0) => {}
            Ok(published) => tracing::info!(published, "delay passed"),
            Err(_) => tracing::error!("what is due could not be made public"),
        }
    }
}

/// Keeps the schemas of large collections, so that no reader waits until one is found.
async fn renew_schemas(atlas: Arc<Atlas>) {
    let mut clock = tokio::time::interval(Duration::from_secs(1));
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        let atlas = atlas.clone();
        if blocking(move || atlas.renew_schemas()).await.is_err() {
            tracing::error!("the schemas of the collections could not be found");
        }
    }
}

/// Tells other programs what changed, all at the same time: one that is slow holds the others up for
/// as long as a message may take.
async fn tell_webhooks(atlas: Arc<Atlas>) {
    let mut clock = tokio::time::interval(Duration::from_secs(1));
    loop {
        clock.tick().await;
        let known = atlas.clone();
        let Ok(due) = blocking(move || known.due_webhooks()).await else {
            tracing::error!("it could not be told which programs to tell");
            continue;
        };
        let mut told = tokio::task::JoinSet::new();
        for hook in due {
            let atlas = atlas.clone();
            told.spawn(blocking(move || atlas.tell_webhook(hook)));
        }
        while let Some(outcome) = told.join_next().await {
            let Ok(Ok(hook)) = outcome else {
                tracing::error!("what was told could not be noted");
                continue;
            };
            if let Some(trouble) = hook.trouble {
                tracing::warn!(webhook = hook.id, trouble, "a program could not be told");
            }
        }
    }
}

/// Asks the watched feeds for what is new, one after another, every so many minutes. When this is
/// broken off, the one that is being asked comes to its end.
async fn poll_feeds(state: AppState, minutes: u16) {
    let mut clock = tokio::time::interval(Duration::from_mins(minutes.into()));
    loop {
        clock.tick().await;
        let atlas = state.atlas.clone();
        let Ok(due) = blocking(move || atlas.due_feeds()).await else {
            tracing::error!("it could not be told which feeds to ask");
            continue;
        };
        for id in due {
            let state = state.clone();
            let polled = blocking(move || state.atlas.poll_feed(id, &state.fetcher)).await;
            let Ok(polled) = polled else {
                // It was removed meanwhile, or the store says why.
                tracing::warn!(feed = id, "a feed could not be asked");
                continue;
            };
            match polled.feed.trouble {
                None => tracing::info!(feed = id, new = polled.new, "feed asked"),
                Some(trouble) => tracing::warn!(feed = id, trouble, "feed in trouble"),
            }
        }
    }
}

/// Done when the process is told to stop.
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal::unix::signal(signal::unix::SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        tracing::info!("stopping");
    })
}
