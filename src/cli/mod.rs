//! Commands. Arguments, terminal and environment live here and nowhere below.
