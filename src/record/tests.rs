//! The whole of reading: a text goes in, a record and findings come out.

use std::fmt::Write as _;

use super::*;
use crate::source::{Findings, Source, Span};

/// A record in one line: `{人口: 1, 病床: [a, b], 題: !}`, where `!` is broken and `~` blank.
fn show(node: &Node) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match &node.content {
        Content::Blank => "~".to_owned(),
        Content::Broken => "!".to_owned(),
        Content::Text(scalar) => scalar.text.clone(),
        Content::List(items) => format!("[{}]", list(items.iter().map(show).collect())),
        Content::Map(entries) => {
            format!("{{{}}}", list(entries.iter().map(|e| format!("{}: {}", e.key, show(&e.value))).collect()))
        }
    }
}

/// The record, and the findings as `code line:column`.
fn read(text: &str) -> (String, String) {
    let source = Source::new("a.yaml", text);
    let mut findings = Findings::new();
    let node = parse(&source, Span::new(0, text.len()), &mut findings);
    findings.sort();
    let mut list = Vec::new();
    for finding in &findings {
        let (line, column) = finding.position.line_and_column();
        assert!(
            finding.hint.is_some() || finding.code.name == "yaml-depth" || finding.code.name == "yaml-size",
            "{finding:?}"
        );
        list.push(format!("{} {line}:{column}", finding.code.name));
    }
    (show(&node), list.join(", "))
}

fn check(cases: &[(&str, &str, &str)]) {
    let mut trouble = String::new();
    for (text, record, findings) in cases {
        let found = read(text);
        if found != ((*record).to_owned(), (*findings).to_owned()) {
            writeln!(trouble, "{text}\n    gives {found:?}\n    not   {:?}", (record, findings))
                .expect("a string takes all");
        }
    }
    assert!(trouble.is_empty(), "\n{trouble}");
}

#[test]
fn sound_texts_are_read_without_findings() {
    let cases: &[(&str, &str)] = &[
        ("人口: 100", "{人口: 100}"),
        ("a: 0.10\nb: 011002\nc: no\nd: 2020-04-01", "{a: 0.10, b: 011002, c: no, d: 2020-04-01}"),
        ("a:\nb: ~\nc: null", "{a: ~, b: ~, c: ~}"),
        ("人口: { 値: 1,539,946人, 時点: R3年4月 }", "{人口: {値: 1,539,946人, 時点: R3年4月}}"),
        (
            "人口: {合計: １,５３０, 値: 452人（29.5％）,１年: 2}",
            "{人口: {合計: １,５３０, 値: 452人（29.5％）, １年: 2}}",
        ),
        ("a: [44人, 14人, 100, 200]", "{a: [44人, 14人, 100, 200]}"),
        ("a: [x, y]\nb:\n- z\n- - w", "{a: [x, y], b: [z, [w]]}"),
        ("a: |\n  一\n   ：二\n  -三\nb: 1", "{a: 一\n ：二\n-三\n, b: 1}"),
        ("a: |\n  　字下げ\n  　段落\nb: 1", "{a: 　字下げ\n　段落\n, b: 1}"),
        ("a: >\n  協議会：年3回\n  ＃1\nb: 1", "{a: 協議会：年3回＃1\n, b: 1}"),
        ("a: \"一：二\n  三：四\"\nb: 1", "{a: 一：二三：四, b: 1}"),
        ("a: 次のとおり\n  協議会：年3回\n  －なし\nb: 1", "{a: 次のとおり協議会：年3回－なし, b: 1}"),
        (
            "notes:\n  - 協議会：年3回\n  - 担当:健康課\n  - 10:30から",
            "{notes: [協議会：年3回, 担当:健康課, 10:30から]}",
        ),
        ("notes:\n  - 協議会：年3回\n    続き", "{notes: [協議会：年3回続き]}"),
        ("a: https://example.jp/b:c\nb: －", "{a: https://example.jp/b:c, b: －}"),
        ("協議会（注：2）: 3", "{協議会（注：2）: 3}"),
        ("a:\n  -5\nb: -5人", "{a: -5, b: -5人}"),
        ("a: “にも包括”の構築", "{a: “にも包括”の構築}"),
        ("a: \"“にも包括”\"", "{a: “にも包括”}"),
        ("# 注釈：全角\na: 1 # 注：釈\n\n  # 字下げ\nb: 2", "{a: 1, b: 2}"),
        ("a: { b: 1,\n  c: [2,\n  3] }\nd: 4", "{a: {b: 1, c: [2, 3]}, d: 4}"),
        ("a: \"一\" # 注\nb: '二'", "{a: 一, b: 二}"),
        ("---\na: 1\n", "{a: 1}"),
        ("a: 1\r\nb: |\r\n  c\r\n", "{a: 1, b: c\n}"),
        ("- a\n- b: 1\n  c: 2", "[a, {b: 1, c: 2}]"),
        ("", "~"),
        ("# 注釈だけ\n", "~"),
        ("a: 1\n　\nb: 2\n \u{3000} \n", "{a: 1, b: 2}"),
        ("a: 〒330-0000 埼玉県", "{a: 〒330-0000 埼玉県}"),
        ("a: 重要！\nb: ※1", "{a: 重要！, b: ※1}"),
        ("a: 会議 # 1", "{a: 会議}"),
        ("a: 会議#1", "{a: 会議#1}"),
        ("時間:\n  10:30から", "{時間: 10:30から}"),
    ];
    let cases: Vec<_> = cases.iter().map(|(text, record)| (*text, *record, "")).collect();
    check(&cases);
}

#[test]
fn slips_are_reported_and_mended() {
    check(&[
        ("a:\n　b: 1\n　c: 2", "{a: {b: 1, c: 2}}", "yaml-ideographic-indent 2:1, yaml-ideographic-indent 3:1"),
        ("a:\n  b: 1\n　c: 2", "{a: {b: 1, c: 2}}", "yaml-ideographic-indent 3:1"),
        ("a:\n　- x\n　- y", "{a: [x, y]}", "yaml-ideographic-indent 2:1, yaml-ideographic-indent 3:1"),
        ("a: |\n　一\n　二", "{a: 一\n二\n}", "yaml-ideographic-indent 2:1, yaml-ideographic-indent 3:1"),
        ("a: |\n  一\n　二", "{a: 一\n二\n}", "yaml-ideographic-indent 3:1"),
        ("a: \"一\n　二\"\nb: 1", "{a: 一二, b: 1}", "yaml-ideographic-indent 2:1"),
        ("a:\n\tb: 1", "{a: {b: 1}}", "yaml-tab-indent 2:1"),
        ("a:\n\u{A0}\u{A0}b: 1", "{a: {b: 1}}", "yaml-no-break-indent 2:1"),
        ("\u{200B}a: 1", "{a: 1}", ""),
        ("a: 1\n\u{FEFF}b: 2", "{a: 1, b: 2}", ""),
        ("人口:　100", "{人口: 100}", "yaml-ideographic-space 1:4"),
        ("人口:\u{A0}100", "{人口: 100}", "yaml-ideographic-space 1:4"),
        ("- 指標:　x\n  目標: y", "[{指標: x, 目標: y}]", "yaml-ideographic-space 1:6"),
        ("a:\n  -　x\n  - y", "{a: [x, y]}", "yaml-ideographic-space 2:4"),
        ("人口：100", "{人口: 100}", "yaml-fullwidth-colon 1:3"),
        ("人口： 100", "{人口: 100}", "yaml-fullwidth-colon 1:3"),
        ("人口：　100", "{人口: 100}", "yaml-fullwidth-colon 1:3"),
        ("人口：\n  値: 1", "{人口: {値: 1}}", "yaml-fullwidth-colon 1:3"),
        ("人口：{ 値: 1 }", "{人口: {値: 1}}", "yaml-fullwidth-colon 1:3"),
        ("題：\"a: b\"", "{題: a: b}", "yaml-fullwidth-colon 1:2"),
        ("題：|\n  a：b\nb: 1", "{題: a：b\n, b: 1}", "yaml-fullwidth-colon 1:2"),
        ("人口：100 # 注: 釈", "{人口: 100}", "yaml-fullwidth-colon 1:3"),
        ("- 指標：x\n  目標: y", "[{指標: x, 目標: y}]", "yaml-fullwidth-colon 1:5"),
        (
            "人口: { 値：100, 時点：R3年 }",
            "{人口: {値: 100, 時点: R3年}}",
            "yaml-fullwidth-colon 1:8, yaml-fullwidth-colon 1:16",
        ),
        (
            "人口: { 値:100, 時点:　R3年 }",
            "{人口: {値: 100, 時点: R3年}}",
            "yaml-colon-space 1:8, yaml-colon-space 1:16",
        ),
        ("人口:100", "{人口: 100}", "yaml-colon-space 1:3"),
        ("人口:{ 値: 1 }", "{人口: {値: 1}}", "yaml-colon-space 1:3"),
        ("人口:[1]", "{人口: [1]}", "yaml-colon-space 1:3"),
        ("a:\n  b:1\n  c: 2", "{a: {b: 1, c: 2}}", "yaml-colon-space 2:4"),
        ("a:\n  －x\n  －y", "{a: [x, y]}", "yaml-fullwidth-dash 2:3, yaml-fullwidth-dash 3:3"),
        ("a:\n  －　x\n  − y", "{a: [x, y]}", "yaml-fullwidth-dash 2:3, yaml-fullwidth-dash 3:3"),
        ("－ a: 1\n  b: 2", "[{a: 1, b: 2}]", "yaml-fullwidth-dash 1:1"),
        ("a:\n  -x\n  -y", "{a: [x, y]}", "yaml-dash-space 2:3, yaml-dash-space 3:3"),
        ("a:\n  - x\n  -「y」", "{a: [x, 「y」]}", "yaml-dash-space 3:3"),
        ("a: -\nb: 1", "{a: －, b: 1}", "yaml-lone-dash 1:4"),
        ("＃ 注釈\na: 1", "{a: 1}", "yaml-fullwidth-comment 1:1"),
        ("a: 1\n  ＃ 注釈\nb: 1", "{a: 1＃ 注釈, b: 1}", ""),
        ("題: “北浜市”", "{題: 北浜市}", "yaml-curly-quotes 1:4"),
        ("題: ＂北浜: 市＂ # 注", "{題: 北浜: 市}", "yaml-curly-quotes 1:4"),
        ("題: “北\"浜”", "{題: 北\"浜}", "yaml-curly-quotes 1:4"),
        ("a:\n  - ‘x’", "{a: [x]}", "yaml-curly-quotes 2:5"),
        (
            "　人口：“100”",
            "{人口: 100}",
            "yaml-ideographic-indent 1:1, yaml-fullwidth-colon 1:4, yaml-curly-quotes 1:5",
        ),
    ]);
}

#[test]
fn mistakes_are_reported_at_their_place() {
    check(&[
        ("題: \"北浜市\n病床: 1", "{題: 北浜市, 病床: 1}", "yaml-quote 1:4"),
        ("題: 'it's", "{題: 'it's}", "yaml-quote 1:4"),
        ("題: \"ピア\"サポーター\nb: 1", "{題: \"ピア\"サポーター, b: 1}", "yaml-quote 1:4"),
        ("題: \"C:\\書類\"", "{題: C:\\書類}", "yaml-escape 1:4"),
        ("人口: { 値: 1\nb: 1", "{人口: !, b: 1}", "yaml-bracket 1:5"),
        ("a: [x, y\nb: 1", "{a: !, b: 1}", "yaml-bracket 1:4"),
        ("a: { b: 1 c: 2 }", "{a: !}", "yaml-bracket 1:12"),
        ("a: { b: 100、c: 2 }", "{a: !}", "yaml-bracket 1:14"),
        ("a: [1,539人, 2]", "{a: [1, 539人, 2]}", "yaml-comma 1:5"),
        ("a: { b: 1\n  c: 2 }", "{a: !}", "yaml-bracket 2:4"),
        ("a: 1 }\nb: ]", "{a: 1 }, b: !}", "yaml-bracket 2:4"),
        ("a: 1: 2\nb: 3", "{a: !, b: 3}", "yaml-colon 1:4"),
        ("a: 1\n  b: 2\nc: 3", "{a: !, c: 3}", "yaml-colon 2:4"),
        ("a:\n    b: 1\n  c: 2\nd: 3", "{a: {b: 1, c: 2}, d: 3}", "yaml-indent 3:3"),
        ("a:\n  b: 1\n   c: 2\nd: 3", "{a: {b: !}, d: 3}", "yaml-colon 3:5"),
        ("b:\n- z\n- w\nc: @", "{b: [z, w], c: @}", "yaml-special 4:4"),
        ("人口 100\nb: 1", "{b: 1}", "yaml-missing-colon 1:1"),
        ("a: 1\n人口 100\nb: 1", "{a: 1, b: 1}", "yaml-missing-colon 2:1"),
        ("a:\n  - x\n  b: 1", "{a: [x]}", "yaml-list 3:3"),
        ("a: @b\nc: `d`\ne: %f", "{a: @b, c: `d`, e: %f}", "yaml-special 1:4, yaml-special 2:4, yaml-special 3:4"),
        ("a: *重要\nb: &c d\ne: *c", "{a: !, b: !, e: !}", "yaml-alias 1:4, yaml-alias 2:4, yaml-alias 3:4"),
        ("a: !注意 b\nc: !!int 1", "{a: !注意 b, c: !}", "yaml-special 1:4, yaml-tag 2:4"),
        ("a: 1\n---\nb: 2", "{a: 1}", "yaml-documents 2:1"),
        ("a: 1\nb: 2\nａ: 3", "{a: 1, b: 2}", "duplicate-key 3:1"),
        ("a: { 人口: 1, 人口 : 2 }", "{a: {人口: 1}}", "duplicate-key 1:13"),
        ("a: {{place}}", "{a: !}", "yaml-key 1:4"),
        ("[a]: 1\nb: 2", "{b: 2}", "yaml-key 1:1"),
        ("a: b\n\tc: d", "{a: !}", "yaml-tab-indent 2:1"),
    ]);
}

#[test]
fn texts_over_several_lines_are_read_as_they_were_meant() {
    check(&[
        ("a: 一。\n二。\nb: 1", "{a: 一。\n二。\n, b: 1}", "yaml-continued 2:1"),
        ("a:\n一。\n二。\nb: 1", "{a: 一。\n二。\n, b: 1}", "yaml-continued 2:1"),
        ("a: |\n一。\n二。\nb: 1", "{a: 一。\n二。\n, b: 1}", "yaml-continued 2:1"),
        ("a: |\n  一。\n二。\nb: 1", "{a: 一。\n二。\n, b: 1}", "yaml-continued 3:1"),
        ("a: 一。\n\n二。\nb: 1", "{a: 一。\n\n二。\n, b: 1}", "yaml-continued 3:1"),
        ("a: ・一\n・二\nb: 1", "{a: ・一\n・二\n, b: 1}", "yaml-continued 2:1"),
        ("a: - 一\n- 二\nb: 1", "{a: - 一\n- 二\n, b: 1}", "yaml-list 1:4"),
        ("- a: 一。\n  二。\n  b: 1", "[{a: 一。\n二。\n, b: 1}]", "yaml-continued 2:3"),
        ("- a: 一。\n二。\n- a: 1", "[{a: 一。\n二。\n}, {a: 1}]", "yaml-continued 2:1"),
        ("- 一。\n- 二。", "[一。, 二。]", ""),
        ("a: @一\n  二\n", "{a: @一\n二\n}", "yaml-special 1:4"),
        ("a: 一\n人口 100\nb: 1", "{a: 一, b: 1}", "yaml-missing-colon 2:1"),
        ("a: 一。\n人口：100\nb: 1", "{a: 一。, 人口: 100, b: 1}", "yaml-fullwidth-colon 2:3"),
        ("a:\n年\t数\nR3\t12\nb: 1", "{a: 年\t数\nR3\t12\n, b: 1}", "yaml-pasted-rows 2:1"),
        ("a:\n  年\t数\n  R3\t12\nb: 1", "{a: 年\t数\nR3\t12\n, b: 1}", "yaml-pasted-rows 2:3"),
        ("a:\n年\t数\n\t12\nb: 1", "{a: 年\t数\n\t12\n, b: 1}", "yaml-pasted-rows 2:1"),
        ("a:\n年\t数\nR3\t\"一\n二\"\nb: 1", "{a: 年\t数\nR3\t\"一\n二\"\n, b: 1}", "yaml-pasted-rows 2:1"),
        ("a: 一\n...\nb: 1", "{a: 一, b: 1}", "yaml-documents 2:1"),
    ]);
}

#[test]
fn rows_and_braces_are_read_as_they_were_meant() {
    check(&[
        ("a:\n  - k: 1\n    l: 2\n    k: 3\n    l: 4", "{a: [{k: 1, l: 2}, {k: 3, l: 4}]}", "yaml-row-dash 4:5"),
        (
            "a:\n  - k: 1\n    l: 2\n  k: 3\n  l: |\n    四\n  - k: 5",
            "{a: [{k: 1, l: 2}, {k: 3, l: 四\n}, {k: 5}]}",
            "yaml-row-dash 4:3",
        ),
        ("a:\n- k: 1\nk: 3", "{a: [{k: 1}], k: 3}", ""),
        ("a:\n  - k: 1\n    l: 2\n    l: 3", "{a: [{k: 1, l: 2}]}", "duplicate-key 4:5"),
        ("a: { b: 一, 二, c: 3 }", "{a: {b: 一, 二, c: 3}}", "yaml-comma 1:12"),
        ("a: { b: 一, 二, 三 }", "{a: {b: 一, 二, 三}}", "yaml-comma 1:12"),
        ("a: { b: 一,\n  二 }", "{a: {b: 一,\n  二}}", "yaml-comma 2:3"),
        ("a: { b: 1,539, c: }", "{a: {b: 1,539, c: ~}}", ""),
        (
            "a: { b: #REF!, c: 1 }\nd: #N/A\ne: 一 #2",
            "{a: {b: !, c: 1}, d: !, e: !}",
            "yaml-hash 1:9, yaml-hash 2:4, yaml-hash 3:6",
        ),
    ]);
}

#[test]
fn broken_blocks_hide_nothing_of_the_others() {
    check(&[
        (
            "a: \"x\nb: 1\nc: [\nd:\n  e: 2\n  f: { g\n  h: 3\ni: x: y\nj: |\n  - k\n",
            "{a: x, b: 1, c: !, d: {e: 2, f: !, h: 3}, i: !, j: - k\n}",
            "yaml-quote 1:4, yaml-bracket 3:4, yaml-bracket 6:6, yaml-colon 8:4",
        ),
        (
            "plan:\n  - 指標: a\n    目標: \"b\n  - 指標: c\n    目標: [d\n  - 指標: e\n",
            "{plan: [{指標: a, 目標: b}, {指標: c, 目標: !}, {指標: e}]}",
            "yaml-quote 3:9, yaml-bracket 5:9",
        ),
        (
            "人口：1\na: @\n病床:2\na: 3",
            "{人口: 1, a: @, 病床: 2}",
            "yaml-fullwidth-colon 1:3, yaml-special 2:4, yaml-colon-space 3:3, duplicate-key 4:1",
        ),
    ]);
}

#[test]
fn every_node_knows_its_place() {
    let text = "---\r\n人口: 百人 # 注\r\n題: \"北浜\" # 日本語の注\r\n注:\r\n  - { 値: 一, 時点: [二, 三] }\r\n文: |\r\n  第一\r\n\r\n    第二\r\n\r\n折: >-\r\n  長い\r\n  文\r\n並:\r\n  甲: 乙\r\n---\r\n";
    let source = Source::new("a.md", text);
    let mut findings = Findings::new();
    let front = split(&source, &mut findings).front.expect("front matter");
    let root = parse(&source, front, &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    let mut out = String::new();
    write_positions(&root, &source, &mut out);
    let expected = "人口=百人;題=\"北浜\";注={ 値: 一, 時点: [二, 三] };値=一;時点=[二, 三];二;三;\
        文=第一\r\n\r\n    第二;折=長い\r\n  文;並=甲: 乙;甲=乙;";
    assert_eq!(out, expected);
}

fn write_positions(node: &Node, source: &Source, out: &mut String) {
    match &node.content {
        Content::Map(entries) => {
            for Entry { key, key_span, value } in entries {
                assert_eq!(source.slice(*key_span), key);
                write!(out, "{key}=").expect("a string takes all");
                if !matches!(value.content, Content::List(_)) || source.slice(value.span).starts_with('[') {
                    write!(out, "{};", source.slice(value.span)).expect("a string takes all");
                }
                write_positions(value, source, out);
            }
        }
        Content::List(items) => {
            for item in items {
                write!(out, "{};", source.slice(item.span)).expect("a string takes all");
                write_positions(item, source, out);
            }
        }
        _ => {}
    }
}

#[test]
fn words_inside_a_text_map_back_to_the_file() {
    let text = "並:\n  - 文: |\n\n      第一\n\n        第二の語\n    題: '北の語'\n    折: >\n      甲\n      語\n    字: 素の語\n　 行: 語\n";
    let source = Source::new("a.md", text);
    let root = parse(&source, Span::new(0, text.len()), &mut Findings::new());
    let mut found = Vec::new();
    words_of(&root, &source, &mut found);
    // The folded text is known only as a whole: it starts at its first word.
    assert_eq!(found, [(6, 12), (7, 11), (9, 7), (11, 10), (12, 6)]);
}

fn words_of(node: &Node, source: &Source, found: &mut Vec<(usize, usize)>) {
    match &node.content {
        Content::Map(entries) => entries.iter().for_each(|entry| words_of(&entry.value, source, found)),
        Content::List(items) => items.iter().for_each(|item| words_of(item, source, found)),
        Content::Text(scalar) => {
            let at = scalar.text.find('語').expect("every text has the word");
            found.push(source.line_and_column(scalar.origin.offset_span(at..at + 3).start()));
        }
        _ => {}
    }
}
