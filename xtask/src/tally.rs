//! What the runners say at their end, added up.

use std::ops::AddAssign;

/// How many checks passed and failed. A skipped test counts as failed: nothing is skipped without a word.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Checks that passed.
    pub passed: u64,
    /// Checks that failed, or did not run though they should have.
    pub failed: u64,
}

impl Tally {
    /// One check that either holds or does not.
    pub fn one(passed: bool) -> Self {
        Self {
            passed: u64::from(passed),
            failed: u64::from(!passed),
        }
    }

    /// A runner's own count, corrected by its exit status: one that failed without naming a failed test (it did not
    /// compile, or ran nothing) is one failure.
    pub fn of_runner(counted: Option<Self>, succeeded: bool) -> Self {
        match (counted, succeeded) {
            (Some(tally), true) => tally,
            (Some(tally), false) => Self {
                failed: tally.failed.max(1),
                ..tally
            },
            (None, _) => Self::one(false),
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads the summary of cargo-nextest: `Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 2 failed, 1 skipped`.
/// Tests left out by a filter are counted there as skipped: `filtered` says that this is meant.
pub fn nextest(output: &str, filtered: bool) -> Option<Tally> {
    let line = output
        .lines()
        .rev()
        .find(|line| line.trim_start().starts_with("Summary ["))?;
    let (_, counts) = line.split_once("run:")?;
    let mut tally = Tally::default();
    for part in without_parentheses(counts).split(',') {
        let (number, word) = part.trim().split_once(' ')?;
        let number: u64 = number.parse().ok()?;
        match word.trim() {
            "passed" => tally.passed += number,
            "skipped" if filtered => {}
            _ => tally.failed += number,
        }
    }
    Some(tally)
}

/// Reads the summary of Node's test runner, in its specification or its TAP form: `ℹ pass 12` or `# pass 12`.
pub fn node(output: &str) -> Option<Tally> {
    let count = |word: &str| {
        output.lines().rev().find_map(|line| {
            let rest = line.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
            rest.strip_prefix(word)?
                .strip_prefix(' ')?
                .trim()
                .parse::<u64>()
                .ok()
        })
    };
    let failed = ["fail", "cancelled", "skipped", "todo"]
        .iter()
        .filter_map(|word| count(word))
        .sum();
    Some(Tally {
        passed: count("pass")?,
        failed,
    })
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    let outside = text.chars().filter(|&character| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    outside.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_counts_what_did_not_pass_as_failed() {
        let said = "   PASS x\n     Summary [   1.204s] 15 tests run: 11 passed (1 slow, 2 leaky), 2 failed, 1 timed out, 1 skipped\n";
        assert_eq!(
            nextest(said, false),
            Some(Tally {
                passed: 11,
                failed: 4
            })
        );
        assert_eq!(
            nextest(said, true),
            Some(Tally {
                passed: 11,
                failed: 3
            })
        );
        assert_eq!(
            nextest(
                "     Summary [   0.012s] 1 test run: 1 passed, 0 skipped",
                false
            ),
            Some(Tally {
                passed: 1,
                failed: 0
            })
        );
        assert_eq!(nextest("error: could not compile `server`", false), None);
    }

    #[test]
    fn node_is_read_in_both_its_forms() {
        let spec =
            "ℹ tests 5\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 0\nℹ skipped 1\nℹ todo 0\n";
        assert_eq!(
            node(spec),
            Some(Tally {
                passed: 3,
                failed: 2
            })
        );
        assert_eq!(
            node("# tests 1\n# pass 1\n# fail 0\n"),
            Some(Tally {
                passed: 1,
                failed: 0
            })
        );
        assert_eq!(node("Error: no such file"), None);
    }

    #[test]
    fn a_runner_that_fails_without_a_word_is_a_failure() {
        assert_eq!(
            Tally::of_runner(None, false),
            Tally {
                passed: 0,
                failed: 1
            }
        );
        assert_eq!(
            Tally::of_runner(None, true),
            Tally {
                passed: 0,
                failed: 1
            }
        );
        assert_eq!(
            Tally::of_runner(
                Some(Tally {
                    passed: 4,
                    failed: 0
                }),
                false
            ),
            Tally {
                passed: 4,
                failed: 1
            }
        );
    }
}
