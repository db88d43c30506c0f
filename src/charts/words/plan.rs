//! The words of issues and schedules.

use super::grouped;

/// The head of a column of issues.
pub const ISSUE: &str = "課題";
/// A sector has a part in an issue.
pub const INVOLVED: &str = "あり";
/// The heads of the table of a schedule.
pub const PERIOD: &str = "時期";
/// What is to be done.
pub const ITEM: &str = "実施する項目";
/// Why a schedule is not drawn.
pub const NO_MONTHS: &str = "時期が月で書かれていないため、予定の図はありません。";

/// How many of the issues: 6件中4件
pub fn of_issues(part: usize, all: usize) -> String {
    format!("{}件中{}件", grouped(all), grouped(part))
}

/// 4件
pub fn issue_count(issues: usize) -> String {
    format!("{}件", grouped(issues))
}

/// The head of the row of sums: 6件中
pub fn of_all_issues(all: usize) -> String {
    format!("合計（{}件中）", grouped(all))
}

/// The finding about issues, where all sectors have a part in all.
pub fn all_involved(sectors: usize, issues: usize) -> String {
    format!("{sectors}分野すべてが{}件の課題に役割", grouped(issues))
}

/// The finding about issues: the sector with the fewest.
pub fn least_involved(sector: &str, part: usize, all: usize) -> String {
    format!("{sector}の役割があるのは{}", of_issues(part, all))
}

/// The description of issues by sector.
pub fn issues_desc(sectors: &[String]) -> String {
    format!("課題と分野の図。役割の書かれた課題は、{}。", sectors.join("、"))
}

/// The finding of a schedule.
pub fn schedule(items: usize, first: &str, last: &str) -> String {
    if first == last {
        format!("{first}に{}項目", grouped(items))
    } else {
        format!("{first}から{last}まで{}項目", grouped(items))
    }
}

/// The description of a schedule.
pub fn schedule_desc(entries: &[String]) -> String {
    format!("年度の月ごとの予定。{}。", entries.join("、"))
}

/// A month of a fiscal year, counted from April.
pub fn month(index: u8) -> String {
    format!("{}月", (index + 3) % 12 + 1)
}
