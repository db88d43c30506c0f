//! The running text: a heading for each section that wants some, and what last year's document said there.

use std::fmt::Write as _;

use crate::form::{Audience, Form, FormSection};
use crate::markdown::plain;
use crate::source::words;

use super::PrefillRequest;
use super::field::when_asked;
use super::previous::PreviousDocument;

/// The text below the front matter.
pub fn body(asked: &PrefillRequest<'_>, last: Option<&PreviousDocument<'_>>) -> String {
    let mut out = String::from("<!-- ここに、はじめに読んでもらう文章（前文）を書きます。なくてもかまいません。 -->\n");
    if let Some((last, lead)) = last.and_then(|last| Some((last, last.document.lead.as_ref()?)))
        && !plain(&lead.text).trim().is_empty()
    {
        out = format!("<!-- {} -->\n\n{}\n", comment(&last.to_check()), last.moved(lead.text.trim()));
    }
    let place = &asked.place.name;
    for section in &asked.form.sections {
        let previous = last.and_then(|last| Some((last, previous_text(last, section)?)));
        if !section.narrative && previous.is_none() {
            continue;
        }
        let _ = writeln!(out, "\n## {}\n", heading_line(asked.form, section, place));
        let mut notes: Vec<String> = section.note.iter().map(|note| format!("様式の注記: {note}")).collect();
        notes.extend(section.asked_if.as_ref().map(when_asked));
        notes.extend(
            (section.audience == Audience::Advisors).then(|| "非公開: アドバイザーだけが読みます。".to_owned()),
        );
        if let Some((last, text)) = previous {
            notes.push(last.to_check());
            let _ = writeln!(out, "<!-- {} -->\n\n{}", comment(&notes.join("　")), last.moved(text.trim()));
        } else {
            notes.push("ここに書いてください。原資料が空欄なら「記載なし」と書きます。".to_owned());
            let _ = writeln!(out, "<!-- {} -->", comment(&notes.join("　")));
        }
    }
    last.into_iter().for_each(|last| leave_what_has_no_place(last, &asked.form.sections));
    out
}

/// The heading of a section on the sheet of a place, with its id where another section is called the same.
#[must_use]
pub fn heading_line(form: &Form, section: &FormSection, place: &str) -> String {
    let heading = section.heading_for(place);
    let same = |other: &&FormSection| other.heading_for(place) == heading;
    if form.sections.iter().filter(same).count() > 1 { format!("{heading} {{#{}}}", section.id) } else { heading }
}

/// The text which last year's document has in a section, if those who may read it now could read it then.
fn previous_text<'a>(last: &PreviousDocument<'a>, section: &FormSection) -> Option<&'a str> {
    let document = last.document;
    let (old, answered) =
        document.form.sections.iter().zip(&document.sections).find(|(old, _)| old.id == section.id)?;
    let text = &answered.narrative.as_ref()?.text.text;
    (!plain(text).trim().is_empty() && last.may_stand(old.audience, section.audience)).then_some(text)
}

fn leave_what_has_no_place(last: &PreviousDocument<'_>, sections: &[FormSection]) {
    let document = last.document;
    for (old, answers) in document.form.sections.iter().zip(&document.sections) {
        let Some(narrative) = answers.narrative.as_ref().filter(|text| !plain(&text.text.text).trim().is_empty())
        else {
            continue;
        };
        if !sections.iter().any(|section| section.id == old.id && previous_text(last, section).is_some()) {
            let heading = &narrative.heading;
            last.leave(words!("節「{heading}」の文章", "the text of the section `{heading}`"));
        }
    }
    for extra in &document.extras {
        let heading = &extra.heading;
        last.leave(words!("見出し「{heading}」の文章", "the text under `{heading}`"));
    }
}

/// Two hyphens would end a comment.
fn comment(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("--", "－－").replace('>', "＞")
}
