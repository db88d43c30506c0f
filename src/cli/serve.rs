//! `nenpo serve`: a preview on this machine that follows the author's typing.

use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use serde_json::json;
use tokio::sync::watch::{self, Sender};

use crate::error::{Error, Result, reason};
use crate::load::Options;
use crate::serve::watch::FolderWatch;
use crate::serve::{Preview, PreviewStatus, STATUS_PAGE, address, http};
use crate::source::{Words, words};

use super::CLEAN;
use super::findings::human;
use super::folders::{self, SourceFolders};
use super::language::Language;
use super::print;

/// The arguments of `nenpo serve`.
#[derive(Debug, clap::Args)]
pub struct ServeArguments {
    #[command(flatten)]
    sources: SourceFolders,
    /// 保存した年度（archive）のある出力先（省略時は DIR/output）｜The output folder, for its archived years; else DIR/output
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// ポート（省略時は 8100 から空いているもの）｜The port; else the first free one from 8100
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// ブラウザーで開く｜Open it in the browser
    #[arg(long)]
    open: bool,
    /// 下書き（draft: true）も含める｜Take drafts (draft: true) along
    #[arg(long)]
    drafts: bool,
    /// 変更の知らせが届かない場所（ネットワークドライブなど）では、この秒数ごとにファイルを見る｜Look at the files every so many seconds, where no news of changes comes, as on network drives
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
    poll: Option<u64>,
}

/// Serves until it is stopped.
pub fn run(arguments: &ServeArguments, language: Language) -> Result<u8> {
    let archives = folders::output(arguments.output.as_deref(), &arguments.sources.root).join("archive");
    let preview = Preview::open(&arguments.sources.root, &archives, Options { drafts: arguments.drafts })?;
    let preview = Arc::new(preview);
    let listener = http::bind(arguments.port).map_err(|error| {
        let Words { ja, en } = reason(&error);
        match arguments.port {
            Some(port) => Error::new(words!(
                "ポート {port} は使えません。--port で別の番号を指定してください（{ja}）。",
                "Port {port} cannot be had; choose another one with --port ({en})."
            )),
            None => Error::new(words!("127.0.0.1 で待てません：{ja}。", "Cannot listen on 127.0.0.1: {en}.")),
        }
    })?;
    let address = address(listener.local_addr()?.port());
    let first = preview.news();
    print_status(&first, language);
    let (send, news) = watch::channel(message_for_pages(&preview, language));
    follow(arguments, &preview, send, language)?;
    let ready = || {
        let address_line = language.pick(words!(
            "{address} で見られます。止めるには Ctrl-C を押してください。",
            "Serving at {address}. Stop it with Ctrl-C."
        ));
        drop(print::line(address_line));
        drop(print::line(
            language
                .pick(words!("シートの状況：{address}{STATUS_PAGE}", "Status of the sheets: {address}{STATUS_PAGE}")),
        ));
        if arguments.open {
            drop(open::that_detached(&address));
        }
    };
    http::run(listener, preview, news, ready)?;
    print::line(language.say("止めました。", "Stopped."))?;
    Ok(CLEAN)
}

/// Follows the sources from now on.
fn follow(arguments: &ServeArguments, preview: &Arc<Preview>, send: Sender<String>, language: Language) -> Result<()> {
    let folders = ["content", "themes"].map(|folder| arguments.sources.root.join(folder));
    let poll = arguments.poll.map(|seconds| Duration::from_secs(seconds.max(1)));
    // Where the system reports no changes, polling the files still finds them.
    let watch =
        FolderWatch::begin(&folders, poll).or_else(|_| FolderWatch::begin(&folders, Some(Duration::from_secs(1))));
    let mut watch = watch.map_err(Error::other)?;
    let (shown, to_check) = mpsc::channel();
    let (own, tell) = (Arc::clone(preview), send.clone());
    // The page is new before its findings are known, and again where they are not known yet.
    std::thread::spawn(move || {
        while let Some(changed) = watch.wait() {
            own.refresh(&changed);
            tell.send_replace(message_for_pages(&own, language));
            let _ = shown.send(());
        }
    });
    let preview = Arc::clone(preview);
    std::thread::spawn(move || {
        while to_check.recv().is_ok() {
            // One check is for all that came before it.
            while to_check.try_recv().is_ok() {}
            // Where it gave way to a change, that one has sent a message, too.
            if preview.check() {
                print_status(&preview.news(), language);
                send.send_replace(message_for_pages(&preview, language));
            }
        }
    });
    Ok(())
}

/// Prints on the terminal what is to be repaired.
fn print_status(news: &PreviewStatus, language: Language) {
    print::message(human(&news.findings, language));
    if let Some(trouble) = &news.trouble {
        print::message_line(format!("nenpo: {}", language.of(trouble)));
    }
}

/// The message on open pages.
fn message_for_pages(preview: &Preview, language: Language) -> String {
    json!({ "revision": preview.news().revision, "text": language.of(&preview.news_for_pages()) }).to_string()
}
