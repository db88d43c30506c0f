//! Markdown as its author sees it: the words of it, without what the list of foldings says is shown in another way. It knows no
//! parser; what it does not know, it takes for words.

use std::collections::BTreeSet;

use scraper::Html;

/// Words of a text that have to be published in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stream {
    /// The words of each line, with its number from 0.
    pub lines: Vec<(usize, String)>,
}

impl Stream {
    fn push(&mut self, number: usize, words: String) {
        if words.contains(char::is_alphanumeric) {
            self.lines.push((number, words));
        }
    }
}

/// The streams of a text: its body, and each footnote and each title of a link or an image, which may stand elsewhere.
pub fn streams(text: &str) -> Vec<Stream> {
    let text = without_comments(text);
    let targets = targets(&text);
    let mut streams = vec![Stream::default()];
    let mut aside = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    // Whether the lines are those of a footnote.
    let mut in_note = false;
    let mut blank = true;
    let mut in_table = false;
    let mut code = 0;
    let all: Vec<&str> = text.split('\n').collect();
    for (number, line) in all.iter().copied().enumerate() {
        let later = all[number + 1..].iter().copied().take_while(|next| {
            let quoted = line.trim_start().starts_with('>') && next.trim_start().starts_with('>');
            !begins_block(if quoted { next.trim_start_matches(|c: char| c.is_whitespace() || c == '>') } else { next })
        });
        let later = later.collect::<Vec<_>>().join("\n");
        let marks = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let words = without_list_marks(marks);
        let run = |mark: char| words.chars().take_while(|c| *c == mark).count();
        if let Some((mark, length)) = fence {
            if run(mark) >= length && words.trim_end().chars().all(|c| c == mark) {
                fence = None;
            } else {
                streams.last_mut().unwrap().push(number, line.to_owned());
            }
            continue;
        }
        let goes_on = line.trim_start().starts_with('>')
            && number.checked_sub(1).is_some_and(|last| all[last].trim_start().starts_with('>'))
            && !begins_block(marks);
        if begins_block(line) && !goes_on {
            code = 0;
        }
        if marks.trim().is_empty() {
            (blank, in_table) = (true, false);
            streams.last_mut().unwrap().push(number, line.to_owned());
            continue;
        }
        let after_blank = std::mem::replace(&mut blank, false);
        let indented = line.starts_with("    ") || line.starts_with('\t');
        if in_note && !indented && (after_blank || begins_block(line)) {
            in_note = false;
            streams.push(Stream::default());
        }
        if let Some(mark) = ['`', '~']
            .into_iter()
            .find(|mark| run(*mark) > 2 && !(*mark == '`' && words.trim_start_matches('`').contains('`')))
        {
            fence = Some((mark, run(mark)));
            // `fence-words`
            let info = words.trim_start_matches(mark).trim();
            let is_name = info.is_ascii() && !info.contains(' ') && info.starts_with(|c: char| c.is_ascii_alphabetic());
            if !is_name {
                streams.last_mut().unwrap().push(number, line.to_owned());
            }
            continue;
        }
        if let Some((_, rest)) = words.strip_prefix("[^").and_then(|label| label.split_once("]:")) {
            // `footnotes`: a stream of its own.
            streams.push(Stream::default());
            in_note = true;
            streams
                .last_mut()
                .unwrap()
                .push(number, inline(&without_task(rest), (&later, false), &targets, &mut code, &mut aside, number));
            continue;
        }
        // `link-targets`: lines that say where a link leads.
        if definition(words).is_some_and(|label| targets.contains(&label)) {
            continue;
        }
        let line = if marks.starts_with('#') { without_id(line) } else { line };
        let line = without_task(line);
        // `marks`: a line end in a cell.
        in_table |= is_rule(&line);
        let is_head = all.get(number + 1).is_some_and(|next| is_rule(next));
        let in_cell = in_table || is_head && line.contains('|');
        let line = if in_cell { line.replace("<br>", " ") } else { line };
        // What is open in a heading or in a cell ends with it.
        let later = if in_cell || marks.starts_with('#') { String::new() } else { later };
        streams
            .last_mut()
            .unwrap()
            .push(number, inline(&line, (&later, in_cell), &targets, &mut code, &mut aside, number));
    }
    streams.extend(aside);
    streams.retain(|stream| !stream.lines.is_empty());
    streams
}

/// `comments`: they are for nobody.
pub fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("<!--") {
        let (before, comment) = rest.split_at(at);
        kept.push_str(before);
        // Within a fence, or between back quotes of one block.
        let lines: Vec<&str> = kept.split('\n').collect();
        let own = lines.iter().rposition(|line| begins_block(line)).unwrap_or_default();
        let before = lines[own..].concat();
        let after: String = comment
            .split('\n')
            .enumerate()
            .take_while(|(at, line)| *at == 0 || !begins_block(line))
            .map(|(_, line)| line)
            .collect();
        let code = in_fence(&lines) || open_code(&before).is_some_and(|run| quotes(&after).any(|other| other == run));
        if let Some(end) = comment.find("-->").filter(|_| !code) {
            kept.extend(comment[..end].chars().filter(|c| *c == '\n'));
            rest = &comment[end + 3..];
        } else {
            kept.push_str("<!--");
            rest = &comment[4..];
        }
    }
    kept + rest
}

/// The lengths of the runs of back quotes in a text.
fn quotes(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.split(|c| c != '`').map(str::len).filter(|length| *length > 0)
}

/// The length of the back quotes that are open at the end of a text.
fn open_code(text: &str) -> Option<usize> {
    let mut open = None;
    for run in quotes(text) {
        open = match open {
            None => Some(run),
            Some(length) if length == run => None,
            open => open,
        };
    }
    open
}

/// Whether a line is blank or begins a block, so that nothing that is open in a line above reaches into it.
fn begins_block(line: &str) -> bool {
    let words = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let is_rule = words.trim_end().chars().all(|c| "-=*_ ".contains(c));
    let marked = without_list_marks(words).len() < words.len() || words.starts_with(['|', ':']) || is_heading(words);
    words.is_empty() || marked || is_rule || line.trim_start().starts_with('>') || is_fence(line)
}

fn is_heading(words: &str) -> bool {
    let after = words.trim_start_matches('#');
    after.len() < words.len() && (after.is_empty() || after.starts_with([' ', '\t']))
}

/// Whether a fence is open after some lines.
fn in_fence(lines: &[&str]) -> bool {
    let mut open: Option<(char, usize)> = None;
    for line in lines.iter().filter(|line| is_fence(line)) {
        let words = without_list_marks(line.trim_start_matches(|c: char| c.is_whitespace() || c == '>'));
        let mark = words.chars().next().unwrap();
        let run = words.chars().take_while(|c| *c == mark).count();
        open = match open {
            None => Some((mark, run)),
            Some((own, length)) if own == mark && run >= length && words.trim_end().chars().all(|c| c == mark) => None,
            open => open,
        };
    }
    open.is_some()
}

fn is_fence(line: &str) -> bool {
    let words = without_list_marks(line.trim_start_matches(|c: char| c.is_whitespace() || c == '>'));
    words.starts_with("~~~") || words.starts_with("```") && !words.trim_start_matches('`').contains('`')
}

/// Numbers and bullets at the start of a line, as far as they hide what stands behind them.
fn without_list_marks(line: &str) -> &str {
    let mut rest = line;
    loop {
        let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = if digits.len() < rest.len() {
            digits.strip_prefix(['.', ')'])
        } else {
            rest.strip_prefix(['-', '+', '*'])
        };
        match after.filter(|after| after.starts_with(' ')) {
            Some(after) => rest = after.trim_start(),
            None => return rest,
        }
    }
}

/// Whether a line is that below the head of a table.
fn is_rule(line: &str) -> bool {
    line.contains("|---") && line.trim().chars().all(|c| "|-: >".contains(c))
}

/// `ids`: `{#id}` and `{.class}` at the end of a heading.
fn without_id(line: &str) -> &str {
    let end = line.trim_end();
    let Some((before, id)) = end.strip_suffix('}').and_then(|line| line.rsplit_once('{')) else { return line };
    let is_id =
        !id.trim().is_empty() && id.split_whitespace().all(|word| word.len() > 1 && word.starts_with(['#', '.']));
    if is_id && (before.ends_with([' ', '\t']) || before.trim_start_matches('#').trim().is_empty()) {
        before
    } else {
        line
    }
}

/// `tasks`: `[x]` is a box on the page.
fn without_task(line: &str) -> String {
    let words = without_list_marks(line.trim_start_matches(|c: char| c.is_whitespace() || c == '>'));
    let box_of = ["[x] ", "[X] ", "[ ] "].into_iter().find(|mark| words.starts_with(mark));
    match box_of {
        Some(mark) if words.len() < line.len() => {
            format!("{}{}", &line[..line.len() - words.len()], &words[mark.len()..])
        }
        _ => line.to_owned(),
    }
}

fn key(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The label of a line such as `[様式]: form.md`.
fn definition(words: &str) -> Option<String> {
    let (label, target) = words.strip_prefix('[')?.split_once("]:")?;
    let target = target.split_whitespace().next()?;
    (!label.starts_with('^') && target.contains(['.', '/', '#', ':'])).then(|| key(label))
}

/// The labels of links that lead somewhere: a line says where, and another place uses it.
fn targets(text: &str) -> BTreeSet<String> {
    let lines =
        text.lines().map(|line| without_list_marks(line.trim_start_matches(|c: char| c.is_whitespace() || c == '>')));
    let (defined, others): (Vec<&str>, Vec<&str>) = lines.partition(|line| definition(line).is_some());
    let others = others.join("\n").to_lowercase();
    let used = |label: &String| others.contains(&format!("[{label}]"));
    defined.into_iter().filter_map(definition).filter(used).collect()
}

/// The words of a line of running text. `code` is the length of the back quotes that are open.
fn inline(
    line: &str,
    (later, in_cell): (&str, bool),
    targets: &BTreeSet<String>,
    code: &mut usize,
    aside: &mut Vec<Stream>,
    number: usize,
) -> String {
    let mut words = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '`' {
            let run = rest.chars().take_while(|c| *c == '`').count();
            // Back quotes within a word leave it whole.
            rest = &rest[run..];
            // A cell ends what is open in it.
            let rest_of = if in_cell { rest.split('|').next().unwrap() } else { rest };
            let closes = |text: &str| quotes(text).any(|other| other == run);
            match *code {
                0 if closes(rest_of) || closes(later) => *code = run,
                open if open == run => *code = 0,
                _ => words.push(' '),
            }
            continue;
        }
        if *code > 0 {
            words.push(c);
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let escape = rest.strip_prefix('\\').and_then(|after| after.chars().next()).filter(char::is_ascii_punctuation);
        if let Some(escaped) = escape {
            words.push(escaped);
            rest = &rest[2..];
        } else if let Some(after) = rest.strip_prefix("**") {
            // `marks`: bold words within a word.
            rest = after.trim_start_matches('*');
            let digits = words.chars().next_back().is_some_and(char::is_numeric)
                && rest.chars().next().is_some_and(char::is_numeric);
            words.push_str(if digits { "*" } else { "" });
        } else if let Some(after) = Some(rest)
            .filter(|_| words.matches('[').count() > words.matches(']').count())
            .and_then(|rest| rest.strip_prefix("]("))
        {
            // `link-targets`: the address of a link or an image; its title stands elsewhere.
            words.push_str("] ");
            match target(after) {
                Some((inside, after)) => {
                    // An address in angle brackets may have blanks.
                    let parts = match inside.strip_prefix('<') {
                        Some(inside) => inside.split_once('>').filter(|(_, title)| !title.trim().is_empty()),
                        None => inside.split_once([' ', '\t']),
                    };
                    if let Some((_, title)) = parts {
                        let mut stream = Stream::default();
                        stream.push(number, title.to_owned());
                        aside.push(stream);
                    }
                    rest = after;
                }
                None => rest = after,
            }
        } else if let Some((label, after)) = rest
            .strip_prefix("][")
            .and_then(|rest| rest.split_once(']'))
            .filter(|(label, _)| targets.contains(&key(label)))
        {
            _ = label;
            words.push(' ');
            rest = after;
        } else if let Some((_, after)) = rest.strip_prefix("[^").and_then(|rest| rest.split_once(']')) {
            // `footnotes`: the page numbers them.
            words.push(' ');
            rest = after;
        } else if let Some((entity, after)) = entity(rest) {
            // `characters`: `&amp;` is `&`.
            words.push_str(&entity);
            rest = after;
        } else {
            words.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    words.push(' ');
    words
}

/// What is in the brackets of a link, and what follows them.
fn target(after: &str) -> Option<(&str, &str)> {
    let mut open = 1;
    let mut quoted = after.starts_with('<');
    for (at, c) in after.char_indices() {
        match c {
            '>' if after.starts_with('<') => quoted = false,
            '"' => quoted = !quoted,
            '(' if !quoted => open += 1,
            ')' if !quoted => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some((&after[..at], &after[at + 1..]));
        }
    }
    None
}

fn entity(rest: &str) -> Option<(String, &str)> {
    let (name, after) = rest.strip_prefix('&')?.split_once(';')?;
    if name.is_empty() || name.len() > 32 || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') {
        return None;
    }
    let written = format!("&{name};");
    let read: String = Html::parse_fragment(&written).root_element().text().collect();
    (read != written).then_some((read, after))
}

#[test]
fn words_of_markdown_are_those_that_are_shown() {
    for (text, expected) in [
        ("第**1**回の`会議`、10**3", vec!["第1回の会議、10*3 "]),
        ("[様式](a.md \"題\")と![図](b.png)", vec!["[様式] と![図]  ", "\"題\""]),
        ("![図](<図 1).png>)と[様式](<a b.md> \"題\")", vec!["![図] と[様式]  ", " \"題\""]),
        ("[様式][a]\n\n[a]: a.md", vec!["[様式  "]),
        ("[注2]: 延べ人数", vec!["[注2]: 延べ人数 "]),
        ("甲[^1]乙\n\n[^1]: 注\n\n丙", vec!["甲 乙 ", " 注 ", "丙 "]),
        ("## 経緯 {#history}\n\n甲<!-- 乙\n-->丙", vec!["## 経緯  甲 丙 "]),
        ("- [x] 済み\n1. 一", vec!["- 済み 1. 一 "]),
        ("```text\n&amp;\n```\n&amp;A", vec!["&amp;&A "]),
        ("```メモ\n```", vec!["```メモ"]),
    ] {
        let found: Vec<String> =
            streams(text).iter().map(|stream| stream.lines.iter().map(|(_, words)| words.as_str()).collect()).collect();
        assert_eq!(found, expected, "{text}");
    }
}
