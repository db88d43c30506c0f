//! `errata.yaml`: what was found wrong in a frozen year. The frozen year itself keeps its bytes.

use super::codes;

use crate::record::{Content, Fields, Node};
use crate::source::{Finding, Position, Reporter, Span, Words, words};
use crate::text::{Date, era};

use super::Redirect;
use super::history::day;

/// A correction to a page of a frozen year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erratum {
    /// The frozen fiscal year whose page is wrong.
    pub year: i32,
    /// The page in it, with an anchor where one is named: `2021/kawasaki.html#plan-1`.
    pub page: String,
    /// The day of the correction.
    pub date: Date,
    /// What is corrected, in words: 精神科病床数.
    pub what: String,
    /// Why it was wrong, in words for readers.
    pub why: String,
    /// As the frozen page has it; nothing where it lacks something.
    pub before: Option<String>,
    /// As it should be; nothing where it has too much.
    pub after: Option<String>,
    /// Where the year and the page are written.
    pub positions: [Position; 2],
}

impl Erratum {
    /// The page without its anchor.
    pub fn page(&self) -> &str {
        Redirect::parts(&self.page).0
    }

    /// What is wrong with it, given the addresses of its frozen year; `None` for a year that is not frozen.
    pub fn fault(&self, addresses: Option<&[String]>) -> Option<Finding> {
        let Erratum { year, page, positions: [year_at, page_at], .. } = self;
        let Some(addresses) = addresses else {
            let message = words!("{year}年度は保存されていません。", "Fiscal {year} is not frozen.");
            let hint = words!(
                "年度を確かめるか、`nenpo archive {year}` で保存してください。",
                "Look at the year, or freeze it by `nenpo archive {year}`."
            );
            return Some(Finding::new(&codes::ERRATUM_YEAR, year_at.clone(), message).hint(hint));
        };
        if addresses.contains(page) {
            return None;
        }
        let message =
            words!("保存した{year}年度に「{page}」がありません。", "The archive of fiscal {year} has no `{page}`.");
        let hint = words!(
            "output/archive/{year}/addresses.txt にあるアドレスを書いてください。",
            "Write an address of output/archive/{year}/addresses.txt."
        );
        Some(Finding::new(&codes::ERRATUM_PAGE, page_at.clone(), message).hint(hint))
    }
}

/// Reads `errata.yaml`: a list of corrections, the newest first afterwards.
pub fn read_errata(node: &Node, reporter: &mut Reporter<'_>) -> Vec<Erratum> {
    let items = if node.content == Content::Blank { None } else { node.list(reporter) };
    let items = items.unwrap_or_default();
    let mut errata: Vec<Erratum> = items.iter().filter_map(|item| read(item, reporter)).collect();
    errata.sort_by_key(|erratum| std::cmp::Reverse(erratum.date));
    errata
}

fn read(item: &Node, reporter: &mut Reporter<'_>) -> Option<Erratum> {
    let mut fields = Fields::new(item, reporter);
    let year = fields.required(&["year", "年度"]);
    let page = fields.required(&["page", "ページ"]);
    let date = fields.required(&["date", "日付"]);
    let what = fields.required_text(&["what", "箇所"]);
    let why = fields.required_text(&["why", "理由"]);
    let before = fields.text(&["before", "誤"]);
    let after = fields.text(&["after", "正"]);
    fields.finish();
    let positions = year.zip(page).map(|(year, page)| [year, page].map(|node| reporter.source.position(node.span)));
    let year = year.and_then(|node| {
        let written = &node.text(reporter)?.text;
        let year = era::parse_year(written).map(|(year, _)| year);
        if year.is_none() {
            let message = words!("「{written}」は年度ではありません。", "`{written}` is no fiscal year.");
            let hint = words("「2021」「令和3年度」のように書いてください。", "Write it as in `2021`.");
            reporter.findings.push(wrong(reporter.source.position(node.span), message, hint));
        }
        year
    });
    let page = page.and_then(|node| {
        let written = node.text(reporter)?.text.trim().to_owned();
        let right = Redirect::parts(&written).0.ends_with(".html") && !written.starts_with(['/', '.']);
        if !right || written.contains("://") {
            let message =
                words!("「{written}」はサイトの中のページではありません。", "`{written}` is no page of the site.");
            let hint = words(
                "「2021/kawasaki.html」のように、保存した年度の中のアドレスを書いてください。",
                "Write the address within the frozen year, as in `2021/kawasaki.html`.",
            );
            reporter.findings.push(wrong(reporter.source.position(node.span), message, hint));
            return None;
        }
        Some(written)
    });
    let date = date.and_then(|node| day(node, reporter));
    if before.is_none() && after.is_none() {
        let message = words(
            "訂正の前の言葉も、後の言葉もありません。",
            "The correction says neither what was there nor what should be.",
        );
        let hint = words("before と after を書いてください。", "Write `before` and `after`.");
        reporter.findings.push(wrong(reporter.source.position(Span::at(item.span.start())), message, hint));
        return None;
    }
    Some(Erratum {
        year: year?,
        page: page?,
        date: date?,
        what: what?,
        why: why?,
        before,
        after,
        positions: positions?,
    })
}

fn wrong(position: Position, message: Words, hint: Words) -> Finding {
    Finding::new(&codes::ERRATUM, position, message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::parse;
    use crate::source::{Findings, Source, Span};

    fn read(text: &str) -> (Vec<String>, Vec<&'static str>) {
        let source = Source::new("errata.yaml", text);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        let errata = read_errata(&node, &mut Reporter::new(&source, &mut findings));
        let shown = errata.iter().map(|erratum| format!("{} {} {}", erratum.date.iso(), erratum.year, erratum.page()));
        (shown.collect(), findings.iter().map(|finding| finding.code.name).collect())
    }

    #[test]
    fn errata_are_read_newest_first() {
        let complete = "- { year: 2021, page: 2021/a.html#x, date: 2022-05-10, what: 病床数, why: 転記, before: 1床, after: 2床 }\n\
             - { 年度: 令和3年度, ページ: 2021.html, 日付: 令和4年6月1日, 箇所: 人口, 理由: 転記, 正: 3人 }\n";
        assert_eq!(
            read(complete),
            (vec!["2022-06-01 2021 2021.html".into(), "2022-05-10 2021 2021/a.html".into()], vec![])
        );
        let line = |year: &str, page: &str, date: &str, rest: &str| {
            format!("- {{ year: {year}, page: {page}, date: {date}, what: 病床数, why: 転記{rest} }}")
        };
        for (text, codes) in [
            (line("昨年", "2021/a.html", "2022-05-10", ", after: 2床"), vec!["erratum"]),
            (line("2021", "/2021/a.html", "2022-05-10", ", after: 2床"), vec!["erratum"]),
            (line("2021", "https://a.jp/2021/a.html", "2022-05-10", ", after: 2床"), vec!["erratum"]),
            (line("2021", "2021/a", "2022-05-10", ", after: 2床"), vec!["erratum"]),
            (line("2021", "2021/a.html", "2022-05", ", after: 2床"), vec!["wrong-value"]),
            (line("2021", "2021/a.html", "2022-05-10", ""), vec!["erratum"]),
            (line("2021", "2021/a.html", "2022-05-10", ", after: 2床, note: x"), vec!["unknown-key"]),
        ] {
            let (errata, found) = read(&text);
            assert_eq!(found, codes, "{text}");
            assert_eq!(errata.len(), usize::from(codes == ["unknown-key"]), "{text}");
        }
        let missing = read("- { year: 2021, page: 2021/a.html, what: 病床数, why: 転記, after: 2床 }").1;
        assert_eq!(missing, ["missing-key"]);
        assert_eq!(read("errata: 1").1, ["wrong-shape"]);
    }
}
