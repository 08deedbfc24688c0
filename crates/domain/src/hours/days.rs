//! Mentions of days, each brought to one candidate day or to the reason why it cannot be.

use jiff::civil::{Date, Weekday};

use super::Why;
use super::tokens::{Kind, Token};

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("lundi", Weekday::Monday),
    ("mardi", Weekday::Tuesday),
    ("mercredi", Weekday::Wednesday),
    ("jeudi", Weekday::Thursday),
    ("vendredi", Weekday::Friday),
    ("samedi", Weekday::Saturday),
    ("dimanche", Weekday::Sunday),
];

const MONTHS: [&[&str]; 12] = [
    &["janvier", "janv"],
    &["fevrier", "fevr", "fev"],
    &["mars"],
    &["avril", "avr"],
    &["mai"],
    &["juin"],
    &["juillet", "juil"],
    &["aout"],
    &["septembre", "sept"],
    &["octobre", "oct"],
    &["novembre", "nov"],
    &["decembre", "dec"],
];

/// What is said of one day; at least a weekday, or a day and its month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Mention {
    weekday: Option<Weekday>,
    day: Option<u32>,
    month: Option<u32>,
    year: Option<u32>,
}

impl Mention {
    /// Whether a day is the one said, as far as it is said.
    fn fits(&self, date: Date) -> bool {
        self.weekday.is_none_or(|weekday| weekday == date.weekday()) && self.fits_number(date)
    }

    /// The same, whatever the day of the week.
    fn fits_number(&self, date: Date) -> bool {
        self.day.is_none_or(|day| day == date.day() as u32)
            && self.month.is_none_or(|month| month == date.month() as u32)
            && self
                .year
                .is_none_or(|year| i64::from(year) == i64::from(date.year()))
    }

    /// The one candidate it can be.
    fn resolve(&self, candidates: &[Date]) -> Result<Date, Why> {
        let mut fitting = candidates.iter().filter(|date| self.fits(**date));
        match (fitting.next(), fitting.next()) {
            (Some(date), None) => Ok(*date),
            (Some(_), Some(_)) => Err(Why::DayAmbiguous),
            (None, _)
                if self.day.is_some() && candidates.iter().any(|date| self.fits_number(*date)) =>
            {
                Err(Why::WeekdayMismatch)
            }
            (None, _) => Err(Why::DayOutside),
        }
    }
}

/// A group of days said together, and the token after it.
pub(super) struct Group {
    pub(super) days: Result<Vec<Date>, Why>,
    pub(super) next: usize,
}

/// Reads the group of days that begins at a token ("samedi 18 et dimanche 19 septembre", "du lundi
/// au vendredi", "26, 27 et 28 mars", "week-end"), if one does.
pub(super) fn group(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Group> {
    let (mut days, mut next) =
        run_of_days(tokens, at, candidates).or_else(|| introduced(tokens, at, candidates))?;
    while let Some(link) = link(tokens, next) {
        let numbered = matches!(tokens[next - 1].kind, Kind::Number(_));
        let bare = |at| {
            if numbered {
                bare_number(tokens, at, candidates)
            } else {
                None
            }
        };
        let Some((more, after)) =
            run_of_days(tokens, link.next, candidates).or_else(|| bare(link.next))
        else {
            break;
        };
        days = joined(days, more, link.kind, candidates);
        next = after;
    }
    let days = days.map(|mut days| {
        days.sort_unstable();
        days.dedup();
        days
    });
    Some(Group { days, next })
}

/// How two days are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinkKind {
    And,
    To,
    Dash,
    Or,
}

struct Link {
    kind: LinkKind,
    next: usize,
}

/// The link that begins at a token, its article passed.
fn link(tokens: &[Token], at: usize) -> Option<Link> {
    let token = tokens.get(at)?;
    let (kind, mut next) = match &token.kind {
        Kind::Word(word) if word == "et" => (LinkKind::And, at + 1),
        Kind::Word(word) if word == "au" || word == "a" => (LinkKind::To, at + 1),
        Kind::Word(word) if word == "ou" => (LinkKind::Or, at + 1),
        Kind::Sign(',') if tokens.get(at + 1).is_some_and(|token| token.is_word("et")) => {
            (LinkKind::And, at + 2)
        }
        Kind::Sign(',' | '&' | '/' | '+') => (LinkKind::And, at + 1),
        _ if token.is_dash() => (LinkKind::Dash, at + 1),
        _ => return None,
    };
    if tokens
        .get(next)
        .is_some_and(|token| token.is_one_of(&["le", "les", "ce", "du"]))
    {
        next += 1;
    }
    Some(Link { kind, next })
}

/// Both groups as their link says.
fn joined(
    first: Result<Vec<Date>, Why>,
    second: Result<Vec<Date>, Why>,
    link: LinkKind,
    candidates: &[Date],
) -> Result<Vec<Date>, Why> {
    let (mut first, second) = (first?, second?);
    match link {
        LinkKind::Or => return Err(Why::Alternative),
        LinkKind::And => first.extend(second),
        LinkKind::To | LinkKind::Dash => {
            let (Some(from), Some(to)) = (first.last().copied(), second.first().copied()) else {
                return Err(Why::DayOutside);
            };
            let between = span(from, to, candidates)?;
            // "Mardi - jeudi" is three days for some and two for others.
            if link == LinkKind::Dash && between.len() != 2 {
                return Err(Why::DayAmbiguous);
            }
            first.extend(between);
            first.extend(second);
        }
    }
    Ok(first)
}

/// Every day from one to another, all of which must be candidates.
fn span(from: Date, to: Date, candidates: &[Date]) -> Result<Vec<Date>, Why> {
    if to < from {
        return Err(Why::DayAmbiguous);
    }
    let days: Vec<Date> = std::iter::successors(Some(from), |day| day.tomorrow().ok())
        .take_while(|day| *day <= to)
        .take(400)
        .collect();
    match days.iter().all(|day| candidates.contains(day)) {
        true => Ok(days),
        false => Err(Why::DayOutside),
    }
}

/// What one mention, or one list of numbers before a month, comes to, and the token after it.
type Run = (Result<Vec<Date>, Why>, usize);

fn run_of_days(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Run> {
    weekend(tokens, at, candidates)
        .or_else(|| weekday(tokens, at, candidates))
        .or_else(|| numbers(tokens, at, candidates))
        .or_else(|| in_figures(tokens, at, candidates))
}

/// "week-end", "weekend": the one Saturday and the one Sunday.
fn weekend(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Run> {
    let next = if tokens.get(at)?.is_word("weekend") {
        at + 1
    } else if tokens[at].is_word("week") {
        let end = if tokens.get(at + 1)?.is_dash() {
            at + 2
        } else {
            at + 1
        };
        tokens.get(end)?.is_word("end").then_some(end + 1)?
    } else {
        return None;
    };
    let both = [Weekday::Saturday, Weekday::Sunday].map(|weekday| {
        Mention {
            weekday: Some(weekday),
            ..Mention::default()
        }
        .resolve(candidates)
    });
    Some((both.into_iter().collect(), next))
}

/// "samedi", "samedi 18", "samedi 18 septembre 2021", "samedi 18/09".
fn weekday(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Run> {
    let word = tokens.get(at)?.word()?;
    let weekday = WEEKDAYS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, weekday)| *weekday)?;
    let mut mention = Mention {
        weekday: Some(weekday),
        ..Mention::default()
    };
    let mut next = at + 1;
    match tokens.get(next).map(|token| &token.kind) {
        Some(Kind::Figures { day, month, year }) => {
            mention = Mention {
                day: Some(*day),
                month: Some(*month),
                year: *year,
                ..mention
            };
            next += 1;
        }
        Some(Kind::Number(day)) => {
            mention.day = Some(*day);
            next = ordinal(tokens, next + 1);
            next = month_and_year(tokens, next, &mut mention);
        }
        _ => {}
    }
    Some((mention.resolve(candidates).map(|day| vec![day]), next))
}

/// "18 septembre", "18 et 19 septembre 2021", "26, 27 et 28 mars", "du 26 au 30 mars".
fn numbers(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Run> {
    let mut list = Vec::new();
    let mut next = at;
    let mut range = false;
    loop {
        let Kind::Number(day) = tokens.get(next)?.kind else {
            return None;
        };
        list.push(day);
        next = ordinal(tokens, next + 1);
        if tokens.get(next).and_then(month).is_some() {
            break;
        }
        let link =
            link(tokens, next).filter(|link| matches!(link.kind, LinkKind::And | LinkKind::To))?;
        range |= link.kind == LinkKind::To;
        next = link.next;
    }
    let mut shared = Mention::default();
    next = month_and_year(tokens, next, &mut shared);
    let days: Result<Vec<Date>, Why> = list
        .iter()
        .map(|day| {
            Mention {
                day: Some(*day),
                ..shared
            }
            .resolve(candidates)
        })
        .collect();
    let days = match (range, days) {
        (true, Ok(days)) if days.len() == 2 => span(days[0], days[1], candidates),
        (true, Ok(_)) => Err(Why::DayAmbiguous),
        (_, days) => days,
    };
    Some((days, next))
}

/// "le 19", "les 19": a number that only its article makes a day.
fn introduced(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Run> {
    let article = tokens.get(at.checked_sub(1)?)?;
    if !article.is_one_of(&["le", "les"]) {
        return None;
    }
    bare_number(tokens, at, candidates)
}

/// A number from 1 to 31 taken as a day of an untold month.
fn bare_number(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Run> {
    let Kind::Number(day @ 1..=31) = tokens.get(at)?.kind else {
        return None;
    };
    let mention = Mention {
        day: Some(day),
        ..Mention::default()
    };
    Some((mention.resolve(candidates).map(|day| vec![day]), at + 1))
}

/// "17/09", "17/09/2021".
fn in_figures(tokens: &[Token], at: usize, candidates: &[Date]) -> Option<Run> {
    let Kind::Figures { day, month, year } = tokens.get(at)?.kind else {
        return None;
    };
    let mention = Mention {
        weekday: None,
        day: Some(day),
        month: Some(month),
        year,
    };
    Some((mention.resolve(candidates).map(|day| vec![day]), at + 1))
}

/// Passes the "er" of "1er".
fn ordinal(tokens: &[Token], at: usize) -> usize {
    if tokens.get(at).is_some_and(|token| token.is_word("er")) {
        at + 1
    } else {
        at
    }
}

/// The number of a month.
fn month(token: &Token) -> Option<u32> {
    let word = token.word()?;
    MONTHS
        .iter()
        .position(|names| names.contains(&word))
        .map(|index| index as u32 + 1)
}

/// Reads a month and perhaps a year into a mention, and gives the token after them.
fn month_and_year(tokens: &[Token], at: usize, mention: &mut Mention) -> usize {
    mention.month = tokens.get(at).and_then(month);
    if mention.month.is_none() {
        return at;
    }
    let next = at + 1;
    match tokens.get(next).map(|token| &token.kind) {
        Some(Kind::Number(year)) if (1900..=2999).contains(year) => {
            mention.year = Some(*year);
            next + 1
        }
        _ => next,
    }
}
