//! The address a site is published at: a folder on a web server, from which the addresses of all pages go on.
//!
//! Canonical links, the feed, the map of the site, codes on paper and the links of the page for lost readers begin with it, and
//! nobody can call back what was printed. So whatever is no such folder is a finding, with the address that was probably meant.

use crate::record::Node;
use crate::source::{Finding, Reporter, Words, words};
use crate::text::{fold, page_path};

use super::codes;

/// Reads `base_url`: the address with a final slash, and with what is not ASCII encoded.
pub(super) fn read(node: &Node, reporter: &mut Reporter<'_>) -> Option<String> {
    let written = node.text(reporter)?.text.trim();
    let Some(fault) = fault(written) else {
        let encoded = |c: char| if c.is_ascii() { c.to_string() } else { page_path::encode_ascii(&c.to_string()) };
        let address: String = written.chars().map(encoded).collect();
        return Some(if address.ends_with('/') { address } else { format!("{address}/") });
    };
    let finding = Finding::new(&codes::BASE_URL, reporter.source.position(node.span), fault.message);
    reporter.findings.push(match (fault.right, fault.certain) {
        (Ok(right), true) => {
            let hint = words!("「{right}」と書いてください。", "Write `{right}`.");
            finding.hint(hint).mend(node.span, right)
        }
        (Ok(right), false) => {
            let hint = words!(
                "「{right}」でよいか確かめて、そう書いてください。",
                "See whether `{right}` is right, and write that."
            );
            finding.hint(hint)
        }
        (Err(hint), _) => finding.hint(hint),
    });
    None
}

/// What keeps an address from being a folder on a web server.
struct AddressFault {
    message: Words,
    /// The address that was meant, or how to find it.
    right: Result<String, Words>,
    /// Whether nothing else can be meant.
    certain: bool,
}

/// The first fault of an address. The address that is proposed has none.
fn fault(written: &str) -> Option<AddressFault> {
    let (message, right, certain) = first_fault(written)?;
    let right = right.and_then(|mut right| {
        let mut certain = certain;
        // Some addresses have several faults, and each step takes one of them away.
        for _ in 0..10 {
            match first_fault(&right) {
                None => return Ok((right, certain)),
                Some((_, Ok(next), sure)) => {
                    certain &= sure;
                    right = next;
                }
                Some((_, Err(hint), _)) => return Err(hint),
            }
        }
        Err(example())
    });
    Some(match right {
        Ok((right, certain)) => AddressFault { message, right: Ok(right), certain },
        Err(hint) => AddressFault { message, right: Err(hint), certain: false },
    })
}

type FirstFault = (Words, Result<String, Words>, bool);

fn first_fault(written: &str) -> Option<FirstFault> {
    let wide = fold(written);
    if !written.is_ascii() && wide.is_ascii() && wide != written {
        let message = words("公開先のアドレスに、全角の文字があります。", "The address has full-width characters.");
        return Some((message, Ok(wide), true));
    }
    if written.contains('\\') && !is_path(written) {
        let message = words!("アドレス「{written}」の区切りが「\\」です。", "The address `{written}` has backslashes.");
        return Some((message, Ok(written.replace('\\', "/")), true));
    }
    let Some((scheme, rest)) = scheme(written) else { return Some(without_scheme(written)) };
    if !["https", "http"].contains(&scheme.as_str()) {
        let message = words!(
            "「{scheme}:」で始まるアドレスは、ウェブサイトの公開先になりません。",
            "An address that begins with `{scheme}:` is not that of a website."
        );
        return Some((message, Err(not_yet()), false));
    }
    let from = rest.trim_start_matches('/');
    let slashes = rest.len() - from.len();
    if ["https:", "http:"].iter().any(|again| from.to_ascii_lowercase().starts_with(again)) {
        let message = words!(
            "アドレス「{written}」に、「https:」が二度あります。",
            "The address `{written}` has `https:` twice."
        );
        return Some((message, Ok(from.to_owned()), true));
    }
    let end = from.find(['/', '?', '#']).unwrap_or(from.len());
    let (host, path) = from.split_at_checked(end)?;
    if slashes > 2 || host.trim().is_empty() {
        let message = words("公開先のアドレスに、サーバーの名前がありません。", "The address has no name of a server.");
        return Some((message, Err(example()), false));
    }
    if slashes < 2 || !written.starts_with(&format!("{scheme}://")) {
        let message = words!(
            "アドレス「{written}」の初めが「{scheme}://」ではありません。",
            "The address `{written}` does not begin with `{scheme}://`."
        );
        return Some((message, Ok(format!("{scheme}://{from}")), true));
    }
    let again = |host: &str, path: &str| Ok(format!("{scheme}://{host}{path}"));
    if let Some((_, server)) = host.rsplit_once('@') {
        // A password is not repeated in a message, which others read.
        let message = words(
            "公開先のアドレスに、利用者名やパスワード（「@」の前）があります。ページにそのまま出てしまいます。",
            "The address has a user name or a password before `@`, which every page would show.",
        );
        return Some((message, again(server, path), false));
    }
    host_fault(host, path, &again).or_else(|| path_fault(written, host, path, &again))
}

fn host_fault(host: &str, path: &str, again: &dyn Fn(&str, &str) -> Result<String, Words>) -> Option<FirstFault> {
    let bare: String = host.chars().filter(|c| !c.is_whitespace()).collect();
    if bare != host {
        let message = words!(
            "サーバーの名前「{host}」に空白があります。",
            "There is a space in the name of the server, `{host}`."
        );
        return Some((message, again(&bare, path), true));
    }
    // The colons of an address of IPv6 stand in brackets.
    let port = host.rsplit_once(':').filter(|_| !host.ends_with(']'));
    let (name, port) = port.map_or((host, None), |(name, port)| (name, Some(port)));
    if port.is_some_and(|port| port.parse::<u16>().map_or(true, |port| port == 0)) {
        let message = words!(
            "「:」の後の番号「{}」が正しくありません。",
            "The number `{}` after `:` is not right.",
            port.unwrap_or_default()
        );
        return Some((message, again(name, path), false));
    }
    if !name.is_ascii() {
        let message =
            words!("サーバーの名前「{name}」が日本語です。", "The name of the server, `{name}`, is not in ASCII.");
        let hint = words(
            "「xn--」で始まる書き方にしてください。ブラウザーで開き、アドレス欄を写すと、その書き方になります。",
            "Write the form that begins with `xn--`: open it in a browser, and copy the address from there.",
        );
        return Some((message, Err(hint), false));
    }
    let address_6 = host.strip_prefix('[').and_then(|host| host.split(']').next());
    let right_6 =
        address_6.is_some_and(|inner| inner.bytes().all(|b| b.is_ascii_hexdigit() || matches!(b, b':' | b'.')));
    let letters = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
    let labels = name.split('.').all(|label| (1..=63).contains(&label.len()) && label.trim_matches('-') == label);
    if !right_6 && (!letters || !labels || name.len() > 253) {
        let message = words!("「{name}」はサーバーの名前になりません。", "`{name}` cannot be the name of a server.");
        let mended = name.trim_matches('.');
        let right = if mended.is_empty() || mended == name {
            Err(example())
        } else {
            again(&host.replacen(name, mended, 1), path)
        };
        return Some((message, right, true));
    }
    if name.eq_ignore_ascii_case("localhost")
        || name.starts_with("127.")
        || name == "0.0.0.0"
        || address_6 == Some("::1")
    {
        let message = words!(
            "「{name}」は手元の機械だけのアドレスです。ほかの人は開けません。",
            "`{name}` is this machine alone; nobody else can open it."
        );
        return Some((message, Err(not_yet()), false));
    }
    None
}

fn path_fault(
    written: &str,
    host: &str,
    path: &str,
    again: &dyn Fn(&str, &str) -> Result<String, Words>,
) -> Option<FirstFault> {
    if let Some((before, _)) = path.split_once(['?', '#']) {
        let message = words!(
            "アドレス「{written}」の「?」や「#」から後は、公開先のフォルダーではありません。",
            "What follows `?` or `#` in `{written}` is no part of the folder."
        );
        return Some((message, again(host, before), true));
    }
    if path.contains(char::is_whitespace) {
        let encoded = path.split(char::is_whitespace).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("%20");
        let message = words!("アドレス「{written}」に空白があります。", "There is a space in the address `{written}`.");
        return Some((message, again(host, &encoded), false));
    }
    let malformed = path
        .split('%')
        .skip(1)
        .any(|code| !code.get(..2).is_some_and(|two| two.bytes().all(|byte| byte.is_ascii_hexdigit())));
    if malformed || path.contains(['<', '>', '"', '{', '}', '|', '^', '`', '\\']) {
        let message = words!(
            "アドレス「{written}」に、アドレスに使えない文字があります。",
            "The address `{written}` has characters that no address can have."
        );
        return Some((message, Err(example()), false));
    }
    if path.contains("//") {
        let folders: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let folders = format!("/{}/", folders.join("/"));
        let message =
            words!("アドレス「{written}」に「//」が重なっています。", "The address `{written}` has `//` within it.");
        return Some((message, again(host, &folders), true));
    }
    if path.split('/').any(|part| matches!(part, "." | "..")) {
        let right = page_path::resolve("", path.trim_matches('/'));
        let message = words!(
            "アドレス「{written}」に「.」だけ、「..」だけの部分があります。",
            "The address `{written}` has a part `.` or `..`."
        );
        let right = right.map_or_else(|| Err(example()), |right| again(host, &format!("/{right}/")));
        return Some((message, right, true));
    }
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if is_page(last) {
        let before = path.trim_end_matches('/').strip_suffix(last).unwrap_or("/");
        let message = words!(
            "アドレス「{written}」の終わりが、ページの名前「{last}」です。公開先はフォルダーです。",
            "The address `{written}` ends in the name of a page, `{last}`. A site is published in a folder."
        );
        return Some((message, again(host, before), true));
    }
    None
}

/// The scheme of an address in small letters, and what follows its colon.
fn scheme(written: &str) -> Option<(String, &str)> {
    let (scheme, rest) = written.split_once(':')?;
    let letters = scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    // 「example.jp:8080」 and 「localhost:8000」 have a port, not a scheme.
    let port =
        rest.split('/').next().is_some_and(|port| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    (letters && !port).then(|| (scheme.to_ascii_lowercase(), rest))
}

fn without_scheme(written: &str) -> FirstFault {
    if is_path(written) {
        let message = words!(
            "「{written}」は、手元や庁内の機械の中の場所です。",
            "`{written}` is a place on a machine, not on the web."
        );
        return (message, Err(not_yet()), false);
    }
    let message =
        words!("「{written}」は「https://」で始まっていません。", "`{written}` does not begin with `https://`.");
    let host = written.trim_start_matches('/').split(['/', ':']).next().unwrap_or_default();
    let right =
        if host.contains('.') { Ok(format!("https://{}", written.trim_start_matches('/'))) } else { Err(example()) };
    (message, right, false)
}

/// Whether it is a place on a disk or a shared folder: `C:\site`, `\\server\site`, `/var/www`.
fn is_path(written: &str) -> bool {
    let drive = written.get(1..3).is_some_and(|two| matches!(two, ":\\" | ":/"))
        && written.starts_with(|c: char| c.is_ascii_alphabetic());
    drive || written.starts_with("\\\\") || written.starts_with('/') && !written.starts_with("//")
}

/// Whether the last part of a path is the name of a page: its ending has letters alone, so that `v1.0` is a folder.
fn is_page(last: &str) -> bool {
    last.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty() && (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphabetic())
    })
}

fn example() -> Words {
    words("「https://example.jp/nenpo/」のように書いてください。", "Write it as in `https://example.jp/nenpo/`.")
}

fn not_yet() -> Words {
    words(
        "公開する場所を「https://example.jp/nenpo/」のように書いてください。決まっていなければ、この行を消してください。",
        "Write where it is published, as in `https://example.jp/nenpo/`; delete the line while that is not known.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_on_a_web_server_are_right() {
        for address in [
            "https://example.jp",
            "https://example.jp/nenpo",
            "http://www.pref.example.lg.jp:8080/a-b/c_d/v1.0/",
            "https://xn--wgv71a119e.jp/",
            "https://example.jp/年報/",
            "https://example.jp/%E5%B9%B4/",
            "https://nenpo/",
            "http://192.168.1.5/",
            "http://[2001:db8::1]:8080/",
            "https://example.jp/~fukushi/",
        ] {
            assert!(fault(address).is_none(), "{address}");
        }
    }

    #[test]
    fn what_is_no_folder_is_told_with_what_is() {
        let base = "https://example.jp/";
        let nenpo = "https://example.jp/nenpo/";
        for (address, right, certain) in [
            ("https://example.jp/nenpo/index.html", Some(nenpo), true),
            ("https://example.jp/nenpo/2024/kitahama.html?a=b#c", Some("https://example.jp/nenpo/2024/"), true),
            ("https://example.jp/?a=b", Some(base), true),
            ("https://example.jp?a=b", Some("https://example.jp"), true),
            ("https://example.jp/nenpo/#top", Some(nenpo), true),
            ("https://example .jp/", Some(base), true),
            ("https://example.jp/nen po/", Some("https://example.jp/nen%20po/"), false),
            ("https://example.jp//nenpo//", Some(nenpo), true),
            ("https:///example.jp/", None, false),
            ("https://", None, false),
            ("https:/example.jp/nenpo/", Some(nenpo), true),
            ("https:example.jp/nenpo/", Some(nenpo), true),
            ("HTTPS://example.jp/nenpo/", Some(nenpo), true),
            ("https://https://example.jp/nenpo/", Some(nenpo), true),
            ("https://example.jp\\nenpo\\", Some(nenpo), true),
            ("https://user:pw@example.jp/nenpo/", Some(nenpo), false),
            ("https://example.jp:0/nenpo/", Some(nenpo), false),
            ("https://example.jp:/nenpo/", Some(nenpo), false),
            ("https://example.jp:99999/nenpo/", Some(nenpo), false),
            ("https://年報.jp/", None, false),
            ("https://example..jp/", None, true),
            ("https://.example.jp/", Some(base), true),
            ("https://-example.jp/", None, true),
            ("https://example-.jp/", None, true),
            ("https://[::1]/", None, false),
            ("https://[::1]:8000/", None, false),
            ("www.example.jp/nenpo", Some("https://www.example.jp/nenpo"), false),
            ("//example.jp/nenpo/", Some(nenpo), false),
            ("example.jp:8080/", Some("https://example.jp:8080/"), false),
            ("example", None, false),
            ("http://localhost:8000/", None, false),
            ("localhost:8000", None, false),
            ("file:///C:/site/", None, false),
            ("C:\\site", None, false),
            ("\\\\sv01\\site", None, false),
            ("/var/www/nenpo", None, false),
            ("ftp://example.jp/nenpo/", None, false),
            ("https://example.jp/a/../nenpo/", Some(nenpo), true),
            ("https://example.jp/%zz/", None, false),
            ("https://example.jp/<年度>/", None, false),
            ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／ｎｅｎｐｏ／", Some(nenpo), true),
        ] {
            let found = fault(address).unwrap_or_else(|| panic!("{address}"));
            let proposed = found.right.as_ref().ok().map(String::as_str);
            assert_eq!(proposed, right, "{address}");
            assert!(proposed.is_none() || found.certain == certain, "{address}");
            assert!(proposed.is_none_or(|right| fault(right).is_none()), "{address}");
            assert!(!found.message.ja.contains("pw") && !found.message.en.contains("pw"), "{address}");
        }
        let here = fault("https://[::1]:8000/").expect("nobody else can open it");
        assert!(here.message.ja.contains("「[::1]」"), "{:?}", here.message);
    }
}
