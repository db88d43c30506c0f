//! The codes of findings on themes.

use crate::source::Example::{Files, Told};
use crate::source::{Code, WhyByHand};

/// There is no theme of this name.
pub const THEME_MISSING: Code = Code::error(
    "theme-missing",
    ("site.yaml の theme にあるテーマがありません。", "The theme that site.yaml names is not there."),
    (
        "テーマは themes/ の中のフォルダーです。名前の打ち間違いか、フォルダーの置き忘れです。",
        "A theme is a folder in themes/. Its name is misspelt, or the folder was forgotten.",
    ),
    Told("`theme: blue` と書き、themes/blue を置いていない site.yaml。", "`theme: blue` without a folder themes/blue."),
    Files(&[("site.yaml", "title: 浜の年報\npublisher: 潮見県\ntheme: default\n")]),
)
.by_hand(WhyByHand::Files);

/// A file of the theme cannot be used.
pub const THEME_FILE: Code = Code::error(
    "theme-file",
    ("テーマのファイルを使えません。", "A file of the theme cannot be used."),
    (
        "static/ の名前はアドレスになるので、どの機械でも使える名前にします。大きすぎるファイルと、サイトの外へのリンクは使いません。",
        "Names in static/ become addresses, so they must work everywhere. What is too large, and links out of the site, are not used.",
    ),
    Told("themes/blue/static/図#1.png。", "themes/blue/static/図#1.png."),
    Told("themes/blue/static/図1.png。", "themes/blue/static/図1.png."),
)
.by_hand(WhyByHand::Files);

/// A setting of the theme names something that is not there.
pub const THEME_SETTING: Code = Code::error(
    "theme-setting",
    ("theme.yaml の設定が正しくありません。", "A setting of theme.yaml is not right."),
    (
        "logo は static/ の中のファイルの名前、extends は default です。",
        "`logo` is the name of a file in static/, and `extends` is `default`.",
    ),
    Told("static/ にない `logo: mark.svg`。", "`logo: mark.svg` without that file in static/."),
    Told("static/mark.svg を置いた `logo: mark.svg`。", "`logo: mark.svg` with static/mark.svg."),
)
.by_hand(WhyByHand::Settings);

/// A colour of the theme cannot be used.
pub const THEME_COLOUR: Code = Code::error(
    "theme-colour",
    ("テーマの色を使えません。", "A colour of the theme cannot be used."),
    (
        "色は「\"#00428c\"」のように引用符で囲みます。囲まないと、# から後は覚え書きになります。文字の色は、地の色との比が 4.5:1 以上です。",
        "A colour is written in quotes, as in \"#00428c\"; without them `#` begins a comment. Text needs a contrast of 4.5:1 on its ground.",
    ),
    Told("`link: \"#949494\"`（白い地との比が 3.03:1）。", "`link: \"#949494\"`, with 3.03:1 on white."),
    Told("`link: \"#00428c\"`。", "`link: \"#00428c\"`."),
)
.by_hand(WhyByHand::Settings);

/// A template has a mistake.
pub const THEME_TEMPLATE: Code = Code::error(
    "theme-template",
    ("テンプレートに誤りがあります。", "A template has a mistake."),
    (
        "テンプレートの書き方の誤りと、ページにない値を使う誤りです。",
        "It is not written in the language of templates, or uses what the page does not have.",
    ),
    Told("閉じていない `{{ site.title`。", "`{{ site.title` that is not closed."),
    Told("`{{ site.title }}`。", "`{{ site.title }}`."),
)
.by_hand(WhyByHand::Settings);

/// The codes of themes.
pub const CODES: &[Code] = &[THEME_MISSING, THEME_FILE, THEME_SETTING, THEME_COLOUR, THEME_TEMPLATE];
