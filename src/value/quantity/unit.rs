//! Units as values: 千円 is 1,000 of 円, ha is 10,000 of m2, 時間 is 3,600 of 秒. Amounts of one base are converted into
//! each other; whatever is not understood is a base of its own, which converts into nothing else.

use super::spelling::{folded, spelled};
use crate::source::StaticWords;
use crate::text::number::Decimal;

/// A unit as a multiple of its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitOfMeasure {
    /// What is counted or measured, in one spelling: 円, 人, m2, g-CO2.
    base: String,
    /// How many of the base it is, besides the power of ten: 60 for 分.
    times: i64,
    /// The power of ten of the base: 3 for 千円.
    power: i8,
    /// Whether it is measured rather than counted, so that whole numbers of it are rounded ones.
    measured: bool,
}

/// Words for powers of ten below 万, and from there on.
const SMALL: [(char, i8); 3] = [('十', 1), ('百', 2), ('千', 3)];
const LARGE: [(char, i8); 3] = [('万', 4), ('億', 8), ('兆', 12)];

/// Units with their base, how many of it they are, and the power of ten; the last are measured, the first counted.
const COUNTED: &[(&str, &str, i64, i8)] = &[
    ("円", "円", 1, 0),
    ("銭", "円", 1, -2),
    ("人", "人", 1, 0),
    ("名", "人", 1, 0),
    ("日", "日", 1, 0),
    ("日間", "日", 1, 0),
    ("週", "日", 7, 0),
    ("週間", "日", 7, 0),
    ("か月", "か月", 1, 0),
    ("か月間", "か月", 1, 0),
    ("年", "か月", 12, 0),
    ("年間", "か月", 12, 0),
    ("か年", "か月", 12, 0),
];
const MEASURED: &[(&str, &str, i64, i8)] = &[
    ("%", "%", 1, 0),
    ("‰", "%", 1, -1),
    ("割", "%", 1, 1),
    ("ポイント", "ポイント", 1, 0),
    ("%ポイント", "ポイント", 1, 0),
    ("pt", "ポイント", 1, 0),
    ("秒", "秒", 1, 0),
    ("秒間", "秒", 1, 0),
    ("s", "秒", 1, 0),
    ("分", "秒", 60, 0),
    ("分間", "秒", 60, 0),
    ("min", "秒", 60, 0),
    ("時間", "秒", 3600, 0),
    ("h", "秒", 3600, 0),
    ("平米", "m2", 1, 0),
    ("立米", "m3", 1, 0),
    ("平方キロ", "m2", 1, 6),
    ("ヘクタール", "m2", 1, 4),
    ("cc", "m3", 1, -6),
];

/// Symbols of the metric system: symbol, base, power of ten, and whether it is also taken in small parts (mm, but no mt).
const SYMBOLS: &[(&str, &str, i8, bool)] = &[
    ("Wh", "Wh", 0, true),
    ("cal", "cal", 0, true),
    ("bit", "bit", 0, false),
    ("Sv", "Sv", 0, true),
    ("Bq", "Bq", 0, true),
    ("Pa", "Pa", 0, true),
    ("Hz", "Hz", 0, true),
    ("m", "m", 0, true),
    ("g", "g", 0, true),
    ("t", "g", 6, false),
    ("L", "m3", -3, true),
    ("l", "m3", -3, true),
    ("a", "m2", 2, true),
    ("W", "W", 0, true),
    ("J", "J", 0, true),
    ("V", "V", 0, true),
    ("A", "A", 0, true),
    ("B", "B", 0, false),
];
const PREFIXES: &[(&str, i8)] = &[
    ("", 0),
    ("k", 3),
    ("K", 3),
    ("M", 6),
    ("G", 9),
    ("T", 12),
    ("P", 15),
    ("h", 2),
    ("d", -1),
    ("c", -2),
    ("m", -3),
    ("μ", -6),
    ("n", -9),
];

/// Units spelled out in kana, each with the sign that `UNITS` knows.
const NAMES: &[(&str, &str)] = &[
    ("メートル", "m"),
    ("グラム", "g"),
    ("トン", "t"),
    ("リットル", "L"),
    ("アール", "a"),
    ("ワット時", "Wh"),
    ("ワット", "W"),
    ("ジュール", "J"),
    ("カロリー", "cal"),
    ("シーベルト", "Sv"),
    ("ベクレル", "Bq"),
    ("パスカル", "Pa"),
    ("バイト", "B"),
];
const NAMES_OF_PREFIXES: &[(&str, &str)] = &[
    ("キロ", "k"),
    ("メガ", "M"),
    ("ギガ", "G"),
    ("テラ", "T"),
    ("ヘクト", "h"),
    ("デシ", "d"),
    ("センチ", "c"),
    ("ミリ", "m"),
    ("マイクロ", "μ"),
];

impl UnitOfMeasure {
    /// Understands a unit in any spelling.
    #[must_use]
    pub fn parse(text: &str) -> UnitOfMeasure {
        let text = folded(text);
        // 延べ人 counts visits and 人 persons.
        if let Some(rest) =
            ["延べ", "のべ", "延"].iter().find_map(|word| text.strip_prefix(word)).filter(|r| !r.is_empty())
        {
            let unit = UnitOfMeasure::parse(rest);
            return UnitOfMeasure { base: format!("延べ{}", unit.base), ..unit };
        }
        UnitOfMeasure::known(&text)
            .or_else(|| {
                let (power, rest) = multiplier(&text)?;
                let unit = UnitOfMeasure::known(rest).unwrap_or_else(|| UnitOfMeasure::other(rest));
                Some(UnitOfMeasure { power: unit.power.checked_add(power)?, ..unit })
            })
            .unwrap_or_else(|| UnitOfMeasure::other(&text))
    }

    /// A unit that the rules know, without a word for a power of ten before it.
    fn known(text: &str) -> Option<UnitOfMeasure> {
        let all = COUNTED.iter().map(|unit| (unit, false)).chain(MEASURED.iter().map(|unit| (unit, true)));
        let listed =
            all.into_iter().find(|((spelling, ..), _)| *spelling == text).map(|((_, base, times, power), measured)| {
                UnitOfMeasure { base: (*base).to_owned(), times: *times, power: *power, measured }
            });
        listed.or_else(|| metric(&symbols(text)))
    }

    fn other(text: &str) -> UnitOfMeasure {
        UnitOfMeasure { base: text.to_owned(), times: 1, power: 0, measured: false }
    }

    /// Whether a text is a unit whose base the rules know, be it with a word for a power of ten.
    pub(super) fn is_known(text: &str) -> bool {
        let text = folded(text);
        UnitOfMeasure::known(&text).is_some()
            || multiplier(&text).is_some_and(|(_, rest)| UnitOfMeasure::known(rest).is_some())
    }

    /// What an amount of it is called: 金額 of 千円, 人数 of 人.
    #[must_use]
    pub fn noun(&self) -> StaticWords {
        match self.base() {
            "円" | "ドル" | "ユーロ" => StaticWords::new("金額", "amount"),
            "人" | "名" => StaticWords::new("人数", "number of persons"),
            "件" => StaticWords::new("件数", "number of cases"),
            _ => StaticWords::new("数", "figure"),
        }
    }

    /// What is counted or measured, as a unit of its own: 円 of 千円, m2 of ha.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Whether both count or measure the same, in whatever size.
    #[must_use]
    pub fn is_like(&self, other: &UnitOfMeasure) -> bool {
        self.base == other.base
    }

    /// Whether a number means as much in both.
    #[must_use]
    pub fn is_as_large_as(&self, other: &UnitOfMeasure) -> bool {
        self.is_like(other) && (self.times, self.power) == (other.times, other.power)
    }

    /// Whether the rules know what it counts: money, persons, time, a share, or what the metric system measures.
    #[must_use]
    pub fn is_of_a_rule(&self) -> bool {
        UnitOfMeasure::is_known(&self.base)
    }

    /// Whether whole numbers of it are exact: 人 and 円, but neither 千円 nor km.
    #[must_use]
    pub fn is_counted(&self) -> bool {
        !self.measured && self.power == 0
    }

    /// The unit in whose numbers amounts of one kind are compared.
    #[must_use]
    pub fn base_unit(&self) -> UnitOfMeasure {
        UnitOfMeasure { times: 1, power: 0, ..self.clone() }
    }

    /// A number of this unit as a number of its base; nothing where it does not fit.
    #[must_use]
    pub fn in_base(&self, number: Decimal) -> Option<Decimal> {
        number.checked_mul(self.times.into())?.shift(self.power)
    }

    /// A number of this unit as a number of another one. Nothing where they do not measure the same, or where it would
    /// have no end: 100分 are 1.666… 時間.
    #[must_use]
    pub fn convert(&self, number: Decimal, to: &UnitOfMeasure) -> Option<Decimal> {
        if !self.is_like(to) {
            return None;
        }
        if self.times == to.times {
            return number.shift(self.power.checked_sub(to.power)?);
        }
        self.in_base(number)?.checked_div(to.times)?.shift(to.power.checked_neg()?)
    }
}

/// The power of ten that a unit begins with, and the rest: 百万 of 百万円.
fn multiplier(text: &str) -> Option<(i8, &str)> {
    let (mut power, mut rest) = (0, text);
    for words in [SMALL, LARGE] {
        if let Some((word, by)) = words.iter().find(|(word, _)| rest.starts_with(*word)) {
            power += by;
            rest = rest.strip_prefix(*word)?;
        }
    }
    (power > 0 && !rest.is_empty()).then_some((power, rest))
}

/// A unit without its word for a power of ten, where it has one: 円 of 千円.
pub(super) fn without_multiplier(text: &str) -> Option<&str> {
    multiplier(text).map(|(_, rest)| rest)
}

/// A metric unit in symbols: 平方キロメートル as km2.
fn symbols(text: &str) -> String {
    let (bare, exponent) = match (text.strip_prefix("平方"), text.strip_prefix("立方")) {
        (Some(bare), _) => (bare, "2"),
        (_, Some(bare)) => (bare, "3"),
        _ => (text, ""),
    };
    let Some((name, symbol)) = NAMES.iter().find(|(name, _)| bare.ends_with(name)) else { return text.to_owned() };
    let before = bare.strip_suffix(name).unwrap_or_default();
    let prefix = NAMES_OF_PREFIXES.iter().find(|(name, _)| *name == before).map(|(_, prefix)| *prefix);
    match prefix.or_else(|| before.is_empty().then_some("")) {
        Some(prefix) => format!("{prefix}{symbol}{exponent}"),
        None => text.to_owned(),
    }
}

/// A metric unit: a symbol with its prefix, a power (km2), and what it is of (t-CO2).
fn metric(text: &str) -> Option<UnitOfMeasure> {
    let (symbol, of) = text.split_at(text.find('-').unwrap_or(text.len()));
    let (symbol, exponent) = match symbol.strip_suffix(['2', '3']) {
        Some(bare) => (bare, if symbol.ends_with('2') { 2 } else { 3 }),
        None => (symbol, 1),
    };
    if of.len() == 1 || !symbol.is_ascii() && !symbol.starts_with('μ') {
        return None;
    }
    let found = SYMBOLS.iter().find_map(|(unit, base, power, small)| {
        let before = symbol.strip_suffix(unit)?;
        let (_, by) = PREFIXES.iter().find(|(prefix, by)| *prefix == before && (*small || *by >= 0))?;
        Some((*base, *power, *by))
    });
    let (base, power, by) = found?;
    if exponent > 1 && base != "m" {
        return None;
    }
    let raised = if exponent > 1 { exponent.to_string() } else { String::new() };
    Some(UnitOfMeasure { base: format!("{base}{raised}{of}"), times: 1, power: power + by * exponent, measured: true })
}

/// Whether two units are the same in different spelling: か所 and ヶ所, ％ and %.
#[must_use]
pub fn same_unit(a: &str, b: &str) -> bool {
    a == b || folded(a) == folded(b)
}

/// The number of a figure as it is shown, without the unit at its end, however that is spelled; nothing where it ends otherwise.
#[must_use]
pub fn without_unit<'t>(shown: &'t str, unit: &str) -> Option<&'t str> {
    let number = shown.strip_suffix(unit).map(str::trim_end).filter(|number| number.ends_with(char::is_numeric));
    let respelled = || {
        let digit = shown.rfind(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))?;
        let end = digit + shown.get(digit..)?.chars().next()?.len_utf8();
        let (number, rest) = shown.split_at_checked(end)?;
        same_unit(rest, unit).then_some(number)
    };
    if unit.is_empty() { None } else { number.or_else(respelled) }
}

/// Whether a number means as much in the one unit as in the other: the same unit, or 人 and 名.
#[must_use]
pub fn comparable_units(a: &str, b: &str) -> bool {
    same_unit(a, b) || UnitOfMeasure::parse(a).is_as_large_as(&UnitOfMeasure::parse(b))
}

/// Whether amounts in two units can be converted into each other.
#[must_use]
pub fn like_units(a: &str, b: &str) -> bool {
    same_unit(a, b) || UnitOfMeasure::parse(a).is_like(&UnitOfMeasure::parse(b))
}

/// Whether folded text after a number is a unit rather than the rest of a sentence: one of the form's kind, one that the
/// rules know, or a word that looks like one.
pub(super) fn is_unit(text: &str, form_unit: &str) -> bool {
    !text.is_empty()
        && (!form_unit.is_empty() && like_units(text, form_unit) || UnitOfMeasure::is_known(text) || spelled(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_without_its_unit() {
        for (shown, unit, number) in [
            ("12,500 ｔ", "t", Some("12,500")),
            ("12,500t", "t", Some("12,500")),
            ("1,500トン", "t", None),
            ("4.2万t", "t", None),
            ("３ヶ所", "か所", Some("３")),
            ("30m²/人", "m²/人", Some("30")),
            ("30㎡", "m²", Some("30")),
            ("50.0%", "％", Some("50.0")),
            ("約30人", "人", Some("約30")),
            ("30人以上", "人", None),
            ("30", "", None),
            ("", "人", None),
        ] {
            assert_eq!(without_unit(shown, unit), number, "{shown} {unit}");
        }
    }

    #[test]
    fn units_are_multiples_of_their_base() {
        for (from, to, one) in [
            ("百万円", "千円", Some("1000")),
            ("億円", "円", Some("100000000")),
            ("千万円", "百万円", Some("10")),
            ("兆円", "億円", Some("10000")),
            ("千人", "名", Some("1000")),
            ("十万人", "万人", Some("10")),
            ("千件", "件", Some("1000")),
            ("km2", "ha", Some("100")),
            ("㎢", "平方メートル", Some("1000000")),
            ("m²", "㎡", Some("1")),
            ("a", "m2", Some("100")),
            ("m3", "kL", Some("1")),
            ("トン", "kg", Some("1000")),
            ("千t-CO2", "kg-CO2", Some("1000000")),
            ("t-CO2", "t", None),
            ("時間", "分", Some("60")),
            ("分", "時間", None),
            ("年", "か月", Some("12")),
            ("ヶ月間", "カ月", Some("1")),
            ("割", "％", Some("10")),
            ("MWh", "kWh", Some("1000")),
            ("ＫＷｈ", "Wh", Some("1000")),
            ("kWh", "kW", None),
            ("延べ人", "人", None),
            ("延千人", "延べ人", Some("1000")),
            ("日", "時間", None),
            ("週間", "日", Some("7")),
            ("人", "件", None),
            ("km", "km2", None),
            ("項目", "項目", Some("1")),
        ] {
            let (unit, into) = (UnitOfMeasure::parse(from), UnitOfMeasure::parse(to));
            let number = unit.convert(Decimal::from(1), &into).map(Decimal::to_plain);
            assert_eq!(number.as_deref(), one, "{from} {to}");
        }
    }

    #[test]
    fn only_what_is_counted_one_by_one_is_exact() {
        for (unit, counted) in
            [("人", true), ("円", true), ("項目", true), ("千円", false), ("％", false), ("kg", false)]
        {
            assert_eq!(UnitOfMeasure::parse(unit).is_counted(), counted, "{unit}");
        }
    }

    #[test]
    fn knows_units_of_one_meaning() {
        for (a, b, same, comparable) in [
            ("か所", "カ所", true, true),
            ("ヶ所", "箇所", true, true),
            ("ｶ所", "ヵ所", true, true),
            ("か月", "ヶ月", true, true),
            ("％", "%", true, true),
            ("人", "名", false, true),
            ("人", "件", false, false),
            ("か所", "か月", false, false),
            ("カメラ", "かメラ", false, false),
            ("人・日", "人日", true, true),
        ] {
            assert_eq!((same_unit(a, b), comparable_units(a, b)), (same, comparable), "{a} {b}");
        }
    }

    #[test]
    fn tells_units_from_sentences() {
        for unit in [
            "人",
            "か所",
            "カ所",
            "市町村",
            "ポイント",
            "％",
            "km",
            "㎡",
            "グループ",
            "か月",
            "つ",
            "千円",
            "年間",
            "端末",
        ] {
            assert!(is_unit(unit, ""), "{unit}");
        }
        for text in [
            "",
            "回実施した",
            "月",
            "月末",
            "回目",
            "年度",
            "回中止",
            "件未",
            "を目標",
            "人、",
            "回～",
            "人が参加",
            "-04",
            "頃公表",
            "r",
            "p",
            "r人",
            "千",
            "項目",
        ] {
            assert!(!is_unit(text, ""), "{text}");
        }
        for unit in ["項目", "位", "頃", "r"] {
            assert!(is_unit(unit, unit), "{unit}");
        }
    }
}
