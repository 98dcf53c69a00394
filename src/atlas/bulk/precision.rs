//! How well places and times are known: the scales of other data sets on ours.
//!
//! | ours | UCDP GED `where_prec` | ACLED `geo_precision` |
//! |---|---|---|
//! | 2 settlement | 1 a named point, such as a village or a hill | 1 a named town |
//! | 3 near a settlement | 2 within about 25 km of one | 2 a part of a region, near a town |
//! | 4 district | 3 the second-order division | |
//! | 6 region | 4 the first-order division | 3 a region, at its chief town |
//! | 5 linear or fuzzy | 5 a line or an area without borders | |
//! | 7 cannot be located | 6 the country · 7 international waters or air | |
//!
//! A code for an exact point is a settlement here, because both data sets give it to villages. The
//! point of a country says nothing of where in it something happened: it stays off the map.
//!
//! | ours | UCDP GED `date_prec` | ACLED `time_precision` |
//! |---|---|---|
//! | 1 a day | 1 | 1 |
//! | 2 two to six days | 2 | |
//! | 3 a week | 3 | 2 |
//! | 4 a month | 4 | 3 |
//! | 5 longer | 5 | |
//!
//! # References
//! - Sundberg, R. and Melander, E., "Introducing the UCDP Georeferenced Event Dataset", Journal of
//!   Peace Research 50 (2013), doi:10.1177/0022343313484347
//! - Högbladh, S., *UCDP GED Codebook*, Uppsala University, variables `where_prec`, `date_prec`
//! - ACLED, *Armed Conflict Location & Event Data Project Codebook*, variables `geo_precision`,
//!   `time_precision`

use crate::model::{length::Metres, location::WherePrec};

/// How well a location is known: on our scale, and in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    /// On our scale.
    pub where_prec: WherePrec,
    /// How far the position may be off.
    pub uncertainty_m: Metres,
}

fn known(where_prec: WherePrec, metres: f64) -> Known {
    Known {
        where_prec,
        uncertainty_m: Metres::new(metres).unwrap_or_default(),
    }
}

/// What a code on our own scale says when nothing is said of metres.
#[must_use]
pub fn own(code: u8) -> Known {
    match code {
        1 => known(WherePrec::SITE, 500.0),
        2 => known(WherePrec::SETTLEMENT, 2_000.0),
        3 => known(WherePrec::NEAR, 5_000.0),
        4 => known(WherePrec::DISTRICT, 20_000.0),
        5 => known(WherePrec::LINEAR, 5_000.0),
        6 => known(WherePrec::REGION, 50_000.0),
        _ => known(WherePrec::NONE, 0.0),
    }
}

/// `where_prec` of UCDP GED.
#[must_use]
pub fn ged(code: u8) -> Known {
    match code {
        1 => known(WherePrec::SETTLEMENT, 2_000.0),
        2 => known(WherePrec::NEAR, 25_000.0),
        3 => known(WherePrec::DISTRICT, 20_000.0),
        4 => known(WherePrec::REGION, 50_000.0),
        5 => known(WherePrec::LINEAR, 25_000.0),
        _ => known(WherePrec::NONE, 0.0),
    }
}

/// `geo_precision` of ACLED.
#[must_use]
pub fn acled(code: u8) -> Known {
    match code {
        1 => known(WherePrec::SETTLEMENT, 2_000.0),
        2 => known(WherePrec::NEAR, 25_000.0),
        _ => known(WherePrec::REGION, 50_000.0),
    }
}

/// `time_precision` of ACLED as `date_prec`.
#[must_use]
pub const fn acled_date(code: u8) -> u8 {
    match code {
        1 => 1,
        2 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coarser_code_is_never_surer_than_a_finer_one() {
        let metres = |known: Known| known.uncertainty_m.value();
        for code in 1..3 {
            assert!(metres(acled(code)) < metres(acled(code + 1)));
        }
        assert!(metres(ged(1)) < metres(ged(2)) && metres(ged(3)) < metres(ged(4)));
        assert_eq!(ged(6).where_prec, WherePrec::NONE);
        assert_eq!(own(7).where_prec, WherePrec::NONE);
    }
}
