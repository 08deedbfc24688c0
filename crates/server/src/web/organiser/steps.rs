//! The steps of the form: which fields stand on which page.

use domain::check::Findings;
use domain::event::Field;

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// What it is.
    What,
    /// Who organises.
    Who,
    /// Where.
    Where,
    /// When.
    When,
    /// How one comes.
    How,
    /// A picture.
    Picture,
    /// Check and send.
    Send,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 7] = [
        Step::What,
        Step::Who,
        Step::Where,
        Step::When,
        Step::How,
        Step::Picture,
        Step::Send,
    ];

    /// Its part of the address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Step::What => "quoi",
            Step::Who => "qui",
            Step::Where => "ou",
            Step::When => "quand",
            Step::How => "comment",
            Step::Picture => "image",
            Step::Send => "envoi",
        }
    }

    /// Reads [`Step::slug`].
    #[must_use]
    pub fn parse(slug: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.slug() == slug)
    }

    /// Its fields, in the order of the page.
    #[must_use]
    pub fn fields(self) -> &'static [Field] {
        match self {
            Step::What => &[
                Field::Title,
                Field::Summary,
                Field::Format,
                Field::Sectors,
                Field::Description,
                Field::Audiences,
                Field::Ages,
                Field::Tags,
                Field::Language,
            ],
            Step::Who => &[
                Field::Organisation,
                Field::RefereeContact,
                Field::PublicContact,
            ],
            Step::Where => &[
                Field::Mode,
                Field::Place,
                Field::Commune,
                Field::Point,
                Field::MeetingPoint,
                Field::Transport,
                Field::OnlineUrl,
            ],
            Step::When => &[Field::Slots],
            Step::How => &[
                Field::Booking,
                Field::Full,
                Field::Conditions,
                Field::Free,
                Field::Access,
                Field::Safety,
            ],
            Step::Picture => &[Field::Picture],
            Step::Send => &[],
        }
    }

    /// The step that follows.
    #[must_use]
    pub fn next(self) -> Option<Step> {
        let at = Step::ALL.iter().position(|step| *step == self)?;
        Step::ALL.get(at + 1).copied()
    }

    /// The step before.
    #[must_use]
    pub fn before(self) -> Option<Step> {
        let at = Step::ALL.iter().position(|step| *step == self)?;
        at.checked_sub(1).map(|at| Step::ALL[at])
    }

    /// The step that holds a field.
    #[must_use]
    pub fn of(field: Field) -> Step {
        Step::ALL
            .into_iter()
            .find(|step| step.fields().contains(&field))
            .unwrap_or(Step::What)
    }

    /// How far the step is: `fix`, `next` or `done`.
    #[must_use]
    pub fn state(self, findings: &Findings) -> &'static str {
        let fields = self.fields();
        if findings
            .blocked
            .iter()
            .any(|one| fields.contains(&one.field()))
        {
            return "fix";
        }
        let ready = match self {
            Step::Send => findings.may_be_proposed(),
            _ => !findings.missing.iter().any(|field| fields.contains(field)),
        };
        if ready { "done" } else { "next" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_stands_on_one_page() {
        for field in Field::ALL {
            let holders = Step::ALL
                .iter()
                .filter(|step| step.fields().contains(&field))
                .count();
            assert_eq!(holders, 1, "{field:?}");
        }
    }
}
