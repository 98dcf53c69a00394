//! The article of a web page: its text without what stands around it, and what the page says of it.

use dom_smoothie::{Config, Readability};
use encoding_rs::Encoding;
use jiff::civil::Date;

use crate::format::{
    encoding::{NotText, decode},
    glance::{Glance, day, glance, language},
    markup::text_of,
};

/// Pages that are deeper are read without a tree: one costs more the deeper it is.
const DEEPEST: usize = 100;

/// Pages whose elements stand deeper than this, all added up, are read without a tree.
const HEAVIEST: usize = 250_000;

/// Pages with more elements are read without a tree.
const MOST_ELEMENTS: usize = 10_000;

/// Pages with elements of more attributes are read without a tree.
const MOST_ATTRIBUTES: usize = 500;

/// Articles that are shorter than this, in characters, are taken for something else on the page.
const SHORTEST: usize = 140;

/// An article, and what its page says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Its title.
    pub title: Option<String>,
    /// Its title and its text, a paragraph a line and empty lines between.
    pub text: String,
    /// Name of the site.
    pub site: Option<String>,
    /// Civil day of publication at UTC+04:00.
    pub published: Option<Date>,
    /// ISO 639-1 code.
    pub language: Option<String>,
}

/// Reads a document of a media type: a web page, or plain text.
///
/// A page of a bounded depth and size is handed to a library that finds the article in it; of any
/// other page, or where it finds none, the whole text counts.
///
/// # Errors
/// [`NotText`] with a sentence.
pub fn read(bytes: &[u8], content_type: &str) -> Result<Article, NotText> {
    let text = decoded(bytes, content_type)?;
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("text/plain") {
        return Ok(Article {
            text: plain(&text_of(&text)),
            ..Article::default()
        });
    }
    Ok(of_page(&text))
}

/// The article of a page.
#[must_use]
pub fn of_page(page: &str) -> Article {
    let glance = glance(page);
    let bounded = glance.depth <= DEEPEST
        && glance.elements <= MOST_ELEMENTS
        && glance.weight <= HEAVIEST
        && glance.attributes <= MOST_ATTRIBUTES;
    let found = bounded.then(|| extracted(page)).flatten();
    found.map_or_else(
        || whole(page, &glance),
        |found| {
            let title = found.title.or_else(|| glance.title.clone());
            Article {
                text: with_title(title.as_deref(), &found.text),
                title,
                site: found.site.or_else(|| glance.site.clone()),
                published: found.published.or(glance.published),
                language: found.language.or_else(|| glance.language.clone()),
            }
        },
    )
}

fn extracted(page: &str) -> Option<Article> {
    let config = Config {
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let mut reader = Readability::new(page, None, Some(config)).ok()?;
    let found = reader.parse().ok()?;
    let text = plain(&text_of(&found.content));
    let named = |text: String| {
        let text = plain(text.trim());
        (!text.is_empty() && text.chars().count() <= 500).then_some(text)
    };
    (text.chars().count() >= SHORTEST).then_some(Article {
        title: named(found.title),
        text,
        site: found.site_name.and_then(named),
        published: found.published_time.as_deref().and_then(day),
        language: found.lang.as_deref().and_then(language),
    })
}

/// The whole text of a page in which no article was found.
fn whole(page: &str, glance: &Glance) -> Article {
    Article {
        title: glance.title.clone(),
        text: plain(&text_of(page)),
        site: glance.site.clone(),
        published: glance.published,
        language: glance.language.clone(),
    }
}

fn with_title(title: Option<&str>, text: &str) -> String {
    match title {
        Some(title) if !text.contains(title) => format!("{title}\n\n{text}"),
        _ => text.to_owned(),
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

/// The bytes as text: as the server says, else as the page says, else as the letters say.
fn decoded(bytes: &[u8], content_type: &str) -> Result<String, NotText> {
    let start = bytes.get(..bytes.len().min(1_024)).unwrap_or_default();
    let start = String::from_utf8_lossy(start).to_lowercase();
    let named = [content_type.to_lowercase(), start]
        .iter()
        .find_map(|text| Encoding::for_label(label(text)?.as_bytes()))
        .filter(|_| Encoding::for_bom(bytes).is_none());
    named
        .and_then(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
        .map_or_else(|| decode(bytes), |text| Ok(text.into_owned()))
}

/// What stands behind `charset=`.
fn label(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
    rest.get(..end.unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use jiff::civil::date;

    const PAGE: &str = r#"<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8">
        <title>Shelling reported near Aghdam - An agency</title>
        <meta property="og:title" content="Shelling reported near Aghdam">
        <meta property="og:site_name" content="An agency">
        <script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
         "headline": "Shelling reported near Aghdam", "datePublished": "2020-09-30T23:30:00+00:00"}</script>
        </head><body><nav><a href="/">Home</a><a href="/fuzuli">Fuzuli this week</a></nav>
        <aside class="related"><a href="/x">Hadrut in pictures</a></aside>
        <article><h1>Shelling reported near Aghdam</h1>
        <p>The ministry said on Wednesday that positions near Aghdam had been shelled from the other
        side of the line of contact for several hours, and that two of its soldiers were wounded.</p>
        <p>A spokesman of the other side denied it, saying that its units had held their fire since
        the evening before, and called on the observers to come and look for themselves.</p>
        <p>Neither account could be confirmed independently, the agency added in the afternoon.</p>
        </article><footer>All rights reserved. Contact the newsroom.</footer></body></html>"#;

    #[test]
    fn of_a_page_the_article_is_read_and_what_the_page_says_of_it() {
        let article = read(PAGE.as_bytes(), "text/html; charset=utf-8").expect("an article");
        assert_eq!(
            article.title.as_deref(),
            Some("Shelling reported near Aghdam")
        );
        assert_eq!(article.site.as_deref(), Some("An agency"));
        assert_eq!(article.language.as_deref(), Some("en"));
        assert_eq!(article.published, Some(date(2020, 10, 1)));
        assert!(
            article
                .text
                .starts_with("Shelling reported near Aghdam\n\nThe ministry")
        );
        assert!(
            article.text.ends_with("in the afternoon."),
            "{}",
            article.text
        );
        for outside in ["Fuzuli", "Hadrut", "rights reserved", "datePublished"] {
            assert!(!article.text.contains(outside), "{outside}");
        }
    }

    #[test]
    fn a_page_without_an_article_gives_its_whole_text() {
        let article = of_page("<html lang=az><body><p>Ağdam.</p><p>Füzuli.</p></body></html>");
        assert_eq!(article.text, "Ağdam.\n\nFüzuli.");
        assert_eq!(article.language.as_deref(), Some("az"));
        assert_eq!(article.published, None);
    }

    #[test]
    fn the_encoding_is_what_the_server_or_the_page_says() {
        let page =
            "<html><head><meta charset=\"windows-1251\"></head><body>Обстрелян Агдам</body></html>";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(page);
        for content_type in ["text/html", "text/html; charset=Windows-1251"] {
            let article = read(&bytes, content_type).expect("an article");
            assert_eq!(article.text, "Обстрелян Агдам");
        }
        // A wrong word of the server does no harm where the bytes tell better.
        let article = read(PAGE.as_bytes(), "text/html; charset=none-such").expect("an article");
        assert!(article.text.contains("Aghdam"));
        assert_eq!(read(b"\x89PNG\0\0", "text/plain"), Err(NotText::Binary));
    }

    #[test]
    fn hostile_pages_cost_no_more_than_their_bytes() {
        let formats: Vec<String> = (0..5_000).map(|n| format!("<p><b a={n}>x")).collect();
        let names: Vec<String> = (0..60_000).map(|n| format!("a{n} ")).collect();
        for page in [
            "<div>".repeat(40_000) + "Aghdam",
            "<a>".repeat(40_000) + "Aghdam",
            "<table>".repeat(20_000) + "Aghdam",
            "<p>Aghdam</p>".repeat(9_500),
            "<div><p>a</p>".repeat(95) + &"<p>Aghdam, Fuzuli</p>".repeat(2_000),
            "<div><p>a</p>".repeat(95) + &"<p>Aghdam, Fuzuli</p>".repeat(9_000),
            formats.concat() + "Aghdam",
            format!("<p {}>Aghdam", names.concat()),
        ] {
            let begun = Instant::now();
            let article = of_page(&page);
            let took = begun.elapsed();
            assert!(article.text.contains("Aghdam"), "{}", &page[..40]);
            assert!(took.as_secs() < 8, "{took:?} for {}", &page[..40]);
        }
    }
}
