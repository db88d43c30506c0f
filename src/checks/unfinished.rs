//! Marks that say that a text is not finished do not belong on a page: 要確認, ○○人, 令和　年　月.

use std::sync::Arc;

use crate::model::Site;
use crate::source::Example::Front;
use crate::source::{Code, Finding, Findings, Source, Span, WhyByHand, words};
use crate::text::unfinished::{Unfinished, unfinished};

use super::{Check, Rule, Subject};

/// A mark 要確認 that is left.
pub const TO_BE_CHECKED: Code = Code::warning(
    "to-be-checked",
    ("「要確認」の印が残っています。", "A mark says that this is still to be checked."),
    (
        "`nenpo new --from` が前の年度から引き継いだところと、書いた人が後で見直すつもりのところです。確かめて今年度に合わせたら、印を消します。\
                 括弧や※の付いた「確認中」「要修正」なども同じです。欄に「確認中」とだけ書けば、数がない理由として読みます。",
        "What `nenpo new --from` took over, and what an author wants to come back to. Check it, bring it up to date, and \
                 delete the mark. 確認中 alone in a cell is no mark: it says why there is no number.",
    ),
    Front("人口: 604,894人（要確認）"),
    Front("人口: 604,894人"),
)
.by_hand(WhyByHand::Wording);

const PLACEHOLDER: Code = Code::warning(
    "placeholder",
    ("記入例や仮の文字が残っています。", "Something stands here in place of what is to be written."),
    (
        "「○○市」「20XX年」「ここに書く」「令和　年」のような文字は、様式や下書きに置かれた仮のもので、読む人には何も伝わりません。",
        "○○, XX, `write here` and gaps such as 令和　年 come from forms and drafts; they tell readers nothing.",
    ),
    Front("備考: ○○病院と△△回の会議を開いた。"),
    Front("備考: 北浜病院と3回の会議を開いた。"),
)
.by_hand(WhyByHand::Meant);

/// The rule for [`super::RULES`]: it checks the text of each file, and reports 2 codes.
pub const RULE: Rule =
    Rule { codes: &[TO_BE_CHECKED, PLACEHOLDER], subject: Subject::Texts, check: Check::Source(check) };

fn check(source: &Arc<Source>, _: &Site, findings: &mut Findings) {
    // What a form asks is its own matter: 要確認 may be the name of a column.
    if source.path().starts_with("content/forms/") {
        return;
    }
    let mut remarks = Remarks::new(source.path().ends_with(".md"));
    for number in 0..source.line_count() {
        let line = source.line_span(number);
        let text = source.slice(line);
        let shown = remarks.shown(text);
        for (range, kind) in unfinished(text) {
            let span = Span::new(line.start() + range.start, line.start() + range.end);
            let written = source.slice(span);
            match kind {
                Unfinished::ToBeChecked => findings.push(to_be_checked(written, source, span)),
                // A remark of `nenpo new` on where to write hurts nobody: readers do not see it.
                Unfinished::Placeholder if shown(range.start) => findings.push(placeholder(written, source, span)),
                Unfinished::Placeholder => {}
            }
        }
    }
}

fn to_be_checked(written: &str, source: &Arc<Source>, span: Span) -> Finding {
    let message = words!("「{written}」の印が残っています。", "`{written}` says that this is still to be checked.");
    let hint = words(
        "確かめて、今年度に合わせて直し、この印を消してください。",
        "Check it, bring it up to date, and delete the mark.",
    );
    Finding::new(&TO_BE_CHECKED, source.position(span), message).hint(hint)
}

fn placeholder(written: &str, source: &Arc<Source>, span: Span) -> Finding {
    let message = words!(
        "「{written}」は、記入例や仮の文字のようです。",
        "`{written}` seems to stand for what is still to be written."
    );
    let hint = words(
        "正しい言葉や数に直してください。分からなければ「不明」と書きます。",
        "Write the words or the number that belong here, or 不明 if nobody knows.",
    );
    Finding::new(&PLACEHOLDER, source.position(span), message).hint(hint)
}

/// Which parts of a file are remarks that no page shows: after `#` in YAML, between `<!--` and `-->` in Markdown. Code is
/// shown as it is, whatever it says.
struct Remarks {
    markdown: bool,
    /// How many lines `---` were met: the front matter lies between the first two.
    borders: usize,
    comment: bool,
    code: bool,
}

impl Remarks {
    fn new(markdown: bool) -> Remarks {
        Remarks { markdown, borders: 0, comment: false, code: false }
    }

    /// Goes on by a line, and tells whether a place in it is shown.
    fn shown(&mut self, line: &str) -> impl Fn(usize) -> bool + use<> {
        if self.markdown && self.borders < 2 && line.trim_end() == "---" {
            self.borders += 1;
        }
        let (from, to) = if self.markdown && self.borders != 1 { self.in_body(line) } else { in_yaml(line) };
        move |at| !(from..to).contains(&at)
    }

    /// The part of a line of Markdown that is hidden.
    fn in_body(&mut self, line: &str) -> (usize, usize) {
        let start = line.trim_start();
        if !self.comment && (start.starts_with("```") || start.starts_with("~~~")) {
            self.code = !self.code;
        }
        if self.code {
            return (0, line.len());
        }
        let open = if self.comment { Some(0) } else { line.find("<!--") };
        let Some(open) = open else { return (0, 0) };
        let close = line.get(open..).and_then(|rest| rest.find("-->"));
        self.comment = close.is_none();
        (open, close.map_or(line.len(), |close| open + close))
    }
}

/// The part of a line of YAML that is hidden.
fn in_yaml(line: &str) -> (usize, usize) {
    let comment = if line.trim_start().starts_with('#') { Some(0) } else { line.find(" #") };
    (comment.unwrap_or(line.len()), line.len())
}
