//! Ids with the form's words for them: choices, rows, parts.

/// An id with the form's words for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The key in the form, stable over the years.
    pub id: String,
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// Head over consecutive rows of a table.
    pub group: Option<String>,
}

/// Ids with labels, in the order of the form.
pub type LabelList = Vec<Choice>;

/// A part of a composition.
#[derive(Clone, Debug)]
pub struct CompositionPart {
    /// The key in the form, stable over the years.
    pub id: String,
    /// The form's words for it, which sheets may use as a key.
    pub label: String,
    /// Whether the headline of a chart tells of it.
    pub headline: bool,
    /// Parts of this part.
    pub parts: Vec<CompositionPart>,
}
