//! The stages of a build, each declared once: modules name their spans by it, and `--timings` prints the list.

/// A stage: its name in spans and JSON, and what a table of timings calls it.
#[derive(Clone, Copy, Debug)]
pub struct Stage {
    /// Unique name, as traces have it.
    pub name: &'static str,
    /// Whether it is part of the stage above it in the list; its times are added up over all threads.
    pub nested: bool,
    /// What the console shows in Japanese.
    pub ja: &'static str,
    /// What the console shows in English.
    pub en: &'static str,
}

const fn stage(name: &'static str, ja: &'static str, en: &'static str) -> Stage {
    Stage { name, nested: false, ja, en }
}

const fn nested(name: &'static str, ja: &'static str, en: &'static str) -> Stage {
    Stage { name, nested: true, ja, en }
}

/// Is there anything to do?
pub const COMPARE: Stage = stage("compare", "前の時と比べる", "comparing with the last time");
/// The files of `content/` become a site, with what is wrong in them.
pub const LOAD: Stage = stage("load", "読み込み", "reading content");
/// Rules look at the site.
pub const CHECK: Stage = stage("check", "検査", "checking");
/// Small numbers are withheld.
pub const SUPPRESS: Stage = stage("suppress", "小さな数の非公表", "small numbers");
/// The theme is read.
pub const THEME: Stage = stage("theme", "テーマの読み込み", "reading the theme");
/// Files of data are made.
pub const DATA: Stage = stage("data", "データ", "data");
/// Every page is rendered from the site and the theme, in parallel.
pub const PAGES: Stage = stage("pages", "ページ", "pages");
/// What a template is to see of a page.
pub const MAKE: Stage = nested("make", "内容（図を含む）", "contents, with charts");
/// The plain-text version of a page.
pub const TEXT_VERSION: Stage = nested("text-version", "テキスト版", "plain-text versions");
/// A template is rendered.
pub const TEMPLATE: Stage = nested("template", "テンプレート", "templates");
/// A file is compared with that of the old site, and written.
pub const WRITE: Stage = nested("write", "前のサイトと比べて書く", "comparing with the old site, writing");
/// The index for searching is made.
pub const INDEX: Stage = stage("index", "検索の索引", "search index");
/// The words of a page are read for it.
pub const SECTIONS: Stage = nested("sections", "ページの読み取り", "reading pages");
/// The new site takes the place of the old one.
pub const PUBLISH: Stage = stage("publish", "差し替え", "exchange of sites");

/// All stages in the order in which a build comes to them.
pub const STAGES: [Stage; 14] =
    [COMPARE, LOAD, CHECK, SUPPRESS, THEME, DATA, PAGES, MAKE, TEXT_VERSION, TEMPLATE, WRITE, INDEX, SECTIONS, PUBLISH];
