//! A value read as what is wanted; anything else is reported, naming what was found and what to write.

use super::codes;

use super::{Content, Entry, Node, Scalar};
use crate::source::{Reporter, Words, words};
use crate::text::fold;

impl Node {
    /// The text of a value; anything else is reported.
    pub fn text(&self, reporter: &mut Reporter<'_>) -> Option<&Scalar> {
        if let Content::Text(scalar) = &self.content {
            return Some(scalar);
        }
        let hint = words("1つの値を書いてください。", "Write one value.");
        self.wrong(reporter, &words("値", "a value"), hint);
        None
    }

    /// The items of a list.
    pub fn list(&self, reporter: &mut Reporter<'_>) -> Option<&[Node]> {
        if let Content::List(items) = &self.content {
            return Some(items);
        }
        let hint = words("次の行から「- 」を付けて並べてください。", "Write each item on its own line after `- `.");
        self.wrong(reporter, &words("箇条書き", "a list"), hint);
        None
    }

    /// The entries of a map.
    pub fn entries(&self, reporter: &mut Reporter<'_>) -> Option<&[Entry]> {
        if let Content::Map(entries) = &self.content {
            return Some(entries);
        }
        let colon = self.scalar().is_some_and(|scalar| scalar.text.contains(['：', ':', '｛']));
        let hint = if colon {
            words(
                "半角のコロンと空白で「項目名: 値」と書いてください。",
                "Write `key: value` with an ASCII colon and a space.",
            )
        } else {
            words("「項目名: 値」の形で書いてください。", "Write `key: value`.")
        };
        self.wrong(reporter, &words("「項目名: 値」の並び", "keys with values"), hint);
        None
    }

    /// Yes or no, in the words people use.
    pub fn boolean(&self, reporter: &mut Reporter<'_>) -> Option<bool> {
        const WORDS: &[(&str, bool)] = &[
            ("true", true),
            ("yes", true),
            ("はい", true),
            ("有", true),
            ("あり", true),
            ("false", false),
            ("no", false),
            ("いいえ", false),
            ("無", false),
            ("なし", false),
        ];
        let text = fold(&self.text(reporter)?.text).to_lowercase();
        let found = WORDS.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let message =
                words!("「{text}」は「はい」か「いいえ」で答えてください。", "`{text}` is neither true nor false.");
            let hint = words("「はい」（true）または「いいえ」（false）と書いてください。", "Write `true` or `false`.");
            reporter.report(&codes::WRONG_VALUE, self.span, message, hint);
        }
        found
    }

    /// One of the given words, and what it stands for.
    pub fn choice<T: Clone>(&self, choices: &[(&str, T)], reporter: &mut Reporter<'_>) -> Option<T> {
        let written = &self.text(reporter)?.text;
        let folded = fold(written);
        let found = choices.iter().find(|(word, _)| fold(word) == folded).map(|(_, value)| value.clone());
        if found.is_none() {
            let list = |mark: &str| choices.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(mark);
            let message = words!("「{written}」は選べません。", "`{written}` is not one of the choices.");
            let hint = words(
                format!("次のどれかを書いてください：{}。", list("、")),
                format!("Write one of: {}.", list(", ")),
            );
            reporter.report(&codes::WRONG_VALUE, self.span, message, hint);
        }
        found
    }

    /// Reports a value of another shape than wanted; one that could not be read was reported before.
    fn wrong(&self, reporter: &mut Reporter<'_>, wanted: &Words, hint: Words) {
        let (found_ja, found_en) = match &self.content {
            Content::Broken => return,
            Content::Blank => {
                let message = words("値が書かれていません。", "There is no value.");
                reporter.report(&codes::BLANK_VALUE, self.span, message, hint);
                return;
            }
            Content::Text(_) => ("1つの値", "one value"),
            Content::List(_) => ("箇条書き", "a list"),
            Content::Map(_) => ("「項目名: 値」の並び", "keys with values"),
        };
        let message = words(
            format!("{}を書くところに{found_ja}があります。", wanted.ja),
            format!("There is {found_en} where {} should be.", wanted.en),
        );
        reporter.report(&codes::WRONG_SHAPE, self.span, message, hint);
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;
    use crate::source::{Findings, Source, Span};

    /// Reads the value of `a` and returns what came of it, and the codes and messages of the findings.
    fn read<T>(text: &str, how: impl Fn(&Node, &mut Reporter<'_>) -> T) -> (T, String) {
        let source = Source::new("a.yaml", text);
        let mut findings = Findings::new();
        let node = parse(&source, Span::new(0, text.len()), &mut findings);
        let value = match &node.content {
            Content::Map(entries) => entries.first().map_or(&node, |entry| &entry.value),
            _ => &node,
        };
        let read = how(value, &mut Reporter::new(&source, &mut findings));
        (read, findings.iter().map(|f| format!("{} {}", f.code.name, f.message.ja)).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn shapes_other_than_wanted_are_named() {
        let cases = [
            (
                "a: x",
                "",
                "wrong-shape 箇条書きを書くところに1つの値があります。",
                "wrong-shape 「項目名: 値」の並びを書くところに1つの値があります。",
            ),
            (
                "a: [x]",
                "wrong-shape 値を書くところに箇条書きがあります。",
                "",
                "wrong-shape 「項目名: 値」の並びを書くところに箇条書きがあります。",
            ),
            (
                "a: { b: 1 }",
                "wrong-shape 値を書くところに「項目名: 値」の並びがあります。",
                "wrong-shape 箇条書きを書くところに「項目名: 値」の並びがあります。",
                "",
            ),
            (
                "a:",
                "blank-value 値が書かれていません。",
                "blank-value 値が書かれていません。",
                "blank-value 値が書かれていません。",
            ),
        ];
        for (text, as_text, as_list, as_map) in cases {
            assert_eq!(read(text, |n, r| n.text(r).is_some()), (as_text.is_empty(), as_text.to_owned()), "{text}");
            assert_eq!(read(text, |n, r| n.list(r).is_some()), (as_list.is_empty(), as_list.to_owned()), "{text}");
            assert_eq!(read(text, |n, r| n.entries(r).is_some()), (as_map.is_empty(), as_map.to_owned()), "{text}");
        }
    }

    #[test]
    fn words_become_meanings() {
        let cases = [
            ("a: はい", Some(true), ""),
            ("a: ｙｅｓ", Some(true), ""),
            ("a: 有", Some(true), ""),
            ("a: True", Some(true), ""),
            ("a: いいえ", Some(false), ""),
            ("a: no", Some(false), ""),
            ("a: 無", Some(false), ""),
            ("a: 不明", None, "wrong-value 「不明」は「はい」か「いいえ」で答えてください。"),
        ];
        for (text, expected, finding) in cases {
            assert_eq!(read(text, Node::boolean), (expected, finding.to_owned()), "{text}");
        }
        let kinds = [("number", 1), ("数値", 1), ("text", 2)];
        for (text, expected, finding) in [
            ("a: 数値", Some(1), ""),
            ("a: ｔｅｘｔ", Some(2), ""),
            ("a: txt", None, "wrong-value 「txt」は選べません。"),
            ("a: [1", None, "yaml-bracket 括弧が閉じていないか、項目の間の「, 」がありません。"),
        ] {
            assert_eq!(read(text, |n, r| n.choice(&kinds, r)), (expected, finding.to_owned()), "{text}");
        }
    }
}
