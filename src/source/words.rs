//! Texts in Japanese and English, in pairs, so that neither is forgotten.

use crate::text::SiteLanguage;

use super::short::cut;

/// A text in Japanese and in English, side by side so that neither is forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words<T = String> {
    /// Japanese, the language of the sheets.
    pub ja: T,
    /// The text in English.
    pub en: T,
}

/// A text in both languages that is known when the program is built.
pub type StaticWords = Words<&'static str>;

impl StaticWords {
    /// Pairs a Japanese text with its English counterpart.
    #[must_use]
    pub const fn new(ja: &'static str, en: &'static str) -> StaticWords {
        Words { ja, en }
    }

    /// The text in one language.
    #[must_use]
    pub const fn in_language(self, language: SiteLanguage) -> &'static str {
        match language {
            SiteLanguage::Japanese => self.ja,
            SiteLanguage::English => self.en,
        }
    }
}

impl From<StaticWords> for Words {
    fn from(text: StaticWords) -> Words {
        words(text.ja, text.en)
    }
}

impl Words {
    /// The text in one language.
    #[must_use]
    pub fn in_language(&self, language: SiteLanguage) -> &str {
        match language {
            SiteLanguage::Japanese => &self.ja,
            SiteLanguage::English => &self.en,
        }
    }

    /// A copy with every quotation, and the whole, cut to what can be read.
    #[must_use]
    pub fn shortened(self) -> Words {
        Words { ja: cut(self.ja), en: cut(self.en) }
    }
}

/// Pairs a Japanese text with its English counterpart.
pub fn words(ja: impl Into<String>, en: impl Into<String>) -> Words {
    Words { ja: ja.into(), en: en.into() }
}
