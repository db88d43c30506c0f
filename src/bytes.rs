//! What is in a file of the site: bytes in pieces, which several files may share.
//!
//! The table of all years says again what those of the years say. Held twice, the tables of a large site would take as much
//! memory as its sheets.

use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

/// Bytes, one piece after another. A clone shares the pieces.
#[derive(Clone, Debug, Default)]
pub struct Bytes {
    pieces: Vec<Arc<Vec<u8>>>,
    /// Their SHA-256, once it was asked for: the lists of data name it, and so does the manifest of the site.
    sha256: OnceLock<[u8; 32]>,
}

impl Bytes {
    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.len()).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The pieces in their order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> + Clone {
        self.pieces.iter().map(|piece| piece.as_slice())
    }

    /// The SHA-256 of all pieces together, in bytes.
    #[must_use]
    pub fn sha256(&self) -> [u8; 32] {
        *self.sha256.get_or_init(|| {
            let mut digest = Sha256::new();
            self.pieces().for_each(|piece| digest.update(piece));
            digest.finalize().into()
        })
    }

    /// Adds what another has.
    pub fn extend(&mut self, other: &Bytes) {
        self.pieces.extend(other.pieces.iter().cloned());
        self.sha256 = OnceLock::new();
    }

    /// All pieces joined into one vector; without a copy where there is one piece that nobody shares.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<u8> {
        match self.pieces.pop() {
            Some(last) if self.pieces.is_empty() => Arc::unwrap_or_clone(last),
            last => self.pieces.iter().chain(&last).flat_map(|piece| piece.iter().copied()).collect(),
        }
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Bytes {
        let pieces = if bytes.is_empty() { Vec::new() } else { vec![Arc::new(bytes)] };
        Bytes { pieces, ..Bytes::default() }
    }
}

impl From<String> for Bytes {
    fn from(text: String) -> Bytes {
        text.into_bytes().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_one_text() {
        let (one, two) = (Bytes::from("ab".to_owned()), Bytes::from(vec![b'c']));
        let mut both = one.clone();
        both.extend(&Bytes::default());
        assert_eq!((both.sha256(), one.sha256()), (one.sha256(), both.sha256()));
        both.extend(&two);
        assert_eq!(both.sha256(), Bytes::from("abc".to_owned()).sha256());
        assert_eq!((both.len(), both.is_empty(), both.pieces().count()), (3, false, 2));
        assert_eq!(both.into_vec(), b"abc");
        assert_eq!(one.into_vec(), b"ab");
        assert!(Bytes::from(Vec::new()).is_empty() && Bytes::default().into_vec().is_empty());
    }
}
