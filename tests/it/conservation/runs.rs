//! Runs of letters and digits, in what an author wrote and in what is published of it.
//!
//! A number is a run of its own, so that `345` is not `3*4*5`; so is a word of Latin, Greek or Cyrillic letters. All other
//! letters, those of Japanese, are set solid: where an author breaks a line, the page has none.

use unicode_normalization::UnicodeNormalization;

/// The kind of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunKind {
    Number,
    Word,
    Solid,
}

fn kind(c: char) -> Option<RunKind> {
    match c {
        _ if !c.is_alphanumeric() => None,
        '々' | '〆' | '〇' => Some(RunKind::Solid),
        _ if c.is_numeric() => Some(RunKind::Number),
        '\u{0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' => Some(RunKind::Word),
        _ => Some(RunKind::Solid),
    }
}

/// One spelling of what is the same: NFKC (`digits-and-widths`), eras in full and first years as 1 (`dates`).
pub fn fold(text: &str) -> String {
    // `㎡` and `①` are no part of a number beside them.
    let apart = |c: char| match c {
        '²'
        | '³'
        | '¹'
        | '¼'..='¾'
        | '\u{2070}'..='\u{209C}'
        | '\u{2150}'..='\u{218F}'
        | '\u{2460}'..='\u{24FF}'
        | '\u{3200}'..='\u{33FF}' => [' ', c, ' '],
        _ => [c, '\0', '\0'],
    };
    let plain: Vec<char> = text.chars().flat_map(apart).filter(|c| *c != '\0').nfkc().collect();
    let mut folded = String::with_capacity(text.len());
    for (at, c) in plain.iter().enumerate() {
        let alone = at == 0 || !plain[at - 1].is_ascii_alphanumeric();
        let next = plain.get(at + 1);
        let era = match c {
            'R' => "令和",
            'H' => "平成",
            'S' => "昭和",
            _ => "",
        };
        if alone && !era.is_empty() && next.is_some_and(|next| next.is_ascii_digit() || *next == '元') {
            folded.push_str(era);
        } else if *c == ',' && is_grouped(&plain, at) {
            // `groups`: 1,539 is 1539.
        } else if *c == '元' && next == Some(&'年') && (folded.ends_with("令和") || folded.ends_with("平成")) {
            folded.push('1');
        } else {
            folded.push(*c);
        }
    }
    folded
}

/// Whether a comma stands before three digits, and after one.
pub fn is_grouped(text: &[char], comma: usize) -> bool {
    let digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    comma > 0
        && digit(comma - 1)
        && (1..4).all(|next| digit(comma + next))
        && !text.get(comma + 4).is_some_and(|c| c.is_numeric())
}

/// The runs of a text.
pub fn runs(text: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    let mut last = None;
    for c in fold(text).chars() {
        let kind = kind(c);
        match runs.last_mut() {
            Some(run) if kind.is_some() && kind == last => run.push(c),
            _ if kind.is_some() => runs.push(c.to_string()),
            _ => {}
        }
        last = kind;
    }
    runs
}

/// What is published, made ready to be searched for runs.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    letters: String,
}

const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';

impl Printed {
    pub fn new(text: &str) -> Printed {
        let mut letters = String::new();
        runs(text).iter().for_each(|run| fence(run, &mut letters));
        Printed { letters }
    }

    /// Whether a run is here.
    pub fn has(&self, run: &str) -> bool {
        let mut wanted = String::new();
        fence(run, &mut wanted);
        self.letters.contains(&wanted)
    }

    /// The first of some runs that is not here in their order, by its number.
    pub fn first_missing<'r>(&self, runs: impl IntoIterator<Item = &'r String>) -> Option<usize> {
        let mut at = 0;
        for (number, run) in runs.into_iter().enumerate() {
            let mut wanted = String::new();
            fence(run, &mut wanted);
            match self.letters[at..].find(&wanted) {
                Some(found) => at += found + wanted.len(),
                None => return Some(number),
            }
        }
        None
    }
}

/// Numbers and words stand between marks, so that they are found whole.
fn fence(run: &str, letters: &mut String) {
    let solid = run.chars().next().and_then(kind) == Some(RunKind::Solid);
    if !solid {
        letters.push(OPEN);
    }
    letters.push_str(run);
    if !solid {
        letters.push(CLOSE);
    }
}

/// Whether a letter is set solid with others.
pub fn is_solid(c: char) -> bool {
    std::iter::once(c).nfkc().next().and_then(kind) == Some(RunKind::Solid)
}

/// Whether a run is a number.
pub fn is_number(run: &str) -> bool {
    run.chars().next().and_then(kind) == Some(RunKind::Number)
}

#[test]
fn runs_are_found_whole_and_in_order() {
    for (written, printed, missing) in [
        ("3*4*5=60人", "3*4*5=60人", None),
        ("3*4*5=60人", "345=60人", Some(0)),
        ("病床\n数は1,530床", "病床数は1530床", None),
        ("1,530床", "1,53,0床", Some(0)),
        ("病床\n数は1,530床", "病床数は1,530床である", None),
        ("Ｒ３年４月", "令和3年4月", None),
        ("令和元年", "令和1年", None),
        ("甲と乙", "乙と甲", Some(0)),
        ("WG 2", "WG2", None),
        ("AB 2", "ABC2", Some(0)),
        ("12", "112", Some(0)),
    ] {
        assert_eq!(Printed::new(printed).first_missing(&runs(written)), missing, "{written} / {printed}");
    }
    assert_eq!(runs("①第2回WG（１／１）㎡3"), ["1", "第", "2", "回", "WG", "1", "1", "m", "2", "3"]);
}
