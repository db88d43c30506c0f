//! Words for what is missing: a number, or a whole answer. None of them means zero.

use super::Absence;
use crate::record::Node;
use crate::text::fold;
use crate::view;
use crate::view::View;

/// All absences with their id and the spellings people use, the first being the word pages show.
const ABSENCES: &[(Absence, &str, &[&str])] = &[
    (Absence::Unanswered, "unanswered", &["未回答", "無回答", "回答なし", "回答無し"]),
    (
        Absence::Blank,
        "blank",
        &["記載なし", "記載無し", "記載無", "未記載", "記入なし", "記入無し", "未記入", "無記入", "空欄", ""],
    ),
    (Absence::Unknown, "unknown", &["不明", "不詳", "未把握", "分からない", "わからない", "?", "??"]),
    (
        Absence::NotApplicable,
        "not_applicable",
        &["該当なし", "該当無し", "該当無", "非該当", "対象外", "対象なし", "対象無し", "ー", "/", "N/A", "n/a"],
    ),
    (Absence::Suppressed, "suppressed", &["非公表", "非公開", "秘匿", "公表不可", "公表なし", "公表していない"]),
    (Absence::NotReported, "not_reported", &["未報告", "報告なし", "報告無し", "未提出"]),
    (Absence::Pending, "pending", &["調査中", "未集計", "未確定", "未定", "調査予定", "集計予定", "後日報告"]),
];

/// What official statistics print in place of a figure (統計表の符号), and what else stands for one that nobody counted. In a
/// text these words say something else.
const OF_NUMBERS: &[(Absence, &[&str])] = &[
    // 「…」 is what is not known, 「***」 what was not obtained.
    (Absence::Unknown, &["..", "・・・", "**"]),
    // 「X」 is withheld, since it would tell of single persons or businesses.
    (Absence::Suppressed, &["X", "x", "χ"]),
    // 「・」 is what cannot occur, 「nc」 what cannot be computed; なし is the 「－」 of a form that is filled in by hand.
    (Absence::NotApplicable, &["・", "nc", "なし", "無し", "無", "ナシ", "皆無", "実績なし", "実績無し"]),
    (Absence::NotApplicable, UNDONE),
];

/// What did not take place has no figure.
const UNDONE: &[&str] =
    &["中止", "未実施", "実施なし", "実施せず", "未開催", "開催なし", "開催せず", "休止", "廃止", "休館", "延期"];

/// What will be told later: R7.6頃公表予定.
const PROMISED: &[&str] = &["公表", "集計", "確定", "把握", "算定", "算出", "報告", "判明"];

/// Work that is still going on ends like this: 集計中, 確認中.
const GOING_ON: &[&str] = &["調査中", "集計中", "確認中", "算出中", "精査中", "検討中", "調整中", "作成中", "照会中"];

/// A text with more characters is no absence: no spelling is nearly as long.
const MAX_CHARACTERS: usize = 60;

impl Absence {
    /// All absences, in the order of a legend.
    pub const ALL: [Absence; 7] = [
        Absence::Unanswered,
        Absence::Blank,
        Absence::Unknown,
        Absence::NotApplicable,
        Absence::Suppressed,
        Absence::NotReported,
        Absence::Pending,
    ];

    /// The name in data files and style sheets.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.entry().map_or("", |(_, id, _)| id)
    }

    /// The word on pages: 記載なし.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.entry().and_then(|(_, _, words)| words.first().copied()).unwrap_or_default()
    }

    /// The spellings people use, the word on pages first.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let words = self.entry().map_or(&[][..], |(.., words)| words);
        words.iter().copied().filter(|word| !word.is_empty())
    }

    /// Understands an absence written in words, as a dash, or by its id; an empty text is blank.
    #[must_use]
    pub fn parse(text: &str) -> Option<Absence> {
        // No spelling is nearly as long, and most texts that are asked about are.
        if text.chars().filter(|c| !c.is_whitespace()).nth(MAX_CHARACTERS).is_some() {
            return None;
        }
        let text: String = fold(text).split(' ').collect();
        // 「－」 in a table of statistics; more of them are a line across a text.
        if !text.is_empty() && text.chars().count() <= 3 && text.chars().all(|c| c == '-') {
            return Some(Absence::NotApplicable);
        }
        let known = ABSENCES.iter().find(|(_, id, words)| *id == text || words.contains(&text.as_str()));
        known.map(|(absence, ..)| *absence).or_else(|| is_going_on(&text).then_some(Absence::Pending))
    }

    /// What templates see of a text that only says why there is nothing: the id and the text, or the word for an empty text.
    /// None of another text.
    pub(in crate::value) fn view(text: &str) -> Option<View> {
        let absence = Absence::parse(text)?;
        let written = Some(text.trim()).filter(|text| !text.is_empty());
        Some(view! { "id" => absence.id(), "text" => written.unwrap_or(absence.word()) })
    }

    /// The node, where it is one word that says why there is nothing. An empty text is none: it says nothing.
    pub fn node(node: &Node) -> Option<&Node> {
        let scalar = node.scalar()?;
        (!scalar.text.trim().is_empty() && Absence::parse(&scalar.text).is_some()).then_some(node)
    }

    /// Understands what stands in place of a figure in tables of statistics (…, X, ***), and what says that nothing
    /// was counted (なし, 中止).
    #[must_use]
    pub(super) fn of_number(text: &str) -> Option<Absence> {
        let mut text = fold(text);
        // However many there are: 「……」.
        if text.chars().count() > 2 && ['.', '*'].iter().any(|sign| text.chars().all(|c| c == *sign)) {
            text.truncate(2);
        }
        OF_NUMBERS.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(absence, _)| *absence)
    }

    /// Whether a spelling says more than the word of its absence: 中止 why nothing was counted, 令和3上半期調査 when
    /// it will be known.
    #[must_use]
    pub fn says_more(self, written: &str) -> bool {
        match self {
            Absence::Pending => !written.starts_with(self.word()),
            Absence::NotApplicable => UNDONE.iter().any(|word| fold(written).starts_with(word)),
            _ => false,
        }
    }

    fn entry(self) -> Option<&'static (Absence, &'static str, &'static [&'static str])> {
        ABSENCES.iter().find(|(absence, ..)| *absence == self)
    }
}

/// 令和3上半期調査 and 県で集計中 promise a number; 3病院調査 counts hospitals.
fn is_going_on(text: &str) -> bool {
    // Chosen by trying on the content: longer texts are sentences.
    const MAX_CHARACTERS: usize = 18;
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/'));
    let figure = text.strip_suffix(after).unwrap_or_default();
    let counts = !figure.is_empty() && !figure.contains(['.', '/']) && !after.starts_with(['年', '月', '頃']);
    let promised = || text.strip_suffix("予定").is_some_and(|text| PROMISED.iter().any(|word| text.ends_with(word)));
    text.chars().count() <= MAX_CHARACTERS
        && !counts
        && !text.contains(['。', '、', '(', ')'])
        && (text.ends_with("調査") || GOING_ON.iter().any(|word| text.ends_with(word)) || promised())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_ids_and_words() {
        for absence in Absence::ALL {
            assert_eq!(Absence::parse(absence.id()), Some(absence));
            assert_eq!(Absence::parse(absence.word()), Some(absence));
        }
        assert_eq!((Absence::Pending.id(), Absence::Pending.word()), ("pending", "調査中"));
    }

    #[test]
    fn understands_words_and_dashes() {
        for (text, absence) in [
            ("", Some(Absence::Blank)),
            ("　", Some(Absence::Blank)),
            ("未記入", Some(Absence::Blank)),
            ("－", Some(Absence::NotApplicable)),
            ("−", Some(Absence::NotApplicable)),
            ("ー", Some(Absence::NotApplicable)),
            ("―", Some(Absence::NotApplicable)),
            ("-", Some(Absence::NotApplicable)),
            ("――", Some(Absence::NotApplicable)),
            ("／", Some(Absence::NotApplicable)),
            ("不 明", Some(Absence::Unknown)),
            ("？", Some(Absence::Unknown)),
            ("非公表", Some(Absence::Suppressed)),
            ("未回答", Some(Absence::Unanswered)),
            ("回答なし", Some(Absence::Unanswered)),
            ("未報告", Some(Absence::NotReported)),
            ("令和3上半期調査", Some(Absence::Pending)),
            ("令和3上半期\n調査", Some(Absence::Pending)),
            ("2024年調査", Some(Absence::Pending)),
            ("県で集計中", Some(Absence::Pending)),
            ("3病院調査", None),
            ("なし", None),
            ("無", None),
            ("0", None),
            ("------", None),
            ("院長会議の開催と対象者への聞き取り調査", None),
        ] {
            assert_eq!(Absence::parse(text), absence, "{text}");
        }
    }
}
