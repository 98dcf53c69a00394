//! Layers of one's own.

use std::io::Cursor;

use contactline::{
    atlas::{facade::Atlas, import::Preview, own_layer::Said},
    query::filter::Filter,
};
use serde_json::Value;

const FILE: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"post-1","geometry":{"type":"Point","coordinates":[46.7,39.8]},"properties":{"name":"One","date":"2020-10-01"}},
{"type":"Feature","geometry":null,"properties":{"id":7,"name":"Nowhere"}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[46.8,99]},"properties":{}},
{"type":"Feature","geometry":{"type":"LineString","coordinates":[[46,39],[47,40]]},"properties":null}]}"#;

fn said(id: &str) -> Said {
    Said {
        id: id.parse().unwrap(),
        title: "Posts".to_owned(),
        description: "What was seen".to_owned(),
        licence: "CC0-1.0".to_owned(),
        attribution: "A club".to_owned(),
    }
}

fn import(atlas: &Atlas, text: &str, dry: bool) -> Preview {
    atlas
        .import_layer(Cursor::new(text.to_owned()), &said("posts"), dry)
        .unwrap()
}

fn ids(atlas: &Atlas) -> Vec<String> {
    let snapshot = atlas.snapshot().unwrap();
    let Some(layer) = snapshot.layer("posts") else {
        return Vec::new();
    };
    let places = layer.shelf.all(&Filter::default());
    places
        .iter()
        .map(|place| layer.shelf.id(*place).to_owned())
        .collect()
}

#[test]
fn a_layer_comes_in_once_and_follows_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    let dry = import(&atlas, FILE, true);
    assert!(ids(&atlas).is_empty(), "nothing is kept of a dry run");
    let done = import(&atlas, FILE, false);
    assert_eq!(dry, done, "the preview is what is done");
    assert_eq!((done.new, done.refused.len()), (3, 1));
    assert_eq!(done.refused[0].0, 3);
    assert!(
        done.refused[0].1.contains("not on Earth"),
        "{:?}",
        done.refused
    );
    assert_eq!(ids(&atlas), ["4", "7", "post-1"]);
    let body: Value = serde_json::from_str(&atlas.item("posts", "post-1").unwrap()).unwrap();
    assert_eq!(body["properties"]["name"], "One");
    let described = atlas.collection("posts").unwrap();
    assert_eq!(described.collection.licence, "CC0-1.0");
    let revision = |atlas: &Atlas| atlas.snapshot().unwrap().layer("posts").unwrap().revision;
    let before = revision(&atlas);
    let again = import(&atlas, FILE, false);
    assert_eq!(
        (again.new, again.changed, again.unchanged, again.withdrawn),
        (0, 0, 3, 0)
    );
    assert_eq!(revision(&atlas), before, "the same file changes nothing");
    // One feature on each line, one of them gone, one other than it was.
    let lines = "\u{1e}{\"type\":\"Feature\",\"id\":\"post-1\",\"geometry\":null,\"properties\":{}}\n\
                 {\"type\":\"Feature\",\"id\":7,\"geometry\":null,\"properties\":{\"id\":7,\"name\":\"Nowhere\"}}\n";
    let less = import(&atlas, lines, false);
    assert_eq!((less.changed, less.unchanged, less.withdrawn), (1, 1, 1));
    assert_eq!(ids(&atlas), ["7", "post-1"]);
}

#[test]
fn a_built_in_layer_is_not_written_over_and_an_empty_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let atlas = Atlas::open(folder.path()).unwrap();
    let refused = |text: &str, id: &str| {
        let text = Cursor::new(text.to_owned());
        atlas
            .import_layer(text, &said(id), false)
            .unwrap_err()
            .to_string()
    };
    insta::assert_snapshot!(refused(FILE, "incidents"), @"incidents is a built-in layer; give yours another name with --layer.");
    insta::assert_snapshot!(refused("not a layer", "posts"), @"The file has no feature that can be read; give a GeoJSON feature collection, or one feature on each line.");
}
