//! Degrees as people write them: decimal, with a comma, or in minutes and seconds; never rounded.

use crate::model::{position::LonLat, shape::in_region};

/// Which coordinate a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Axis {
    /// East or west.
    Lon,
    /// North or south.
    Lat,
}

impl Axis {
    const fn letters(self) -> [char; 2] {
        match self {
            Self::Lon => ['E', 'W'],
            Self::Lat => ['N', 'S'],
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Lon => "longitude",
            Self::Lat => "latitude",
        }
    }
}

/// The degrees that a cell holds: `40.1`, `40,1`, `40.1 N`, `40°06'30.5"N`, `40 6 30`.
///
/// # Errors
/// A sentence.
pub fn degrees(text: &str, axis: Axis) -> Result<f64, String> {
    let short: String = text.trim().chars().take(40).collect();
    let wrong = || {
        format!(
            "\"{short}\" is no {}; write degrees such as 39.82, or 39°49'12\"N.",
            axis.name()
        )
    };
    let upper = text.trim().to_uppercase().replace('−', "-");
    let letters: Vec<char> = upper.chars().filter(char::is_ascii_alphabetic).collect();
    let body = match letters.as_slice() {
        [] => upper.as_str(),
        [letter] if upper.starts_with(*letter) => &upper[1..],
        [letter] if upper.ends_with(*letter) => &upper[..upper.len() - 1],
        _ => return Err(wrong()),
    };
    let hemisphere = letters.first();
    if hemisphere.is_some_and(|letter| !axis.letters().contains(letter)) {
        return Err(format!(
            "\"{short}\" is no {}: its letter belongs to the other coordinate; the columns may be \
             swapped.",
            axis.name()
        ));
    }
    let (minus, body) = match body.trim().strip_prefix('-') {
        Some(rest) => (true, rest.trim()),
        None => (false, body.trim()),
    };
    if minus && hemisphere.is_some() {
        return Err(wrong());
    }
    let parts: Vec<&str> = body
        .split(['°', 'º', '˚', '\'', '′', '’', '"', '″', '”', ':', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let last = parts.len().saturating_sub(1);
    let mut value = 0.0;
    if parts.is_empty() || parts.len() > 3 {
        return Err(wrong());
    }
    for ((at, part), unit) in parts.iter().enumerate().zip([1.0, 60.0, 3600.0]) {
        let number = number(part).ok_or_else(wrong)?;
        let whole = part.bytes().all(|byte| byte.is_ascii_digit());
        if (at < last && !whole) || (at > 0 && number >= 60.0) {
            return Err(wrong());
        }
        value += number / unit;
    }
    let negative = minus || hemisphere.is_some_and(|letter| matches!(letter, 'W' | 'S'));
    Ok(if negative { -value } else { value })
}

/// A number without a sign, with a point or a comma.
fn number(text: &str) -> Option<f64> {
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let marks = text.chars().filter(|c| matches!(c, '.' | ',')).count();
    let ends = text.ends_with(['.', ',']) || text.starts_with(['.', ',']);
    if marks > 1 || ends || !text.chars().all(plain) {
        return None;
    }
    text.replace(',', ".").parse().ok()
}

/// The position of two cells.
///
/// # Errors
/// A sentence for what is no position, lies outside the map's region, or looks swapped.
pub fn position(lon: &str, lat: &str) -> Result<LonLat, String> {
    let (lon, lat) = (degrees(lon, Axis::Lon)?, degrees(lat, Axis::Lat)?);
    within(lon, lat)
}

/// A position in the map's region.
///
/// # Errors
/// As [`position`].
pub fn within(lon: f64, lat: f64) -> Result<LonLat, String> {
    if lon == 0.0 && lat == 0.0 {
        return Err(
            "The position 0, 0 stands for none that is known; leave both cells blank.".to_owned(),
        );
    }
    in_region(lon, lat).map_err(|error| error.to_string())?;
    LonLat::new(lon, lat).map_err(|error| error.to_string())
}

/// The position of a cell of a survey form: latitude, longitude, and maybe height and accuracy in
/// metres, parted by blanks or commas.
///
/// # Errors
/// As [`position`].
pub fn geopoint(text: &str) -> Result<(LonLat, Option<f64>), String> {
    let numbers: Option<Vec<f64>> = text
        .split([' ', ',', '[', ']'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse::<f64>().ok().filter(|number| number.is_finite()))
        .collect();
    match numbers.as_deref() {
        Some([lat, lon, rest @ ..]) if rest.len() <= 2 => {
            let accuracy = rest.get(1).copied().filter(|metres| *metres > 0.0);
            Ok((within(*lon, *lat)?, accuracy))
        }
        _ => Err(format!(
            "\"{}\" is no position of a survey form; write latitude, a blank, longitude.",
            text.chars().take(40).collect::<String>()
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_as_written() {
        for (text, value) in [
            ("39.123456789012345", 39.123_456_789_012_345),
            ("40,1", 40.1),
            ("40,1 N", 40.1),
            ("N40.1", 40.1),
            ("40°06'00\"N", 40.1),
            ("40 6 0", 40.1),
            ("40° 6′", 40.1),
            ("-40.1", -40.1),
            ("40.1S", -40.1),
        ] {
            let read = degrees(text, Axis::Lat).expect(text);
            assert!((read - value).abs() < 1e-12, "{text}: {read}");
        }
    }

    #[test]
    fn what_is_no_coordinate_is_refused_with_a_sentence() {
        for text in [
            "", "north", "40.1.2", "4O.1", "1.234,5", "40 61 0", "40.5 6 0", "NaN", "inf", "1e1",
            "-40 N", "40 N N", "40 1 2 3",
        ] {
            let why = degrees(text, Axis::Lat).expect_err(text);
            assert!(why.contains("write degrees"), "{text}: {why}");
        }
        let why = degrees("46.7 E", Axis::Lat).expect_err("a longitude");
        assert!(why.contains("swapped"), "{why}");
    }

    #[test]
    fn swapped_and_empty_positions_are_pointed_out() {
        let why = position("39.8", "46.7").expect_err("swapped");
        assert!(why.contains("looks swapped"), "{why}");
        assert!(position("0", "0").expect_err("none").contains("0, 0"));
        assert!(
            position("2.3", "48.9")
                .expect_err("far")
                .contains("outside")
        );
        let (position, accuracy) = geopoint("39.8 46.7 812.0 4.5").expect("a position");
        assert_eq!((position.lon(), accuracy), (46.7, Some(4.5)));
        assert!(
            geopoint("46.7 39.8 0 0")
                .expect_err("swapped")
                .contains("swapped")
        );
    }
}
