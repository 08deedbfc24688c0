//! What the figures mean on the day everyone comes: 100,000 new visitors in a minute, and the cores that they keep busy.

use super::OURS;
use super::aims::Work;
use super::table::{Line, short};

/// New visitors in a second.
const A_SECOND: f64 = 100_000.0 / 60.0;

/// What somebody asks for who opens the site, looks around on the map, filters twice, searches twice and reads two
/// events; and whether a proxy or a CDN may answer it by itself, because its address never changes its meaning.
const VISIT: [(Work, f64, bool); 7] = [
    (Work::Home, 1.0, false),
    (Work::Map, 1.0, false),
    // Sixteen tiles of the events, sixteen of the ground, and fourteen files, all kept alike.
    (Work::CachedTile, 46.0, true),
    (Work::FilteredTile, 12.0, false),
    (Work::List, 2.0, false),
    (Work::Search, 2.0, false),
    (Work::CachedEvent, 2.0, false),
];

/// The line, when everything it needs was measured.
pub fn line(lines: &[Line]) -> Option<Line> {
    let cpu = |work: Work| {
        let measured = lines
            .iter()
            .find(|line| line.work == work.name() && line.who == OURS);
        measured.and_then(|line| line.cpu)
    };
    let mut all = 0.0;
    let mut behind = 0.0;
    let mut requests = 0.0;
    for (work, times, kept) in VISIT {
        let spent = cpu(work)? * times;
        all += spent;
        requests += times;
        if !kept {
            behind += spent;
        }
    }
    let cores = |micros: f64| short(micros * A_SECOND / 1e6);
    let figure = format!(
        "{} ms for {requests} requests of a visitor: {} cores, {} behind a CDN",
        short(all / 1e3),
        cores(all),
        cores(behind)
    );
    Some(Line::told("100,000 visitors a minute", OURS, &figure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_are_counted_from_what_a_visit_costs() {
        let lines: Vec<Line> = VISIT
            .iter()
            .map(|(work, _, _)| Line {
                cpu: Some(10.0),
                ..Line::told(work.name(), OURS, "")
            })
            .collect();
        let told = line(&lines).unwrap().ratio;
        assert_eq!(
            told,
            "0.66 ms for 66 requests of a visitor: 1.10 cores, 0.33 behind a CDN"
        );
        assert!(line(&lines[1..]).is_none());
    }
}
