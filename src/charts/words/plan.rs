//! The words of issues and schedules.

use super::{counted, grouped, sentence};
use crate::source::StaticWords;
use crate::text::SiteLanguage::{self, English, Japanese};

/// The head of a column of issues.
pub const ISSUE: StaticWords = StaticWords::new("課題", "Issue");
/// A sector has a part in an issue.
pub const INVOLVED: StaticWords = StaticWords::new("あり", "yes");
/// The heads of the table of a schedule.
pub const PERIOD: StaticWords = StaticWords::new("時期", "Time");
/// What is to be done.
pub const ITEM: StaticWords = StaticWords::new("実施する項目", "Item");
/// Why a schedule is not drawn.
pub const NO_MONTHS: StaticWords = StaticWords::new(
    "時期が月で書かれていないため、予定の図はありません。",
    "There is no chart of the schedule, as its times are not given in months.",
);

/// How many of the issues: 6件中4件
pub fn of_issues(language: SiteLanguage, part: usize, all: usize) -> String {
    let (part, all) = (grouped(part), grouped(all));
    sentence!(language, "{all}件中{part}件", "{part} of {all}")
}

/// How many issues: 4件, 4 issues.
pub fn issue_count(language: SiteLanguage, issues: usize) -> String {
    let issues = grouped(issues);
    sentence!(language, "{issues}件", "{issues}")
}

/// The head of the row of sums: 6件中
pub fn of_all_issues(language: SiteLanguage, all: usize) -> String {
    let all = grouped(all);
    sentence!(language, "合計（{all}件中）", "Total (of {all})")
}

/// The finding about issues, where all sectors have a part in all.
pub fn all_involved(language: SiteLanguage, sectors: usize, issues: usize) -> String {
    match language {
        Japanese => format!("{sectors}分野すべてが{}件の課題に役割", grouped(issues)),
        English => format!("All {sectors} sectors have a part in {}", counted(issues, "issue", "issues")),
    }
}

/// The finding about issues: the sector with the fewest.
pub fn least_involved(language: SiteLanguage, sector: &str, part: usize, all: usize) -> String {
    let issues = of_issues(language, part, all);
    sentence!(language, "{sector}の役割があるのは{issues}", "{sector} has a part in {issues} issues")
}

/// The description of issues by sector.
pub fn issues_desc(language: SiteLanguage, sectors: &[String]) -> String {
    let sectors = language.list(sectors);
    sentence!(
        language,
        "課題と分野の図。役割の書かれた課題は、{sectors}。",
        "Issues by sector. Issues in which a part is described: {sectors}."
    )
}

/// The finding of a schedule.
pub fn schedule(language: SiteLanguage, items: usize, first: &str, last: &str) -> String {
    let japanese = grouped(items);
    let english = counted(items, "item", "items");
    if first == last {
        sentence!(language, "{first}に{japanese}項目", "{english} in {first}")
    } else {
        sentence!(language, "{first}から{last}まで{japanese}項目", "{english} from {first} to {last}")
    }
}

/// The description of a schedule.
pub fn schedule_desc(language: SiteLanguage, entries: &[String]) -> String {
    let entries = language.list(entries);
    sentence!(language, "年度の月ごとの予定。{entries}。", "Schedule of the fiscal year by month. {entries}.")
}

/// A month of a fiscal year, counted from April.
pub fn month(language: SiteLanguage, index: u8) -> String {
    match language {
        Japanese => format!("{}月", (index + 3) % 12 + 1),
        English => short_month(index).to_owned(),
    }
}

/// What stands over a month of the band: 4月 where the year begins and then the numbers alone, since twelve 月 would touch.
pub fn month_head(language: SiteLanguage, index: u8) -> String {
    let month = month(language, index);
    if index == 0 { month } else { month.trim_end_matches('月').to_owned() }
}

fn short_month(index: u8) -> &'static str {
    const MONTHS: [&str; 12] = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"];
    MONTHS.get(usize::from(index)).copied().unwrap_or_default()
}
