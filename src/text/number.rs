//! Numbers as written in Japanese documents, and exact decimals.

/// An exact decimal: `unscaled` / 10^`scale`. 29.5 is `unscaled` 295, `scale` 1.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    /// All digits as one integer.
    pub unscaled: i64,
    /// How many of them stand after the point.
    pub scale: u8,
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        i128::from(self.unscaled) * 10i128.pow(other.scale.into())
            == i128::from(other.unscaled) * 10i128.pow(self.scale.into())
    }
}

impl Eq for Decimal {}
