//! The first features of a shelf in an order of their properties.

use std::{cmp::Ordering, collections::BinaryHeap};

use crate::query::{
    cql::value::Value,
    filter::Filter,
    order::{Mark, Order},
    shelf::{
        row::Properties,
        stock::{Place, Shelf, window},
    },
};

/// The first features in an order.
#[derive(Debug)]
pub struct Sorted {
    /// Their places in the order, and where they lie.
    pub rows: Vec<(Mark, Place)>,
    /// How many features pass the filter.
    pub matched: usize,
}

/// A feature among the first ones so far; the greatest is the last of them.
struct Candidate<'a> {
    order: &'a Order,
    values: Vec<Value<'a>>,
    id: &'a str,
    place: Place,
}

impl Candidate<'_> {
    fn against(&self, other: (&[Value<'_>], &str)) -> Ordering {
        self.order.compare((&self.values, self.id), other)
    }
}

impl Ord for Candidate<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.against((&other.values, other.id))
    }
}

impl PartialOrd for Candidate<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate<'_> {}

impl Shelf {
    /// The first features behind a place in an order, at most so many.
    ///
    /// Every feature that passes is looked at, and only the first ones are kept: memory follows the
    /// page, time the features that pass.
    #[must_use]
    pub fn sorted(
        &self,
        filter: &Filter,
        order: &Order,
        behind: Option<&Mark>,
        most: usize,
    ) -> Sorted {
        let window = window(filter);
        let behind = behind.map(Mark::parts);
        let mut matched = 0;
        let properties: Vec<Properties<'_>> = (self.parts().iter())
            .map(|part| Properties::new(part.segment(), order.names()))
            .collect();
        let mut heap: BinaryHeap<Candidate<'_>> = BinaryHeap::new();
        let mut values = Vec::new();
        for (n, (part, properties)) in self.parts().iter().zip(&properties).enumerate() {
            let segment = part.segment();
            let passing = part.first(filter, &window, 0, usize::MAX);
            matched += passing.len();
            for position in passing {
                let id = segment.id(position);
                values.clear();
                values.extend((0..order.names().len()).map(|n| properties.value(position, n)));
                let late = |candidate: &Candidate<'_>| candidate.against((&values, id)).is_lt();
                let before = |mark| order.compare((&values, id), mark).is_le();
                if behind.is_some_and(before)
                    || (heap.len() >= most && heap.peek().is_none_or(late))
                {
                    continue;
                }
                heap.push(Candidate {
                    order,
                    values: values.clone(),
                    id,
                    place: (n, position),
                });
                if heap.len() > most {
                    heap.pop();
                }
            }
        }
        let rows = heap.into_sorted_vec().into_iter();
        Sorted {
            rows: rows
                .map(|one| (Mark::new(&one.values, one.id), one.place))
                .collect(),
            matched,
        }
    }
}
