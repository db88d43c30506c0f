//! `nenpo table`: one figure over places and years, for a meeting.

use crate::error::{Error, Result};
use crate::form::Audience;
use crate::load::Options;
use crate::model::Place;
use crate::office::{self, FiguresRequest};
use crate::pipeline;
use crate::restrict::restrict;
use crate::source::{Severity, words};
use crate::text::file_name;

use super::folders::Folders;
use super::language::Language;
use super::office::ReportArguments;
use super::{CLEAN, new, print};

/// The arguments of `nenpo table`.
#[derive(Debug, clap::Args)]
pub struct TableArguments {
    /// 数値（measures.yaml の id か名称）、項目（様式の id か項目名）、または指標の名前｜A measure (its id or name), a field (its id or label), or the name of an indicator
    #[arg(value_name = "MEASURE|FIELD|INDICATOR")]
    what: String,
    /// 年度（2021-2024、R3,R5 のように。省略時はすべて）｜Fiscal years, such as 2021-2024 or R3,R5; else all
    #[arg(long, value_name = "YEARS")]
    years: Option<String>,
    /// 自治体（id、名称、団体コードを「,」で並べる。省略時はすべて）｜Places: ids, names or codes with commas between; else all
    #[arg(long, value_name = "PLACES")]
    places: Option<String>,
    #[command(flatten)]
    report: ReportArguments,
    #[command(flatten)]
    folders: Folders,
}

/// Prints the table of what is asked for.
pub fn run(arguments: &TableArguments, language: Language) -> Result<u8> {
    let (site, findings) = pipeline::read(arguments.folders.root(), Options { drafts: false })?;
    let years = arguments.years.as_deref().map(years).transpose()?;
    let listed = arguments.places.iter().flat_map(|list| list.split([',', '、', '，'])).map(str::trim);
    let places = listed.filter(|name| !name.is_empty()).map(|name| Ok(new::place(name, &site)?.id.clone()));
    let places: Vec<String> = places.collect::<Result<_>>()?;
    let errors = findings.count(Severity::Error);
    if errors > 0 {
        print::message_line(language.pick(words!(
            "注意：シートなどに誤りが {errors} 件あります。読めなかったシートは表に入っていません。nenpo check で確かめてください。",
            "warning: there are {errors} errors, and sheets that cannot be read are not in the table; see `nenpo check`."
        )));
    }
    let site = restrict(site, Audience::Public);
    let is_year = |year: i32| years.as_ref().is_none_or(|ranges| ranges.iter().any(|range| range.contains(&year)));
    let is_place = |place: &Place| arguments.places.is_none() || places.contains(&place.id);
    let request = FiguresRequest { site: &site, asked: arguments.what.trim(), is_year: &is_year, is_place: &is_place };
    let report = office::figures(&request, language.of_site())?;
    if report.rows.is_empty() {
        print::message_line(language.pick(words(
            "注意：指定した年度と自治体に、公開する答えがないので、表は空です。下書きは入りません。",
            "warning: the table is empty, since these places have no public answer of these years; drafts are left out.",
        )));
    }
    let output = arguments.folders.output()?;
    let name = if file_name::is_of_a_folder(arguments.what.trim()) { arguments.what.trim() } else { "table" };
    arguments.report.give(&report, &output, name, language)?;
    Ok(CLEAN)
}

/// Fiscal years as people list them: 2021-2024, R3,R5, 令和3年度～令和5年度.
fn years(written: &str) -> Result<Vec<std::ops::RangeInclusive<i32>>> {
    let parts = written.split([',', '、', '，', ' ']).map(str::trim).filter(|part| !part.is_empty());
    let years: Vec<_> = parts
        .map(|part| match part.split_once(['-', '～', '〜', '~', '–', '－']) {
            Some((first, last)) => Ok(new::year(first)?..=new::year(last)?),
            None => new::year(part).map(|year| year..=year),
        })
        .collect::<Result<_>>()?;
    if years.is_empty() || years.iter().any(std::ops::RangeInclusive::is_empty) {
        return Err(Error::new(words!(
            "「{written}」は年度の範囲として読めません。2021-2024 や R3,R5 のように書いてください。",
            "`{written}` is no range of fiscal years; write 2021-2024 or R3,R5."
        )));
    }
    Ok(years)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_listed_as_people_write_them() {
        for (written, expected) in [
            ("2021", Some(vec![2021..=2021])),
            ("2021-2024", Some(vec![2021..=2024])),
            ("R3、令和5年度", Some(vec![2021..=2021, 2023..=2023])),
            ("R3～R5", Some(vec![2021..=2023])),
            ("2024-2021", None),
            ("", None),
            ("来年", None),
        ] {
            assert_eq!(years(written).ok(), expected, "{written}");
        }
    }
}
