//! 有／無／不明, perhaps counted (n／m) and at several levels.

use super::codes;
use crate::form::keys::{OF_ANSWERS, of_levels};
use crate::form::{Field, PresenceLevel, PresenceSettings};
use crate::record::{Content, Node};
use crate::source::{Finding, Span, Words, words};
use crate::text::fold::fold;
use crate::text::glyph::{Glyph, glyphs, letters, near_shape};
use crate::text::number::Decimal;
use crate::view;
use crate::view::View;

use super::kind::{FieldValue, FigureOf};
use super::leaf::{Step, leaves};
use super::{Absence, AnswerReader, Circumstances, Meaning, Quantity, Viewer, circumstances, printed};

/// Presence at each level; a field without levels has one, without a label.
#[derive(Clone, Debug, Hash)]
pub struct Presence {
    /// All levels that the form asks for, in its order; those which the sheet does not mention are 未回答.
    pub levels: Vec<LevelAnswer>,
}

/// Presence at one level.
#[derive(Clone, Debug, Hash)]
pub struct LevelAnswer {
    /// Id in the form; empty for a field without levels.
    pub id: String,
    /// The label in the form; empty for a field without levels.
    pub label: String,
    /// What is said of it.
    pub value: LevelValue,
    /// The circumstances of this level.
    pub circumstances: Circumstances,
    /// Where it stands in the sheet; nowhere when the sheet does not mention it.
    pub span: Span,
    /// The form's word for it, or why there is none, for whoever compares values.
    shown: Quantity,
}

/// What is said in the form's words, for whoever compares values.
fn shown(state: PresenceState, asked: &PresenceSettings) -> Quantity {
    let word = |word: &str| Quantity { written: word.to_owned(), meaning: Meaning::Words, ..Quantity::unanswered() };
    match state {
        PresenceState::Yes => word(asked.yes_word()),
        PresenceState::No => word(asked.no_word()),
        PresenceState::Absent(absence) => Quantity { meaning: Meaning::Absent(absence), ..word(absence.word()) },
    }
}

/// What is said of one level.
#[derive(Clone, Debug, Hash)]
pub struct LevelValue {
    /// Whether there is one.
    pub state: PresenceState,
    /// How many have one, and out of how many.
    pub count: Option<PresenceCount>,
    /// Unit of the count.
    pub unit: Option<String>,
    /// The text in the sheet; empty where it does not mention the level.
    pub written: String,
}

/// Whether something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PresenceState {
    /// 有, あり: there is one.
    Yes,
    /// 無, なし: there is none.
    No,
    /// Neither is known, and why.
    Absent(Absence),
}

/// A level that the form asks for and the sheet does not mention.
fn unanswered(level: &PresenceLevel) -> LevelAnswer {
    LevelAnswer {
        id: level.id.clone(),
        label: level.label.clone(),
        value: LevelValue {
            state: PresenceState::Absent(Absence::Unanswered),
            count: None,
            unit: level.unit.clone(),
            written: String::new(),
        },
        circumstances: Circumstances::default(),
        span: Span::default(),
        shown: Quantity::unanswered(),
    }
}

fn read_level(
    node: &Node,
    level: &PresenceLevel,
    asked: &PresenceSettings,
    reader: &mut AnswerReader<'_>,
) -> LevelAnswer {
    let (circumstances, node) = circumstances::split(node, reader);
    let written = match &node.content {
        Content::Text(scalar) => scalar.text.clone(),
        _ => String::new(),
    };
    let (state, count) = understand(&written, asked).unwrap_or_else(|| {
        let (yes, no) = (asked.yes_word(), asked.no_word());
        let message = if asked.yes.is_empty() && asked.no.is_empty() {
            words!("「{written}」は有・無として読めません。", "`{written}` cannot be read as yes or no.")
        } else {
            words!(
                "「{written}」は「{yes}」とも「{no}」とも読めません。",
                "`{written}` cannot be read as {yes} or {no}."
            )
        };
        let right = meant(&written).map(|yes| word_of(yes, asked).to_owned());
        let finding = Finding::new(&codes::PRESENCE, reader.reporter.source.position(node.span), message);
        let fraction = level.unit.as_deref().filter(|unit| fold(unit).contains('/')).and_then(|_| fraction(&written));
        let (finding, right) = if let Some(fraction) = fraction {
            (finding.hint(made_a_date(&fraction)), None)
        } else {
            let right = right.or_else(|| with_remark(&written, level.unit.as_deref(), asked));
            (finding.hint(suggestion(right.as_deref(), asked)), right)
        };
        reader.reporter.findings.push(match right {
            Some(right) => finding.mend(node.span, right),
            None => finding,
        });
        (PresenceState::Absent(Absence::Unknown), None)
    });
    LevelAnswer {
        id: level.id.clone(),
        label: level.label.clone(),
        value: LevelValue { state, count, unit: level.unit.clone(), written },
        circumstances,
        span: node.span,
        shown: shown(state, asked),
    }
}

/// What to write instead: what was probably meant, else all there is.
fn suggestion(right: Option<&str>, asked: &PresenceSettings) -> Words {
    let (yes, no) = (asked.yes_word(), asked.no_word());
    match right {
        Some(right) => words!("「{right}」と書いてください。", "Write `{right}`."),
        None => words!(
            "「{yes}」「{no}」「不明」「記載なし」、または「{yes} 1／1」のように書いてください。",
            "Write {yes}, {no}, 不明, 記載なし, or with a count as in `{yes} 1／1`."
        ),
    }
}

/// The form's word for there being one or none.
fn word_of(yes: bool, asked: &PresenceSettings) -> &str {
    if yes { asked.yes_word() } else { asked.no_word() }
}

/// Whether another word or a mark stands for there being one.
fn meant(written: &str) -> Option<bool> {
    const YES: [&str; 19] = [
        "はい",
        "yes",
        "true",
        "y",
        "○",
        "◯",
        "〇",
        "◎",
        "レ",
        "✓",
        "✔",
        "☑",
        "ある",
        "設置",
        "設置済",
        "設置済み",
        "実施",
        "実施済",
        "実施済み",
    ];
    const NO: [&str; 12] = ["いいえ", "no", "false", "n", "×", "✕", "✗", "✖", "x", "ない", "未設置", "未実施"];
    let folded = fold(written).to_lowercase();
    let folded = folded.trim_matches(['。', '「', '」', '・', '.']);
    let known = |words: &[&str], word, yes| (words.contains(&folded) || folded == word).then_some(yes);
    known(&YES, "有", true).or_else(|| known(&NO, "無", false))
}

/// 有 1／1, which a spreadsheet has made a date of: 有 1月1日, 有 2001/1/1.
fn fraction(written: &str) -> Option<String> {
    let folded = fold(written);
    let (word, date) = folded.trim().rsplit_once(' ')?;
    let short = date.strip_suffix('日').map(|date| date.replace('月', "/"));
    let long = || date.split_once('/').filter(|(year, _)| year.len() == 4).map(|(_, rest)| rest.to_owned());
    let fraction = short.or_else(long)?;
    let (one, other) = fraction.split_once('/')?;
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    (is_number(one) && is_number(other)).then(|| format!("{word} {one}／{other}"))
}

fn made_a_date(fraction: &str) -> Words {
    words!(
        "表計算ソフトが数を日付に変えたようです。原資料を確かめ、「{fraction}」のように書いてください。",
        "A spreadsheet seems to have made a date of it. Look at the original, and write as in `{fraction}`."
    )
}

/// 有, あり, 無 or なし and what stands behind it: a number as the count that the form asks for, all else as a remark. `unit` is
/// that in which the form counts.
fn with_remark(written: &str, unit: Option<&str>, asked: &PresenceSettings) -> Option<String> {
    let (state, rest) = beginning(written, asked)?;
    let word = word_of(state == PresenceState::Yes, asked);
    let rest = fold(&rest);
    let rest = rest.trim_matches([' ', '(', ')', ':', '、', '。', '・', '※', '.']);
    // 有・無 is a form that nobody has filled in.
    let is_other_word = || beginning(rest, asked).is_some_and(|(_, rest)| rest.is_empty());
    if rest.is_empty() || meant(rest).is_some() || is_other_word() {
        return None;
    }
    let count = rest.split(|c: char| !c.is_ascii_digit() && c != '/').next().unwrap_or_default();
    let counted = unit.is_some() && !count.is_empty() && Quantity::read(rest, unit).number().is_some();
    if counted {
        return Some(format!("{word} {count}"));
    }
    let quoted = rest.contains([',', ':', '#', '{', '}', '[', ']', '"']);
    let rest = if quoted { format!("\"{}\"", rest.replace('"', "”")) } else { rest.to_owned() };
    Some(format!("{{ 値: {word}, 注記: {rest} }}"))
}

/// The words for there being one and there being none, the longest first.
const STATES: [(&str, PresenceState); 6] = [
    ("有り", PresenceState::Yes),
    ("有", PresenceState::Yes),
    ("あり", PresenceState::Yes),
    ("無し", PresenceState::No),
    ("無", PresenceState::No),
    ("なし", PresenceState::No),
];

/// How many have one, and out of how many.
type PresenceCount = (Decimal, Option<Decimal>);

/// The state that a text begins with, in the form's words or in those of everybody, and what stands behind it.
fn beginning(written: &str, asked: &PresenceSettings) -> Option<(PresenceState, String)> {
    let own = || {
        asked
            .yes
            .iter()
            .map(|word| (word, PresenceState::Yes))
            .chain(asked.no.iter().map(|word| (word, PresenceState::No)))
    };
    let text = glyphs(written);
    // Marks that are only taken for those of the form count where nothing else is meant: x for ×.
    for near in [false, true] {
        let shape = |chars: Vec<char>| if near { chars.into_iter().flat_map(near_shape).collect() } else { chars };
        let mut found: Vec<(usize, PresenceState)> = Vec::new();
        for (word, state) in own() {
            let word = shape(letters(word));
            let begins = (0..=text.len()).find(|end| {
                let chars = text.iter().take(*end).map(|glyph: &Glyph| glyph.char).collect();
                shape(chars) == word
            });
            found.extend(begins.map(|end| (end, state)));
        }
        if let Some((end, state)) = found.into_iter().max_by_key(|(end, _)| *end) {
            let rest = text.get(end).map_or("", |glyph| written.get(glyph.at..).unwrap_or_default());
            return Some((state, rest.trim().to_owned()));
        }
    }
    let folded = fold(written);
    STATES.iter().find_map(|(word, state)| Some((*state, folded.strip_prefix(word)?.trim().to_owned())))
}

/// What a written presence means; `None` when it cannot be understood.
fn understand(written: &str, asked: &PresenceSettings) -> Option<(PresenceState, Option<PresenceCount>)> {
    let begun = beginning(written, asked);
    // A word of the form's own is an answer, even where it says elsewhere that there is none: 非該当.
    if let Some((state, rest)) = &begun
        && rest.is_empty()
    {
        return Some((*state, None));
    }
    if fold(written).is_empty() {
        return Some((PresenceState::Absent(Absence::Blank), None));
    }
    if let Some(absence) = Absence::parse(written) {
        return Some((PresenceState::Absent(absence), None));
    }
    let (state, rest) = begun?;
    let rest = fold(&rest);
    if rest.is_empty() {
        return Some((state, None));
    }
    let (have, of) = match rest.split_once('/') {
        Some((have, of)) => (have, Some(Decimal::parse(of.trim())?)),
        None => (rest.as_str(), None),
    };
    Some((state, Some((Decimal::parse(have.trim())?, of))))
}

impl FieldValue for Presence {
    type Settings = PresenceSettings;

    fn read(node: &Node, asked: &PresenceSettings, field: &Field, reader: &mut AnswerReader<'_>) -> Presence {
        let levels = &asked.levels;
        if levels.is_empty() {
            let level = PresenceLevel { id: String::new(), label: String::new(), unit: field.unit.clone() };
            return Presence { levels: vec![read_level(node, &level, asked, reader)] };
        }
        let nodes = reader.parts(node, &of_levels(levels));
        let answer = |(level, node): (&PresenceLevel, Option<&Node>)| {
            node.map_or_else(|| unanswered(level), |node| read_level(node, level, asked, reader))
        };
        Presence { levels: levels.iter().zip(nodes).map(answer).collect() }
    }

    fn node(&self, PresenceSettings { levels, .. }: &PresenceSettings) -> Node {
        let node = |level: &LevelAnswer| level.circumstances.around(Node::from(&level.value.written));
        if levels.is_empty() {
            return self.levels.first().map_or_else(Node::blank, node);
        }
        let answered = of_levels(levels).keys(OF_ANSWERS).into_iter().zip(levels).filter_map(|(key, level)| {
            let own = self.levels.iter().find(|own| own.id == level.id && !own.value.is_unanswered())?;
            Some((key, node(own)))
        });
        answered.collect()
    }

    fn view(&self, asked: &PresenceSettings, viewer: &mut Viewer<'_>) -> View {
        let at = viewer.at.as_str();
        let path = |level: &LevelAnswer| if level.id.is_empty() { at.to_owned() } else { format!("{at}.{}", level.id) };
        let levels = self.levels.iter().map(|level| {
            let LevelValue { state, count, unit, .. } = &level.value;
            view! {
                "id" => &level.id,
                "label" => &level.label,
                "state" => match state { PresenceState::Yes => "yes", PresenceState::No => "no", PresenceState::Absent(absence) => absence.id() },
                "text" => match state { PresenceState::Yes => asked.yes_word(), PresenceState::No => asked.no_word(), PresenceState::Absent(absence) => absence.word() },
                "count" => count.map(|count| printed::counted(count, unit.as_deref(), &path(level))),
                // Whether a number is asked for.
                "unit" => unit.is_some(),
                "circumstances" => level.circumstances.view(viewer.language),
            }
        });
        view! {
            "kind" => "presence",
            // Whether counts are asked or given at any level.
            "counted" => self.levels.iter().any(|level| level.value.unit.is_some() || level.value.count.is_some()),
            "levels" => View::list(levels),
        }
    }

    fn figure(&self, part: Option<&str>) -> Option<FigureOf<'_>> {
        let level = self.levels.iter().find(|level| level.id == part.unwrap_or_default())?;
        Some(FigureOf::new(part.map(|_| (level.id.as_str(), level.label.as_str())), &level.shown))
    }
}

leaves!(Presence, &'a PresenceSettings, |Presence { levels }, _, walk| {
    for (at, level) in (0..).zip(levels) {
        let LevelAnswer { id, label, value, circumstances, span, .. } = level;
        walk.inside(Step { at, id, label, group: None }, Some(*span), |walk| {
            walk.circumstances(circumstances, value.unit.as_deref());
            walk.leaf(It::Level(value));
        });
    }
});

impl LevelValue {
    /// Whether the sheet does not mention the level.
    pub fn is_unanswered(&self) -> bool {
        self.written.is_empty() && self.state == PresenceState::Absent(Absence::Unanswered)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> PresenceSettings {
        PresenceSettings::default()
    }

    fn read(written: &str) -> Option<(PresenceState, Option<PresenceCount>)> {
        understand(written, &plain())
    }

    #[test]
    fn the_words_of_the_form() {
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let asked = PresenceSettings { yes: list(&["該当", "○"]), no: list(&["非該当", "×"]), ..plain() };
        for (written, state) in [
            ("該当", Some(PresenceState::Yes)),
            ("非該当", Some(PresenceState::No)),
            ("〇", Some(PresenceState::Yes)),
            ("ｘ", Some(PresenceState::No)),
            ("有", Some(PresenceState::Yes)),
            ("なし", Some(PresenceState::No)),
            ("該当なし", Some(PresenceState::Absent(Absence::NotApplicable))),
            ("記載なし", Some(PresenceState::Absent(Absence::Blank))),
            ("△", None),
            ("該当・非該当", None),
        ] {
            assert_eq!(understand(written, &asked).map(|(state, _)| state), state, "{written}");
        }
        assert_eq!(understand("該当 3", &asked), Some((PresenceState::Yes, Some((Decimal::from(3), None)))));
        assert_eq!(with_remark("該当（令和3年）", None, &asked).as_deref(), Some("{ 値: 該当, 注記: 令和3年 }"));
        assert_eq!(meant("はい").map(|yes| word_of(yes, &asked)), Some("該当"));
    }

    #[test]
    fn yes_no_and_counts() {
        let decimal = |n: i64| Decimal::from(n);
        assert_eq!(read("有"), Some((PresenceState::Yes, None)));
        assert_eq!(read("無"), Some((PresenceState::No, None)));
        assert_eq!(read("有　１／１"), Some((PresenceState::Yes, Some((decimal(1), Some(decimal(1)))))));
        assert_eq!(read("有 11"), Some((PresenceState::Yes, Some((decimal(11), None)))));
        assert_eq!(read("不明"), Some((PresenceState::Absent(Absence::Unknown), None)));
        assert_eq!(read(""), Some((PresenceState::Absent(Absence::Blank), None)));
        assert_eq!(read("有・無"), None);
        assert_eq!(read("1"), None);
        assert_eq!(read("有り"), Some((PresenceState::Yes, None)));
        assert_eq!(read("無し"), Some((PresenceState::No, None)));
        for (written, unit, right) in [
            ("あり（12か所）", Some("か所"), Some("有 12")),
            ("有り 3/16", Some("か所／市町村数"), None),
            ("あり（12か所）", None, Some("{ 値: 有, 注記: 12か所 }")),
            ("なし（検討中）", Some("か所"), Some("{ 値: 無, 注記: 検討中 }")),
            ("有（会長: 市長）", None, Some("{ 値: 有, 注記: \"会長: 市長\" }")),
            ("有・無", None, None),
        ] {
            let told = read(written).is_none().then(|| with_remark(written, unit, &plain())).flatten();
            assert_eq!(told.as_deref(), right, "{written}");
        }
    }
}
