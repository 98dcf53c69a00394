//! Feeds that other sites publish: RSS, Atom and JSON Feed.

use feed_rs::{model::Entry, parser};
use jiff::{Timestamp, civil::Date};
use thiserror::Error;

use crate::{
    format::markup::text_of,
    model::{interval::civil_day, report::LONGEST_TEXT},
};

/// Elements of a feed that are open at a time at the most: its reader descends into each.
const DEEPEST: usize = 100;

/// Entries of a feed that are looked at, from its beginning.
pub const MOST_ENTRIES: usize = 200;

/// Why a document is no feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotAFeed {
    /// Not readable as one.
    #[error("The document is no RSS, Atom or JSON feed; check the address.")]
    Unreadable,
    /// Nested too deep.
    #[error("The feed is nested too deep to be read.")]
    TooDeep,
}

/// One entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What its feed tells it from others by; made from link and title where it has none.
    pub key: String,
    /// Address of its page.
    pub link: Option<String>,
    /// Its title.
    pub title: String,
    /// Its text: the whole of it, or a summary, as the feed has it.
    pub text: String,
    /// Civil day of publication at UTC+04:00.
    pub published: Option<Date>,
}

/// Reads the entries of a feed, [`MOST_ENTRIES`] at the most.
///
/// # Errors
/// [`NotAFeed`] with a sentence.
///
/// # References
/// - RSS 2.0; RFC 4287 (Atom); JSON Feed 1.1
pub fn read(bytes: &[u8], address: &str) -> Result<Vec<Item>, NotAFeed> {
    if depth(bytes) > DEEPEST {
        return Err(NotAFeed::TooDeep);
    }
    // Other encodings than those that contain ASCII would be measured wrongly.
    if bytes.contains(&0) {
        return Err(NotAFeed::Unreadable);
    }
    let parser = parser::Builder::new().base_uri(Some(address)).build();
    let feed = parser.parse(bytes).map_err(|_| NotAFeed::Unreadable)?;
    Ok(feed
        .entries
        .into_iter()
        .take(MOST_ENTRIES)
        .map(item)
        .collect())
}

fn item(entry: Entry) -> Item {
    let words = |text: &str| plain(&text_of(text));
    let link = entry
        .links
        .iter()
        .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
        .map(|link| link.href.trim().to_owned())
        .filter(|href| {
            (href.starts_with("https://") || href.starts_with("http://")) && href.len() <= 2_000
        });
    let moment = entry.published.or(entry.updated);
    let moment = moment.and_then(|moment| Timestamp::from_second(moment.timestamp()).ok());
    let content = entry.content.and_then(|content| content.body);
    let text = content.or_else(|| entry.summary.map(|summary| summary.content));
    let title = entry.title.map(|title| words(&title.content));
    Item {
        key: entry.id,
        link,
        title: title.unwrap_or_default().chars().take(500).collect(),
        text: text
            .map(|text| words(&text))
            .filter(|text| text.len() <= LONGEST_TEXT)
            .unwrap_or_default(),
        published: moment.map(civil_day),
    }
}

/// A text without control characters.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// How many elements of a document of XML are open at a time at the most; comments and character
/// data are passed over.
fn depth(document: &[u8]) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let mut rest = document;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        let end = if let Some(inner) = rest.strip_prefix(b"![CDATA[") {
            past(inner, b"]]>")
        } else if let Some(inner) = rest.strip_prefix(b"!--") {
            past(inner, b"-->")
        } else if rest.starts_with(b"?") {
            past(rest, b"?>")
        } else if rest.starts_with(b"/") {
            open = open.saturating_sub(1);
            past(rest, b">")
        } else {
            let inner = tag_end(rest);
            let closes = inner.0.ends_with(b"/");
            if !closes && !rest.starts_with(b"!") {
                open += 1;
                deepest = deepest.max(open);
            }
            inner.1
        };
        rest = end;
    }
    deepest
}

/// What stands behind a mark; nothing where there is none.
fn past<'a>(text: &'a [u8], mark: &[u8]) -> &'a [u8] {
    memchr::memmem::find(text, mark)
        .and_then(|at| text.get(at + mark.len()..))
        .unwrap_or_default()
}

/// A tag up to its `>`, and what stands behind it; a `>` in quotes is no end.
fn tag_end(text: &[u8]) -> (&[u8], &[u8]) {
    let mut quote = None;
    for (at, byte) in text.iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => {
                let (tag, rest) = text.split_at(at);
                return (tag, rest.get(1..).unwrap_or_default());
            }
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(mark), byte) if *byte == mark => quote = None,
            _ => {}
        }
    }
    (text, &[])
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const RSS: &str = r#"<?xml version="1.0"?><rss version="2.0"
        xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
        <item><title>Shelling near &lt;Aghdam&gt;</title><link>https://agency.example/1</link>
        <guid>one</guid><pubDate>Sat, 03 Oct 2020 22:00:00 GMT</pubDate>
        <description>Short.</description>
        <content:encoded><![CDATA[<p>Long <b>text</b>.</p><br><br>]]></content:encoded></item>
        <item><title>No link</title><description>&lt;p&gt;Only this&lt;/p&gt;</description></item>
        </channel></rss>"#;

    #[test]
    fn entries_of_rss_and_atom_are_read() {
        let items = read(RSS.as_bytes(), "https://agency.example/rss").expect("a feed");
        let [first, second] = items.as_slice() else {
            panic!("{items:?}")
        };
        assert_eq!(first.key, "one");
        assert_eq!(first.link.as_deref(), Some("https://agency.example/1"));
        assert_eq!(first.title, "Shelling near <Aghdam>");
        assert_eq!(first.text, "Long text.");
        assert_eq!(first.published, Some(date(2020, 10, 4)));
        assert_eq!(
            (second.text.as_str(), &second.published),
            ("Only this", &None)
        );
        assert!(!second.key.is_empty());
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><entry><id>e</id>
            <title>T</title><link href="/a" /><updated>2020-10-03T10:00:00Z</updated>
            <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>X</p></div></content>
            </entry></feed>"#;
        let items = read(atom.as_bytes(), "https://agency.example/feed").expect("a feed");
        assert_eq!(items[0].link.as_deref(), Some("https://agency.example/a"));
        assert_eq!(items[0].text, "X");
    }

    #[test]
    fn what_is_no_feed_is_told_and_depth_and_number_are_bounded() {
        for text in ["", "<html><body>Hello</body></html>", "{}", "\0\0"] {
            assert_eq!(
                read(text.as_bytes(), "https://a.example/"),
                Err(NotAFeed::Unreadable)
            );
        }
        for tag in ["<p>", "<div a='>'>", "<x>"] {
            let deep = RSS.replace("Only this", &tag.repeat(50_000));
            let deep = deep.replace("&lt;p&gt;", "");
            assert_eq!(
                read(deep.as_bytes(), "https://a.example/"),
                Err(NotAFeed::TooDeep)
            );
        }
        let many = RSS.replace(
            "<item><title>No",
            &("<item><title>x</title></item>".repeat(1_000) + "<item><title>No"),
        );
        let items = read(many.as_bytes(), "https://a.example/").expect("a feed");
        assert_eq!(items.len(), MOST_ENTRIES);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        /// Whatever bytes come, there is an answer.
        #[test]
        fn any_bytes_have_an_answer(text in "(<[a-z/!?\\[]{0,8}[ >]?|\\]\\]>|--|[\"'=]|\\PC){0,60}") {
            let _ = read(text.as_bytes(), "https://a.example/");
            let wrapped = RSS.replace("Only this", &text);
            let _ = read(wrapped.as_bytes(), "https://a.example/");
        }
    }
}
