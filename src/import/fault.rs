//! Why a file cannot be taken in, told to whoever sent it.

use crate::attachment::{AttachmentFault, AttachmentKind};
use crate::source::{Words, words};

/// Why nothing is read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportFault {
    /// What its bytes say forbids it.
    Attachment(AttachmentFault),
    /// It is of a kind that nobody can read answers from: PDF, pictures.
    Kind(AttachmentKind),
    /// It is a file of Office from before 2007.
    Old,
    /// It unpacks to more than any sheet holds.
    Large,
    /// A part of it is no XML, or is nested deeper than programs of offices write.
    Part(String),
    /// It holds more cells than any sheet.
    Cells,
    /// Its text is in no known encoding.
    Encoding,
}

impl ImportFault {
    /// What is wrong with the file, and what to do.
    #[must_use]
    pub fn message(&self) -> Words {
        match self {
            ImportFault::Attachment(fault) => of_attachment(fault),
            ImportFault::Kind(AttachmentKind::Pdf) => words(
                "PDF からは答えを読み取れません。もとの Excel、Word、PowerPoint のファイルを受け取ってください。",
                "Answers cannot be read from a PDF; ask for the file of Excel, Word or PowerPoint that it was made from.",
            ),
            ImportFault::Kind(kind) => words!(
                "{} のファイルからは答えを読み取れません。Excel（.xlsx）、Word（.docx）、PowerPoint（.pptx）か CSV で保存し直してください。",
                "Answers cannot be read from {}; save it as Excel (.xlsx), Word (.docx), PowerPoint (.pptx) or CSV.",
                kind.name()
            ),
            ImportFault::Old => words(
                "古い形式（.xls、.doc、.ppt）のファイルか、パスワードの付いたファイルです。パスワードを外し、「名前を付けて保存」で .xlsx、.docx、.pptx にしてください。",
                "The file is in an old format (.xls, .doc, .ppt) or has a password; save it without one as .xlsx, .docx or .pptx.",
            ),
            ImportFault::Large => words(
                "展開すると大きすぎるファイルです。シートのほかの表や写真を除いて、保存し直してください。",
                "The file unpacks to too much; save it again without other tables and photographs.",
            ),
            ImportFault::Part(part) => words!(
                "ファイルの中の「{part}」が壊れています。もとのソフトで開き、「名前を付けて保存」で保存し直してください。",
                "`{part}` in the file is damaged; open the file in its own program and save it under another name."
            ),
            ImportFault::Cells => words(
                "セルが多すぎるファイルです。シートのほかの表を除いて、保存し直してください。",
                "The file has too many cells; save it again without other tables.",
            ),
            ImportFault::Encoding => words(
                "文字コードが分かりません。表計算ソフトの「名前を付けて保存」で「CSV UTF-8」にしてください。",
                "The encoding of the file is not known; save it as `CSV UTF-8`.",
            ),
        }
    }
}

fn of_attachment(fault: &AttachmentFault) -> Words {
    match fault {
        AttachmentFault::Empty => {
            words("空のファイルです。送り直してもらってください。", "The file is empty; ask for it again.")
        }
        AttachmentFault::Encrypted => words(
            "パスワードの付いたファイルです。パスワードを外して保存し直してください。",
            "The file has a password; save it without one.",
        ),
        AttachmentFault::Program(part) if part.is_empty() => words(
            "プログラムのファイルです。開かずに消してください。",
            "The file is a program; delete it without opening it.",
        ),
        AttachmentFault::Program(part) => words!(
            "マクロ（{part}）が入っています。「名前を付けて保存」でマクロのない形式（.xlsx、.docx、.pptx）にしてください。",
            "The file holds macros ({part}); save it as .xlsx, .docx or .pptx, which have none."
        ),
        AttachmentFault::Damaged => words(
            "ファイルが壊れているか、途中で切れています。送り直してもらってください。",
            "The file is damaged or cut off; ask for it again.",
        ),
        AttachmentFault::Named(kind) => words!(
            "中身は {} です。名前の終わりを「.{}」に直してください。",
            "The file is {}; let its name end in `.{}`.",
            kind.name(),
            kind.ending()
        ),
        AttachmentFault::Unknown => words(
            "何のファイルか分かりません。Excel（.xlsx）、Word（.docx）、PowerPoint（.pptx）か CSV で保存し直してください。",
            "Nobody can tell what this file is; save it as Excel (.xlsx), Word (.docx), PowerPoint (.pptx) or CSV.",
        ),
    }
}
