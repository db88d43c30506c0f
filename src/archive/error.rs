//! Why a year cannot be frozen, and what to do.

use std::path::Path;

use crate::error::Error;
use crate::source::words;

pub(super) fn no_documents(year: i32) -> Error {
    Error::refused(words!(
        "{year}年度の文書がありません。content/{year}/ を確かめてください。",
        "There are no documents of fiscal {year}. Look into content/{year}/."
    ))
}

pub(super) fn no_address() -> Error {
    Error::refused(words(
        "公開先のアドレスがありません。site.yaml に base_url を書いてください。保存したページから今のサイトへ案内するのに使います。",
        "There is no address. Write `base_url` in site.yaml; frozen pages lead to the living site by it.",
    ))
}

pub(super) fn findings(year: i32, files: &[&str]) -> Error {
    Error::refused(words(
        format!(
            "{year}年度の文書に、直していない誤りや注意があります（{}）。`nenpo check` で見て、直すか、理由を添えて確認済みにしてください。",
            files.join("、")
        ),
        format!(
            "Documents of fiscal {year} have findings ({}). See `nenpo check`; mend them, or accept them with a reason.",
            files.join(", ")
        ),
    ))
}

pub(super) fn exists(folder: &Path) -> Error {
    let folder = folder.display();
    Error::refused(words!(
        "{folder} はすでにあります。置き換えるには --replace を付けてください。古いものは別の名前で残ります。",
        "{folder} is there already. Use --replace; the old one is kept under another name."
    ))
}

pub(super) fn altered(folder: &Path) -> Error {
    let folder = folder.display();
    Error::refused(words!(
        "{folder} は、保存した後に変わっています。`nenpo verify {folder}` で変わったところを確かめてください。",
        "{folder} was altered since it was frozen. `nenpo verify {folder}` names what differs."
    ))
}

pub(super) fn no_zip(file: &Path) -> Error {
    let file = file.display();
    Error::refused(words!(
        "{file} は ZIP として読めません。壊れているか、ZIP ではありません。",
        "{file} cannot be read as a ZIP: it is damaged, or none."
    ))
}

pub(super) fn suspicious_zip(file: &Path, ja: &str, en: &str) -> Error {
    let file = file.display();
    Error::refused(words!(
        "{file} は、読むプログラムによって中身が変わる ZIP です（{ja}）。取り出しませんでした。送った人に、作り直してもらってください。",
        "Programs read {file} in different ways: {en}. Nothing was unpacked. Ask its sender for another."
    ))
}

pub(super) fn one_name(file: &Path, name: &str, other: &str) -> Error {
    let file = file.display();
    Error::refused(words!(
        "{file} の中の「{name}」と「{other}」は、同じ名前として扱われることがあります。取り出しませんでした。",
        "`{name}` and `{other}` in {file} may be taken for one name. Nothing was unpacked."
    ))
}

pub(super) fn too_large(file: &Path, most: u64) -> Error {
    let (file, most) = (file.display(), most.div_ceil(1_000_000));
    Error::refused(words!(
        "{file} を取り出すと {most} MB を超えるため、やめました。大きさに心当たりがあれば、--max-size 20GB のように上限を決めてください。",
        "{file} unpacks to more than {most} MB, so it was left alone. If it should be that large, set a limit: --max-size 20GB."
    ))
}

pub(super) fn no_file(path: &Path) -> Error {
    let path = path.display();
    Error::refused(words!(
        "{path} は、リンクなど、ふつうのファイルやフォルダーではないものです。保存した年度のものは、リンクをたどりません。実物を置いてください。",
        "{path} is a link or the like. Links in archives are not followed; put the real thing there."
    ))
}

pub(super) fn unsafe_zip(file: &Path, name: &str) -> Error {
    let file = file.display();
    Error::refused(words!(
        "{file} の中の「{name}」は、フォルダーの外に出るか、ファイルの名前として使えません。取り出しませんでした。",
        "`{name}` in {file} leads out of its folder, or is no name of a file. Nothing was unpacked."
    ))
}

pub(super) fn lost(path: &str) -> Error {
    Error::refused(words!(
        "content/{path} を保存の原稿に書き直すと、もう読めません（大きすぎます）。ファイルを分けてください。",
        "content/{path}, written for the archive, cannot be read again: it is too large. Split it."
    ))
}

pub(super) fn foreign(folder: &Path) -> Error {
    let folder = folder.display();
    Error::refused(words!(
        "{folder} は nenpo が保存した年度ではないため、作り直して比べることはできません。",
        "{folder} is no year frozen by nenpo, so its pages cannot be made again."
    ))
}
