//! `contactline geoparse`.

use std::{
    fs,
    io::{self, BufRead as _, Read, Write},
    path::PathBuf,
};

use anyhow::{Context as _, bail};
use clap::Args;
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    atlas::{
        facade::Atlas,
        lookup::{Desk, dated},
    },
    format::encoding::decode,
    geoparse::reading::Context,
    model::{interval::parse_day, side::Side},
};

/// Find places, locations and claims in a text; nothing is stored.
///
/// The text may be in UTF-8, UTF-16 or Windows-1251; of HTML its text is read, and with --json and
/// --jsonl given back as "text", to which "start" and "end" refer (in code points). The output says
/// for each name which place it means and which others it may mean, with a score and why; for each
/// location the rule that made it and how precise it is; for each claim who claims it.
#[derive(Debug, Args)]
pub struct Geoparse {
    /// The text; standard input when left out
    file: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Read and write one JSON object a line: {"id", "text", "lang"?, "date"?, "side"?,
    /// "publisher"?}, where side is az, arm or third-party; a line that cannot be read is named on standard error, and the others are read all the same
    #[arg(long)]
    jsonl: bool,
    /// Data folder whose gazetteer and line are used; without one the built-in ones are
    #[arg(long = "data", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Day of publication, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    date: Option<Date>,
}

/// The longest text, and the longest line, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// One line of input; further members, such as what an evaluation knows of a text, are passed over.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    side: Option<Side>,
    #[serde(default)]
    publisher: Option<String>,
}

impl Geoparse {
    /// Prints what is found.
    ///
    /// # Errors
    /// When the input does not read.
    pub fn run(self, out: &mut impl Write) -> anyhow::Result<()> {
        let desk = match &self.folder {
            Some(folder) => Desk::of(Atlas::open(folder)?),
            None => Desk::built_in()?,
        };
        let mut input: Box<dyn Read> = match &self.file {
            Some(path) => Box::new(
                fs::File::open(path).with_context(|| format!("Cannot read {}", path.display()))?,
            ),
            None => Box::new(io::stdin().lock()),
        };
        if self.jsonl {
            return lines(&desk, input, out);
        }
        let mut bytes = Vec::new();
        (&mut input)
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)
            .context("The input cannot be read")?;
        if bytes.len() as u64 > LARGEST {
            bail!("The input is larger than 16 MiB; give less at a time, or use --jsonl.");
        }
        let text = decode(&bytes).context("The input cannot be read as text")?;
        let found = desk.read("text", &text, &dated(self.date));
        if self.json {
            writeln!(out, "{}", serde_json::to_string(&found)?)?;
        } else {
            print(out, &serde_json::to_value(&found)?)?;
        }
        Ok(())
    }
}

fn lines(desk: &Desk, input: impl Read, out: &mut impl Write) -> anyhow::Result<()> {
    let mut input = io::BufReader::new(input);
    let (mut bytes, mut written, mut unread) = (Vec::new(), Vec::new(), 0_usize);
    for n in 1_usize.. {
        bytes.clear();
        let length = (&mut input).take(LARGEST).read_until(b'\n', &mut bytes)?;
        if length == 0 {
            break;
        }
        match object(n, &bytes) {
            Ok(None) => {}
            Ok(Some(line)) => {
                let date = line.date.as_deref().and_then(|date| parse_day(date).ok());
                let context = Context {
                    published: date,
                    language: line.lang,
                    side: line.side,
                    publisher: line.publisher,
                };
                written.clear();
                let found = desk.read(&line.id, &line.text, &context);
                serde_json::to_writer(&mut written, &found)?;
                written.push(b'\n');
                out.write_all(&written)?;
            }
            Err(error) => {
                unread += 1;
                eprintln!("contactline: {error:#}");
            }
        }
    }
    if unread > 0 {
        bail!("{unread} lines could not be read; the others were.");
    }
    Ok(())
}

/// What a line asks for; nothing when it is empty.
fn object(number: usize, bytes: &[u8]) -> anyhow::Result<Option<Line>> {
    let text = std::str::from_utf8(bytes)
        .with_context(|| format!("Line {number} is not text in UTF-8; save the file as UTF-8"))?;
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Ok(None);
    }
    serde_json::from_str(text)
        .map(Some)
        .with_context(|| format!("Line {number} is not an object with id and text"))
}

/// So many of the places that a name may mean are printed for people.
const MOST_CANDIDATES: usize = 3;

/// What was found, for people.
fn print(out: &mut impl Write, found: &serde_json::Value) -> anyhow::Result<()> {
    for (title, key) in [
        ("Mentions", "mentions"),
        ("Locations", "locations"),
        ("Claims", "claims"),
    ] {
        let list = found[key].as_array().map(Vec::as_slice).unwrap_or_default();
        writeln!(out, "{title}: {}", list.len())?;
        for one in list {
            let text = one["text"]
                .as_str()
                .or_else(|| one["predicate"].as_str())
                .unwrap_or("");
            let about: Vec<String> = [
                &one["place"]["id"],
                &one["role"],
                &one["rule"],
                &one["claimant"],
                &one["modality"],
                &one["quantity_low"],
                &one["item"],
            ]
            .into_iter()
            .filter(|value| !value.is_null())
            .map(|value| {
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned)
            })
            .collect();
            writeln!(out, "  {text}: {}", about.join(", "))?;
            let candidates = one["candidates"].as_array().map(Vec::as_slice);
            for candidate in candidates.unwrap_or_default().iter().take(MOST_CANDIDATES) {
                let [id, why] = ["id", "why"].map(|key| candidate[key].as_str().unwrap_or(""));
                writeln!(out, "      {} {id}: {why}", candidate["score"])?;
            }
        }
    }
    Ok(())
}
