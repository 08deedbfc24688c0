//! An organiser writes to those who booked.

use std::collections::BTreeSet;

use domain::booking::limits;
use domain::ids::RegistrationId;
use domain::text::length;
use store::bookings::messages::{self, Message};
use store::bookings::{Booked, NewLetter, letters, registrations};
use store::events;

use super::register::is_owed_news;
use super::{By, Failed};
use crate::app::App;

/// What is wrong with a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MessageFault {
    /// It has no subject.
    #[error("the message has no subject")]
    NoSubject,
    /// It says nothing.
    #[error("the message says nothing")]
    Empty,
    /// The subject is longer than [`limits::LINE`].
    #[error("the subject is too long")]
    LongSubject,
    /// It is longer than [`limits::MESSAGE`].
    #[error("the message is too long")]
    TooLong,
}

impl MessageFault {
    /// Its name among the words of the site.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            MessageFault::NoSubject => "no-subject",
            MessageFault::Empty => "empty",
            MessageFault::LongSubject => "long-subject",
            MessageFault::TooLong => "too-long",
        }
    }
}

/// Writes to those of these who count on a visit of the event, proved their address and did not stop messages; answers to how many.
/// The same form sent twice writes once.
///
/// # Errors
/// [`Failed::Message`]; [`Failed::Gone`].
pub async fn message(
    app: &App,
    by: &By,
    to: &BTreeSet<RegistrationId>,
    subject: &str,
    body: &str,
    form: &str,
) -> Result<usize, Failed> {
    let (subject, body) = (subject.trim(), body.trim());
    check(subject, body)?;
    let now = app.clock.now();
    let mut tx = app.store.begin().await?;
    let kept = events::find(&mut tx, by.event).await?.ok_or(Failed::Gone)?;
    let new = Message {
        id: 0,
        event: by.event,
        edition: kept.event.edition,
        subject: subject.to_owned(),
        body: body.to_owned(),
        form: form.to_owned(),
        at: now,
        by: by.organiser.person(),
    };
    let Some(number) = messages::add(&mut tx, &new).await? else {
        return Ok(0);
    };
    let all = registrations::of_event(&mut tx, by.event).await?;
    let letters: Vec<NewLetter> = all
        .iter()
        .filter(|booked| to.contains(&booked.id))
        .filter_map(|booked| letter(booked, number))
        .collect();
    letters::post(&mut tx, &letters, now).await?;
    tx.commit().await?;
    app.outbox.notify_one();
    Ok(letters.len())
}

fn check(subject: &str, body: &str) -> Result<(), MessageFault> {
    if subject.is_empty() {
        return Err(MessageFault::NoSubject);
    }
    if body.is_empty() {
        return Err(MessageFault::Empty);
    }
    if length(subject) > limits::LINE {
        return Err(MessageFault::LongSubject);
    }
    match length(body) > limits::MESSAGE {
        true => Err(MessageFault::TooLong),
        false => Ok(()),
    }
}

fn letter(booked: &Booked, message: i64) -> Option<NewLetter> {
    let wants = booked.quiet_at.is_none() && is_owed_news(&booked.registration.state);
    Some(NewLetter {
        registration: booked.id,
        slot: booked.slot,
        event: booked.event,
        to_email: booked.email().filter(|_| wants)?,
        language: booked.language.clone(),
        kind: "booking-message",
        message: Some(message),
        occasion: message.to_string(),
    })
}
