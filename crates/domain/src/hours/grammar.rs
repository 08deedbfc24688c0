//! From pieces to statements: which days, from when to when, at what hour, for how long.

use jiff::civil::Date;

use super::days;
use super::tokens::{Kind, Token};
use super::words::{
    CANCELLED, EXCEPTIONS, FILLERS, GATES, OTHER_DAYS, OTHERS, PERIODS, VAGUE, WHICH,
    is_name_of_event,
};
use super::{Piece, Why};

/// Minutes since midnight; 1 440 is the end of the day.
pub(super) type Minute = u32;

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// These days are meant from here on.
    Days(Vec<Date>),
    /// From an hour to another.
    Range { from: Minute, to: Minute },
    /// "Entre 10 h et 12 h": one comes at some time between.
    Between { from: Minute, to: Minute },
    /// An hour alone.
    Hour(Minute),
    /// An hour of something else (a mass, the closing of the gates), or one of two hours: a detail at most.
    Aside(Minute),
    /// "À partir de", "dès": the hour is a beginning and no end follows.
    From(Minute),
    /// "Jusqu'à", "fermeture à": the hour is an end and no beginning precedes.
    Until(Minute),
    /// "Durée 1 h", in minutes, said right after an hour.
    Duration(Minute),
    /// Something that prevents being sure.
    Trouble(Why),
}

/// A statement and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) said: Said,
    pub(super) piece: Piece,
    /// The sentence (or line) it stands in, from 0.
    pub(super) sentence: usize,
    /// Whether a word that tells something stands before it in its sentence.
    pub(super) after_words: bool,
    /// Whether one stands after it, before the next statement or the end of the sentence.
    pub(super) before_words: bool,
}

/// Reads every statement of a text.
pub(super) fn statements(tokens: &[Token], candidates: &[Date]) -> Vec<Statement> {
    let mut reader = Reader {
        tokens,
        candidates,
        at: 0,
        sentence: 0,
        words: Vec::new(),
        out: Vec::new(),
    };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.out
}

struct Reader<'a> {
    tokens: &'a [Token],
    candidates: &'a [Date],
    at: usize,
    sentence: usize,
    /// The words of the sentence since its last statement.
    words: Vec<&'a str>,
    out: Vec<Statement>,
}

impl<'a> Reader<'a> {
    /// Reads what begins at the current token.
    fn step(&mut self) {
        let tokens = self.tokens;
        let token = &tokens[self.at];
        if token.kind == Kind::Break {
            self.sentence += 1;
            self.words.clear();
            self.at += 1;
            return;
        }
        if self.days() || self.duration() || self.vague() || self.bare_hour() || self.hours() {
            return;
        }
        if let Some(word) = token.word() {
            self.words.push(word);
            if let Some(last) = self
                .out
                .last_mut()
                .filter(|last| last.sentence == self.sentence)
            {
                last.before_words |= !FILLERS.contains(&word);
            }
        }
        self.at += 1;
    }

    /// Records a statement that ends before the token `next`, and goes there.
    fn say(&mut self, said: Said, next: usize) {
        let (first, last) = (&self.tokens[self.at], &self.tokens[next - 1]);
        let after_words = self.words.iter().any(|word| !FILLERS.contains(word));
        self.out.push(Statement {
            said,
            piece: Piece {
                start: first.start,
                end: last.end,
            },
            sentence: self.sentence,
            after_words,
            before_words: false,
        });
        self.words.clear();
        self.at = next;
    }

    /// The word just before the current token, signs passed over, when it is in the same sentence.
    fn before(&self, back: usize) -> Option<&'a str> {
        let words = &self.words;
        words
            .len()
            .checked_sub(back)
            .and_then(|at| words.get(at))
            .copied()
    }

    /// What the words before a statement do to it.
    fn guard(&self) -> Option<Why> {
        if self.words.iter().any(|word| EXCEPTIONS.contains(word)) {
            return Some(Why::Exception);
        }
        if self.words.iter().rev().take(3).any(|word| *word == "ou") {
            return Some(Why::Alternative);
        }
        let other = self.words.iter().rposition(|word| OTHERS.contains(word))?;
        // "Sur réservation, samedi…" is a condition; "Réservations samedi…" is another thing.
        let condition = other > 0 && matches!(self.words[other - 1], "sur" | "sans" | "avec");
        let ends_there = other + 1 == self.words.len();
        let sign_follows = self.at > 0 && matches!(self.tokens[self.at - 1].kind, Kind::Sign(_));
        if condition && ends_there && sign_follows {
            None
        } else {
            Some(Why::OtherHours)
        }
    }

    /// Days, unless they are a deadline for booking, which takes its whole sentence away.
    fn days(&mut self) -> bool {
        let Some(group) = days::group(self.tokens, self.at, self.candidates) else {
            return false;
        };
        let limit = matches!(
            (self.before(2), self.before(1)),
            (Some("avant" | "apres" | "depuis" | "des"), Some("le"))
                | (_, Some("jusqu" | "avant" | "des" | "depuis"))
                | (Some("jusqu"), Some("au"))
                | (Some("partir"), Some("du" | "de"))
        );
        if limit && self.words.iter().any(|word| OTHERS.contains(word)) {
            self.pass_sentence();
            return true;
        }
        let which = self.before(1).is_some_and(|word| WHICH.contains(&word))
            || self
                .tokens
                .get(group.next)
                .is_some_and(|token| token.is_one_of(&WHICH));
        let said = match (limit || which, self.guard(), group.days) {
            (true, _, _) => Said::Trouble(Why::Vague),
            (_, Some(why), _) | (_, None, Err(why)) => Said::Trouble(why),
            (_, None, Ok(days)) => Said::Days(days),
        };
        self.say(said, group.next);
        true
    }

    /// Goes to the end of the sentence.
    fn pass_sentence(&mut self) {
        while self.at < self.tokens.len() && self.tokens[self.at].kind != Kind::Break {
            self.at += 1;
        }
    }

    /// "Durée 1h30", "durée : 45 minutes"; not "durée : 1h15 à 1h30" nor "durée environ 1h".
    fn duration(&mut self) -> bool {
        if !self.tokens[self.at].is_one_of(&["duree", "pendant", "durant"]) {
            return false;
        }
        let mut next = self.at + 1;
        let mut about = false;
        while let Some(token) = self.tokens.get(next) {
            about |= token.is_one_of(&["environ", "approximative", "moyenne"]);
            let passed = token.is_sign(':')
                || token.is_one_of(&["de", "d", "la", "visite", "estimee", "une"])
                || about && token.word().is_some();
            if !passed {
                break;
            }
            next += 1;
        }
        let Some((minutes, after)) = self.length(next) else {
            return false;
        };
        let to = self
            .tokens
            .get(after)
            .is_some_and(|token| token.is_dash() || token.is_one_of(&["a", "ou", "environ"]));
        let ranged = to && self.length(after + 1).is_some();
        // "14h, film (durée 15 min)": the length is that of something else than the event.
        let own = self
            .words
            .iter()
            .all(|word| FILLERS.contains(word) || is_name_of_event(word));
        let sure = own
            && !about
            && !ranged
            && !self
                .tokens
                .get(after)
                .is_some_and(|token| token.is_word("environ"));
        let next = if ranged {
            self.length(after + 1).map_or(after, |(_, end)| end)
        } else {
            after
        };
        if sure {
            self.say(Said::Duration(minutes), next);
        } else {
            self.at = next;
        }
        true
    }

    /// A length of time at a token ("1h30", "45 minutes", "1 heure"), in minutes.
    fn length(&self, at: usize) -> Option<(Minute, usize)> {
        match self.tokens.get(at)?.kind {
            Kind::Hour { hour, minute } if hour <= 24 && minute < 60 && hour + minute > 0 => {
                Some((hour * 60 + minute, at + 1))
            }
            Kind::Number(minutes @ 1..=600) => {
                let unit = self
                    .tokens
                    .get(at + 1)?
                    .is_one_of(&["min", "mn", "minute", "minutes"]);
                unit.then_some((minutes, at + 2))
            }
            _ => None,
        }
    }

    /// Words that stand for hours nobody can know, a cancellation, and departures at intervals.
    fn vague(&mut self) -> bool {
        let interval = self.run_at(&[&["toutes", "tous"], &["les"]])
            && (self.run_at(&[&[], &[], &["heure", "heures", "demi"]])
                || self.number_or_hour(self.at + 2));
        let vague = VAGUE
            .iter()
            .find(|run| self.run_at(run))
            .map(|run| run.len());
        let (why, length) = match vague {
            _ if self.run_at(&[&CANCELLED]) => (Why::Exception, 1),
            _ if interval => (Why::Departures, 3),
            Some(length) => (Why::Vague, length),
            None if self.run_at(&[&PERIODS]) && self.period_of_day() => (Why::Vague, 1),
            None => return false,
        };
        self.say(Said::Trouble(why), self.at + length);
        true
    }

    /// Whether the words from the current token on are of these, one list for each; an empty list
    /// takes any word.
    fn run_at(&self, run: &[&[&str]]) -> bool {
        run.iter().enumerate().all(|(offset, words)| {
            let token = self.tokens.get(self.at + offset);
            token.is_some_and(|token| words.is_empty() || token.is_one_of(words))
        })
    }

    /// Whether a number, a length or an hour stands there.
    fn number_or_hour(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| matches!(token.kind, Kind::Number(_) | Kind::Hour { .. }))
    }

    /// Whether the part of the day named here ("samedi matin", "l'après-midi") leaves its hours to
    /// be guessed: hours right after it, or right before, say them.
    fn period_of_day(&self) -> bool {
        let token = &self.tokens[self.at];
        let mut next = self.at + 1;
        if token.is_word("apres") {
            if self.tokens.get(next).is_some_and(Token::is_dash) {
                next += 1;
            }
            if !self
                .tokens
                .get(next)
                .is_some_and(|token| token.is_word("midi"))
            {
                return false;
            }
            next += 1;
        } else if token.is_word("midi") && self.words.last() == Some(&"apres") {
            return false;
        }
        // "de 9h à 12h le matin", but not "de 9h à 12h et l'après-midi".
        let after_hours = self.out.last().is_some_and(|last| {
            let mut between = self.tokens[..self.at]
                .iter()
                .rev()
                .take_while(|token| token.start >= last.piece.end);
            matches!(last.said, Said::Range { .. })
                && between.all(|token| token.is_one_of(&["le", "l", "du", "de"]))
        });
        let after_day = self.out.last().is_some_and(|last| {
            last.sentence == self.sentence
                && matches!(last.said, Said::Days(_))
                && self.words.is_empty()
        });
        let named = after_day
            || matches!(
                self.before(1),
                Some("le" | "l" | "en" | "ce" | "chaque" | "du")
            );
        while self.tokens.get(next).is_some_and(|token| {
            token.is_word("de") || matches!(token.kind, Kind::Sign(':' | ',' | '('))
        }) {
            next += 1;
        }
        named && !after_hours && !self.number_or_hour(next)
    }

    /// "De 9 à 12h": the first hour leaves its sign to the second.
    fn bare_hour(&mut self) -> bool {
        let Kind::Number(hour) = self.tokens[self.at].kind else {
            return false;
        };
        let to = self
            .tokens
            .get(self.at + 1)
            .is_some_and(|token| token.is_word("a"));
        let end = self.tokens.get(self.at + 2).map(|token| &token.kind);
        match end {
            Some(Kind::Hour {
                hour: to_hour,
                minute,
            }) if to && self.before(1) == Some("de") => {
                let said = range(clock(hour, 0), clock(*to_hour, *minute));
                self.say_hours(said, self.at + 3);
                true
            }
            _ => false,
        }
    }

    /// An hour, and what stands around it.
    fn hours(&mut self) -> bool {
        let Kind::Hour { hour, minute } = self.tokens[self.at].kind else {
            return false;
        };
        let next = self.at + 1;
        let follows = self.tokens.get(next);
        let enclosed = self.at > 0
            && self.tokens[self.at - 1].is_sign('(')
            && follows.is_some_and(|token| token.is_sign(')'));
        if enclosed || follows.is_some_and(|token| token.is_one_of(&["avant", "plus"])) {
            // "(1h30)" is a length, "1 h avant" a distance: neither is an hour of the day.
            self.at = next;
            return true;
        }
        let from = clock(hour, minute);
        if let Some((to, after)) = self.end_of_range(next) {
            self.say_hours(range(from, to), after);
        } else if let (Some("entre"), Some((to, after))) =
            (self.before(1), self.hour_after(next, "et"))
        {
            let said = match range(from, to) {
                Said::Range { from, to } => Said::Between { from, to },
                other => other,
            };
            self.say_hours(said, after);
        } else if let (true, Some((to, after))) = (
            self.words
                .iter()
                .rev()
                .take(2)
                .any(|word| *word == "depart"),
            self.return_hour(next),
        ) {
            self.say_hours(range(from, to), after);
        } else {
            let said = from.map_or(Said::Trouble(Why::ImpossibleHour), |minute| {
                self.lone_hour(minute)
            });
            self.say(said, next);
        }
        true
    }

    /// Records hours, unless the words before them make them something else.
    fn say_hours(&mut self, said: Said, next: usize) {
        let other_days = self.words.iter().any(|word| OTHER_DAYS.contains(word));
        let said = match self.guard() {
            Some(why) => Said::Trouble(why),
            None if other_days => Said::Trouble(Why::Vague),
            None => said,
        };
        self.say(said, next);
    }

    /// What an hour alone says, by the words before it.
    fn lone_hour(&self, minute: Minute) -> Said {
        match (self.before(3), self.before(2), self.before(1)) {
            (Some("a"), Some("partir"), Some("de"))
            | (_, Some("partir"), Some("de"))
            | (_, _, Some("des" | "apres" | "depuis")) => Said::From(minute),
            (_, Some("jusqu"), Some("a"))
            | (_, Some("fermeture"), Some("a"))
            | (_, Some("fin"), Some("a"))
            | (_, _, Some("avant" | "fermeture")) => Said::Until(minute),
            _ if self.guard() == Some(Why::Exception)
                && !self.words.iter().any(|word| GATES.contains(word)) =>
            {
                Said::Trouble(Why::Exception)
            }
            _ if self.guard().is_some() || self.choice_follows() => Said::Aside(minute),
            _ => Said::Hour(minute),
        }
    }

    /// Whether "ou" stands after the hour.
    fn choice_follows(&self) -> bool {
        self.tokens
            .get(self.at + 1)
            .is_some_and(|token| token.is_word("ou"))
    }

    /// The second hour of "… à 12h", "… - 12h", "… jusqu'à 12h", and the token after it.
    fn end_of_range(&self, at: usize) -> Option<(Option<Minute>, usize)> {
        let token = self.tokens.get(at)?;
        let hour_at = if token.is_dash() || token.is_word("a") {
            at + 1
        } else if token.is_word("jusqu") && self.tokens.get(at + 1)?.is_word("a") {
            at + 2
        } else {
            return None;
        };
        self.hour_at(hour_at)
    }

    /// The hour after a word.
    fn hour_after(&self, at: usize, word: &str) -> Option<(Option<Minute>, usize)> {
        if !self.tokens.get(at)?.is_word(word) {
            return None;
        }
        self.hour_at(at + 1)
    }

    /// "… retour (prévu) (à) 11h30", in the same sentence.
    fn return_hour(&self, at: usize) -> Option<(Option<Minute>, usize)> {
        let mut next = at;
        while self.tokens.get(next)?.is_one_of(&["et", "puis"])
            || matches!(self.tokens[next].kind, Kind::Sign(_))
        {
            next += 1;
        }
        if !self.tokens.get(next)?.is_word("retour") {
            return None;
        }
        next += 1;
        while self.tokens.get(next)?.is_one_of(&["prevu", "a"]) {
            next += 1;
        }
        self.hour_at(next)
    }

    /// An hour of the day at a token, "midi" and "minuit" included; inner none when it cannot be.
    fn hour_at(&self, at: usize) -> Option<(Option<Minute>, usize)> {
        let token = self.tokens.get(at)?;
        match &token.kind {
            Kind::Hour { hour, minute } => Some((clock(*hour, *minute), at + 1)),
            Kind::Word(word) if word == "midi" => Some((Some(12 * 60), at + 1)),
            Kind::Word(word) if word == "minuit" => Some((Some(24 * 60), at + 1)),
            _ => None,
        }
    }
}

/// Minutes since midnight, when there is such an hour.
fn clock(hour: u32, minute: u32) -> Option<Minute> {
    let minutes = hour.checked_mul(60)?.checked_add(minute)?;
    (minute < 60 && minutes <= 24 * 60).then_some(minutes)
}

/// A range whose hours exist and whose end is after its beginning.
fn range(from: Option<Minute>, to: Option<Minute>) -> Said {
    match (from, to) {
        (Some(from), Some(to)) if from < to => Said::Range { from, to },
        (Some(_), Some(_)) => Said::Trouble(Why::BackwardHours),
        _ => Said::Trouble(Why::ImpossibleHour),
    }
}
