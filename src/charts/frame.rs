//! What stands around a chart.

use crate::text::SiteLanguage;

/// What a page says of a chart: what is shown, of whom, and of when.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChartFrame<'a> {
    /// Unique on the page; all ids of the figure start with it.
    pub id: &'a str,
    /// What is shown: 入院精神障害者数.
    pub what: &'a str,
    /// The place or group whose figures they are: 川崎市.
    pub place: &'a str,
    /// Of which year's sheet: 令和3年度（2021年度）.
    pub year: &'a str,
    /// When the figures were true: R2年4月.
    pub as_of: Option<&'a str>,
    /// What they cover, where that is not the place: 埼玉県全体.
    pub scope: Option<&'a str>,
    /// The language of its words.
    pub language: SiteLanguage,
    /// The id of the page's table that holds the same figures, where the figure is shown without its own.
    pub table: Option<&'a str>,
}
