//! What a file is, as far as its name tells.

use super::fold;

/// What people link to, by the ending of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A text of a site.
    Markdown,
    /// A page of another site.
    WebPage,
    /// An image that browsers show.
    Image,
    /// An image that browsers do not show.
    OtherImage,
    /// What offices have beside their documents.
    Attachment,
    /// The same in a form that may hold programs, or that only some can open.
    OldAttachment,
    /// What runs on the machine of who opens it.
    Program,
}

/// The endings of each kind, in small letters.
const ENDINGS: [(FileKind, &[&str]); 7] = [
    (FileKind::Markdown, &["md"]),
    (FileKind::WebPage, &["htm", "html"]),
    (FileKind::Image, &["png", "jpg", "jpeg", "gif", "webp", "svg"]),
    (FileKind::OtherImage, &["bmp", "tif", "tiff", "heic", "heif", "avif", "emf", "wmf", "eps", "ai"]),
    (FileKind::Attachment, &["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt", "zip"]),
    (
        FileKind::OldAttachment,
        &[
            "doc", "docm", "dotm", "xls", "xlsm", "xlsb", "xltm", "ppt", "pptm", "potm", "ppsm", "jtd", "jtdc", "rtf",
            "mp4", "mp3", "lzh", "rar", "7z",
        ],
    ),
    (
        FileKind::Program,
        &[
            "exe", "com", "scr", "bat", "cmd", "msi", "js", "mjs", "jse", "vbs", "vbe", "wsf", "hta", "ps1", "sh",
            "jar", "lnk", "dll", "reg", "app", "dmg", "apk", "php", "py",
        ],
    ),
];

impl FileKind {
    /// The kind of a file of this name, of whatever width and case its ending is; nothing where the ending is of no
    /// kind, or all there is.
    #[must_use]
    pub fn of(name: &str) -> Option<FileKind> {
        let name = fold(name).to_lowercase();
        let (_, ending) = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty())?;
        ENDINGS.iter().find(|(_, endings)| endings.contains(&ending)).map(|(kind, _)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_of_any_case_and_width() {
        for (name, kind) in [
            ("sheet.md", Some(FileKind::Markdown)),
            ("図 1.PNG", Some(FileKind::Image)),
            ("別紙．ｘｌｓｘ", Some(FileKind::Attachment)),
            ("IMG_0001.HEIC", Some(FileKind::OtherImage)),
            (".png", None),
            ("令和3.4", None),
            ("図", None),
        ] {
            assert_eq!(FileKind::of(name), kind, "{name}");
        }
    }
}
