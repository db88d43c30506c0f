//! A digest of values: equal for equal values, in every run of one program.

use std::hash::{Hash, Hasher};

use sha2::{Digest, Sha256};

/// The SHA-256 of everything that was hashed into it. Another build of the program may give another: the standard library
/// promises no order for what `Hash` writes.
#[derive(Clone, Debug, Default)]
pub struct ValueDigest(Sha256);

impl ValueDigest {
    /// The digest of one value.
    #[must_use]
    pub fn of(value: &(impl Hash + ?Sized)) -> [u8; 32] {
        let mut digest = ValueDigest::default();
        value.hash(&mut digest);
        digest.end()
    }

    /// The digest of all that was hashed.
    #[must_use]
    pub fn end(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

impl Hasher for ValueDigest {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.clone().finalize().iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_tells_values_and_where_they_end() {
        let of = ValueDigest::of;
        assert_eq!(of(&("a", Some(1))), of(&("a", Some(1))));
        let other = [of(&("a", Some(2))), of(&("a", None::<i32>)), ValueDigest::of(&("b", Some(1)))];
        assert!(!other.contains(&of(&("a", Some(1)))));
        assert_ne!(ValueDigest::of(&["ab", "c"]), ValueDigest::of(&["a", "bc"]));
        assert_ne!(ValueDigest::of(&vec![vec!["a"], vec![]]), ValueDigest::of(&vec![vec![], vec!["a"]]));
    }
}
