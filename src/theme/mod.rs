//! Templates, their words and static files. The only room that knows Tera.
