//! Findings in every format they can be printed in. Each format is a function from findings to text.

mod github;
mod human;
mod json;
mod sarif;

use crate::source::{Findings, Position};

use super::language::Language;
use super::office::ReportFormat;
use super::print::SafeText;

pub use human::human;
pub use json::value as json_value;

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum FindingsFormat {
    /// 人が読む形（端末では色つき）｜For people, in colours on a terminal
    #[default]
    Human,
    /// JSON（docs/findings-json.md）
    Json,
    /// GitHub の注釈｜Annotations of GitHub
    Github,
    /// SARIF 2.1.0
    Sarif,
    /// CSV（表計算ソフトで開けます）｜CSV, which spreadsheets open
    Csv,
    /// Excel のファイル｜A workbook of Excel
    Xlsx,
    /// ブラウザーで開くページ｜A page for a browser
    Html,
}

impl FindingsFormat {
    /// The format of a table, where it is one.
    pub fn of_table(self) -> Option<ReportFormat> {
        match self {
            FindingsFormat::Csv => Some(ReportFormat::Csv),
            FindingsFormat::Xlsx => Some(ReportFormat::Xlsx),
            FindingsFormat::Html => Some(ReportFormat::Html),
            _ => None,
        }
    }

    /// The findings in this format, as a terminal shows them; those that are tables as people read them.
    pub fn print(self, findings: &Findings, language: Language) -> SafeText {
        match self {
            FindingsFormat::Human | FindingsFormat::Csv | FindingsFormat::Xlsx | FindingsFormat::Html => {
                human(findings, language)
            }
            FindingsFormat::Json => json::json(findings),
            FindingsFormat::Github => github::github(findings, language),
            FindingsFormat::Sarif => sarif::sarif(findings, language),
        }
    }
}

/// Findings as they are printed, in every format and language: for tests of what reaches a terminal.
pub fn printed(findings: &Findings) -> Vec<String> {
    let formats = [FindingsFormat::Human, FindingsFormat::Json, FindingsFormat::Github, FindingsFormat::Sarif];
    let languages = [Language::Ja, Language::En];
    let each = formats.iter().flat_map(|format| languages.map(|language| format.print(findings, language)));
    each.map(SafeText::into_string).collect()
}

/// Lines and columns of a range, all from 1, columns in characters; the end is one past the last character.
struct Region {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl Region {
    fn of(position: &Position) -> Region {
        let (line, column) = position.line_and_column();
        let (end_line, end_column) = position.source.line_and_column(position.span.end());
        Region { line, column, end_line, end_column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use crate::source::{Code, Example, Finding, Findings, Source, Span, words};

    const NOTHING: (&str, &str) = ("", "");
    const DOUBTFUL: Code = Code::warning("code", NOTHING, NOTHING, Example::Body(""), Example::Body(""));
    const WRONG: Code = Code::error("code", NOTHING, NOTHING, Example::Body(""), Example::Body(""));
    const LAST: Code = Code::error("last", NOTHING, NOTHING, Example::Body(""), Example::Body(""));

    fn code(name: &str) -> &'static Code {
        catalogue::find(name).unwrap()
    }

    /// Two findings in one file and an accepted one in another.
    pub(super) fn sample() -> Findings {
        let sheet = Source::new("content/2021/kitahama/sheet.md", "---\n人口：604,894人\n精神科病床数: 4,380床\n---\n");
        let other = Source::new("content/2020/kitahama/sheet.md", "---\n精神科病床数: 438床\n---\n");
        let at = |source: &std::sync::Arc<Source>, text: &str| {
            let start = source.text().find(text).unwrap();
            source.position(Span::new(start, start + text.len()))
        };
        let mut findings = Findings::new();
        let mut jump =
            Finding::new(code("figure-jump"), at(&sheet, "4,380床"), words("10倍です。", "Ten times: 100%, or more."))
                .related(at(&other, "438床"), words("前の年度", "the year before"));
        jump.accepted = Some("病院が一つ開院した".to_owned());
        findings.push(jump);
        findings.push(
            Finding::new(
                code("yaml-fullwidth-colon"),
                at(&sheet, "："),
                words("コロンが全角です。", "A full-width colon."),
            )
            .hint(words("「: 」にしてください。", "Write `: `.")),
        );
        findings.push(Finding::new(code("stray-file"), at(&other, "---"), words("使われません。", "Not used.")));
        findings.sort();
        findings
    }

    #[test]
    fn people_see_files_lines_and_a_summary() {
        let text = human(&sample(), Language::Ja).plain();
        for part in [
            "content/2020/kitahama/sheet.md（注意 1）",
            "content/2021/kitahama/sheet.md（誤り 1、確認済み 1）",
            "誤り[yaml-fullwidth-colon]: コロンが全角です。",
            "content/2021/kitahama/sheet.md:2:3",
            "人口：604,894人",
            "直し方: 「: 」にしてください。",
            "確認済み[figure-jump]",
            "理由: 病院が一つ開院した",
            "誤り 1 件、注意 1 件、確認済み 1 件",
        ] {
            assert!(text.contains(part), "{part} is not in:\n{text}");
        }
    }

    /// A file with this many warnings on one long line, and an error at its end.
    fn many(count: usize) -> Findings {
        let source = Source::new("a.md", "あい".repeat(count));
        let mut findings = Findings::new();
        for number in 0..count {
            let at = source.position(Span::new(number * 6, number * 6 + 3));
            findings.push(Finding::new(&DOUBTFUL, at, words("注意。", "Doubtful.")).hint(words("直す。", "Mend.")));
        }
        let at = source.position(Span::at(count * 6));
        findings.push(Finding::new(&LAST, at, words("誤り。", "Wrong.")).hint(words("直す。", "Mend.")));
        findings.sort();
        findings
    }

    #[test]
    fn what_stops_is_drawn_and_the_rest_is_counted() {
        let text = human(&many(250), Language::Ja).plain();
        assert_eq!((text.matches("注意[code]").count(), text.matches("誤り[last]").count()), (99, 1));
        assert!(text.contains("このファイルには、ほかに 151 件あります（注意 151）。"), "{text}");
        assert!(text.ends_with("誤り 1 件、注意 250 件\n"), "{text}");
        let text = human(&many(99), Language::En).plain();
        assert!(!text.contains("more in this file"), "{text}");
        let json: serde_json::Value =
            serde_json::from_str(&FindingsFormat::Json.print(&many(250), Language::En).plain()).unwrap();
        assert_eq!(json["findings"].as_array().unwrap().len(), 251);
    }

    #[test]
    fn a_long_line_is_drawn_around_its_span_with_its_own_column() {
        let text = human(&many(3_000), Language::En).plain();
        assert!(text.contains("a.md:1:6001"), "the error stands at the end of the line");
        assert!(text.lines().all(|line| line.chars().count() < 300), "{text}");
    }

    #[test]
    fn drawing_takes_no_longer_where_a_line_is_long() {
        // With the whole line in every picture this would take minutes.
        let begin = std::time::Instant::now();
        assert!(human(&many(200_000), Language::En) != SafeText::default());
        assert!(begin.elapsed() < std::time::Duration::from_secs(60));
    }

    /// What a terminal shows for one finding about `part` of a line.
    fn picture(line: &str, part: &str, language: Language) -> String {
        let source = Source::new("a.md", format!("{line}\n"));
        let start = line.find(part).unwrap();
        let at = source.position(Span::new(start, start + part.len()));
        let mut findings = Findings::new();
        findings.push(Finding::new(&WRONG, at, words("誤り。", "Wrong.")).hint(words("直す。", "Mend.")));
        human(&findings, language).plain()
    }

    #[test]
    fn marks_stand_under_the_very_characters() {
        use unicode_width::UnicodeWidthStr as _;
        for (line, part) in [
            ("人口：604,894人", "："),
            ("精神科病床数: 4,380床", "4,380床"),
            ("備考: ﾋﾟｱｻﾎﾟｰﾀｰと髙﨑", "髙﨑"),
            ("備考: 葛\u{E0100}城の①②", "①"),
            ("備考: か\u{3099}っこう", "か\u{3099}"),
            ("abc: def", "def"),
        ] {
            for language in [Language::Ja, Language::En] {
                let shown = picture(line, part, language);
                let mut lines = shown.lines().skip_while(|shown| !shown.contains(line));
                let (above, below) = (lines.next().unwrap(), lines.next().unwrap());
                let marks: String = below.chars().filter(|c| *c == '^').collect();
                let wanted = above[..above.find(part).unwrap()].width();
                assert_eq!(below.find('^'), Some(wanted), "{shown}");
                assert_eq!(marks.len(), part.width(), "{shown}");
            }
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]
        #[test]
        fn any_text_and_any_place_can_be_shown(
            text in "([ -~]|[ぁ-ん]|[Ａ-Ｚ]|\n|\r|\t|\u{3000}|\u{200B}|\u{FEFF}|\u{3099}|\u{1F468}|\0){0,60}",
            places in proptest::collection::vec((0..300_usize, 0..300_usize), 1..5),
        ) {
            let source = Source::new("content/a.md", text.clone());
            let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let spans = places.iter().map(|(a, b)| Span::new(boundary(*a.min(b)), boundary(*a.max(b))));
            let mut findings = Findings::new();
            for span in spans {
                let finding = Finding::new(&DOUBTFUL, source.position(span), words("誤り。", "Wrong."));
                findings.push(finding.related(source.position(Span::at(boundary(9))), words("前", "before")));
            }
            findings.sort();
            for format in [FindingsFormat::Human, FindingsFormat::Json, FindingsFormat::Github, FindingsFormat::Sarif] {
                for language in [Language::Ja, Language::En] {
                    proptest::prop_assert!(format.print(&findings, language) != SafeText::default());
                }
            }
        }
    }

    #[test]
    fn annotations_of_github_are_one_line_each() {
        assert_eq!(
            FindingsFormat::Github.print(&sample(), Language::En).plain(),
            "::warning file=content/2020/kitahama/sheet.md,line=1,col=1,endLine=1,endColumn=4,title=stray-file::Not used.\n\
             ::error file=content/2021/kitahama/sheet.md,line=2,col=3,endLine=2,endColumn=4,title=yaml-fullwidth-colon::A full-width colon.%0AWrite `: `.\n\
             ::notice file=content/2021/kitahama/sheet.md,line=3,col=9,endLine=3,endColumn=15,title=figure-jump::Ten times: 100%25, or more.%0Aaccepted: 病院が一つ開院した\n"
        );
    }

    #[test]
    fn json_says_everything_in_both_languages() {
        let json: serde_json::Value =
            serde_json::from_str(&FindingsFormat::Json.print(&sample(), Language::En).plain()).unwrap();
        assert_eq!(json["version"], 1);
        assert_eq!(json["summary"], serde_json::json!({ "files": 2, "errors": 1, "warnings": 1, "accepted": 1 }));
        let jump = &json["findings"][2];
        assert_eq!(jump["code"], "figure-jump");
        assert_eq!(jump["path"], "content/2021/kitahama/sheet.md");
        assert_eq!(
            (jump["line"].as_u64(), jump["column"].as_u64(), jump["end_column"].as_u64()),
            (Some(3), Some(9), Some(15))
        );
        assert_eq!(jump["accepted"], "病院が一つ開院した");
        assert_eq!(jump["related"][0]["path"], "content/2020/kitahama/sheet.md");
        assert_eq!(json["findings"][1]["hint"]["ja"], "「: 」にしてください。");
        assert_eq!(json["findings"][0]["hint"], serde_json::Value::Null);
    }

    #[test]
    fn sarif_names_rules_and_suppressions() {
        let sarif: serde_json::Value =
            serde_json::from_str(&FindingsFormat::Sarif.print(&sample(), Language::Ja).plain()).unwrap();
        let run = &sarif["runs"][0];
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), 3);
        for result in results {
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        }
        assert_eq!(results[2]["suppressions"][0]["justification"], "病院が一つ開院した");
        assert_eq!(results[1]["level"], "error");
        assert_eq!(results[1]["locations"][0]["physicalLocation"]["region"]["startColumn"], 3);
    }
}
