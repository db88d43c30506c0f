//! One or several of a list that the form prints: 拡充／維持／縮小, ◎○△×.

mod read;

use crate::form::{Choice, ChoiceSettings, Field};
use crate::record::{Content, Node, did_you_mean, nearest};
use crate::source::{Finding, Words, words};
use crate::text::SiteLanguage;
use crate::text::comments::uncommented;
use crate::view;
use crate::view::View;

use self::read::{ChoiceReading, Unreadable, read};
use super::kind::{FieldValue, FigureOf};
use super::leaf::leaves;
use super::{Absence, AnswerReader, Meaning, Quantity, Viewer, codes};

/// What a sheet chooses.
#[derive(Clone, Debug, Hash)]
pub struct Chosen {
    /// The places of the choices in the form's list, in its order; empty where nothing is chosen.
    pub at: Vec<usize>,
    /// The words behind その他, where the sheet has any.
    pub words: Option<String>,
    /// The choice in words, or why there is none, for whoever compares figures.
    shown: Quantity,
}

impl Chosen {
    /// The choices at these places of a list, with the words behind その他.
    pub fn of(mut at: Vec<usize>, words: Option<String>, settings: &ChoiceSettings) -> Chosen {
        at.sort_unstable();
        let mut chosen = Chosen { at, words, shown: Quantity { meaning: Meaning::Words, ..Quantity::unanswered() } };
        chosen.shown.written = chosen.in_words(settings);
        chosen
    }

    /// Nothing is chosen, for a reason in the sheet's words.
    fn absent(written: &str, absence: Absence) -> Chosen {
        let shown = Quantity {
            meaning: Meaning::Absent(absence),
            written: written.trim().to_owned(),
            ..Quantity::unanswered()
        };
        Chosen { at: Vec::new(), words: None, shown }
    }

    /// The choice in the form's words, or why there is none, for whoever compares values.
    pub fn shown(&self) -> &Quantity {
        &self.shown
    }

    /// Why nothing is chosen.
    pub fn absence(&self) -> Option<Absence> {
        self.shown.absence()
    }

    /// The choices, in the order of the form.
    pub fn choices<'s>(&'s self, settings: &'s ChoiceSettings) -> impl Iterator<Item = &'s Choice> {
        self.at.iter().filter_map(|at| settings.choices.get(*at))
    }

    /// Each choice in the form's words, その他 with those of the sheet.
    pub fn each_in_words(&self, settings: &ChoiceSettings, language: SiteLanguage) -> Vec<String> {
        let other = settings.other_at();
        let label = |at: &usize| {
            let label = &settings.choices.get(*at)?.label;
            Some(match &self.words {
                Some(words) if Some(*at) == other => with_words(label, words, language),
                _ => label.clone(),
            })
        };
        self.at.iter().filter_map(label).collect()
    }

    /// The choices in one line as a sheet has it, or why there are none.
    pub fn in_words(&self, settings: &ChoiceSettings) -> String {
        self.shown_in(settings, SiteLanguage::Japanese)
    }

    /// The choices in one line of a page, or why there are none.
    fn shown_in(&self, settings: &ChoiceSettings, language: SiteLanguage) -> String {
        if self.at.is_empty() { self.reason() } else { language.list(&self.each_in_words(settings, language)) }
    }

    /// Why there are none, as the sheet has it.
    pub fn reason(&self) -> String {
        let written = self.shown.written.as_str();
        let word = || self.absence().map_or_else(String::new, |absence| absence.word().to_owned());
        if written.is_empty() { word() } else { written.to_owned() }
    }
}

/// その他（手話）; with a colon where the brackets would not close.
fn with_words(label: &str, words: &str, language: SiteLanguage) -> String {
    let (mut depth, mut closes) = (0_i32, true);
    for c in words.chars() {
        depth += i32::from(matches!(c, '（' | '(')) - i32::from(matches!(c, '）' | ')'));
        closes &= depth >= 0;
    }
    if closes && depth == 0 { label.to_owned() + &language.bracketed(words) } else { format!("{label}：{words}") }
}

impl FieldValue for Chosen {
    type Settings = ChoiceSettings;

    fn read(node: &Node, settings: &ChoiceSettings, field: &Field, reader: &mut AnswerReader<'_>) -> Chosen {
        let Some(written) = lines_of(node, settings) else {
            return Chosen::absent("", Absence::Blank);
        };
        let mut reading = read(&written, settings);
        // Words behind a choice say nothing of the whole: 維持　検討中.
        if let Err(Unreadable::Unknown(piece)) = &reading
            && piece == written.trim()
            && let Some(absence) = Absence::parse(&written)
        {
            return Chosen::absent(&written, absence);
        }
        if let Ok(ChoiceReading { at, .. }) = &reading
            && at.len() > 1
            && !settings.several
        {
            reading = Err(Unreadable::Several(at.clone()));
        }
        match reading {
            Ok(ChoiceReading { at, words }) => Chosen::of(at, words, settings),
            Err(reason) => {
                let position = reader.reporter.source.position(node.span);
                let mut finding = finding(&reason, &written, settings, &field.label, position);
                if let Some(right) = with_remark(&reason, &written, settings).filter(|_| node.scalar().is_some()) {
                    finding = finding.mend(node.span, right);
                }
                reader.reporter.findings.push(finding);
                Chosen::absent(&written, Absence::Unknown)
            }
        }
    }

    fn node(&self, settings: &ChoiceSettings) -> Node {
        if self.at.is_empty() {
            return Node::from(&self.shown.written);
        }
        let each = self.each_in_words(settings, SiteLanguage::Japanese);
        if settings.several { each.iter().map(Node::from).collect() } else { Node::from(each.join("、")) }
    }

    fn view(&self, settings: &ChoiceSettings, viewer: &mut Viewer<'_>) -> View {
        let each = settings.choices.iter().enumerate().map(|(at, choice)| {
            let chosen = self.at.contains(&at);
            let words = self.words.as_deref().filter(|_| chosen && settings.other_at() == Some(at));
            view! { "id" => &choice.id, "label" => &choice.label, "chosen" => chosen, "words" => words }
        });
        let absent = self.absence().map(|absence| view! { "id" => absence.id(), "text" => self.reason() });
        view! {
            "kind" => "choice",
            "text" => self.shown_in(settings, viewer.language),
            "absent" => absent,
            "several" => settings.several,
            // Whether the page has a box for each choice, as the paper has: a long list would hide what was chosen.
            "boxes" => fits_a_line(settings),
            "choices" => View::list(each),
        }
    }

    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        part.is_none().then(|| FigureOf::new(None, &self.shown))
    }
}

leaves!(Chosen, &'a ChoiceSettings, |chosen, _, walk| walk.leaf(It::Chosen(chosen)));

/// Whether all choices of a list can stand side by side without hiding what was chosen.
fn fits_a_line(settings: &ChoiceSettings) -> bool {
    // About two lines of a page on a wide screen.
    const MOST: usize = 8;
    const LONGEST: usize = 64;
    let long: usize = settings.choices.iter().map(|choice| choice.label.chars().count() + 2).sum();
    settings.choices.len() <= MOST && long <= LONGEST
}

/// The answer in lines: a text as it is, a list a line for each item; of a map with a mark for each choice a box for each.
/// Nothing of an empty list.
fn lines_of(node: &Node, settings: &ChoiceSettings) -> Option<String> {
    // Words behind a choice are a mark of it in a map of all choices, and no mark in a list of those that are chosen.
    let line = |node: &Node, word_mark: &str| match &node.content {
        Content::Text(scalar) => Some(uncommented(&scalar.text).into_owned()),
        Content::Map(entries) => {
            let lines = entries.iter().map(|entry| {
                let said = entry.value.scalar().map_or("".into(), |scalar| uncommented(&scalar.text));
                let said = said.trim();
                match read::is_marked(said, settings) {
                    Some(true) => format!("■{}", entry.key),
                    Some(false) => format!("□{}", entry.key),
                    None => format!("{word_mark}{}：{said}", entry.key),
                }
            });
            Some(lines.collect::<Vec<_>>().join("\n"))
        }
        Content::Blank | Content::Broken | Content::List(_) => None,
    };
    match &node.content {
        Content::List(items) if items.is_empty() => None,
        Content::List(items) => Some(items.iter().filter_map(|item| line(item, "")).collect::<Vec<_>>().join("\n")),
        _ => Some(line(node, "■").unwrap_or_default()),
    }
}

/// What is wrong with an answer, and what to write.
fn finding(
    reason: &Unreadable,
    written: &str,
    settings: &ChoiceSettings,
    label: &str,
    position: crate::source::Position,
) -> Finding {
    let labels = || settings.choices.iter().map(|choice| choice.label.as_str());
    let quoted = format!("「{}」", labels().collect::<Vec<_>>().join("」「"));
    let list = labels().map(|label| format!("`{label}`")).collect::<Vec<_>>().join(", ");
    let other = settings.other_at().and_then(|at| settings.choices.get(at)).map(|choice| choice.label.as_str());
    let known = |near: Option<&str>| {
        let mut known = near.map_or_else(Words::default, did_you_mean);
        known.ja += &format!("書けるのは{quoted}{}です。", if settings.several { "" } else { "のどれか一つ" });
        known.en += if near.is_some() { " " } else { "" };
        known.en += &if settings.several { format!("Choices: {list}.") } else { format!("Write one of {list}.") };
        if let Some(other) = other {
            known.ja += &format!("ほかは「{other}（…）」と書きます。");
            known.en += &format!(" Anything else is `{other}（…）`.");
        }
        known
    };
    let one_line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match reason {
        Unreadable::Unknown(piece) => {
            let spellings = settings.spellings();
            let near = nearest(piece, spellings.iter().flatten().map(String::as_str));
            let near = near.and_then(|near| spellings.iter().find(|all| all.iter().any(|one| one == near))?.first());
            let hint = match with_remark(reason, written, settings) {
                Some(right) => words!("「{right}」と書いてください。", "Write `{right}`."),
                None => known(near.map(String::as_str)),
            };
            let message = words!(
                "「{piece}」は、「{label}」の選択肢にありません。",
                "`{piece}` is none of the choices of `{label}`."
            );
            Finding::new(&codes::CHOICE, position, message).hint(hint)
        }
        Unreadable::Several(at) => {
            let given: Vec<&str> =
                at.iter().filter_map(|at| settings.choices.get(*at)).map(|choice| choice.label.as_str()).collect();
            let message = words(
                format!("「{label}」は一つを選ぶ項目ですが、「{}」が選ばれています。", given.join("」と「")),
                format!("`{label}` asks for one choice, but there are {}.", given.join(" and ")),
            );
            let first = given.first().copied().unwrap_or_default();
            let hint =
                words!("一つだけを、「{first}」のように書いてください。", "Write one of them alone, as in `{first}`.");
            Finding::new(&codes::ONE_CHOICE, position, message).hint(hint)
        }
        Unreadable::Unmarked => {
            let message = words!(
                "「{label}」の「{one_line}」には、どれを選んだかの印がありません。",
                "`{one_line}` of `{label}` marks no choice."
            );
            Finding::new(&codes::CHOICE_UNMARKED, position, message).hint(to_mark(settings))
        }
        Unreadable::Unclear => {
            let message = words!(
                "「{label}」の「{one_line}」は、どれを選んだか分かりません。",
                "`{one_line}` of `{label}` does not tell what was chosen."
            );
            Finding::new(&codes::CHOICE_UNMARKED, position, message).hint(to_mark(settings))
        }
    }
}

/// How to mark a choice.
fn to_mark(settings: &ChoiceSettings) -> Words {
    let first = settings.choices.first().map_or("", |choice| choice.label.as_str());
    words!(
        "選んだものだけを、「{first}」のように書くか、選んだものの前に「■」、ほかの前に「□」を付けてください。原資料に印がなければ「記載なし」と書きます。",
        "Write only what was chosen, as in `{first}`, or put ■ before it and □ before each of the others; 記載なし if the source marks none."
    )
}

/// A choice and a remark behind it in brackets, which has a place of its own.
fn with_remark(reason: &Unreadable, written: &str, settings: &ChoiceSettings) -> Option<String> {
    let Unreadable::Unknown(_) = reason else { return None };
    let written = written.trim();
    let (choice, remark) = written.split_once(['（', '('])?;
    let remark = remark.strip_suffix(['）', ')'])?.trim();
    let Ok(ChoiceReading { at, words: None }) = read(choice, settings) else { return None };
    let [only] = at.as_slice() else { return None };
    let label = &settings.choices.get(*only)?.label;
    let quoted = |text: &str| {
        let special = text.contains([',', ':', '#', '{', '}', '[', ']', '"', '&', '*', '!', '|', '>', '%', '@', '`']);
        if special { format!("\"{}\"", text.replace('"', "”")) } else { text.to_owned() }
    };
    (!remark.is_empty()).then(|| format!("{{ 値: {}, 注記: {} }}", quoted(label), quoted(remark)))
}
