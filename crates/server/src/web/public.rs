//! What visitors read.

use axum::Router;
use axum::extract::State;
use axum::routing::get;

use crate::app::App;
use crate::error::Answer;
use crate::web::door::Visit;
use crate::web::page::Page;

/// The public addresses.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(home))
}

/// Before any edition is open: what this site will be, and who may come in.
async fn home(State(app): State<App>, visit: Visit) -> Answer {
    let page = Page::new("public/opening.html", &app.config.campaign);
    app.show(&visit, page)
}
