//! Work that nothing is kept of yet: each address is asked for once.

use std::ops::Range;
use std::path::Path;

use super::aims::Work;
use super::load::{self, List, Manner};
use super::site::{Kept, Site};
use super::table::Line;
use super::{OURS, TIMES, lines_of, with_aim};

/// Connections: as many as go round what is kept, so that waking up for an answer weighs the same in both.
const CONNECTIONS: u32 = 16;

/// What is asked for once: the work, its list, and what completes its addresses.
struct Row {
    work: Work,
    list: &'static str,
    before: String,
    after: String,
}

/// Measures each row over three parts of its list.
pub fn measure(root: &Path, kept: &Kept, site: &Site, seconds: u32) -> Result<Vec<Line>, String> {
    let (tiles, mark) = site.tiles()?;
    let row = |work, list, before: &str, after: &str| Row {
        work,
        list,
        before: before.to_owned(),
        after: after.to_owned(),
    };
    let rows = [
        row(Work::FilteredTile, "filtered.tsv", &tiles, &mark),
        row(Work::FirstTile, "first.tsv", &tiles, &mark),
        row(Work::Search, "search.tsv", "/api/v1/search?", ""),
        row(Work::Event, "pages.tsv", "/evenements/", ""),
    ];
    let processes = site.processes();
    let asked = |list: &List, seconds| {
        load::load(root, site.address, list, CONNECTIONS, seconds, &processes)
    };
    let mut lines = Vec::new();
    for row in &rows {
        if row.work == Work::FilteredTile {
            // People have asked for these filters before, and not for these tiles.
            asked(&row.part(kept, "filters.tsv", 0..0), 3)?;
        }
        let third = lines_of(&kept.at("lists").join(row.list), usize::MAX)?.len() / TIMES;
        let parts = (0..TIMES).map(|time| time * third..(time + 1) * third);
        let loads = parts
            .map(|part| asked(&row.part(kept, row.list, part), seconds))
            .collect::<Result<Vec<_>, _>>()?;
        let load = load::median(&loads).ok_or_else(|| format!("{} is empty.", row.list))?;
        let line = Line::loaded(row.work.name(), OURS, &load);
        lines.push(with_aim(line, row.work, kept.events, &load));
    }
    Ok(lines)
}

impl Row {
    fn part(&self, kept: &Kept, list: &str, lines: Range<usize>) -> List {
        List {
            file: kept.at("lists").join(list),
            before: self.before.clone(),
            after: self.after.clone(),
            lines,
            manner: Manner::Once,
        }
    }
}
