//! A report in a file: JSON as `POST /reports` takes it, or a text under a head of `Key: value`
//! lines, in UTF-8, UTF-16 or an older encoding. Of HTML the text counts.

use std::{fs, io::Read as _, path::Path};

use anyhow::{Context as _, bail};

use crate::{
    format::{encoding::decode, markup::text_of},
    model::{
        interval::parse_day,
        report::{Publisher, Submission},
    },
};

/// The largest file in bytes.
const LARGEST: u64 = 1024 * 1024;

/// What the command line says in place of, or over, the head of the file.
#[derive(Debug, Default)]
pub struct Given {
    /// Who published it.
    pub source: Option<String>,
    /// Its affinity.
    pub side: Option<String>,
    /// Day of publication.
    pub published: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Where it was seen.
    pub url: Option<String>,
}

impl Given {
    /// What the command line says wins over what the file says.
    fn over(self, mut submission: Submission) -> anyhow::Result<Submission> {
        if let Some(source) = self.source {
            submission.source.title = source;
        }
        if let Some(side) = self.side {
            submission.source.side = side.parse()?;
        }
        if let Some(published) = self.published {
            submission.published = parse_day(&published)?;
        }
        submission.source.url = self.url.or(submission.source.url);
        submission.language = self.language.or(submission.language);
        Ok(submission)
    }
}

/// Reads a report from a file.
///
/// # Errors
/// With a sentence that names the file, or what is missing in it.
pub fn read(path: &Path, given: Given) -> anyhow::Result<Submission> {
    let name = path.display();
    let mut bytes = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes))
        .with_context(|| format!("Cannot read {name}"))?;
    if bytes.len() as u64 > LARGEST {
        bail!("{name} is larger than 1 MiB; a report has at most 256 KiB of text.");
    }
    let text = decode(&bytes).with_context(|| format!("{name} cannot be read as text"))?;
    if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        let submission: Submission = serde_json::from_str(&text)
            .with_context(|| format!("{name} is not a report in JSON as POST /reports takes it"))?;
        let mut submission = given.over(submission)?;
        submission.text = text_of(&submission.text).into_owned();
        return Ok(submission);
    }
    with_head(&text, given).with_context(|| format!("{name} cannot be ingested"))
}

/// The keys that a head may have.
const KEYS: [&str; 6] = ["source", "side", "published", "language", "url", "note"];

fn with_head(text: &str, given: Given) -> anyhow::Result<Submission> {
    let (head, body) = split(text);
    let find = |key: &str| {
        head.iter()
            .find(|(known, _)| known == key)
            .map(|(_, value)| (*value).to_owned())
    };
    let need = |given: Option<String>, key: &str| {
        given.or_else(|| find(key)).with_context(|| {
            format!(
                "it does not say its {key}; begin the file with a line \"{}: …\" (and an empty \
                 line before the text), or give --{key}",
                heading(key)
            )
        })
    };
    let published = need(given.published, "published")?;
    Ok(Submission {
        source: Publisher {
            title: need(given.source, "source")?,
            side: need(given.side, "side")?.parse()?,
            url: given.url.or_else(|| find("url")),
        },
        published: parse_day(&published)?,
        language: given.language.or_else(|| find("language")),
        text: text_of(body).into_owned(),
    })
}

fn heading(key: &str) -> String {
    let (first, rest) = key.split_at(1);
    first.to_uppercase() + rest
}

/// The head's keys and values, and the text below it; a file without a head is all text.
fn split(text: &str) -> (Vec<(String, &str)>, &str) {
    let mut head = Vec::new();
    let mut rest = text;
    while let Some((line, below)) = rest.split_once('\n') {
        let line = line.trim_end_matches('\r');
        if line.is_empty() && !head.is_empty() {
            return (head, below);
        }
        let pair = line
            .split_once(':')
            .map(|(key, value)| (key.trim().to_lowercase(), value.trim()))
            .filter(|(key, _)| KEYS.contains(&key.as_str()));
        let Some(pair) = pair else { break };
        if !pair.1.is_empty() {
            head.push(pair);
        }
        rest = below;
    }
    (Vec::new(), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_ends_at_the_first_empty_line() {
        let report = with_head(
            "Source: An agency\nSide: third-party\nPublished: 2020-09-30\n\nFirst line.\n\nSecond.\n",
            Given::default(),
        )
        .expect("complete");
        assert_eq!(report.text, "First line.\n\nSecond.\n");
        assert_eq!(report.source.title, "An agency");
    }

    #[test]
    fn of_a_page_the_text_counts_in_whatever_encoding() {
        let page = "Source: Агентство\nSide: third-party\nPublished: 2020-09-30\n\n\
            <html><script>x()</script><p>Обстрелян Агдам &mdash; сообщили вечером</p></html>";
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("report.txt");
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(page);
        fs::write(&path, bytes).expect("written");
        let report = read(&path, Given::default()).expect("a report");
        assert_eq!(report.source.title, "Агентство");
        assert_eq!(report.text, "Обстрелян Агдам — сообщили вечером");

        fs::write(&path, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").expect("written");
        let error = read(&path, Given::default()).expect_err("a picture");
        assert!(
            format!("{error:#}").contains("give a text file in UTF-8"),
            "{error:#}"
        );
    }

    #[test]
    fn a_file_without_a_head_says_what_it_lacks() {
        let error =
            with_head("Shelling: it began at dawn.\n", Given::default()).expect_err("no head");
        assert!(error.to_string().contains("Published: …"), "{error}");
    }
}
