//! The story: load, check, render, publish.
