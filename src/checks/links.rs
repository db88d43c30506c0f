//! Links and images lead to something: the file is there, its page is public, and the fragment is on that page.

use std::ops::Range;

use crate::form::Audience;
use crate::image::Record;
use crate::markdown::{Link, LinkTarget, OutlineImage, written_address};
use crate::model::{self, Document, Site, codes};
use crate::record::{did_you_mean, nearest};
use crate::source::Example::{Body, Files, Told};
use crate::source::{Code, Finding, Findings, Severity, WhyByHand, words};
use crate::text::fold::fold_char;
use crate::text::page_path;

use super::address_remedy::BrokenAddress;
use super::attachments::tell_of_file;
use super::made_page;
use super::{Check, MarkdownText, Rule, Subject};

const BROKEN_LINK: Code = Code::error(
    "broken-link",
    ("リンク先がありません。", "A link leads nowhere."),
    (
        "切れたリンクは、紙の報告書の落丁と同じです。リンク先は、この文書から見たファイルの相対パスで書きます。",
        "A broken link is a page missing from a report. Links are paths of files, relative to this one.",
    ),
    Body("## 取組の経緯\n\n[前の年度](../../2020/kitahama/sheet.md)に始めた。"),
    Body("## 取組の経緯\n\n[この年度](sheet.md)に始めた。"),
)
.by_hand(WhyByHand::Files)
.sometimes(
    Severity::Warning,
    (
        "ウェブのアドレスに句読点や全角の文字があるか、庁内や手元の機械のアドレスの",
        "an address of the web has marks of a sentence or letters of full width, or is one of your own network,",
    ),
)
.mended_sometimes();

/// A link leads to a draft.
pub const DRAFT_LINK: Code = Code::error(
    "draft-link",
    ("リンク先が下書きです。", "A link leads to a draft."),
    (
        "下書きは公開されないので、公開したページからのリンクが切れます。",
        "Drafts are not published, so the link would be dead on the published page.",
    ),
    Files(&[
        ("2021/kitahama/plan.md", "---\nform: report\ndraft: true\n---\n"),
        ("2021/kitahama/sheet.md", "---\nform: sheet\n---\n\n## 取組の経緯\n\n[計画](plan.md)による。\n"),
    ]),
    Files(&[
        ("2021/kitahama/plan.md", "---\nform: report\n部会名: 住まい部会\n---\n\n## 取組成果\n\n計画を立てた。\n"),
        ("2021/kitahama/sheet.md", "---\nform: sheet\n---\n\n## 取組の経緯\n\n[計画](plan.md)による。\n"),
    ]),
)
.by_hand(WhyByHand::Public)
.sometimes(Severity::Warning, ("下書きも含めて作る（--drafts）", "drafts are taken along (--drafts)"));

const BROKEN_FRAGMENT: Code = Code::error(
    "broken-fragment",
    ("リンク先のページに、その場所がありません。", "That page has no such place."),
    (
        "# の後には、見出しや項目の id を書きます。助言者だけが読む節は、公開するページにありません。",
        "After `#` stands the id of a heading or a field. Sections for advisors are not on public pages.",
    ),
    Body("## 取組の経緯\n\n[課題](#isues)に取り組んだ。"),
    Body("## 取組の経緯\n\n[課題](#issues)に取り組んだ。"),
)
.by_hand(WhyByHand::Wording);

const MISSING_IMAGE: Code = Code::error(
    "missing-image",
    ("画像がないか、画像として読めません。", "An image is not there or cannot be read."),
    (
        "画像は文書と同じフォルダーに置きます。使えるのは PNG・JPEG・GIF・WebP・SVG です。",
        "Images lie beside the document: PNG, JPEG, GIF, WebP or SVG.",
    ),
    Body("## 取組の経緯\n\n![圏域の地図](mapp.png)"),
    Body("## 取組の経緯\n\n![圏域の地図](map.png)"),
)
.by_hand(WhyByHand::Files)
.mended_sometimes();

const IMAGE_RECORDS: Code = Code::warning(
    "image-records",
    (
        "画像のファイルに、撮影場所や作者などの記録があります。",
        "The file of an image records a place, an author, or the like.",
    ),
    (
        "スマートフォンの写真には、撮影場所、日時、機種などが記録されます。公開する画像、保存、共有の画像からは取り除きますが、\
                 元のファイルには残ります。原稿のフォルダーを人に渡す前に、元のファイルからも消します。",
        "Photographs of telephones record where and when they were taken, and by which device. Published, archived and \
                 shared images have none of it, but the file itself still does: take it out before the folder is handed on.",
    ),
    Told(
        "写真のファイルに撮影場所（GPS）が記録されている。",
        "The file of a photograph records the position where it was taken.",
    ),
    Told("写真のファイルに記録がない。", "The file of the photograph records nothing."),
)
.by_hand(WhyByHand::Files);

/// The rule for [`super::RULES`]: it checks each Markdown text, and reports 6 codes.
pub const RULE: Rule = Rule {
    codes: &[BROKEN_LINK, codes::REFUSED_LINK, DRAFT_LINK, BROKEN_FRAGMENT, MISSING_IMAGE, IMAGE_RECORDS],
    subject: Subject::Texts,
    check: Check::Text(check),
};

fn check(text: &MarkdownText<'_>, site: &Site, findings: &mut Findings) {
    for link in &text.prose.outline().links {
        match link.kind {
            LinkTarget::Anchor => {
                let fragment = link.target.trim().trim_start_matches('#');
                let owner = site.owner_of_record(text.path);
                let document = site.document(owner.as_deref().unwrap_or(text.path));
                check_fragment(text, link, document, fragment, text.anchors, findings);
            }
            LinkTarget::File => check_file(text, link, site, findings),
            LinkTarget::Refused => {
                let message = words!("リンク先「{}」は使えません。", "The address `{}` cannot be used.", link.target);
                let address = BrokenAddress { text, site, target: &link.target, range: &link.range, image: false };
                let position = text.position(link.range.clone());
                findings.push(address.refused(Finding::new(&codes::REFUSED_LINK, position, message)));
            }
            LinkTarget::Web => check_web(text, link, site, findings),
            LinkTarget::Mail | LinkTarget::Phone => {}
        }
    }
    for image in &text.prose.outline().images {
        if image.kind == LinkTarget::File {
            check_image(text, image, site, findings);
        } else {
            let message = words!("画像「{}」は使えません。", "The image `{}` cannot be used.", image.target);
            let address = BrokenAddress { text, site, target: &image.target, range: &image.range, image: true };
            let position = text.position(image.range.clone());
            findings.push(address.refused(Finding::new(&codes::REFUSED_LINK, position, message)));
        }
    }
}

/// Whether an address of the web is that of a machine that only its own network knows (RFC 1918, 6761, 6762).
fn is_internal(address: &str) -> bool {
    let host = address.split_once("//").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let numbers: Vec<Option<u8>> = name.split('.').map(|part| part.parse().ok()).collect();
    let private = match numbers.as_slice() {
        [Some(10 | 127), Some(_), Some(_), Some(_)] | [Some(192), Some(168), Some(_), Some(_)] => true,
        [Some(172), Some(second), Some(_), Some(_)] => (16..32).contains(second),
        _ => false,
    };
    let ends = [".local", ".localhost", ".internal", ".lan", ".lgwan.jp"].iter().any(|end| name.ends_with(end));
    private || ends || !name.is_empty() && !name.contains('.') && !host.starts_with('[')
}

/// Marks of Japanese sentences are no part of an address, and neither are letters of full width.
fn check_web(text: &MarkdownText<'_>, link: &Link, site: &Site, findings: &mut Findings) {
    const AFTER: &[char] = &['。', '、', '，', '．', '」', '』', '）', '】', '〉', '》', '\u{3000}', ' '];
    let wide = |c: char| matches!(c, '！'..='～' | '\u{3000}');
    let bare = link.target.trim_end_matches(AFTER);
    let plain: String = bare.chars().map(|c| if wide(c) { fold_char(c) } else { c }).collect();
    if plain == link.target {
        if is_internal(&plain) {
            let message = words!(
                "リンク先「{}」は、庁内や手元の機械のアドレスです。読む人からは開けません。",
                "The link `{}` leads to a machine of yours, which readers cannot open.",
                link.target
            );
            let address = BrokenAddress { text, site, target: &link.target, range: &link.range, image: false };
            let position = text.position(link.range.clone());
            findings.push(address.internal(Finding::new(&BROKEN_LINK, position, message).in_some_cases()));
        }
        return;
    }
    let message = words!(
        "アドレス「{}」に、句読点か全角の文字があります。",
        "The address `{}` has a mark of a sentence or letters of full width.",
        link.target
    );
    let rest = link.target.get(bare.len()..).unwrap_or_default();
    let hint = if rest.is_empty() {
        words!("アドレスは「{plain}」と書いてください。", "Write the address as `{plain}`.")
    } else {
        words!(
            "アドレスは「{plain}」と書き、文の続きや句読点は括弧の外に出してください。",
            "Write the address as `{plain}`, and what belongs to the sentence outside of the brackets."
        )
    };
    let finding = Finding::new(&BROKEN_LINK, text.position(link.range.clone()), message).hint(hint).in_some_cases();
    let written = |range: &Range<usize>| text.prose.text.get(range.clone()) == Some(link.target.as_str());
    findings.push(match written_address(&text.prose.text, &link.range).filter(written) {
        // What belongs to the sentence follows the link.
        Some(place) => {
            let after = link.range.end;
            text.mend(text.mend(finding, place, plain), after..after, rest)
        }
        None => finding,
    });
}

fn check_file(text: &MarkdownText<'_>, link: &Link, site: &Site, findings: &mut Findings) {
    let (file, fragment) = page_path::split_fragment(&link.target);
    let Some(path) = page_path::content_file(text.path, file) else { return broken(text, link, site, findings) };
    let path = site.owner_of_record(&path).unwrap_or(path);
    if let Some(image) = site.images.get(&path) {
        // A picture of unknown size can be linked to; one that cannot be read would be an empty file.
        if image.bytes.is_empty() {
            findings.push(unreadable(text, &link.range, &link.target));
        }
        tell_records(text, &link.range, &path, image, findings);
        return;
    }
    if let Some(attachment) = site.attachments.get(&path) {
        let name = path.rsplit('/').next().unwrap_or(&path);
        return tell_of_file(name, attachment, text.position(link.range.clone()), findings);
    }
    let own = site.owner_of_record(text.path);
    if site.is_draft(&path) && !site.is_draft(own.as_deref().unwrap_or(text.path)) {
        findings.push(to_draft(text, link, &path, site));
        return;
    }
    match site.anchors_of(&path) {
        Some((audience, anchors)) => {
            // A page for advisors is not in the public edition, so a public text must not lead there.
            if audience == Audience::Advisors && text.audience == Audience::Public {
                findings.push(to_advisors(text, link));
                return;
            }
            if let Some(fragment) = fragment {
                check_fragment(text, link, site.document(&path), fragment, anchors, findings);
            }
        }
        // What is wrong with that document is told there.
        None if site.unread.contains(&path) => {}
        // What is made of the whole site has no file.
        None if made_page::meant(site, text.path, &path).is_some() => {}
        None => broken(text, link, site, findings),
    }
}

/// A link to a draft: it would be dead when the draft is left out, and is worth a word even when it is not.
fn to_draft(text: &MarkdownText<'_>, link: &Link, path: &str, site: &Site) -> Finding {
    let left_out = site.drafts.get(path).map(String::as_str);
    let line = left_out.or_else(|| Some(site.document(path)?.draft_line())).unwrap_or_default();
    let position = text.position(link.range.clone());
    let message = words!(
        "リンク先「{}」は下書きなので、公開されません。",
        "The link `{}` leads to a draft, which is not published.",
        link.target
    );
    let hint = words!(
        "リンク先（content/{path}）の「{line}」の行を消して公開するか、リンクを外してください。",
        "Publish the draft by deleting the line `{line}` in content/{path}, or remove the link."
    );
    let finding = Finding::new(&DRAFT_LINK, position, message).hint(hint);
    if left_out.is_some() { finding } else { finding.in_some_cases() }
}

/// A link to a document for advisors, which readers would find nowhere.
fn to_advisors(text: &MarkdownText<'_>, link: &Link) -> Finding {
    let message = words!(
        "リンク先「{}」は、助言者だけが読む文書です。公開されるページからは開けません。",
        "The link `{}` leads to a document for advisors, which readers cannot open.",
        link.target
    );
    Finding::new(&BROKEN_LINK, text.position(link.range.clone()), message).hint(words(
        "リンクを外してください。公開する文書なら、リンク先の「公開範囲」の行を消してください。",
        "Remove the link, or, if that document is for the public, delete its line `audience`.",
    ))
}

fn broken(text: &MarkdownText<'_>, link: &Link, site: &Site, findings: &mut Findings) {
    let address = BrokenAddress { text, site, target: &link.target, range: &link.range, image: false };
    let message = words!("リンク先「{}」がありません。", "The link `{}` leads nowhere.", link.target);
    findings.push(address.broken(Finding::new(&BROKEN_LINK, text.position(link.range.clone()), message)));
}

fn check_fragment(
    text: &MarkdownText<'_>,
    link: &Link,
    target: Option<&Document>,
    fragment: &str,
    anchors: &[String],
    findings: &mut Findings,
) {
    let wanted = page_path::decode(fragment).unwrap_or_else(|| fragment.to_owned());
    let may_be_unread = || target.is_some_and(|document| document.form.unread.may_have_anchor(&wanted));
    if anchors.binary_search(&wanted).is_ok() || may_be_unread() {
        return;
    }
    let hint = nearest(&wanted, anchors.iter().map(String::as_str)).map_or_else(
        || {
            words(
                "リンク先のページにある見出しや項目の id を書いてください。",
                "Write the id of a heading or a field of that page.",
            )
        },
        |near| did_you_mean(&format!("#{near}")),
    );
    findings.push(
        Finding::new(
            &BROKEN_FRAGMENT,
            text.position(link.range.clone()),
            words!("リンク先のページに「#{wanted}」がありません。", "There is no `#{wanted}` on that page."),
        )
        .hint(hint),
    );
}

fn check_image(text: &MarkdownText<'_>, image: &OutlineImage, site: &Site, findings: &mut Findings) {
    let found = page_path::content_file(text.path, &image.target).and_then(|path| site.images.get_key_value(&path));
    match found {
        Some((path, found)) if found.size.is_some() => tell_records(text, &image.range, path, found, findings),
        Some(_) => findings.push(unreadable(text, &image.range, &image.target)),
        None => {
            let address = BrokenAddress { text, site, target: &image.target, range: &image.range, image: true };
            let message = words!("画像「{}」がありません。", "There is no image `{}`.", image.target);
            let position = text.position(image.range.clone());
            findings.push(address.broken(Finding::new(&MISSING_IMAGE, position, message)));
        }
    }
}

fn unreadable(text: &MarkdownText<'_>, range: &Range<usize>, target: &str) -> Finding {
    Finding::new(
        &MISSING_IMAGE,
        text.position(range.clone()),
        words!("「{target}」は画像として読めません。", "`{target}` cannot be read as an image."),
    )
    .hint(words("PNG・JPEG・GIF・WebP・SVG のどれかにしてください。", "Use PNG, JPEG, GIF, WebP or SVG."))
}

/// What the file of an image tells of persons, places and devices. The time alone tells of none.
fn tell_records(
    text: &MarkdownText<'_>,
    range: &Range<usize>,
    path: &str,
    image: &model::Image,
    findings: &mut Findings,
) {
    if image.records.iter().all(|record| *record == Record::Time) {
        return;
    }
    let ja = image.records.iter().map(|record| record.name().ja).collect::<Vec<_>>().join("・");
    let en = image.records.iter().map(|record| record.name().en).collect::<Vec<_>>().join(", ");
    let name = path.rsplit('/').next().unwrap_or(path);
    findings.push(
        Finding::new(
            &IMAGE_RECORDS,
            text.position(range.clone()),
            words!(
                "「{name}」のファイルに、{ja}の記録があります。公開する画像からは取り除きます。",
                "The file `{name}` records {en}; the published image does not."
            ),
        )
        .hint(words(
            "元のファイルからも、「プロパティや個人情報を削除」などで消してください。",
            "Take it out of the file itself as well, as by `Remove Properties and Personal Information`.",
        )),
    );
}
