//! A mapping guessed from the headers, in French, English and our own, and from the shape of the values.

use super::columns::{IGNORED, Target};
use super::mapping::{Mapping, Recipe};
use super::rows::OWN_REVISION;
use super::table::{Table, plain};
use super::values;

/// How many rows are looked at to tell a column by its values.
const SAMPLE: usize = 100;

/// The mapping that a table seems to ask for.
#[must_use]
pub fn guess(table: &Table) -> Mapping {
    let filled = table.filled();
    let headers: Vec<String> = table.columns.iter().map(|name| plain(name)).collect();
    // Our own export says what each of its columns is: its "url" is our page, not the organiser's.
    let own = table.column(OWN_REVISION).is_some() && table.column("slug").is_some();
    let mut mapping = Mapping::default();
    let mut taken = vec![false; headers.len()];
    for target in Target::ALL {
        let mut found = by_header(*target, own, &headers, &filled, &taken);
        found.retain(|at| fits(*target, table, *at));
        if !target.takes_several() {
            found.truncate(1);
        }
        for at in &found {
            taken[*at] = true;
        }
        if !found.is_empty() {
            let recipe = Recipe {
                columns: found.iter().map(|at| table.columns[*at].clone()).collect(),
                ..Recipe::default()
            };
            mapping.fields.insert(*target, recipe);
        }
    }
    if !own {
        by_values(table, &filled, &mut taken, &mut mapping);
    }
    mapping
}

/// Columns whose header means the target: its own name, then its synonyms in their order.
fn by_header(
    target: Target,
    only_own: bool,
    headers: &[String],
    filled: &[bool],
    taken: &[bool],
) -> Vec<usize> {
    let own = plain(target.slug());
    // Beside a column of days, "debut" and "fin" hold bare hours: what they hold tells.
    let also = match target {
        Target::StartTime => Target::Start.synonyms(),
        Target::EndTime => Target::End.synonyms(),
        _ => &[],
    };
    let synonyms = target.synonyms().iter().chain(also).copied();
    let synonyms = synonyms.filter(|_| !only_own);
    let meanings = std::iter::once(own.as_str()).chain(synonyms);
    let mut found = Vec::new();
    for meaning in meanings {
        for (at, header) in headers.iter().enumerate() {
            let free = filled[at] && !taken[at] && !found.contains(&at);
            if free && header == meaning && !IGNORED.contains(&header.as_str()) {
                found.push(at);
            }
        }
    }
    found
}

/// True unless the values say that the header means something else: a "contact" column full of mail addresses.
fn fits(target: Target, table: &Table, at: usize) -> bool {
    let share = |is: fn(&str) -> bool| share(table, at, is) >= 0.5;
    match target {
        Target::ContactName | Target::Organisation | Target::Place => !share(is_mail),
        Target::Longitude | Target::Latitude => share(|cell| values::number(cell).is_some()),
        Target::Postcode => share(|cell| domain::identifier::Postcode::parse(cell).is_ok()),
        Target::Siret => share(|cell| cell.chars().filter(char::is_ascii_digit).count() == 14),
        // "a" and "de" are headers of hours only above hours.
        Target::Start | Target::End => !share(|cell| values::time(cell).is_some()),
        Target::StartTime | Target::EndTime => share(|cell| values::time(cell).is_some()),
        Target::Capacity => share(|cell| values::number(cell).is_some()),
        _ => true,
    }
}

fn is_mail(cell: &str) -> bool {
    domain::identifier::Email::parse(cell).is_ok()
}

/// The share of a column's filled cells that are of a kind, 0 to 1.
fn share(table: &Table, at: usize, is: fn(&str) -> bool) -> f64 {
    let cells: Vec<&str> = table
        .rows
        .iter()
        .map(|row| row.cells[at].trim())
        .filter(|cell| !cell.is_empty())
        .take(SAMPLE)
        .collect();
    let fitting = cells.iter().filter(|cell| is(cell)).count();
    fitting as f64 / cells.len().max(1) as f64
}

/// Whether a cell is of a kind.
type Is = fn(&str) -> bool;

/// Columns that only their values tell.
fn by_values(table: &Table, filled: &[bool], taken: &mut [bool], mapping: &mut Mapping) {
    let kinds: [(Target, Is); 4] = [
        (Target::ContactEmail, is_mail),
        (Target::Siret, |cell| {
            domain::identifier::Siret::parse(cell).is_ok()
        }),
        (Target::ContactPhone, |cell| {
            cell.starts_with(['0', '+']) && domain::identifier::Phone::parse(cell).is_ok()
        }),
        (Target::ContactWebsite, |cell| {
            cell.starts_with("http") && domain::identifier::Web::parse(cell).is_ok()
        }),
    ];
    for (target, is) in kinds {
        if mapping.fields.contains_key(&target) {
            continue;
        }
        let found = (0..table.columns.len())
            .find(|at| filled[*at] && !taken[*at] && share(table, *at, is) >= 0.8);
        if let Some(at) = found {
            taken[at] = true;
            mapping
                .fields
                .insert(target, Recipe::column(&table.columns[at]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(text: &str) -> Vec<(Target, Vec<String>)> {
        let table = super::super::read(text.as_bytes(), "f.csv").unwrap();
        guess(&table)
            .fields
            .into_iter()
            .map(|(target, recipe)| (target, recipe.columns))
            .collect()
    }

    #[test]
    fn french_english_and_our_own_headers_are_understood() {
        let found = guessed(
            "Identifiant;Titre;Adresse;Code postal;Ville;Date de début;Date de fin;Tarifs;Horaires\n1;a;b;32000;Auch;26/03/2018;27/03/2018;0;x\n",
        );
        let targets: Vec<Target> = found.iter().map(|(target, _)| *target).collect();
        for target in [
            Target::Id,
            Target::Title,
            Target::Address,
            Target::Postcode,
            Target::Commune,
            Target::Start,
            Target::End,
            Target::Price,
            Target::Hours,
        ] {
            assert!(targets.contains(&target), "{target:?}");
        }
        let english = guessed(
            "uid,name,venue,city,lat,lon,website\n1,a,b,Auch,43.6,0.58,https://x.example\n",
        );
        assert_eq!(english.len(), 7);
    }

    #[test]
    fn several_systems_of_coordinates_side_by_side_leave_the_world_s() {
        let found = guessed(
            "titre;lamb93_x;lamb93_y;gps_x_long;gps_y_lat;latitude;longitude\na;845115,3;6317732,9;4,8;43,9;43,9;4,8\n",
        );
        let column = |target| found.iter().find(|(t, _)| *t == target).unwrap().1.clone();
        assert_eq!(column(Target::Longitude), ["longitude"]);
        assert_eq!(column(Target::Latitude), ["latitude"]);
    }

    #[test]
    fn values_tell_what_headers_do_not() {
        let found = guessed("titre;zzz\na;a@b.example\nb;c@d.example\n");
        assert!(found.contains(&(Target::ContactEmail, vec!["zzz".into()])));
    }
}
