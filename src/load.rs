//! A folder becomes a site and findings, in parallel and in a fixed order.
