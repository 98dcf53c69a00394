//! Holdings: who held a place from when to when by a stance, and by which statements.

use jiff::civil::Date;

use crate::{
    line::{ledger::Ledger, stance::Stance},
    model::{control::Holder, id::Id},
};

/// A place in the days in a row on which its holder and the statements that decide stay the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The place.
    pub place: Id,
    /// Who holds it.
    pub holder: Holder,
    /// First day.
    pub from: Date,
    /// First day on which that is no longer so; `None` when it still is.
    pub to: Option<Date>,
    /// The statements; none while only the situation before the first statement decides.
    pub statements: Vec<Id>,
}

/// The holdings of every place of the ledger, place by place and in the order of time; `days` are
/// those on which something may change, in order.
#[must_use]
pub fn holdings(ledger: &Ledger, days: &[Date], stance: Stance) -> Vec<Holding> {
    ledger
        .places()
        .flat_map(|place| of_place(ledger, place, days, stance))
        .collect()
}

fn of_place(ledger: &Ledger, place: &Id, days: &[Date], stance: Stance) -> Vec<Holding> {
    let mut holdings: Vec<Holding> = Vec::new();
    for day in days {
        let Some(now) = ledger.standing(place, *day, stance, Date::MAX) else {
            continue;
        };
        let mut statements: Vec<Id> = now.decided_by.iter().map(|s| s.id.clone()).collect();
        statements.dedup();
        if let Some(last) = holdings.last_mut() {
            if last.holder == now.holder && last.statements == statements {
                continue;
            }
            last.to = Some(*day);
        }
        holdings.push(Holding {
            place: place.clone(),
            holder: now.holder,
            from: *day,
            to: None,
            statements,
        });
    }
    holdings
}
