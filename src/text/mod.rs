//! Strings only: folding, widths, numbers, dates and eras, page paths.

pub mod comments;
pub mod composed;
pub mod contained;
pub mod csv;
pub mod date;
pub mod era;
pub mod file_name;
pub mod fold;
pub mod heading;
pub mod hexadecimal;
pub mod hidden;
pub mod japanese;
pub mod language;
pub mod lexicon;
pub mod lookalike;
pub mod number;
pub mod numerals;
pub mod page_path;
pub mod period;
pub mod personal;
pub mod row_of_year;
pub mod suspicious;
pub mod unfinished;
pub mod width;

pub use composed::composed;
pub use contained::contained;
pub use date::Date;
pub use fold::{fold, folded};
pub use hexadecimal::hexadecimal;
pub use hidden::visible;
pub use language::SiteLanguage;
pub use lexicon::Lexicon;
pub use lookalike::looks;
pub use number::Decimal;
pub use period::Period;
pub use row_of_year::RowOfYear;
