//! Where: the address, the commune, the pin, on site or online.

use catalogue::place::{Commune, Gazetteer, Sureness};
use domain::event::{Mode, Point};
use domain::identifier::{Postcode, Web};
use domain::text;

use super::super::Said;
use super::super::columns::Target;
use super::super::coordinates::{self, Told};
use super::Reading;

/// How far from the nearest town hall a pin may be, in kilometres, the sea before the coasts included.
const NEAR_KM: f64 = 10.0;

impl<'a> Reading<'a> {
    /// Fills everything about the place.
    pub(super) fn place(&mut self) {
        self.content.place.name = self.line(Target::Place);
        self.content.place.address = self.line(Target::Address);
        self.content.place.point = self.point();
        let commune = self.commune();
        self.postcode(commune);
        if let Some(commune) = commune {
            self.content.place.commune = Some(commune.code.clone());
            let address = &mut self.content.place.address;
            *address = without_town(address, commune);
        }
        self.mode();
    }

    fn point(&mut self) -> Option<Point> {
        let gazetteer = self.with.gazetteer;
        let near = |point: Point| in_country(gazetteer, point);
        let (x, y) = (self.line(Target::Longitude), self.line(Target::Latitude));
        let told = coordinates::read(&x, &y, near)
            .or_else(|| coordinates::read_pair(&self.line(Target::Point), near));
        match told? {
            Told::Point(point) => Some(point),
            Told::Lambert(point) if near(point) => Some(point),
            Told::Swapped(point) => {
                self.remark(Said::new("import-remark-swapped"));
                Some(point)
            }
            Told::Nowhere | Told::Lambert(_) => {
                self.remark(Said::new("import-remark-nowhere"));
                None
            }
        }
    }

    /// The commune: by its code, by postcode and name, by the address, at last by the pin.
    fn commune(&mut self) -> Option<&'a Commune> {
        let gazetteer = self.with.gazetteer;
        let code = self.line(Target::CommuneCode);
        // Spreadsheets eat the first zero of 01004.
        let padded = format!("{code:0>5}");
        if let Some(commune) = gazetteer
            .commune(&code)
            .or_else(|| gazetteer.commune(&padded))
        {
            return Some(commune);
        }
        if !code.is_empty() {
            self.remark(Said::new("import-remark-commune-code").with("cell", &code));
        }
        let (postcode, name) = (self.line(Target::Postcode), self.line(Target::Commune));
        let postcode = padded_postcode(&postcode);
        let address = self.content.place.address.clone();
        for said in [
            format!("{postcode} {name}"),
            format!("{address} {postcode}"),
            address,
        ] {
            let found = gazetteer.geocode_offline(&said);
            if let Some(found) =
                found.filter(|found| found.sureness <= Sureness::Likely && telling(&said))
            {
                return Some(found.commune);
            }
        }
        let point = self.content.place.point;
        if let Some(commune) = point.and_then(|point| gazetteer.locate(point.lon, point.lat)) {
            return Some(commune);
        }
        if !(postcode.is_empty() && name.is_empty()) {
            let said = format!("{postcode} {name}");
            self.remark(Said::new("import-remark-commune").with("cell", said.trim()));
        }
        None
    }

    fn postcode(&mut self, commune: Option<&Commune>) {
        let told = padded_postcode(&self.line(Target::Postcode));
        let of_address = || postcode_in(&self.content.place.address);
        let only = || {
            let mut all = commune?.postcodes();
            let first = all.next()?;
            all.next().is_none().then(|| first.to_owned())
        };
        let found = Postcode::parse(&told)
            .ok()
            .map(|code| code.as_str().to_owned());
        self.content.place.postcode = match self.own() {
            // Our own export leaves nothing to be found out.
            Some(_) => told,
            None => found.or_else(of_address).or_else(only).unwrap_or(told),
        };
    }

    /// On site, online or both: as told, else by what is filled.
    fn mode(&mut self) {
        let url = self.line(Target::OnlineUrl);
        if let Ok(web) = Web::parse(&url) {
            self.content.online_url = web.as_str().to_owned();
        } else {
            self.not_understood(Target::OnlineUrl, &url);
        }
        let place = &self.content.place;
        let somewhere =
            place.commune.is_some() || place.point.is_some() || !place.address.is_empty();
        let told = mode_of(&self.line(Target::Mode));
        self.content.mode = told.or(match (somewhere, !self.content.online_url.is_empty()) {
            (true, true) => Some(Mode::Both),
            (true, false) => Some(Mode::OnSite),
            (false, true) => Some(Mode::Online),
            (false, false) => None,
        });
    }
}

fn in_country(gazetteer: &Gazetteer, point: Point) -> bool {
    gazetteer.locate(point.lon, point.lat).is_some()
        || gazetteer.nearest(point.lon, point.lat, NEAR_KM).is_some()
}

/// True when words that may name a town are there: a street alone names none ("rue de Toulouse").
fn telling(said: &str) -> bool {
    postcode_in(said).is_some()
        || !said.trim().chars().any(|c| c.is_ascii_digit()) && text::words(said).len() <= 4
}

/// Spreadsheets eat the first zero of 01000.
fn padded_postcode(cell: &str) -> String {
    let digits: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return format!("0{digits}");
    }
    if digits.len() == 5 {
        digits
    } else {
        cell.to_owned()
    }
}

/// Where the last postcode of an address stands, "84 000" included, and the code.
fn postcode_at(address: &str) -> Option<(usize, usize, String)> {
    let bytes = address.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut found = None;
    for at in 0..bytes.len() {
        if !digit(at) || (at > 0 && digit(at - 1)) {
            continue;
        }
        let spaced = bytes.get(at + 2) == Some(&b' ') && digit(at + 1);
        let length = if spaced { 6 } else { 5 };
        let digits: String = address
            .get(at..at + length)
            .unwrap_or_default()
            .chars()
            .filter(|c| *c != ' ')
            .collect();
        if digits.len() == 5 && !digit(at + length) && Postcode::parse(&digits).is_ok() {
            found = Some((at, at + length, digits));
        }
    }
    found
}

fn postcode_in(address: &str) -> Option<String> {
    postcode_at(address).map(|(_, _, code)| code)
}

/// An address without the postcode and the town at its end, which stand in fields of their own.
fn without_town(address: &str, commune: &Commune) -> String {
    let trimmed = |text: &str| text.trim_end_matches([' ', ',', '-', '–', '/']).to_owned();
    if let Some((from, to, _)) = postcode_at(address) {
        let rest = text::words(&address[to..]).join(" ");
        let name = text::words(&commune.name).join(" ");
        if rest.is_empty() || rest == name {
            return trimmed(&address[..from]);
        }
    }
    address.to_owned()
}

fn mode_of(cell: &str) -> Option<Mode> {
    if let Some(mode) = Mode::parse(cell) {
        return Some(mode);
    }
    let folded = text::fold(cell);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let online = has(&["ligne", "online", "distanc", "visio", "virtuel"]);
    let on_site = has(&["place", "site", "presentiel", "physique", "offline"]);
    if has(&["mixte", "hybrid", "mixed"]) || (online && on_site) {
        return Some(Mode::Both);
    }
    match (online, on_site) {
        (true, _) => Some(Mode::Online),
        (_, true) => Some(Mode::OnSite),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcodes_are_found_in_addresses() {
        assert_eq!(
            postcode_in("11 rue X - 84 000 Avignon"),
            Some("84000".into())
        );
        assert_eq!(
            postcode_in("112 chemin Y, 32000 Auch"),
            Some("32000".into())
        );
        assert_eq!(postcode_in("112 chemin Y"), None);
        assert_eq!(padded_postcode("1000"), "01000");
    }

    #[test]
    fn modes_are_told_in_words() {
        assert_eq!(mode_of("En ligne"), Some(Mode::Online));
        assert_eq!(mode_of("présentiel et visio : sur place"), Some(Mode::Both));
        assert_eq!(mode_of("place"), Some(Mode::OnSite));
        assert_eq!(mode_of("?"), None);
    }
}
