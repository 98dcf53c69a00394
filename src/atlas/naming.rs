//! Which names of a place are shown: those in use, and none that only a Soviet map gives.

use crate::{
    atlas::place_files::record::Record,
    gazetteer::former::is_soviet_form,
    model::{
        id::Id,
        names::{Language, Names},
        place::Place,
        toponym::{Toponym, Use},
    },
};

/// What a label says of a name of the past where there is no other.
const FORMER: &str = " (former name)";

/// What a label says of a name by way of Russian where there is no other.
const SOVIET: &str = " (Soviet-era form)";

/// Whether the names of a place come from imported files alone; names that were chosen by hand stay
/// as they are.
fn imported(place: &Place) -> bool {
    ["gn-", "wof-"]
        .iter()
        .any(|prefix| place.id.as_str().starts_with(prefix))
}

/// Keeps what an authority says of names that the place has. Said twice, the stronger word counts,
/// so that the same file again changes nothing.
pub(crate) fn record(place: &mut Place, records: &[Record], authority: &Id) {
    for one in records {
        if !place.spellings().any(|spelling| spelling == one.name) {
            continue;
        }
        let new = one.toponym(authority);
        let old = place.toponyms.iter_mut().find(|old| {
            old.name == new.name && old.language == new.language && old.authority == new.authority
        });
        match old {
            None => place.toponyms.push(new),
            Some(old) => {
                if weight(new.usage) > weight(old.usage) {
                    old.usage = new.usage;
                }
                old.from = old.from.take().or(new.from);
                old.to = old.to.take().or(new.to);
            }
        }
    }
}

/// How much it says that a name is used so.
const fn weight(usage: Use) -> u8 {
    match usage {
        Use::Variant => 0,
        Use::Short | Use::Colloquial => 1,
        Use::Preferred => 2,
        Use::Historic => 3,
    }
}

/// Chooses the names to show of an imported place.
///
/// A preferred name is shown in its language. A name of the past, and one by way of Russian that is
/// neither side's own, is not shown but stays a variant; where there is no other, the label says
/// what it is. The rule is the same for both sides' names.
pub(crate) fn settle(place: &mut Place) {
    if !imported(place) {
        return;
    }
    let toponyms = place.toponyms.clone();
    for language in [Language::En, Language::Az, Language::Hy, Language::Ru] {
        let slot = place.names.slot_mut(language);
        let of_it =
            |one: &&Toponym| one.language.as_deref().and_then(Language::of_code) == Some(language);
        let preferred = toponyms
            .iter()
            .filter(of_it)
            .find(|one| one.usage == Use::Preferred && one.to.is_none());
        if let Some(preferred) = preferred
            && slot.as_deref() != Some(&preferred.name)
        {
            let old = slot.replace(preferred.name.clone());
            demote(&mut place.variants, old);
            place.variants.retain(|variant| *variant != preferred.name);
        }
    }
    let mut hidden: Option<(String, &str)> = None;
    for language in [Language::Ru, Language::Hy, Language::Az, Language::En] {
        let slot = place.names.slot_mut(language);
        let former = |name: &String| {
            toponyms
                .iter()
                .any(|one| one.name == *name && one.is_former())
        };
        if let Some(name) = slot.take_if(|name| former(name)) {
            demote(&mut place.variants, Some(name.clone()));
            hidden = Some((name, FORMER));
        }
    }
    let names = place.names.clone();
    if let Some(name) = place.names.en.take_if(|name| is_soviet_form(name, &names)) {
        demote(&mut place.variants, Some(name.clone()));
        hidden = Some((name, SOVIET));
    }
    let marked = |label: &String| label.ends_with(FORMER) || label.ends_with(SOVIET);
    if shown(&place.names) {
        place.label_en.take_if(|label| marked(label));
    } else if let Some((name, mark)) = hidden.filter(|_| place.label_en.is_none()) {
        place.label_en = Some(format!("{name}{mark}"));
    }
}

/// Whether there is a name that an English page may show.
const fn shown(names: &Names) -> bool {
    names.en.is_some() || names.az.is_some() || names.hy.is_some()
}

/// Keeps a name that is no longer shown among the variants.
fn demote(variants: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name.filter(|name| !variants.contains(name)) {
        variants.push(name);
    }
}
