//! What a letter about an event says, found when it is sent: its title, its territory, its dates in the place's own zone,
//! the words of the verdict, and the address where one acts. The outbox keeps only what the decision said.

use catalogue::place::{Forms, Place};
use domain::edition::{Edition, Rules};
use domain::event::Field;
use domain::identifier::Email;
use domain::ids::EventId;
use domain::review::{Met, Verdict, VerdictKind};
use domain::territory::TerritoryCode;
use domain::words::Language;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Map, Value as Json, json};
use store::events::{self, Kept};
use store::outbox::Letter;
use store::{Conn, editions, offices, organisations, reviews};

use super::NotTaken;
use crate::app::App;
use crate::web::page::href;
use crate::web::public::label;
use crate::web::{booking, filters};
use crate::{acts, capability};

/// The longest title in a subject, in characters: more is not shown by most programs.
const SUBJECT_TITLE: usize = 60;

/// The kinds of letters that go to those who decide; the others about an event go to whoever organises it.
const FOR_DECIDERS: [&str; 8] = [
    "arrived",
    "moved-away",
    "withdrawn",
    "change-withdrawn",
    "due-soon",
    "overdue",
    "due-here",
    "overdue-here",
];
/// The kinds that go to both.
const FOR_BOTH: [&str; 2] = ["announced", "taken-down"];

/// The params of a letter with everything its template reads.
///
/// # Errors
/// [`NotTaken::ForNow`] when the database does not answer, [`NotTaken::Ever`] when what the letter is about has gone.
pub(super) async fn params(
    app: &App,
    letter: &Letter,
    language: Language,
) -> Result<Json, NotTaken> {
    let mut all = letter.params.as_object().cloned().unwrap_or_default();
    if letter.kind == "digest" {
        digest(app, letter, language, &mut all);
    } else if letter.kind == "invitation" {
        invitation(app, language, &mut all);
    } else if let Some(id) = all.get("registration").and_then(Json::as_i64) {
        let told = booking::params(app, letter, language, id).await;
        let told = told.map_err(NotTaken::ForNow)?;
        all.extend(told.ok_or_else(|| NotTaken::Ever("the booking has gone".to_owned()))?);
    } else if let Some(id) = all.get("event").and_then(Json::as_i64) {
        let told = event(app, letter, EventId(id), &all, language).await?;
        all.extend(told);
    }
    Ok(Json::Object(all))
}

/// Everything about the event that some template reads; what a kind does not need is empty.
async fn event(
    app: &App,
    letter: &Letter,
    id: EventId,
    given: &Map<String, Json>,
    language: Language,
) -> Result<Map<String, Json>, NotTaken> {
    let mut conn = app.store.reader().await.map_err(not_now)?;
    let kept = events::find(&mut conn, id)
        .await
        .map_err(not_now)?
        .ok_or_else(|| NotTaken::Ever(format!("the event {id} has gone")))?;
    let edition = editions::edition(&mut conn, kept.event.edition)
        .await
        .map_err(not_now)?;
    let writer = Writer {
        app,
        language,
        kept: &kept,
        edition: &edition,
    };
    let decides = writer.is_for_deciders(&mut conn, letter).await?;
    let coverage = acts::Coverage::load(&mut conn).await.map_err(not_now)?;
    let mut told = writer.names(given, decides);
    // Above the nation nobody could decide in its place.
    let last = kept.event.chain.levels().last();
    let alone = Some(coverage.deciding(&kept.event.chain)) == last;
    told.insert("alone".into(), json!(alone));
    writer.dates(given, &mut told);
    writer.link(letter, given, decides, &mut told);
    writer.verdict(&mut conn, letter, given, &mut told).await?;
    let name = |field: Field| writer.say(&format!("mail-field-{}", field.slug()));
    let corrections = super::corrections::told(&mut conn, id, given, name)
        .await
        .map_err(not_now)?;
    told.insert("corrections".into(), corrections);
    writer.contact(&mut conn, &mut told).await?;
    Ok(told)
}

fn not_now(error: store::StoreError) -> NotTaken {
    match error {
        store::StoreError::Missing(_) | store::StoreError::Corrupt { .. } => {
            NotTaken::Ever(error.to_string())
        }
        passing => NotTaken::ForNow(passing.to_string()),
    }
}

/// What a letter about one event is made from.
struct Writer<'a> {
    app: &'a App,
    language: Language,
    kept: &'a Kept,
    edition: &'a Edition,
}

impl Writer<'_> {
    fn say(&self, key: &str) -> String {
        self.app.words.say(self.language, key, None)
    }

    /// An announcement goes to both sides: its addressee is on the organiser's side when they proposed the event or belong to its
    /// organisation.
    async fn is_for_deciders(&self, conn: &mut Conn, letter: &Letter) -> Result<bool, NotTaken> {
        if !FOR_BOTH.contains(&letter.kind.as_str()) {
            return Ok(FOR_DECIDERS.contains(&letter.kind.as_str()));
        }
        let Some(person) = letter.to_person.map(domain::ids::PersonId) else {
            return Ok(false);
        };
        if self.kept.event.proposer == Some(person) {
            return Ok(false);
        }
        let own = organisations::memberships_of(conn, person)
            .await
            .map_err(not_now)?;
        let proposer = self.kept.event.proposer;
        let organisers = self.kept.event.organisers();
        Ok(!own
            .iter()
            .any(|part| organisers.contains(&part.organisation) && part.reaches(proposer)))
    }

    fn names(&self, given: &Map<String, Json>, decides: bool) -> Map<String, Json> {
        let title = match self.kept.title.as_str() {
            "" => self.say("mail-untitled"),
            title => title.to_owned(),
        };
        let territory = given
            .get("territory")
            .and_then(Json::as_str)
            .and_then(TerritoryCode::parse)
            .unwrap_or_else(|| self.kept.event.chain.home().clone());
        // The one it left, which reads of it for the last time.
        let from = given.get("from").and_then(Json::as_str);
        let from = from.and_then(TerritoryCode::parse);
        let home = from
            .as_ref()
            .unwrap_or_else(|| self.kept.event.chain.home());
        let mut told = Map::new();
        told.insert("title".into(), json!(title));
        told.insert("short_title".into(), json!(shortened(&title)));
        told.insert("place".into(), forms(self.app, &territory, self.language));
        told.insert("home".into(), forms(self.app, home, self.language));
        let by = given.get("by").and_then(Json::as_str);
        let by = by.and_then(TerritoryCode::parse);
        let by = by.map_or(Json::Null, |by| forms(self.app, &by, self.language));
        told.insert("by".into(), by);
        let name = crate::refresh::the(self.edition);
        told.insert("edition".into(), json!(name.get(self.language)));
        told.insert("decides".into(), json!(decides));
        // It was public, and is no more.
        let gone = self.kept.slug.is_some() && self.kept.event.label.is_none();
        told.insert("gone".into(), json!(gone));
        told.insert("kept".into(), json!(self.kept.event.label.is_some()));
        let reader = if decides { "decider" } else { "organiser" };
        told.insert("reader".into(), json!(reader));
        told
    }

    /// The dates of the params, in words: the moment, and the day for the subject.
    fn dates(&self, given: &Map<String, Json>, told: &mut Map<String, Json>) {
        let zone = acts::zone_of(&self.app.gazetteer, &self.kept.event.chain);
        for name in ["due", "answer_by"] {
            let at = given
                .get(name)
                .and_then(Json::as_str)
                .and_then(|text| text.parse::<Timestamp>().ok());
            let (moment, day) = at.map_or_else(Default::default, |at| self.when(at, &zone));
            told.insert(name.into(), json!(moment));
            told.insert(format!("{name}_day"), json!(day));
        }
    }

    fn when(&self, at: Timestamp, zone: &TimeZone) -> (String, String) {
        let day = at.to_zoned_datetime(zone.clone()).date();
        let moment = filters::moment(at, zone.iana_name(), self.language);
        (moment, filters::day(day, self.language))
    }

    /// Where one acts, and where the public reads the event once it is labelled.
    fn link(
        &self,
        letter: &Letter,
        given: &Map<String, Json>,
        decides: bool,
        told: &mut Map<String, Json>,
    ) {
        let key = &self.app.key;
        let own = capability::path(key, self.kept.id, self.kept.link_epoch);
        let path = match letter.kind.as_str() {
            // Those it has left may read it no more.
            "moved-away" => "/instruction".to_owned(),
            _ if decides => format!("/instruction/{}", self.kept.id),
            "confirm-address" => match Email::parse(&letter.to_email) {
                Ok(email) => {
                    let revision = number(given, "revision");
                    let proof = capability::confirmation(key, self.kept, revision, &email);
                    format!("{own}/confirmer/{proof}")
                }
                Err(_) => own,
            },
            "returned" | "answer-due" => format!("{own}/repondre"),
            _ => own,
        };
        told.insert("link".into(), json!(self.absolute(&path)));
        let public = self.kept.slug.as_ref().map_or_else(String::new, |slug| {
            self.absolute(&format!("/evenements/{slug}"))
        });
        told.insert("public_link".into(), json!(public));
        let proof = self.absolute(&label::path(self.kept.id));
        told.insert("proof_link".into(), json!(proof));
    }

    fn absolute(&self, path: &str) -> String {
        self.app.config.absolute(&href(self.language, path))
    }

    /// The words of the verdict the letter is about: remarks, criteria, the reason.
    async fn verdict(
        &self,
        conn: &mut Conn,
        letter: &Letter,
        given: &Map<String, Json>,
        told: &mut Map<String, Json>,
    ) -> Result<(), NotTaken> {
        let wanted = match letter.kind.as_str() {
            "returned" | "answer-due" => Some(VerdictKind::Returned),
            "refused" | "change-refused" => Some(VerdictKind::Refused),
            "labelled" => Some(VerdictKind::Labelled),
            _ => None,
        };
        let found = match wanted {
            Some(kind) => self.find(conn, kind, number(given, "revision")).await?,
            None => None,
        };
        let verdict = found.as_ref();
        told.insert("remarks".into(), self.remarks(verdict));
        let note = verdict.map_or("", |verdict| verdict.note.trim());
        told.insert("note".into(), json!(note));
        told.insert("unmet".into(), self.unmet(given, verdict));
        told.insert("reason".into(), json!(self.reason()));
        Ok(())
    }

    async fn find(
        &self,
        conn: &mut Conn,
        kind: VerdictKind,
        revision: u32,
    ) -> Result<Option<Verdict>, NotTaken> {
        let verdicts = reviews::verdicts(conn, self.kept.id)
            .await
            .map_err(not_now)?;
        Ok(verdicts
            .into_iter()
            .map(|(_, verdict)| verdict)
            .rfind(|verdict| verdict.kind == kind && verdict.revision == revision))
    }

    fn remarks(&self, verdict: Option<&Verdict>) -> Json {
        let remarks = verdict
            .into_iter()
            .flat_map(|verdict| &verdict.remarks)
            .map(|remark| {
                let field = match remark.field {
                    Some(field) => self.say(&format!("mail-field-{}", field.slug())),
                    None => self.say("mail-field-whole"),
                };
                json!({ "field": field, "text": remark.text.trim() })
            });
        Json::Array(remarks.collect())
    }

    /// The statements of the criteria that are not met.
    fn unmet(&self, given: &Map<String, Json>, verdict: Option<&Verdict>) -> Json {
        let named = given.get("criterion").and_then(Json::as_str);
        let answered = verdict
            .into_iter()
            .flat_map(|verdict| &verdict.answers)
            .filter(|answer| answer.met == Met::No)
            .map(|answer| answer.criterion.as_str());
        let mut slugs: Vec<&str> = named.into_iter().chain(answered).collect();
        slugs.dedup();
        let statements = slugs
            .into_iter()
            .filter_map(|slug| statement(&self.edition.rules, slug, self.language));
        let mut all: Vec<&str> = statements.collect();
        let mut seen = std::collections::BTreeSet::new();
        all.retain(|text| seen.insert(*text));
        json!(all)
    }

    /// What visitors read about a change of plan.
    fn reason(&self) -> &str {
        use domain::event::Status;
        match &self.kept.event.status {
            Status::Scheduled => "",
            Status::Cancelled { reason, .. }
            | Status::Postponed { reason, .. }
            | Status::MovedOnline { reason, .. } => reason,
        }
    }

    /// Whom the organiser may ask: the office of the lowest territory that has one.
    async fn contact(&self, conn: &mut Conn, told: &mut Map<String, Json>) -> Result<(), NotTaken> {
        let mut contact = Json::Null;
        for level in self.kept.event.chain.levels() {
            let (office, _) = offices::office(conn, level).await.map_err(not_now)?;
            if !office.email.is_empty() || !office.phone.is_empty() {
                contact = json!({
                    "service": office.service, "email": office.email, "phone": office.phone,
                });
                break;
            }
        }
        told.insert("contact".into(), contact);
        Ok(())
    }
}

fn number(given: &Map<String, Json>, name: &str) -> u32 {
    let found = given.get(name).and_then(Json::as_u64).unwrap_or_default();
    u32::try_from(found).unwrap_or_default()
}

fn statement<'r>(rules: &'r Rules, slug: &str, language: Language) -> Option<&'r str> {
    let found = rules
        .criteria
        .iter()
        .find(|criterion| criterion.slug == slug)?;
    Some(found.statement.get(language))
}

/// The title, cut between words where a subject line would be too long.
fn shortened(title: &str) -> String {
    if title.chars().count() <= SUBJECT_TITLE {
        return title.to_owned();
    }
    let cut: String = title.chars().take(SUBJECT_TITLE).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(head, _)| head);
    format!("{}…", whole.trim_end_matches([',', ';', ':', ' ']))
}

/// How a territory is named in sentences: `{name, the, within, of}`; its code where the pack does not know it.
pub(super) fn forms(app: &App, code: &TerritoryCode, language: Language) -> Json {
    let found = app.gazetteer.territory(code.as_str());
    let forms = found.map_or_else(
        || plain(code),
        |place: Place<'_>| app.gazetteer.forms(place, language.tag()),
    );
    json!({ "name": forms.name, "the": forms.the, "within": forms.within, "of": forms.of })
}

fn plain(code: &TerritoryCode) -> Forms {
    let code = code.to_string();
    Forms {
        name: code.clone(),
        the: code.clone(),
        within: code.clone(),
        of: code,
    }
}

/// The digest keeps codes and numbers; names, days and addresses are put in when it is sent.
fn digest(app: &App, letter: &Letter, language: Language, all: &mut Map<String, Json>) {
    let absolute = |path: &str| app.config.absolute(&href(language, path));
    let territories: Vec<Json> = all
        .get("territories")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
        .map(|one| territory_of_digest(app, one, language))
        .collect();
    all.insert("territories".into(), Json::Array(territories));
    all.insert("link".into(), json!(absolute("/instruction")));
    let stop = letter.to_person.map_or_else(String::new, |person| {
        absolute(&crate::web::letters::stop_path(&app.key, person))
    });
    all.insert("unsubscribe".into(), json!(stop));
}

fn territory_of_digest(app: &App, one: &Json, language: Language) -> Json {
    let code = one["code"].as_str().and_then(TerritoryCode::parse);
    let code = code.unwrap_or_else(|| app.gazetteer.nation().code.clone());
    let (zone, _) = acts::calendar(&app.gazetteer, &code);
    let items: Vec<Json> = one["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|item| {
            let due = item["due"]
                .as_i64()
                .and_then(|at| Timestamp::from_millisecond(at).ok());
            let due = due.map_or_else(String::new, |at| {
                filters::moment(at, zone.iana_name(), language)
            });
            let path = format!(
                "/instruction/{}",
                item["event"].as_i64().unwrap_or_default()
            );
            json!({
                "title": item["title"], "due": due, "late": item["late"],
                "address": app.config.absolute(&href(language, &path)),
            })
        })
        .collect();
    json!({
        "place": forms(app, &code, language), "items": items, "more": one["more"],
        "waiting": one["waiting"], "late": one["late"], "due_today": one["due_today"],
    })
}

/// An invitation to a role in a territory.
fn invitation(app: &App, language: Language, all: &mut Map<String, Json>) {
    let territory = all
        .get("territory")
        .and_then(Json::as_str)
        .and_then(TerritoryCode::parse)
        .unwrap_or_else(|| app.gazetteer.nation().code.clone());
    all.insert("place".into(), forms(app, &territory, language));
    for name in ["role", "institution", "link"] {
        let empty = || Json::String(String::new());
        let told = all.get(name).filter(|value| value.is_string()).cloned();
        all.insert(name.into(), told.unwrap_or_else(empty));
    }
    let days = all.get("days").and_then(Json::as_i64).unwrap_or(14);
    all.insert("days".into(), json!(days));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_title_is_cut_between_words() {
        assert_eq!(shortened("Portes ouvertes"), "Portes ouvertes");
        let long = "Visite guidée de la fonderie, de l’atelier de mécanique et du laboratoire";
        assert_eq!(
            shortened(long),
            "Visite guidée de la fonderie, de l’atelier de mécanique et…"
        );
    }
}
