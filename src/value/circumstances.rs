//! What travels with a figure: when, from where, for what area, and a remark.

use std::borrow::Cow;

use crate::record::{Content, Fields, Node};
use crate::source::Span;
use crate::text::{SiteLanguage, fold};
use crate::view;
use crate::view::View;

use super::{AnswerReader, When, text};

/// The circumstances of an answer. Most have none, and there are many answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Circumstances(Option<Box<Given>>);

/// Circumstances that a sheet gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Given {
    /// 時点: the time of the figure.
    pub as_of: Option<When>,
    /// The position of the time in the sheet.
    pub as_of_span: Span,
    /// 出典: where the figure is from: 630調査.
    pub source: Option<String>,
    /// 範囲: the area that it is about: 埼玉県全体.
    pub scope: Option<String>,
    /// 注記: a remark on the value in a line of words, shown wherever the value is.
    pub note: Option<String>,
}

const VALUE: [&str; 2] = ["value", "値"];
const AS_OF: [&str; 2] = ["as_of", "時点"];
const SOURCE: [&str; 2] = ["source", "出典"];
const SCOPE: [&str; 2] = ["scope", "範囲"];
const NOTE: [&str; 2] = ["note", "注記"];

/// Splits an answer into its circumstances and the value: what stands under 値, or whatever other keys there are.
pub fn split<'n>(node: &'n Node, reader: &mut AnswerReader<'_>) -> (Circumstances, Cow<'n, Node>) {
    if !matches!(node.content, Content::Map(_)) {
        return (Circumstances::default(), Cow::Borrowed(node));
    }
    let mut fields = Fields::new(node, &mut reader.reporter);
    let value = fields.optional(&VALUE).cloned();
    let [as_of, source, scope, note] = [AS_OF, SOURCE, SCOPE, NOTE].map(|names| fields.optional(&names));
    let rest = if let Some(value) = value {
        // The value is complete, so no other key has a meaning here.
        fields.finish();
        Cow::Owned(value)
    } else if [as_of, source, scope, note].iter().all(Option::is_none) {
        Cow::Borrowed(node)
    } else {
        Cow::Owned(Node { span: node.span, content: Content::Map(fields.rest().into_iter().cloned().collect()) })
    };
    let year = reader.year;
    let as_of_span = as_of.map_or(Span::default(), |node| node.span);
    let mut line = |node: Option<&Node>| node.map(|node| text::read(node, reader));
    let as_of = line(as_of).map(|written| When::parse(&written, year));
    (Given { as_of, as_of_span, source: line(source), scope: line(scope), note: line(note) }.into(), rest)
}

impl From<Given> for Circumstances {
    fn from(given: Given) -> Circumstances {
        Circumstances(Some(given).filter(|given| *given != Given::default()).map(Box::new))
    }
}

impl Circumstances {
    /// The time of the figure, where it is given.
    pub fn as_of(&self) -> Option<&When> {
        self.0.as_ref()?.as_of.as_ref()
    }

    /// The position of the time in the sheet; the default span where no time is given.
    pub fn as_of_span(&self) -> Span {
        self.0.as_ref().map_or(Span::default(), |given| given.as_of_span)
    }

    /// The source of the figure, where it is given.
    pub fn source(&self) -> Option<&str> {
        self.0.as_ref()?.source.as_deref()
    }

    /// The area that the figure is about, where it is given.
    pub fn scope(&self) -> Option<&str> {
        self.0.as_ref()?.scope.as_deref()
    }

    /// The remark, where it is given.
    pub fn note(&self) -> Option<&str> {
        self.0.as_ref()?.note.as_deref()
    }

    /// The scope of a figure of `place`, where it is not the place itself: 埼玉県全体 for a city, but not 市内全域.
    pub fn scope_other_than(&self, place: &str) -> Option<&str> {
        self.scope().filter(|scope| !is_whole_of(scope, place))
    }

    /// What is given, if anything is.
    pub fn given(&self) -> Option<&Given> {
        self.0.as_deref()
    }

    /// The circumstances of what nobody has answered.
    pub fn none() -> &'static Circumstances {
        static NONE: Circumstances = Circumstances(None);
        &NONE
    }

    /// A value as a record with its circumstances. A map with a key of circumstances is put under 値, too.
    pub fn around(&self, value: Node) -> Node {
        let names = || [VALUE, AS_OF, SOURCE, SCOPE, NOTE].into_iter().flatten();
        let misleads = match &value.content {
            Content::Map(entries) => entries.iter().any(|entry| names().any(|name| fold(name) == fold(&entry.key))),
            _ => false,
        };
        if self.0.is_none() && !misleads {
            return value;
        }
        let texts = [
            (AS_OF, self.as_of().map(|when| when.written.as_str())),
            (SOURCE, self.source()),
            (SCOPE, self.scope()),
            (NOTE, self.note()),
        ];
        let texts = texts.into_iter().filter_map(|([_, key], text)| Some((key, Node::from(text?))));
        let [_, key] = VALUE;
        std::iter::once((key, value)).chain(texts).collect()
    }

    /// What is given, to be changed.
    pub fn given_mut(&mut self) -> Option<&mut Given> {
        self.0.as_deref_mut()
    }

    /// What templates see; empty when there are none.
    pub fn view(&self, language: SiteLanguage) -> View {
        if self.0.is_none() {
            return View::None;
        }
        view! {
            "as_of" => self.as_of().map(|when| when.view(language)),
            "source" => self.source(),
            "scope" => self.scope(),
            "note" => self.note(),
        }
    }
}

/// Whether a scope is only another name of the place: 川崎市, 川崎市内, 市内全域, 全市, 本市; 県全体 of a prefecture.
pub fn is_whole_of(scope: &str, place: &str) -> bool {
    const BEFORE: [&str; 5] = ["全", "本", "当", "同", "自"];
    const AFTER: [&str; 5] = ["全域", "全体", "区域", "域", "内"];
    let bare = |text: &str| fold(text).replace(char::is_whitespace, "");
    let (scope, place) = (bare(scope), bare(place));
    let mut name = scope.as_str();
    while let Some(rest) = AFTER.iter().find_map(|word| name.strip_suffix(word)) {
        name = rest;
    }
    let kind = place.chars().next_back();
    let short = BEFORE.iter().find_map(|word| name.strip_prefix(word)).unwrap_or(name);
    let mut letters = short.chars();
    name == place || (letters.next() == kind && letters.next().is_none() && kind.is_some_and(is_kind))
}

/// Whether a place's name ends in the kind of municipality it is.
fn is_kind(letter: char) -> bool {
    matches!(letter, '都' | '道' | '府' | '県' | '市' | '区' | '町' | '村')
}

#[cfg(test)]
mod tests {
    use super::is_whole_of;

    #[test]
    fn a_scope_is_the_place_itself_or_another() {
        for (scope, place) in [
            ("川崎市", "川崎市"),
            ("川崎市内", "川崎市"),
            ("川崎市 全域", "川崎市"),
            ("市内全域", "川崎市"),
            ("市全体", "川崎市"),
            ("全市", "川崎市"),
            ("本市", "川崎市"),
            ("当町", "北浜町"),
            ("県全体", "神奈川県"),
        ] {
            assert!(is_whole_of(scope, place), "{scope} {place}");
        }
        for (scope, place) in [
            ("埼玉県全体", "川口市"),
            ("県全体", "川口市"),
            ("市内全域", "神奈川県"),
            ("川崎市川崎区", "川崎市"),
            ("圏域", "川崎市"),
            ("川崎市を除く県域", "川崎市"),
            ("全国", "川崎市"),
            ("", "川崎市"),
            ("市町村", "北浜村"),
        ] {
            assert!(!is_whole_of(scope, place), "{scope} {place}");
        }
    }
}
