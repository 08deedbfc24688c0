//! Bringing a file in from the referees' space: send it, read what would happen with the mapping that was guessed, mend the
//! mapping, confirm.
//!
//! Between two pages the file waits in the data folder under a name that only its sender knows, for a day at most.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use domain::authority::Standing;
use domain::edition::{Campaign, Edition, Stage};
use domain::ids::PersonId;
use domain::text;
use serde_json::json;

use crate::acts::{self, World};
use crate::app::App;
use crate::capability;
use crate::cli::import::say;
use crate::error::{Answer, Failure};
use crate::formats::columns::Target;
use crate::formats::mapping::Mapping;
use crate::formats::{self, Said, Table, guess, limits};
use crate::import::report::{self, Counts};
use crate::import::{Import, Landing, Outcome, Run, What, import};
use crate::secret;
use crate::web::door::{Me, SignedIn, Visit};
use crate::web::form::Fields;
use crate::web::page::{Page, href};

/// Most rows from a page; the command line takes [`limits::ROWS`].
const MOST_ROWS: usize = 2_000;
/// What is said of a row without an identifier of its own.
const MADE_UP: &str = "import-remark-made-up";
/// How long a file waits to be confirmed.
const KEPT: Duration = Duration::from_secs(24 * 3600);

/// The addresses of the import.
pub fn routes() -> Router<App> {
    let weight = DefaultBodyLimit::max(limits::FILE + (1 << 20));
    Router::new()
        .route("/instruction/import", get(ask).post(receive).layer(weight))
        .route("/instruction/import/{name}", post(go_on))
}

/// Whoever decides somewhere may import; rows of other territories are refused one by one.
async fn standing(app: &App, me: &Me) -> Answer<Standing> {
    let mut reader = app.store.reader().await?;
    let standing = acts::standing(&mut reader, PersonId(me.person.id)).await?;
    let decides = standing.appointments.iter().any(|held| held.role.decides());
    if decides {
        Ok(standing)
    } else {
        Err(Failure::Forbidden)
    }
}

async fn ask(State(app): State<App>, visit: Visit, SignedIn(me): SignedIn) -> Answer {
    standing(&app, &me).await?;
    form(&app, &visit, None)
}

fn form(app: &App, visit: &Visit, error: Option<&Said>) -> Answer {
    let spoken = error.map(|said| say(&app.words, visit.lang, said));
    let status = if error.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let page = Page::new(
        "referee/import.html",
        app.words.say(visit.lang, "import-title", None),
    )
    .hidden()
    .status(status)
    .with("error", spoken.unwrap_or_default())
    .with("most_rows", MOST_ROWS)
    .with("most_megabytes", limits::FILE >> 20);
    app.show(visit, page)
}

async fn receive(
    State(app): State<App>,
    visit: Visit,
    SignedIn(me): SignedIn,
    mut parts: Multipart,
) -> Answer {
    let standing = standing(&app, &me).await?;
    let (mut csrf, mut file) = (String::new(), None);
    loop {
        let part = match parts.next_field().await {
            Ok(Some(part)) => part,
            Ok(None) => break,
            Err(fault) if fault.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return form(&app, &visit, Some(&formats::Unreadable::TooLarge.said()));
            }
            Err(_) => return Err(Failure::Unreadable),
        };
        let name = part.name().unwrap_or_default().to_owned();
        let called = part.file_name().unwrap_or_default().to_owned();
        let bytes = match part.bytes().await {
            Ok(bytes) => bytes,
            Err(fault) if fault.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                return form(&app, &visit, Some(&formats::Unreadable::TooLarge.said()));
            }
            Err(_) => return Err(Failure::Unreadable),
        };
        match name.as_str() {
            "csrf" => csrf = String::from_utf8_lossy(&bytes).into_owned(),
            "file" => file = Some((called, bytes)),
            _ => {}
        }
    }
    app.check_token(&visit, None, &csrf)?;
    let Some((called, bytes)) = file else {
        return form(&app, &visit, Some(&formats::Unreadable::Empty.said()));
    };
    let table = match read(bytes.to_vec(), called.clone()).await? {
        Ok(table) => table,
        Err(said) => return form(&app, &visit, Some(&said)),
    };
    let name = keep(&app, &me, &called, &bytes).await?;
    let mapping = guess::guess(&table);
    Work {
        app: &app,
        visit: &visit,
        standing: &standing,
        email: &me.person.email,
        name: &name,
        table: &table,
    }
    .report(&mapping, Run::Dry)
    .await
}

/// The next step: the same file with the mapping as it was mended, tried again or brought in.
async fn go_on(
    State(app): State<App>,
    SignedIn(me): SignedIn,
    Path(name): Path<String>,
    fields: Fields,
) -> Answer {
    let visit = fields.visit.clone();
    app.check_token(&visit, None, fields.get("csrf").unwrap_or_default())?;
    let standing = standing(&app, &me).await?;
    let Some((called, bytes)) = waiting(&app, &me, &name).await else {
        return form(&app, &visit, Some(&Said::new("import-gone")));
    };
    let table = match read(bytes, called).await? {
        Ok(table) => table,
        Err(said) => return form(&app, &visit, Some(&said)),
    };
    let work = Work {
        app: &app,
        visit: &visit,
        standing: &standing,
        email: &me.person.email,
        name: &name,
        table: &table,
    };
    let written = fields.get("mapping").unwrap_or_default();
    let mapping = match Mapping::read(written) {
        Ok(mapping) => mapping,
        Err(said) => return work.page(written, &said, None),
    };
    let mut mapping = mapping;
    mapping.move_columns(&moves(&fields, &table));
    let unknown = mapping.unknown_columns(&table);
    if !unknown.is_empty() {
        let said = Said::new("import-mapping-columns").with("columns", unknown.join(", "));
        return work.page(written, &said, None);
    }
    let run = if fields.get("do") == Some("confirm") {
        Run::Real
    } else {
        Run::Dry
    };
    work.report(&mapping, run).await
}

/// Reads a file off the request path; the inner error is a sentence for whoever sent it.
async fn read(bytes: Vec<u8>, called: String) -> Answer<Result<Table, Said>> {
    let read = tokio::task::spawn_blocking(move || formats::read(&bytes, &called)).await;
    let table = match read.map_err(|fault| Failure::Fault(fault.to_string()))? {
        Ok(table) => table,
        Err(unreadable) => return Ok(Err(unreadable.said())),
    };
    if table.rows.len() > MOST_ROWS {
        return Ok(Err(Said::new("import-page-rows").with("most", MOST_ROWS)));
    }
    Ok(Ok(table))
}

/// A file on its way in.
struct Work<'a> {
    app: &'a App,
    visit: &'a Visit,
    standing: &'a Standing,
    email: &'a str,
    name: &'a str,
    table: &'a Table,
}

impl Work<'_> {
    async fn report(&self, mapping: &Mapping, run: Run) -> Answer {
        let (edition, campaign) = self.edition()?;
        if matches!(edition.stage, Stage::Finished { .. }) {
            return form(self.app, self.visit, Some(&Said::new("import-finished")));
        }
        let names: Vec<String> = [&campaign.name.fr, &campaign.name.en]
            .into_iter()
            .filter(|name| !name.is_empty())
            .cloned()
            .collect();
        let whole = Import {
            world: World {
                gazetteer: &self.app.gazetteer,
                campaign_names: &names,
                edition: &edition,
                now: self.app.clock.now(),
            },
            standing: self.standing,
            email: self.email,
            table: self.table,
            mapping,
            run,
        };
        let outcomes = import(&self.app.store, &whole, |_| ()).await?;
        if run == Run::Real {
            self.app.outbox.notify_one();
            let _ = tokio::fs::remove_file(folder(self.app).join(self.name)).await;
        }
        let none = Said::new("");
        self.page(&mapping.to_toml(), &none, Some((mapping, run, &outcomes)))
    }

    fn edition(&self) -> Answer<(Arc<Edition>, Arc<Campaign>)> {
        let shelved = self.app.shelf.current().ok_or(Failure::NotFound)?;
        Ok((shelved.edition, shelved.campaign))
    }

    fn page(
        &self,
        mapping: &str,
        error: &Said,
        done: Option<(&Mapping, Run, &Vec<Outcome>)>,
    ) -> Answer {
        let speak = |said: &Said| say(&self.app.words, self.visit.lang, said);
        let wrong = !error.key.is_empty();
        let mut page = Page::new(
            "referee/import_report.html",
            speak(&Said::new("import-report-title")),
        )
        .hidden()
        .status(if wrong {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::OK
        })
        .with("name", self.name)
        .with("mapping", mapping)
        .with("error", if wrong { speak(error) } else { String::new() })
        .with(
            "notes",
            self.table.notes.iter().map(speak).collect::<Vec<_>>(),
        )
        .with("done", done.is_some_and(|(_, run, _)| run == Run::Real));
        let mut rows = Vec::new();
        let mut unused = Vec::new();
        let mut columns = Vec::new();
        let mut summary = String::new();
        let mut drafts = 0;
        let mut made_up = 0;
        if let Some((mapping, run, outcomes)) = done {
            rows = outcomes
                .iter()
                .map(|outcome| self.line(outcome, run, &speak))
                .collect();
            unused = mapping.unused_columns(self.table);
            columns = self.columns(mapping);
            let counts = Counts::of(outcomes);
            drafts = counts.drafts;
            made_up = outcomes.iter().filter(|one| is_made_up(one)).count();
            summary = speak(&counts.said(run));
        }
        page = page
            .with("rows", rows)
            .with("unused", unused.join(", "))
            .with("columns", columns)
            .with("targets", self.targets())
            .with("drafts", drafts)
            .with("made_up", made_up)
            .with("summary", summary);
        self.app.show(self.visit, page)
    }
}

/// What the menus of columns changed since the page was made.
fn moves(fields: &Fields, table: &Table) -> Vec<(String, Option<Target>, Option<Target>)> {
    let chosen = |name: String| Some(Target::parse(fields.get(&name)?));
    let columns = table.columns.iter().enumerate();
    let moved = columns.filter_map(|(at, column)| {
        let (from, to) = (chosen(format!("was.{at}"))?, chosen(format!("col.{at}"))?);
        (from != to).then(|| (column.clone(), from, to))
    });
    moved.collect()
}

/// Whether an event is known again only by what its row says.
fn is_made_up(outcome: &Outcome) -> bool {
    outcome.remarks.iter().any(|said| said.key == MADE_UP)
}

impl Work<'_> {
    /// The columns that say something: their name, what the first rows say, what each tells.
    fn columns(&self, mapping: &Mapping) -> Vec<serde_json::Value> {
        let filled = self.table.filled();
        let columns = self.table.columns.iter().enumerate();
        let shown = columns.filter(|(at, _)| filled[*at]);
        shown
            .map(|(at, column)| {
                let cells = self.table.rows.iter().map(|row| row.cells[at].trim());
                let sample = cells.clone().find(|cell| !cell.is_empty());
                let target = mapping.target_of(column).map_or("", Target::slug);
                json!({
                    "at": at,
                    "name": column,
                    "sample": text::shortened(&text::single_line(sample.unwrap_or_default()), 60),
                    "target": target,
                })
            })
            .collect()
    }

    /// What a column may tell, by name.
    fn targets(&self) -> Vec<serde_json::Value> {
        let word = |slug: &str| {
            let key = format!("import-field-{}", slug.replace('_', "-"));
            self.app.words.say(self.visit.lang, &key, None)
        };
        let all = Target::ALL.iter().map(|target| target.slug());
        all.map(|slug| json!({ "value": slug, "text": word(slug) }))
            .collect()
    }

    /// An outcome as the page shows it, with the way to its event where there is one.
    fn line(
        &self,
        outcome: &Outcome,
        run: Run,
        speak: &impl Fn(&Said) -> String,
    ) -> serde_json::Value {
        let mut shown = line(outcome, speak);
        // A trial keeps nothing: what would be new has no page.
        let event = outcome
            .event
            .filter(|_| run == Run::Real || outcome.what != What::New);
        let path = event.map(|id| match (outcome.landing, outcome.what) {
            (Some(Landing::Draft), What::New) => capability::path(&self.app.key, id, 0),
            _ => format!("/instruction/{id}"),
        });
        let path = path.map(|path| href(self.visit.lang, &path));
        shown["href"] = json!(path.unwrap_or_default());
        shown
    }
}

/// An outcome in words.
fn line(outcome: &Outcome, speak: &impl Fn(&Said) -> String) -> serde_json::Value {
    // What is so of many rows is said once, above them.
    let mut outcome = outcome.clone();
    outcome.remarks.retain(|said| said.key != MADE_UP);
    let line = report::line(&outcome, speak);
    let word = |kind: &str, slug: &str| {
        if slug.is_empty() {
            String::new()
        } else {
            speak(&Said::new(&format!("import-{kind}-{slug}")))
        }
    };
    let mut notes: Vec<String> = Vec::new();
    if !line.missing.is_empty() {
        let fields: Vec<String> = line
            .missing
            .iter()
            .map(|field| word("field", field))
            .collect();
        notes.push(speak(
            &Said::new("import-missing").with("fields", fields.join(", ")),
        ));
    }
    notes.extend(line.conflicts);
    notes.extend(line.remarks);
    json!({
        "line": line.line,
        "title": line.title,
        "what": word("what", line.outcome),
        "state": word("state", line.state),
        "notes": notes.join(" "),
    })
}

fn folder(app: &App) -> PathBuf {
    app.config.data.join("imports")
}

/// Keeps a file until it is confirmed, under a name that says whose it is and that nobody can guess.
async fn keep(app: &App, me: &Me, called: &str, bytes: &[u8]) -> Answer<String> {
    let folder = folder(app);
    let failed =
        |error: std::io::Error| Failure::Fault(format!("an import cannot be kept: {error}"));
    tokio::fs::create_dir_all(&folder).await.map_err(failed)?;
    let ending = if called.to_ascii_lowercase().ends_with(".csv") {
        "csv"
    } else {
        "data"
    };
    let name = format!("{}-{}.{ending}", me.person.id, secret::fresh());
    tokio::fs::write(folder.join(&name), bytes)
        .await
        .map_err(failed)?;
    Ok(name)
}

/// Takes away the files nobody confirmed in time; the calendar asks for it.
pub async fn forget(app: &App) {
    let Ok(mut entries) = tokio::fs::read_dir(folder(app)).await else {
        return;
    };
    while let Ok(Some(entry)) = entries.next_entry().await {
        if entry.metadata().await.is_ok_and(|found| is_old(&found)) {
            // On a shared folder another node may have been quicker.
            let _ = tokio::fs::remove_file(entry.path()).await;
        }
    }
}

fn is_old(file: &std::fs::Metadata) -> bool {
    let age = file.modified().ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age > KEPT)
}

/// A file that waits, if it is this person's.
async fn waiting(app: &App, me: &Me, name: &str) -> Option<(String, Vec<u8>)> {
    let own = name.starts_with(&format!("{}-", me.person.id));
    let plain = name
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && !name.contains("..");
    if !(own && plain) {
        return None;
    }
    let path = folder(app).join(name);
    let file = tokio::fs::metadata(&path).await.ok()?;
    if is_old(&file) {
        return None;
    }
    let bytes = tokio::fs::read(&path).await.ok()?;
    Some((name.to_owned(), bytes))
}
