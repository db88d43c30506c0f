//! Encryption: a text is compressed and encrypted with a random key, and that key is wrapped for every passphrase.
//!
//! AES-256-GCM (NIST SP 800-38D) encrypts, and PBKDF2 with HMAC-SHA-256 (RFC 8018) derives a key from a passphrase:
//! every browser has both. The plain text around the ciphertext is authenticated with it (associated data, AAD), so
//! that nobody can change it unnoticed.

use std::io::Write as _;

use aes_gcm::aead::{Aead as _, Payload};
use aes_gcm::{Aes256Gcm, KeyInit as _, Nonce};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::{Compression, write::GzEncoder};
use pbkdf2::pbkdf2_hmac;
use serde_json::{Value, json};
use sha2::Sha256;

use crate::error::{Error, Result};
use crate::source::words;

use super::passphrase;
use super::random::Rng;

/// Iterations of PBKDF2: what OWASP asks for with SHA-256. A guess costs a third of a second on an office machine.
pub const ITERATIONS: u32 = 600_000;

/// Encrypts a text for passphrases; `header` stays in plain text and is authenticated with it (associated data). The result is
/// the JSON that the page's script reads.
///
/// # Errors
/// When there are no random numbers, or the text is longer than the cipher can take.
pub fn encrypt_for(text: &str, header: &str, passphrases: &[String], rng: Rng<'_>) -> Result<Value> {
    let key: [u8; 32] = random(rng)?;
    let mut keys = Vec::new();
    for passphrase in passphrases {
        // A salt for each: who tries passphrases tries them for one recipient at a time.
        let salt: [u8; 16] = random(rng)?;
        let nonce: [u8; 12] = random(rng)?;
        let wrapped = encrypt(&derive_key(passphrase, &salt, ITERATIONS), nonce, &key, header.as_bytes())?;
        keys.push(
            json!({ "salt": STANDARD.encode(salt), "nonce": STANDARD.encode(nonce), "key": STANDARD.encode(wrapped) }),
        );
    }
    let nonce: [u8; 12] = random(rng)?;
    let data = encrypt(&key, nonce, &compress(text)?, header.as_bytes())?;
    Ok(json!({
        "open": header,
        "rounds": ITERATIONS,
        "keys": keys,
        "nonce": STANDARD.encode(nonce),
        "data": STANDARD.encode(data),
    }))
}

/// The key derived from a passphrase, however it is typed.
fn derive_key(passphrase: &str, salt: &[u8], iterations: u32) -> [u8; 32] {
    let mut key = [0; 32];
    pbkdf2_hmac::<Sha256>(passphrase::folded(passphrase).as_bytes(), salt, iterations, &mut key);
    key
}

fn encrypt(key: &[u8; 32], nonce: [u8; 12], text: &[u8], aad: &[u8]) -> Result<Vec<u8>> {
    let cipher = Aes256Gcm::new(&(*key).into());
    let payload = Payload { msg: text, aad };
    cipher.encrypt(&Nonce::from(nonce), payload).map_err(|_| {
        Error::new(words("共有する内容が長すぎて、暗号にできません。", "The text is too long for the cipher."))
    })
}

/// Compresses a text with gzip. Ciphertext cannot be compressed, so this comes first: the page gets smaller by it.
fn compress(text: &str) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    Ok(encoder.finish()?)
}

fn random<const N: usize>(rng: Rng<'_>) -> Result<[u8; N]> {
    let mut bytes = [0; N];
    rng(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::random::random_bytes;
    use super::*;

    fn bytes(hexadecimal: &str) -> Vec<u8> {
        let digits: Vec<u8> = hexadecimal.bytes().filter_map(|b| char::from(b).to_digit(16)).map(|d| d as u8).collect();
        digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
    }

    /// RFC 7914, section 11, and the vectors of RFC 6070 computed with SHA-256.
    #[test]
    fn a_passphrase_gives_the_known_key() {
        for (passphrase, salt, iterations, key) in [
            ("passwd", "salt", 1, "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"),
            ("Password", "NaCl", 80_000, "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"),
            ("password", "salt", 1, "120fb6cffcf8b32c43e7225256c4f837a86548c92ccc35480805987cb70be17b"),
            ("password", "salt", 2, "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"),
            ("password", "salt", 4096, "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a"),
        ] {
            let mut derived = [0; 32];
            pbkdf2_hmac::<Sha256>(passphrase.as_bytes(), salt.as_bytes(), iterations, &mut derived);
            assert_eq!(derived.to_vec(), bytes(key), "{passphrase} {iterations}");
            if passphrase == passphrase.to_lowercase() {
                assert_eq!(derive_key(passphrase, salt.as_bytes(), iterations), derived, "{passphrase} {iterations}");
            }
        }
    }

    /// Test cases 13, 14 and 16 of the GCM specification (McGrew and Viega), with keys of 256 bits.
    #[test]
    fn a_key_gives_the_known_ciphertext() {
        let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308";
        let text = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39";
        let zero = "0".repeat(64);
        for (key, nonce, text, aad, sealed) in [
            (zero.as_str(), "000000000000000000000000", "", "", "530f8afbc74536b9a963b4f1c4cb738b"),
            (
                zero.as_str(),
                "000000000000000000000000",
                "00000000000000000000000000000000",
                "",
                "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919",
            ),
            (
                key,
                "cafebabefacedbaddecaf888",
                text,
                "feedfacedeadbeeffeedfacedeadbeefabaddad2",
                "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662\
                 76fc6ece0f4e1768cddf8853bb2d551b",
            ),
        ] {
            let key: [u8; 32] = bytes(key).try_into().unwrap();
            let nonce = bytes(nonce).try_into().unwrap();
            assert_eq!(encrypt(&key, nonce, &bytes(text), &bytes(aad)).unwrap(), bytes(sealed), "{text}");
        }
    }

    #[test]
    fn the_header_is_authenticated() {
        let key = [7; 32];
        let sealed = encrypt(&key, [1; 12], "川崎市".as_bytes(), b"a 2027-03-31").unwrap();
        let cipher = Aes256Gcm::new(&key.into());
        let opened = |sealed: &[u8], header: &str| {
            cipher.decrypt(&Nonce::from([1; 12]), Payload { msg: sealed, aad: header.as_bytes() }).ok()
        };
        assert_eq!(opened(&sealed, "a 2027-03-31").as_deref(), Some("川崎市".as_bytes()));
        assert_eq!(opened(&sealed, "a 2028-03-31"), None);
        for at in 0..sealed.len() {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert_eq!(opened(&flipped, "a 2027-03-31"), None, "byte {at}");
        }
    }

    #[test]
    fn every_recipient_has_a_key_and_no_two_ciphertexts_are_equal() {
        let passphrases = ["kasune-motari-yohami-torise".to_owned(), "もうひとつの長い合言葉です".to_owned()];
        let encrypted = || encrypt_for("川崎市", "a", &passphrases, &mut random_bytes).unwrap();
        let (one, other) = (encrypted(), encrypted());
        assert_eq!(one["keys"].as_array().map(Vec::len), Some(2));
        for name in ["nonce", "data"] {
            assert_ne!(one[name], other[name], "{name}");
        }
        for name in ["salt", "nonce", "key"] {
            assert_ne!(one["keys"][0][name], one["keys"][1][name], "{name}");
            assert_ne!(one["keys"][0][name], other["keys"][0][name], "{name}");
        }
    }
}
