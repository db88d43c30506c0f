//! Mail addresses: a name, @, and a host with a dot.

use std::ops::Range;

use super::Personal;
use super::line::PersonalLine;

/// What stands for the sign in addresses that machines are not to find; people do.
const SPELLED: [&str; 4] = ["[at]", "(at)", "[@]", "(@)"];

/// All addresses of a line.
pub(super) fn find(line: &PersonalLine) -> Vec<(Range<usize>, Personal)> {
    let sign = |at: usize| {
        let spelled = SPELLED.iter().find(|word| line.is(at, word)).map(|word| word.len());
        spelled.or_else(|| (line.at(at) == Some('@')).then_some(1))
    };
    let mut found = Vec::new();
    let mut from = 0;
    while from < line.len() {
        let Some((length, address)) = sign(from).and_then(|length| Some((length, around(line, from, length)?))) else {
            from += 1;
            continue;
        };
        from = (from + length).max(address.end);
        found.push((line.range(address.start, address.end), Personal::Mail));
    }
    found
}

/// The address around its sign.
fn around(line: &PersonalLine, at: usize, length: usize) -> Option<Range<usize>> {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    // A space may stand on both sides, as in `taro @ example.jp`.
    let (left, right) = match (line.before(at), line.at(at + length)) {
        (Some(' '), Some(' ')) => (at - 1, at + length + 1),
        _ => (at, at + length),
    };
    let before = line.rest(0).iter().take(left).rev().take_while(|c| word(**c)).count();
    let host: String = line.rest(right).iter().copied().take_while(|c| word(*c)).collect();
    let host = host.trim_end_matches(['.', '-']);
    let (name, top) = host.rsplit_once('.')?;
    let named = !name.is_empty() && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    (before > 0 && named).then(|| left - before..right + host.len())
}
