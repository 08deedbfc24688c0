//! The journal of an event in words.

use domain::event::Field;
use domain::journal::{Actor, Entry, What};
use fluent_bundle::FluentValue;
use serde::Serialize;

use super::desk::Desk;
use super::fields;
use crate::web::filters;

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// When, in words.
    pub when: String,
    /// When, for machines.
    pub iso: String,
    /// Who, in words; a part, never a name.
    pub who: String,
    /// What.
    pub text: String,
    /// The words that came with it.
    pub note: String,
    /// Whether it is a verdict.
    pub verdict: bool,
}

/// The journal, the latest line first.
pub fn lines(desk: &Desk<'_>, entries: &[Entry], zone: &str) -> Vec<Line> {
    entries
        .iter()
        .rev()
        .map(|entry| line(desk, entry, zone))
        .collect()
}

fn line(desk: &Desk<'_>, entry: &Entry, zone: &str) -> Line {
    let (text, note) = what(desk, &entry.what);
    let verdict = matches!(
        entry.what,
        What::Labelled { .. } | What::Returned { .. } | What::Refused { .. } | What::Undone { .. }
    );
    Line {
        when: filters::moment(entry.at, Some(zone), desk.visit.lang),
        iso: entry.at.to_string(),
        who: who(desk, &entry.actor),
        text,
        note,
        verdict,
    }
}

fn who(desk: &Desk<'_>, actor: &Actor) -> String {
    match actor {
        Actor::Organiser { .. } => desk.say("referee-actor-organiser"),
        Actor::Referee { territory, .. } => desk.say_with(
            "referee-actor-referee",
            &[("territory", desk.territory_name(territory).into())],
        ),
        Actor::Committee { institution, .. } => desk.say_with(
            "referee-actor-committee",
            &[("institution", institution.clone().into())],
        ),
        Actor::Site => desk.say("referee-actor-site"),
    }
}

fn revision(number: u32) -> (&'static str, FluentValue<'static>) {
    ("revision", f64::from(number).into())
}

fn listed(desk: &Desk<'_>, list: &[Field]) -> String {
    let labels: Vec<String> = list
        .iter()
        .map(|field| fields::label(desk, *field).to_lowercase())
        .collect();
    labels.join(", ")
}

/// A line’s text and the words that came with it.
fn what(desk: &Desk<'_>, what: &What) -> (String, String) {
    let said = |key: &str, named: &[(&str, FluentValue<'_>)]| {
        desk.say_with(&format!("referee-journal-{key}"), named)
    };
    let plain = |text: String| (text, String::new());
    let place = |code| FluentValue::from(desk.territory_name(code));
    match what {
        What::Begun => plain(said("begun", &[])),
        What::Cloned { .. } => plain(said("cloned", &[])),
        What::Imported { source } => (said("imported", &[]), source.clone()),
        What::Sent { revision: n } => plain(said("sent", &[revision(*n)])),
        What::Proposed {
            revision: n,
            territory,
            reason,
            ..
        } => plain(said(
            &format!("proposed-{}", reason.slug()),
            &[revision(*n), ("territory", place(territory))],
        )),
        What::Returned {
            revision: n,
            fields,
            ..
        } => (said("returned", &[revision(*n)]), listed(desk, fields)),
        What::Labelled { revision: n } => plain(said("labelled", &[revision(*n)])),
        What::Refused {
            revision: n,
            criterion,
        } => (said("refused", &[revision(*n)]), statement(desk, criterion)),
        What::Undone { revision: n } => plain(said("undone", &[revision(*n)])),
        What::Corrected {
            revision: n,
            fields,
        } => (said("corrected", &[revision(*n)]), listed(desk, fields)),
        What::Updated {
            revision: n,
            fields,
        } => (said("updated", &[revision(*n)]), listed(desk, fields)),
        What::Withdrawn => plain(said("withdrawn", &[])),
        What::Lapsed { revision: n } => plain(said("lapsed", &[revision(*n)])),
        What::ChangeWithdrawn { revision: n } => plain(said("change-withdrawn", &[revision(*n)])),
        What::Cancelled => (said("cancelled", &[]), String::new()),
        What::Postponed => (said("postponed", &[]), String::new()),
        What::MovedOnline => (said("moved-online", &[]), String::new()),
        What::OrganisationChanged => (said("organisation-changed", &[]), String::new()),
        What::Reinstated => plain(said("reinstated", &[])),
        What::Moved { from, to } => {
            plain(said("moved", &[("from", place(from)), ("to", place(to))]))
        }
        What::ParentWarned { territory } => {
            plain(said("parent-warned", &[("territory", place(territory))]))
        }
        What::Overdue { territory } => plain(said("overdue", &[("territory", place(territory))])),
        What::Reminded { territory } => plain(said("reminded", &[("territory", place(territory))])),
        What::Late { territory } => plain(said("late", &[("territory", place(territory))])),
        What::Relinked => plain(said("relinked", &[])),
        What::Opined { favourable } => plain(match favourable {
            true => said("opined-for", &[]),
            false => said("opined-against", &[]),
        }),
        What::BookingsSet => plain(said("bookings-set", &[])),
        What::SlotClosed { slot } => (said("slot-closed", &[]), civil(desk, *slot)),
        What::SlotReopened { slot } => (said("slot-reopened", &[]), civil(desk, *slot)),
        What::CapacitySet { slot, .. } => (said("capacity-set", &[]), civil(desk, *slot)),
    }
}

/// When a slot begins, in the time of its place.
fn civil(desk: &Desk<'_>, slot: jiff::civil::DateTime) -> String {
    filters::civil(slot, desk.visit.lang)
}

/// What a criterion states, or its slug when the edition has it no more.
fn statement(desk: &Desk<'_>, slug: &str) -> String {
    let criteria = &desk.edition.rules.criteria;
    criteria
        .iter()
        .find(|criterion| criterion.slug == slug)
        .map_or(slug, |criterion| criterion.statement.get(desk.visit.lang))
        .to_owned()
}
