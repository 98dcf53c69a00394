//! JSON documents of the web API as pages that a person can browse: the same members, the same links,
//! no script.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::format::{html::Text, outline::outline};

/// A document as a page.
#[derive(Debug)]
pub struct Document<'a> {
    /// Its title.
    pub title: &'a str,
    /// Where it stands: addresses and titles from the top down to its parent.
    pub trail: &'a [(String, String)],
    /// The document itself.
    pub json: &'a Value,
}

/// The style sheet of the pages.
pub const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1rem;max-width:72rem}
nav{display:flex;flex-wrap:wrap;column-gap:1em}
nav a+a::before{content:'\\203a';display:inline-block;margin-inline-start:-.7em;width:.7em}
h1{font-size:1.5rem;line-height:1.25}
h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}
.wide{overflow-x:auto}
th,td,dt,dd{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;overflow-wrap:anywhere}
th,td{border-bottom:1px solid #8886;min-width:5rem}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;margin:0}
dt{font-weight:600}dd{margin:0}
svg{width:100%;max-height:24rem;background:#8882}
svg *{fill:#2b6cb033;stroke:#2b6cb0;stroke-width:1.5;vector-effect:non-scaling-stroke}
.next{display:inline-block;padding:.6rem 0}
@media(max-width:40rem){dl{display:block}}
";

/// Members that a page shows in its own way, or that say nothing to a person.
const APART: [&str; 6] = [
    "links",
    "title",
    "description",
    "type",
    "features",
    "geometry",
];

/// Properties that say at a glance what a feature is: they are columns before others.
const FIRST: [&str; 9] = [
    "names",
    "summary",
    "label",
    "kind",
    "claimant",
    "predicate",
    "date_start",
    "date_end",
    "grade",
];

/// So many properties are columns of a page of features.
const MOST_COLUMNS: usize = 7;

/// So many characters of a value stand in a cell.
const LONGEST_CELL: usize = 160;

impl Document<'_> {
    /// The page.
    #[must_use]
    pub fn page(&self) -> String {
        let mut html = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
             name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} · \
             contactline</title>\n<link rel=\"icon\" href=\"/ogc/icon.svg\">\n<link rel=\"stylesheet\" href=\"/ogc/style.css\">\n</head>\n<body>\n\
             <nav aria-label=\"Where this is\">",
            title = Text(self.title)
        );
        for (address, title) in self.trail {
            // Writing to a String cannot fail.
            let _ = write!(html, "<a href=\"{}\">{}</a>", Text(address), Text(title));
        }
        let _ = write!(
            html,
            "</nav>\n<main>\n<h1><bdi>{}</bdi></h1>\n",
            Text(self.title)
        );
        if let Some(description) = self.json["description"].as_str() {
            let _ = writeln!(html, "<p>{}</p>", Text(description));
        }
        if let Some(features) = self.json["features"].as_array() {
            self.features(&mut html, features);
        } else if self.json["type"] == "Feature" {
            html.push_str(&outline([&self.json["geometry"]]));
            if let Value::Object(properties) = &self.json["properties"] {
                members(&mut html, properties);
            }
        } else if let Value::Object(json) = self.json {
            members(&mut html, json);
        }
        links(&mut html, &self.json["links"]);
        html.push_str("</main>\n</body>\n</html>\n");
        html
    }

    fn features(&self, html: &mut String, features: &[Value]) {
        let matched = &self.json["numberMatched"];
        let _ = writeln!(html, "<p>{} of {matched} features.</p>", features.len());
        html.push_str(&outline(
            features.iter().map(|feature| &feature["geometry"]),
        ));
        let next = self.json["links"].as_array().into_iter().flatten();
        let next = next.filter(|link| link["rel"] == "next");
        for href in next.filter_map(|link| link["href"].as_str()) {
            let _ = writeln!(
                html,
                "<a class=\"next\" rel=\"next\" href=\"{}\">The next page</a>",
                Text(href)
            );
        }
        let columns = columns(features);
        html.push_str("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Features\"><table>\n<thead><tr><th scope=\"col\">id</th>");
        for column in &columns {
            let _ = write!(html, "<th scope=\"col\">{}</th>", Text(column));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        let path = self
            .trail
            .last()
            .map_or("", |(address, _)| address.as_str());
        for feature in features {
            let id = feature["id"].as_str().unwrap_or_default();
            let _ = write!(
                html,
                "<tr><td><a href=\"{}/items/{id}\">{id}</a></td>",
                Text(path),
                id = Text(id)
            );
            for column in &columns {
                let value = &feature["properties"][*column];
                let _ = write!(html, "<td><bdi>{}</bdi></td>", Text(&cell(value)));
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody></table></div>\n");
    }
}

/// The plain properties of the first features: those that say most, then others in their order.
fn columns(features: &[Value]) -> Vec<&str> {
    let mut columns: Vec<&str> = Vec::new();
    for feature in features.iter().take(20) {
        let Some(properties) = feature["properties"].as_object() else {
            continue;
        };
        for (key, value) in properties {
            let plain =
                !value.is_array() && !value.is_null() && (!value.is_object() || key == "names");
            if plain && !columns.contains(&key.as_str()) {
                columns.push(key);
            }
        }
    }
    let rank = |column: &&str| FIRST.iter().position(|first| first == column);
    columns.sort_by_key(|column| rank(column).unwrap_or(FIRST.len()));
    columns.truncate(MOST_COLUMNS);
    columns
}

/// A value in a cell: names in all languages, and nothing longer than a few lines.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Object(names)
            if names
                .values()
                .all(|name| name.is_string() || name.is_null()) =>
        {
            let mut names: Vec<&str> = names.values().filter_map(Value::as_str).collect();
            names.dedup();
            names.join(" · ")
        }
        other => other.to_string(),
    };
    if text.chars().count() <= LONGEST_CELL {
        return text;
    }
    text.chars().take(LONGEST_CELL).chain(['…']).collect()
}

/// Members as a list of terms; lists of objects as tables.
fn members(html: &mut String, object: &Map<String, Value>) {
    let shown =
        |(key, value): &(&String, &Value)| !APART.contains(&key.as_str()) && !value.is_null();
    let (lists, plain): (Vec<_>, Vec<_>) = object.iter().filter(shown).partition(|(_, value)| {
        value
            .as_array()
            .is_some_and(|list| list.iter().any(Value::is_object))
    });
    html.push_str("<dl>\n");
    for (key, value) in plain {
        let _ = write!(html, "<dt>{}</dt><dd>", Text(key));
        match value {
            Value::Object(inner) if !inner.is_empty() => members(html, inner),
            Value::Array(list) => {
                for one in list {
                    let _ = write!(html, "<bdi>{}</bdi><br>", Text(&cell(one)));
                }
            }
            Value::String(text) => {
                let _ = write!(html, "<bdi>{}</bdi>", Text(text));
            }
            other => {
                let _ = write!(html, "{}", Text(&other.to_string()));
            }
        }
        html.push_str("</dd>\n");
    }
    html.push_str("</dl>\n");
    for (key, value) in lists {
        let _ = writeln!(html, "<h2>{}</h2>", Text(key));
        for one in value.as_array().into_iter().flatten() {
            match (one["title"].as_str(), link(one, "self")) {
                (Some(title), Some(href)) => {
                    let _ = writeln!(
                        html,
                        "<p><a href=\"{}\"><bdi>{}</bdi></a><br>{}</p>",
                        Text(href),
                        Text(title),
                        Text(one["description"].as_str().unwrap_or_default())
                    );
                }
                _ => match one {
                    Value::Object(inner) => members(html, inner),
                    other => {
                        let _ = writeln!(html, "<p>{}</p>", Text(&cell(other)));
                    }
                },
            }
        }
    }
}

fn link<'a>(value: &'a Value, rel: &str) -> Option<&'a str> {
    let links = value["links"].as_array()?;
    links.iter().find(|link| link["rel"] == rel)?["href"].as_str()
}

/// The links of a document.
fn links(html: &mut String, links: &Value) {
    html.push_str("<h2>Links</h2>\n<ul>\n");
    for link in links.as_array().into_iter().flatten() {
        let said = |key: &str| Text(link[key].as_str().unwrap_or_default());
        let _ = writeln!(
            html,
            "<li><a href=\"{}\" rel=\"{}\">{}</a> ({})</li>",
            said("href"),
            said("rel"),
            said("title"),
            said("type"),
        );
    }
    html.push_str("</ul>\n");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_somebody_wrote_stays_text() {
        let nasty = "<script>alert(1)</script>";
        let json = json!({"features": [{"id": "a", "geometry": null, "properties": {
            "note": nasty, "names": {"en": nasty, "az": null}}}], "numberMatched": 1,
            "links": [{"href": "/x?a=1&b=\"", "rel": "next", "title": nasty, "type": "text/html"}]});
        let page = Document {
            title: nasty,
            trail: &[],
            json: &json,
        }
        .page();
        assert!(!page.contains("<script"), "{page}");
        assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
        assert!(page.contains("/x?a=1&amp;b=&quot;"), "{page}");
    }

    #[test]
    fn nested_members_and_lists_are_all_shown() {
        let json = json!({"a": {"b": [1, 2]}, "list": [{"title": "T", "links": [
            {"rel": "self", "href": "/t"}]}, {"deep": "d"}], "nothing": null});
        let page = Document {
            title: "x",
            trail: &[("/ogc".into(), "Data".into())],
            json: &json,
        }
        .page();
        for part in [
            "<dt>b</dt>",
            "<a href=\"/t\"",
            "<dt>deep</dt>",
            "<a href=\"/ogc\">Data</a>",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("nothing"));
    }
}
