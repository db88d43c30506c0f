//! What a form sets for a `presence` field: 有／無, perhaps at several levels and in words of its own.

/// What a form sets for a `presence` field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PresenceSettings {
    /// The levels at which it is asked; empty where it is asked once.
    pub levels: Vec<PresenceLevel>,
    /// The form's words for there being one, the one that pages show first; empty for 有.
    pub yes: Vec<String>,
    /// The form's words for there being none, the one that pages show first; empty for 無.
    pub no: Vec<String>,
}

impl PresenceSettings {
    /// The word that pages show for there being one.
    pub fn yes_word(&self) -> &str {
        self.yes.first().map_or("有", String::as_str)
    }

    /// The word that pages show for there being none.
    pub fn no_word(&self) -> &str {
        self.no.first().map_or("無", String::as_str)
    }
}

/// A level at which presence is asked: 都道府県, 圏域, 市町村.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceLevel {
    /// The key in the form, stable over the years.
    pub id: String,
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// Unit of the counts n and m in 有 n／m.
    pub unit: Option<String>,
}
