//! Organisations: who runs events. Several people may act for one.

use serde::{Deserialize, Serialize};

use crate::territory::TerritoryCode;

/// What is known of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Organisation {
    /// Its name, at most 200 characters.
    pub name: String,
    /// Its SIRET, 14 digits, or empty.
    pub siret: String,
    /// Its kind.
    pub kind: Kind,
    /// Its web page, or empty.
    pub website: String,
    /// Where it stands, when known.
    pub commune: Option<TerritoryCode>,
}

/// Kinds of organisation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Kind {
    #[default]
    Company,
    School,
    University,
    Federation,
    Chamber,
    PublicBody,
    Association,
    Employment,
}

impl Kind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Kind; 8] = [
        Kind::Company,
        Kind::School,
        Kind::University,
        Kind::Federation,
        Kind::Chamber,
        Kind::PublicBody,
        Kind::Association,
        Kind::Employment,
    ];

    /// Its name in data.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Kind::Company => "company",
            Kind::School => "school",
            Kind::University => "university",
            Kind::Federation => "federation",
            Kind::Chamber => "chamber",
            Kind::PublicBody => "public-body",
            Kind::Association => "association",
            Kind::Employment => "employment",
        }
    }

    /// Reads [`Kind::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}
