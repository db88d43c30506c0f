//! Paths and bytes become the published folder, in one step. The only writer of the site.
