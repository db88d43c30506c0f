//! The catalogue as pages of the manual: `docs/findings.md`, and what `check --explain` prints.

use std::fmt::Write as _;

use crate::source::{Code, Example, Mending, Severity, StaticWords, Words, words};
use crate::text::{SiteLanguage, visible};

use super::ruling::REASON;
use super::{all, is_adjustable};

const HEAD: &str = "# 所見の一覧\n\n\
    <!-- このファイルは src/ の説明文から作られます。直すときは src/ を直し、`UPDATE=1 cargo test --test it explained` を実行してください。 -->\n\n\
    `nenpo check` が知らせる所見を、名前の順に並べています。端末では `nenpo check --explain 名前` で同じ説明を読めます。\n\n\
    - **誤り**は、直すまで公開できません。**注意**は、公開できますが、見直す価値があります。\n\
    - 「重さを変えられる」所見は、site.yaml の `checks` で `off`・`warning`・`error` のどれかにできます。数を持つものは、その数も変えられます。\n\
    - 同じ所見は、シートごとに、理由を添えて確認済みにすることもできます。確認済みの所見は公開を止めず、まとめに残ります。\n\n\
    ```yaml\n# site.yaml\nchecks:\n  spaced-word: off\n  figure-jump: { severity: error, limit: 3 }\n```\n\n\
    ```yaml\n# シートの前書き\naccept:\n  - { code: figure-jump, field: 精神科病床数, reason: 病院が一つ開院した }\n```\n\n";

/// The whole manual of findings, in Japanese.
pub fn manual() -> String {
    let mut entries: Vec<&Code> = all().collect();
    entries.sort_by_key(|entry| entry.name);
    let mut manual = HEAD.to_owned();
    manual.push_str(&privacy(&entries));
    manual.push_str("| 名前 | 重さ | `nenpo fix` | 意味 |\n|---|---|---|---|\n");
    for entry in &entries {
        let mends = match entry.mending {
            Mending::Always => "直す",
            Mending::Sometimes => "決まるものを直す",
            Mending::ByHand => "―",
        };
        let (name, weights, title) = (entry.name, weights(entry), cell(entry.title.ja));
        let _ = writeln!(manual, "| [{name}](#{name}) | {weights} | {mends} | {title} |");
    }
    for entry in &entries {
        let _ = write!(manual, "\n## {}\n\n{}", entry.name, page(entry, SiteLanguage::Japanese));
    }
    manual
}

/// Which codes keep what is private from being published.
fn privacy(entries: &[&Code]) -> String {
    let names: Vec<String> =
        entries.iter().filter(|entry| entry.privacy).map(|entry| format!("[{0}](#{0})", entry.name)).collect();
    format!(
        "個人や公開しない事柄を守る所見は、次のとおりです。site.yaml で弱めることはできず（重くすることはできます）、シートの `accept` では、\
         {REASON}文字以上の理由を書いたときだけ確認済みになります。`field` のない一行で確認済みになるのは、一つの所見だけです。\n\n{}\n\n",
        names.join("、")
    )
}

/// What is said of one code, in both languages.
pub fn explanation(entry: &Code) -> Words {
    let in_language = |language| format!("{}\n\n{}", entry.name, page(entry, language));
    words(in_language(SiteLanguage::Japanese), in_language(SiteLanguage::English))
}

/// What findings of a code weigh, the usual first.
fn weights(entry: &Code) -> String {
    let other = entry.sometimes.map_or_else(String::new, |(severity, _)| format!("・{}", weight(severity).ja));
    format!("{}{other}", weight(entry.severity).ja)
}

fn page(entry: &Code, language: SiteLanguage) -> String {
    let of = |text: StaticWords| text.in_language(language);
    let say = |ja, en| of(StaticWords::new(ja, en));
    let mut page = format!("**{}**: {}\n\n{}\n", of(weight(entry.severity)), of(entry.title), of(entry.why));
    if let Some((severity, when)) = entry.sometimes {
        let _ = match language {
            SiteLanguage::Japanese => write!(page, "\n{}ときは**{}**です。\n", when.ja, weight(severity).ja),
            SiteLanguage::English => write!(page, "\nWhere {} it is a **{}**.\n", when.en, weight(severity).en),
        };
    }
    if let Some(limit) = entry.limit {
        let default = say("既定は", "by default");
        let _ = write!(page, "\n`limit`: {} ({default} {})\n", of(limit.meaning), limit.default);
    }
    let may = if entry.privacy {
        say(
            "公開しない事柄を守る所見です。サイト全体では弱められません。シートで確認済みにするには、分かる理由を書きます。",
            "It keeps private things private: no site can weaken it, and a sheet accepts it only with a reason that says something.",
        )
    } else if super::is_review(entry) {
        say("`nenpo form check` だけが知らせ、公開は止まりません。", "Only `nenpo form check` tells it; nothing stops.")
    } else if is_adjustable(entry) {
        say("重さを変えられます。", "Its weight can be changed.")
    } else {
        say("重さは変えられません。", "Its weight cannot be changed.")
    };
    let reason = entry.by_hand.map_or("", |why| of(why.reason()));
    let mending = match entry.mending {
        Mending::Always => say("`nenpo fix` が直します。", "`nenpo fix` writes it.").to_owned(),
        Mending::Sometimes => format!(
            "{}{reason}",
            say(
                "正しい書き方が一つに決まるものは、`nenpo fix` が直します。ほかは人が見て直します。",
                "`nenpo fix` writes it where there is one right way to; the rest is for a person to look at. ",
            )
        ),
        Mending::ByHand => format!("{}{reason}", say("`nenpo fix` は直しません。", "`nenpo fix` leaves it. ")),
    };
    let _ = write!(page, "\n{may}{}{mending}\n", say("", " "));
    for (head, example) in [(say("悪い例", "Wrong"), entry.wrong), (say("良い例", "Right"), entry.right)] {
        let _ = write!(page, "\n{head}:\n");
        show(example, language, &mut page);
    }
    page
}

fn show(example: Example, language: SiteLanguage, page: &mut String) {
    match example {
        Example::Front(text) => fenced("yaml", None, text, page),
        Example::Body(text) => fenced("markdown", None, text, page),
        Example::Years(before, now) => {
            for (path, text) in Example::of_years(before, now) {
                fenced("markdown", Some(path), &text, page);
            }
        }
        Example::Files(files) => {
            for (path, text) in files {
                let language = if path.contains(".yaml") { "yaml" } else { "markdown" };
                fenced(language, Some(path), text, page);
            }
        }
        Example::Told(ja, en) => {
            let _ = write!(page, "\n{}\n", StaticWords::new(ja, en).in_language(language));
        }
    }
}

fn fenced(language: &str, path: Option<&str>, text: &str, page: &mut String) {
    if let Some(path) = path {
        let _ = write!(page, "\n`content/{path}`\n");
    }
    // Characters that cannot be seen are named, or the example would look right.
    let shown = visible(text).replace('\u{A0}', "[U+00A0]").replace('\t', "[TAB]").replace('\u{E000}', "[U+E000]");
    let _ = write!(page, "\n```{language}\n{}\n```\n", shown.trim_end_matches('\n'));
}

fn weight(severity: Severity) -> StaticWords {
    match severity {
        Severity::Error => StaticWords::new("誤り", "error"),
        Severity::Warning => StaticWords::new("注意", "warning"),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('`', "\\`")
}
