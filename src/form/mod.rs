//! Forms as data: sections, fields, and the settings of each field kind.
