//! Random bytes.

use crate::error::{Error, Result};
use crate::source::words;

/// Fills a buffer with random bytes: those of the machine, except in tests.
pub type Rng<'a> = &'a mut dyn FnMut(&mut [u8]) -> Result<()>;

/// The random numbers of the machine.
///
/// # Errors
/// When it has none.
pub fn random_bytes(bytes: &mut [u8]) -> Result<()> {
    getrandom::fill(bytes)
        .map_err(|error| Error::new(words!("乱数が得られません：{error}。", "There are no random numbers: {error}.")))
}
