//! One file per rule over the whole site.
