//! The runtime of a server, from start to stop.

use std::{future::Future, io, net::TcpListener, sync::Arc, time::Duration};

use tokio::signal;

use crate::{
    atlas::facade::Atlas,
    http::{blocking::blocking, router::router, server, state::AppState},
};

/// Serves on a listener until the process is told to stop (`SIGINT` or `SIGTERM`).
///
/// # Errors
/// When the runtime cannot start or the listener breaks.
pub fn until_told_to_stop(listener: TcpListener, state: AppState) -> io::Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let clock = tokio::spawn(publish_due(state.atlas.clone()));
            let served = server::serve(listener, router(state), told_to_stop()?).await;
            clock.abort();
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
