//! Identities: numbers the database gives, wrapped so that two kinds are never mixed up.

use serde::{Deserialize, Serialize};

macro_rules! identity {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

identity! {
    /// A campaign, such as the Semaine de l’Industrie.
    CampaignId;
    /// One edition of a campaign.
    EditionId;
    /// An event, whatever its state.
    EventId;
    /// An organisation that runs events.
    OrganisationId;
    /// A person known by their mail address.
    PersonId;
    /// A verdict of the review.
    VerdictId;
    /// A registration: one booking of one party for one slot.
    RegistrationId;
    /// A slot that is booked here, as it is kept: it stays the same when its hours change.
    SlotId;
}
