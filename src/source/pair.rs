//! Two texts with the same values in them.

/// Pairs two texts with the same values in them, as [`format!`] writes them: `words!("{n} 件", "{n} files")`. The function of
/// that name takes texts without values.
macro_rules! words {
    ($ja:literal, $en:literal $(, $value:expr)* $(,)?) => {
        $crate::source::words(format!($ja $(, $value)*), format!($en $(, $value)*))
    };
}

pub(crate) use words;
