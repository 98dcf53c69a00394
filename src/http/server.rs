//! The door: an accept loop of our own, because silent connections must be closed.

use std::{
    collections::HashMap,
    future::Future,
    io,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::Router;
use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};
use tokio_io_timeout::TimeoutStream;

use crate::http::client::Peer;

/// How long a client may take to send a request's head, and how long it may stay silent between
/// requests.
const HEAD_DEADLINE: Duration = Duration::from_secs(6);

/// How long a client may take to read some of an answer.
const WRITE_DEADLINE: Duration = Duration::from_secs(20);

/// How long open requests may take when the server stops.
const FAREWELL: Duration = Duration::from_secs(10);

/// The most connections at a time: ten thousand who listen for changes, and those who read.
const MOST_CONNECTIONS: usize = 12_288;

/// The most connections of one address at a time; this machine itself is not counted, as a proxy
/// in front of the server has its address.
const MOST_PER_ADDRESS: usize = 64;

/// Serves until `stop` is done, and then lets open requests come to their end.
///
/// # Errors
/// Only when the listener breaks for good.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let guests = Guests::default();
    let graceful = GracefulShutdown::new();
    tokio::pin!(stop);
    loop {
        let place = tokio::select! {
            place = Arc::clone(&places).acquire_owned() => place.map_err(io::Error::other)?,
            () = &mut stop => break,
        };
        let (stream, address) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of descriptors, or the client was gone already: it passes.
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
            () = &mut stop => break,
        };
        let Some(guest) = guests.admit(address.ip()) else {
            continue;
        };
        let _ = stream.set_nodelay(true);
        // A client that asks and does not read the answer would stay for ever.
        let mut stream = Box::pin(TimeoutStream::new(stream));
        stream
            .as_mut()
            .set_write_timeout_pinned(Some(WRITE_DEADLINE));
        let service = TowerToHyperService::new(router.clone());
        let peer = Peer(address.ip());
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(peer);
            service.call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_DEADLINE)
            .max_headers(64)
            .max_buf_size(64 * 1024)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((guest, place));
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("requests that were still open were broken off");
    }
    Ok(())
}

/// Counts connections by address.
#[derive(Clone, Default)]
struct Guests(Arc<Mutex<HashMap<IpAddr, usize>>>);

/// One counted connection; it is uncounted when dropped.
struct Guest {
    guests: Guests,
    address: Option<IpAddr>,
}

impl Guests {
    fn admit(&self, address: IpAddr) -> Option<Guest> {
        let counted = (!address.is_loopback()).then_some(address);
        if let Some(address) = counted {
            let mut guests = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let here = guests.entry(address).or_default();
            if *here >= MOST_PER_ADDRESS {
                return None;
            }
            *here += 1;
        }
        Some(Guest {
            guests: self.clone(),
            address: counted,
        })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let Some(address) = self.address else { return };
        let mut guests = self.guests.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = guests.get_mut(&address) {
            *here -= 1;
            if *here == 0 {
                guests.remove(&address);
            }
        }
    }
}
