//! Errors of printing, with what to do.

use std::ffi::OsStr;
use std::io;
use std::path::Path;
use std::process::ExitStatus;

use crate::error::{Error, reason};
use crate::source::{Words, words};

/// No browser is installed where browsers usually are.
pub fn no_browser() -> Error {
    Error::new(words(
        "印刷に使うブラウザー（Chromium、Google Chrome、Microsoft Edge のどれか）が見つかりません。どれかをインストールするか、環境変数 NENPO_BROWSER にその実行ファイルの場所を書いてください。サイトの冊子のページをブラウザーで開いて「印刷」を選んでも、PDF になります（目次のページ番号は入りません）。",
        "No browser to print with was found (Chromium, Google Chrome or Microsoft Edge). Install one, or write where its program is in the environment variable NENPO_BROWSER. “Print” on the page of the booklet makes a PDF, too, without the numbers of pages in its contents.",
    ))
}

/// The browser that was named is not there.
pub fn no_such_browser(named: &OsStr) -> Error {
    let named = named.to_string_lossy();
    Error::new(words!(
        "NENPO_BROWSER の「{named}」というプログラムがありません。Chromium、Google Chrome、Microsoft Edge のどれかの実行ファイルの場所を書くか、NENPO_BROWSER を消してください。",
        "There is no program `{named}`, which NENPO_BROWSER names. Write where Chromium, Google Chrome or Microsoft Edge is, or unset NENPO_BROWSER."
    ))
}

/// The browser could not be started.
pub fn not_started(program: &Path, error: &io::Error) -> Error {
    let (at, Words { ja, en }) = (program.display(), reason(error));
    Error::new(words!(
        "ブラウザー（{at}）を動かせません：{ja}。NENPO_BROWSER に別のブラウザーを書くと、それを使います。",
        "The browser {at} cannot be run: {en}. Another one can be named in NENPO_BROWSER."
    ))
}

/// The browser failed; what it said last is told.
pub fn browser_failed(program: &Path, status: ExitStatus, said: &str) -> Error {
    let (at, last) = (program.display(), said.lines().last().unwrap_or_default().trim());
    let (ja, en) =
        if last.is_empty() { (String::new(), String::new()) } else { (format!("：{last}"), format!(": {last}")) };
    Error::new(words!(
        "ブラウザー（{at}）が PDF を書けませんでした（{status}）{ja}。前の PDF はそのままです。NENPO_BROWSER に別のブラウザーを書くと、それを使います。",
        "The browser {at} wrote no PDF ({status}){en}. The old PDF is as it was. Another browser can be named in NENPO_BROWSER."
    ))
}

/// The browser did not come to an end.
pub fn too_long(program: &Path) -> Error {
    let at = program.display();
    Error::new(words!(
        "ブラウザー（{at}）の印刷が終わりません。前の PDF はそのままです。--prefecture で都道府県ごとに分けるか、NENPO_BROWSER に別のブラウザーを書いてください。",
        "The browser {at} does not come to an end. The old PDF is as it was. Print by prefecture (--prefecture), or name another browser in NENPO_BROWSER."
    ))
}

/// What the browser wrote is no PDF that can be read.
pub fn no_pdf() -> Error {
    Error::new(words(
        "ブラウザーの書いたファイルを PDF として読めません。前の PDF はそのままです。NENPO_BROWSER に別のブラウザー（Chromium、Google Chrome、Microsoft Edge のどれか）を書いてください。",
        "What the browser wrote cannot be read as a PDF. The old PDF is as it was. Name another browser in NENPO_BROWSER: Chromium, Google Chrome or Microsoft Edge.",
    ))
}
