//! Numbers of persons in words: those that are withheld are taken out of remarks on figures, and reported in texts.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::form::Audience;
use crate::model::{Document, Least};
use crate::source::{Finding, Findings, Position, words};
use crate::text::fold::fold_char;
use crate::value::{Absence, Value};

use super::cells::Key;

/// The numbers of persons in a text, with their places: 5人, １２名.
pub fn persons(text: &str) -> Vec<(Range<usize>, i64)> {
    let chars: Vec<(usize, char)> = text.char_indices().map(|(at, c)| (at, fold_char(c))).collect();
    let is_digit = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_ascii_digit());
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let begin = at;
        let mut number = 0_i64;
        while is_digit(at) || (chars.get(at).is_some_and(|(_, c)| *c == ',') && is_digit(at + 1)) {
            if let Some(digit) = chars.get(at).and_then(|(_, c)| c.to_digit(10)) {
                number = number.saturating_mul(10).saturating_add(digit.into());
            }
            at += 1;
        }
        let fraction = begin > 1 && chars.get(begin - 1).is_some_and(|(_, c)| *c == '.') && is_digit(begin - 2);
        let unit = chars.iter().skip(at).position(|(_, c)| !c.is_whitespace()).map(|skipped| at + skipped);
        let persons = unit.and_then(|unit| chars.get(unit)).is_some_and(|(_, c)| matches!(c, '人' | '名'));
        let more = unit
            .and_then(|unit| chars.get(unit + 1))
            .is_some_and(|(_, c)| matches!(c, '口' | '材' | '称' | '前' | '目'));
        if let (Some((start, _)), Some((end, unit)), false) =
            (chars.get(begin), unit.and_then(|unit| chars.get(unit)), fraction || more || !persons)
        {
            found.push((*start..end + unit.len_utf8(), number));
        }
    }
    found
}

/// The text with 非公表 for every number of persons that is too small, or withheld elsewhere in the document.
pub fn redacted(text: &str, least: Least, withheld: &BTreeSet<i64>) -> Option<String> {
    let small = |number: i64| match least {
        Least::Persons(least) => (1..least).contains(&number),
        Least::Never => number > 0,
    };
    let mut out = String::new();
    let mut done = 0;
    for (range, _) in persons(text).into_iter().filter(|(_, number)| small(*number) || withheld.contains(number)) {
        out.push_str(text.get(done..range.start).unwrap_or_default());
        out.push_str(Absence::Suppressed.word());
        done = range.end;
    }
    (done > 0).then(|| out + text.get(done..).unwrap_or_default())
}

/// Reports withheld counts that the public text of a document tells.
pub fn look(document: &Document, withheld: &BTreeMap<Key, i64>, findings: &mut Findings) {
    if withheld.is_empty() || document.audience != Audience::Public {
        return;
    }
    let counts = super::counts(withheld);
    let mut look = |text: &str, position: &dyn Fn(Range<usize>) -> Position| {
        for (range, _) in persons(text).into_iter().filter(|(_, number)| counts.contains(number)) {
            let written = text.get(range.clone()).unwrap_or_default();
            let message = words(
                format!("表では非公表とした「{written}」が、文章に書かれています。"),
                format!("`{written}` is withheld in a table and told in the text."),
            );
            let hint = words(
                "同じ人数を指すなら、文章からも消してください。別のことなら、accept に理由を書いてください。",
                "If it is the same count, delete it here, too; if not, accept the finding with the reason.",
            );
            findings.push(Finding::warning("withheld-in-text", position(range), message).hint(hint));
        }
    };
    document.each_prose(&mut |prose, audience| {
        if audience == Audience::Public {
            look(&prose.text, &|range| document.source.position(prose.origin.offset_span(range)));
        }
    });
    for (section, field, answer) in document.answers() {
        if section.audience != Audience::Public || field.audience != Audience::Public {
            continue;
        }
        match &answer.value {
            Value::Text(line) => look(line, &|_| document.source.position(answer.span)),
            Value::Indicators(indicators) => {
                indicators.rows.iter().for_each(|row| look(&row.name, &|_| document.source.position(row.span)));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persons_in_words() {
        for (text, numbers) in [
            ("うち5人は市外", vec![5]),
            ("退院者５名、1,530人のうち", vec![5, 1530]),
            ("3 人", vec![3]),
            ("人口1,539,946人", vec![1_539_946]),
            ("5人口", vec![]),
            ("3名称", vec![]),
            ("1.5人", vec![]),
            ("5件", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(persons(text).into_iter().map(|(_, number)| number).collect::<Vec<_>>(), numbers, "{text}");
        }
    }

    #[test]
    fn remarks_lose_what_is_withheld() {
        let withheld = BTreeSet::from([734]);
        for (text, redacted_text) in [
            ("うち新規5人を含む", Some("うち新規非公表を含む")),
            ("734人のうち10人", Some("非公表のうち10人")),
            ("政令市を除く", None),
            ("0人", None),
        ] {
            assert_eq!(redacted(text, Least::Persons(10), &withheld).as_deref(), redacted_text, "{text}");
        }
        assert_eq!(redacted("400人", Least::Never, &withheld).as_deref(), Some("非公表"));
    }
}
