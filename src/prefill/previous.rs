//! What last year's document said, for the one that follows it: what stays, and what has no place any more.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::mem::discriminant;

use crate::form::keys::OF_ANSWERS;
use crate::form::{Audience, Field, FormSection};
use crate::model::Document;
use crate::source::{Words, words};
use crate::text::{Date, era};
use crate::value::presence::{LevelValue, PresenceState};
use crate::value::{Absence, Answer, Chosen, Circumstances, Item, Meaning, Quantity, When, number};

use super::layout::{PrefilledLine, PrefilledValue};
use super::links;

const TIME: &str = "時点";

/// A document of an earlier year that a new one follows.
pub struct PreviousDocument<'a> {
    /// The document of the earlier year.
    pub document: &'a Document,
    /// 前年度, or 令和3年度 where years lie between.
    pub when: String,
    /// Whether records that have files of their own are left to these.
    pub records_in_files: bool,
    /// Path of the new document below `content/`; links are relative to it.
    path: &'a str,
    /// Anchors that both pages have.
    anchors: BTreeSet<String>,
    used: RefCell<BTreeSet<String>>,
    left: RefCell<Vec<Words>>,
}

/// Who may read the section and the field, and what they stand in.
pub fn audience(all: [Audience; 2]) -> Audience {
    if all.contains(&Audience::Advisors) { Audience::Advisors } else { Audience::Public }
}

impl<'a> PreviousDocument<'a> {
    /// Opens a document of an earlier year.
    pub fn new(document: &'a Document, year: i32, path: &'a str, anchors: BTreeSet<String>) -> PreviousDocument<'a> {
        let when = if document.year + 1 == year { "前年度".to_owned() } else { era::fiscal_year(document.year) };
        PreviousDocument {
            document,
            when,
            records_in_files: true,
            path,
            anchors,
            used: RefCell::default(),
            left: RefCell::default(),
        }
    }

    /// The answer to the same field, if it has the same kind and may be read by those who may read the new one.
    pub fn answer(&self, section: &FormSection, field: &Field) -> Option<(&'a Field, &'a Answer)> {
        let (old_section, old, answer) = self.answers().find(|(_, old, _)| old.id == field.id)?;
        if discriminant(&old.kind) != discriminant(&field.kind) {
            return None;
        }
        let new = audience([section.audience, field.audience]);
        self.may_stand(audience([old_section.audience, old.audience]), new).then(|| {
            self.used.borrow_mut().insert(old.id.clone());
            (old, answer)
        })
    }

    /// All answers with their section and field.
    pub fn answers(&self) -> impl Iterator<Item = (&'a FormSection, &'a Field, &'a Answer)> + use<'a> {
        self.document.answers().filter(|(_, _, answer)| !answer.is_open() && !answer.is_missing())
    }

    /// Whether what `old` readers may see can stand where `new` readers look. The whole document keeps its audience.
    pub fn may_stand(&self, old: Audience, new: Audience) -> bool {
        old == Audience::Public || new == Audience::Advisors || self.document.audience == Audience::Advisors
    }

    /// Remembers that a field found its place.
    pub fn use_up(&self, field: &Field) {
        self.used.borrow_mut().insert(field.id.clone());
    }

    /// Remembers something that has no place.
    pub fn leave(&self, what: Words) {
        self.left.borrow_mut().push(what);
    }

    /// Everything that has no place, fields first.
    pub fn left(self) -> Vec<Words> {
        let used = self.used.take();
        let fields = self.answers().filter(|(_, field, _)| !used.contains(&field.id));
        let fields = fields.map(|(_, field, _)| words!("項目「{}」", "the field `{}`", field.label));
        fields.chain(self.left.take()).collect()
    }

    /// A Markdown text with its links leading where they led.
    pub fn moved(&self, text: &str) -> String {
        links::moved(text, &self.document.path, self.path, &self.anchors)
    }

    /// A comment on what was said then: 前年度: 1,539,946人（令和3年4月）.
    pub fn remark(&self, what: &str) -> String {
        format!("{}: {what}", self.when)
    }

    /// The comment on what was taken over.
    pub fn to_check(&self) -> String {
        format!("要確認: {}から引き継ぎました。今年度に合わせて直してください。", self.when)
    }

    /// Why an answer is asked anew, with what it was, where it is a figure or a time of the year before. A time that was
    /// over before that year began can change no more.
    pub fn asked_anew(&self, answer: &Answer) -> Option<String> {
        if let Some((chosen, asked)) = answer.value.choice().zip(answer.field.kind.choice()) {
            // A grade is given anew each year.
            return asked.ordered.then(|| self.remark(&chosen.in_words(asked)));
        }
        match answer.value.only()? {
            Item::Quantity(quantity) => Some(self.remark(&figure(quantity, &answer.circumstances))),
            Item::Line(text) => self.figure_in_words(text, &answer.circumstances),
            Item::Prose(prose) => self.figure_in_words(&prose.text, &answer.circumstances),
            Item::Date(when) => (!self.is_over(when)).then(|| self.remark(&when.shown())),
            _ => None,
        }
    }

    /// A text that is a figure and nothing else: 年4回 is, 毎月の会議 is not.
    fn figure_in_words(&self, text: &str, circumstances: &Circumstances) -> Option<String> {
        let quantity = Quantity::read(text, None);
        matches!(quantity.meaning, Meaning::Amount(_)).then(|| self.remark(&figure(&quantity, circumstances)))
    }

    /// Whether a time lies wholly before the fiscal year of the earlier document.
    fn is_over(&self, when: &When) -> bool {
        let begin = Date::FiscalYear { year: self.document.year, word: "" }.start();
        when.period.as_ref().is_some_and(|period| period.end.end() < begin)
    }

    /// Counts that follow 有 and 無: they are figures, which the new sheet does not take over.
    pub fn counts(&self, answer: &Answer) -> Option<String> {
        let mut counts = Vec::new();
        answer.leaves(&mut |leaf| {
            if let (Item::Level(LevelValue { count: Some(_), written, .. }), Some(step)) = (leaf.item, leaf.path.last())
            {
                counts.push(format!("{} {written}", step.label).trim().to_owned());
            }
        });
        (!counts.is_empty()).then(|| self.remark(&counts.join("、")))
    }

    /// An answer as it is written in the new field, as far as there is a place for it. Its time is asked anew.
    pub fn answer_again(&self, answer: &Answer, field: &Field) -> PrefilledValue {
        let mut block = self.cell(answer, field);
        if let (Some(when), PrefilledValue::Map(lines)) = (answer.circumstances.as_of(), &mut block)
            && let Some(time) = lines.iter_mut().find(|line| line.key == TIME)
        {
            *time = PrefilledLine::new(TIME, PrefilledValue::Blank).comment(self.remark(&when.shown()));
        }
        block
    }

    fn cell(&self, answer: &Answer, field: &Field) -> PrefilledValue {
        let (mut one, mut parts, mut around) = (None, Vec::new(), Circumstances::none());
        answer.leaves(&mut |leaf| {
            let block = match leaf.item {
                Item::Circumstances(circumstances, _) if !leaf.path.is_empty() => return around = circumstances,
                Item::Quantity(quantity) => written(&quantity.written),
                Item::Line(line) => written(line),
                Item::Chosen(chosen) => self.chosen_again(chosen, leaf.field, field),
                Item::Date(when) => written(&when.written),
                Item::Prose(prose) => written(&self.moved(&prose.text)),
                Item::Level(level) => {
                    with_circumstances(yes_or_no(level, field), std::mem::replace(&mut around, Circumstances::none()))
                }
                // Rows inside rows: no form has them.
                _ => return,
            };
            match leaf.path.last() {
                Some(step) if !step.id.is_empty() || !field.kind.names().is_empty() => {
                    parts.push((step.id, step.label, block));
                }
                _ => one = Some(block),
            }
        });
        let value = if parts.is_empty() { one.unwrap_or_default() } else { self.parts(parts, field) };
        with_circumstances(value, &answer.circumstances)
    }

    /// What was chosen, in the new form's words; choices that it has no more are left behind.
    fn chosen_again(&self, chosen: &Chosen, old: &Field, field: &Field) -> PrefilledValue {
        let (Some(asked), Some(new)) = (old.kind.choice(), field.kind.choice()) else { return PrefilledValue::Blank };
        let mut at = Vec::new();
        for choice in chosen.choices(asked) {
            match new.position(&choice.id) {
                Some(place) => at.push(place),
                None => self.leave(words!("項目「{}」の「{}」", "`{1}` of the field `{0}`", field.label, choice.label)),
            }
        }
        if chosen.absence().is_some() {
            return written(&chosen.in_words(asked));
        }
        let again = Chosen::of(at, chosen.words.clone(), new);
        if again.at.is_empty() { PrefilledValue::Blank } else { PrefilledValue::text(again.in_words(new)) }
    }

    /// What was said of each part, under the new form's names; parts it has no more are left behind.
    fn parts(&self, parts: Vec<(&str, &str, PrefilledValue)>, field: &Field) -> PrefilledValue {
        let new = field.kind.names();
        for (_, label, _) in parts.iter().filter(|(id, ..)| new.ids().all(|other| other != *id)) {
            self.leave(words!("項目「{}」の「{label}」", "`{label}` of the field `{}`", field.label));
        }
        let block = |id: &str| parts.iter().find(|(other, ..)| *other == id).map(|(.., block)| block.clone());
        let lines = new.keys(OF_ANSWERS).into_iter().zip(new.ids());
        PrefilledValue::Map(lines.map(|(key, id)| PrefilledLine::new(key, block(id).unwrap_or_default())).collect())
    }
}

/// 有 or 無 without its count, which is asked anew; in the words of the new form where it has its own.
fn yes_or_no(level: &LevelValue, field: &Field) -> PrefilledValue {
    let asked = field.kind.presence();
    let own = asked.filter(|asked| level.count.is_some() || !asked.yes.is_empty() || !asked.no.is_empty());
    match (level.state, own) {
        (PresenceState::Yes, Some(asked)) => PrefilledValue::text(asked.yes_word()),
        (PresenceState::No, Some(asked)) => PrefilledValue::text(asked.no_word()),
        _ => written(&level.written),
    }
}

/// A text as it is written in a sheet; what was blank (記載なし) is asked again.
pub fn written(text: &str) -> PrefilledValue {
    if matches!(Absence::parse(text), Some(Absence::Blank | Absence::Unanswered)) {
        PrefilledValue::Blank
    } else {
        PrefilledValue::text(text)
    }
}

/// A value with what travels with it.
pub fn with_circumstances(block: PrefilledValue, circumstances: &Circumstances) -> PrefilledValue {
    let as_of = circumstances.as_of().map(|when| when.written.as_str());
    let texts = [
        (TIME, as_of),
        ("出典", circumstances.source()),
        ("範囲", circumstances.scope()),
        ("注記", circumstances.note()),
    ];
    let texts = texts.into_iter().filter_map(|(key, text)| Some(PrefilledLine::new(key, PrefilledValue::text(text?))));
    let lines: Vec<PrefilledLine> = texts.collect();
    match block {
        block if lines.is_empty() => block,
        PrefilledValue::Blank => PrefilledValue::Blank,
        PrefilledValue::Map(parts) => PrefilledValue::Map(lines.into_iter().chain(parts).collect()),
        block => PrefilledValue::Map(std::iter::once(PrefilledLine::new("値", block)).chain(lines).collect()),
    }
}

/// A figure as a comment shows it: 604,894人（令和5年4月、630調査）.
pub fn figure(quantity: &Quantity, circumstances: &Circumstances) -> String {
    let shown = number::shown(quantity);
    let around = around(circumstances);
    if around.is_empty() { shown } else { format!("{shown}（{around}）") }
}

/// The circumstances in one line: 令和5年4月、630調査.
pub fn around(circumstances: &Circumstances) -> String {
    let as_of = circumstances.as_of().map(When::shown);
    let texts = [as_of.as_deref(), circumstances.source(), circumstances.scope(), circumstances.note()];
    texts.into_iter().flatten().collect::<Vec<_>>().join("、")
}
