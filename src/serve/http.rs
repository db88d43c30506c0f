//! The server: on this machine's own address only, with news for open pages.

use std::convert::Infallible;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use percent_encoding::percent_decode_str;
use tokio::sync::{Semaphore, watch};

use crate::error::Result;
use crate::source::Words;

use super::guard::{self, Refusal};
use super::{Preview, mime, office};

/// How long the head of a request may take to arrive, and how long a connection may wait for the next one: browsers of this
/// machine need milliseconds, and ten seconds spare a machine that was just woken.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// The longest head of a request, in bytes and in lines: browsers send the cookies of all programs of this machine along.
const HEAD_BYTES: usize = 64 * 1024;
const HEAD_LINES: usize = 64;
/// How many connections are open at once: a browser opens six.
const CONNECTIONS: usize = 128;
/// How many pages are rendered at once: more than most machines have cores gains nothing and takes memory.
const RENDERED_AT_ONCE: usize = 8;
/// The headers of every response: no other site may embed it, show it in a frame, or hold on to its window.
const KEPT: [(HeaderName, &str); 7] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (CONTENT_SECURITY_POLICY, "frame-ancestors 'none'"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "same-origin"),
    (CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// Where a free port is looked for, when none is asked for.
const PORTS: std::ops::Range<u16> = 8100..8200;
/// Addresses of our own begin like this; no page can, since content never does.
const OWN: &str = "/_nenpo/";
/// The script of every page, and the worker that hears news for all of them.
const SCRIPT: &str = include_str!("live.js");
const WORKER: &str = include_str!("news.js");
const TAG: &[u8] = b"<script src=\"/_nenpo/live.js\"></script>\n";

/// Takes a port of this machine's own address: the one asked for, or else the first that is free.
///
/// # Errors
/// When the port is in use, or none is free.
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
    port: u16,
}

/// Serves until the process is asked to stop: by Ctrl-C, or by the signal TERM. `ready` is called when both are heard and
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
    // Some systems take `localhost` for this address first.
    let sixth = TcpListener::bind((Ipv6Addr::LOCALHOST, port)).ok();
    let app = Router::new().fallback(answer).with_state(App { preview, news, port });
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(RENDERED_AT_ONCE)
        .enable_all()
        .build()?;
    let served = runtime.block_on(async {
        let open = Arc::new(Semaphore::new(CONNECTIONS));
        let listener = tokio::net::TcpListener::from_std(listener)?;
        if let Some(sixth) = sixth.filter(|sixth| sixth.set_nonblocking(true).is_ok()) {
            tokio::spawn(accept(tokio::net::TcpListener::from_std(sixth)?, app.clone(), Arc::clone(&open)));
        }
        let stop = stop()?;
        ready();
        tokio::select! {
            served = accept(listener, app, open) => served,
            () = stop => Ok(()),
        }
    });
    // Pages that are open listen for news without end.
    runtime.shutdown_timeout(Duration::from_millis(200));
    served
}

/// Answers whoever connects, a bounded number at once; who sends no whole request in time is cut off.
async fn accept(listener: tokio::net::TcpListener, app: Router, open: Arc<Semaphore>) -> io::Result<()> {
    let mut server = http1::Builder::new();
    server
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_header_size(HEAD_BYTES)
        .max_headers(HEAD_LINES);
    loop {
        let Ok(permit) = Arc::clone(&open).acquire_owned().await else { return Ok(()) };
        let Ok((stream, _)) = listener.accept().await else {
            // No file may be opened any more, for example; it passes.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let connection = server.serve_connection(TokioIo::new(stream), TowerToHyperService::new(app.clone()));
        tokio::spawn(async move {
            // Whoever breaks off harms nobody but themselves.
            drop(connection.await);
            drop(permit);
        });
    }
}

/// Ends when the process is asked to stop. It listens from the moment it is created, not only once it is waited for.
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
    let mut response = match guard::check(&method, &uri, &headers, app.port) {
        Ok(()) => found(app, &uri).await,
        Err(Refusal::Host) => (StatusCode::FORBIDDEN, "127.0.0.1 or localhost only\n").into_response(),
        Err(Refusal::Origin) => (StatusCode::FORBIDDEN, "not for other sites\n").into_response(),
        Err(Refusal::Method) => (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response(),
    };
    for (name, value) in KEPT {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn found(app: App, uri: &Uri) -> Response {
    let Ok(path) = percent_decode_str(uri.path()).decode_utf8() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match path.strip_prefix(OWN) {
        Some("live.js") => file("live.js", SCRIPT.as_bytes().to_vec(), StatusCode::OK),
        Some("news.js") => file("news.js", WORKER.as_bytes().to_vec(), StatusCode::OK),
        Some("news") => news(app.news).into_response(),
        Some(own) => own_page(app.preview, own.to_owned()).await,
        None => page(app.preview, path.into_owned()).await,
    }
}

/// A page of the office, which is no part of the site.
async fn own_page(preview: Arc<Preview>, path: String) -> Response {
    rendered(move || {
        let found = office::page(&preview, &path, OWN)?;
        Ok(found
            .map_or_else(|| StatusCode::NOT_FOUND.into_response(), |(name, bytes)| file(&name, bytes, StatusCode::OK)))
    })
    .await
}

/// A file of the site. Addresses name files that a build would write, in memory; none leads to the disk.
async fn page(preview: Arc<Preview>, asked: String) -> Response {
    rendered(move || {
        let path = preview.path_of(&asked);
        if let Some(bytes) = preview.file(&path)? {
            return Ok(file(&path, bytes, StatusCode::OK));
        }
        Ok(file("404.html", preview.file("404.html")?.unwrap_or_default(), StatusCode::NOT_FOUND))
    })
    .await
}

/// What is rendered, or why it cannot be.
async fn rendered(render: impl FnOnce() -> Result<Response> + Send + 'static) -> Response {
    // The lock of the preview is held while a sheet is read again: no thread of the runtime may wait for it.
    match tokio::task::spawn_blocking(render).await {
        Ok(Ok(response)) => response,
        Ok(Err(error)) => {
            let Words { ja, en } = error.message;
            let message = format!("{ja}\n\n{en}").replace('&', "&amp;").replace('<', "&lt;");
            let text =
                format!("<!doctype html><meta charset=utf-8><title>nenpo</title><body><pre>{message}</pre></body>");
            file("error.html", text.into_bytes(), StatusCode::INTERNAL_SERVER_ERROR)
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn file(path: &str, bytes: Vec<u8>, status: StatusCode) -> Response {
    let bytes = if path.ends_with(".html") { with_script(bytes) } else { bytes };
    (status, [(CONTENT_TYPE, mime::of(path))], Body::from(bytes)).into_response()
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
        let event = Event::default().data(news.borrow_and_update().as_str());
        Some((Ok(event), (news, false)))
    });
    Sse::new(stream).keep_alive(KeepAlive::default())
}
