//! A client that takes nothing of what it asked for is not waited for without end.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// A stream that is given up when its client takes nothing for its patience.
pub(super) struct Patient<S> {
    stream: S,
    patience: Duration,
    /// Made when it is first needed: most clients take everything at once.
    sleep: Option<Pin<Box<Sleep>>>,
    waits: bool,
}

impl<S> Patient<S> {
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self {
            stream,
            patience,
            sleep: None,
            waits: false,
        }
    }

    /// Passes on what was polled; when the client has been waited for too long, it is an error.
    fn watch<T>(
        &mut self,
        context: &mut Context<'_>,
        polled: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if polled.is_ready() {
            self.waits = false;
            return polled;
        }
        let end = Instant::now() + self.patience;
        let sleep = self
            .sleep
            .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(end)));
        if !self.waits {
            self.waits = true;
            sleep.as_mut().reset(end);
        }
        ready!(sleep.as_mut().poll(context));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, polled)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.watch(context, polled)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    /// A server’s side of a connection with some patience, and its client.
    async fn connected(patience: Duration) -> (Patient<TcpStream>, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let place = listener.local_addr().expect("its address");
        let (client, accepted) = tokio::join!(TcpStream::connect(place), listener.accept());
        let (stream, _) = accepted.expect("a connection");
        (Patient::new(stream, patience), client.expect("a client"))
    }

    #[tokio::test]
    async fn a_client_that_takes_nothing_is_given_up() {
        let (mut server, _client) = connected(Duration::from_millis(20)).await;
        let part = vec![0_u8; 64 * 1024];
        let given_up = loop {
            if let Err(error) = server.write_all(&part).await {
                break error;
            }
        };
        assert_eq!(given_up.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test]
    async fn a_client_that_takes_it_piece_by_piece_has_all_of_it() {
        const MUCH: usize = 16 * 1024 * 1024;
        let (mut server, mut client) = connected(Duration::from_secs(30)).await;
        let giving = tokio::spawn(async move {
            server.write_all(&vec![7_u8; MUCH]).await.expect("taken");
        });
        let mut piece = [0_u8; 4096];
        let mut taken = 0;
        loop {
            match client.read(&mut piece).await.expect("a piece") {
                0 => break,
                more => taken += more,
            }
        }
        giving.await.expect("given");
        assert_eq!(taken, MUCH);
    }
}
