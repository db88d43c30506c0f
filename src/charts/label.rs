//! Texts that must fit: measured by the widths of their characters, shortened or broken by rule.

use super::role::Role;
use super::width::em;

/// How wide a text of this role is, in units.
pub fn width(text: &str, role: Role) -> f64 {
    em(text) * role.size()
}

/// The text, or as much of its start as fits, with an ellipsis. The whole text stands in the table.
pub fn shorten(text: &str, role: Role, room: f64) -> String {
    if width(text, role) <= room {
        return text.to_owned();
    }
    let room = room - width("…", role);
    let mut used = 0.0;
    let mut short: String = text
        .chars()
        .take_while(|character| {
            used += width(character.encode_utf8(&mut [0; 4]), role);
            used <= room
        })
        .collect();
    short.truncate(short.trim_end_matches(['（', '「', '、', '・', ' ']).len());
    short.push('…');
    short
}

/// A label as drawn: its digits are as narrow as those of the numbers beside it, and 「うち」 is left out
/// where a part stands under its whole. The table keeps the form's own writing.
pub fn drawn(label: &str) -> String {
    let label = label.trim();
    let label = label.strip_prefix("うち").map_or(label, str::trim_start);
    let narrow = |digit: char| match u32::from(digit).checked_sub(u32::from('０')) {
        Some(value @ 0..=9) => char::from_digit(value, 10).unwrap_or(digit),
        _ => digit,
    };
    label.chars().map(narrow).collect()
}
