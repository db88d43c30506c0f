//! What is corrected beside a frozen year is corrected in the living document, too.

use std::ops::Range;

use crate::form::Field;
use crate::model::{Document, Erratum, Redirect, Site};
use crate::source::Example::Files;
use crate::source::{Code, Finding, Findings, Span, WhyByHand, words};
use crate::text::fold::{fold, fold_char};
use crate::value::{Prose, Quantity};

use super::{Check, Rule, Subject};

const ERRATUM_UNCORRECTED: Code = Code::warning(
    "erratum-uncorrected",
    (
        "保存した年度の訂正が、今の原稿に入っていません。",
        "A correction to a frozen year is not made in the document of today.",
    ),
    (
        "errata.yaml の訂正は、保存したページのそばに出るだけで、今のページは変えません。今の原稿に誤りの言葉があり、正しい言葉がなければ、知らせます。",
        "A correction in `errata.yaml` stands beside the frozen page and changes no other: the document still says what is wrong and not what is right.",
    ),
    Files(&[
        ("2021/kitahama/sheet.md", "---\nform: sheet\n人口: 120,345人\n---\n"),
        (
            "errata.yaml",
            "- { year: 2021, page: 2021/kitahama.html, date: 2022-05-10, what: 人口, why: 転記の誤り, before: 120,345人, after: 120,354人 }\n",
        ),
    ]),
    Files(&[
        ("2021/kitahama/sheet.md", "---\nform: sheet\n人口: 120,354人\n---\n"),
        (
            "errata.yaml",
            "- { year: 2021, page: 2021/kitahama.html, date: 2022-05-10, what: 人口, why: 転記の誤り, before: 120,345人, after: 120,354人 }\n",
        ),
    ]),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks the site once, and reports one code.
pub const RULE: Rule = Rule { codes: &[ERRATUM_UNCORRECTED], subject: Subject::Answers, check: Check::Site(check) };

fn check(site: &Site, findings: &mut Findings) {
    for erratum in &site.errata {
        let (Some(before), Some(after)) = (&erratum.before, &erratum.after) else { continue };
        let mut documents = site.documents_of(erratum.year).iter();
        let Some(document) = documents.find(|document| document.has_page(erratum.page())) else { continue };
        let field = field_of(erratum, document);
        let areas = areas(document, field);
        let texts: Vec<PlainSpelling> = areas.iter().map(|(text, _)| PlainSpelling::of(text)).collect();
        let (wrong, right) = (spellings(before, field), spellings(after, field));
        let found = texts.iter().zip(&areas).find_map(|(text, (_, place))| {
            let range = wrong.iter().find_map(|spelling| text.find(spelling, &[]))?;
            Some(place(range))
        });
        // What is right may be within what is wrong: 協議会 in 自立支援協議会.
        let without: &[PlainSpelling] =
            if wrong.iter().all(|wrong| right.iter().all(|right| right.find(wrong, &[]).is_none())) {
                &wrong
            } else {
                &[]
            };
        let corrected = texts.iter().any(|text| right.iter().any(|spelling| text.find(spelling, without).is_some()));
        let Some(span) = found.filter(|_| !corrected) else { continue };
        let [_, written] = &erratum.positions;
        let message = words!(
            "訂正の済んだはずの「{before}」が残っていて、「{after}」がありません。",
            "`{before}`, which was corrected, is still there, and `{after}` is not."
        );
        let hint = words!(
            "「{after}」に直し、前書きの「訂正」に日付と理由を書いてください。",
            "Write `{after}`, and the day and the reason under `corrections`."
        );
        let finding = Finding::new(&ERRATUM_UNCORRECTED, document.source.position(span), message).hint(hint);
        let finding =
            finding.related(written.clone(), words("保存した年度の訂正", "the correction to the frozen year"));
        findings.push(match field {
            Some(field) => finding.about(&field.id),
            None => finding,
        });
    }
}

/// The answered field that the correction names by its anchor, or in its words; the longest name tells most.
fn field_of<'d>(erratum: &Erratum, document: &'d Document) -> Option<&'d Field> {
    let anchor = Redirect::parts(&erratum.page).1;
    let what = fold(&erratum.what);
    let within = |field: &Field| {
        let row =
            |anchor: &str| anchor.strip_prefix(&field.id).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
        anchor.is_some_and(row)
    };
    let answered = || document.answers().filter(|(_, _, answer)| !answer.is_open()).map(|(_, field, _)| field);
    // The longest id: `beds` is the beginning of `beds-psychiatric` as well.
    let by_anchor = answered().filter(|field| within(field)).max_by_key(|field| field.id.len());
    let named = |field: &&Field| what.contains(&fold(&field.label));
    by_anchor.or_else(|| answered().filter(named).max_by_key(|field| field.label.len()))
}

/// A text of a document, and where a range of it stands in the file.
type TextArea<'d> = (&'d str, Box<dyn Fn(Range<usize>) -> Span + 'd>);

/// What of a document the correction is about: the answer to the field, or all that it says. Its remarks and its own list of
/// corrections may well tell what was wrong.
fn areas<'d>(document: &'d Document, field: Option<&Field>) -> Vec<TextArea<'d>> {
    let answers = document.answers().filter(|(_, other, _)| field.is_none_or(|field| field.id == other.id));
    let answers = answers.filter(|(_, _, answer)| !answer.is_missing()).map(|(_, _, answer)| -> TextArea<'d> {
        let (text, start) = (document.source.slice(answer.span), answer.span.start());
        (text, Box::new(move |range| Span::new(start + range.start, start + range.end)))
    });
    let narratives = document.sections.iter().filter_map(|said| said.narrative.as_ref()).chain(&document.extras);
    let prose = document.lead.iter().chain(narratives.map(|narrative| &narrative.text));
    let prose = prose.filter(|_| field.is_none());
    let prose = prose.map(|prose: &'d Prose| -> TextArea<'d> {
        (&prose.text, Box::new(move |range| prose.origin.offset_span(range)))
    });
    answers.chain(prose).collect()
}

/// How the words of a correction may be written: as they are, and a figure without its unit where the form has one.
fn spellings(said: &str, field: Option<&Field>) -> Vec<PlainSpelling> {
    let number = field
        .filter(|field| field.kind.is_figures())
        .and_then(|field| Quantity::read(said, field.unit.as_deref()).number());
    std::iter::once(PlainSpelling::of(said)).chain(number.map(|number| PlainSpelling::of(&number.to_plain()))).collect()
}

/// A text in one spelling, without white space and the commas of figures.
struct PlainSpelling(Vec<SpelledLetter>);

/// A character of it, and where it stood.
struct SpelledLetter {
    said: char,
    place: Range<usize>,
}

impl PlainSpelling {
    fn of(text: &str) -> PlainSpelling {
        let letters = text
            .char_indices()
            .map(|(at, character)| SpelledLetter { said: fold_char(character), place: at..at + character.len_utf8() });
        let mut letters: Vec<SpelledLetter> = letters.filter(|letter| !letter.said.is_whitespace()).collect();
        let digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|one| one.said.is_ascii_digit());
        let comma = |at: usize| {
            letters.get(at).is_some_and(|letter| letter.said == ',') && digit(at.checked_sub(1)) && digit(Some(at + 1))
        };
        let commas: Vec<bool> = (0..letters.len()).map(comma).collect();
        let mut commas = commas.into_iter();
        letters.retain(|_| !commas.next().unwrap_or_default());
        PlainSpelling(letters)
    }

    /// Where the words first stand outside of these others.
    fn find(&self, words: &PlainSpelling, outside: &[PlainSpelling]) -> Option<Range<usize>> {
        let covered: Vec<Range<usize>> = outside.iter().flat_map(|other| self.places(other)).collect();
        let meets = |place: &Range<usize>, other: &Range<usize>| other.start < place.end && place.start < other.end;
        let found = self.places(words).find(|place| !covered.iter().any(|other| meets(place, other)))?;
        let found = self.0.get(found)?;
        Some(found.first()?.place.start..found.last()?.place.end)
    }

    /// Every place of the words, counted in characters; a figure is no part of a longer one.
    fn places<'t>(&'t self, words: &'t PlainSpelling) -> impl Iterator<Item = Range<usize>> + 't {
        let length = words.0.len();
        let digit = |letter: Option<&SpelledLetter>| letter.is_some_and(|letter| letter.said.is_ascii_digit());
        let point = |letter: Option<&SpelledLetter>| letter.is_some_and(|letter| letter.said == '.');
        let windows = self.0.windows(length.max(1)).enumerate();
        windows.filter_map(move |(at, window)| {
            let same = window.iter().map(|one| one.said).eq(words.0.iter().map(|other| other.said));
            let before = at.checked_sub(1).and_then(|before| self.0.get(before));
            let (after, next) = (self.0.get(at + length), self.0.get(at + length + 1));
            let begins = digit(words.0.first()) && (digit(before) || point(before));
            let goes_on = digit(words.0.last()) && (digit(after) || point(after) && digit(next));
            (same && !begins && !goes_on).then_some(at..at + length)
        })
    }
}
