//! What changed between two texts, word by word.

use serde::Serialize;

/// The most comparisons of two texts; beyond, one is told as replaced by the other.
const MOST: usize = 4_000_000;

/// A piece of a text: kept, taken away (only in the old one) or added (only in the new one).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Part {
    /// The words.
    pub text: String,
    /// `""`, `del` or `ins`.
    pub change: &'static str,
}

/// A text without any change.
pub fn whole(text: &str) -> Vec<Part> {
    match text {
        "" => Vec::new(),
        text => vec![Part {
            text: text.to_owned(),
            change: "",
        }],
    }
}

/// The old text with what was taken away, and the new one with what was added.
pub fn compare(old: &str, new: &str) -> (Vec<Part>, Vec<Part>) {
    let (a, b) = (words(old), words(new));
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..]
        .iter()
        .rev()
        .zip(b[head..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let kept = common(&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let side = |words: &[&str], kept: &[bool], change: &'static str| {
        let mut parts = Parts::default();
        let middle = words.len() - tail;
        for (at, word) in words.iter().enumerate() {
            let same = at < head || at >= middle || kept[at - head];
            parts.push(word, if same { "" } else { change });
        }
        parts.0
    };
    (side(&a, &kept.0, "del"), side(&b, &kept.1, "ins"))
}

#[derive(Default)]
struct Parts(Vec<Part>);

impl Parts {
    fn push(&mut self, word: &str, change: &'static str) {
        match self.0.last_mut() {
            Some(last) if last.change == change => last.text.push_str(word),
            _ => self.0.push(Part {
                text: word.to_owned(),
                change,
            }),
        }
    }
}

/// A text as words, each with the blank or the punctuation that follows, so that joining them gives the text again.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut blank = false;
    for (at, letter) in text.char_indices() {
        // What a no-break space joins (“10 h 30”) is read as one word.
        let is_blank = letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{202f}');
        // A word begins after a blank; punctuation in it stays with it.
        if blank && !is_blank {
            words.push(&text[start..at]);
            start = at;
        }
        blank = is_blank;
    }
    if start < text.len() {
        words.push(&text[start..]);
    }
    words
}

/// Which words of each side belong to their longest common sequence. A word and the blank after it are compared
/// without the blank, so that a line that grows at its end keeps its last word.
fn common(a: &[&str], b: &[&str]) -> (Vec<bool>, Vec<bool>) {
    let mut kept = (vec![false; a.len()], vec![false; b.len()]);
    if a.is_empty() || b.is_empty() || a.len().saturating_mul(b.len()) > MOST {
        return kept;
    }
    let same = |i: usize, j: usize| a[i].trim_end() == b[j].trim_end();
    let width = b.len() + 1;
    let mut longest = vec![0_u32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            longest[i * width + j] = match same(i, j) {
                true => longest[(i + 1) * width + j + 1] + 1,
                false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if same(i, j) {
            (kept.0[i], kept.1[j]) = (true, true);
            (i, j) = (i + 1, j + 1);
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(parts: &[Part]) -> String {
        parts
            .iter()
            .map(|part| match part.change {
                "" => part.text.clone(),
                change => format!("[{change} {}]", part.text),
            })
            .collect()
    }

    #[test]
    fn only_the_words_that_changed_are_marked() {
        let (old, new) = compare(
            "jeu. 19 : 9\u{a0}h, 15\u{a0}h",
            "jeu. 19 : 9\u{a0}h, 14\u{a0}h",
        );
        assert_eq!(told(&old), "jeu. 19 : 9\u{a0}h, [del 15\u{a0}h]");
        assert_eq!(told(&new), "jeu. 19 : 9\u{a0}h, [ins 14\u{a0}h]");
        let (old, new) = compare("chaussures fermées", "chaussures fermées dès 12 ans");
        assert_eq!(told(&old), "chaussures fermées");
        assert_eq!(told(&new), "chaussures fermées [ins dès 12 ans]");
    }

    #[test]
    fn both_sides_give_their_text_again() {
        let samples = [
            "",
            "a",
            "a  b\nc",
            "un deux trois",
            "trois deux",
            "É à\u{a0}ç !",
            " x ",
        ];
        for old in samples {
            for new in samples {
                let (a, b) = compare(old, new);
                let joined = |parts: &[Part]| -> String {
                    parts.iter().map(|part| part.text.as_str()).collect()
                };
                assert_eq!((joined(&a).as_str(), joined(&b).as_str()), (old, new));
            }
        }
    }

    #[test]
    fn very_long_texts_are_told_as_replaced() {
        let old: String = (0..3_000).map(|n| format!("a{n} ")).collect();
        let new: String = (0..3_000).map(|n| format!("b{n} ")).collect();
        let (a, b) = compare(&old, &new);
        assert_eq!((a.len(), b.len()), (1, 1));
    }
}
