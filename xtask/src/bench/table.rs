//! The table: one line for each figure, the aim beside it. It is Markdown, so that it can be kept as it is printed.

use super::load::Load;

/// A line: who did which work, what it cost, and how that stands.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// The work.
    pub work: String,
    /// Who did it.
    pub who: String,
    /// Requests in a second.
    pub per_second: Option<f64>,
    /// Processor time for one request, in microseconds.
    pub cpu: Option<f64>,
    /// Latencies in milliseconds.
    pub p50: Option<f64>,
    /// See [`Line::p50`].
    pub p99: Option<f64>,
    /// How it compares, in words: “12 × our CPU”.
    pub ratio: String,
    /// The aim in words, and whether it is reached.
    pub aim: Option<(String, bool)>,
}

impl Line {
    /// A line of what was loaded by `wrk`.
    pub fn loaded(work: &str, who: &str, load: &Load) -> Self {
        Self {
            work: work.to_owned(),
            who: who.to_owned(),
            per_second: Some(load.per_second),
            cpu: Some(load.cpu),
            p50: Some(load.p50),
            p99: Some(load.p99),
            ..Self::default()
        }
    }

    /// A line of one figure in words.
    pub fn told(work: &str, who: &str, figure: &str) -> Self {
        Self {
            work: work.to_owned(),
            who: who.to_owned(),
            ratio: figure.to_owned(),
            ..Self::default()
        }
    }

    /// A line of somebody who could not be measured, and why: the first sentence tells it.
    pub fn skipped(work: &str, who: &str, why: &str) -> Self {
        const LONGEST: usize = 140;
        let line = why.lines().next().unwrap_or_default();
        let cut: String = line.chars().take(LONGEST).collect();
        let dots = if cut.len() < line.len() { "…" } else { "" };
        Self::told(
            work,
            who,
            &format!("skipped: {cut}{dots}").replace('|', "/"),
        )
    }

    /// The same line with its aim.
    pub fn aiming(mut self, aim: String, reached: bool) -> Self {
        self.aim = Some((aim, reached));
        self
    }

    /// The same line with how it compares.
    pub fn compared(mut self, ratio: String) -> Self {
        self.ratio = ratio;
        self
    }

    fn cells(&self) -> [String; 9] {
        let (aim, sign) = match &self.aim {
            Some((aim, true)) => (aim.clone(), "✓"),
            Some((aim, false)) => (aim.clone(), "✗"),
            None => (String::new(), ""),
        };
        let figure = |figure: Option<f64>| figure.map(short).unwrap_or_default();
        [
            self.work.clone(),
            self.who.clone(),
            figure(self.per_second),
            figure(self.cpu),
            figure(self.p50),
            figure(self.p99),
            self.ratio.clone(),
            aim,
            sign.to_owned(),
        ]
    }
}

/// The names of the columns.
const HEAD: [&str; 9] = [
    "work",
    "who",
    "requests/s",
    "CPU µs",
    "p50 ms",
    "p99 ms",
    "compared",
    "aim",
    "",
];
/// Columns of numbers, which stand to the right.
const NUMBERS: std::ops::Range<usize> = 2..6;

/// The lines as a Markdown table whose columns stand under each other.
pub fn markdown(lines: &[Line]) -> String {
    let head = HEAD.map(str::to_owned);
    let rows: Vec<[String; 9]> = lines.iter().map(Line::cells).collect();
    let widths: Vec<usize> = (0..HEAD.len())
        .map(|column| {
            let cells = rows.iter().chain([&head]).map(|row| width(&row[column]));
            cells.max().unwrap_or_default().max(2)
        })
        .collect();
    let row = |cells: &[String; 9]| {
        let padded: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let room = " ".repeat(widths[column] - width(cell));
                match NUMBERS.contains(&column) {
                    true => format!("{room}{cell}"),
                    false => format!("{cell}{room}"),
                }
            })
            .collect();
        format!("| {} |\n", padded.join(" | "))
    };
    let rule: Vec<String> = widths
        .iter()
        .enumerate()
        .map(|(column, width)| match NUMBERS.contains(&column) {
            true => format!("{}:", "-".repeat(width + 1)),
            false => "-".repeat(width + 2),
        })
        .collect();
    let mut text = row(&head) + &format!("|{}|\n", rule.join("|"));
    rows.iter().for_each(|cells| text += &row(cells));
    text
}

fn width(cell: &str) -> usize {
    cell.chars().count()
}

/// A number with as many figures as mean something.
pub fn short(number: f64) -> String {
    match number.abs() {
        size if size >= 100.0 => grouped(number.round()),
        size if size >= 10.0 => format!("{number:.1}"),
        size if size >= 0.1 => format!("{number:.2}"),
        size if size >= 0.01 => format!("{number:.3}"),
        _ => format!("{number:.4}"),
    }
}

/// A whole number, its thousands parted.
pub fn grouped(number: f64) -> String {
    let digits = format!("{number:.0}");
    let length = digits.len();
    let mut parted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (length - at).is_multiple_of(3) && !parted.ends_with('-') {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other() {
        let lines = [
            Line {
                work: "tile".into(),
                who: "Semaine".into(),
                per_second: Some(31_250.4),
                cpu: Some(14.26),
                ..Line::default()
            }
            .aiming("≤ 15 µs".into(), true),
            Line::told("tile", "PostGIS", "not here"),
        ];
        let expected = "\
| work | who     | requests/s | CPU µs | p50 ms | p99 ms | compared | aim     |    |
|------|---------|-----------:|-------:|-------:|-------:|----------|---------|----|
| tile | Semaine |     31,250 |   14.3 |        |        |          | ≤ 15 µs | ✓  |
| tile | PostGIS |            |        |        |        | not here |         |    |
";
        assert_eq!(markdown(&lines), expected);
    }

    #[test]
    fn numbers_are_short() {
        let told = [1_234_567.0, 999.6, 42.04, 1.005, 0.0421].map(short);
        assert_eq!(told, ["1,234,567", "1,000", "42.0", "1.00", "0.042"]);
    }
}
