//! Who may ask the preview: a person at this machine, and pages that came from here. Other sites that the same browser shows may
//! not, since drafts are in it: not by a name of their own that means this machine, and not by scripts, styles, pictures or
//! frames that they take from here.
//!
//! Browsers say where a request comes from, in the headers `sec-fetch-…` (Chrome 76, Firefox 90, Safari 16.4). Those
//! before do not, but keep what says `Cross-Origin-Resource-Policy` from other sites (Chrome 73, Firefox 74, Safari
//! 12); every answer says so.

use std::net::Ipv6Addr;

use axum::http::header::{HOST, HeaderName, ORIGIN, REFERER};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderValue, Method, Uri};

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It asks for another host.
    Host,
    /// It comes from another site.
    Origin,
    /// It wants more than reading.
    Method,
}

/// Whether a request may be answered by the preview at `port`.
pub fn check(method: &Method, uri: &Uri, headers: &HeaderMap, port: u16) -> Result<(), Refusal> {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next()) else {
        return Err(Refusal::Host);
    };
    // A request may name the host in its first line, too.
    if !is_own(host, port) || uri.authority().is_some_and(|own: &Authority| !is_own(own.as_str(), port)) {
        return Err(Refusal::Host);
    }
    if method != Method::GET && method != Method::HEAD {
        return Err(Refusal::Method);
    }
    if may_come(uri.path(), headers, port) { Ok(()) } else { Err(Refusal::Origin) }
}

fn may_come(path: &str, headers: &HeaderMap, port: u16) -> bool {
    let of = |name: &str| headers.get(name).map(HeaderValue::as_bytes);
    match of("sec-fetch-site") {
        Some(b"same-origin" | b"none") => true,
        // A link that somebody follows, in a window of its own. What the other page learns is that there is a page.
        Some(_) => of("sec-fetch-mode") == Some(b"navigate") && of("sec-fetch-dest") == Some(b"document"),
        None => {
            let origin = headers.get(ORIGIN).or(headers.get(REFERER)).map(|from| from.to_str().unwrap_or_default());
            let own = |from: &str| {
                let rest = from.strip_prefix("http://");
                rest.is_some_and(|rest| is_own(rest.split(['/', '?', '#']).next().unwrap_or_default(), port))
            };
            // Pages themselves cannot be read by others, and may be linked to.
            origin.is_none_or(own) || path.ends_with('/') || path.ends_with(".html")
        }
    }
}

/// Whether a host and port, as a browser writes them, are this machine's own.
fn is_own(host: &str, port: u16) -> bool {
    let (name, written) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, "")) => (name, None),
        Some((name, rest)) => match rest.strip_prefix(':') {
            Some(written) => (name, Some(written)),
            None => return false,
        },
        None => host.split_once(':').map_or((host, None), |(name, written)| (name, Some(written))),
    };
    let own_port = match written {
        Some(written) => written == port.to_string(),
        // Browsers leave out the port that is understood.
        None => port == 80,
    };
    let own_name = if host.starts_with('[') {
        name.parse::<Ipv6Addr>().is_ok_and(|address| address == Ipv6Addr::LOCALHOST)
    } else {
        let name = name.strip_suffix('.').unwrap_or(name);
        name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
    };
    own_port && own_name
}

/// Whether a GET with this `Host`, this address in its first line, and these headers would be answered: [`check`] for who has
/// no request, only its words.
pub fn may_ask(host: &str, address: &str, more: &[(&str, &str)], port: u16) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let mut headers = HeaderMap::new();
    for (name, value) in [("host", host)].iter().chain(more) {
        let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) else { return false };
        headers.append(name, value);
    }
    check(&Method::GET, &uri, &headers, port).is_ok()
}

/// The address of a preview at a port, as it is shown to people.
pub fn address(port: u16) -> String {
    if port == 80 { "http://127.0.0.1/".to_owned() } else { format!("http://127.0.0.1:{port}/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_meant() {
        for (host, port, own) in [
            ("127.0.0.1:8100", 8100, true),
            ("localhost:8100", 8100, true),
            ("LocalHost:8100", 8100, true),
            ("localhost.:8100", 8100, true),
            ("127.0.0.1.:8100", 8100, true),
            ("[::1]:8100", 8100, true),
            ("[0:0:0:0:0:0:0:1]:8100", 8100, true),
            ("127.0.0.1", 80, true),
            ("localhost", 80, true),
            ("[::1]", 80, true),
            ("127.0.0.1:80", 80, true),
            ("127.0.0.1", 8100, false),
            ("127.0.0.1:80", 8100, false),
            ("127.0.0.1:8101", 8100, false),
            ("127.0.0.1:08100", 8100, false),
            ("127.0.0.1:+8100", 8100, false),
            ("127.0.0.1:8100:8100", 8100, false),
            ("localhost..:8100", 8100, false),
            (".localhost:8100", 8100, false),
            ("evil.localhost:8100", 8100, false),
            ("localhost.evil.example:8100", 8100, false),
            ("evil.example:8100", 8100, false),
            ("localhost@evil.example:8100", 8100, false),
            ("evil.example@localhost:8100", 8100, false),
            ("[::2]:8100", 8100, false),
            ("[::1]8100", 8100, false),
            ("[::ffff:127.0.0.1]:8100", 8100, false),
            ("::1:8100", 8100, false),
            ("0.0.0.0:8100", 8100, false),
            ("127.0.0.2:8100", 8100, false),
            ("", 80, false),
            (":80", 80, false),
            (".", 80, false),
        ] {
            assert_eq!(is_own(host, port), own, "{host} at {port}");
        }
        assert_eq!((address(80), address(8100)), ("http://127.0.0.1/".to_owned(), "http://127.0.0.1:8100/".to_owned()));
    }

    #[test]
    fn other_sites_get_nothing() {
        let shard = "/data/search/g0.js";
        for (path, headers, right) in [
            ("/", &[][..], true),
            (shard, &[], true),
            (shard, &[("sec-fetch-site", "same-origin")], true),
            (shard, &[("sec-fetch-site", "none")], true),
            (shard, &[("sec-fetch-site", "cross-site")], false),
            (shard, &[("sec-fetch-site", "same-site")], false),
            (shard, &[("sec-fetch-site", "")], false),
            (shard, &[("sec-fetch-site", "Same-Origin")], false),
            (
                shard,
                &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")],
                false,
            ),
            (
                "/",
                &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
                true,
            ),
            (
                "/",
                &[("sec-fetch-site", "same-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document")],
                true,
            ),
            (
                "/",
                &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
                false,
            ),
            (
                "/",
                &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "object")],
                false,
            ),
            ("/", &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")], false),
            ("/", &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "cors"), ("sec-fetch-dest", "empty")], false),
            // Browsers before.
            (shard, &[("referer", "https://evil.example/")], false),
            (shard, &[("referer", "http://127.0.0.1:8100/search.html")], true),
            (shard, &[("referer", "http://127.0.0.1:8100.evil.example/")], false),
            (shard, &[("referer", "http://localhost:3000/")], false),
            (shard, &[("origin", "null")], false),
            (shard, &[("origin", "http://evil.example"), ("referer", "http://127.0.0.1:8100/")], false),
            ("/2021/kawasaki.html", &[("referer", "https://mail.example/")], true),
        ] {
            let mut map = HeaderMap::new();
            map.insert(HOST, HeaderValue::from_static("127.0.0.1:8100"));
            for (name, value) in headers {
                map.insert(*name, HeaderValue::from_static(value));
            }
            let uri: Uri = path.parse().unwrap();
            assert_eq!(check(&Method::GET, &uri, &map, 8100).is_ok(), right, "{path} {headers:?}");
        }
    }

    #[test]
    fn one_host_is_named_and_nothing_is_sent() {
        let mut map = HeaderMap::new();
        let uri = |text: &str| text.parse::<Uri>().unwrap();
        assert_eq!(check(&Method::GET, &uri("/"), &map, 8100), Err(Refusal::Host));
        map.insert(HOST, HeaderValue::from_static("127.0.0.1:8100"));
        assert_eq!(check(&Method::GET, &uri("http://evil.example/"), &map, 8100), Err(Refusal::Host));
        assert_eq!(check(&Method::GET, &uri("http://127.0.0.1:8100/"), &map, 8100), Ok(()));
        for method in [Method::POST, Method::PUT, Method::DELETE, Method::OPTIONS, Method::TRACE, Method::CONNECT] {
            assert_eq!(check(&method, &uri("/"), &map, 8100), Err(Refusal::Method), "{method}");
        }
        map.append(HOST, HeaderValue::from_static("127.0.0.1:8100"));
        assert_eq!(check(&Method::GET, &uri("/"), &map, 8100), Err(Refusal::Host));
    }
}
