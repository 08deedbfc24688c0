//! Believable organisations and events, made from a seed: the same plan gives the same events, on every machine.

mod practical;
#[cfg(test)]
mod tests;
mod texts;
mod when;

use std::collections::{BTreeMap, HashSet};

use catalogue::place::{Agreement, Commune, Gazetteer, Place as Found};
use domain::event::{Content, Mode, Place, Point};
use domain::organisation::{Kind, Organisation};
use domain::territory::{Chain, TerritoryCode};
use domain::text;
use domain::time::Window;
use domain::words::Language;

use super::chance::Chance;
use super::vocabulary::grammar::{Gender, spaced};
use super::vocabulary::organisations::{self as names, Other};
use super::vocabulary::sentences;
use super::vocabulary::trades::{SECTORS, Trade};
use texts::Scene;

/// The département whose events are more numerous than its people, since the demonstration is told from there.
pub const HOME: &str = "32";

/// What a season of events is made from.
#[derive(Debug)]
pub struct Plan<'a> {
    /// Where things are.
    pub gazetteer: &'a Gazetteer,
    /// What makes this season different from another.
    pub seed: u64,
    /// The week.
    pub week: Window,
    /// The days on which an event may take place.
    pub accepted: Window,
    /// The same where a territory has its own.
    pub accepted_in: &'a BTreeMap<TerritoryCode, Window>,
    /// The tag that marks the theme of the edition, and how many events out of a hundred bear it.
    pub theme_tag: Option<(&'static str, usize)>,
    /// Communes by their running weight, for drawing.
    weights: Vec<(f64, u32)>,
    /// The same for [`HOME`].
    home: Vec<(f64, u32)>,
}

/// An organisation with its events.
#[derive(Debug, Clone)]
pub struct House {
    /// Who organises.
    pub organisation: Organisation,
    /// The address part of its made-up web and mail addresses.
    pub domain: String,
    /// What it organises.
    pub events: Vec<Made>,
}

/// An event.
#[derive(Debug, Clone)]
pub struct Made {
    /// Its content, whose organisation the loader fills in.
    pub content: Content,
    /// The territories it answers to.
    pub chain: Chain,
    /// What becomes of it.
    pub fate: Fate,
    /// A number of its own from 0 to 1, for the loader's choices of moments.
    pub lot: f64,
}

/// What becomes of an event after its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It takes place as told.
    Held,
    /// Every seat is taken.
    Full,
    /// It does not take place; which sentence says why.
    Cancelled(usize),
    /// Later; which sentence says why.
    Postponed(usize),
    /// Online; which sentence says why.
    MovedOnline(usize),
}

/// Where an organisation stands and what it does: what its events have in common.
pub(crate) struct Seat<'a> {
    commune: &'a Commune,
    chain: Chain,
    kind: Kind,
    sector: usize,
    trade: &'static Trade,
    name: String,
    /// None for a brand, which takes no article.
    gender: Option<Gender>,
    domain: String,
    address: String,
    spot: &'static str,
    forms: catalogue::place::Forms,
    above: catalogue::place::Forms,
    phone: String,
}

impl<'a> Plan<'a> {
    /// A plan for a season.
    #[must_use]
    pub fn new(
        gazetteer: &'a Gazetteer,
        seed: u64,
        rules: &'a domain::edition::Rules,
        theme_tag: Option<(&'static str, usize)>,
    ) -> Plan<'a> {
        let weigh = |wanted: &dyn Fn(&Commune) -> bool| {
            let mut sum = 0.0;
            let communes = gazetteer.communes().iter().enumerate();
            communes
                .filter(|(_, commune)| commune.population >= 400 && wanted(commune))
                .map(|(at, commune)| {
                    sum += f64::from(commune.population).powf(0.9);
                    (sum, at as u32)
                })
                .collect::<Vec<_>>()
        };
        Plan {
            gazetteer,
            seed,
            week: rules.week,
            accepted: rules.accepted,
            accepted_in: &rules.accepted_in,
            theme_tag,
            weights: weigh(&|_| true),
            home: weigh(&|commune| gazetteer.home(commune).code.as_str() == HOME),
        }
    }

    /// Houses and their events, until there are `count` events.
    pub fn houses(&self, count: usize) -> impl Iterator<Item = House> + use<'_, 'a> {
        let mut left = count;
        let mut place = 0_u64;
        let mut said = Said::new(count);
        std::iter::from_fn(move || {
            if left == 0 {
                return None;
            }
            place += 1;
            let house = self.house(place, left, &mut said);
            left -= house.events.len();
            Some(house)
        })
    }

    /// The `place`th house, with at most `most` events.
    fn house(&self, place: u64, most: usize, said: &mut Said) -> House {
        let mut chance = Chance::new(self.seed, place);
        // One house in forty stands in the Gers, whose people are one in three hundred and fifty.
        // One in four of them is in its chief town, where a newcomer looks first.
        let here = if place % 40 == 1 {
            &self.home
        } else {
            &self.weights
        };
        let drawn = self.draw(here, &mut chance);
        let chief = self
            .gazetteer
            .departement(HOME)
            .map(|home| home.seat.clone());
        let commune = chief
            .filter(|_| place % 160 == 1)
            .and_then(|seat| self.gazetteer.commune(seat.as_str()))
            .unwrap_or(drawn);
        let seat = self.seat(commune, &mut chance);
        let wished = *chance.weighted(&[(56, 1), (24, 2), (12, 3), (5, 4), (3, 6)]);
        let events = (0..wished.min(most))
            .map(|_| self.event(&seat, &mut chance, said))
            .collect();
        house(seat, events)
    }

    /// A house of a commune with one event that takes place as told, for the proposals.
    #[must_use]
    pub fn house_in(&self, commune: &'a Commune, place: u64) -> House {
        // Far from the places of the programme, so that none of its houses comes twice.
        let mut chance = Chance::new(self.seed, place + (1 << 40));
        let seat = self.seat(commune, &mut chance);
        let event = self.event(&seat, &mut chance, &mut Said::new(1));
        house(seat, vec![event])
    }

    fn draw(&self, weights: &[(f64, u32)], chance: &mut Chance) -> &'a Commune {
        let total = weights.last().map_or(0.0, |(sum, _)| *sum);
        let drawn = chance.unit() * total;
        let at = weights.partition_point(|(sum, _)| *sum <= drawn);
        let index = weights.get(at).map_or(0, |(_, index)| *index);
        &self.gazetteer.communes()[index as usize]
    }

    fn seat(&self, commune: &'a Commune, chance: &mut Chance) -> Seat<'a> {
        let kind = *chance.weighted(&KINDS);
        let sector = *chance.weighted(&SECTOR_WEIGHTS);
        let trade = chance.one(SECTORS[sector].1);
        let spot = chance.text(&names::SPOTS);
        let above = self.gazetteer.home(commune);
        let forms = self.gazetteer.forms(Found::Commune(commune), "fr");
        let above_forms = self.gazetteer.forms(Found::Territory(above), "fr");
        let (name, gender) = name(kind, trade, spot, &forms, &above_forms, chance);
        let overseas = above.code.as_str().starts_with("97");
        Seat {
            chain: self
                .gazetteer
                .chain(commune.code.as_str())
                .or_else(|| Chain::new(vec![self.gazetteer.nation().code.clone()]))
                .unwrap_or_else(|| unreachable!("a chain of one code is a chain")),
            commune,
            kind,
            sector,
            trade,
            domain: text::slugify(&name, 40, "organisation"),
            address: address(kind, spot, chance),
            phone: practical::phone(overseas, chance),
            name,
            gender,
            spot,
            forms,
            above: above_forms,
        }
    }

    fn event(&self, seat: &Seat<'_>, chance: &mut Chance, said: &mut Said) -> Made {
        let format = *chance.weighted(practical::formats(seat.kind));
        let manner = practical::manner(format);
        let mode = practical::mode(format, chance);
        let window = *self
            .accepted_in
            .get(seat.chain.home())
            .unwrap_or(&self.accepted);
        let language = if chance.percent(2) {
            Language::En
        } else {
            Language::Fr
        };
        let week = if self.accepted.covers(&window) {
            self.week
        } else {
            window
        };
        let slots = when::slots(format, mode, &week, &window, chance);
        // What the text says of groups is what the slots have room for.
        let seats = slots.first().and_then(|slot| slot.capacity);
        let scene = Scene::new(seat, format, manner, mode, language, seats, chance);
        let title = said.new_title(|| scene.title(chance), &seat.forms.within);
        let summary = scene.summary(chance);
        let description = scene.description(chance);
        let fate = fate(mode, chance);
        let mut content = Content {
            title,
            summary,
            description,
            language,
            format: format.into(),
            sectors: sectors(seat, chance),
            audiences: practical::audiences(format, chance),
            ages: practical::ages(format, chance),
            tags: self.tags(format, chance),
            mode: Some(mode),
            slots,
            free_of_charge: Some(true),
            ..Content::default()
        };
        self.place(&mut content, seat, mode, chance);
        practical::fill(&mut content, seat, format, chance);
        Made {
            content,
            chain: seat.chain.clone(),
            fate,
            lot: chance.unit(),
        }
    }

    fn tags(&self, format: &str, chance: &mut Chance) -> Vec<String> {
        let mut tags = Vec::new();
        let theme = self
            .theme_tag
            .filter(|(_, percent)| chance.percent(*percent));
        tags.extend(theme.map(|(tag, _)| tag.to_owned()));
        let hiring = matches!(format, "job-dating" | "forum");
        for (percent, tag) in [
            (9, "mixite"),
            (if hiring { 60 } else { 12 }, "alternance"),
            (6, "handicap"),
            (11, "transition-ecologique"),
            (if hiring { 70 } else { 8 }, "recrutement"),
            (if format == "exposition" { 60 } else { 4 }, "patrimoine"),
        ] {
            if chance.percent(percent) {
                tags.push(tag.to_owned());
            }
        }
        tags
    }

    /// The place, with a pin that stands in the commune: drawn around its point, nearer and nearer until it does.
    fn place(&self, content: &mut Content, seat: &Seat<'_>, mode: Mode, chance: &mut Chance) {
        if !mode.has_place() {
            content.place.commune = Some(seat.commune.code.clone());
            return;
        }
        let postcode = seat.commune.postcodes().next().unwrap_or_default();
        content.place = Place {
            name: place_name(seat, &content.format, chance),
            address: seat.address.clone(),
            postcode: postcode.to_owned(),
            commune: Some(seat.commune.code.clone()),
            point: Some(self.pin(seat.commune, chance)),
            meeting_point: if chance.percent(55) {
                chance.text(&sentences::MEETING).to_owned()
            } else {
                String::new()
            },
            transport: if chance.percent(45) {
                let number = chance.between(1, 24);
                spaced(
                    &chance
                        .text(&sentences::TRANSPORT)
                        .replace("{n}", &number.to_string()),
                )
            } else {
                String::new()
            },
        };
    }

    fn pin(&self, commune: &Commune, chance: &mut Chance) -> Point {
        let mut reach = (f64::from(commune.population) / 1_000.0).sqrt() * 0.3;
        reach = reach.clamp(0.3, 5.0);
        for _ in 0..4 {
            let (angle, km) = (
                chance.unit() * std::f64::consts::TAU,
                chance.unit().sqrt() * reach,
            );
            let lat = commune.lat + km * angle.sin() / 111.2;
            let lon = commune.lon + km * angle.cos() / (111.2 * commune.lat.to_radians().cos());
            let (lon, lat) = (round(lon), round(lat));
            if self.gazetteer.pin_agrees(commune, lon, lat) == Agreement::Inside {
                return Point { lon, lat };
            }
            reach /= 2.0;
        }
        Point {
            lon: commune.lon,
            lat: commune.lat,
        }
    }
}

fn house(seat: Seat<'_>, events: Vec<Made>) -> House {
    House {
        organisation: Organisation {
            name: seat.name,
            siret: String::new(),
            kind: seat.kind,
            website: format!("https://{}.example", seat.domain),
            commune: Some(seat.commune.code.clone()),
        },
        domain: seat.domain,
        events,
    }
}

/// Five decimals: about a metre.
fn round(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

/// Who organises, by weight.
const KINDS: [(u32, Kind); 7] = [
    (57, Kind::Company),
    (14, Kind::School),
    (6, Kind::University),
    (4, Kind::Federation),
    (7, Kind::PublicBody),
    (7, Kind::Association),
    (5, Kind::Employment),
];

/// Sectors by weight, in the order of the edition.
const SECTOR_WEIGHTS: [(u32, usize); 10] = [
    (13, 0),
    (16, 1),
    (9, 2),
    (13, 3),
    (9, 4),
    (7, 5),
    (9, 6),
    (11, 7),
    (4, 8),
    (9, 9),
];

fn sectors(seat: &Seat<'_>, chance: &mut Chance) -> Vec<String> {
    let mut sectors = vec![SECTORS[seat.sector].0.to_owned()];
    // Fairs and employers bring several sectors together.
    let more = match seat.kind {
        Kind::Employment | Kind::Federation => 70,
        Kind::Company => 10,
        _ => 25,
    };
    if chance.percent(more) {
        let other = SECTORS[*chance.weighted(&SECTOR_WEIGHTS)].0;
        if other != sectors[0] {
            sectors.push(other.to_owned());
        }
    }
    sectors
}

fn fate(mode: Mode, chance: &mut Chance) -> Fate {
    let reason = chance.below(4);
    match chance.below(1_000) {
        0..=17 => Fate::Cancelled(reason),
        18..=27 => Fate::Postponed(reason),
        28..=35 if mode == Mode::OnSite => Fate::MovedOnline(reason),
        36..=95 => Fate::Full,
        _ => Fate::Held,
    }
}

/// The name of an organisation and its gender; none for a brand.
fn name(
    kind: Kind,
    trade: &Trade,
    spot: &str,
    commune: &catalogue::place::Forms,
    above: &catalogue::place::Forms,
    chance: &mut Chance,
) -> (String, Option<Gender>) {
    let others: &[Other] = match kind {
        Kind::Company => return company(trade, spot, &commune.of, chance),
        Kind::School => &names::SCHOOLS,
        Kind::University => &names::UNIVERSITIES,
        Kind::Federation => &names::FEDERATIONS,
        Kind::PublicBody => &names::PUBLIC_BODIES,
        Kind::Association => &names::ASSOCIATIONS,
        Kind::Chamber | Kind::Employment => &names::EMPLOYMENT,
    };
    let other = chance.one(others);
    let matter = super::vocabulary::grammar::of_phrase(trade.matter);
    let name = super::vocabulary::grammar::fill(other.name, |key| {
        Some(match key {
            "of" => commune.of.clone(),
            "in" => commune.within.clone(),
            "dep_of" => above.of.clone(),
            "spot" => spot.to_owned(),
            _ => matter.clone(),
        })
    });
    (name, Some(other.gender))
}

fn company(
    trade: &Trade,
    spot: &str,
    of_commune: &str,
    chance: &mut Chance,
) -> (String, Option<Gender>) {
    let (head, gender) = *chance.one(trade.heads);
    match chance.below(10) {
        0..=4 => (format!("{head} {spot}"), Some(gender)),
        5 => (format!("{head} {of_commune}"), Some(gender)),
        _ => {
            let brand = chance.text(&names::BRANDS);
            if chance.percent(30) {
                (brand.to_owned(), None)
            } else {
                (format!("{head} {brand}"), Some(gender))
            }
        }
    }
}

fn address(kind: Kind, spot: &str, chance: &mut Chance) -> String {
    if kind == Kind::Company && chance.percent(55) {
        let estate = chance.text(&names::ESTATES);
        return super::vocabulary::grammar::fill(estate, |key| {
            Some(match key {
                "spot" => spot.to_owned(),
                "letter" => char::from(b'A' + chance.below(6) as u8).to_string(),
                _ => chance.between(1, 38).to_string(),
            })
        });
    }
    let number = chance.between(1, 148);
    let bis = if chance.percent(5) { " bis" } else { "" };
    format!("{number}{bis}, {}", chance.text(&names::STREETS))
}

/// Where it takes place: at the organiser's, or in a hall when it brings people together.
fn place_name(seat: &Seat<'_>, format: &str, chance: &mut Chance) -> String {
    match format {
        "forum" | "job-dating" if seat.kind != Kind::Company => {
            let halls = [
                "Salle polyvalente",
                "Halle",
                "Gymnase",
                "Espace",
                "Centre des congrès",
                "Salle des fêtes",
            ];
            format!("{} {}", chance.text(&halls), seat.spot)
        }
        "intervention-en-classe" => {
            let schools = ["Collège", "Lycée", "Collège", "École élémentaire"];
            format!("{} {}", chance.text(&schools), seat.spot)
        }
        _ => seat.name.clone(),
    }
}

/// Titles said already, so that two events rarely have the same one; forgotten past half a million.
struct Said {
    titles: HashSet<u64>,
    most: usize,
}

impl Said {
    fn new(count: usize) -> Said {
        Said {
            titles: HashSet::with_capacity(count.min(500_000)),
            most: 500_000,
        }
    }

    /// A title that was not said yet, after a few tries; then with the place behind it; then whatever comes.
    fn new_title(&mut self, mut draw: impl FnMut() -> String, within: &str) -> String {
        let mut title = draw();
        for _ in 0..3 {
            if self.take(&title) {
                return title;
            }
            title = draw();
        }
        if self.take(&title) {
            return title;
        }
        let longer = format!("{title}, {within}");
        if longer.chars().count() <= domain::event::limits::TITLE {
            self.take(&longer);
            return longer;
        }
        title
    }

    fn take(&mut self, title: &str) -> bool {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        title.hash(&mut hasher);
        self.titles.len() >= self.most || self.titles.insert(hasher.finish())
    }
}
