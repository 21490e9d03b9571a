//! Listening until told to stop.

use std::net::SocketAddr;

use axum::Router;
use tokio::net::TcpListener;

/// Serves until `stop`; requests that are under way are answered first.
pub async fn serve(
    addr: SocketAddr,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let listener = TcpListener::bind(addr).await?;
    tracing::info!(addr = %listener.local_addr()?, "listening");
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}
