//! Columns that are nobody's business: who sent a row in, and how to reach them.

use std::sync::LazyLock;

use crate::{atlas::bulk::headers::plain_name, gazetteer::fold::fold};

/// Words in the name of a column that speak of a person: who sent a row in, and how to reach them.
const PERSONAL: &[&str] = &[
    "submitted by",
    "submitter",
    "respondent",
    "interviewer",
    "enumerator",
    "observer name",
    "reporter name",
    "contact",
    "contact id",
    "username",
    "user",
    "user id",
    "author",
    "author email",
    "phone",
    "phonenumber",
    "phone number",
    "telephone",
    "tel",
    "mobile",
    "whatsapp",
    "telegram",
    "email",
    "e mail",
    "mail",
    "device",
    "deviceid",
    "device id",
    "imei",
    "simserial",
    "sim serial",
    "subscriberid",
    "subscriber id",
    "serial",
    "ip",
    "ip address",
    "signature",
    "name of witness",
    "witness",
    "full name",
    "first name",
    "last name",
    "surname",
    "passport",
    "телефон",
    "почта",
    "имя",
    "фамилия",
    "фио",
    "свидетель",
    "контакт",
    "паспорт",
    "telefon",
    "e poct",
    "ad",
    "soyad",
    "sahid",
    "elaqe",
];

/// Whether a column speaks of a person: it never comes in.
#[must_use]
pub fn is_personal(column: &str) -> bool {
    static FOLDED: LazyLock<Vec<String>> =
        LazyLock::new(|| PERSONAL.iter().map(|word| fold(word)).collect());
    let name = format!(" {} ", plain_name(column));
    FOLDED.iter().any(|word| {
        // A long word counts anywhere in the name, a short one only when it is all of it; the line of
        // contact is no person.
        if word.len() < 5 || word == "contact" {
            name.trim() == word
        } else {
            name.contains(&format!(" {word} "))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_sent_a_row_in_is_nobodys_business() {
        for column in [
            "_submitted_by",
            "Phone number",
            "group/E-Mail",
            "deviceid",
            "Contact ID",
            "username",
            "ФИО",
            "Your telephone",
            "tel",
            "IP",
        ] {
            assert!(is_personal(column), "{column}");
        }
        for column in [
            "description",
            "hotel",
            "ship",
            "device type of shell fired from",
        ] {
            assert_eq!(
                is_personal(column),
                column.starts_with("device"),
                "{column}"
            );
        }
    }
}
