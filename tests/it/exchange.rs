//! OGC API – Features, part 4: incidents are added, changed and withdrawn as features.

use axum::http::{Method, header};
use serde_json::{Value, json};

use crate::support::{Answer, Server};

const ITEMS: &str = "/ogc/collections/incidents/items";

fn feature() -> Value {
    json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [46.75, 39.82]},
           "properties": {"date": "2020-10-02", "kind": "shelling",
                          "summary": "Shells were reported near the market.",
                          "claimant": "Town council", "side": "arm", "source": "A bulletin"}})
}

struct Desk {
    server: Server,
    token: String,
}

impl Desk {
    fn open() -> Self {
        let server = Server::start();
        let token = server.token();
        Self { server, token }
    }

    fn ask(&self, method: Method, path: &str, body: &Value, etag: Option<&str>) -> Answer {
        self.server.edit(method, path, &self.token, body, etag)
    }

    /// The address of a new public incident.
    fn published(&self) -> String {
        let made = self.ask(
            Method::POST,
            &format!("{ITEMS}?publish=true"),
            &feature(),
            None,
        );
        assert_eq!(made.status.as_u16(), 201, "{}", made.text());
        let location = made.header(header::LOCATION);
        location
            .strip_prefix("http://127.0.0.1:8080")
            .unwrap()
            .to_owned()
    }
}

#[test]
fn a_feature_is_added_changed_and_withdrawn() {
    let desk = Desk::open();
    let path = desk.published();
    let first = desk.server.get(&path);
    let etag = first.header(header::ETAG).to_owned();
    let mut body = first.json();
    assert_eq!(body["properties"]["kind"], "shelling");
    // Replaced.
    body["properties"]["summary"] = "Two shells were reported near the market.".into();
    let put = desk.ask(Method::PUT, &path, &body, Some(&etag));
    assert_eq!(put.status.as_u16(), 204, "{}", put.text());
    let second = desk.server.get(&path);
    assert_eq!(
        second.json()["properties"]["summary"],
        "Two shells were reported near the market."
    );
    // Somebody who saw the first version is told so.
    let stale = desk.ask(Method::PUT, &path, &body, Some(&etag));
    stale.problem(412);
    desk.ask(Method::PUT, &path, &body, None).problem(428);
    // Patched, by the tag of review.
    let id = path.rsplit('/').next().unwrap();
    let changes = json!({"properties": {"kind": "clash", "note": "Checked by phone."}});
    let patched = desk.ask(Method::PATCH, &path, &changes, Some(&format!("\"{id}-2\"")));
    assert_eq!(patched.status.as_u16(), 204, "{}", patched.text());
    let third = desk.server.get(&path).json();
    assert_eq!(third["properties"]["kind"], "clash");
    assert_eq!(third["properties"]["note"], "Checked by phone.");
    assert_eq!(third["properties"]["revision"], 3);
    assert_eq!(third["properties"]["claims"], body["properties"]["claims"]);
    // Withdrawn, never erased.
    let gone = desk.ask(
        Method::DELETE,
        &format!("{path}?why=It%20was%20a%20test"),
        &Value::Null,
        Some("*"),
    );
    assert_eq!(gone.status.as_u16(), 204, "{}", gone.text());
    desk.server.get(&path).problem(404);
    desk.ask(Method::DELETE, &path, &Value::Null, Some("*"))
        .problem(404);
    let history = desk.ask(
        Method::GET,
        &format!("/review/{id}/history"),
        &Value::Null,
        None,
    );
    assert!(history.text().contains("It was a test"));
}

#[test]
fn a_feature_is_a_draft_unless_it_is_to_be_published() {
    let desk = Desk::open();
    let made = desk.ask(Method::POST, ITEMS, &feature(), None);
    assert_eq!(made.status.as_u16(), 201, "{}", made.text());
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert!(
        made.header(header::LOCATION)
            .ends_with(&format!("/review/{id}"))
    );
    desk.server.get(&format!("{ITEMS}/{id}")).problem(404);
    let again = desk.ask(Method::POST, ITEMS, &feature(), None);
    assert!(again.problem(409).contains("held already"));
    let draft = desk.ask(Method::GET, &format!("/review/{id}"), &Value::Null, None);
    assert_eq!(draft.status.as_u16(), 200);
}

#[test]
fn what_cannot_be_is_refused_with_a_sentence() {
    let desk = Desk::open();
    let with = |path: &str, value: Value| {
        let mut feature = feature();
        *feature.pointer_mut(path).unwrap() = value;
        feature
    };
    for (body, said) in [
        (json!({"type": "Feature"}), "GeoJSON feature"),
        (json!([1]), "GeoJSON feature"),
        (
            with("/geometry/coordinates", json!(["a", 1])),
            "two numbers",
        ),
        (
            with("/geometry/coordinates", json!([39.82, 46.75])),
            "swapped",
        ),
        (with("/properties/date", json!("2099-01-01")), "date"),
        (with("/properties/kind", json!("wedding")), "kind"),
    ] {
        let sentence = desk.ask(Method::POST, ITEMS, &body, None).problem(422);
        assert!(sentence.contains(said), "{said}: {sentence}");
    }
    let path = desk.published();
    let claims = json!({"properties": {"claims": []}});
    let sentence = desk
        .ask(Method::PATCH, &path, &claims, Some("*"))
        .problem(422);
    assert!(
        sentence.contains("Claims are changed in review"),
        "{sentence}"
    );
    let moved = json!({"geometry": {"type": "Point", "coordinates": [46.0]}});
    desk.ask(Method::PATCH, &path, &moved, Some("*"))
        .problem(422);
    for collection in ["places", "claims"] {
        let items = format!("/ogc/collections/{collection}/items");
        desk.ask(Method::POST, &items, &feature(), None)
            .problem(405);
        let options = desk.ask(Method::OPTIONS, &items, &Value::Null, None);
        assert!(!options.header(header::ALLOW).contains("POST"));
    }
    let options = desk.ask(Method::OPTIONS, ITEMS, &Value::Null, None);
    assert!(options.header(header::ALLOW).contains("POST"));
    let none = desk
        .server
        .edit(Method::POST, ITEMS, "nobody", &feature(), None);
    none.problem(401);
}

#[test]
fn the_api_document_says_how_incidents_are_changed() {
    let api = crate::support::READ_ONLY.get("/ogc/api").json();
    let items = &api["paths"]["/collections/incidents/items"];
    let one = &api["paths"]["/collections/incidents/items/{featureId}"];
    for operation in [&items["post"], &one["put"], &one["patch"], &one["delete"]] {
        assert!(operation["operationId"].is_string(), "{operation}");
        assert!(operation["responses"]["401"].is_object(), "{operation}");
    }
    assert!(one["put"]["responses"]["428"].is_object());
    assert!(api["paths"]["/collections/places/items"]["post"].is_null());
}
