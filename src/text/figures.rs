//! Digits above the line: ², ³.

/// A number in digits that stand above the line; nothing for other words.
#[must_use]
pub fn raised(number: &str) -> Option<String> {
    let raise = |c: char| match c {
        '0' => Some('⁰'),
        '1' => Some('¹'),
        '2' => Some('²'),
        '3' => Some('³'),
        '4'..='9' => char::from_u32(u32::from('⁴') + (u32::from(c) - u32::from('4'))),
        '-' | '－' => Some('⁻'),
        _ => None,
    };
    let raised: Option<String> = number.chars().map(raise).collect();
    raised.filter(|raised| !raised.is_empty())
}

#[cfg(test)]
mod tests {
    use super::raised;

    #[test]
    fn numbers_are_raised() {
        let cases = [("2", Some("²")), ("19", Some("¹⁹")), ("-4", Some("⁻⁴")), ("回", None), ("", None)];
        for (number, expected) in cases {
            assert_eq!(raised(number).as_deref(), expected, "{number}");
        }
    }
}
