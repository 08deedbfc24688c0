//! The desk of whoever reviews: who they are, their territories, the edition they work on, and where they are in their
//! list.

use std::collections::BTreeSet;

use domain::authority::{self, Denied, Matter, Standing};
use domain::edition::{Edition, Stage};
use domain::ids::{EventId, PersonId};
use domain::territory::TerritoryCode;
use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use store::events::{self, Kept};
use store::reviews::QueueFilter;
use store::{Conn, editions};

use crate::acts::{self, Coverage, Failed, World};
use crate::app::App;
use crate::error::{Answer, Failure, Sentence};
use crate::web::door::Visit;
use crate::web::organiser::draft::campaign_names;
use crate::web::page::href;

/// Rows of one page of a list.
pub const PAGE: u32 = 50;
/// The longest queue that one walks through with “next”.
pub const WALK: u32 = 5_000;

/// What every page of the space needs.
pub struct Desk<'a> {
    /// The site.
    pub app: &'a App,
    /// The request.
    pub visit: &'a Visit,
    /// Who asks, with their roles.
    pub standing: Standing,
    /// Which territories have someone who decides.
    pub coverage: Coverage,
    /// The edition under review.
    pub edition: Edition,
    /// Names the campaign is known by.
    pub names: Vec<String>,
    /// The moment it is.
    pub now: Timestamp,
}

impl<'a> Desk<'a> {
    /// The desk of whoever is signed in, for the running edition; 403 for someone without any role.
    pub async fn open(app: &'a App, visit: &'a Visit, conn: &mut Conn) -> Answer<Desk<'a>> {
        let me = visit.signed_in()?;
        let standing = acts::standing(conn, PersonId(me.person.id)).await?;
        if standing.appointments.is_empty() {
            return Err(Failure::Forbidden);
        }
        let edition = running(conn).await?;
        let names = campaign_names(app, conn).await?;
        Ok(Desk {
            app,
            visit,
            standing,
            coverage: Coverage::load(conn).await?,
            edition,
            names,
            now: app.clock.now(),
        })
    }

    /// What the acts need to know of the world.
    pub fn world(&self) -> World<'_> {
        World {
            gazetteer: &self.app.gazetteer,
            campaign_names: &self.names,
            edition: &self.edition,
            now: self.now,
        }
    }

    /// An event that this person may read as a reviewer, with what the rights over it depend on. The desk turns to the
    /// event’s own edition. Any other event does not exist.
    pub async fn event(&mut self, conn: &mut Conn, id: i64) -> Answer<(Kept, Matter)> {
        let kept = events::find(conn, EventId(id))
            .await?
            .ok_or(Failure::NotFound)?;
        let matter = self.coverage.matter(&kept.event, self.now);
        authority::reviewer(&self.standing, &matter).map_err(|_| Failure::NotFound)?;
        if kept.event.edition != self.edition.id {
            self.edition = editions::edition(conn, kept.event.edition).await?;
        }
        Ok((kept, matter))
    }

    /// The territories this person has a role in.
    pub fn territories(&self) -> Vec<TerritoryCode> {
        let codes: BTreeSet<&TerritoryCode> = self
            .standing
            .appointments
            .iter()
            .map(|held| &held.territory)
            .collect();
        codes.into_iter().cloned().collect()
    }

    /// The codes with jurisdiction below the chosen territory, or below all of theirs: départements, and the levels above
    /// for what has no place.
    pub fn homes(&self, chosen: Option<&TerritoryCode>) -> Vec<TerritoryCode> {
        let own = self.territories();
        let roots: Vec<&TerritoryCode> = match chosen {
            Some(code) => vec![code],
            None => own.iter().collect(),
        };
        let gazetteer = &self.app.gazetteer;
        gazetteer
            .territories()
            .iter()
            .map(|territory| &territory.code)
            .filter(|code| {
                roots
                    .iter()
                    .any(|root| gazetteer.is_within(code.as_str(), root.as_str()))
            })
            .cloned()
            .collect()
    }

    /// Whether a territory is one of theirs, or below one.
    pub fn reaches(&self, code: &TerritoryCode) -> bool {
        let gazetteer = &self.app.gazetteer;
        self.territories()
            .iter()
            .any(|own| gazetteer.is_within(code.as_str(), own.as_str()))
    }

    /// Whether they decide somewhere, or only give opinions.
    pub fn decides(&self) -> bool {
        self.standing
            .appointments
            .iter()
            .any(|held| held.role.decides())
    }

    /// Where they are in their list, from the address.
    pub fn trail(&self, pairs: &[(String, String)]) -> Trail {
        let mut trail = Trail::default();
        for (key, value) in pairs {
            match key.as_str() {
                "filtre" => trail.filter = QueueFilter::parse(value).unwrap_or(QueueFilter::All),
                "territoire" => {
                    trail.territory = TerritoryCode::parse(value).filter(|code| self.reaches(code));
                }
                _ => {}
            }
        }
        trail
    }

    /// The name of a territory in the visitor’s language.
    pub fn territory_name(&self, code: &TerritoryCode) -> String {
        let gazetteer = &self.app.gazetteer;
        match gazetteer.territory(code.as_str()) {
            Some(place) => gazetteer.name(place, self.visit.lang.tag()).to_owned(),
            None => code.to_string(),
        }
    }

    /// The zone of a territory’s clock.
    pub fn zone(&self, code: &TerritoryCode) -> TimeZone {
        acts::calendar(&self.app.gazetteer, code).0
    }

    /// A text of the site.
    pub fn say(&self, key: &str) -> String {
        self.app.words.say(self.visit.lang, key, None)
    }

    /// A text of the site with what it needs.
    pub fn say_with(&self, key: &str, named: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = named
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect();
        self.app.words.say(self.visit.lang, key, Some(&args))
    }

    /// A path in the visitor’s language.
    pub fn href(&self, path: &str) -> String {
        href(self.visit.lang, path)
    }
}

/// The edition that is running; without one, the latest that was.
async fn running(conn: &mut Conn) -> Answer<Edition> {
    let all = editions::editions(conn).await?;
    let running = all
        .iter()
        .position(|edition| matches!(edition.stage, Stage::Running { .. }));
    let latest = all
        .iter()
        .position(|edition| matches!(edition.stage, Stage::Finished { .. }));
    let found = running.or(latest).and_then(|at| all.into_iter().nth(at));
    found.ok_or_else(|| Failure::Gone(Sentence::new("referee-no-edition")))
}

/// The pairs of a query, as they came.
pub fn pairs(visit: &Visit) -> Vec<(String, String)> {
    let query = visit.query.as_deref().unwrap_or_default();
    url::form_urlencoded::parse(query.as_bytes())
        .take(2_000)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect()
}

/// Where someone is in their list: kept from page to page by the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trail {
    /// The filter they chose.
    pub filter: QueueFilter,
    /// The territory they chose among theirs.
    pub territory: Option<TerritoryCode>,
}

impl Default for Trail {
    fn default() -> Self {
        Trail {
            filter: QueueFilter::All,
            territory: None,
        }
    }
}

/// A field that a form carries along unseen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Carried {
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: String,
}

impl Trail {
    /// What a form carries along so that the place in the list is kept.
    pub fn carried(&self) -> Vec<Carried> {
        let mut carried = Vec::new();
        if self.filter != QueueFilter::All {
            carried.push(Carried {
                name: "filtre",
                value: self.filter.slug().to_owned(),
            });
        }
        if let Some(code) = &self.territory {
            carried.push(Carried {
                name: "territoire",
                value: code.to_string(),
            });
        }
        carried
    }

    /// A path with this place in the list, and more parameters.
    pub fn path(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for one in self.carried() {
            query.append_pair(one.name, &one.value);
        }
        query.extend_pairs(more);
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

/// The neighbours of an event in a list: the one before, its place from 1, the one after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbours {
    /// The one before.
    pub before: Option<EventId>,
    /// Its place from 1, when it is in the list.
    pub place: Option<usize>,
    /// The one after; for an event that is no longer in the list, the first.
    pub after: Option<EventId>,
    /// How long the list is.
    pub total: usize,
}

/// Where an event stands in the order of a list.
pub fn neighbours(order: &[EventId], id: EventId) -> Neighbours {
    let at = order.iter().position(|other| *other == id);
    let next = at.map_or(0, |at| at + 1);
    Neighbours {
        before: at
            .and_then(|at| at.checked_sub(1))
            .and_then(|at| order.get(at))
            .copied(),
        place: at.map(|at| at + 1),
        after: order.get(next).copied(),
        total: order.len(),
    }
}

/// What a right that is refused answers.
pub fn denied(why: &Denied) -> Failure {
    match why {
        Denied::Stranger => Failure::NotFound,
        // The page of the proposal says which territory decides for now.
        Denied::Role | Denied::AnotherLevel(_) => Failure::Forbidden,
        Denied::State => Failure::Conflict(Sentence::new("referee-no-state")),
    }
}

/// What an act that was not done answers, when its page has no better place for it.
pub fn failure(failed: Failed) -> Failure {
    match failed {
        Failed::Denied(why) => denied(&why),
        Failed::Refused(refusal) => {
            let sentence = Sentence::new(format!("referee-no-{}", refusal.slug()));
            match refusal {
                domain::review::Refusal::MovedOn | domain::review::Refusal::NothingToUndo => {
                    Failure::Conflict(sentence)
                }
                domain::review::Refusal::TooLong(limit) => {
                    Failure::Refusal(sentence.with("limit", limit))
                }
                domain::review::Refusal::AnswerDate => {
                    Failure::Refusal(sentence.with("days", domain::review::MOST_ANSWER_DAYS))
                }
                _ => Failure::Refusal(sentence),
            }
        }
        Failed::Store(store::StoreError::Conflict(_)) => {
            Failure::Conflict(Sentence::new("referee-no-moved-on"))
        }
        Failed::Store(fault) => fault.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_in_the_list_is_kept() {
        let order = [EventId(4), EventId(2), EventId(9)];
        let middle = neighbours(&order, EventId(2));
        assert_eq!(
            (middle.before, middle.place, middle.after),
            (Some(EventId(4)), Some(2), Some(EventId(9)))
        );
        assert_eq!(neighbours(&order, EventId(9)).after, None);
        let gone = neighbours(&order, EventId(7));
        assert_eq!((gone.place, gone.after), (None, Some(EventId(4))));
    }

    #[test]
    fn a_trail_is_an_address() {
        let trail = Trail {
            filter: QueueFilter::New,
            territory: TerritoryCode::parse("32"),
        };
        assert_eq!(
            trail.path("/instruction/7", &[("fait", "3")]),
            "/instruction/7?filtre=nouveaux&territoire=32&fait=3"
        );
        assert_eq!(Trail::default().path("/instruction", &[]), "/instruction");
    }
}
