//! What is written is read back, and reads well.

use proptest::prelude::*;

use super::*;
use crate::record::Node;

fn back(node: &Node) -> PrefilledValue {
    match &node.content {
        Content::Text(scalar) => PrefilledValue::Text(scalar.text.clone()),
        Content::List(items) => PrefilledValue::List(items.iter().map(back).collect()),
        Content::Map(entries) => PrefilledValue::Map(
            entries.iter().map(|entry| PrefilledLine::new(entry.key.clone(), back(&entry.value))).collect(),
        ),
        Content::Blank | Content::Broken => PrefilledValue::Blank,
    }
}

fn bare(block: &PrefilledValue) -> PrefilledValue {
    match block {
        PrefilledValue::List(items) => PrefilledValue::List(items.iter().map(bare).collect()),
        PrefilledValue::Map(lines) => PrefilledValue::Map(
            lines.iter().map(|line| PrefilledLine::new(line.key.clone(), bare(&line.value))).collect(),
        ),
        other => other.clone(),
    }
}

#[test]
fn quotes_stand_only_where_they_are_needed() {
    for (text, spelling) in [
        ("1,539,946人", "1,539,946人"),
        ("１回／年", "１回／年"),
        ("記載なし", "記載なし"),
        ("第1回: 開催", "'第1回: 開催'"),
        ("協議会：年3回", "協議会：年3回"),
        ("－", "－"),
        ("-", "'-'"),
        ("*印", "'*印'"),
        ("“注意”", "'“注意”'"),
        ("", "''"),
        ("null", "'null'"),
        ("it's", "it's"),
        ("空白 ", "'空白 '"),
        ("a\tb", "\"a\\tb\""),
        ("# 見出し", "'# 見出し'"),
        ("髙﨑神", "髙﨑神"),
    ] {
        assert_eq!(scalar(text, ScalarPosition::Value), spelling, "{text}");
    }
}

#[test]
fn comments_stand_where_they_belong() {
    let row = PrefilledValue::Map(vec![
        PrefilledLine::new("指標", PrefilledValue::text("個別支援")).above(["二つめの行".to_owned()]),
        PrefilledLine::new("実績値", PrefilledValue::Blank).comment("前年度の目標値: 61件"),
    ]);
    let lines = [
        PrefilledLine::new("人口", PrefilledValue::Blank).above([String::new(), "国勢調査".to_owned()]).comment("人"),
        PrefilledLine::new("指標", PrefilledValue::List(vec![row, PrefilledValue::text("甲\n乙\n")])),
    ];
    let expected = "\n# 国勢調査\n人口: # 人\n指標:\n  - 指標: 個別支援\n    # 二つめの行\n    実績値: # 前年度の目標値: 61件\n  - |\n    甲\n    乙\n";
    assert_eq!(yaml(&lines), expected);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ a-c0-9:：\\-－#\"'“”{}\\[\\],|>&*!@?%~語人（）\t　]{0,12}",
        "[ a-c:#\\-\n語|\u{85}\u{2028}\\\\\"]{0,12}",
        "\\PC{0,10}",
        "[語a\n]{1,8}\n?",
    ]
}

fn block() -> impl Strategy<Value = PrefilledValue> {
    let leaf = prop_oneof![1 => Just(PrefilledValue::Blank), 5 => text().prop_map(PrefilledValue::Text)];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(PrefilledValue::List),
            prop::collection::vec((text(), inner, prop::option::of(text()), text()), 0..4).prop_map(|lines| {
                let line = |(index, (key, value, comment, above)): (
                    usize,
                    (String, PrefilledValue, Option<String>, String),
                )| {
                    // Keys are told apart by their folded spelling.
                    PrefilledLine { key: format!("{key}{index}"), value, comment, above: vec![above] }
                };
                PrefilledValue::Map(lines.into_iter().enumerate().map(line).collect())
            }),
        ]
    })
}

/// The codes of hidden characters.
const HIDDEN: [&str; 3] = ["control-character", "direction-control", "invisible-character"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn what_is_written_is_read_back(value in block()) {
        let lines = [PrefilledLine::new("a", value), PrefilledLine::new("b", PrefilledValue::text("end"))];
        let yaml = yaml(&lines);
        let source = Source::new("a.md", yaml.as_str());
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, yaml.len()), &mut findings);
        // A hidden character is found in whatever text it stands.
        let unexpected: Vec<&str> = findings.iter().map(|finding| finding.code.name).filter(|code| !HIDDEN.contains(code)).collect();
        prop_assert!(unexpected.is_empty(), "{yaml}\n{unexpected:?}");
        prop_assert_eq!(back(&node), bare(&PrefilledValue::Map(lines.to_vec())), "{}", yaml);
    }
}
