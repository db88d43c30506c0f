//! Files of a theme without the comments in them: the site publishes and archives themes, and what their authors wrote for
//! themselves is for nobody else. Scripts alone stay as they are, for no rule short of a whole parser knows their comments.

use crate::image::{clean, clean_svg, css_uncommented};

/// A file of a theme, by its path, as it is used, published and kept; none where it is only for those who keep the theme.
pub(super) fn public(path: &str, bytes: Vec<u8>) -> Option<Vec<u8>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let known = path == "theme.yaml"
        || ["templates/", "static/", "inline/", "i18n/"].iter().any(|folder| path.starts_with(folder));
    // Maps hold the sources that style sheets and scripts were built from, with all their comments.
    let map = !path.starts_with("templates/") && name.to_ascii_lowercase().ends_with(".map");
    if !known || map || name.starts_with('.') {
        return None;
    }
    let text = |change: &dyn Fn(&str) -> Option<Vec<u8>>| std::str::from_utf8(&bytes).ok().and_then(change);
    let kind = name.rsplit_once('.').map_or_else(String::new, |(_, kind)| kind.to_ascii_lowercase());
    let changed = match kind.as_str() {
        _ if path.starts_with("templates/") => text(&|text| Some(template(text).into_bytes())),
        "css" => text(&|text| Some(css_uncommented(text, true).into_owned().into_bytes())),
        "svg" => text(&|text| clean_svg(text).map(|cleaned| cleaned.bytes)),
        "html" | "xml" => text(&|text| Some(template(text).into_bytes())),
        _ => clean(&bytes).map(|cleaned| cleaned.bytes),
    };
    Some(changed.unwrap_or(bytes))
}

/// A template without HTML comments, and with nothing in those of its own: they may trim the space around them. What Tera is to
/// do within a comment it still does, and every line stays on its line.
fn template(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    // Within scripts and style sheets `<!--` is no comment.
    let mut code = false;
    while let Some(at) = rest.find(['{', '<']) {
        let (before, from) = rest.split_at(at);
        result.push_str(before);
        let length = if from.starts_with("{#") {
            let Some(inner) = from.find("#}").and_then(|end| from.get(2..end)) else { break };
            result.push_str(if inner.starts_with('-') { "{#-" } else { "{#" });
            result.push(' ');
            lines(inner, &mut result);
            result.push_str(if inner.len() > 1 && inner.ends_with('-') { "-#}" } else { "#}" });
            rest = from.get(inner.len() + 4..).unwrap_or_default();
            continue;
        } else if let Some(length) = tag(from) {
            length
        } else if let Some(inner) = from.strip_prefix("<!--").filter(|_| !code) {
            let Some(end) = crate::text::comments::end(inner) else { break };
            let (comment, after) = inner.split_at_checked(end).unwrap_or((inner, ""));
            tags(comment, &mut result);
            rest = after;
            continue;
        } else {
            let is = |word: &str| from.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
            code = (code || is("<script") || is("<style")) && !is("</script") && !is("</style");
            1
        };
        let (same, after) = from.split_at_checked(length).unwrap_or((from, ""));
        result.push_str(same);
        rest = after;
    }
    result + rest
}

/// The length of what Tera does or prints at the beginning of a text; of `raw`, with what it holds.
fn tag(text: &str) -> Option<usize> {
    if text.starts_with("{{") {
        return text.find("}}").map(|end| end + 2);
    }
    let end = text.strip_prefix("{%")?.find("%}")? + 4;
    let words = text.get(2..end - 2)?.trim_matches(['-', ' ']);
    let close = |word: &str| text.get(end..)?.find(word).map(|at| end + at);
    if words == "raw" { close("endraw").or(Some(text.len())) } else { Some(end) }
}

/// The tags of Tera in a comment, and its line ends.
fn tags(comment: &str, result: &mut String) {
    let mut rest = comment;
    while let Some((before, from)) = rest.find("{%").and_then(|at| rest.split_at_checked(at)) {
        lines(before, result);
        let (tag, after) = tag(from).and_then(|length| from.split_at_checked(length)).unwrap_or((from, ""));
        result.push_str(tag);
        rest = after;
    }
    lines(rest, result);
}

fn lines(text: &str, result: &mut String) {
    result.extend(text.chars().filter(|c| *c == '\n'));
}

#[cfg(test)]
mod tests {
    use super::{public, template};

    #[test]
    fn templates_keep_what_they_show_and_do() {
        for (text, result) in [
            ("<p>{{ a }}</p>", "<p>{{ a }}</p>"),
            ("<!-- 担当 --><p>一</p><!---->", "<p>一</p>"),
            ("a {# 覚え #} b {#- 覚え -#} c {##}", "a {# #} b {#- -#} c {# #}"),
            ("{#\n 二行 -#}", "{# \n-#}"),
            ("<!-- 覚え {% if a %} 覚え\n{{ b }} {%- endif %} -->", "{% if a %}\n{%- endif %}"),
            (
                "<script>a = \"<!-- 文 -->\"; {# 覚え #}</script><!-- 覚え -->",
                "<script>a = \"<!-- 文 -->\"; {# #}</script>",
            ),
            ("{% raw %}{# 文 #}<!-- 文 -->{% endraw %}{# 覚え #}", "{% raw %}{# 文 #}<!-- 文 -->{% endraw %}{# #}"),
            ("{{ \"<!-- 文 -->\" }}", "{{ \"<!-- 文 -->\" }}"),
            ("<!DOCTYPE html><p a='{'>", "<!DOCTYPE html><p a='{'>"),
            ("<!-- 閉じない", "<!-- 閉じない"),
        ] {
            assert_eq!(template(text), result, "{text}");
            assert_eq!(template(result), result, "again");
        }
    }

    #[test]
    fn files_are_known_by_their_paths() {
        let text = |path: &str, text: &str| {
            public(path, text.as_bytes().to_vec()).map(|bytes| String::from_utf8(bytes).unwrap_or_default())
        };
        for (path, written, result) in [
            ("static/a.css", "/*! MIT */a{}/* 覚え */", Some("/*! MIT */a{} ")),
            ("static/a.js", "// 覚え\na()", Some("// 覚え\na()")),
            ("static/a.js.map", "{}", None),
            ("static/.DS_Store", "", None),
            ("static/a.svg", "<svg><!-- 覚え --></svg>", Some("<svg></svg>")),
            ("inline/a.svg", "<svg><!-- 覚え --><path/></svg>", Some("<svg><path/></svg>")),
            ("templates/redirects.map", "a", Some("a")),
            ("templates/feed.xml", "<!-- 覚え --><feed/>", Some("<feed/>")),
            ("notes.md", "覚え", None),
            ("theme.yaml", "title: a # 覚え\n", Some("title: a # 覚え\n")),
        ] {
            assert_eq!(text(path, written).as_deref(), result, "{path}");
        }
    }
}
