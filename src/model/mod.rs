//! Places, years, documents and the whole site.
