//! The door to the network: connections within limits of number and of patience.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::app::App;
use crate::web::{self, keeper};

mod patient;

use patient::Patient;

/// Connections at the same time; further ones wait until one ends.
const MOST_CONNECTIONS: usize = 10_000;
/// How long the head of a request may take to arrive, and how long a connection may be idle before it.
const HEAD_PATIENCE: Duration = Duration::from_secs(30);
/// How long a client may take nothing of what it asked for.
const STILL_PATIENCE: Duration = Duration::from_secs(30);
/// Headers of a request.
const MOST_HEADERS: usize = 100;
/// What a connection reads ahead, in bytes; the head of a request must fit.
const MOST_BUFFER: usize = 64 * 1024;
/// How long requests under way are waited for when the process stops.
const LEAVING_PATIENCE: Duration = Duration::from_secs(20);

/// Serves the site until `stop` is done; requests under way are then answered first.
pub async fn serve(listener: TcpListener, app: App, stop: impl Future<Output = ()>) {
    let site = web::site(&app);
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_headers(MOST_HEADERS)
        .max_buf_size(MOST_BUFFER);
    let mut stop = std::pin::pin!(stop);
    loop {
        let Ok(place) = room.clone().acquire_owned().await else {
            break;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // A client that left at once, or no more file handles: the next one may fare better.
                tracing::debug!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(10)).await;
                continue;
            }
        };
        // Small answers leave at once.
        let _ = stream.set_nodelay(true);
        let (app, site) = (app.clone(), site.clone());
        let service = hyper::service::service_fn(move |request| {
            let (app, site) = (app.clone(), site.clone());
            async move { answer(&app, site, peer, request).await }
        });
        let connection =
            http.serve_connection(TokioIo::new(Patient::new(stream, STILL_PATIENCE)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A connection that breaks concerns nobody but the client.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let left = tokio::time::timeout(LEAVING_PATIENCE, graceful.shutdown()).await;
    if left.is_err() {
        tracing::warn!("some connections did not end in time, and were cut");
    }
}

async fn answer(
    app: &App,
    site: Router,
    peer: SocketAddr,
    request: hyper::Request<Incoming>,
) -> Result<Response, Infallible> {
    if let Some(response) = keeper::find(app, request.method(), request.uri(), request.headers()) {
        return Ok(response);
    }
    let mut request: Request = request.map(axum::body::Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    site.oneshot(request).await
}
