//! What to write instead of an address of a link or an image that leads nowhere.

use std::ops::Range;

use crate::markdown::{LinkTarget, destination, written_address};
use crate::model::{Site, address};
use crate::record::{did_you_mean, nearest};
use crate::source::{Finding, Words, words};
use crate::text::{FileKind, fold, page_path};

use super::{MarkdownText, made_page};

/// An address that leads nowhere.
pub(super) struct BrokenAddress<'a, 's> {
    pub text: &'a MarkdownText<'a>,
    pub site: &'s Site,
    /// The address as Markdown reads it.
    pub target: &'a str,
    /// Where the link stands in the text.
    pub range: &'a Range<usize>,
    /// Whether it is that of an image.
    pub image: bool,
}

/// What to write where that is plain, and as the whole address, if it can be written without looking.
struct Remedy {
    hint: Words,
    write: Option<String>,
}

impl Remedy {
    /// One that a person has to look at.
    fn told(hint: Words) -> Remedy {
        Remedy { hint, write: None }
    }
}

impl<'s> BrokenAddress<'_, 's> {
    /// The finding with what to write instead of an address that leads nowhere.
    pub fn broken(&self, finding: Finding) -> Finding {
        let remedy = self.with_backslashes().or_else(|| self.of_the_web());
        let remedy = remedy.or_else(|| self.of_a_page()).or_else(|| self.known());
        self.told(finding, remedy, || self.of_another_kind().unwrap_or_else(|| self.anything_else()))
    }

    /// The finding with what to write instead of an address of a kind that is not used.
    pub fn refused(&self, finding: Finding) -> Finding {
        self.told(finding, self.of_the_web(), || {
            if self.image {
                return words(
                    "文書と同じフォルダーに置いた画像を相対パスで書いてください。",
                    "Put the image beside the document and write its relative path.",
                );
            }
            words(
                "https:、mailto:、tel:、またはファイルへの相対パスで書いてください。",
                "Write https:, mailto:, tel:, or a relative path of a file.",
            )
        })
    }

    /// The finding with what to write instead of an address that only machines of the office can open.
    pub fn internal(&self, finding: Finding) -> Finding {
        self.told(finding, self.of_a_page(), || {
            words(
                "公開されているアドレスを書くか、ファイルをこの文書と同じフォルダーに置いて、その名前を書いてください。",
                "Write an address that is public, or put the file beside this document and write its name.",
            )
        })
    }

    fn told(&self, finding: Finding, remedy: Option<Remedy>, others: impl FnOnce() -> Words) -> Finding {
        let Some(Remedy { hint, write }) = self.of_a_machine().or(remedy) else { return finding.hint(others()) };
        let text = &self.text.prose.text;
        match write.zip(written_address(text, self.range)) {
            Some((write, place)) => {
                let in_brackets = text.get(..place.start).is_some_and(|before| before.ends_with('<'));
                let write = if in_brackets { write.trim_matches(['<', '>']).to_owned() } else { write };
                self.text.mend(finding.hint(hint), place, write)
            }
            None => finding.hint(hint),
        }
    }

    /// The address as it is written, with every backslash.
    fn written(&self) -> &str {
        let text = &self.text.prose.text;
        written_address(text, self.range).and_then(|range| text.get(range)).unwrap_or(self.target)
    }

    /// The same with a backslash where Japanese keyboards have a sign of the yen.
    fn written_as_on_windows(&self) -> String {
        self.written().replace(['¥', '￥'], "\\")
    }

    /// A shared folder or a disk, which nobody else can open: `\\server\…`, `C:\…`, `file:///…`.
    fn of_a_machine(&self) -> Option<Remedy> {
        let written = self.written_as_on_windows();
        let mut letters = written.chars();
        let drive = letters.next().is_some_and(|c| c.is_ascii_alphabetic())
            && letters.next() == Some(':')
            && letters.next().is_some_and(|c| matches!(c, '\\' | '/'));
        let shared = written.starts_with("\\\\") || written.starts_with("//") && !written.contains('.');
        let file = written.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"));
        if !(drive || shared || file) {
            return None;
        }
        let name = page_path::decode(written.rsplit(['\\', '/']).next()?).unwrap_or_default();
        let beside = page_path::content_file(self.text.path, &name).filter(|path| self.is_there(path));
        Some(match beside {
            Some(path) => {
                let write = self.seen_from_here(&path);
                let hint = words!(
                    "共有フォルダーやパソコンの中は、読む人からは開けません。この文書と同じフォルダーにあるので、「{write}」とだけ書いてください。",
                    "Readers cannot open a shared folder or your disk. The file lies beside this document: write `{write}` alone."
                );
                Remedy { hint, write: Some(write) }
            }
            None => Remedy::told(words!(
                "共有フォルダーやパソコンの中は、読む人からは開けません。「{name}」をこの文書と同じフォルダーに置き、「{0}」とだけ書いてください。",
                "Readers cannot open a shared folder or your disk. Put `{name}` beside this document and write `{0}` alone.",
                destination(&name)
            )),
        })
    }

    /// Folders parted as on Windows.
    fn with_backslashes(&self) -> Option<Remedy> {
        let written = self.written_as_on_windows();
        if !written.contains('\\') {
            return None;
        }
        let slashes = written.replace('\\', "/");
        let there = page_path::content_file(self.text.path, page_path::split_fragment(&slashes).0);
        let near = there.as_ref().filter(|path| !self.is_there(path)).and_then(|path| self.nearest(path));
        let write = near.map_or_else(|| destination(&slashes), |path| self.seen_from_here(path));
        let hint = words!(
            "フォルダーの区切りは \\ ではなく / です。「{write}」と書いてください。",
            "Folders are parted by `/`, not by a backslash: write `{write}`."
        );
        Some(Remedy { hint, write: near.is_none().then_some(slashes) })
    }

    /// An address of the web or a mailbox without its scheme, or in full-width letters.
    fn of_the_web(&self) -> Option<Remedy> {
        let folded = fold(self.target).replace(' ', "");
        let folded = folded.strip_prefix("URL:").map_or(folded.clone(), str::to_owned);
        let mended = if LinkTarget::of(&folded) == LinkTarget::Web {
            folded
        } else if folded.starts_with("www.") {
            format!("https://{folded}")
        } else if let Some(rest) = after_misspelt_scheme(&folded) {
            format!("https://{rest}")
        } else if folded.contains('@') && !folded.contains(['/', ':']) {
            format!("mailto:{folded}")
        } else {
            folded
        };
        let web = matches!(LinkTarget::of(&mended), LinkTarget::Web | LinkTarget::Mail | LinkTarget::Phone);
        let shown = web && mended != self.target && !self.image;
        shown.then(|| Remedy {
            hint: words!("「{mended}」と書いてください。", "Write `{mended}`."),
            write: Some(mended),
        })
    }

    /// The address of a page instead of the file that it is made from.
    fn of_a_page(&self) -> Option<Remedy> {
        let (file, fragment) = page_path::split_fragment(self.target);
        // As `nenpo serve` shows it.
        let served = file.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, page)| page);
        let page = served.unwrap_or(file).trim_start_matches(['.', '/']);
        if !page.ends_with(".html") {
            return None;
        }
        let documents = self.site.documents.iter().map(|document| (&document.page, &document.path));
        let pages = self.site.pages.iter().map(|page| (&page.page, &page.path));
        let ends = |own: &str| own == page || own.strip_suffix(page).is_some_and(|folder| folder.ends_with('/'));
        let mut found = documents.chain(pages).filter(|(own, _)| ends(own));
        let Some((_, path)) = found.next().filter(|_| found.next().is_none() || page.contains('/')) else {
            return self.of_a_made_page(page);
        };
        let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
        let write = format!("{}{fragment}", page_path::relative(self.text.path, path));
        let write = destination(&write);
        let hint = words!(
            "ページではなく、原稿のファイルを書きます。「{write}」と書いてください。",
            "Links name files of the content, not pages: write `{write}`."
        );
        Some(Remedy { hint, write: Some(write) })
    }

    /// A page that the site makes of no single file, seen from another folder or under nearly this address.
    fn of_a_made_page(&self, page: &str) -> Option<Remedy> {
        let made = address::RESERVED.iter().filter(|address| made_page::is_made(self.site, address));
        let is_made = made_page::is_made(self.site, page);
        let address = if is_made { page } else { nearest(page, made.copied())? };
        // Pages of running text stand where these stand.
        let base = if self.text.path.starts_with("pages/") { "page.md" } else { self.text.path };
        let write = destination(&page_path::relative(base, address));
        let hint = words!("「{write}」と書いてください。", "Write `{write}`.");
        Some(Remedy { hint, write: Some(write).filter(|_| is_made) })
    }

    /// A file of nearly this name.
    fn known(&self) -> Option<Remedy> {
        let (file, fragment) = page_path::split_fragment(self.target);
        let wanted = page_path::content_file(self.text.path, file)?;
        // A bracket of the name ended the address.
        let written =
            self.text.prose.text.get(self.range.start..).and_then(|rest| rest.split_once("](")).map(|(_, rest)| rest);
        let longer = written.and_then(|written| {
            let candidates = self.candidates().filter(|path| *path != wanted);
            candidates
                .filter(|path| written.starts_with(&page_path::relative(self.text.path, path)))
                .max_by_key(|path| path.len())
        });
        let path = longer.or_else(|| self.nearest(&wanted)).or_else(|| self.elsewhere(&wanted))?;
        let write = self.seen_from_here(path);
        Some(if path.eq_ignore_ascii_case(&wanted) {
            let hint = words!(
                "大文字と小文字も区別します。「{write}」と書いてください。",
                "Upper and lower case differ: write `{write}`."
            );
            Remedy { hint, write: Some(write).filter(|_| fragment.is_none()) }
        } else if longer.is_some() {
            Remedy::told(words!("「{write}」と書いてください。", "Write `{write}`."))
        } else {
            Remedy::told(did_you_mean(&write))
        })
    }

    /// The only file of this very name in another folder.
    fn elsewhere(&self, wanted: &str) -> Option<&'s str> {
        let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
        let mut same = self.candidates().filter(|path| name(path) == name(wanted));
        same.next().filter(|_| same.next().is_none() && name(wanted).as_deref() != Some("sheet.md"))
    }

    /// A file that is not published, whatever its name.
    fn of_another_kind(&self) -> Option<Words> {
        let file = page_path::split_fragment(self.target).0;
        let ending = file.rsplit('.').next().map(|ending| fold(ending).to_lowercase()).unwrap_or_default();
        let kind = FileKind::of(file);
        if kind == Some(FileKind::OtherImage) {
            return Some(words!(
                "「.{ending}」の画像は、ブラウザーで表示できません。PNG か JPEG に書き出して、この文書と同じフォルダーに置いてください。",
                "Browsers show no `.{ending}` images. Export it as PNG or JPEG, and put that beside this document."
            ));
        }
        if self.image {
            return matches!(kind, Some(FileKind::Attachment | FileKind::OldAttachment)).then(|| {
                words!(
                    "「.{ending}」は画像として表示できません。図を PNG か JPEG に書き出して、この文書と同じフォルダーに置いてください。",
                    "A `.{ending}` file is no image. Export it as PNG or JPEG, and put that beside this document."
                )
            });
        }
        of_file_kind(file).or_else(|| {
            let name = file.rsplit('/').next().unwrap_or(file);
            (kind == Some(FileKind::Attachment)).then(|| {
                words!(
                    "「{name}」をこの文書と同じフォルダーに置くか、公開されているアドレスを https: から書いてください。",
                    "Put `{name}` beside this document, or write the address where it is public, from `https:` on."
                )
            })
        })
    }

    fn anything_else(&self) -> Words {
        if self.image {
            return words(
                "画像を文書と同じフォルダーに置き、ファイル名を確かめてください。",
                "Put the image beside the document and check its name.",
            );
        }
        words(
            "この文書から見た相対パスで、公開されるファイルを書いてください。",
            "Write the path of a published file, relative to this one.",
        )
    }

    /// The files that may be meant.
    fn candidates(&self) -> impl Iterator<Item = &'s str> {
        let texts =
            self.site.documents.iter().map(|d| d.path.as_str()).chain(self.site.pages.iter().map(|p| p.path.as_str()));
        let texts = texts.filter(|path| !self.image && *path != self.text.path);
        let attachments = self.site.attachments.keys().filter(|_| !self.image);
        texts.chain(self.site.images.keys().chain(attachments).map(String::as_str))
    }

    /// The one most like it; of images only those in the same folder.
    fn nearest(&self, wanted: &str) -> Option<&'s str> {
        let (folder, name) = wanted.rsplit_once('/').unwrap_or(("", wanted));
        let beside = |path: &'s str| path.strip_prefix(folder)?.strip_prefix('/').filter(|name| !name.contains('/'));
        let near = nearest(name, self.candidates().filter_map(beside));
        if let Some(near) = near {
            return self.candidates().find(|path| beside(path) == Some(near));
        }
        nearest(wanted, self.candidates().filter(|path| path.ends_with(".md")))
    }

    fn is_there(&self, path: &str) -> bool {
        let attached = !self.image && self.site.attachments.contains_key(path);
        attached || self.site.images.contains_key(path) || self.site.anchors_of(path).is_some()
    }

    fn seen_from_here(&self, path: &str) -> String {
        destination(&page_path::relative(self.text.path, path))
    }
}

/// What follows a misspelt `https://`: letters that are lost, doubled or changed, or a colon or a slash too few.
fn after_misspelt_scheme(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once('/')?;
    let letters = scheme.trim_end_matches([':', ';', '.']);
    // One letter differs at most: `ftp` is another scheme.
    let near = ["http", "https"].iter().any(|right| strsim::osa_distance(right, &letters.to_lowercase()) <= 1);
    let host = rest.trim_start_matches('/');
    let is_host = host.split('/').next().is_some_and(|host| host.contains('.') && !host.contains(".md"));
    (near && letters.len() >= 3 && (letters != scheme || rest.starts_with('/')) && is_host).then_some(host)
}

/// What to do with a file of a kind that is never published.
pub(super) fn of_file_kind(name: &str) -> Option<Words> {
    match FileKind::of(name)? {
        FileKind::OldAttachment => Some(words(
            "作ったソフトで PDF に書き出すか、新しい形式（docx、xlsx、pptx。マクロのないもの）で保存し直し、その名前を書いてください。",
            "Export it as PDF, or save it in a new format without macros (docx, xlsx, pptx), and write that name.",
        )),
        FileKind::Program | FileKind::WebPage => Some(words(
            "プログラムやウェブのページは公開しません。公開されているアドレスを https: から書いてください。",
            "Programs and web pages are not published here. Write the address where it is public, from `https:` on.",
        )),
        _ => None,
    }
}
