//! Numbers of workbooks as Excel shows them: 0.295 in a cell of the format `0.0%` is 29.5%, 44287 may be 令和3年4月1日.
//!
//! The codes of formats are those of ECMA-376, part 1, 18.8.30 and 18.8.31, with the codes 27 to 36 and 50 to 58 as Excel in Japan
//! has them, which no file spells out.

use jiff::ToSpan as _;
use jiff::civil;

use crate::text::era::Era;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownNumber {
    /// The text in the cell.
    pub text: String,
    /// Whether the format is one that is known; of another the number is shown as it is.
    pub known: bool,
}

/// The code of a format that has a number and no code in the file.
#[must_use]
pub fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        5 | 6 => "¥#,##0;¥-#,##0",
        7 | 8 => "¥#,##0.00;¥-#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 | 30 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 57 => "ge.m.d",
        28 | 29 | 51 | 54 | 58 => "ggge\"年\"m\"月\"d\"日\"",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 => "h\"時\"mm\"分\"",
        33 => "h\"時\"mm\"分\"ss\"秒\"",
        34 | 52 | 55 => "yyyy\"年\"m\"月\"",
        35 | 53 | 56 => "m\"月\"d\"日\"",
        37 | 38 => "#,##0;-#,##0",
        39 | 40 => "#,##0.00;-#,##0.00",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        49 => "@",
        _ => "General",
    }
}

/// A number, which the file writes as `written`, in a format. `is_1904` says from when on days are counted.
#[must_use]
pub fn shown(written: &str, format: &str, is_1904: bool) -> ShownNumber {
    let Ok(value) = written.trim().parse::<f64>() else {
        return ShownNumber { text: written.trim().to_owned(), known: false };
    };
    let plain = |known| ShownNumber { text: Digits::of(value).plain(), known };
    if !value.is_finite() {
        return ShownNumber { text: written.trim().to_owned(), known: false };
    }
    let sections = sections(format);
    if sections.iter().any(|section| section.contains(&FormatToken::Unknown)) {
        return plain(false);
    }
    let own = match (sections.len(), value) {
        (3.., 0.0) => 2,
        (2.., value) if value < 0.0 => 1,
        _ => 0,
    };
    let Some(section) = sections.get(own) else { return plain(true) };
    if section.iter().any(|token| matches!(token, FormatToken::General | FormatToken::Text)) {
        return plain(true);
    }
    if section.iter().any(|token| matches!(token, FormatToken::Time(..))) {
        return time(value, section, is_1904).unwrap_or_else(|| plain(false));
    }
    number(value, section, own == 0).unwrap_or_else(|| plain(false))
}

/// A piece of the code of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
enum FormatToken {
    /// Text that is shown as it is.
    Literal(String),
    /// `0`, `#` or `?`: a digit, which is always shown where it is `0`.
    Digit(char),
    Point,
    Comma,
    Percent,
    General,
    /// `@`: the text of the cell as it is.
    Text,
    /// A letter of a time, so many times.
    Time(char, usize),
    /// `AM/PM`: before or after noon, and hours up to 12.
    Noon,
    /// `[h]`: hours beyond a day.
    Elapsed(char),
    Unknown,
}

/// The sections of a format: for numbers, for those below zero, for zero, for text.
fn sections(format: &str) -> Vec<Vec<FormatToken>> {
    let mut all = vec![Vec::new()];
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        let mut used = c.len_utf8();
        let token = match c {
            ';' => {
                all.push(Vec::new());
                None
            }
            '"' => {
                let end = after.find('"').unwrap_or(after.len());
                used += (end + 1).min(after.len());
                Some(FormatToken::Literal(after.get(..end).unwrap_or_default().to_owned()))
            }
            '\\' | '!' => {
                let next = after.chars().next();
                used += next.map_or(0, char::len_utf8);
                next.map(|next| FormatToken::Literal(next.to_string()))
            }
            // Blanks of the width of a letter, and what fills a cell.
            '_' | '*' => {
                used += after.chars().next().map_or(0, char::len_utf8);
                None
            }
            '[' => {
                let end = after.find(']').unwrap_or(after.len());
                used += (end + 1).min(after.len());
                bracket(after.get(..end).unwrap_or_default())
            }
            '0' | '#' | '?' => Some(FormatToken::Digit(c)),
            '.' => Some(FormatToken::Point),
            ',' => Some(FormatToken::Comma),
            '%' | '％' => Some(FormatToken::Percent),
            '@' => Some(FormatToken::Text),
            _ if rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("general")) => {
                used = 7;
                Some(FormatToken::General)
            }
            _ if rest.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("am/pm")) => {
                used = 5;
                Some(FormatToken::Noon)
            }
            'E' | 'e' if after.starts_with(['+', '-']) => Some(FormatToken::Unknown),
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'g' | 'G' | 'e' | 'E' | 'a' | 'A' | 'r'
            | 'R' => {
                let letter = c.to_ascii_lowercase();
                used = rest.chars().take_while(|next| next.to_ascii_lowercase() == letter).count();
                Some(FormatToken::Time(letter, used))
            }
            c => Some(FormatToken::Literal(c.to_string())),
        };
        all.last_mut().into_iter().for_each(|section| section.extend(token.clone()));
        rest = rest.get(used..).unwrap_or_default();
    }
    all
}

/// What stands in square brackets: a currency, an hour that counts on, a condition; colours and languages say nothing.
fn bracket(inside: &str) -> Option<FormatToken> {
    if let Some(currency) = inside.strip_prefix('$') {
        let sign = currency.split('-').next().unwrap_or_default();
        return (!sign.is_empty()).then(|| FormatToken::Literal(sign.to_owned()));
    }
    let letter = inside.chars().next()?.to_ascii_lowercase();
    if inside.chars().all(|c| c.to_ascii_lowercase() == letter) && "hms".contains(letter) {
        return Some(FormatToken::Elapsed(letter));
    }
    inside.starts_with(['<', '>', '=']).then_some(FormatToken::Unknown)
}

/// A number as decimal digits, as many as Excel keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Digits {
    negative: bool,
    /// From 0 to 9, the highest first, without zeros at the end.
    all: Vec<u8>,
    /// How many of them stand before the point.
    before: i32,
}

impl Digits {
    fn of(value: f64) -> Digits {
        // Excel keeps fifteen digits: 7.0000000000000009 is 7.
        let written = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let mut digits: Vec<u8> = mantissa.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Digits { negative: value < 0.0, all: digits, before: exponent.parse::<i32>().unwrap_or_default() + 1 }
    }

    /// The digits before the point, and those behind it; half of the last place is rounded up.
    fn rounded(&self, places: usize) -> (String, String) {
        let before = usize::try_from(self.before).unwrap_or_default();
        let zeros = usize::try_from(-self.before).unwrap_or_default();
        let mut all: Vec<u8> = std::iter::repeat_n(0, zeros).chain(self.all.iter().copied()).collect();
        let wanted = before + places;
        let up = all.get(wanted).is_some_and(|digit| *digit >= 5);
        all.resize(wanted, 0);
        let mut carry = up;
        for digit in all.iter_mut().rev() {
            if !carry {
                break;
            }
            carry = *digit == 9;
            *digit = if carry { 0 } else { *digit + 1 };
        }
        let mut before = before;
        if carry {
            all.insert(0, 1);
            before += 1;
        }
        let text: String = all.iter().map(|digit| char::from(b'0' + digit)).collect();
        let (whole, fraction) = text.split_at_checked(before).unwrap_or((&text, ""));
        (whole.trim_start_matches('0').to_owned(), fraction.to_owned())
    }

    /// All digits, without marks.
    fn plain(&self) -> String {
        /// Beyond, Excel shows powers of ten, which nobody means.
        const MOST: i32 = 21;

        if self.all.is_empty() {
            return "0".to_owned();
        }
        if self.before.abs() > MOST {
            let (first, rest) = self.all.split_first().map_or((0, &[][..]), |(first, rest)| (*first, rest));
            let rest: String = rest.iter().map(|digit| char::from(b'0' + digit)).collect();
            return format!("{}{first}.{rest}E{}", if self.negative { "-" } else { "" }, self.before - 1);
        }
        let places =
            usize::try_from(i32::try_from(self.all.len()).unwrap_or_default() - self.before).unwrap_or_default();
        let (whole, fraction) = self.rounded(places);
        let whole = if whole.is_empty() { "0" } else { &whole };
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{}{whole}{point}{fraction}", if self.negative { "-" } else { "" })
    }
}

/// A number in a section without letters of time.
fn number(value: f64, section: &[FormatToken], signed: bool) -> Option<ShownNumber> {
    let is_digit = |token: &FormatToken| matches!(token, FormatToken::Digit(_));
    let known = |text: String| Some(ShownNumber { text, known: true });
    let Some(first) = section.iter().position(is_digit) else {
        // A section of words alone: `"－"` for zero.
        return known(section.iter().map(literal).collect());
    };
    let last = section.iter().rposition(is_digit)?;
    let point = section
        .iter()
        .position(|token| *token == FormatToken::Point)
        .filter(|at| (first.saturating_sub(1)..=last + 1).contains(at));
    let begin = point.map_or(first, |point| point.min(first));
    let mut end = point.map_or(last, |point| point.max(last)) + 1;
    let inside = section.get(begin..end)?;
    if inside.iter().any(|token| !matches!(token, FormatToken::Digit(_) | FormatToken::Point | FormatToken::Comma)) {
        return None;
    }
    let mut thousands = 0;
    while section.get(end) == Some(&FormatToken::Comma) {
        thousands += 1;
        end += 1;
    }
    let at_point = inside.iter().position(|token| *token == FormatToken::Point).unwrap_or(inside.len());
    let (before, behind) = inside.split_at_checked(at_point)?;
    let always = |tokens: &[FormatToken]| tokens.iter().filter(|token| **token == FormatToken::Digit('0')).count();
    let places = behind.iter().filter(|token| is_digit(token)).count();
    let mut digits = Digits::of(value);
    let percents = section.iter().filter(|token| **token == FormatToken::Percent).count();
    digits.before += 2 * i32::try_from(percents).ok()? - 3 * thousands;
    let (whole, fraction) = digits.rounded(places);
    let is_zero = whole.is_empty() && fraction.bytes().all(|digit| digit == b'0');
    let mut whole = format!("{whole:0>width$}", width = always(before));
    if before.contains(&FormatToken::Comma) {
        whole = grouped(&whole);
    }
    let mut fraction = fraction;
    while fraction.len() > always(behind) && fraction.ends_with('0') {
        fraction.pop();
    }
    let mark = if fraction.is_empty() { "" } else { "." };
    let sign = if digits.negative && signed && !is_zero { "-" } else { "" };
    let head: String = section.get(..begin)?.iter().map(literal).collect();
    let tail: String = section.get(end..)?.iter().map(literal).collect();
    let text = format!("{sign}{head}{whole}{mark}{fraction}{tail}");
    known(text.trim().to_owned())
}

fn literal(token: &FormatToken) -> String {
    match token {
        FormatToken::Literal(text) => text.clone(),
        FormatToken::Percent => "%".to_owned(),
        FormatToken::Point => ".".to_owned(),
        _ => String::new(),
    }
}

fn grouped(whole: &str) -> String {
    let length = whole.len();
    let mark = |(at, c): (usize, char)| {
        let comma = (at > 0 && (length - at).is_multiple_of(3)).then_some(',');
        comma.into_iter().chain([c])
    };
    whole.chars().enumerate().flat_map(mark).collect()
}

/// A number that is a time.
fn time(value: f64, section: &[FormatToken], is_1904: bool) -> Option<ShownNumber> {
    const SECONDS: i64 = 86_400;

    let days = value.floor();
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    let (days, seconds) = (days as i64, ((value - days) * 86_400.0).round() as i64);
    let (days, seconds) = (days + seconds / SECONDS, seconds % SECONDS);
    // Excel has a 29 February 1900, which there was not.
    let from_1900 = if is_1904 {
        days + 1462
    } else if days < 60 {
        days + 1
    } else {
        days
    };
    let day = civil::date(1899, 12, 30).checked_add(from_1900.days()).ok()?;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let noon = section.contains(&FormatToken::Noon);
    let shown_hour = if noon { (hour + 11) % 12 + 1 } else { hour };
    let padded = |number: i64, count: usize| if count > 1 { format!("{number:02}") } else { number.to_string() };
    let era = Era::of(day);
    let mut text = String::new();
    let mut before = ' ';
    for (at, token) in section.iter().enumerate() {
        let next = section.get(at + 1..)?.iter().find_map(|token| match token {
            FormatToken::Time(letter, _) => Some(*letter),
            _ => None,
        });
        let (month, day_of_month) = (i64::from(day.month()), i64::from(day.day()));
        match token {
            FormatToken::Time('y', count) if *count > 2 => text += &day.year().to_string(),
            FormatToken::Time('y', _) => text += &format!("{:02}", day.year() % 100),
            FormatToken::Time('m', count) if before == 'h' || next == Some('s') => text += &padded(minute, *count),
            FormatToken::Time('m', count) if *count > 2 => text += &month.to_string(),
            FormatToken::Time('m', count) => text += &padded(month, *count),
            FormatToken::Time('d', count) if *count > 2 => text += weekday(day)?,
            FormatToken::Time('d', count) => text += &padded(day_of_month, *count),
            FormatToken::Time('a', count) if *count > 2 => {
                text += weekday(day)?;
                text += if *count > 3 { "曜日" } else { "" };
            }
            FormatToken::Time('g', count) => {
                let era = era?;
                text += &if *count > 2 { era.name.to_owned() } else { era.letter.to_string() };
            }
            FormatToken::Time('e', _) => {
                text += &era.map_or_else(|| day.year().to_string(), |era| era.year(i32::from(day.year())));
            }
            FormatToken::Time('r', _) => {
                let era = era?;
                text += &format!("{}{}", era.name, era.year(i32::from(day.year())));
            }
            FormatToken::Time('h', count) => text += &padded(shown_hour, *count),
            FormatToken::Time('s', count) => text += &padded(second, *count),
            FormatToken::Elapsed('h') => text += &(days * 24 + hour).to_string(),
            FormatToken::Elapsed('m') => text += &((days * 24 + hour) * 60 + minute).to_string(),
            FormatToken::Elapsed(_) => text += &(days * SECONDS + seconds).to_string(),
            FormatToken::Noon => text += if hour < 12 { "AM" } else { "PM" },
            FormatToken::Time(..) => return None,
            FormatToken::Digit(_) => {}
            token => text += &literal(token),
        }
        match token {
            FormatToken::Time(letter, _) | FormatToken::Elapsed(letter) => before = *letter,
            _ => {}
        }
    }
    Some(ShownNumber { text, known: true })
}

fn weekday(day: civil::Date) -> Option<&'static str> {
    let at = usize::try_from(day.weekday().to_monday_zero_offset()).ok()?;
    ["月", "火", "水", "木", "金", "土", "日"].get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_excel_shows_them() {
        for (written, format, text) in [
            ("412305", "#,##0", "412,305"),
            ("0.295", "0.0%", "29.5%"),
            ("0.295", "0%", "30%"),
            ("29.5", "0.0\"％\"", "29.5％"),
            ("81", "0.0", "81.0"),
            ("53", "0\"件\"", "53件"),
            ("12345678", "#,##0,\"千円\"", "12,346千円"),
            ("7", "000", "007"),
            ("-1554", "#,##0;\"△\"#,##0", "△1,554"),
            ("-1554", "#,##0_ ;[Red]\\-#,##0\\ ", "-1,554"),
            ("-3", "0;▲0;\"－\"", "▲3"),
            ("0", "#,##0;-#,##0;\"－\"", "－"),
            ("0", "#", ""),
            ("0.5", "#.##", ".5"),
            ("7.000000000000001", "General", "7"),
            ("0.1", "General", "0.1"),
            ("1234567.5", "General", "1234567.5"),
            ("2.5", "0", "3"),
            ("999.96", "0.0", "1000.0"),
            ("5000", "[$¥-411]#,##0", "¥5,000"),
            ("5000", "\"¥\"#,##0;[Red]\"¥\"\\-#,##0", "¥5,000"),
            ("44287", "yyyy/m/d", "2021/4/1"),
            ("44287", "[$-411]ggge\"年\"m\"月\"d\"日\";@", "令和3年4月1日"),
            ("44287", "[$-1030411]ge.m.d", "R3.4.1"),
            ("44287", "yyyy\"年\"mm\"月\"", "2021年04月"),
            ("44287.75", "h:mm", "18:00"),
            ("1.5", "[h]:mm", "36:00"),
            ("44287", "m/d(aaa)", "4/1(木)"),
        ] {
            assert_eq!(
                shown(written, format, false),
                ShownNumber { text: text.to_owned(), known: true },
                "{written} {format}"
            );
        }
        for id in [27, 28, 31, 58] {
            assert!(shown("44287", built_in(id), false).text.contains('1'), "{id}");
        }
        assert_eq!(shown("42825", "yyyy/m/d", true).text, "2021/4/1");
    }

    #[test]
    fn what_is_not_known_is_said() {
        for (written, format) in
            [("1234", "0.00E+00"), ("5", "[>100]0;0.0"), ("1200012", "000-0000"), ("abc", "0"), ("1e400", "0")]
        {
            assert!(!shown(written, format, false).known, "{written} {format}");
        }
    }
}
