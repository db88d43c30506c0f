//! Markdown: what it refers to, and its HTML. The only room that knows pulldown-cmark.
