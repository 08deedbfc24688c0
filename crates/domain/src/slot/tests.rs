use jiff::civil::{date, time};
use proptest::prelude::*;

use super::*;

fn week() -> Window {
    Window::new(date(2018, 3, 26), date(2018, 4, 1)).unwrap()
}

fn slot(day: i8, from: (i8, i8), to: (i8, i8)) -> Slot {
    let day = date(2018, 3, day);
    Slot::new(day.at(from.0, from.1, 0, 0), day.at(to.0, to.1, 0, 0))
}

fn series() -> Series {
    Series {
        every: 30,
        duration: 30,
        from: time(10, 0, 0, 0),
        to: time(17, 0, 0, 0),
        days: vec![date(2018, 3, 28), date(2018, 3, 27), date(2018, 3, 27)],
        capacity: Some(12),
    }
}

#[test]
fn good_slots_have_no_fault() {
    let night = Slot::new(
        date(2018, 4, 1).at(20, 0, 0, 0),
        date(2018, 4, 2).at(0, 0, 0, 0),
    );
    let slots = [
        slot(27, (10, 0), (11, 0)),
        slot(27, (11, 0), (12, 0)),
        night,
    ];
    assert_eq!(faults(&slots, &week()), []);
}

#[test]
fn each_fault_names_its_slot() {
    let mut none_may_come = slot(30, (9, 0), (10, 0));
    none_may_come.capacity = Some(0);
    let long = Slot::new(
        date(2018, 3, 28).at(8, 0, 0, 0),
        date(2018, 3, 29).at(9, 0, 0, 0),
    );
    let past_midnight = Slot::new(
        date(2018, 4, 1).at(20, 0, 0, 0),
        date(2018, 4, 2).at(0, 1, 0, 0),
    );
    let slots = [
        slot(27, (10, 0), (12, 0)),
        slot(27, (11, 0), (13, 0)),
        slot(26, (11, 0), (11, 0)),
        slot(25, (11, 0), (12, 0)),
        long,
        past_midnight,
        none_may_come,
    ];
    let expected = [
        SlotFault::Overlap { index: 1, other: 0 },
        SlotFault::EndNotAfterStart { index: 2 },
        SlotFault::OutsideWindow {
            index: 3,
            window: week(),
        },
        SlotFault::TooLong {
            index: 4,
            minutes: 25 * 60,
        },
        SlotFault::OutsideWindow {
            index: 5,
            window: week(),
        },
        SlotFault::Capacity {
            index: 6,
            capacity: 0,
        },
    ];
    assert_eq!(faults(&slots, &week()), expected);
}

#[test]
fn a_long_slot_overlaps_those_it_holds_even_after_a_short_one() {
    let slots = [
        slot(27, (9, 0), (18, 0)),
        slot(27, (10, 0), (11, 0)),
        slot(27, (12, 0), (13, 0)),
    ];
    let expected = [
        SlotFault::Overlap { index: 1, other: 0 },
        SlotFault::Overlap { index: 2, other: 0 },
    ];
    assert_eq!(faults(&slots, &week()), expected);
}

#[test]
fn eight_hundred_and_one_slots_are_too_many() {
    let slots = vec![slot(27, (10, 0), (11, 0)); MAX_SLOTS + 1];
    assert_eq!(faults(&slots, &week()), [SlotFault::TooMany { count: 801 }]);
}

#[test]
fn every_thirty_minutes_from_ten_to_seventeen() {
    let slots = generate(&series()).unwrap();
    assert_eq!(slots.len(), 28);
    assert_eq!(slots[0].start, date(2018, 3, 27).at(10, 0, 0, 0));
    assert_eq!(slots[13].end, date(2018, 3, 27).at(17, 0, 0, 0));
    assert_eq!(slots[27].capacity, Some(12));
    assert_eq!(faults(&slots, &week()), []);
}

#[test]
fn a_series_may_end_at_midnight() {
    let late = Series {
        from: time(22, 0, 0, 0),
        to: time(0, 0, 0, 0),
        every: 60,
        duration: 60,
        ..series()
    };
    let slots = generate(&late).unwrap();
    assert_eq!(slots.len(), 4);
    assert_eq!(slots[1].end, date(2018, 3, 28).at(0, 0, 0, 0));
}

#[test]
fn a_series_that_cannot_be_says_why() {
    assert_eq!(
        generate(&Series {
            days: vec![],
            ..series()
        }),
        Err(SeriesFault::NoDay)
    );
    assert_eq!(
        generate(&Series {
            duration: 0,
            ..series()
        }),
        Err(SeriesFault::NoDuration)
    );
    let overlapping = Err(SeriesFault::Overlapping {
        every: 30,
        duration: 45,
    });
    assert_eq!(
        generate(&Series {
            duration: 45,
            ..series()
        }),
        overlapping
    );
    let backward = Series {
        from: time(17, 0, 0, 0),
        to: time(10, 0, 0, 0),
        ..series()
    };
    assert!(matches!(
        generate(&backward),
        Err(SeriesFault::NothingFits { .. })
    ));
    let every_minute = Series {
        every: 1,
        duration: 1,
        ..series()
    };
    assert_eq!(
        generate(&every_minute),
        Err(SeriesFault::TooMany { count: 840 })
    );
}

#[test]
fn moments_are_those_of_the_place() {
    let reunion = TimeZone::get("Indian/Reunion").unwrap();
    let (start, end) = slot(27, (10, 0), (11, 30)).moments(&reunion).unwrap();
    assert_eq!(start.to_string(), "2018-03-27T06:00:00Z");
    assert_eq!(end.to_string(), "2018-03-27T07:30:00Z");
}

#[test]
fn an_hour_that_does_not_exist_is_taken_later() {
    // In 2018 the clocks went from 2 to 3 o'clock on 25 March.
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let (start, end) = slot(25, (2, 30), (3, 0)).moments(&paris).unwrap();
    assert_eq!(start.to_string(), "2018-03-25T01:30:00Z");
    assert_eq!(end.to_string(), "2018-03-25T02:00:00Z");
}

#[test]
fn an_hour_that_exists_twice_is_its_first() {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    let day = date(2018, 10, 28);
    let night = Slot::new(day.at(2, 15, 0, 0), day.at(2, 45, 0, 0));
    let (start, end) = night.moments(&paris).unwrap();
    assert_eq!(start.to_string(), "2018-10-28T00:15:00Z");
    assert_eq!(end.to_string(), "2018-10-28T00:45:00Z");
}

#[test]
fn days_with_the_same_hours_are_said_together() {
    let slots = [
        slot(30, (9, 0), (12, 0)),
        slot(29, (9, 0), (12, 0)),
        slot(28, (14, 0), (15, 0)),
        slot(30, (14, 0), (15, 0)),
        slot(29, (14, 0), (15, 0)),
    ];
    let groups = same_hours(&slots);
    assert_eq!(groups.len(), 2);
    assert_eq!(groups[0].days, [date(2018, 3, 28)]);
    assert_eq!(groups[1].days, [date(2018, 3, 29), date(2018, 3, 30)]);
    assert_eq!(groups[1].hours.len(), 2);
    assert_eq!(
        extent(&slots),
        Window::new(date(2018, 3, 28), date(2018, 3, 30)).ok()
    );
    assert_eq!(extent(&[]), None);
}

proptest! {
    #[test]
    fn what_is_generated_is_without_fault(
        every in 1u32..300, duration in 1u32..300, from in 0i8..24, to in 0i8..24, days in 1usize..8,
    ) {
        let days: Vec<_> = week().days().take(days).collect();
        let series = Series { every, duration, from: time(from, 0, 0, 0), to: time(to, 0, 0, 0), days, capacity: None };
        if let Ok(slots) = generate(&series) {
            prop_assert!(!slots.is_empty());
            prop_assert_eq!(faults(&slots, &week()), vec![]);
            prop_assert!(slots.iter().all(|slot| slot.minutes() == i64::from(duration)));
        }
    }

    #[test]
    fn an_overlap_is_found_wherever_there_is_one(
        spans in proptest::collection::vec((0i64..1_200, 1i64..200), 2..12),
    ) {
        let day = date(2018, 3, 27);
        let slots: Vec<_> = spans.iter().map(|(from, length)| Slot::new(at_minute(day, *from), at_minute(day, from + length))).collect();
        let pairs = (0..slots.len()).any(|a| (0..a).any(|b| slots[a].overlaps(&slots[b])));
        prop_assert_eq!(!faults(&slots, &week()).is_empty(), pairs);
    }

    #[test]
    fn a_valid_slot_keeps_its_order_in_every_zone(minute in 0i64..1_440, length in 1i64..1_440, autumn: bool, zone in 0usize..4) {
        let tz = TimeZone::get(["Europe/Paris", "Indian/Reunion", "America/Cayenne", "Australia/Lord_Howe"][zone]).unwrap();
        let day = if autumn { date(2018, 10, 28) } else { date(2018, 3, 25) };
        let slot = Slot::new(at_minute(day, minute), at_minute(day, minute + length));
        let (start, end) = slot.moments(&tz).unwrap();
        prop_assert!(start < end);
    }
}
