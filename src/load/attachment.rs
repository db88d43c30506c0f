//! An attachment as it is published: what its bytes say it is, byte for byte.

use crate::attachment::{self, Attachable, AttachmentFault};
use crate::model::Attachment;
use crate::source::{Finding, words};

use super::codes;
use super::read::read_attachment;
use super::role::{ContentFile, file_position};

/// An attachment and what is wrong with it; one with something wrong is not published.
pub(super) fn read(entry: &ContentFile) -> Result<(Attachment, Option<Finding>), Box<Finding>> {
    let bytes = read_attachment(entry)?;
    let name = entry.path.rsplit('/').next().unwrap_or(&entry.path);
    match attachment::assess(name, &bytes) {
        Ok(Attachable { kind, authors }) => Ok((Attachment { bytes, kind: Some(kind), authors }, None)),
        Err(fault) => {
            let nothing = Attachment { bytes: Vec::new(), kind: None, authors: Vec::new() };
            Ok((nothing, Some(refused(&entry.path, name, &fault))))
        }
    }
}

/// Why a file is not published, and what to do.
fn refused(path: &str, name: &str, fault: &AttachmentFault) -> Finding {
    let as_pdf = || {
        words(
            "作ったソフトで PDF に書き出して、置き直してください。",
            "Export it as PDF by the program that made it, and put that here.",
        )
    };
    let (message, hint) = match fault {
        AttachmentFault::Empty => (
            words!("「{name}」は空（0バイト）です。", "`{name}` is empty (0 bytes)."),
            words("もとのファイルを写し直してください。", "Copy the original here once more."),
        ),
        AttachmentFault::Encrypted => (
            words!("「{name}」は、パスワードがなければ開けません。", "`{name}` opens with a password only."),
            words("パスワードを外して、保存し直してください。", "Save it without the password."),
        ),
        AttachmentFault::Program(part) if part.is_empty() => (
            words!(
                "「{name}」の中身は、プログラムかウェブのページです。",
                "`{name}` is a program or a web page inside."
            ),
            as_pdf(),
        ),
        AttachmentFault::Program(part) => (
            words!(
                "「{name}」に、マクロなどのプログラム（{part}）が入っています。",
                "`{name}` holds a program such as macros ({part})."
            ),
            if name.to_lowercase().ends_with(".zip") {
                words!("「{part}」を除いて、まとめ直してください。", "Make the ZIP file again without `{part}`.")
            } else {
                as_pdf()
            },
        ),
        AttachmentFault::Damaged => (
            words!("「{name}」は途中で切れているか、壊れています。", "`{name}` is cut off or damaged."),
            words("もとのファイルを写し直してください。", "Copy the original here once more."),
        ),
        AttachmentFault::Named(kind) => (
            words!("「{name}」の中身は {} です。", "`{name}` is {} inside.", kind.name()),
            words!("名前の最後を「.{}」にしてください。", "Let its name end in `.{}`.", kind.ending()),
        ),
        AttachmentFault::Unknown => (
            words!("「{name}」の中身は、名前の示す種類ではありません。", "`{name}` is not what its name says."),
            as_pdf(),
        ),
    };
    Finding::new(&codes::ATTACHMENT_KIND, file_position(path), message).hint(hint)
}

/// What nobody links to.
pub(super) fn unused(path: &str) -> Finding {
    let name = path.rsplit('/').next().unwrap_or(path);
    let message = words(
        "この添付は、どの文書からも使われていないので、公開されません。",
        "No document names this attachment, so it is not published.",
    );
    let hint = words!(
        "シートの前書きに「添付: [{{ file: {name}, title: 題名 }}]」と書くか、文章の中に「[題名]({name})」と書いてください。シートの原稿なら、`nenpo new` で作ったシートに内容を写し、元のファイルは content の外に移します。",
        "Write `attachments: [{{ file: {name}, title: words for it }}]` in the front matter of a sheet beside it, or `[words]({name})` in its text. If a sheet is to be made of it, copy what it says into one made by `nenpo new`, and move it out of `content`."
    );
    Finding::new(&codes::STRAY_FILE, file_position(path), message).hint(hint)
}
