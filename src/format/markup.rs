//! HTML that was handed in instead of text: its text.

use std::borrow::Cow;

use html5gum::{DefaultEmitter, Token, Tokenizer};

/// Elements whose content is no text for readers.
const DROPPED: &[&str] = &[
    "button", "head", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg",
    "template", "textarea",
];

/// Elements that begin and end a paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "tr",
    "ul",
];

/// Elements by which, beside the blocks, a text is known to be HTML.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "br", "cite", "em", "font", "i", "img", "input", "link", "meta", "q", "s",
    "small", "span", "strong", "sub", "sup", "td", "th", "time", "u", "wbr",
];

/// The text of a document: HTML without its markup, scripts and styles, its entities decoded, a
/// paragraph a line and empty lines between; any other text as it is.
///
/// A tokenizer reads it from the beginning to the end once; no tree is built, so that nesting costs
/// nothing.
///
/// # References
/// - WHATWG, *HTML*, section 13.2.5 (tokenization)
#[must_use]
pub fn text_of(document: &str) -> Cow<'_, str> {
    if is_markup(document) {
        Cow::Owned(extract(document))
    } else {
        Cow::Borrowed(document)
    }
}

/// Whether a text has a tag of HTML in it. A lone `<` or `<name>` of something else is text.
fn is_markup(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = text.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let end = rest
            .bytes()
            .take(12)
            .position(|byte| !byte.is_ascii_alphanumeric() && byte != b'!');
        let Some((name, after)) = end.and_then(|end| rest.split_at_checked(end)) else {
            return false;
        };
        let name = name.to_ascii_lowercase();
        let known = |list: &[&str]| list.contains(&name.as_str());
        let closes = after.starts_with(['>', '/', ' ', '\n', '\r', '\t']);
        closes && (name == "!doctype" || known(DROPPED) || known(BLOCKS) || known(INLINE))
    })
}

/// A text while its pieces are put together.
#[derive(Default)]
struct Writer {
    text: String,
    /// What parts the next piece from the last one: nothing, a blank, line ends.
    gap: &'static str,
}

impl Writer {
    fn part(&mut self, gap: &'static str) {
        if gap.len() > self.gap.len() || (self.gap == " " && gap == "\n") {
            self.gap = gap;
        }
    }

    fn write(&mut self, piece: &str) {
        for c in piece.chars() {
            if c.is_ascii_whitespace() {
                self.part(" ");
                continue;
            }
            if !self.text.is_empty() {
                self.text.push_str(self.gap);
            }
            self.gap = "";
            self.text.push(c);
        }
    }
}

fn extract(document: &str) -> String {
    let mut emitter = DefaultEmitter::default();
    // Scripts, styles and the like are raw text.
    emitter.naively_switch_states(true);
    let mut writer = Writer::default();
    // The element that is left out, and how often it stands in itself.
    let mut dropped: Option<(&str, usize)> = None;
    for Ok(token) in Tokenizer::new_with_emitter(document, emitter) {
        match token {
            Token::StartTag(tag) => {
                let name = std::str::from_utf8(&tag.name).unwrap_or_default();
                match &mut dropped {
                    // A head ends where the body begins, whether it is closed or not.
                    Some(("head", _)) if name == "body" => dropped = None,
                    Some((open, depth)) if *open == name => *depth += 1,
                    Some(_) => {}
                    None => {
                        let leaves_out = DROPPED.iter().find(|known| **known == name);
                        dropped = leaves_out
                            .filter(|_| !tag.self_closing)
                            .map(|name| (*name, 1));
                    }
                }
                writer.part(gap(name));
            }
            Token::EndTag(tag) => {
                let name = std::str::from_utf8(&tag.name).unwrap_or_default();
                match &mut dropped {
                    Some((open, depth)) if *open == name => {
                        *depth -= 1;
                        if *depth == 0 {
                            dropped = None;
                        }
                    }
                    Some(_) if matches!(name, "body" | "html") => dropped = None,
                    _ => {}
                }
                writer.part(gap(name));
            }
            Token::String(piece) if dropped.is_none() => {
                writer.write(&String::from_utf8_lossy(&piece));
            }
            _ => {}
        }
    }
    writer.text
}

/// What a tag puts between the text before it and the text after it.
fn gap(name: &str) -> &'static str {
    match name {
        "br" => "\n",
        "td" | "th" | "img" | "input" => " ",
        _ if BLOCKS.contains(&name) => "\n\n",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_text_of_a_page_is_read() {
        let page = "<!DOCTYPE html><html><head><title>News</title><style>p{color:red}</style>\
            <script>var a = \"<p>Baku</p>\";</script></head><body><nav><a href=/>Home</a></nav>\
            <h1>Shelling &amp; talks</h1>\n<p>Near <b>Ag</b>dam,\n  say&nbsp;locals&hellip;<br>\
            A&#1075;дам</p><p>End</p><!-- Terter --></body></html>";
        assert_eq!(
            text_of(page),
            "Shelling & talks\n\nNear Agdam, say\u{a0}locals…\nAгдам\n\nEnd"
        );
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in [
            "5 < 6 and 7 > 6",
            "from <Agdam> to  <Fuzuli>,\n and &amp; back",
            "a <b",
            "",
            "<",
            "</",
        ] {
            assert_eq!(text_of(text), text);
        }
    }

    #[test]
    fn broken_markup_is_read_as_far_as_it_goes() {
        assert_eq!(
            text_of("<p>Agdam<p>Fuzuli</div><b>x"),
            "Agdam\n\nFuzuli\n\nx"
        );
        assert_eq!(text_of("<p>One <script>Two"), "One");
        assert_eq!(text_of("<head><title>T</title><body>Text"), "Text");
        assert_eq!(text_of("a<br/>b<svg/>c"), "a\nbc");
        assert_eq!(text_of("<p"), "<p");
    }

    #[test]
    fn depth_and_length_cost_no_more_than_their_bytes() {
        let deep = format!(
            "{}Agdam{}",
            "<div>".repeat(200_000),
            "</div>".repeat(200_000)
        );
        assert_eq!(text_of(&deep), "Agdam");
        let lists = "<select>".repeat(100_000) + "x";
        assert_eq!(text_of(&lists), "");
        assert_eq!(text_of(&"<".repeat(1_000_000)).len(), 1_000_000);
        let attributes = format!("<p {}>Agdam", "a=b ".repeat(2_000));
        assert_eq!(text_of(&attributes), "Agdam");
    }

    proptest! {
        /// Any text has a text, and what was read once has no scripts in it.
        #[test]
        fn any_text_has_an_answer(text in "(<[a-z/!]{0,8}[ >]?|&[a-z#0-9]{0,6};?|\\PC|\n){0,60}") {
            let _ = text_of(&text);
            let wrapped = format!("<p>{text}</p><script>Baku</script>");
            prop_assert!(text.contains("Baku") || !text_of(&wrapped).contains("Baku") || text.contains('<'));
        }
    }
}
