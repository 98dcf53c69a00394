//! What a web page says of itself, and how deep it is: one pass over its tags, no tree.

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    fmt::rfc2822,
};

use crate::model::interval::{civil_day, parse_day};

/// Elements that stay open without a tag that closes them, or have none.
const NEVER_NEST: &[&[u8]] = &[
    b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li",
    b"link", b"meta", b"option", b"p", b"source", b"tbody", b"td", b"tfoot", b"th", b"thead",
    b"tr", b"track", b"wbr",
];

/// Names under which pages state their day of publication.
const DAY_NAMES: &[&str] = &[
    "article:published_time",
    "citation_publication_date",
    "date",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "og:article:published_time",
    "pubdate",
    "publication_date",
    "publishdate",
];

/// The most tags that are open at a time and remembered.
const DEEPEST_KNOWN: usize = 4_096;

/// What one pass over a page found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Glance {
    /// The most elements that are open at a time.
    pub depth: usize,
    /// How deep all of its elements stand, added up.
    pub weight: usize,
    /// How many elements there are.
    pub elements: usize,
    /// The most attributes of an element.
    pub attributes: usize,
    /// Language of the page, ISO 639-1.
    pub language: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Name of the site.
    pub site: Option<String>,
    /// Title of the page.
    pub title: Option<String>,
    /// The days that `time` elements name, in their order.
    times: Vec<Option<Date>>,
}

/// Surveys a page.
///
/// The day is what a `meta` element says, or a `time` element that is marked as the day of
/// publication; of other `time` elements only when all of them name the same day.
///
/// # References
/// - Open Graph protocol; Dublin Core; schema.org `datePublished`; WHATWG, *HTML*, section 4.5.14
#[must_use]
pub fn glance(page: &str) -> Glance {
    let mut found = Glance::default();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut open: Vec<Vec<u8>> = Vec::new();
    for Ok(token) in Tokenizer::new_with_emitter(page, emitter) {
        match token {
            Token::StartTag(tag) => {
                found.elements += 1;
                found.weight += open.len();
                found.attributes = found.attributes.max(tag.attributes.len());
                found.read(&tag);
                if !tag.self_closing && !NEVER_NEST.contains(&tag.name.as_slice()) {
                    if open.len() < DEEPEST_KNOWN {
                        open.push(tag.name.to_vec());
                    }
                    found.depth = found.depth.max(open.len());
                }
            }
            Token::EndTag(tag) => {
                // Only near ones are looked for: a page of wrong end tags costs no more than others.
                let near = open
                    .iter()
                    .rev()
                    .take(64)
                    .position(|name| *name == *tag.name);
                if let Some(above) = near {
                    open.truncate(open.len() - above - 1);
                }
            }
            _ => {}
        }
    }
    if found.published.is_none()
        && let Some(Some(day)) = found.times.first().copied()
        && found.times.iter().all(|other| *other == Some(day))
    {
        found.published = Some(day);
    }
    found
}

impl Glance {
    fn read(&mut self, tag: &StartTag<()>) {
        let attribute = |name: &str| {
            let value = tag.attributes.get(name.as_bytes())?;
            let value = std::str::from_utf8(value).ok()?.trim();
            (!value.is_empty() && value.len() <= 500).then(|| value.to_owned())
        };
        match tag.name.as_slice() {
            b"html" => {
                let code = attribute("lang").or_else(|| attribute("xml:lang"));
                self.language = code.as_deref().and_then(language);
            }
            b"meta" => {
                let name = ["property", "name", "itemprop"]
                    .into_iter()
                    .find_map(attribute)
                    .map(|name| name.to_lowercase());
                let (Some(name), Some(content)) = (name, attribute("content")) else {
                    return;
                };
                if DAY_NAMES.contains(&name.as_str()) {
                    self.published = self.published.or_else(|| day(&content));
                } else if name == "og:site_name" {
                    self.site.get_or_insert(content);
                } else if name == "og:title" {
                    self.title.get_or_insert(content);
                }
            }
            b"time" => {
                let said = attribute("datetime").as_deref().and_then(day);
                let marked = tag.attributes.contains_key(b"pubdate".as_slice())
                    || attribute("itemprop").is_some_and(|name| name == "datePublished");
                if marked && said.is_some() {
                    self.published = self.published.or(said);
                } else if self.times.len() < 1_000 {
                    self.times.push(said);
                }
            }
            _ => {}
        }
    }
}

/// The code of a language tag (BCP 47) that is a language's alone.
#[must_use]
pub fn language(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next()?.trim().to_lowercase();
    let known = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
    known.then_some(code)
}

/// The civil day at UTC+04:00 of a date or moment as pages and feeds write it; a day of a moment
/// without a zone is the day that it names. Nothing is guessed: `03.10.2020` is none.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    let moment = text.parse::<Timestamp>().ok();
    let moment = moment.or_else(|| {
        let zoned = rfc2822::DateTimeParser::new().parse_zoned(text).ok()?;
        Some(zoned.timestamp())
    });
    moment
        .map(civil_day)
        .or_else(|| parse_day(text).ok())
        .or_else(|| Some(text.parse::<DateTime>().ok()?.date()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_is_read_as_it_was_in_the_region_and_never_guessed() {
        let autumn = Some(date(2020, 9, 30));
        for text in [
            "2020-09-30",
            "2020-09-30T10:15:00+04:00",
            "2020-09-29T22:30:00Z",
            "2020-09-30T23:59:00",
            "2020-09-30 12:00",
            "Wed, 30 Sep 2020 10:00:00 +0400",
        ] {
            assert_eq!(day(text), autumn, "{text}");
        }
        for text in ["03.10.2020", "10/3/2020", "yesterday", "", "2020-13-01"] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn what_a_page_says_of_itself_is_found() {
        let found = glance(
            "<html lang=ru-RU><head><title>T</title>\
             <meta property='og:site_name' content='An agency'>\
             <meta property='article:published_time' content='2020-10-03T20:30:00Z'></head>\
             <body><div><p>One<p>Two<time datetime=2021-01-01>x</time></div></body></html>",
        );
        assert_eq!(found.language.as_deref(), Some("ru"));
        assert_eq!(found.site.as_deref(), Some("An agency"));
        assert_eq!(found.published, Some(date(2020, 10, 4)));
    }

    #[test]
    fn times_count_when_they_agree_or_one_is_marked() {
        let times = |inner: &str| glance(&format!("<html><body>{inner}</body></html>")).published;
        let one = "<time datetime=2020-10-03>3 Oct</time>";
        let other = "<time datetime=2020-11-03>3 Nov</time>";
        let marked = "<time itemprop=datePublished datetime=2020-12-03>3 Dec</time>";
        assert_eq!(times(&format!("{one}{one}")), Some(date(2020, 10, 3)));
        assert_eq!(times(&format!("{one}{other}")), None);
        assert_eq!(
            times(&format!("{one}{marked}{other}")),
            Some(date(2020, 12, 3))
        );
        assert_eq!(times("<time>3 October</time>"), None);
    }

    #[test]
    fn depth_is_that_of_open_elements() {
        assert_eq!(glance(&"<div>".repeat(1_000)).depth, 1_000);
        assert_eq!(glance(&"<p>a".repeat(1_000)).depth, 0);
        assert_eq!(glance(&"<div><p>".repeat(3)).weight, 9);
        assert_eq!(glance(&"<div></div>".repeat(1_000)).depth, 1);
        assert_eq!(glance(&"<b></i>".repeat(500)).depth, 500);
    }
}
