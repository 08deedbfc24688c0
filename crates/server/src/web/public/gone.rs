//! An event that was public and is no more: its address stays, and says so without telling anything of it.

use axum::http::StatusCode;
use domain::review::Review;
use serde_json::json;
use store::events::Kept;

use super::scope::Scope;
use crate::error::Answer;
use crate::web::page::Page;

/// The page, whoever comes: the organiser has withdrawn it, or its label was undone. Public once more, it stands at the
/// same address; so nobody keeps this answer without asking again.
pub fn page(scope: &Scope, kept: &Kept) -> Answer {
    let key = match kept.event.review {
        Review::Withdrawn { .. } => "public-gone-withdrawn",
        _ => "public-gone-unlabelled",
    };
    let title = scope.say("public-gone");
    let way = |key: &str, path: &str| json!({ "text": scope.say(key), "href": scope.href(path) });
    let page = Page::new("public/404.html", &title)
        .status(StatusCode::GONE)
        .nav("events")
        .with("status", StatusCode::GONE.as_u16())
        .with("title", &title)
        .with("text", scope.say(key))
        .with("search", None::<()>)
        .with(
            "ways",
            [
                way("refusal-go-events", "/evenements"),
                way("public-gone-calendar", "/calendrier"),
            ],
        );
    scope.app.show(&scope.visit, page)
}
