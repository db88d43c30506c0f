//! Numbers as people write them, and exact sums.

use super::*;

/// Whether a sum is exactly this number.
fn is(sum: DecimalSum, number: Decimal) -> bool {
    sum.compare(number, DecimalSum::default()) == Ordering::Equal
}
use proptest::prelude::*;
use std::collections::HashSet;

#[test]
fn reads_numbers_in_either_width() {
    for (text, shown) in [
        ("1,539,946", "1,539,946"),
        ("1539946", "1,539,946"),
        ("１，７５８", "1,758"),
        ("２９．５", "29.5"),
        ("48.0", "48.0"),
        (" 7 ", "7"),
        ("0", "0"),
        ("−5", "−5"),
        ("▲1,234.5", "−1,234.5"),
        ("△０．５", "−0.5"),
        ("+3", "3"),
        ("0.000000001", "0.000000001"),
        ("9223372036854775807", "9,223,372,036,854,775,807"),
    ] {
        assert_eq!(Decimal::parse(text).map(|number| number.to_string()).as_deref(), Some(shown), "{text}");
    }
}

#[test]
fn refuses_what_is_not_one_number() {
    for text in [
        "",
        "-",
        "1,53,946",
        "1539,946",
        "12,3456",
        "1,",
        ",123",
        "1.",
        ".5",
        "1.2.3",
        "5人",
        "①",
        "5²",
        "三",
        "1 2",
        "0.0000000001",
        "9223372036854775808",
        "--5",
        "1,234,56",
    ] {
        assert_eq!(Decimal::parse(text), None, "{text}");
    }
}

#[test]
fn reckons_exactly() {
    let read = |text: &str| Decimal::parse(text).unwrap_or_default();
    assert_eq!(read("0.1").checked_add(read("0.2")), Some(read("0.3")));
    assert_eq!(read("734").checked_sub(read("445")), Some(read("289")));
    assert_eq!(Decimal::from(i64::MAX).checked_add(1.into()), None);
    assert_eq!(Decimal::from(0).checked_sub(i64::MIN.into()), None);
    assert_eq!(read("1.5").checked_mul(10_000.into()), Some(read("15000")));
    for (part, total, places, share) in [
        ("452", "1530", 1, Some("29.5")),
        ("344", "1530", 1, Some("22.5")),
        ("734", "1530", 1, Some("48.0")),
        ("1", "8", 2, Some("12.50")),
        ("1", "200", 0, Some("1")),
        ("-1", "200", 0, Some("-1")),
        ("1", "-200", 0, Some("-1")),
        ("1", "0", 1, None),
        ("1", "3", 10, None),
    ] {
        let reckoned = read(part).percent_of(read(total), places).map(Decimal::to_plain);
        assert_eq!(reckoned.as_deref(), share, "{part} of {total}");
    }
    for (number, places, rounded) in
        [("29.45", 1, "29.5"), ("-29.45", 1, "-29.5"), ("29.44", 1, "29.4"), ("0.5", 0, "1"), ("7", 2, "7")]
    {
        assert_eq!(read(number).round(places).to_plain(), rounded);
    }
}

#[test]
fn equal_numbers_hash_alike_and_order_by_size() {
    let read = |text: &str| Decimal::parse(text).unwrap_or_default();
    let set: HashSet<Decimal> = ["48", "48.0", "48.000"].map(read).into();
    assert_eq!(set.len(), 1);
    assert!(read("-1") < read("0.5") && read("9.9") < read("10"));
    assert!(Decimal::from(i64::MAX) > read("0.000000001"));
}

proptest! {
    #[test]
    fn reads_back_what_it_shows(unscaled in any::<i64>(), scale in 0_u8..=9) {
        prop_assume!(unscaled != i64::MIN);
        let number = Decimal::new(unscaled, scale);
        prop_assert_eq!(number.and_then(|number| Decimal::parse(&number.to_string())), number);
        prop_assert_eq!(number.and_then(|number| Decimal::parse(&number.to_plain())), number);
    }

    #[test]
    fn never_panics(a in any::<i64>(), b in any::<i64>(), s in 0_u8..=9, t in 0_u8..=9, places in any::<u8>(), text in "\\PC*") {
        let (Some(a), Some(b)) = (Decimal::new(a, s), Decimal::new(b, t)) else { return Ok(()) };
        let _ = (a.checked_add(b), a.checked_sub(b), a.checked_mul(b), a.percent_of(b, places), a.round(places), a.to_string());
        let _ = Decimal::parse(&text);
    }
}

#[test]
fn sums_are_exact_however_large_they_grow() {
    let read = |text: &str| Decimal::parse(text).unwrap();
    let sum = |decimals: &[&str]| decimals.iter().map(|text| read(text)).collect::<DecimalSum>();
    assert!(is(sum(&["0.1", "0.25"]), read("0.35")));
    assert_eq!(sum(&["0.1", "0.25"]).to_string(), "0.35");
    let large = sum(&["9223372036854775807", "9223372036854775807"]);
    assert!(!is(large, Decimal::from(i64::MAX)) && !is(large, Decimal::from(-2)));
    assert_eq!(large.to_string(), "18,446,744,073,709,551,614");
    assert_eq!(sum(&["-9223372036854775807", "-2.5"]).to_string(), "−9,223,372,036,854,775,809.5");
    assert!(is(sum(&[]), Decimal::from(0)));
}

#[test]
fn sums_are_compared_with_an_allowance() {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let sum =
        |numbers: &[&str]| numbers.iter().map(|text| Decimal::parse(text).unwrap_or_default()).collect::<DecimalSum>();
    for (parts, total, allowance, order) in [
        (&["33.3", "33.3", "33.3"][..], "100", "0.15", Equal),
        (&["33.3", "33.3", "33.3"], "100", "0.05", Less),
        (&["1", "2"], "2", "0", Greater),
        (&["1", "2"], "3", "0", Equal),
    ] {
        let total = Decimal::parse(total).unwrap_or_default();
        assert_eq!(sum(parts).compare(total, sum(&[allowance])), order, "{parts:?} {total}");
    }
}

#[test]
fn numbers_are_shifted_divided_and_rounded() {
    let read = |text: &str| Decimal::parse(text);
    let plain = |number: Option<Decimal>| number.map(Decimal::to_plain);
    for (text, power, shifted) in [
        ("20.11", 6, Some("20110000")),
        ("20110000", -6, Some("20.11")),
        ("1.50", 1, Some("15.0")),
        ("0", -9, Some("0")),
        ("9223372036854775807", 1, None),
        ("1", -10, None),
    ] {
        assert_eq!(plain(read(text).and_then(|number| number.shift(power))).as_deref(), shifted, "{text} {power}");
    }
    for (text, by, quotient) in [("516", 60, Some("8.6")), ("515", 60, None), ("1", 0, None), ("-3", 2, Some("-1.5"))] {
        assert_eq!(plain(read(text).and_then(|number| number.checked_div(by))).as_deref(), quotient, "{text} {by}");
    }
    for (text, half, rough) in
        [("30", "0.5", "5.0"), ("1.25", "0.005", "0.005"), ("12000", "0.5", "500.0"), ("0", "0.5", "0.5")]
    {
        let number = read(text).unwrap_or_default();
        assert_eq!(
            (number.half_step().to_plain(), number.rough_half_step().to_plain()),
            (half.into(), rough.into()),
            "{text}"
        );
    }
}
