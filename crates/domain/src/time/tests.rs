use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::*;

use super::*;

/// Easter Sundays as published by astronomical almanacs, the rare extremes included.
const KNOWN_EASTERS: [(i16, i8, i8); 24] = [
    (1598, 3, 22),
    (1693, 3, 22),
    (1818, 3, 22),
    (1886, 4, 25),
    (1900, 4, 15),
    (1943, 4, 25),
    (1954, 4, 18),
    (1981, 4, 19),
    (2000, 4, 23),
    (2008, 3, 23),
    (2011, 4, 24),
    (2016, 3, 27),
    (2018, 4, 1),
    (2019, 4, 21),
    (2021, 4, 4),
    (2022, 4, 17),
    (2024, 3, 31),
    (2025, 4, 20),
    (2026, 4, 5),
    (2027, 3, 28),
    (2030, 4, 21),
    (2038, 4, 25),
    (2049, 4, 18),
    (2285, 3, 22),
];

#[test]
fn easter_falls_where_the_almanacs_say() {
    for (year, month, day) in KNOWN_EASTERS {
        assert_eq!(easter(year), date(year, month, day));
    }
}

#[test]
fn the_eleven_holidays_of_2018() {
    let days: Vec<Date> = holidays(2018, HolidayZone::Metropole)
        .into_iter()
        .map(|(day, _)| day)
        .collect();
    let expected = [
        (1, 1),
        (4, 2),
        (5, 1),
        (5, 8),
        (5, 10),
        (5, 21),
        (7, 14),
        (8, 15),
        (11, 1),
        (11, 11),
        (12, 25),
    ];
    assert_eq!(days, expected.map(|(month, day)| date(2018, month, day)));
}

#[test]
fn alsace_and_moselle_have_two_more() {
    let here = holidays(2018, HolidayZone::AlsaceMoselle);
    assert_eq!(here.len(), 13);
    assert!(here.contains(&(date(2018, 3, 30), Holiday::GoodFriday)));
    assert!(here.contains(&(date(2018, 12, 26), Holiday::SecondChristmasDay)));
}

#[test]
fn overseas_each_has_its_day() {
    for (zone, month, day) in [
        (HolidayZone::Mayotte, 4, 27),
        (HolidayZone::Martinique, 5, 22),
        (HolidayZone::Guadeloupe, 5, 27),
        (HolidayZone::Guyane, 6, 10),
        (HolidayZone::Reunion, 12, 20),
    ] {
        assert_eq!(
            holiday(date(2018, month, day), zone),
            Some(Holiday::Abolition)
        );
        assert_eq!(
            holiday(date(2018, month, day), HolidayZone::Metropole),
            None
        );
        assert_eq!(holidays(2018, zone).len(), 12);
    }
    assert_eq!(holidays(2018, HolidayZone::None), []);
}

#[test]
fn a_proposal_of_thursday_is_due_after_the_weekend_and_easter_monday() {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let thursday = paris
        .to_timestamp(date(2018, 3, 29).at(23, 50, 0, 0))
        .unwrap();
    let due = add_working_days(thursday, 4, HolidayZone::Metropole, &paris);
    assert_eq!(paris.to_datetime(due), date(2018, 4, 5).at(18, 0, 0, 0));
    let due = add_working_days(thursday, 4, HolidayZone::AlsaceMoselle, &paris);
    assert_eq!(paris.to_datetime(due), date(2018, 4, 6).at(18, 0, 0, 0));
}

#[test]
fn the_day_of_arrival_is_that_of_the_territory() {
    let reunion = TimeZone::get("Indian/Reunion").unwrap();
    let moment: Timestamp = "2018-12-18T21:00:00Z".parse().unwrap();
    let due = add_working_days(moment, 1, HolidayZone::Reunion, &reunion);
    // It is already the 19th there, and the 20th is a holiday.
    assert_eq!(reunion.to_datetime(due), date(2018, 12, 21).at(18, 0, 0, 0));
}

#[test]
fn nothing_breaks_at_the_end_of_the_calendar() {
    let tz = TimeZone::UTC;
    assert_eq!(
        working_day_after(Date::MAX, 4, HolidayZone::Metropole),
        Date::MAX
    );
    assert!(
        add_working_days(Timestamp::MAX, u32::MAX, HolidayZone::Metropole, &tz) <= Timestamp::MAX
    );
    assert_eq!(third_monday_after(Date::MAX), Date::MAX);
    for year in [i16::MIN, -1, 0, i16::MAX] {
        assert_eq!(
            holidays(year, HolidayZone::Metropole).len(),
            if (-9999..=9999).contains(&year) {
                11
            } else {
                0
            }
        );
    }
}

#[test]
fn the_third_monday_is_strictly_after() {
    assert_eq!(third_monday_after(date(2018, 3, 5)), date(2018, 3, 26));
    assert_eq!(third_monday_after(date(2018, 3, 4)), date(2018, 3, 19));
}

#[test]
fn a_window_holds_both_its_ends() {
    let week = Window::new(date(2018, 3, 26), date(2018, 4, 1)).unwrap();
    assert_eq!(week.len(), 7);
    assert!(week.contains(date(2018, 3, 26)) && week.contains(date(2018, 4, 1)));
    assert!(!week.contains(date(2018, 4, 2)));
    let wider = week.expanded(15, 15);
    assert_eq!(
        wider,
        Window::new(date(2018, 3, 11), date(2018, 4, 16)).unwrap()
    );
    assert!(wider.covers(&week) && !week.covers(&wider) && week.meets(&wider));
    assert_eq!(week.expanded(0, -30).len(), 1);
    assert_eq!(week.days().count(), 7);
    assert!(Window::new(week.to, week.from).is_err());
}

#[test]
fn zones_are_read_as_they_are_written() {
    for zone in HolidayZone::ALL {
        assert_eq!(zone.name().parse(), Ok(zone));
        assert_eq!(serde_json::to_value(zone).unwrap(), zone.name());
    }
    assert!("Metropole".parse::<HolidayZone>().is_err());
}

proptest! {
    #[test]
    fn easter_is_a_sunday_of_spring(year in 1583i16..=9999) {
        let easter = easter(year);
        prop_assert_eq!(easter.weekday(), Weekday::Sunday);
        prop_assert!(easter >= date(year, 3, 22) && easter <= date(year, 4, 25));
    }

    #[test]
    fn working_days_are_counted_one_by_one(offset in 0i32..20_000, n in 0u32..60, zone in 0usize..8) {
        let zone = HolidayZone::ALL[zone];
        let day = date(2000, 1, 1).saturating_add(jiff::Span::new().days(offset));
        let later = working_day_after(day, n, zone);
        let days = std::iter::successors(day.tomorrow().ok(), |day| day.tomorrow().ok());
        let worked = days.take_while(|day| *day <= later).filter(|day| is_working_day(*day, zone));
        prop_assert_eq!(worked.count(), n as usize);
        prop_assert!(n == 0 || is_working_day(later, zone));
    }
}
