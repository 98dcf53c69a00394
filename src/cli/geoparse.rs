//! `contactline geoparse`.

use std::{
    fs,
    io::{self, BufRead as _, Read, Write},
    path::PathBuf,
};

use anyhow::Context as _;
use clap::Args;
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    atlas::{facade::Atlas, lookup::Desk},
    geoparse::reading::Context,
    model::interval::parse_day,
};

/// Find places, locations and claims in a text; nothing is stored.
#[derive(Debug, Args)]
pub struct Geoparse {
    /// The text; standard input when left out
    file: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long, conflicts_with = "jsonl")]
    json: bool,
    /// Read and write one JSON object a line: {"id", "text", "lang"?, "date"?}
    #[arg(long)]
    jsonl: bool,
    /// Data folder whose gazetteer and line are used; without one the built-in ones are
    #[arg(long = "data", value_name = "DIR")]
    folder: Option<PathBuf>,
    /// Day of publication, YYYY-MM-DD
    #[arg(long, value_parser = parse_day)]
    date: Option<Date>,
}

/// One line of input; further members, such as what an evaluation knows of a text, are passed over.
#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    date: Option<String>,
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
        let mut text = String::new();
        input
            .read_to_string(&mut text)
            .context("The input is not text in UTF-8")?;
        let found = desk.read("text", &text, &context(None, self.date));
        if self.json {
            writeln!(out, "{found}")?;
        } else {
            print(out, &found)?;
        }
        Ok(())
    }
}

fn lines(desk: &Desk, input: impl Read, out: &mut impl Write) -> anyhow::Result<()> {
    for (n, line) in (1..).zip(io::BufReader::new(input).lines()) {
        let line = line.with_context(|| format!("Line {n} is not text in UTF-8"))?;
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(&line)
            .with_context(|| format!("Line {n} is not an object with id and text"))?;
        let date = line.date.as_deref().and_then(|date| parse_day(date).ok());
        let found = desk.read(&line.id, &line.text, &context(line.lang, date));
        writeln!(out, "{found}")?;
    }
    Ok(())
}

const fn context(language: Option<String>, published: Option<Date>) -> Context {
    Context {
        published,
        side: None,
        publisher: None,
        language,
    }
}

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
        }
    }
    Ok(())
}
