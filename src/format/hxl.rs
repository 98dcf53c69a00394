//! Tags of the Humanitarian Exchange Language for the columns of a table.

/// The tag of a column.
///
/// # References
/// - Humanitarian Exchange Language 1.1, hashtag and attribute dictionary
#[must_use]
pub fn tag(column: &str) -> String {
    let known = match column {
        "id" => "#meta+id",
        "lon" => "#geo+lon",
        "lat" => "#geo+lat",
        "wkt" => "#geo+wkt",
        "accuracy_m" => "#geo+accuracy+m",
        "where_prec" => "#geo+precision",
        "kind" => "#event+type",
        "summary" | "text" => "#description",
        "date_start" | "valid_from" => "#date+start",
        "date_end" | "valid_to" => "#date+end",
        "date" => "#date+occurred",
        "stated" => "#date+reported",
        "place" => "#loc+name",
        "district_az" => "#adm2+name",
        "country" => "#country+code",
        "population" => "#population",
        "claimant" | "claimed_by" => "#org+source+name",
        "claimant_side" => "#org+source+side",
        "quantity_low" => "#affected+min",
        "quantity_high" => "#affected+max",
        "source" | "sources" => "#meta+source",
        "source_urls" => "#meta+url",
        "licence" => "#meta+license",
        "note" => "#description+note",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    if let Some(language) = column.strip_prefix("names_") {
        return format!("#loc+name+i_{language}");
    }
    if let Some(side) = column.strip_prefix("said_by_") {
        return format!("#description+said+by_{side}");
    }
    format!("#meta+{column}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_tag_of_its_form() {
        for (column, expected) in [
            ("names_hy", "#loc+name+i_hy"),
            ("lat", "#geo+lat"),
            ("said_by_arm", "#description+said+by_arm"),
            ("line_position_km", "#meta+line_position_km"),
        ] {
            assert_eq!(tag(column), expected);
        }
    }
}
