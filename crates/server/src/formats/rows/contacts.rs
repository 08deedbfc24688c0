//! Whom to turn to: from the columns for it, from what prose says, and never taken out of the prose.

use domain::identifier::{Email, Phone, Web};

use super::super::clean;
use super::super::columns::Target;
use super::Reading;

/// Which kind of address a cell should hold.
#[derive(Clone, Copy)]
enum Kind {
    Email,
    Phone,
    Web,
}

impl Reading<'_> {
    /// Fills contacts and ways to book.
    pub(super) fn contacts(&mut self) {
        let cell = |reading: &mut Self, target, kind| reading.address(target, kind);
        self.content.public_contact.name = self.line(Target::ContactName);
        self.content.public_contact.website = cell(self, Target::ContactWebsite, Kind::Web);
        self.content.public_contact.email = cell(self, Target::ContactEmail, Kind::Email);
        self.content.public_contact.phone = cell(self, Target::ContactPhone, Kind::Phone);
        self.content.booking.url = cell(self, Target::BookingUrl, Kind::Web);
        self.content.booking.email = cell(self, Target::BookingEmail, Kind::Email);
        self.content.booking.phone = cell(self, Target::BookingPhone, Kind::Phone);
        self.content.referee_contact.name = self.line(Target::RefereeName);
        self.content.referee_contact.email = cell(self, Target::RefereeEmail, Kind::Email);
        self.content.referee_contact.phone = cell(self, Target::RefereePhone, Kind::Phone);
        self.told_in_prose();
    }

    /// What a cell holds of the kind wanted. A cell that holds another kind gives it to the field of that kind; what is
    /// left over is kept in the description.
    fn address(&mut self, target: Target, kind: Kind) -> String {
        let cell = self.line(target);
        if cell.is_empty() {
            return String::new();
        }
        let (mail, phone, web) = (mail_in(&cell), phone_in(&cell), web_in(&cell));
        let found = match kind {
            Kind::Email => mail.clone(),
            Kind::Phone => phone.clone(),
            Kind::Web => web.clone(),
        };
        let contact = &mut self.content.public_contact;
        match (kind, &mail, &web) {
            (Kind::Email | Kind::Phone, None, Some(web)) if contact.website.is_empty() => {
                contact.website.clone_from(web)
            }
            (Kind::Web | Kind::Phone, Some(mail), _) if contact.email.is_empty() => {
                contact.email.clone_from(mail)
            }
            _ => {}
        }
        // Two addresses in a cell, or a word beside: nothing of it is lost.
        let alone = found.as_deref().is_some_and(|found| same(found, &cell));
        if !alone
            && (mail.is_none() && phone.is_none() && web.is_none()
                || cell.contains([' ', '/', ';']))
        {
            self.besides.push(format!("Contact : {cell}"));
        }
        found.unwrap_or_default()
    }

    /// Telephones and mails told in prose, where nothing stands yet.
    fn told_in_prose(&mut self) {
        let prose = format!(
            "{}\n{}",
            self.raw(Target::Conditions),
            self.raw(Target::Description)
        );
        let content = &mut self.content;
        for found in clean::mails(&prose) {
            let place = if found.for_booking {
                &mut content.booking.email
            } else {
                &mut content.public_contact.email
            };
            if place.is_empty() {
                *place = found.value;
            }
        }
        for found in clean::phones(&prose) {
            let place = if found.for_booking {
                &mut content.booking.phone
            } else {
                &mut content.public_contact.phone
            };
            if place.is_empty() {
                *place = found.value;
            }
        }
        let books = content.booking.mode == Some(domain::event::BookingMode::Required);
        let nowhere = content.booking.email.is_empty()
            && content.booking.phone.is_empty()
            && content.booking.url.is_empty();
        // One must book and the row tells one way to reach anybody: it is that one.
        if books && nowhere {
            content
                .booking
                .email
                .clone_from(&content.public_contact.email);
            content
                .booking
                .phone
                .clone_from(&content.public_contact.phone);
            if content.booking.email.is_empty()
                && content.booking.phone.is_empty()
                && let Some(web) = clean::webs(&prose).into_iter().next()
            {
                content.booking.url = web;
            }
        }
    }
}

fn same(found: &str, cell: &str) -> bool {
    let plain = |text: &str| -> String {
        text.to_lowercase()
            .trim_start_matches("https://")
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | ','))
            .collect()
    };
    plain(found) == plain(cell)
}

fn mail_in(cell: &str) -> Option<String> {
    let whole = Email::parse(cell).ok().map(|mail| mail.as_str().to_owned());
    whole.or_else(|| {
        clean::mails(cell)
            .into_iter()
            .next()
            .map(|found| found.value)
    })
}

fn phone_in(cell: &str) -> Option<String> {
    // A spreadsheet eats the first zero of a number: 562000001 was 05 62 00 00 01.
    let digits: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let restored = if digits.len() == 9
        && digits.bytes().all(|b| b.is_ascii_digit())
        && !digits.starts_with('0')
    {
        format!("0{digits}")
    } else {
        cell.replace(',', " ")
    };
    let whole = Phone::parse(&restored).ok().map(|phone| phone.spaced());
    whole.or_else(|| {
        clean::phones(cell)
            .into_iter()
            .next()
            .map(|found| found.value)
    })
}

fn web_in(cell: &str) -> Option<String> {
    let bare = !cell.contains('@') && cell.contains('.') && !cell.contains(char::is_whitespace);
    let letters = cell.chars().any(char::is_alphabetic);
    let whole = if bare && letters {
        Web::parse(cell).ok().map(|web| web.as_str().to_owned())
    } else {
        None
    };
    whole.or_else(|| clean::webs(cell).into_iter().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_untidy_cells() {
        assert_eq!(
            mail_in("a@b.example / c@d.example").as_deref(),
            Some("a@b.example")
        );
        assert_eq!(phone_in("04,90,00,00,01"), phone_in("04 90 00 00 01"));
        assert_eq!(phone_in("490000001"), phone_in("04 90 00 00 01"));
        assert!(web_in("www.usine.example").is_some());
        assert!(web_in("04.90.00.00.01").is_none());
        assert!(mail_in("www.usine.example").is_none());
    }
}
