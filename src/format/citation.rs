//! Citations as reference managers read them.

use serde_json::{Value, json};

use crate::model::citation::Citation;

/// A `BibTeX` entry.
#[must_use]
pub fn bibtex(citation: &Citation) -> String {
    let Citation {
        id,
        revision,
        collection,
        issued,
        url,
        sha256,
        ..
    } = citation;
    format!(
        "@misc{{{id}-{revision},\n  author = {{{{contactline}}}},\n  title = {{{{{}}}}},\n  \
         year = {{{}}},\n  month = {{{}}},\n  version = {{{revision}}},\n  \
         howpublished = {{\\url{{{url}}}}},\n  note = {{Record {id} of {collection}, revision \
         {revision} of {issued}, SHA-256 {sha256}}}\n}}\n",
        tex(&citation.title),
        issued.year(),
        issued.month(),
    )
}

/// A list with one CSL-JSON item.
///
/// # References
/// - Citation Style Language 1.0.2, schema `csl-data.json`
#[must_use]
pub fn csl(citation: &Citation) -> Value {
    let issued = citation.issued;
    json!([{
        "id": format!("{}-{}", citation.id, citation.revision),
        "type": "dataset",
        "title": citation.title,
        "author": [{"literal": "contactline"}],
        "container-title": citation.collection,
        "number": citation.id,
        "version": citation.revision.to_string(),
        "issued": {"date-parts": [[issued.year(), issued.month(), issued.day()]]},
        "URL": citation.url,
        "note": format!("SHA-256 {}", citation.sha256),
    }])
}

/// Text in which `TeX` sees no commands.
fn tex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\textbackslash "),
            '~' => escaped.push_str("\\textasciitilde "),
            '^' => escaped.push_str("\\textasciicircum "),
            '{' | '}' | '%' | '$' | '#' | '&' | '_' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' | '\r' | '\t' => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_with_commands_in_it_stays_text() {
        let citation = Citation {
            id: "i-1".to_owned(),
            revision: 2,
            title: r"100% of {A} & B_c \input{x}".to_owned(),
            collection: "incidents".to_owned(),
            issued: jiff::civil::date(2020, 10, 2),
            url: "http://127.0.0.1:8080/i/i-1@2".to_owned(),
            sha256: "ab".to_owned(),
        };
        insta::assert_snapshot!(bibtex(&citation), @r"
        @misc{i-1-2,
          author = {{contactline}},
          title = {{100\% of \{A\} \& B\_c \textbackslash input\{x\}}},
          year = {2020},
          month = {10},
          version = {2},
          howpublished = {\url{http://127.0.0.1:8080/i/i-1@2}},
          note = {Record i-1 of incidents, revision 2 of 2020-10-02, SHA-256 ab}
        }
        ");
        assert_eq!(csl(&citation)[0]["issued"]["date-parts"][0][2], 2);
    }
}
