//! The runtime of a server, from start to stop.

use std::{future::Future, io, net::TcpListener};

use axum::Router;
use tokio::signal;

use crate::http::server;

/// Serves on a listener until the process is told to stop (`SIGINT` or `SIGTERM`).
///
/// # Errors
/// When the runtime cannot start or the listener breaks.
pub fn until_told_to_stop(listener: TcpListener, router: Router) -> io::Result<()> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(async {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
            server::serve(listener, router, told_to_stop()?).await
        })
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
