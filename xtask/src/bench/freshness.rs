//! How long until something done is seen by everyone: one act, several places that show it.

use std::time::{Duration, Instant};

/// A pause between two looks, short beside what is measured.
const PAUSE: Duration = Duration::from_millis(5);

/// A place where the act must show.
pub struct View<'a> {
    /// Its name in the table.
    pub name: &'static str,
    /// Looks once, and tells whether the act shows there. An error is a place that is broken, not one that is late.
    pub sees: Box<dyn Fn() -> Result<bool, String> + 'a>,
}

/// The names of the views, with the time each took to show the act.
pub type Seen = Vec<(&'static str, Duration)>;

/// Does the act, then looks until every view shows it. The durations are counted from before the act, in the order of
/// the views. The error names the views that have not shown it within `patience`.
pub fn until_visible(
    act: impl FnOnce() -> Result<(), String>,
    views: &[View<'_>],
    patience: Duration,
) -> Result<Seen, String> {
    let begun = Instant::now();
    act()?;
    let mut seen: Vec<Option<Duration>> = vec![None; views.len()];
    loop {
        for (view, seen) in views.iter().zip(&mut seen) {
            if seen.is_none() && (view.sees)()? {
                *seen = Some(begun.elapsed());
            }
        }
        let named = views.iter().zip(&seen);
        let late: Vec<&str> = named
            .clone()
            .filter(|(_, seen)| seen.is_none())
            .map(|(view, _)| view.name)
            .collect();
        if late.is_empty() {
            return Ok(named
                .filter_map(|(view, seen)| Some((view.name, (*seen)?)))
                .collect());
        }
        if begun.elapsed() > patience {
            return Err(format!(
                "After {} s, still not seen: {}.",
                patience.as_secs(),
                late.join(", ")
            ));
        }
        std::thread::sleep(PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn every_view_is_waited_for() {
        let looks = Cell::new(0);
        let late = || {
            looks.set(looks.get() + 1);
            Ok(looks.get() > 3)
        };
        let views = [
            View {
                name: "list",
                sees: Box::new(|| Ok(true)),
            },
            View {
                name: "map",
                sees: Box::new(late),
            },
        ];
        let seen = until_visible(|| Ok(()), &views, Duration::from_secs(5)).unwrap();
        assert_eq!(
            seen.iter().map(|(name, _)| *name).collect::<Vec<_>>(),
            ["list", "map"]
        );
        assert!(seen[0].1 < seen[1].1);
    }

    #[test]
    fn a_view_that_never_shows_it_is_named() {
        let views = [View {
            name: "feed",
            sees: Box::new(|| Ok(false)),
        }];
        let outcome = until_visible(|| Ok(()), &views, Duration::ZERO);
        assert_eq!(outcome, Err("After 0 s, still not seen: feed.".to_owned()));
    }
}
