//! Reads conditions, and reports those that nobody can meet: of no field, of no answer, in a circle.

use std::sync::Arc;

use crate::form::{Audience, Field, FormSection, PresenceSettings, Unread, codes, split_path};
use crate::record::{Content, Fields, Node, did_you_mean, nearest};
use crate::source::{Reporter, Span, Words, words};
use crate::text::{Decimal, fold};

use super::place::{ConditionPlace, audience, circle, condition_at, is_known, places, reachable, set};
use super::{AnswerTest, Condition, NO, TestBounds, YES, in_words};

/// Reads `asked_if` of everything in a form, and drops what was taken over from another form and looks at fields that
/// this one does not have.
pub(in crate::form) fn read_conditions(
    sections: &mut [FormSection],
    form: &Node,
    unread: &Unread,
    reporter: &mut Reporter<'_>,
) {
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

/// Reads the condition of one place, and reports what is wrong in it.
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
                    did_you_mean,
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
    if part == crate::form::TOTAL && kind.composition().is_some() {
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
            Some(near) => did_you_mean(near),
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
