//! Why a site could not be published: trouble with the world, each with the way out.

use std::io;
use std::path::Path;

use crate::error::{Error, is_held, reason};
use crate::source::{Words, words};

use super::held;

/// An address that some system could not hold.
pub(super) fn address(path: &str, from: &str, fault: &Words) -> Error {
    Error::new(words(
        format!("「{path}」（{from}）という名前のファイルは作れません：{}。", fault.ja),
        format!("No file can be called `{path}` ({from}): {}.", fault.en),
    ))
}

/// Two files want one address; each is given with its source.
pub(super) fn clash(one: (&str, &str), other: (&str, &str)) -> Error {
    let ((path, from), (other, other_from)) = (one, other);
    Error::new(words!(
        "「{path}」（{from}）と「{other}」（{other_from}）は同じ場所になります。どちらかの名前を変えてください。大文字と小文字は区別しません。",
        "`{path}` ({from}) and `{other}` ({other_from}) would be at the same place. Rename one of them; case makes no difference."
    ))
}

/// A page where somebody has put a file of their own.
pub(super) fn in_the_way(path: &str, foreign: &Path) -> Error {
    let at = foreign.display();
    Error::new(words!(
        "「{path}」を書く場所に、ビルドが書いたものではないファイル {at} があります。別の場所に移すか、--clean を付けて実行してください。",
        "`{path}` belongs where {at} is, a file that no build wrote. Move it away, or run with --clean."
    ))
}

/// Another build is at work in the folder.
pub(super) fn busy(folder: &Path) -> Error {
    let at = folder.display();
    Error::new(words!(
        "別のビルドが {at} に書き込んでいます。終わるのを待って、もう一度実行してください。",
        "Another build is writing to {at}. Wait until it has ended, then run again."
    ))
}

/// Something that is no folder is where a folder has to be.
pub(super) fn not_a_folder(path: &Path) -> Error {
    let at = path.display();
    Error::new(words!(
        "{at} はフォルダーではありません。移すか、別の出力フォルダーを指定してください。",
        "{at} is not a folder. Move it away, or choose another output folder."
    ))
}

/// The output folder lies among the sources, or they in it.
pub(super) fn nested(folder: &Path, sources: &Path) -> Error {
    let (at, among) = (folder.display(), sources.display());
    Error::new(words!(
        "出力フォルダー {at} と {among} の一方が、もう一方の中にあります。互いに外にあるフォルダーを指定してください。",
        "The output folder {at} and {among} lie one inside the other. Choose folders apart from each other."
    ))
}

/// A file that must not be written over.
pub(super) fn exists(path: &Path) -> Error {
    let at = path.display();
    Error::new(words!("{at} はすでにあります。上書きはしません。", "{at} is already there; it is not written over."))
}

/// A file among the sources could not be read or written.
pub(super) fn source(path: &Path, error: &io::Error) -> Error {
    let at = path.display();
    let Words { ja, en } = reason(error);
    Error::new(words!("{at} に書き込めません：{ja}。", "Cannot write to {at}: {en}."))
}

/// The new site could not take the place of the old one. What other programs have open is looked for in `folders`.
pub(super) fn exchange(site: &Path, folders: &[&Path], error: &io::Error) -> Error {
    if !is_held(error) {
        return io(site, error);
    }
    let at = site.display();
    let open = held::open_elsewhere(folders);
    let names: Vec<String> = open.iter().map(|path| path.display().to_string()).collect();
    let [ja, en] = if names.is_empty() {
        // It was closed in the meantime.
        ["中のファイル".to_owned(), "a file in it".to_owned()]
    } else {
        [names.join("、"), names.join(", ")]
    };
    Error::new(words!(
        "{at} を入れ替えられません。ほかのプログラムが、{ja} を開いています。開いているファイル、エクスプローラーの窓、コマンドの画面を閉じて、もう一度実行してください。以前のサイトはそのまま残っています。",
        "{at} cannot be exchanged: another program has {en} open. Close open files, windows of the Explorer and of commands in it, and run again. The site that was there is still there."
    ))
}

/// Reading or writing failed.
pub(super) fn io(path: &Path, error: &io::Error) -> Error {
    let at = path.display();
    let Words { ja, en } = reason(error);
    Error::new(words!(
        "{at} に書き込めません：{ja}。以前のサイトはそのまま残っています。",
        "Cannot write to {at}: {en}. The site that was there is still there."
    ))
}
