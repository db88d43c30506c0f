//! The server: on this machine's own address only, with news for open pages.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use percent_encoding::percent_decode_str;
use tokio::sync::watch;

use super::{Preview, mime};

/// Where a free port is looked for, when none is asked for.
const PORTS: std::ops::Range<u16> = 8100..8200;
/// Addresses of our own begin like this; no page can, since content never does.
const OWN: &str = "/_nenpo/";
const SCRIPT: &str = include_str!("live.js");
const TAG: &[u8] = b"<script src=\"/_nenpo/live.js\"></script>\n";

/// Takes a port of this machine's own address: the one asked for, or else the first that is free.
///
/// # Errors
/// When it is taken, or none is free.
pub fn bind(port: Option<u16>) -> io::Result<TcpListener> {
    let open = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => open(port),
        None => PORTS.clone().find_map(|port| open(port).ok()).map_or_else(|| open(0), Ok),
    }
}

#[derive(Clone)]
struct App {
    preview: Arc<Preview>,
    news: watch::Receiver<String>,
    hosts: Arc<[String; 2]>,
}

/// Serves until the process is told to stop: by Ctrl-C, or by the signal TERM. `ready` is called when both are heard and
/// pages can be asked for.
///
/// # Errors
/// When the system does not let us.
pub fn run(
    listener: TcpListener,
    preview: Arc<Preview>,
    news: watch::Receiver<String>,
    ready: impl FnOnce(),
) -> io::Result<()> {
    let port = listener.local_addr()?.port();
    listener.set_nonblocking(true)?;
    // Only a page from here may ask: another site that a browser shows could make its own name mean this machine.
    let hosts = Arc::new(["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}")));
    let app = Router::new().fallback(answer).with_state(App { preview, news, hosts });
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let served = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stop = stop()?;
        ready();
        tokio::select! {
            served = axum::serve(listener, app) => served,
            () = stop => Ok(()),
        }
    });
    // Pages that are open listen for news without end.
    runtime.shutdown_timeout(Duration::from_millis(200));
    served
}

/// Ends when the process is told to stop. It listens from the moment it is made, not only once it is waited for.
#[cfg(unix)]
fn stop() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn stop() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        drop(tokio::signal::ctrl_c().await);
    })
}

async fn answer(State(app): State<App>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    if !app.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)) {
        return (StatusCode::FORBIDDEN, "127.0.0.1 or localhost only\n").into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let Ok(path) = percent_decode_str(uri.path()).decode_utf8() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match path.strip_prefix(OWN) {
        Some("live.js") => file("live.js", SCRIPT.as_bytes().to_vec(), StatusCode::OK),
        Some("news") => news(app.news).into_response(),
        Some(_) => StatusCode::NOT_FOUND.into_response(),
        None => {
            let path = app.preview.path_of(&path);
            page(app.preview, path).await
        }
    }
}

/// A file of the site. Addresses name files that a build would write, in memory; none leads to the disk.
async fn page(preview: Arc<Preview>, path: String) -> Response {
    let made = tokio::task::spawn_blocking(move || match preview.file(&path) {
        Ok(Some(bytes)) => Ok(file(&path, bytes, StatusCode::OK)),
        Ok(None) => {
            let missing = preview.file("404.html")?.unwrap_or_default();
            Ok(file("404.html", missing, StatusCode::NOT_FOUND))
        }
        Err(error) => Err(error),
    });
    match made.await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            let said = format!("{error:#}").replace('&', "&amp;").replace('<', "&lt;");
            let text = format!("<!doctype html><meta charset=utf-8><title>nenpo</title><body><pre>{said}</pre></body>");
            file("error.html", text.into_bytes(), StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn file(path: &str, bytes: Vec<u8>, status: StatusCode) -> Response {
    let bytes = if path.ends_with(".html") { with_script(bytes) } else { bytes };
    let headers = [(CONTENT_TYPE, mime::of(path)), (CACHE_CONTROL, "no-store"), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    (status, headers, Body::from(bytes)).into_response()
}

/// A page that listens for news. What is published never has the script.
fn with_script(mut page: Vec<u8>) -> Vec<u8> {
    const END: &[u8] = b"</body>";
    if let Some(at) = page.windows(END.len()).rposition(|window| window == END) {
        page.splice(at..at, TAG.iter().copied());
    }
    page
}

fn news(news: watch::Receiver<String>) -> Sse<impl futures_util::Stream<Item = Result<Event, Infallible>>> {
    let stream = stream::unfold((news, true), |(mut news, first)| async move {
        if !first && news.changed().await.is_err() {
            return None;
        }
        let told = Event::default().data(news.borrow_and_update().as_str());
        Some((Ok(told), (news, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
