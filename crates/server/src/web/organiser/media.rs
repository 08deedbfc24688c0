//! The picture of an event, and pictures as pages ask for them.

use std::time::Duration;

use axum::Json;
use axum::extract::{Multipart, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::IntoResponse;
use bytes::Bytes;
use domain::authority::Action;
use domain::event::{Content, Field, Picture};
use domain::text::single_line;
use serde_json::json;
use store::StoreError;
use tokio::sync::Semaphore;

use crate::acts::{self, Failed};
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::pictures::{self, NotTaken, Unfit};
use crate::web::door::Visit;
use crate::web::organiser::draft::{Opened, base, discreet};
use crate::web::organiser::form::{Showing, page};
use crate::web::organiser::steps::Step;
use crate::web::organiser::typed::{Reading, Typed};
use crate::web::page::go;

/// The longest text beside the picture, bytes.
const MOST_TEXT: usize = 8 * 1024;
/// How often a form is laid again over what somebody else saved at the same moment.
const MOST_TRIES: usize = 3;
/// The most parts of the form.
const MOST_PARTS: usize = 20;

/// A picture in one of its sizes: it never changes, since its name is made of its content.
pub async fn file(State(app): State<App>, Path(name): Path<String>) -> Answer {
    let named = name
        .strip_suffix(".jpg")
        .and_then(|name| name.rsplit_once('-'))
        .and_then(|(key, width)| Some((key, width.parse::<u32>().ok()?)));
    let Some((key, width)) = named else {
        return Err(Failure::NotFound);
    };
    let found = pictures::read(&app.config.data, key, width)
        .await
        .map_err(Failure::fault)?;
    let bytes = found.ok_or(Failure::NotFound)?;
    let tag = HeaderValue::from_str(&format!("\"{key}-{width}\"")).map_err(Failure::fault)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=31536000, immutable"),
        ),
        (header::ETAG, tag),
    ];
    Ok((headers, bytes).into_response())
}

/// The step of the picture.
pub async fn show(State(app): State<App>, visit: Visit, Path(secret): Path<String>) -> Answer {
    let opened = Opened::load(&app, &visit, &secret).await?;
    if !opened.may_edit(&app) {
        return Ok(discreet(go(&visit, &opened.path(""))));
    }
    let content = opened.content.clone();
    page(
        &app,
        &visit,
        &opened,
        &content,
        Showing::step(Step::Picture),
    )
    .await
}

/// A form with a file, read within limits.
struct Parts {
    typed: Typed,
    file: Option<Result<Bytes, Unfit>>,
}

/// Files read at the same time, twelve megabytes each at most.
static READING: Semaphore = Semaphore::const_new(16);
/// How long one waits to be read.
const READING_PATIENCE: Duration = Duration::from_secs(10);

/// Reads the form. Its token comes first, and nothing large is read before it was found right.
async fn read(app: &App, visit: &Visit, secret: &str, mut multipart: Multipart) -> Answer<Parts> {
    let mut place = None;
    let mut parts = Parts {
        typed: Typed::default(),
        file: None,
    };
    for _ in 0..MOST_PARTS {
        let Some(part) = multipart.next_field().await.map_err(unreadable)? else {
            drop(place);
            return Ok(parts);
        };
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            app.check_token(visit, Some(secret), parts.typed.get("csrf"))?;
            app.limits.picture(visit.from, secret)?;
            let turn = tokio::time::timeout(READING_PATIENCE, READING.acquire()).await;
            place = turn.ok().and_then(Result::ok);
            if place.is_none() {
                return Err(Failure::Busy("pictures wait to be read".to_owned()));
            }
        }
        let bytes = part.bytes().await.map_err(unreadable)?;
        if name == "file" {
            if !bytes.is_empty() {
                let fits = bytes.len() <= pictures::MOST_BYTES;
                parts.file = Some(if fits { Ok(bytes) } else { Err(Unfit::Heavy) });
            }
        } else if bytes.len() <= MOST_TEXT {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            parts.typed.0.push((name, text));
        } else {
            return Err(Failure::TooLarge);
        }
    }
    Err(Failure::TooLarge)
}

fn unreadable(error: axum::extract::multipart::MultipartError) -> Failure {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Failure::TooLarge,
        _ => Failure::Unreadable,
    }
}

/// Takes the picture and what is said about it.
pub async fn save(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    Path(secret): Path<String>,
    multipart: Multipart,
) -> Answer {
    let parts = read(&app, &visit, &secret, multipart).await?;
    app.check_token(&visit, Some(&secret), parts.typed.get("csrf"))?;
    app.limits.change_by(&secret)?;
    let mut reading = Reading::default();
    let mut taken = None;
    if let Some(file) = parts.file {
        match take(&app, file).await? {
            Ok(picture) => taken = Some(picture),
            Err(unfit) => reading.trouble(Field::Picture, Sentence::new(unfit.key())),
        }
    }
    let kept = keep(&app, &visit, &secret, &parts.typed, taken.as_ref()).await?;
    let (opened, content) = match kept {
        Kept::Now(both) => *both,
        Kept::Behind(both) => {
            let (opened, content) = *both;
            let showing = Showing {
                typed: Some(&parts.typed),
                reading,
                theirs: Some(opened.content.clone()),
                status: StatusCode::CONFLICT,
                ..Showing::step(Step::Picture)
            };
            return page(&app, &visit, &opened, &content, showing).await;
        }
    };
    let accepted = headers
        .get(header::ACCEPT)
        .and_then(|value| value.to_str().ok());
    if accepted.is_some_and(|accepted| accepted.starts_with("application/json")) {
        let body = Json(json!({ "saved": app.words.say(visit.lang, "organiser-saved", None) }));
        return Ok(discreet(body.into_response()));
    }
    if !reading.troubles.is_empty() {
        let showing = Showing {
            typed: Some(&parts.typed),
            reading,
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Showing::step(Step::Picture)
        };
        return page(&app, &visit, &opened, &content, showing).await;
    }
    // After the file came, the page shows it with the questions about it; the next step comes after those.
    let asked = matches!(parts.typed.get("act"), "take" | "remove");
    let next = if asked { Step::Picture } else { Step::Send };
    Ok(discreet(go(&visit, &opened.path(next.slug()))))
}

/// What became of the form: the event as it is now, and what the form makes of it.
enum Kept {
    /// It is kept.
    Now(Box<(Opened, Content)>),
    /// Somebody else changed the picture since the form was shown: nothing is kept.
    Behind(Box<(Opened, Content)>),
}

/// Keeps the picture and what is said of it. Another step that was saved at the same moment is no reason to refuse; a picture that
/// is sent takes the place of whichever is there.
async fn keep(
    app: &App,
    visit: &Visit,
    secret: &str,
    typed: &Typed,
    taken: Option<&Picture>,
) -> Answer<Kept> {
    let shown = typed.get("base");
    for _ in 0..MOST_TRIES {
        let opened = Opened::load(app, visit, secret).await?;
        opened.organiser(app, Action::Edit)?;
        let mut content = opened.content.clone();
        lay(app, typed, taken, &mut content);
        let behind = !shown.is_empty() && shown != base(&opened.content, &[Field::Picture]);
        let tells = taken.is_none() && typed.get("act") != "remove";
        if behind && tells && content.picture != opened.content.picture {
            return Ok(Kept::Behind(Box::new((opened, content))));
        }
        let mut tx = app.store.begin().await?;
        match acts::save_working(&mut tx, opened.world(app), &opened.kept, &content).await {
            Ok(()) => tx.commit().await?,
            Err(Failed::Store(StoreError::Conflict(_))) => continue,
            Err(failed) => return Err(failed.into()),
        }
        let opened = Opened::load(app, visit, secret).await?;
        return Ok(Kept::Now(Box::new((opened, content))));
    }
    Err(Failure::Conflict(Sentence::new("refusal-review-moved-on")))
}

/// Lays the form over the picture of a content.
fn lay(app: &App, typed: &Typed, taken: Option<&Picture>, content: &mut Content) {
    if typed.get("act") == "remove" {
        content.picture = None;
    }
    if let Some(taken) = taken {
        content.picture = Some(taken.clone());
    }
    if let Some(picture) = &mut content.picture {
        picture.alt = single_line(typed.get("alt"));
        picture.credit = single_line(typed.get("credit"));
        picture.consent = match (typed.get("consent"), picture.consent) {
            ("1", Some(since)) => Some(since),
            ("1", None) => Some(app.clock.now()),
            _ => None,
        };
    }
}

async fn take(app: &App, file: Result<Bytes, Unfit>) -> Answer<Result<Picture, Unfit>> {
    let bytes = match file {
        Ok(bytes) => bytes,
        Err(unfit) => return Ok(Err(unfit)),
    };
    match pictures::take(&app.config.data, bytes).await {
        Ok(taken) => Ok(Ok(Picture {
            key: taken.key,
            width: taken.width,
            height: taken.height,
            alt: String::new(),
            credit: String::new(),
            consent: None,
        })),
        Err(NotTaken::Unfit(unfit)) => Ok(Err(unfit)),
        Err(NotTaken::Fault(why)) => Err(Failure::fault(why)),
    }
}
