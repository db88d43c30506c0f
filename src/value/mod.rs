//! One file per field kind: how a value is read, what is wrong in it, what templates see.

pub mod quantity;

pub use quantity::{Absence, Amount, Direction, Meaning, Quantity};
