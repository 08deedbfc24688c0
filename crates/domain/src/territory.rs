//! The tree of territories, as the rules need it: codes and the way up.

use serde::{Deserialize, Serialize};

/// The code of a territory: `FR` the nation, `r76` a région, `32` a département, `c32013` a commune.
///
/// The prefixes belong to the French pack; the rules never read them. A code is at most 16 ASCII letters and digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TerritoryCode(String);

impl TerritoryCode {
    /// Reads a code; `None` when it is empty, too long, or holds anything but ASCII letters, digits, `-` and `_`.
    #[must_use]
    pub fn parse(code: &str) -> Option<TerritoryCode> {
        let fits = !code.is_empty()
            && code.len() <= 16
            && code
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        fits.then(|| TerritoryCode(code.to_owned()))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for TerritoryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for TerritoryCode {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// The way up from the territory that handles an event to the nation: département, région, nation.
///
/// An event with no known place is handled by the nation alone, so that nothing is ever orphaned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain(Vec<TerritoryCode>);

impl Chain {
    /// The chain from the lowest territory up. `None` when empty.
    #[must_use]
    pub fn new(from_lowest: Vec<TerritoryCode>) -> Option<Chain> {
        (!from_lowest.is_empty()).then_some(Chain(from_lowest))
    }

    /// The lowest territory: the one that has jurisdiction.
    #[must_use]
    pub fn home(&self) -> &TerritoryCode {
        &self.0[0]
    }

    /// Every territory, lowest first.
    #[must_use]
    pub fn levels(&self) -> &[TerritoryCode] {
        &self.0
    }

    /// How many steps above the lowest territory this one stands; `None` when it is not on the way up.
    #[must_use]
    pub fn height(&self, code: &TerritoryCode) -> Option<usize> {
        self.0.iter().position(|level| level == code)
    }

    /// Which level decides: the lowest that has a referee, the nation when none has.
    #[must_use]
    pub fn deciding(&self, covered: impl Fn(&TerritoryCode) -> bool) -> usize {
        self.0.iter().position(covered).unwrap_or(self.0.len() - 1)
    }
}

/// What a territory shows of itself: edited by its referee, kept by the site.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Office {
    /// The service organisers may turn to (a service, never a person).
    pub service: String,
    /// Its public mail address.
    pub email: String,
    /// Its public telephone.
    pub phone: String,
    /// A page of its own.
    pub website: String,
    /// What the territory says to its visitors and organisers.
    pub welcome: crate::words::Words,
    /// The name and composition of the steering committee.
    pub committee: Committee,
    /// Remarks the referees use often.
    pub canned_remarks: Vec<CannedRemark>,
}

/// The steering committee (*COPIL*) of a territory.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Committee {
    /// Who runs it.
    pub run_by: String,
    /// Since when, in words ("octobre 2017").
    pub since: String,
    /// Partner institutions, in the order they are shown.
    pub partners: Vec<Partner>,
}

/// A partner institution of a committee.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Partner {
    /// The institution's name.
    pub name: String,
    /// Its web address, or empty.
    pub website: String,
}

/// A remark kept to be used again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CannedRemark {
    /// The field it is about (a field's slug), or empty for the whole proposal.
    pub field: String,
    /// The remark itself, at most 1,000 characters.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> TerritoryCode {
        TerritoryCode::parse(text).unwrap()
    }

    #[test]
    fn a_code_is_short_and_plain() {
        assert!(TerritoryCode::parse("2A").is_some());
        assert!(TerritoryCode::parse("").is_none());
        assert!(TerritoryCode::parse("32; DROP").is_none());
        assert!(TerritoryCode::parse("01234567890123456").is_none());
    }

    #[test]
    fn the_lowest_covered_level_decides_and_the_nation_when_none_is() {
        let chain = Chain::new(vec![code("32"), code("r76"), code("FR")]).unwrap();
        assert_eq!(chain.deciding(|_| true), 0);
        assert_eq!(chain.deciding(|level| level.as_str() != "32"), 1);
        assert_eq!(chain.deciding(|_| false), 2);
    }
}
