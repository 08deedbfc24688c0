//! A typing error that is mended: a few letters, and nothing that is meant.

use super::fold;

/// Words that may differ between a text and the same text mended.
const MOST_WORDS: usize = 3;
/// Letters that may differ within a word.
const MOST_LETTERS: usize = 2;
/// A word as long as this may differ in one letter; each further time it is as long, in one more.
const LETTERS_OF_A_WORD: usize = 4;

/// Whether the second text is the first with a typing error or two mended: as many words, of which at most three differ, each
/// by a letter or two; accents, capitals and punctuation as one likes. No figure differs nor any address, and no word comes
/// or goes: a "not" that is taken out is no typing error.
pub fn is_typo(before: &str, after: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    if !addresses(before).eq(addresses(after)) {
        return false;
    }
    let (before, after) = (words(before), words(after));
    if before.len() != after.len() {
        return false;
    }
    let mut mended = before.iter().zip(&after).filter(|(a, b)| a != b);
    let few = mended.clone().count() <= MOST_WORDS;
    few && mended.all(|(a, b)| is_mended(a, b))
}

/// Where a text sends its readers: web and mail addresses, as they are written.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .filter(|word| word.contains("://") || word.contains("www.") || word.contains('@'))
}

fn is_mended(a: &str, b: &str) -> bool {
    let figures = |word: &str| word.chars().any(|c| c.is_ascii_digit());
    if figures(a) || figures(b) {
        return false;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = (a.len().max(b.len()) / LETTERS_OF_A_WORD).min(MOST_LETTERS);
    distance(&a, &b) <= allowed
}

/// Letters to write, to strike out, to replace, or to exchange with their neighbour.
fn distance(a: &[char], b: &[char]) -> usize {
    if a.len().abs_diff(b.len()) > MOST_LETTERS {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=b.len()).collect();
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let same = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j - 1] + same)
                .min(rows[i - 1][j] + 1)
                .min(rows[i][j - 1] + 1);
            let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if swapped {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = least;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_letters_are_a_typo() {
        for (before, after) in [
            ("Viste de la fonderie", "Visite de la fonderie"),
            ("Visite de la fodnerie.", "Visite de la fonderie"),
            ("Ouvert a tous", "Ouvert à tous !"),
            ("DÉCOUVREZ NOS METIERS", "Découvrez nos métiers"),
            ("Rendez vous a l’acceuil", "Rendez-vous à l’accueil"),
        ] {
            assert!(is_typo(before, after), "{before} → {after}");
        }
    }

    #[test]
    fn what_means_something_else_is_none() {
        for (before, after) in [
            ("Ouvert à tous", "Fermé à tous"),
            ("Rendez-vous à 10 h", "Rendez-vous à 11 h"),
            ("On ne peut pas entrer", "On peut entrer"),
            ("Visite gratuite", "Visite payante"),
            ("Lundi", "Mardi"),
            ("Le 24 mars", "Le 24 mai"),
            ("Visite", "Visite de l’atelier"),
            (
                "Voir https://scierie.example",
                "Voir https://scieries.example",
            ),
            ("Écrire à visite@a.example", "Écrire à visites@a.example"),
            ("Sans casque", "Avec casque"),
        ] {
            assert!(!is_typo(before, after), "{before} → {after}");
        }
    }

    #[test]
    fn many_mended_words_are_read_again() {
        let before = "La vsite, l’atlier, les mchines et les métirs";
        assert!(!is_typo(
            before,
            "La visite, l’atelier, les machines et les métiers"
        ));
    }
}
