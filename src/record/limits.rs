//! No text makes reading slow, panic, or point outside the text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::lint::repair;
use super::*;
use crate::source::{Findings, Reporter, Source, Span};

#[test]
fn attacks_end_quickly() {
    let lines = |line: &str, count: usize| line.repeat(count);
    let cases = [
        ("brackets", format!("a: {}", lines("[", 100_000))),
        ("braces", lines("{", 100_000)),
        ("dashes", lines("- ", 100_000)),
        ("lines of brackets", lines("a: [\n", 50_000)),
        ("lines", (0..50_000).map(|n| format!("項目{n}: 値")).collect::<Vec<_>>().join("\n")),
        ("same lines", lines("a: 1\n", 50_000)),
        ("one long list", format!("a: [{}]", lines("語, ", 100_000))),
        ("quotes", lines("a: \"\n", 20_000)),
        ("colons", lines("a:b", 100_000)),
        ("wide colons", lines("人口：1\n", 20_000)),
        ("nested maps", (0..2_000).fold(String::new(), |text, n| text + &" ".repeat(n) + "a:\n")),
        (
            "bomb",
            (1..20).fold("a0: &a0 [x]\n".to_owned(), |text, n| {
                let list = vec![format!("*a{}", n - 1); 9].join(", ");
                text + &format!("a{n}: &a{n} [{list}]\n")
            }),
        ),
    ];
    for (name, text) in cases {
        let start = Instant::now();
        parse(&Source::new("a.yaml", text.as_str()), Span::new(0, text.len()), &mut Findings::new());
        assert!(start.elapsed() < Duration::from_secs(60), "{name} took {:?}", start.elapsed());
    }
}

proptest! {
    #[test]
    fn no_text_makes_us_panic(text in "[a-c:：\\-－ 　\t\n\r\"'“”{}\\[\\],|>#＃&*!@?%語.0-1\u{200B}\\\\]{0,120}") {
        let source = Source::new("a.md", text.clone());
        let mut findings = Findings::new();
        let parts = split(&source, &mut findings);
        let node = parse(&source, parts.front.unwrap_or_default(), &mut findings);
        let mut reporter = Reporter::new(&source, &mut findings);
        let mut fields = Fields::new(&node, &mut reporter);
        fields.optional(&["a"]);
        fields.finish();
        cut(&source, parts.body, &mut findings);
        let all = Span::new(0, text.len());
        parse(&source, all, &mut findings);
        for finding in &findings {
            let span = finding.position.span;
            prop_assert!(text.get(span.start()..span.end()).is_some(), "{finding:?}");
        }
    }

    #[test]
    fn no_bytes_make_us_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut findings = Findings::new();
        if let Some(source) = decode("a.md", &bytes, &mut findings) {
            let parts = split(&source, &mut findings);
            parse(&source, parts.body, &mut findings);
            cut(&source, parts.body, &mut findings);
        }
    }

    #[test]
    fn what_is_mended_has_no_more_slips(text in "[ab:： \n　\\-－語“”]{0,60}") {
        // A line that was mended may show that another is not what it seemed: `fix` reads until nothing changes, too.
        const READINGS: usize = 5;
        let mut mended = text.clone();
        let mut findings = Findings::new();
        for _ in 0..READINGS {
            findings = Findings::new();
            let source = Source::new("a.md", mended.clone());
            mended = repair(&source, Span::new(0, mended.len()), &mut findings).text().to_owned();
        }
        // A dash that was mended may show that its row stands below a value.
        let slips: Vec<_> = findings.iter().filter(|finding| finding.code.name != "yaml-continued").collect();
        prop_assert!(slips.is_empty(), "{:?} -> {:?}: {slips:?}", text, mended);
    }
}
