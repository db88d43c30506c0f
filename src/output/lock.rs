//! One build at a time: a lock that the system lets go of when its holder ends, however it ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::error::Result;

use super::error;

/// The lock's file in the output folder. It stays: removing it would let two builds lock two files of one name.
const NAME: &str = ".nenpo.lock";

/// Held until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    /// Lets go in so many words: closing alone does not, while a child that is just being started holds a copy.
    fn drop(&mut self) {
        drop(self.file.unlock());
    }
}

/// Takes the lock of an output folder.
///
/// Some network drives know no locks. A build there goes on without one rather than never.
pub(super) fn lock(folder: &Path) -> Result<Lock> {
    let path = folder.join(NAME);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(|error| error::io(&path, &error))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Err(error::busy(folder)),
        Ok(()) | Err(TryLockError::Error(_)) => Ok(Lock { file }),
    }
}
