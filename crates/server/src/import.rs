//! Bringing a file in: each row is decided and saved by itself, so that an interruption leaves nothing half done and the
//! next run goes on from there.
//!
//! A row has three sides: what the file says, what it said the last time, and what the site holds. What was edited on the
//! site stays and is shown; what the file changed comes in through the same verbs as everything else, so that a labelled
//! event goes back to review while its labelled version stays public.

pub mod report;
mod row;

use std::collections::HashMap;

use domain::authority::Standing;
use domain::event::Field;
use domain::ids::EventId;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError};

use crate::acts::{Coverage, Failed, World};
use crate::formats::leaf::Leaf;
use crate::formats::mapping::Mapping;
use crate::formats::rows::{Reader, Told};
use crate::formats::{Said, Table};

/// Whether what was decided is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    /// Everything is done except keeping it: what would happen is told.
    Dry,
    /// Each row is kept as soon as it is done.
    Real,
}

/// An import: a table, what its columns are, who brings it and into which edition.
pub struct Import<'a> {
    /// The world it comes into.
    pub world: World<'a>,
    /// Who brings it, with their roles.
    pub standing: &'a Standing,
    /// Their mail address: whom the referee turns to when a row names nobody.
    pub email: &'a str,
    /// The table.
    pub table: &'a Table,
    /// What its columns are.
    pub mapping: &'a Mapping,
    /// Whether it is kept.
    pub run: Run,
}

/// What came of a row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The line of the file.
    pub line: usize,
    /// Its identifier outside; empty for a row that could not be read.
    pub outside: String,
    /// Its title; empty for a row that could not be read.
    pub title: String,
    /// What happened.
    pub what: What,
    /// Where the event stands now; none when there is none.
    pub landing: Option<Landing>,
    /// The event, when there is one; in a dry run a new one has no number that lasts.
    pub event: Option<EventId>,
    /// What the file changed.
    pub changed: Vec<Leaf>,
    /// What was edited on the site and stays.
    pub kept: Vec<Leaf>,
    /// What was edited on both sides: the site’s stays.
    pub conflicts: Vec<Conflict>,
    /// What keeps a draft from being proposed.
    pub missing: Vec<Field>,
    /// Everything else that is worth knowing, the reason of a refusal first.
    pub remarks: Vec<Said>,
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// An event was made of it.
    New,
    /// Its event was changed.
    Changed,
    /// Its event says the same already, or what differs was edited on the site.
    Unchanged,
    /// Its event was edited on both sides.
    Conflict,
    /// A rule says no.
    Refused,
    /// It could not be read.
    Unread,
}

impl What {
    /// Every kind, in the order of the report.
    pub const ALL: [What; 6] = [
        What::New,
        What::Changed,
        What::Unchanged,
        What::Conflict,
        What::Refused,
        What::Unread,
    ];

    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            What::New => "new",
            What::Changed => "changed",
            What::Unchanged => "unchanged",
            What::Conflict => "conflict",
            What::Refused => "refused",
            What::Unread => "unread",
        }
    }
}

/// Where an event stands after its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Landing {
    /// A draft: something is missing.
    Draft,
    /// Waiting for a verdict.
    Proposed,
    /// Public already, the change with it: it needed no review.
    Labelled,
    /// The change waits in the form, beside edits that were not sent.
    Form,
    /// As it was.
    AsItWas,
}

impl Landing {
    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Landing::Draft => "draft",
            Landing::Proposed => "proposed",
            Landing::Labelled => "labelled",
            Landing::Form => "form",
            Landing::AsItWas => "as-it-was",
        }
    }
}

/// A leaf that was edited on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// Which leaf.
    pub leaf: Leaf,
    /// What the site says, and keeps saying; none for what its organiser has not sent yet, which is theirs alone.
    pub site: Option<String>,
    /// What the file says.
    pub file: String,
}

impl Outcome {
    /// An outcome that is nothing but its reason.
    fn plain(line: usize, what: What, why: Said) -> Outcome {
        Outcome {
            line,
            outside: String::new(),
            title: String::new(),
            what,
            landing: None,
            event: None,
            changed: Vec::new(),
            kept: Vec::new(),
            conflicts: Vec::new(),
            missing: Vec::new(),
            remarks: vec![why],
        }
    }

    /// The outcome of a row that was read.
    fn of(told: &Told, what: What) -> Outcome {
        Outcome {
            line: told.line,
            outside: told.outside.clone(),
            title: told.content.title.clone(),
            what,
            landing: None,
            event: None,
            changed: Vec::new(),
            kept: Vec::new(),
            conflicts: Vec::new(),
            missing: Vec::new(),
            remarks: told.remarks.clone(),
        }
    }

    /// The same row refused, for this reason.
    fn refused(told: &Told, why: Said) -> Outcome {
        let mut outcome = Outcome::of(told, What::Refused);
        outcome.remarks.insert(0, why);
        outcome
    }
}

/// Brings every row in, in the order of the file, and tells each outcome as soon as it is kept.
///
/// # Errors
/// When the database fails: what was told before is kept, the rest is not done.
pub async fn import(
    store: &Store,
    import: &Import<'_>,
    mut tell: impl FnMut(&Outcome),
) -> Result<Vec<Outcome>, StoreError> {
    let reader = Reader {
        table: import.table,
        mapping: import.mapping,
        edition: import.world.edition,
        gazetteer: import.world.gazetteer,
    };
    let coverage = Coverage::load(&mut *store.reader().await?).await?;
    let source = reader.source();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut outcomes = Vec::with_capacity(import.table.rows.len());
    let mut unread = import.table.unread.iter().peekable();
    let mut note = |outcome: Outcome| {
        tell(&outcome);
        outcomes.push(outcome);
    };
    for row in &import.table.rows {
        while let Some(bad) = unread.next_if(|bad| bad.line < row.line) {
            note(Outcome::plain(bad.line, What::Unread, bad.why.clone()));
        }
        let told = match reader.read(row) {
            Ok(told) => told,
            Err(why) => {
                note(Outcome::plain(row.line, What::Refused, why));
                continue;
            }
        };
        if let Some(first) = seen.insert(told.outside.clone(), told.line) {
            let key = if told.made_up {
                "import-row-twice"
            } else {
                "import-row-same-id"
            };
            note(Outcome::refused(&told, Said::new(key).with("line", first)));
            seen.insert(told.outside.clone(), first);
            continue;
        }
        note(one(store, import, &coverage, &source, &told).await?);
    }
    for bad in unread {
        note(Outcome::plain(bad.line, What::Unread, bad.why.clone()));
    }
    Ok(outcomes)
}

/// One row, in a transaction of its own; tried again once when somebody was quicker.
async fn one(
    store: &Store,
    import: &Import<'_>,
    coverage: &Coverage,
    source: &str,
    told: &Told,
) -> Result<Outcome, StoreError> {
    let mut again = true;
    loop {
        let mut tx = store.begin().await?;
        match row::bring(&mut tx, import, coverage, source, told).await {
            Ok(outcome) => {
                // Not committed, a transaction leaves nothing.
                if import.run == Run::Real && outcome.what != What::Refused {
                    tx.commit().await?;
                }
                return Ok(outcome);
            }
            // Somebody was quicker with the same event, or with the same organisation.
            Err(Failed::Store(StoreError::Conflict(_) | StoreError::Duplicate { .. })) if again => {
                again = false;
            }
            Err(Failed::Store(StoreError::Conflict(_) | StoreError::Duplicate { .. })) => {
                return Ok(Outcome::refused(told, Said::new("import-row-busy")));
            }
            Err(Failed::Store(fault)) => return Err(fault),
            Err(Failed::Denied(why)) => {
                return Ok(Outcome::refused(
                    told,
                    row::denied(&why, told, import.world.gazetteer),
                ));
            }
            Err(Failed::Refused(why)) => {
                let said = Said::new("import-row-rule").with("rule", why.slug());
                return Ok(Outcome::refused(told, said));
            }
        }
    }
}

#[cfg(test)]
mod tests;
