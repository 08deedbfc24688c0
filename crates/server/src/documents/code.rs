//! The code of a ticket: as squares for a camera, and in groups for a hand.

use fast_qr::ECL;
use fast_qr::qr::QRBuilder;

use super::Unprinted;

/// The white that a camera needs around the squares, counted in squares.
pub const QUIET: usize = 4;
/// How many characters of a code stand together.
const GROUP: usize = 4;

/// The squares of a code, row by row: true is dark.
pub struct Squares {
    /// How many on each side.
    pub side: usize,
    dark: Vec<bool>,
}

impl Squares {
    /// The code that says this. A quarter of it may be hidden or worn off (level Q): tickets are folded.
    pub fn new(says: &str) -> Result<Squares, Unprinted> {
        let made = QRBuilder::new(says).ecl(ECL::Q).build();
        let code = made.map_err(|_| Unprinted::Code)?;
        let rows = (0..code.size).flat_map(|row| code[row].iter().take(code.size));
        Ok(Squares {
            side: code.size,
            dark: rows.map(|module| module.value()).collect(),
        })
    }

    /// The dark runs: column, row and how many squares. Squares side by side are one rectangle, without a seam for a printer to show.
    pub fn runs(&self) -> Vec<(usize, usize, usize)> {
        let mut runs: Vec<(usize, usize, usize)> = Vec::new();
        for (at, _) in self.dark.iter().enumerate().filter(|(_, dark)| **dark) {
            let (column, row) = (at % self.side, at / self.side);
            match runs.last_mut() {
                Some((from, of, many)) if *of == row && *from + *many == column => *many += 1,
                _ => runs.push((column, row, 1)),
            }
        }
        runs
    }
}

/// The code as a picture for a page: black on white whatever the scheme, since cameras expect it so. Assistive technology passes
/// it by; the groups stand beside it.
///
/// # Errors
/// [`Unprinted::Code`] when what it should say is too long.
pub fn picture(says: &str) -> Result<String, Unprinted> {
    use std::fmt::Write as _;
    let squares = Squares::new(says)?;
    let size = squares.side + 2 * QUIET;
    let mut path = String::new();
    for (column, row, many) in squares.runs() {
        let (x, y) = (column + QUIET, row + QUIET);
        let drawn = write!(path, "M{x} {y}h{many}v1h-{many}z");
        drawn.map_err(|fault| Unprinted::Fault(fault.to_string()))?;
    }
    Ok(format!(
        "<svg viewBox=\"0 0 {size} {size}\" aria-hidden=\"true\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// A code in groups that an eye can follow: “48120-9f3a77” becomes `4812`, `0`, `9f3a`, `77`.
pub fn groups(code: &str) -> Vec<String> {
    let parts = code.split(|letter: char| !letter.is_alphanumeric());
    parts
        .flat_map(|part| {
            let letters: Vec<char> = part.chars().collect();
            let groups = letters.chunks(GROUP).map(|group| group.iter().collect());
            groups.collect::<Vec<String>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_cut_in_groups_of_four() {
        assert_eq!(groups("481209-9f3a77b"), ["4812", "09", "9f3a", "77b"]);
        assert_eq!(groups(""), [""; 0]);
        assert_eq!(groups("-é-"), ["é"]);
    }

    #[test]
    fn runs_hold_every_dark_square_once() {
        let squares = Squares::new("https://semaine.example/billets/1-ab").expect("a code");
        let dark = squares.dark.iter().filter(|dark| **dark).count();
        let held: usize = squares.runs().iter().map(|(_, _, many)| many).sum();
        assert_eq!(held, dark);
        // The corner of every code is a dark line of seven squares.
        assert_eq!(squares.runs()[0], (0, 0, 7));
    }

    #[test]
    fn what_is_too_long_is_said_to_be() {
        assert!(matches!(
            Squares::new(&"x".repeat(4000)),
            Err(Unprinted::Code)
        ));
    }
}
