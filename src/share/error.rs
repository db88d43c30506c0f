//! Errors of shares and of reading notes, with what to do.

use crate::error::Error;
use crate::record::did_you_mean;
use crate::source::{Words, words};

/// No share has this id; `near` is the most similar of the known ones.
pub fn unknown(id: &str, near: Option<&str>, known: &[&str]) -> Error {
    let Words { ja, en } = match (near, known) {
        (Some(near), _) => did_you_mean(near),
        (None, []) => words("content/shares.yaml に共有を書いてください。", "Write shares in content/shares.yaml."),
        (None, known) => words(format!("ある共有：{}。", known.join("、")), format!("Shares: {}.", known.join(", "))),
    };
    Error::new(words!(
        "「{id}」という共有は shares.yaml にありません。{ja}",
        "There is no share `{id}` in shares.yaml. {en}"
    ))
}

/// The share has no document.
pub fn empty(id: &str) -> Error {
    Error::new(words!(
        "共有「{id}」に入る文書がありません。shares.yaml の自治体と年度を確かめてください。",
        "No document is in the share `{id}`. Look at its places and years in shares.yaml."
    ))
}

/// The last day of the share is over.
pub fn ended(id: &str, until: &str) -> Error {
    Error::new(words!(
        "共有「{id}」の期限（{until}）は過ぎています。shares.yaml の until を書き直してください。",
        "The share `{id}` ended on {until}. Write a new `until` in shares.yaml."
    ))
}

/// A passphrase is refused, with the reason.
pub fn passphrase(recipient: &str, weakness: &Words) -> Error {
    if recipient.is_empty() {
        return Error::new(words(weakness.ja.clone(), weakness.en.clone()));
    }
    Error::new(words(format!("{recipient}：{}", weakness.ja), format!("{recipient}: {}", weakness.en)))
}

/// There are more or fewer passphrases than recipients.
pub fn passphrases(given: usize, wanted: usize) -> Error {
    Error::new(words!(
        "合言葉が {given} 個ありますが、{wanted} 個要ります。NENPO_PASSPHRASE に、受け取る人の順に一行ずつ書いてください。",
        "There are {given} passphrases for {wanted} recipients. Write them in NENPO_PASSPHRASE, a line each, in their order."
    ))
}

/// Two recipients have the same passphrase.
pub fn same() -> Error {
    Error::new(words(
        "二人の合言葉が同じです。一人ずつ別の合言葉にしてください。",
        "Two recipients have the same passphrase. Give everybody another one.",
    ))
}

/// A file is not one of notes.
pub fn no_notes(file: &str) -> Error {
    Error::new(words!(
        "「{file}」は、共有ページで保存したメモのファイルではありません。",
        "`{file}` holds no notes saved by a share page."
    ))
}
