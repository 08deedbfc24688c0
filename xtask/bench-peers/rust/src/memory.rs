//! axum answering from memory: the least that a server made with it can spend on these bytes.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as Asked, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;

type Answers = Arc<Vec<(HeaderMap, Bytes)>>;

/// Serves `FOLDER/0`, `FOLDER/1`, … at `/0`, `/1`, …, each with the headers of `FOLDER/0.headers`, … (a name, a tab, a
/// value), and says where it listens.
pub fn serve(folder: &Path) -> Result<(), String> {
    let answers = Arc::new(read(folder)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .map_err(|error| error.to_string())?;
        let address = listener.local_addr().map_err(|error| error.to_string())?;
        println!("{address}");
        let site = Router::new()
            .route("/{number}", get(answer))
            .with_state(answers);
        axum::serve(listener, site)
            .await
            .map_err(|error| error.to_string())
    })
}

async fn answer(State(answers): State<Answers>, Asked(number): Asked<usize>) -> Response {
    match answers.get(number) {
        Some((headers, body)) => (headers.clone(), body.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn read(folder: &Path) -> Result<Vec<(HeaderMap, Bytes)>, String> {
    let mut answers = Vec::new();
    while let Ok(body) = std::fs::read(folder.join(answers.len().to_string())) {
        let file = folder.join(format!("{}.headers", answers.len()));
        let told = std::fs::read_to_string(&file)
            .map_err(|error| format!("{} cannot be read ({error})", file.display()))?;
        let headers = told.lines().filter_map(|line| {
            let (name, value) = line.split_once('\t')?;
            Some((
                name.parse::<HeaderName>().ok()?,
                value.parse::<HeaderValue>().ok()?,
            ))
        });
        answers.push((headers.collect(), Bytes::from(body)));
    }
    match answers.is_empty() {
        true => Err(format!("{} holds no answer", folder.display())),
        false => Ok(answers),
    }
}
