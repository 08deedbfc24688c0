//! Opening and finishing an edition: a page that says what it means, and a button.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use domain::edition::Stage;
use serde_json::json;
use store::StoreError;

use super::Team;
use crate::acts::{self, Stages};
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::refresh;
use crate::web::form::Fields;
use crate::web::page::go;

/// What the move means, and what stands in its way.
pub async fn ask(State(app): State<App>, team: Team, Path(slug): Path<String>) -> Answer {
    let mut conn = app.store.reader().await?;
    let found = acts::stages(&mut conn, &slug).await?;
    let found = found.ok_or(Failure::NotFound)?;
    drop(conn);
    page(&app, &team, &found, StatusCode::OK)
}

fn page(app: &App, team: &Team, found: &Stages, status: StatusCode) -> Answer {
    let (edition, waiting) = (&found.edition, found.waiting);
    let verb = match edition.stage {
        Stage::Running { .. } => "finish",
        Stage::Prepared { .. } => "open",
        Stage::Finished { .. } => "reopen",
    };
    let refusal = found
        .moved(app.clock.now())
        .err()
        .map_or_else(String::new, |refusal| {
            let key = format!("national-stage-refused-{}", refusal.slug());
            team.say_with(app, &key, &[("count", (waiting as f64).into())])
        });
    let finishes = verb == "finish" && refusal.is_empty() && found.unanswered > 0;
    let unanswered = match finishes {
        true => team.say_with(
            app,
            "national-stage-unanswered",
            &[("count", (found.unanswered as f64).into())],
        ),
        false => String::new(),
    };
    let name = refresh::the(edition);
    let args = [("name", name.get(team.visit.lang).to_owned().into())];
    let path = format!("/pilotage/editions/{}", edition.slug);
    let title = team.say_with(app, &format!("national-stage-{verb}-title"), &args);
    let page = team
        .page(app, "national/stage.html", &title, "editions")
        .status(status)
        .with(
            "text",
            team.say(app, &format!("national-stage-{verb}-text")),
        )
        .with("unanswered", unanswered)
        .with("go", team.say(app, &format!("national-stage-{verb}-go")))
        .with("refusal", refusal)
        .with("fields", json!({ "version": edition.version.to_string() }))
        .with("action", team.href(&format!("{path}/etape")))
        .with("back", team.href(&path));
    app.show(&team.visit, page)
}

/// Opens, finishes or opens again.
pub async fn change(
    State(app): State<App>,
    team: Team,
    Path(slug): Path<String>,
    sent: Fields,
) -> Answer {
    team.check(&app, &sent)?;
    let mut tx = app.store.begin().await?;
    let found = Stages::hold(&mut tx, &slug).await?;
    let found = found.ok_or(Failure::NotFound)?;
    let next = match found.moved(app.clock.now()) {
        Ok(next) => next,
        Err(_) => {
            drop(tx);
            return page(&app, &team, &found, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    let overtaken = || Failure::Conflict(Sentence::new("national-overtaken-stage"));
    let seen: Option<i64> = sent.get("version").and_then(|text| text.parse().ok());
    if seen != Some(next.version) {
        return Err(overtaken());
    }
    match acts::save_stage(&mut tx, &next).await {
        Ok(()) => tx.commit().await?,
        Err(StoreError::Conflict(_)) => return Err(overtaken()),
        Err(error) => return Err(error.into()),
    }
    let done = match next.stage {
        Stage::Finished { .. } => "finished",
        _ => "opened",
    };
    Ok(go(
        &team.visit,
        &format!("/pilotage/editions/{slug}?fait={done}"),
    ))
}
