//! A quantity as people write it: kept as written for display, and understood for charts and checks.

use crate::text::number::Decimal;

/// Why there is no number. None of these is zero, and each looks different on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Absence {
    /// 記載なし: the form's cell is empty.
    Blank,
    /// 不明: nobody knows.
    Unknown,
    /// 該当なし, －: the question does not apply.
    NotApplicable,
    /// 非公表: known and withheld.
    Suppressed,
    /// 未報告: not reported.
    NotReported,
    /// 調査中, 集計中, 令和3上半期調査: still being found out.
    Pending,
}

/// How exactly an amount is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// ６１件
    Exact(Decimal),
    /// 約30人, 4回程度
    About(Decimal),
    /// 30人以上
    AtLeast(Decimal),
    /// 30人以下, 30人以内
    AtMost(Decimal),
    /// 30人未満
    Below(Decimal),
    /// 30人超
    Above(Decimal),
    /// ２～３回; the lower bound first.
    Range(Decimal, Decimal),
}

/// Which way a goal without a number points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// 前年度増, 増加
    Increase,
    /// 前年度減, 減少
    Decrease,
    /// 維持, 前年度並み
    Keep,
}

/// What a written quantity means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// An amount with its unit.
    Amount(Amount),
    /// A goal that only points somewhere.
    Direction(Direction),
    /// No number, for a known reason.
    Absent(Absence),
    /// Words that cannot be a number; never drawn as one.
    Words,
}

/// A quantity as written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Exactly as the author wrote it.
    pub written: String,
    /// What it means.
    pub meaning: Meaning,
    /// 人, 件, か所; from the text, else from the form.
    pub unit: Option<String>,
    /// 年 in 回／年.
    pub per: Option<String>,
    /// What is counted, where the text says so: 事例検討数 in 事例検討数44人.
    pub label: Option<String>,
    /// What stands in brackets or after ※: R１年度, 政令市を除く.
    pub note: Option<String>,
}
