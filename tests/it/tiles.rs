//! Vector tiles: what another program reads in them, and how they are asked for.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::{Method, header};
use contactline::model::position::LonLat;
use contactline::tile::{
    address::{Address, BUFFER, Cover, EXTENT},
    mercator::World,
};
use geo_types::{Geometry, Polygon};
use mvt_reader::{
    Reader,
    feature::{Feature, Value as Property},
};
use serde_json::Value;

use crate::support::{Answer, READ_ONLY, Server};

const MVT: &str = "application/vnd.mapbox-vector-tile";

fn path(collection: &str, tile: &str) -> String {
    format!("/ogc/collections/{collection}/tiles/WebMercatorQuad/{tile}")
}

/// The features of a tile, after checking that it is one.
fn features(answer: &Answer, layer: &str) -> Vec<Feature> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.header(header::CONTENT_TYPE), MVT);
    if answer.bytes.is_empty() {
        return Vec::new();
    }
    let reader = Reader::new(answer.bytes.clone()).unwrap();
    let layers = reader.get_layer_metadata().unwrap();
    assert_eq!(layers.len(), 1);
    assert_eq!((layers[0].name.as_str(), layers[0].extent), (layer, 4_096));
    assert_eq!(layers[0].version, 2);
    assert!(layers[0].feature_count > 0);
    reader.get_features(0).unwrap()
}

fn text(feature: &Feature, name: &str) -> Option<String> {
    match feature.properties.as_ref()?.get(name)? {
        Property::String(text) => Some(text.clone()),
        _ => None,
    }
}

fn count(feature: &Feature) -> u64 {
    let properties = feature.properties.as_ref().unwrap();
    match properties.get("point_count") {
        Some(Property::UInt(count)) => *count,
        None => 1,
        other => panic!("{other:?}"),
    }
}

/// All items of a collection.
fn items(server: &Server, collection: &str) -> Vec<Value> {
    let page = server.get(&format!("/ogc/collections/{collection}/items?limit=10000"));
    let items = page.json()["features"].as_array().unwrap().clone();
    assert!(!items.is_empty());
    items
}

#[test]
fn every_place_lies_in_just_the_tile_where_it_should_be() {
    let server = &*READ_ONLY;
    let zoom = 9;
    let mut wanted: BTreeMap<(u32, u32), BTreeSet<String>> = BTreeMap::new();
    for item in items(server, "places") {
        let at = item["geometry"]["coordinates"].as_array().unwrap();
        let at = [0, 1].map(|axis: usize| at[axis].as_f64().unwrap());
        let cover = Cover::of([at[0], at[1], at[0], at[1]], zoom);
        let tile = Address::new(zoom.into(), cover.rows[0], cover.cols[0]).unwrap();
        let world = World::of(LonLat::new(at[0], at[1]).unwrap());
        assert!(tile.within(world).is_some(), "{item}");
        let id = item["id"].as_str().unwrap().to_owned();
        wanted
            .entry((tile.row(), tile.col()))
            .or_default()
            .insert(id);
    }
    let (first, last) = (
        wanted.keys().min().unwrap().0,
        wanted.keys().max().unwrap().0,
    );
    assert!(wanted.len() > 10, "{}", wanted.len());
    for (row, col) in wanted.keys() {
        let answer = server.get(&path("places", &format!("{zoom}/{row}/{col}")));
        let found = features(&answer, "places");
        let ids: BTreeSet<String> = found.iter().filter_map(|one| text(one, "id")).collect();
        assert_eq!(ids.len(), found.len(), "each of them once");
        assert_eq!(ids, wanted[&(*row, *col)], "{row}/{col}");
    }
    // Beside them there is none.
    for row in first..=last {
        for col in 318..=326 {
            if !wanted.contains_key(&(row, col)) {
                let answer = server.get(&path("places", &format!("{zoom}/{row}/{col}")));
                assert_eq!(features(&answer, "places").len(), 0, "{row}/{col}");
            }
        }
    }
}

#[test]
fn counts_of_all_places_are_the_same_at_every_zoom() {
    let server = &*READ_ONLY;
    let all = items(server, "places").len() as u64;
    for zoom in [0_u8, 3, 5, 7] {
        let cover = Cover::of([43.0, 37.5, 50.5, 42.0], zoom);
        let mut total = 0;
        for row in cover.rows[0]..=cover.rows[1] {
            for col in cover.cols[0]..=cover.cols[1] {
                let answer = server.get(&path("places", &format!("{zoom}/{row}/{col}")));
                total += features(&answer, "places").iter().map(count).sum::<u64>();
            }
        }
        assert_eq!(total, all, "zoom {zoom}");
    }
}

#[test]
fn areas_keep_to_their_frame_and_their_rings_run_the_right_way() {
    let server = &*READ_ONLY;
    let mut seen = 0;
    for tile in ["0/0/0", "5/12/20", "6/24/40", "8/97/161", "10/388/645"] {
        for collection in ["districts", "region", "water", "contact-line"] {
            let answer = server.get(&path(collection, tile));
            for feature in features(&answer, collection) {
                assert!(text(&feature, "id").is_some());
                let geometry = feature.get_geometry();
                let polygons: &[Polygon<f32>] = match geometry {
                    Geometry::Polygon(polygon) => std::slice::from_ref(polygon),
                    Geometry::MultiPolygon(many) => &many.0,
                    _ => &[],
                };
                for polygon in polygons {
                    assert!(area(polygon.exterior()) > 0.0, "{collection} {tile}");
                    let holes = polygon.interiors();
                    assert!(
                        holes.iter().all(|hole| area(hole) < 0.0),
                        "{collection} {tile}"
                    );
                }
                for at in geo::CoordsIter::coords_iter(geometry) {
                    let room = -f32::from(BUFFER)..=f32::from(EXTENT + BUFFER);
                    assert!(room.contains(&at.x) && room.contains(&at.y), "{at:?}");
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

/// Twice the area of a ring; positive when it runs as outer rings do where y points down.
fn area(ring: &geo_types::LineString<f32>) -> f64 {
    let turns = ring.lines().map(|side| {
        f64::from(side.start.x) * f64::from(side.end.y)
            - f64::from(side.end.x) * f64::from(side.start.y)
    });
    turns.sum()
}

#[test]
fn a_tile_answers_for_a_day_and_a_stance_as_the_items_do() {
    let server = &*READ_ONLY;
    for query in [
        "datetime=2020-10-20&stance=az-claimed",
        "datetime=2020-10-20&stance=arm-claimed",
        "datetime=2010-01-01",
    ] {
        let page = server.get(&format!("/ogc/collections/contact-line/items?{query}"));
        let wanted: BTreeSet<String> = page.json()["features"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["id"].as_str().unwrap().to_owned())
            .collect();
        let answer = server.get(&format!("{}?{query}", path("contact-line", "5/12/20")));
        let found = features(&answer, "contact-line");
        let found: BTreeSet<String> = found.iter().filter_map(|one| text(one, "id")).collect();
        assert_eq!(found, wanted, "{query}");
        assert!(!found.is_empty(), "{query}");
    }
}

#[test]
fn a_tile_has_what_a_condition_lets_through() {
    let server = &*READ_ONLY;
    let condition = "filter=id%20LIKE%20%27s%25%27";
    let page = format!("/ogc/collections/places/items?limit=10000&{condition}");
    let wanted = server.get(&page).json()["numberMatched"].as_u64().unwrap();
    let answer = server.get(&format!("{}?{condition}", path("places", "0/0/0")));
    let found: u64 = features(&answer, "places").iter().map(count).sum();
    assert_eq!(found, wanted);
    assert!(0 < found && found < items(server, "places").len() as u64);
}

#[test]
fn a_client_that_has_a_tile_is_not_sent_it_again() {
    let server = &*READ_ONLY;
    let tile = path("districts", "8/97/161");
    let first = server.get(&tile);
    let etag = first.header(header::ETAG).to_owned();
    assert!(etag.len() > 10, "{etag}");
    let again = server.get_with(&tile, header::IF_NONE_MATCH, &etag);
    assert_eq!(again.status, 304);
    assert!(again.bytes.is_empty());
    assert_eq!(again.header(header::ETAG), etag);
    let packed = server.get_with(&tile, header::ACCEPT_ENCODING, "gzip");
    assert_eq!(packed.header(header::CONTENT_ENCODING), "gzip");
    assert!(packed.header(header::VARY).contains("accept-encoding"));
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(packed.bytes.as_slice());
    std::io::Read::read_to_end(&mut reader, &mut unpacked).unwrap();
    assert_eq!(unpacked, first.bytes);
    assert!(packed.bytes.len() < first.bytes.len());
}

#[test]
fn a_change_makes_those_tiles_anew_that_it_touches() {
    let server = Server::start();
    let token = server.token();
    let (here, there) = (
        path("incidents", "10/388/644"),
        path("incidents", "10/385/642"),
    );
    let etag = |tile: &str| server.get(tile).header(header::ETAG).to_owned();
    let unchanged =
        |tile: &str, etag: &str| server.get_with(tile, header::IF_NONE_MATCH, etag).status == 304;
    let number = |tile: &str| -> u64 {
        let features = features(&server.get(tile), "incidents");
        features.iter().map(count).sum()
    };
    let body = |lon: f64, lat: f64| {
        serde_json::json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {"date": "2020-10-02", "kind": "shelling", "summary": "Shells were reported.",
                           "claimant": "Town council", "side": "arm", "source": "A bulletin"},
        })
    };
    let (before, beside) = (etag(&here), etag(&there));
    let (many, more) = (number(&here), number(&there));
    let items = "/ogc/collections/incidents/items";
    let made = server.edit(
        Method::POST,
        &format!("{items}?publish=true"),
        &token,
        &body(46.75, 39.82),
        None,
    );
    assert_eq!(made.status, 201, "{}", made.text());
    let address = made.header(header::LOCATION).to_owned();
    let address = address[address.find("/ogc").unwrap()..].to_owned();

    assert!(!unchanged(&here, &before), "it has a feature more");
    assert_eq!(number(&here), many + 1);
    assert!(unchanged(&there, &beside), "nothing changed in it");
    assert_eq!(etag(&there), beside);

    // What moves touches where it was and where it is.
    let second = etag(&here);
    let to = serde_json::json!({"geometry": {"type": "Point", "coordinates": [46.0, 40.6]}});
    let moved = server.edit(Method::PATCH, &address, &token, &to, Some("*"));
    assert!(moved.status.is_success(), "{}", moved.text());
    assert!(!unchanged(&here, &second));
    assert!(!unchanged(&there, &beside));
    assert_eq!((number(&here), number(&there)), (many, more + 1));
}

#[test]
fn where_nothing_lies_the_tile_is_empty() {
    // The Caspian Sea, east of everything, and within the map's region.
    let answer = READ_ONLY.get(&path("places", "9/193/327"));
    assert_eq!(answer.status, 200);
    assert!(answer.bytes.is_empty());
    assert_eq!(answer.header(header::CONTENT_TYPE), MVT);
    let packed = READ_ONLY.get_with(
        &path("places", "9/193/327"),
        header::ACCEPT_ENCODING,
        "gzip",
    );
    assert_eq!(packed.status, 200);
}

#[test]
fn what_is_no_tile_is_refused_with_a_sentence() {
    for (tile, status, says) in [
        (path("places", "8/97/256"), 404, "both run from 0 to 255"),
        (path("places", "25/0/0"), 404, "from 0 to 24"),
        (
            path("places", "8/97/4294967296"),
            404,
            "both run from 0 to 255",
        ),
        (path("places", "8/97/161.5"), 400, "three whole numbers"),
        (path("places", "8/-1/161"), 400, "three whole numbers"),
        (path("places", "8/%00/161"), 400, "three whole numbers"),
        (
            path("places", "8/97/161?bbox=46,39,47,40"),
            400,
            "leave bbox out",
        ),
        (path("places", "8/97/161?f=png"), 400, "must be mvt"),
        (
            path("places", "8/97/161?stance=agreed"),
            400,
            "only the collections",
        ),
        (
            path("places", "8/97/161?datetime=yesterday"),
            400,
            "no date or interval",
        ),
        (
            path("places", "8/97/161?tiles=1"),
            400,
            "Unknown query parameter",
        ),
        (path("places", "8/10/10"), 404, "reaches not as far"),
        (path("nowhere", "8/97/161"), 404, "no collection"),
        (
            "/ogc/collections/places/tiles/WorldCRS84Quad/8/97/161".to_owned(),
            404,
            "WebMercatorQuad alone",
        ),
        (
            "/ogc/tileMatrixSets/None".to_owned(),
            404,
            "WebMercatorQuad alone",
        ),
        (
            "/ogc/collections/places/tiles/WebMercatorQuad?f=xml".to_owned(),
            400,
            "must be json or html",
        ),
    ] {
        let problem = READ_ONLY.get(&tile).problem(status);
        assert!(problem.contains(says), "{tile}: {problem}");
    }
}

#[test]
fn a_client_finds_the_tiles_from_the_landing_page() {
    let server = &*READ_ONLY;
    let linked = |document: &Value, rel: &str| {
        let links = document["links"].as_array().unwrap();
        let link = links.iter().find(|link| link["rel"] == rel);
        let href = link.unwrap_or_else(|| panic!("no {rel} in {links:?}"))["href"].as_str();
        let href = href.unwrap();
        href.strip_prefix("http://127.0.0.1:8080")
            .unwrap_or(href)
            .to_owned()
    };
    let relation = |name: &str| format!("http://www.opengis.net/def/rel/ogc/1.0/{name}");
    let schemes = server.get(&linked(
        &server.get("/ogc").json(),
        &relation("tiling-schemes"),
    ));
    let scheme = &schemes.json()["tileMatrixSets"][0];
    let scheme = server.get(&linked(scheme, "self")).json();
    let matrices = scheme["tileMatrices"].as_array().unwrap();
    assert_eq!(matrices.len(), 25);
    let first = matrices[0]["scaleDenominator"].as_f64().unwrap();
    // As registered for the set.
    assert!((first - 559_082_264.028_717_8).abs() < 1e-5, "{first}");
    assert_eq!(matrices[24]["matrixWidth"], 1 << 24);

    let places = server.get("/ogc/collections/places").json();
    let sets = server
        .get(&linked(&places, &relation("tilesets-vector")))
        .json();
    let listed = &sets["tilesets"][0];
    assert_eq!(listed["dataType"], "vector");
    let set = server.get(&linked(listed, "self")).json();
    for wanted in ["crs", "dataType", "tileMatrixSetURI", "links"] {
        assert!(!set[wanted].is_null(), "{wanted}");
    }
    let template = linked(&set, "item");
    let limits = set["tileMatrixSetLimits"].as_array().unwrap();
    assert_eq!(limits.len(), 25);
    // The corners of the limits are tiles, and what lies beyond is none.
    for limit in [&limits[0], &limits[8], &limits[24]] {
        let number = |name: &str| limit[name].as_u64().unwrap();
        let tile = |row: u64, col: u64| {
            let address = template.replace("{tileMatrix}", limit["tileMatrix"].as_str().unwrap());
            let address = address.replace("{tileRow}", &row.to_string());
            server.get(&address.replace("{tileCol}", &col.to_string()))
        };
        assert_eq!(tile(number("minTileRow"), number("maxTileCol")).status, 200);
        assert_eq!(tile(number("maxTileRow"), number("minTileCol")).status, 200);
        tile(number("maxTileRow") + 1, number("minTileCol")).problem(404);
        tile(number("minTileRow"), number("maxTileCol") + 1).problem(404);
    }
}

#[test]
fn libraries_that_draw_maps_get_a_tilejson() {
    let server = &*READ_ONLY;
    let set = "/ogc/collections/contact-line/tiles/WebMercatorQuad";
    let asked = format!("{set}?datetime=2020-10-20&stance=az-claimed&f=tilejson");
    let document = server.get(&asked).json();
    assert_eq!(document["tilejson"], "3.0.0");
    assert_eq!(
        document["tiles"][0],
        format!(
            "http://127.0.0.1:8080{set}/{{z}}/{{y}}/{{x}}?datetime=2020-10-20&stance=az-claimed"
        )
    );
    assert_eq!(document["vector_layers"][0]["id"], "contact-line");
    assert_eq!(document["vector_layers"][0]["fields"]["id"], "String");
    let bounds: Vec<f64> = serde_json::from_value(document["bounds"].clone()).unwrap();
    assert!(bounds[0] < 46.8 && 46.8 < bounds[2] && bounds[1] < 39.8 && 39.8 < bounds[3]);
    // Every property of a tile is one of the fields.
    let fields = document["vector_layers"][0]["fields"].as_object().unwrap();
    let tile = server.get(&path("contact-line", "5/12/20"));
    for feature in features(&tile, "contact-line") {
        for name in feature.properties.unwrap().keys() {
            assert!(fields.contains_key(name), "{name}");
        }
    }
    let page = server.get_with(set, header::ACCEPT, "text/html").text();
    assert!(page.contains("<html") && page.contains("WebMercatorQuad"));
}
