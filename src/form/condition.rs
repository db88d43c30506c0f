//! When something of a form is asked (該当の場合のみ): `asked_if` of a section, a field, a column or a field of records.

use std::sync::Arc;

use crate::record::{Content, Fields, Node, nearest};
use crate::source::{Reporter, Span, Words, words};
use crate::text::{Decimal, fold};

use super::{Audience, Field, FormSection, Kind, PresenceSettings, Unread, codes, split_path};

/// What the answers to other fields must be for something to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// One answer is as stated.
    Answer(Box<AnswerTest>),
    /// All of these hold.
    All(Vec<Condition>),
    /// One of these holds, or more.
    Any(Vec<Condition>),
}

/// What one answer must be. Everything that is stated must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerTest {
    /// The id of the field: of the same row or record where that has it, else of the form.
    pub field: String,
    /// The level of presence, the part of a composition or the point of rates that is meant.
    pub part: Option<String>,
    /// The answer is one of these: ids of choices, [`YES`] or [`NO`], numbers. Empty where it is not stated.
    pub is: Vec<String>,
    /// The answer is none of these.
    pub is_not: Vec<String>,
    /// Bounds of the number, in the unit of the field.
    pub bounds: TestBounds,
    /// The same in words of the form: 「設置の有無」が「有」.
    pub in_words: Words,
}

/// Bounds of a number that a condition states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TestBounds {
    /// This number or more.
    pub at_least: Option<Decimal>,
    /// This number or less.
    pub at_most: Option<Decimal>,
    /// More than this number.
    pub above: Option<Decimal>,
    /// Less than this number.
    pub below: Option<Decimal>,
}

/// What a condition calls it that there is one: 有.
pub const YES: &str = "yes";
/// What a condition calls it that there is none: 無.
pub const NO: &str = "no";

impl TestBounds {
    /// The bounds by their keys in forms.
    #[must_use]
    pub fn named(&self) -> [(&'static str, Option<Decimal>); 4] {
        [("at_least", self.at_least), ("at_most", self.at_most), ("above", self.above), ("below", self.below)]
    }

    /// Whether a number lies within them.
    #[must_use]
    pub fn hold(&self, number: Decimal) -> bool {
        self.at_least.is_none_or(|bound| number >= bound)
            && self.at_most.is_none_or(|bound| number <= bound)
            && self.above.is_none_or(|bound| number > bound)
            && self.below.is_none_or(|bound| number < bound)
    }

    /// Whether no number lies within them.
    fn are_empty(&self) -> bool {
        let low = self.at_least.map(|bound| (bound, false)).into_iter().chain(self.above.map(|bound| (bound, true)));
        let high = self.at_most.map(|bound| (bound, false)).into_iter().chain(self.below.map(|bound| (bound, true)));
        let high: Vec<_> = high.collect();
        low.into_iter()
            .any(|(low, above)| high.iter().any(|(high, below)| low > *high || low == *high && (above || *below)))
    }
}

impl Condition {
    /// All answers that it looks at.
    #[must_use]
    pub fn tests(&self) -> Vec<&AnswerTest> {
        match self {
            Condition::Answer(test) => vec![test],
            Condition::All(inner) | Condition::Any(inner) => inner.iter().flat_map(Condition::tests).collect(),
        }
    }

    /// In words of the form, for who is to answer: 「設置の有無」が「有」.
    #[must_use]
    pub fn in_words(&self) -> Words {
        let joined = |inner: &[Condition], ja: &str, en: &str| {
            let inner: Vec<Words> = inner.iter().map(Condition::in_words).collect();
            let all = |of: fn(&Words) -> &str, between: &str| inner.iter().map(of).collect::<Vec<_>>().join(between);
            words(all(|one| &one.ja, ja), all(|one| &one.en, en))
        };
        match self {
            Condition::Answer(test) => test.in_words.clone(),
            Condition::All(inner) => joined(inner, "、かつ", " and "),
            Condition::Any(inner) => joined(inner, "、または", " or "),
        }
    }
}

/// What is stated of an answer, in words of the form.
fn in_words(field: &Field, test: &AnswerTest) -> Words {
    let part = test.part.as_deref().and_then(|part| label_of_part(&field.kind, part));
    let label = part.map_or_else(|| field.label.clone(), |part| format!("{}／{part}", field.label));
    let list = |ids: &[String]| ids.iter().map(|id| word_of(&field.kind, id)).collect::<Vec<_>>();
    let unit = field.unit.as_deref().unwrap_or_default();
    let (mut ja, mut en) = (Vec::new(), Vec::new());
    for (ids, not_ja, not_en) in [(&test.is, "", ""), (&test.is_not, "以外", "not ")] {
        if !ids.is_empty() {
            ja.push(format!("「{}」{not_ja}", list(ids).join("」か「")));
            en.push(format!("{not_en}`{}`", list(ids).join("` or `")));
        }
    }
    let names = [("以上", "at least"), ("以下", "at most"), ("を超える数", "more than"), ("未満", "less than")];
    for ((_, bound), (after, before)) in test.bounds.named().into_iter().zip(names) {
        if let Some(bound) = bound {
            ja.push(format!("{bound}{unit}{after}"));
            en.push(format!("{before} {bound}{unit}"));
        }
    }
    words(format!("「{label}」が{}", ja.join("、")), format!("`{label}` is {}", en.join(" and ")))
}

/// The form's word for what a condition states of an answer.
fn word_of(kind: &Kind, id: &str) -> String {
    let choice = kind.choice().and_then(|asked| asked.choices.get(asked.position(id)?));
    let yes_or_no = kind.presence().map(|asked| if id == YES { asked.yes_word() } else { asked.no_word() });
    choice.map(|choice| choice.label.as_str()).or(yes_or_no).unwrap_or(id).to_owned()
}

fn label_of_part<'k>(kind: &'k Kind, id: &str) -> Option<&'k str> {
    let level = kind.presence().and_then(|asked| asked.levels.iter().find(|level| level.id == id));
    level.map(|level| level.label.as_str()).or_else(|| kind.part_label(id))
}

/// Which thing of a form a condition belongs to: a section, a field of it, a field of the records in that, a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct ConditionPlace {
    section: usize,
    field: Option<usize>,
    inner: Option<usize>,
    column: Option<usize>,
}

/// Reads `asked_if` of everything in a form, and drops what was taken over from another form and looks at fields that this one
/// does not have.
pub(super) fn read_conditions(sections: &mut [FormSection], form: &Node, unread: &Unread, reporter: &mut Reporter<'_>) {
    let mut read: Vec<(ConditionPlace, Span, Option<Condition>)> = Vec::new();
    let places = places(sections, form);
    for (place, node) in &places {
        let condition = match node {
            Some(node) => ConditionReader { sections, unread, place: *place }.read(node, reporter),
            None => condition_at(sections, *place).filter(|own| is_known(own, sections, *place)).cloned(),
        };
        read.push((*place, node.map_or(form.span, |node| node.span), condition));
    }
    for (place, _, condition) in &read {
        set(sections, *place, condition.clone());
    }
    for (place, span, _) in read {
        if let Some(circle) = circle(sections, place) {
            let message = words!(
                "asked_if が輪になっています（{circle}）。どれも、ほかの答えを待ちます。",
                "`asked_if` goes in a circle ({circle}): each waits for the other."
            );
            let hint = words(
                "どれか一つの asked_if を消すか、輪の外の項目を指してください。",
                "Take out one of them, or look at a field outside of the circle.",
            );
            reporter.report(&codes::FORM_CONDITION, span, message, hint);
            set(sections, place, None);
        }
    }
}

/// Everything that has a condition, with the condition as this form's file has it; none where it was taken over.
fn places<'n>(sections: &[FormSection], form: &'n Node) -> Vec<(ConditionPlace, Option<&'n Node>)> {
    let nodes = match form.get("sections").map(|node| &node.content) {
        Some(Content::List(nodes)) => nodes.as_slice(),
        _ => &[],
    };
    let mut all = Vec::new();
    let mut add = |place: ConditionPlace, own: Option<&'n Node>, known: bool| {
        let node = own.and_then(|own| own.get("asked_if"));
        if node.is_some() || known {
            all.push((place, node));
        }
    };
    for (at, section) in sections.iter().enumerate() {
        let is_own =
            |node: &&Node| node.get("id").and_then(Node::scalar).is_some_and(|id| id.text.trim() == section.id);
        let node = nodes.iter().find(is_own);
        let place = ConditionPlace { section: at, field: None, inner: None, column: None };
        add(place, node, section.asked_if.is_some());
        let fields = node.and_then(|node| node.get("fields"));
        for (at, field) in section.fields.iter().enumerate() {
            let node = fields.and_then(|fields| fields.get(&field.id));
            let place = ConditionPlace { field: Some(at), ..place };
            add(place, node, field.asked_if.is_some());
            let columns = |field: &Field,
                           node: Option<&'n Node>,
                           place: ConditionPlace,
                           add: &mut dyn FnMut(ConditionPlace, Option<&'n Node>, bool)| {
                let nodes = node.and_then(|node| node.get("columns"));
                for (at, column) in field.kind.table().into_iter().flat_map(|settings| &settings.columns).enumerate() {
                    let node = nodes.and_then(|nodes| nodes.get(&column.field.id));
                    add(ConditionPlace { column: Some(at), ..place }, node, column.field.asked_if.is_some());
                }
            };
            columns(field, node, place, &mut add);
            let inner = node.and_then(|node| node.get("fields"));
            for (at, own) in field.kind.records().into_iter().flat_map(|settings| &settings.fields).enumerate() {
                let node = inner.and_then(|inner| inner.get(&own.id));
                let place = ConditionPlace { inner: Some(at), ..place };
                add(place, node, own.asked_if.is_some());
                columns(own, node, place, &mut add);
            }
        }
    }
    all
}

/// The field that a place is, or the one that it is in.
fn field_at(sections: &[FormSection], place: ConditionPlace) -> Option<&Arc<Field>> {
    let field = sections.get(place.section)?.fields.get(place.field?)?;
    let field = match place.inner {
        Some(inner) => field.kind.records()?.fields.get(inner)?,
        None => field,
    };
    match place.column {
        Some(column) => Some(&field.kind.table()?.columns.get(column)?.field),
        None => Some(field),
    }
}

fn condition_at(sections: &[FormSection], place: ConditionPlace) -> Option<&Condition> {
    if place.field.is_none() {
        return sections.get(place.section)?.asked_if.as_ref();
    }
    field_at(sections, place)?.asked_if.as_ref()
}

fn set(sections: &mut [FormSection], place: ConditionPlace, condition: Option<Condition>) {
    let Some(section) = sections.get_mut(place.section) else { return };
    let Some(field) = place.field else {
        section.asked_if = condition;
        return;
    };
    let Some(mut field) = section.fields.get_mut(field) else { return };
    if let Some(inner) = place.inner {
        let Some(own) = Arc::make_mut(field).kind.record_field_mut(inner) else { return };
        field = own;
    }
    if let Some(column) = place.column {
        let Some(own) = Arc::make_mut(field).kind.column_mut(column) else { return };
        field = own;
    }
    Arc::make_mut(field).asked_if = condition;
}

/// The fields that a condition may look at, the nearest first, each with its own place.
fn reachable(sections: &[FormSection], place: ConditionPlace) -> Vec<(ConditionPlace, &Arc<Field>)> {
    let mut all = Vec::new();
    if place.column.is_some() {
        let table = field_at(sections, ConditionPlace { column: None, ..place });
        let columns = table.and_then(|table| table.kind.table()).into_iter().flat_map(|settings| &settings.columns);
        let columns = columns.enumerate().filter(|(_, column)| column.by.is_empty());
        all.extend(columns.map(|(at, column)| (ConditionPlace { column: Some(at), ..place }, &column.field)));
    }
    if place.inner.is_some() {
        let records = field_at(sections, ConditionPlace { inner: None, column: None, ..place });
        let fields =
            records.and_then(|records| records.kind.records()).into_iter().flat_map(|settings| &settings.fields);
        all.extend(
            fields.enumerate().map(|(at, field)| (ConditionPlace { inner: Some(at), column: None, ..place }, field)),
        );
    }
    for (section, own) in sections.iter().enumerate() {
        let place = |field| ConditionPlace { section, field: Some(field), inner: None, column: None };
        all.extend(own.fields.iter().enumerate().map(|(at, field)| (place(at), field)));
    }
    all
}

fn is_known(condition: &Condition, sections: &[FormSection], place: ConditionPlace) -> bool {
    let fields = reachable(sections, place);
    condition.tests().iter().all(|test| fields.iter().any(|(_, field)| field.id == test.field))
}

/// The labels of a circle of conditions that leads from a place back to it.
fn circle(sections: &[FormSection], start: ConditionPlace) -> Option<String> {
    /// The way from a place back to the start, the last step first.
    fn way_back(
        sections: &[FormSection],
        at: ConditionPlace,
        start: ConditionPlace,
        seen: &mut Vec<ConditionPlace>,
    ) -> Option<Vec<ConditionPlace>> {
        let fields = reachable(sections, at);
        let looked_at = condition_at(sections, at).map(Condition::tests).unwrap_or_default();
        let next = looked_at.into_iter().filter_map(|test| fields.iter().find(|(_, field)| field.id == test.field));
        for (field, _) in next {
            // A field is asked where its section is.
            let section = ConditionPlace { section: field.section, field: None, inner: None, column: None };
            for place in [*field, section] {
                if place == start {
                    return Some(vec![start, at]);
                }
                if !seen.contains(&place) {
                    seen.push(place);
                    if let Some(mut way) = way_back(sections, place, start, seen) {
                        way.push(at);
                        return Some(way);
                    }
                }
            }
        }
        None
    }
    let way = way_back(sections, start, start, &mut vec![start])?;
    let label = |place: &ConditionPlace| match place.field {
        Some(_) => field_at(sections, *place).map(|field| field.label.as_str()),
        None => sections.get(place.section).map(|section| section.heading.as_str()),
    };
    Some(way.iter().rev().filter_map(label).collect::<Vec<_>>().join("→"))
}

/// Reads one condition.
struct ConditionReader<'a> {
    sections: &'a [FormSection],
    unread: &'a Unread,
    place: ConditionPlace,
}

/// What may be stated of an answer.
const STATEMENTS: &str = "is、is_not、at_least、at_most、above、below";

impl ConditionReader<'_> {
    fn read(&self, node: &Node, reporter: &mut Reporter<'_>) -> Option<Condition> {
        let mut fields = Fields::new(node, reporter);
        let [all, any] = ["all", "any"].map(|name| fields.optional(&[name]));
        let field = if all.or(any).is_some() { fields.optional(&["field"]) } else { fields.required(&["field"]) };
        let [is, is_not] = ["is", "is_not"].map(|name| fields.optional(&[name]));
        let bounds = ["at_least", "at_most", "above", "below"].map(|name| fields.optional(&[name]));
        fields.finish();
        let lists = [all, any].into_iter().flatten().count();
        let stated = is.or(is_not).or_else(|| bounds.into_iter().flatten().next());
        if lists > 1 || lists == 1 && field.or(stated).is_some() {
            fault(
                node.span,
                words("all、any、field のうち二つ以上があります。", "There are two of `all`, `any` and `field`."),
                words(
                    "組み合わせるときは「any: [{ all: [{ field: …, is: … }, …] }, …]」のように、中に入れてください。",
                    "Put one inside of the other: `any: [{ all: [{ field: …, is: … }, …] }, …]`.",
                ),
                reporter,
            );
            return None;
        }
        if let Some(list) = all.or(any) {
            let inner: Vec<Option<Condition>> =
                list.list(reporter)?.iter().map(|node| self.read(node, reporter)).collect();
            let inner: Vec<Condition> = inner.into_iter().collect::<Option<_>>()?;
            if inner.is_empty() {
                let hint =
                    words("「[{ field: 項目, is: 有 }]」のように書いてください。", "Write `[{ field: …, is: … }]`.");
                fault(list.span, words("条件が一つもありません。", "There is no condition in it."), hint, reporter);
                return None;
            }
            return Some(if all.is_some() { Condition::All(inner) } else { Condition::Any(inner) });
        }
        let field = field?;
        if stated.is_none() {
            fault(
                node.span,
                words("答えが何のときに尋ねるかがありません。", "It does not say what the answer must be."),
                words(
                    format!("「is: 有」のように書いてください。書けるのは {STATEMENTS} です。"),
                    format!("Write `is: 有`, for example; there are {}.", STATEMENTS.replace('、', ", ")),
                ),
                reporter,
            );
            return None;
        }
        let (place, found, part) = self.field(field, reporter)?;
        self.may_know(place, found, field.span, reporter)?;
        let words_of = |node: Option<&Node>, reporter: &mut Reporter<'_>| -> Option<Vec<String>> {
            let Some(node) = node else { return Some(Vec::new()) };
            let nodes =
                if let Content::List(items) = &node.content { items.as_slice() } else { std::slice::from_ref(node) };
            let read: Vec<Option<String>> = nodes.iter().map(|node| stated_word(found, node, reporter)).collect();
            read.into_iter().collect()
        };
        let (is, is_not) = (words_of(is, reporter), words_of(is_not, reporter));
        let [at_least, at_most, above, below] = bounds.map(|node| bound(found, node, reporter));
        let (is, is_not) = (is?, is_not?);
        let bounds = TestBounds { at_least: at_least?, at_most: at_most?, above: above?, below: below? };
        let never = !is.is_empty() && is.iter().all(|word| is_not.contains(word));
        let outside = |word: &String| Decimal::parse(word).is_some_and(|number| !bounds.hold(number));
        if never || bounds.are_empty() || !is.is_empty() && is.iter().all(outside) {
            fault(
                node.span,
                words("どの答えも、この条件に合いません。", "No answer can be so."),
                words(
                    "尋ねる答えだけを書いてください。どれか一つでよいなら any に分けます。",
                    "State only what the answer must be; where one of several is enough, write `any`.",
                ),
                reporter,
            );
            return None;
        }
        let nothing = words("", "");
        let test = AnswerTest { field: found.id.clone(), part, is, is_not, bounds, in_words: nothing };
        Some(Condition::Answer(Box::new(AnswerTest { in_words: in_words(found, &test), ..test })))
    }

    /// The field that is named, by its id or its label, and the part of it.
    fn field(&self, node: &Node, reporter: &mut Reporter<'_>) -> Option<(ConditionPlace, &Arc<Field>, Option<String>)> {
        let text = node.text(reporter)?.text.trim().to_owned();
        let fields = reachable(self.sections, self.place);
        let named = |name: &str| {
            let by_id = fields.iter().find(|(_, field)| field.id == name);
            let mut by_label = fields.iter().filter(|(_, field)| fold(&field.label) == fold(name));
            by_id.or_else(|| by_label.next().filter(|_| by_label.next().is_none())).copied()
        };
        let (name, part) = split_path(&text);
        let whole = named(&text).map(|found| (found, None));
        let Some(((place, field), part)) = whole.or_else(|| Some((named(name)?, part))) else {
            if self.unread.may_have(name) {
                return None;
            }
            let twice = fields.iter().filter(|(_, field)| fold(&field.label) == fold(name)).count() > 1;
            let names = fields.iter().flat_map(|(_, field)| [field.id.as_str(), field.label.as_str()]);
            let hint = if twice {
                words("同じ名前の項目があります。id で書いてください。", "Several fields are called so; write the id.")
            } else {
                nearest(name, names).map_or_else(
                    || {
                        words(
                            "様式の項目の id か名前を書いてください。",
                            "Write the id or the label of a field of the form.",
                        )
                    },
                    |near| words!("「{near}」のことですか。", "Did you mean `{near}`?"),
                )
            };
            let message = words!(
                "asked_if の「{text}」という項目はありません。",
                "`asked_if` names `{text}`, which is no field of the form."
            );
            fault(node.span, message, hint, reporter);
            return None;
        };
        let part = deciding_part(field, part, node.span, reporter)?;
        Some((place, field, part))
    }

    /// What everybody reads does not depend on what only advisors may know: that it is not asked would tell the answer.
    fn may_know(&self, of: ConditionPlace, field: &Field, span: Span, reporter: &mut Reporter<'_>) -> Option<()> {
        if audience(self.sections, self.place) == Audience::Advisors || audience(self.sections, of) == Audience::Public
        {
            return Some(());
        }
        let message = words!(
            "公開する項目を尋ねるかどうかが、公開しない「{}」の答えで決まります。",
            "Whether something public is asked depends on `{}`, which is not public.",
            field.label
        );
        let hint = words(
            "この項目（節）にも「audience: advisors」と書くか、公開する項目を条件にしてください。",
            "Write `audience: advisors` for what is asked, too, or look at a public field.",
        );
        fault(span, message, hint, reporter);
        None
    }
}

/// The part of the field that decides; nothing where the whole does.
#[allow(clippy::option_option, reason = "none is a fault, which was reported")]
fn deciding_part(field: &Field, part: Option<&str>, span: Span, reporter: &mut Reporter<'_>) -> Option<Option<String>> {
    let (kind, label) = (&field.kind, &field.label);
    let decides = kind.presence().is_some()
        || kind.choice().is_some()
        || kind.number().is_some()
        || kind.composition().is_some()
        || kind.rates().is_some();
    if !decides {
        let message = words!(
            "「{label}」の答えからは、尋ねるかどうかを決められません。",
            "The answer to `{label}` cannot decide what is asked."
        );
        let hint = words(
            "有無（presence）、選択（choice）、数（number、composition、rates）の項目を書いてください。",
            "Name a field of the kind presence, choice, number, composition or rates.",
        );
        fault(span, message, hint, reporter);
        return None;
    }
    let levels = kind.presence().map(|asked| asked.levels.as_slice()).unwrap_or_default();
    let named = |id: &str, own: &str, name: &str| id == name || fold(own) == fold(name);
    let names: Vec<(String, String)> = if kind.presence().is_some() {
        levels.iter().map(|level| (level.id.clone(), level.label.clone())).collect()
    } else {
        kind.names().ids().zip(kind.names().labels()).map(|(id, own)| (id.to_owned(), own.to_owned())).collect()
    };
    let Some(part) = part else {
        if levels.is_empty() {
            return Some(None);
        }
        let message = words!("「{label}」のどの段階かがありません。", "It does not say which level of `{label}`.");
        let example = levels.first().map_or("", |level| level.id.as_str());
        let hint = words!(
            "「field: {0}.{example}」のように書いてください。",
            "Write `field: {0}.{example}`, for example.",
            field.id
        );
        fault(span, message, hint, reporter);
        return None;
    };
    if part == super::TOTAL && kind.composition().is_some() {
        return Some(None);
    }
    if let Some((id, _)) = names.iter().find(|(id, own)| named(id, own, part)) {
        return Some(Some(id.clone()));
    }
    let message = words!("「{label}」に「{part}」はありません。", "`{label}` has no `{part}`.");
    let ids: Vec<&str> = names.iter().map(|(id, _)| id.as_str()).collect();
    let hint = if ids.is_empty() {
        words!("「field: {}」と書いてください。", "Write `field: {}`.", field.id)
    } else {
        words(format!("書けるのは {} です。", ids.join("、")), format!("Write one of {}.", ids.join(", ")))
    };
    fault(span, message, hint, reporter);
    None
}

/// Who may read what stands at a place.
fn audience(sections: &[FormSection], place: ConditionPlace) -> Audience {
    let section = sections.get(place.section).map_or(Audience::Public, |section| section.audience);
    let around =
        [ConditionPlace { inner: None, column: None, ..place }, ConditionPlace { column: None, ..place }, place];
    let fields = around.into_iter().filter_map(|place| field_at(sections, place));
    fields.fold(section, |outer, field| field.audience.within(outer))
}

/// A word that an answer may be, as its id.
fn stated_word(field: &Field, node: &Node, reporter: &mut Reporter<'_>) -> Option<String> {
    let written = node.text(reporter)?.text.trim().to_owned();
    let (found, known) = if let Some(asked) = field.kind.choice() {
        let found = asked.names().choice_called(&written).and_then(|at| asked.choices.get(at));
        let known = asked.choices.iter().map(|choice| choice.label.clone()).collect();
        (found.map(|choice| choice.id.clone()), known)
    } else if let Some(asked) = field.kind.presence() {
        (yes_or_no(&written, asked).map(str::to_owned), vec![asked.yes_word().to_owned(), asked.no_word().to_owned()])
    } else {
        (Decimal::parse(&written).map(Decimal::to_plain), Vec::new())
    };
    if found.is_none() {
        let message = words!(
            "「{}」の答えが「{written}」になることはありません。",
            "The answer to `{}` is never `{written}`.",
            field.label
        );
        let near = nearest(&written, known.iter().map(String::as_str));
        let hint = match near {
            _ if known.is_empty() => words("「0」のような数を書いてください。", "Write a number such as `0`."),
            Some(near) => words!("「{near}」のことですか。", "Did you mean `{near}`?"),
            None => words(
                format!("書けるのは「{}」です。", known.join("」「")),
                format!("Write one of `{}`.", known.join("`, `")),
            ),
        };
        fault(node.span, message, hint, reporter);
    }
    found
}

fn yes_or_no(written: &str, asked: &PresenceSettings) -> Option<&'static str> {
    let is = |own: &[String], words: &[&str]| {
        own.iter().map(String::as_str).chain(words.iter().copied()).any(|word| fold(word) == fold(written))
    };
    let yes = is(&asked.yes, &["有", "有り", "あり", YES]).then_some(YES);
    yes.or_else(|| is(&asked.no, &["無", "無し", "なし", NO]).then_some(NO))
}

/// A bound; nothing where it is not stated.
#[allow(clippy::option_option, reason = "none is a fault, which was reported")]
fn bound(field: &Field, node: Option<&Node>, reporter: &mut Reporter<'_>) -> Option<Option<Decimal>> {
    let Some(node) = node else { return Some(None) };
    let text = node.text(reporter)?.text.trim().to_owned();
    let counted = field.kind.presence().is_none() && field.kind.choice().is_none();
    let number = Decimal::parse(&text).filter(|_| counted);
    if number.is_none() {
        let message = if counted {
            words!("「{text}」は数ではありません。", "`{text}` is no number.")
        } else {
            words!("「{}」の答えは数ではありません。", "The answer to `{}` is no number.", field.label)
        };
        let hint = if counted {
            words(
                "単位のない数を書いてください。単位は、その項目のものです。",
                "Write a number without a unit; it is in that of the field.",
            )
        } else {
            words("「is: 有」のように、言葉で書いてください。", "State the words: `is: 有`.")
        };
        fault(node.span, message, hint, reporter);
    }
    number.map(Some)
}

fn fault(span: Span, message: Words, hint: Words, reporter: &mut Reporter<'_>) {
    reporter.report(&codes::FORM_CONDITION, span, message, hint);
}
