//! A code of findings, explained to authors: what it says, why it is there, a wrong and a right example.

use crate::text::Decimal;

use super::{Severity, Words, words};

/// A text in Japanese and in English that is known when the program is built.
pub type Twin = (&'static str, &'static str);

/// A code of findings. It stands beside the rule that gives it; `catalogue` gathers all.
#[derive(Clone, Copy, Debug)]
pub struct Explained {
    /// Stable name in kebab case: `composition-sum`.
    pub code: &'static str,
    /// How much it weighs where the site does not say otherwise.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub title: Twin,
    /// Why it matters, and what to do.
    pub why: Twin,
    /// What gives it.
    pub wrong: Example,
    /// What to write instead.
    pub right: Example,
    /// The number the rule measures against, where a site may set it.
    pub limit: Option<Limit>,
    /// Whether it keeps what is private from being published: no site may weaken it, and to accept a finding needs a reason
    /// that says something.
    pub privacy: bool,
}

/// A number a rule measures against.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// What is measured.
    pub meaning: Twin,
    /// The number where the site sets none.
    pub default: u32,
}

/// An example, which tests read as part of a small site.
#[derive(Clone, Copy, Debug)]
pub enum Example {
    /// Lines of the front matter of a sheet.
    Front(&'static str),
    /// The narrative of a sheet.
    Body(&'static str),
    /// Whole files, each with its path below `content/`.
    Files(&'static [(&'static str, &'static str)]),
    /// What a text cannot show, told.
    Told(&'static str, &'static str),
}

impl Explained {
    /// A code whose findings stop the build.
    pub const fn error(code: &'static str, title: Twin, why: Twin, wrong: Example, right: Example) -> Explained {
        Explained { code, severity: Severity::Error, title, why, wrong, right, limit: None, privacy: false }
    }

    /// A code whose findings do not.
    pub const fn warning(code: &'static str, title: Twin, why: Twin, wrong: Example, right: Example) -> Explained {
        Explained { code, severity: Severity::Warning, title, why, wrong, right, limit: None, privacy: false }
    }

    /// Adds the number the rule measures against.
    #[must_use]
    pub const fn limit(mut self, default: u32, meaning: Twin) -> Explained {
        self.limit = Some(Limit { meaning, default });
        self
    }

    /// Whether a site may measure against this number. A smaller one finds more, and none finds nothing.
    #[must_use]
    pub fn allows(&self, limit: Decimal) -> bool {
        let default = self.limit.map_or(0.0, |own| f64::from(own.default));
        !self.privacy || (1.0..=default).contains(&limit.to_f64())
    }

    /// Marks a code that keeps what is private from being published.
    #[must_use]
    pub const fn privacy(mut self) -> Explained {
        self.privacy = true;
        self
    }
}

impl From<Twin> for Words {
    fn from((ja, en): Twin) -> Words {
        words(ja, en)
    }
}
