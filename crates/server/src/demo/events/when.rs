//! Slots that fit the format: short visits one after the other, half a day of interviews, an evening online.

use domain::event::Mode;
use domain::slot::Slot;
use domain::time::Window;
use jiff::civil::{Date, Time, Weekday, time};

use crate::demo::chance::Chance;

/// The slots of an event within the accepted window, most of them in the week itself.
pub(super) fn slots(
    format: &str,
    mode: Mode,
    week: &Window,
    accepted: &Window,
    chance: &mut Chance,
) -> Vec<Slot> {
    match format {
        "visite-entreprise" | "visite-formation" => visits(week, accepted, chance),
        "portes-ouvertes" => open_days(week, accepted, chance),
        "job-dating" => half_day(week, accepted, chance),
        "forum" | "concours" => long_day(week, accepted, chance),
        "conference" => one(
            day(week, accepted, false, chance),
            evening(chance),
            90,
            *chance.one(&[40, 60, 80, 120, 200]),
        ),
        "webinaire" => one(
            day(week, accepted, false, chance),
            *chance.one(&ONLINE_HOURS),
            *chance.one(&[45, 60, 60, 90]),
            0,
        ),
        "visite-virtuelle" if mode == Mode::Online && chance.percent(50) => {
            whole_week(week, time(8, 0, 0, 0), time(20, 0, 0, 0))
        }
        "exposition" => exhibition(week, chance),
        "intervention-en-classe" => classes(week, chance),
        _ => sessions(week, accepted, chance),
    }
}

const ONLINE_HOURS: [Time; 5] = [
    Time::constant(12, 30, 0, 0),
    Time::constant(17, 0, 0, 0),
    Time::constant(18, 0, 0, 0),
    Time::constant(19, 0, 0, 0),
    Time::constant(20, 0, 0, 0),
];

/// When the runs of visits of a day begin.
const VISIT_HOURS: [&[Time]; 4] = [
    &[Time::constant(9, 0, 0, 0)],
    &[Time::constant(9, 30, 0, 0), Time::constant(14, 0, 0, 0)],
    &[Time::constant(14, 0, 0, 0)],
    &[Time::constant(10, 0, 0, 0), Time::constant(13, 30, 0, 0)],
];

/// How the days of a week weigh, Monday first.
const WEEK: [u32; 7] = [11, 16, 15, 23, 20, 10, 3];

/// A day: of the week most often; else another working day of the accepted window, when there is one.
fn day(week: &Window, accepted: &Window, weekend: bool, chance: &mut Chance) -> Date {
    let outside: Vec<Date> = accepted
        .days()
        .filter(|day| !week.contains(*day) && is_working(*day))
        .collect();
    if !outside.is_empty() && chance.percent(16) {
        return *chance.one(&outside);
    }
    let weighted: Vec<(u32, Date)> = week
        .days()
        .filter(|day| weekend || is_working(*day))
        .map(|day| {
            (
                WEEK[day.weekday().to_monday_zero_offset() as usize % 7],
                day,
            )
        })
        .collect();
    if weighted.is_empty() {
        return week.from;
    }
    *chance.weighted(&weighted)
}

fn is_working(day: Date) -> bool {
    domain::time::is_working_day(day, domain::time::HolidayZone::Metropole)
}

fn slot(day: Date, from: Time, minutes: i64, capacity: u32) -> Slot {
    let start = day.to_datetime(from);
    Slot {
        start,
        end: start.saturating_add(jiff::SignedDuration::from_mins(minutes)),
        capacity: (capacity > 0).then_some(capacity),
    }
}

fn one(day: Date, from: Time, minutes: i64, capacity: u32) -> Vec<Slot> {
    vec![slot(day, from, minutes, capacity)]
}

fn evening(chance: &mut Chance) -> Time {
    *chance.one(&[
        time(18, 0, 0, 0),
        time(18, 30, 0, 0),
        time(19, 0, 0, 0),
        time(14, 0, 0, 0),
        time(10, 0, 0, 0),
    ])
}

/// From one to three days with two to six visits each.
fn visits(week: &Window, accepted: &Window, chance: &mut Chance) -> Vec<Slot> {
    let minutes = *chance.one(&[45, 60, 60, 75, 90]);
    let every = minutes + *chance.one(&[0, 15, 30]);
    let capacity = *chance.one(&[8, 10, 12, 12, 15, 20]);
    let days = days(
        week,
        accepted,
        *chance.weighted(&[(45, 1), (35, 2), (20, 3)]),
        chance,
    );
    let hours = *chance.one(&VISIT_HOURS);
    let runs = chance.between(1, 3);
    days.into_iter()
        .flat_map(|day| {
            hours.iter().flat_map(move |start| {
                (0..runs).map(move |run| {
                    let from = start.saturating_add(jiff::SignedDuration::from_mins(run * every));
                    slot(day, from, minutes, capacity)
                })
            })
        })
        .collect::<Vec<_>>()
        .into_iter()
        .fold(Vec::new(), keep_apart)
}

/// Leaves out what would overlap the slot before.
fn keep_apart(mut kept: Vec<Slot>, next: Slot) -> Vec<Slot> {
    if kept.last().is_none_or(|last| last.end <= next.start) {
        kept.push(next);
    }
    kept
}

/// So many different days, in order.
fn days(week: &Window, accepted: &Window, count: usize, chance: &mut Chance) -> Vec<Date> {
    let mut days: Vec<Date> = (0..count)
        .map(|_| day(week, accepted, false, chance))
        .collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn open_days(week: &Window, accepted: &Window, chance: &mut Chance) -> Vec<Slot> {
    let saturday = week.days().find(|day| day.weekday() == Weekday::Saturday);
    let first = match saturday {
        Some(saturday) if chance.percent(55) => saturday,
        _ => day(week, accepted, true, chance),
    };
    let (from, minutes) = *chance.one(&[(10, 420), (9, 180), (14, 240), (9, 480), (10, 360)]);
    let next = first
        .tomorrow()
        .ok()
        .filter(|next| accepted.contains(*next) && chance.percent(20));
    [Some(first), next]
        .into_iter()
        .flatten()
        .map(|day| slot(day, time(from, 0, 0, 0), minutes, 0))
        .collect()
}

fn half_day(week: &Window, accepted: &Window, chance: &mut Chance) -> Vec<Slot> {
    let (hour, minute, minutes) =
        *chance.one(&[(9, 0, 180), (13, 30, 210), (14, 0, 180), (9, 30, 150)]);
    one(
        day(week, accepted, false, chance),
        time(hour, minute, 0, 0),
        minutes,
        0,
    )
}

fn long_day(week: &Window, accepted: &Window, chance: &mut Chance) -> Vec<Slot> {
    let (hour, minutes) = *chance.one(&[(9, 480), (9, 420), (10, 360), (8, 540), (13, 270)]);
    one(
        day(week, accepted, true, chance),
        time(hour, 0, 0, 0),
        minutes,
        0,
    )
}

fn whole_week(week: &Window, from: Time, to: Time) -> Vec<Slot> {
    let minutes = from.duration_until(to).as_mins();
    week.days().map(|day| slot(day, from, minutes, 0)).collect()
}

fn exhibition(week: &Window, chance: &mut Chance) -> Vec<Slot> {
    let all = whole_week(
        week,
        time(10, 0, 0, 0),
        *chance.one(&[time(18, 0, 0, 0), time(17, 0, 0, 0), time(19, 0, 0, 0)]),
    );
    let closed = *chance.one(&[Weekday::Monday, Weekday::Sunday, Weekday::Tuesday]);
    let open: Vec<Slot> = all
        .into_iter()
        .filter(|slot| slot.day().weekday() != closed)
        .collect();
    let count = chance.between(3, 7) as usize;
    open.into_iter().take(count).collect()
}

/// One or two hours at school, on a working day of the week itself: the days around it may be holidays.
fn classes(week: &Window, chance: &mut Chance) -> Vec<Slot> {
    let first = day(week, week, false, chance);
    let capacity = *chance.one(&[24, 28, 30]);
    let (first_hour, count) = *chance.one(&[(9, 1), (10, 1), (14, 1), (9, 2), (14, 2)]);
    (first_hour..first_hour + count)
        .map(|hour| slot(first, time(hour, 0, 0, 0), 55, capacity))
        .collect()
}

/// Workshops, games: one to four sessions of an hour or two.
fn sessions(week: &Window, accepted: &Window, chance: &mut Chance) -> Vec<Slot> {
    let minutes = *chance.one(&[55, 60, 90, 120]);
    let capacity = *chance.one(&[6, 8, 12, 15, 24, 30]);
    let count = *chance.weighted(&[(5, 1), (3, 2), (2, 3)]);
    let wednesday = week.days().find(|day| day.weekday() == Weekday::Wednesday);
    let first = match wednesday {
        Some(wednesday) if chance.percent(30) => wednesday,
        _ => day(week, accepted, true, chance),
    };
    let start = *chance.one(&[9, 10, 14, 14]);
    (0..count)
        .map(|run| {
            let from = time(start, 0, 0, 0)
                .saturating_add(jiff::SignedDuration::from_mins(run * (minutes + 15)));
            slot(first, from, minutes, capacity)
        })
        .fold(Vec::new(), keep_apart)
}
