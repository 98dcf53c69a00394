//! Filters: what is read, what is refused, and that the answer is the one of the definition.

use std::cmp::Ordering;

use contactline::query::cql::{
    body::Body,
    expr::{Array, Comparison, Expr, Operator, Spatial},
    position::Reference,
    query::{Language, Query},
    text::parse,
};
use geo_types::{Geometry, Point};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cql2::written;

fn read(text: &str) -> Query {
    let query = Query::read(text, Language::Text, &Reference::CRS84);
    query.unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn refused(text: &str) -> String {
    let error = Query::read(text, Language::Text, &Reference::CRS84);
    error.expect_err(text).to_string()
}

fn feature(properties: &Value) -> String {
    json!({"type": "Feature", "id": "f-1", "properties": properties,
           "geometry": {"type": "Point", "coordinates": [46.75, 39.82]}})
    .to_string()
}

fn passes(text: &str, body: &str) -> bool {
    let query = read(text);
    query.matches(&Body::read(body, &query).unwrap())
}

#[test]
fn conditions_hold_for_a_feature_or_do_not() {
    let body = feature(&json!({
        "names": {"en": "Shusha", "az": "Şuşa"}, "names.ru": "Шуша", "n": 3, "low": 1.5,
        "sides": ["az", "arm"], "one": "az", "day": "2020-09-27", "when": "2020-09-27T06:00:00Z",
        "until": null, "sure": true, "two words": "it's", "claims": [{"by": "x"}], "and": 1,
        "date": "2020-11-09", "Զ": 7,
    }));
    for yes in [
        "n = 3",
        "3 = n AND NOT n <> 3",
        "names.en = 'Shusha'",
        "names.ru = 'Шуша'",
        "names.fr IS NULL",
        "id = 'f-1'",
        "\"two words\" = 'it''s' AND \"two words\" = 'it\\'s'",
        "\"and\" = 1",
        "\"Զ\" = 7 AND Զ = 7",
        "CASEI(names.az) = CASEI('ŞUŞA')",
        "ACCENTI(CASEI(names.az)) LIKE 'su_a'",
        "sure AND (sure) AND sure = TRUE",
        "(n > 2) = sure",
        "n BETWEEN low AND 2 * low AND n NOT BETWEEN 4 AND 5",
        "n IN (1, 2, 3) AND n NOT IN (4, 5) AND names.en IN ('a', 'Shusha')",
        "(n IN (low, 3))",
        "until IS NULL AND day IS NOT NULL AND claims IS NOT NULL",
        "geometry IS NOT NULL",
        "(until = 1) IS NULL AND (n = 1) IS NOT NULL",
        "n + 2 * low - 1 = 5 AND (n + 2) * low = 7.5 AND -n = -3 AND n - -3 = 6",
        "n ^ 2 = 9 AND 2 ^ n = 8 AND -2 ^ 2 = 4 AND 7 div 2 = n AND 7 % 4 = n AND 2 * 3 ^ 2 = 18",
        "8 / 2 / 2 = 2 AND 8 - 2 - 2 = 4 AND 1e1 = 10 AND .5 = 0.5",
        "day = DATE('2020-09-27') AND day < DATE('2020-10-01') AND date > DATE('2020-10-01')",
        "when = TIMESTAMP('2020-09-27T06:00:00Z') AND when = TIMESTAMP('2020-09-27T10:00:00+04:00')",
        "T_DURING(when, INTERVAL('2020-09-27T00:00:00Z', '..'))",
        "T_INTERSECTS(INTERVAL(day, until), INTERVAL('2021-01-01', '..'))",
        "T_BEFORE(day, DATE('2020-09-28')) AND T_AFTER(day, INTERVAL('..', '2020-09-26'))",
        "t_meets(interval('2020-09-01', '2020-09-27'), interval(day, date))",
        "A_CONTAINS(sides, ('az')) AND A_EQUALS(sides, ('arm', 'az')) AND A_OVERLAPS(sides, ('x', 'az'))",
        "A_CONTAINEDBY(sides, ('az', 'arm', 'x')) AND NOT A_CONTAINS(sides, ('x')) AND A_CONTAINS(sides, ())",
        "A_CONTAINS(one, ('az'))",
        "S_INTERSECTS(geometry, BBOX(46, 39, 47, 40)) AND S_WITHIN(geom, BBOX(46, 39, 0, 47, 40, 9))",
        "S_EQUALS(geometry, POINT(46.75 39.82)) AND S_CONTAINS(BBOX(46,39,47,40), geometry)",
        "S_TOUCHES(geometry, POLYGON((46.75 39, 47 39, 47 40, 46.75 40, 46.75 39)))",
        "S_INTERSECTS(geometry, POINT Z (46.75 39.82 1200))",
        "S_INTERSECTS(geometry, MULTIPOINT(46.75 39.82, (1 1)))",
        "S_DISJOINT(geometry, GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(1 1, 2 2)))",
        "S_INTERSECTS(geometry, BBOX(170, -90, 160, 90))",
        "S_WITHIN(POINT(1 1), BBOX(0, 0, 2, 2)) AND 'a' LIKE 'a%' AND 1 < 2",
        "TRUE OR until = 1",
    ] {
        assert!(passes(yes, &body), "{yes}");
        assert!(!passes(&format!("NOT ({yes})"), &body), "NOT ({yes})");
        let json = written(read(yes).expr()).to_string();
        let query = Query::read(&json, Language::Json, &Reference::CRS84).unwrap();
        assert!(query.matches(&Body::read(&body, &query).unwrap()), "{json}");
    }
    for unknown in [
        "until = 1",
        "until <> 1",
        "until AND TRUE",
        "until LIKE '%'",
        "until IN (1)",
        "until + 1 = 2",
        "names = 'Shusha'",
        "n = 'three'",
        "NOT until BETWEEN 1 AND 2",
        "T_INTERSECTS(INTERVAL(until, until), DATE('2020-09-27'))",
        "n / 0 = 1",
        "T_AFTER(names.en, DATE('2020-09-27'))",
        "A_CONTAINS(until, ('a'))",
        "n LIKE '3'",
        "CASEI(n) = '3'",
        "claims = 1",
    ] {
        assert!(!passes(unknown, &body), "{unknown}");
        assert!(!passes(&format!("NOT ({unknown})"), &body), "NOT {unknown}");
        assert!(passes(&format!("({unknown}) IS NULL"), &body), "{unknown}");
    }
}

#[test]
fn what_does_not_read_is_refused_with_the_character() {
    for (text, said) in [
        ("", "at character 1: a value is expected, not the end"),
        ("n = = 1", "at character 5: a value is expected, not \"=\""),
        (
            "n = 1 n = 2",
            "at character 7: \"n\" is left over; join two conditions by AND or OR",
        ),
        ("n = 1 AND", "at character 10"),
        ("n != 1", "at character 3: write <>"),
        ("n = 'open", "at character 5: this text has no end"),
        ("\"n = 1", "this name is empty or has no end"),
        ("Շուշի = 1 AND )", "at character 15"),
        ("1 < n < 3", "two comparisons in a row"),
        ("n = 2 ^ 3 ^ 2 = 1", "two powers in a row"),
        ("n BETWEEN 1 OR 2", "AND is expected"),
        ("n IS 3", "NULL is expected"),
        ("n = DATE('27.09.2020')", "write DATE('2020-09-27')"),
        ("n = TIMESTAMP('2020-09-27')", "write TIMESTAMP("),
        (
            "T_AFTER(n, INTERVAL('2020', '..'))",
            "no end of an interval",
        ),
        (
            "T_AFTER(n, INTERVAL('2020-10-01', '2020-09-01'))",
            "ends before it begins",
        ),
        ("buffer(geometry, 3) = 1", "no such function"),
        ("n = 1e999", "too large"),
        ("n = 3x", "a number ends in letters"),
        ("n = (1, 2)", "a list is only expected behind IN"),
        ("n = 1 / 0", "divides by zero"),
        ("'text'", "has a text where a condition is expected"),
        ("n", ""),
        ("1 AND n = 1", "has a number where a condition is expected"),
        ("n = 1 + 'a'", "has a text where a number is expected"),
        ("'a' = 1", "compares a text with a number"),
        ("geometry = 1", "is for the spatial functions"),
        (
            "S_INTERSECTS(name, POINT(1 1))",
            "only \"geometry\" is a geometry",
        ),
        (
            "S_INTERSECTS(geometry, 'POINT(1 1)')",
            "has a text where a geometry is expected",
        ),
        ("S_INTERSECTS(geometry, POINT(200 1))", "is not on Earth"),
        (
            "S_INTERSECTS(geometry, POINT(NaN 1))",
            "a number is expected",
        ),
        (
            "S_INTERSECTS(geometry, LINESTRING(1 1))",
            "two different positions",
        ),
        (
            "S_INTERSECTS(geometry, POLYGON((0 0, 1 0, 1 1, 0 1)))",
            "the last equal to the first",
        ),
        (
            "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))",
            "crosses itself at 0.5 0.5",
        ),
        (
            "S_INTERSECTS(geometry, BBOX(1, 2, 3))",
            "a box needs four numbers",
        ),
        ("S_INTERSECTS(geometry, BBOX(0, 5, 1, 2))", "upside down"),
        (
            "A_CONTAINS(list, 'a')",
            "has a text where a list is expected",
        ),
    ] {
        if text == "n" {
            read(text);
            continue;
        }
        let sentence = refused(text);
        assert!(sentence.contains(said), "{text}: {sentence}");
        assert!(sentence.ends_with('.'), "{sentence}");
    }
    for (text, said) in [
        ("{", "not readable as JSON"),
        ("[1]", "has a list where a condition is expected"),
        ("null", "null is no value"),
        (
            r#"{"op":"and","args":3}"#,
            "no operation of CQL2 with 0 args",
        ),
        (
            r#"{"op":"buffer","args":[1,2]}"#,
            "\"buffer\" is no operation",
        ),
        (r#"{"op":"=","args":[{"date":"x"},1]}"#, "2020-09-27"),
        (
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Circle"}]}"#,
            "Circle",
        ),
        (
            r#"{"op":"s_intersects","args":[{"property":"geometry"},{"type":"LineString","coordinates":[[1,2],[3]]}]}"#,
            "two numbers",
        ),
        (r#"{"x":1}"#, "an object is neither"),
    ] {
        let error = Query::read(text, Language::Json, &Reference::CRS84).expect_err(text);
        assert!(error.to_string().contains(said), "{text}: {error}");
    }
}

#[test]
fn what_is_nested_or_long_beyond_measure_is_refused_at_once() {
    let deep =
        |begin: &str, n: usize, end: &str| format!("{}TRUE{}", begin.repeat(n), end.repeat(n));
    for text in [
        deep("(", 30_000, ")"),
        deep("NOT ", 16_000, ""),
        deep("NOT (", 100, ")"),
        format!("n = {}1", "-".repeat(60_000)),
        format!("n = {}n", "-(".repeat(30_000)),
        format!("A_EQUALS(a, {}", "(".repeat(60_000)),
        format!("n = {}", "CASEI(".repeat(10_000)),
        format!(
            "S_INTERSECTS(geometry, {}",
            "GEOMETRYCOLLECTION(".repeat(3_000)
        ),
    ] {
        let sentence = refused(&text);
        assert!(sentence.len() < 300, "{sentence}");
    }
    for long in [
        deep("(", 100_000, ")"),
        deep("NOT ", 100_000, ""),
        "-".repeat(100_000),
    ] {
        assert!(refused(&long).contains("longer than 64 KiB"));
    }
    assert!(refused(&deep("(", 65, ")")).contains("nested more than 64 times"));
    read(&deep("(", 60, ")"));
    let deep = |n| {
        format!(
            "{}true{}",
            r#"{"op":"not","args":["#.repeat(n),
            "]}".repeat(n)
        )
    };
    for n in [70, 1_000] {
        let error = Query::read(&deep(n), Language::Json, &Reference::CRS84).expect_err("deep");
        assert!(error.to_string().len() < 300, "{error}");
    }
    assert!(Query::read(&deep(40), Language::Json, &Reference::CRS84).is_ok());
}

#[test]
fn chains_may_be_as_long_as_the_filter() {
    let body = feature(&json!({"n": 1}));
    for (part, n) in [("n = 1 AND ", 5_000), ("n = 2 OR ", 6_000)] {
        assert!(passes(&format!("{}n = 1", part.repeat(n)), &body));
    }
    assert!(passes(
        &format!("n{} = 10001", " + 1".repeat(10_000)),
        &body
    ));
    assert!(passes(
        &format!("n IN (9{}, 1)", ", 8".repeat(20_000)),
        &body
    ));
}

#[test]
fn a_polygon_has_an_end() {
    let ring = |n: u32| -> String {
        let at = |i: u32| {
            let angle = f64::from(i) / f64::from(n) * std::f64::consts::TAU;
            format!(
                "{:.3} {:.3}",
                46.0 + 2.0 * angle.cos(),
                39.0 + 2.0 * angle.sin()
            )
        };
        let mut corners: Vec<String> = (0..n).map(at).collect();
        corners.push(at(0));
        corners.join(",")
    };
    let ask = |n| format!("S_INTERSECTS(geometry,POLYGON(({})))", ring(n));
    assert!(passes(&ask(4_500), &feature(&json!({}))));
    assert!(refused(&ask(1_000_000)).contains("longer than 64 KiB"));
    let small = format!(
        "S_INTERSECTS(geometry,MULTIPOINT({}))",
        vec!["1 1"; 10_001].join(",")
    );
    assert!(refused(&small).contains("more than 10,000 positions"));
}

#[test]
fn a_filter_says_where_its_features_can_only_be() {
    let bounds = |text: &str| read(text).bounds();
    let rect = bounds("n = 1 AND S_WITHIN(geometry, BBOX(46, 39, 47, 40))").unwrap();
    assert_eq!((rect.min().x, rect.max().y), (46.0, 40.0));
    assert!(bounds("n = 1 OR S_WITHIN(geometry, BBOX(46, 39, 47, 40))").is_none());
    assert!(bounds("NOT S_WITHIN(geometry, BBOX(46, 39, 47, 40))").is_none());
    assert!(bounds("S_DISJOINT(geometry, BBOX(46, 39, 47, 40))").is_none());
}

/// Properties: `a` and `b` numbers, `s` and `t` texts, `c` true or false, `l` a list.
fn condition() -> impl Strategy<Value = Expr> {
    let name = |name: &str| Just(Expr::Property(name.to_owned()));
    let number = prop_oneof![
        name("a"),
        name("b"),
        (-3_i32..4).prop_map(|n| Expr::Number(n.into()))
    ];
    let sum = prop_oneof![
        3 => number.clone(),
        1 => (number.clone(), prop::collection::vec((prop_oneof![Just(Operator::Plus), Just(Operator::Minus)], number.clone()), 1..3))
            .prop_map(|(first, rest)| Expr::Arithmetic(Box::new(first), rest)),
        1 => (number.clone(), number).prop_map(|(one, other)| {
            Expr::Arithmetic(Box::new(one), vec![(Operator::Times, other)])
        }),
    ];
    let text = prop_oneof![name("s"), name("t"), "[abAB'%_]{0,2}".prop_map(Expr::Text)];
    let compared = prop::sample::select(Comparison::ALL);
    let leaf = prop_oneof![
        name("c"),
        any::<bool>().prop_map(Expr::Boolean),
        (compared.clone(), sum.clone(), sum.clone())
            .prop_map(|(how, one, other)| Expr::Compare(how, Box::new([one, other]))),
        (compared, text.clone(), text.clone())
            .prop_map(|(how, one, other)| Expr::Compare(how, Box::new([one, other]))),
        (sum.clone(), sum.clone(), sum.clone())
            .prop_map(|(one, low, high)| Expr::Between(Box::new([one, low, high]))),
        (sum.clone(), prop::collection::vec(sum, 1..4))
            .prop_map(|(one, list)| Expr::In(Box::new(one), list)),
        (text.clone(), prop::collection::vec(text.clone(), 1..4))
            .prop_map(|(one, list)| Expr::In(Box::new(one), list)),
        (text.clone(), text.clone()).prop_map(|(one, other)| Expr::Like(Box::new([one, other]))),
        (text.clone(), text.clone()).prop_map(|(one, other)| {
            let [one, other] = [one, other].map(|text| Expr::Casei(Box::new(text)));
            Expr::Compare(Comparison::Equal, Box::new([one, other]))
        }),
        prop::sample::select(vec!["a", "s", "c", "l"])
            .prop_map(|name| Expr::IsNull(Box::new(Expr::Property(name.to_owned())))),
        (
            prop::sample::select(Array::ALL),
            prop::collection::vec(text, 0..3)
        )
            .prop_map(|(how, list)| {
                Expr::Array(
                    how,
                    Box::new([Expr::Property("l".to_owned()), Expr::List(list)]),
                )
            }),
        (prop::sample::select(Spatial::ALL), 0_i8..3, 0_i8..3).prop_map(|(how, x, y)| {
            let at = Geometry::Point(Point::new(x.into(), y.into()));
            Expr::Spatial(
                how,
                Box::new([
                    Expr::Property("geometry".to_owned()),
                    Expr::Geometry(Box::new(at)),
                ]),
            )
        }),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
            inner.clone().prop_map(|inner| Expr::Not(Box::new(inner))),
            inner.prop_map(|inner| Expr::IsNull(Box::new(Expr::Compare(
                Comparison::Equal,
                Box::new([inner, Expr::Property("c".to_owned())])
            )))),
        ]
    })
}

fn record() -> impl Strategy<Value = Value> {
    let number = || prop::option::of(-3_i32..4);
    let text = || prop::option::of("[abAB]{0,2}");
    let place = prop::option::of((0_i8..3, 0_i8..3));
    let list = prop::option::of(prop::collection::vec("[ab]", 0..3));
    (
        number(),
        number(),
        text(),
        text(),
        any::<Option<bool>>(),
        list,
        place,
    )
        .prop_map(|(a, b, s, t, c, l, place)| {
            let geometry = place.map(|(x, y)| json!({"type": "Point", "coordinates": [x, y]}));
            json!({"type": "Feature", "id": "x", "geometry": geometry,
                   "properties": {"a": a, "b": b, "s": s, "t": t, "c": c, "l": l}})
        })
}

/// The definition, told another way: 0 is no, 2 is yes, 1 is not known.
fn truth(expr: &Expr, record: &Value) -> u8 {
    let of = |holds: Option<bool>| holds.map_or(1, |holds| if holds { 2 } else { 0 });
    let order = |one: &Value, other: &Value| match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.as_f64().partial_cmp(&other.as_f64()),
        (Value::String(one), Value::String(other)) => Some(one.as_bytes().cmp(other.as_bytes())),
        (Value::Bool(one), Value::Bool(other)) => Some(u8::from(*one).cmp(&u8::from(*other))),
        _ => None,
    };
    match expr {
        Expr::And(parts) => parts.iter().map(|part| truth(part, record)).min().unwrap(),
        Expr::Or(parts) => parts.iter().map(|part| truth(part, record)).max().unwrap(),
        Expr::Not(inner) => 2 - truth(inner, record),
        Expr::Compare(how, two) => {
            let [one, other] = two.each_ref().map(|part| worth(part, record));
            of(order(&one, &other).map(|order| match how.word() {
                "=" => order == Ordering::Equal,
                "<>" => order != Ordering::Equal,
                "<" => order == Ordering::Less,
                "<=" => order != Ordering::Greater,
                ">" => order == Ordering::Greater,
                _ => order != Ordering::Less,
            }))
        }
        Expr::Between(three) => {
            let [value, low, high] = three.each_ref().map(|part| worth(part, record));
            let low = of(order(&low, &value).map(|order| order != Ordering::Greater));
            let high = of(order(&value, &high).map(|order| order != Ordering::Greater));
            low.min(high)
        }
        Expr::In(value, list) => {
            let value = worth(value, record);
            let equal = |one| of(order(&value, &worth(one, record)).map(Ordering::is_eq));
            list.iter().map(equal).max().unwrap()
        }
        Expr::Like(two) => {
            let [text, pattern] = two.each_ref().map(|part| worth(part, record));
            of(text
                .as_str()
                .zip(pattern.as_str())
                .map(|(text, pattern)| like(text, pattern)))
        }
        Expr::IsNull(inner) => match &**inner {
            Expr::Property(name) if record["properties"][name].is_null() => 2,
            Expr::Property(_) => 0,
            inner => of(Some(truth(inner, record) == 1)),
        },
        Expr::Array(how, two) => {
            let [list, wanted] = two.each_ref().map(|part| worth(part, record));
            let (Some(list), Some(wanted)) = (list.as_array(), wanted.as_array()) else {
                return 1;
            };
            let all = wanted
                .iter()
                .all(|one| list.contains(one) && !one.is_null());
            let only = list.iter().all(|one| wanted.contains(one));
            of(Some(match how {
                Array::Equals => all && only,
                Array::Contains => all,
                Array::ContainedBy => only,
                Array::Overlaps => list.iter().any(|one| wanted.contains(one)),
            }))
        }
        Expr::Spatial(how, two) => {
            let Expr::Geometry(at) = &two[1] else {
                unreachable!()
            };
            let Geometry::Point(at) = **at else {
                unreachable!()
            };
            let here = &record["geometry"]["coordinates"];
            let Some(here) = here.as_array() else {
                return 1;
            };
            let same = here[0].as_f64() == Some(at.x()) && here[1].as_f64() == Some(at.y());
            of(Some(match how {
                Spatial::Intersects | Spatial::Equals | Spatial::Within | Spatial::Contains => same,
                Spatial::Disjoint => !same,
                Spatial::Touches | Spatial::Crosses | Spatial::Overlaps => false,
            }))
        }
        other => of(worth(other, record).as_bool()),
    }
}

fn worth(expr: &Expr, record: &Value) -> Value {
    let number = |value: f64| json!(value);
    match expr {
        Expr::Property(name) => match &record["properties"][name] {
            Value::Number(n) => json!(n.as_f64()),
            other => other.clone(),
        },
        Expr::Number(n) => number(*n),
        Expr::Text(text) => json!(text),
        Expr::Boolean(value) => json!(value),
        Expr::List(list) => list.iter().map(|one| worth(one, record)).collect(),
        Expr::Casei(inner) => worth(inner, record)
            .as_str()
            .map_or(Value::Null, |text| json!(text.to_lowercase())),
        Expr::Arithmetic(first, rest) => {
            let mut sum = worth(first, record).as_f64();
            for (operator, part) in rest {
                let part = worth(part, record).as_f64();
                sum = sum.zip(part).map(|(sum, part)| match operator {
                    Operator::Plus => sum + part,
                    Operator::Minus => sum - part,
                    _ => sum * part,
                });
            }
            sum.map_or(Value::Null, number)
        }
        condition => match truth(condition, record) {
            0 => json!(false),
            2 => json!(true),
            _ => Value::Null,
        },
    }
}

fn like(text: &str, pattern: &str) -> bool {
    let mut letters = pattern.chars();
    match letters.next() {
        None => text.is_empty(),
        Some('%') => text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .any(|at| like(&text[at..], letters.as_str())),
        Some(wanted) => {
            let mut rest = text.chars();
            rest.next().is_some_and(|c| {
                (wanted == '_' || wanted == c) && like(rest.as_str(), letters.as_str())
            })
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// An expression, its text and its JSON say the same.
    #[test]
    fn text_and_json_of_an_expression_are_read_as_it(expr in condition()) {
        let text = expr.to_string();
        prop_assert_eq!(parse(&text), Ok(expr.clone()), "{}", text);
        let json = written(&expr).to_string();
        let query = Query::read(&json, Language::Json, &Reference::CRS84);
        prop_assert!(query.is_ok(), "{}: {:?}", json, query);
    }

    /// The answer is the one of the definition, whatever was worked out beforehand.
    #[test]
    fn the_answer_is_the_one_of_the_definition(expr in condition(), record in record()) {
        let known = truth(&expr, &record);
        let text = expr.to_string();
        let body = record.to_string();
        for (asked, wanted) in [(text.clone(), 2), (format!("NOT ({text})"), 0)] {
            let query = read(&asked);
            let found = query.matches(&Body::read(&body, &query).unwrap());
            prop_assert_eq!(found, known == wanted, "{} of {}", asked, body);
        }
    }

    /// Any text is answered, as text and as JSON.
    #[test]
    fn any_text_is_answered(text in ".{0,60}", words in prop::collection::vec(prop::sample::select(vec![
        "(", ")", ",", "n", "'a'", "1", "=", "<", "AND", "OR", "NOT", "IN", "LIKE", "IS", "NULL", "-", "+", "*", "^", "div",
        "S_WITHIN", "geometry", "POINT", "POLYGON", "BBOX", "T_AFTER", "INTERVAL", "DATE", "'2020-09-27'", "'..'", "A_EQUALS",
        "BETWEEN", "CASEI", "TRUE", "\"x\"", ".", "\\", "'",
    ]), 0..20)) {
        for text in [text, words.join(" ")] {
            for language in Language::ALL {
                if let Ok(query) = Query::read(&text, language, &Reference::CRS84) {
                    let body = r#"{"type":"Feature","id":"x","geometry":null,"properties":{"n":1}}"#;
                    let _ = query.matches(&Body::read(body, &query).unwrap());
                    let again = parse(&query.expr().to_string()).ok();
                    if language == Language::Text {
                        prop_assert_eq!(again.as_ref(), Some(query.expr()));
                    }
                }
            }
        }
    }
}
