//! Names of files that would not work everywhere, or that name a page twice.

use crate::source::{Finding, Findings, words};
use crate::text::hidden::hidden;
use crate::text::page_path;

use super::folder::{Role, at};

/// Names that Windows keeps for devices, whatever follows the dot.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Pages the program makes itself, without `.html`; years are taken, too.
pub const TAKEN: [&str; 10] =
    ["index", "404", "search", "glossary", "indicators", "issues", "archive", "measures", "places", "data"];

/// Looks at the name of a file that is used.
pub(super) fn check(path: &str, role: &Role) -> Findings {
    let mut findings = Findings::new();
    if let Some(part) = path.split('/').find(|part| !works_everywhere(part)) {
        let message = words(
            format!("「{part}」という名前は Windows で使えません。"),
            format!("Windows does not allow the name `{part}`."),
        );
        let hint = words(
            "英数字とハイフンで、ほかの名前にしてください。",
            "Choose another name of letters, digits and hyphens.",
        );
        findings.push(Finding::error("file-name", at(path), message).hint(hint));
    }
    let unseen = hidden(path).first().map(|(_, c, _)| *c).or_else(|| path.chars().find(|c| c.is_control()));
    if let Some(c) = unseen {
        let code_point = u32::from(c);
        let message = words(
            format!("名前に、目に見えない文字（U+{code_point:04X}）があります。"),
            format!("There is an invisible character (U+{code_point:04X}) in the name."),
        );
        let hint = words("名前を付け直してください。", "Give it its name anew.");
        findings.push(Finding::error("file-name", at(path), message).hint(hint));
    }
    let page = page_path::page_of(path).filter(|_| *role == Role::Page);
    let stem = page.as_deref().and_then(|page| page.strip_suffix(".html")).map(str::to_lowercase);
    if let Some(stem) = stem.filter(|stem| is_taken(stem)) {
        let message = words(
            format!("「{stem}.html」は nenpo が自分で作るページです。"),
            format!("`{stem}.html` is a page nenpo makes itself."),
        );
        let hint = words("ほかの名前にしてください。", "Choose another name.");
        findings.push(Finding::error("address-clash", at(path), message).hint(hint));
    }
    findings
}

/// Two paths that are one on some systems.
pub(super) fn clash(path: &str, twin: &str) -> Finding {
    let message = words(
        format!("「{twin}」と、大文字・小文字や濁点の書き方だけが違います。"),
        format!("Differs from `{twin}` only in case, or in how marks are written."),
    );
    Finding::error("address-clash", at(path), message)
        .hint(words("どちらかの名前を変えてください。", "Rename one of the two."))
}

fn is_taken(stem: &str) -> bool {
    TAKEN.contains(&stem) || stem.len() == 4 && stem.bytes().all(|b| b.is_ascii_digit())
}

fn works_everywhere(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end().to_ascii_lowercase();
    !DEVICES.contains(&stem.as_str())
        && !part.ends_with(['.', ' '])
        && !part.contains(['<', '>', ':', '"', '\\', '|', '?', '*'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_in_names_are_found() {
        for (path, count) in [
            ("2021/kitahama/報告\u{202E}gnp.md", 1),
            ("2021/kitahama/\u{2066}plan.md", 1),
            ("2021/kita\u{200B}hama/plan.md", 1),
            ("2021/kitahama/\x1B[2J.md", 1),
            ("2021/kitahama/a\nb.md", 1),
            ("2021/kitahama/a\tb.md", 1),
            ("2021/kitahama/\u{3164}.png", 1),
            ("2021/kitahama/葛\u{E0100}城.md", 0),
            ("2021/kitahama/か\u{3099}いぎ.md", 0),
        ] {
            let found = check(path, &Role::Image);
            assert_eq!(found.iter().filter(|finding| finding.code == "file-name").count(), count, "{path:?}");
        }
    }

    #[test]
    fn names_that_do_not_work_everywhere_are_known() {
        for (part, works) in [
            ("sheet.md", true),
            ("北浜市.md", true),
            ("console.md", true),
            ("con", false),
            ("CON.md", false),
            ("Aux.tar.md", false),
            ("com1.md", false),
            ("com10.md", true),
            ("nul .md", false),
            ("kitahama.", false),
            ("kitahama ", false),
            ("a:b.md", false),
            ("a?.md", false),
        ] {
            assert_eq!(works_everywhere(part), works, "{part}");
        }
    }
}
