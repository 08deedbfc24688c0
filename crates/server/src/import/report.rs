//! What came of an import, told: counts, a table row by row, and the same as data.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Landing, Outcome, Run, What};
use crate::formats::Said;

/// Says a sentence to whoever reads, in their language.
pub type Speak<'a> = dyn Fn(&Said) -> String + 'a;

/// How many rows came to what.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Rows in all.
    pub rows: usize,
    /// By what happened.
    pub by: BTreeMap<&'static str, usize>,
    /// Events that wait for a verdict now.
    pub proposed: usize,
    /// Events that are drafts now.
    pub drafts: usize,
}

impl Counts {
    /// Counts outcomes.
    #[must_use]
    pub fn of(outcomes: &[Outcome]) -> Counts {
        let mut counts = Counts {
            rows: outcomes.len(),
            by: What::ALL.iter().map(|what| (what.slug(), 0)).collect(),
            ..Counts::default()
        };
        for outcome in outcomes {
            *counts.by.entry(outcome.what.slug()).or_default() += 1;
            counts.proposed += usize::from(outcome.landing == Some(Landing::Proposed));
            counts.drafts += usize::from(outcome.landing == Some(Landing::Draft));
        }
        counts
    }

    /// The counts in a sentence.
    #[must_use]
    pub fn said(&self, run: Run) -> Said {
        let key = match run {
            Run::Dry => "import-summary-dry",
            Run::Real => "import-summary",
        };
        let said = Said::new(key)
            .with("rows", self.rows)
            .with("proposed", self.proposed)
            .with("drafts", self.drafts);
        self.by
            .iter()
            .fold(said, |said, (what, count)| said.with(what, count))
    }
}

/// One outcome as people read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The line of the file.
    pub line: usize,
    /// The identifier outside.
    pub id: String,
    /// The title.
    pub title: String,
    /// What happened, as data.
    pub outcome: &'static str,
    /// Where the event stands, as data; empty when there is none.
    pub state: &'static str,
    /// The event's number, when there is one.
    pub event: Option<i64>,
    /// The leaves that changed, as data.
    pub changed: Vec<&'static str>,
    /// The leaves edited on the site that stay, as data.
    pub kept: Vec<&'static str>,
    /// The leaves edited on both sides, in words: the site's word, then the file's.
    pub conflicts: Vec<String>,
    /// The fields that are missing, as data.
    pub missing: Vec<&'static str>,
    /// Everything else, in words.
    pub remarks: Vec<String>,
}

/// An outcome in words.
#[must_use]
pub fn line(outcome: &Outcome, speak: &Speak<'_>) -> Line {
    let conflicts = outcome.conflicts.iter().map(|conflict| {
        let said = match &conflict.site {
            Some(site) => {
                Said::new("import-conflict").with("site", domain::text::shortened(site, 200))
            }
            None => Said::new("import-conflict-unsent"),
        };
        speak(
            &said
                .with("field", conflict.leaf.slug())
                .with("file", domain::text::shortened(&conflict.file, 200)),
        )
    });
    Line {
        line: outcome.line,
        id: outcome.outside.clone(),
        title: outcome.title.clone(),
        outcome: outcome.what.slug(),
        state: outcome.landing.map_or("", Landing::slug),
        event: outcome.event.map(|id| id.0),
        changed: outcome.changed.iter().map(|leaf| leaf.slug()).collect(),
        kept: outcome.kept.iter().map(|leaf| leaf.slug()).collect(),
        conflicts: conflicts.collect(),
        missing: outcome.missing.iter().map(|field| field.slug()).collect(),
        remarks: outcome.remarks.iter().map(speak).collect(),
    }
}

/// The report as CSV, semicolons between, with the mark that spreadsheets look for.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn csv(outcomes: &[Outcome], speak: &Speak<'_>) -> Result<Vec<u8>, csv::Error> {
    let mut out = "\u{feff}".as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(&mut out);
    writer.write_record([
        "line",
        "id",
        "title",
        "outcome",
        "state",
        "event",
        "changed",
        "kept",
        "conflicts",
        "missing",
        "remarks",
    ])?;
    for outcome in outcomes {
        let line = line(outcome, speak);
        let event = line.event.map(|id| id.to_string()).unwrap_or_default();
        let cells = [
            line.line.to_string(),
            line.id,
            line.title,
            line.outcome.to_owned(),
            line.state.to_owned(),
            event,
            line.changed.join(", "),
            line.kept.join(", "),
            line.conflicts.join("\n"),
            line.missing.join(", "),
            line.remarks.join("\n"),
        ];
        writer.write_record(cells.map(crate::formats::inert))?;
    }
    writer.flush()?;
    drop(writer);
    Ok(out)
}

/// The report as JSON: the counts, then each row.
#[must_use]
pub fn json(outcomes: &[Outcome], speak: &Speak<'_>) -> Vec<u8> {
    let lines: Vec<Line> = outcomes
        .iter()
        .map(|outcome| line(outcome, speak))
        .collect();
    let report = serde_json::json!({ "counts": Counts::of(outcomes), "rows": lines });
    serde_json::to_vec_pretty(&report).unwrap_or_default()
}
