//! The vocabulary and the parties, ready to be looked up.

use crate::{
    gazetteer::letters::Script,
    geoparse::{
        lexicon::Lexicon,
        vocabulary::{Event, Parties, PlaceWords, Relation, Vocabulary, Words},
    },
    model::{
        claim::{Hedge, Modality, Outcome, VictimClass},
        id::Id,
        side::Side,
    },
};

/// A verb of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Speech {
    /// How the speaker stands to what is said.
    pub modality: Modality,
    /// Whether the verb accuses somebody.
    pub accuses: bool,
}

/// Lexicons of everything that the reading of claims and places looks for.
#[derive(Debug, Clone)]
pub struct Cues {
    pub(crate) months: Lexicon<i8>,
    pub(crate) weekdays: Lexicon<i8>,
    pub(crate) days: Lexicon<i64>,
    pub(crate) since: Lexicon<()>,
    pub(crate) numbers: Lexicon<u64>,
    pub(crate) multipliers: Lexicon<u64>,
    pub(crate) vague: Lexicon<u64>,
    pub(crate) hedges: Lexicon<Hedge>,
    pub(crate) hedges_after: Lexicon<Hedge>,
    pub(crate) between: Lexicon<()>,
    pub(crate) stretches: Lexicon<u64>,
    pub(crate) stretch_units: Lexicon<u64>,
    pub(crate) past: Lexicon<()>,
    pub(crate) ago: Lexicon<()>,
    pub(crate) on: Lexicon<()>,
    pub(crate) negations: Lexicon<()>,
    /// Words that begin as negations do and deny nothing (`no fewer than`, `not only`).
    pub(crate) hedged_no: Lexicon<()>,
    pub(crate) unreal: Lexicon<()>,
    pub(crate) hearsay: Lexicon<()>,
    pub(crate) agents: Lexicon<()>,
    pub(crate) slain: Lexicon<()>,
    pub(crate) each_other: Lexicon<()>,
    pub(crate) other: Lexicon<()>,
    /// With the words of the class that several of them together make.
    pub(crate) together: Vec<Words<String>>,
    pub(crate) measures: Lexicon<()>,
    pub(crate) to: Lexicon<()>,
    pub(crate) auxiliaries: Lexicon<()>,
    pub(crate) conjunctions: Lexicon<()>,
    pub(crate) speech: Lexicon<Speech>,
    pub(crate) according: Lexicon<()>,
    pub(crate) anaphors: Lexicon<()>,
    pub(crate) both: Lexicon<()>,
    pub(crate) own: Lexicon<()>,
    pub(crate) enemy: Lexicon<()>,
    pub(crate) outcomes: Lexicon<Outcome>,
    pub(crate) victims: Lexicon<VictimClass>,
    pub(crate) items: Lexicon<String>,
    pub(crate) losses: Lexicon<()>,
    /// With the rank of the event: the lowest counts.
    pub(crate) events: Lexicon<(usize, Event)>,
    pub(crate) call_verbs: Lexicon<()>,
    pub(crate) call_topics: Lexicon<()>,
    pub(crate) before: Lexicon<Relation>,
    pub(crate) after: Lexicon<Relation>,
    pub(crate) phrases: Lexicon<Id>,
    pub(crate) weapons: Lexicon<()>,
    pub(crate) actors: Lexicon<()>,
    pub(crate) publishers: Lexicon<()>,
    pub(crate) times: Lexicon<()>,
    pub(crate) daily: Lexicon<()>,
    pub(crate) arms: Lexicon<String>,
    pub(crate) places: Places,
    /// Index of the claimant.
    pub(crate) claimants: Lexicon<usize>,
    pub(crate) adjectives: Lexicon<Side>,
}

/// Lexicons of the words around the names of places.
#[derive(Debug, Clone)]
pub struct Places {
    pub(crate) compass: Lexicon<u16>,
    pub(crate) central: Lexicon<()>,
    pub(crate) centre: Lexicon<()>,
    pub(crate) long: Lexicon<()>,
    pub(crate) ends: Lexicon<()>,
    pub(crate) lengths: Lexicon<u16>,
    pub(crate) lying: Lexicon<()>,
    pub(crate) people: Lexicon<()>,
    pub(crate) things: Lexicon<()>,
    pub(crate) some: Lexicon<()>,
    pub(crate) kinds: Lexicon<()>,
    pub(crate) list: Lexicon<()>,
    pub(crate) inside: Lexicon<()>,
    pub(crate) unit_before: Lexicon<()>,
    pub(crate) unit_after: Lexicon<()>,
    pub(crate) elsewhere: Lexicon<()>,
    pub(crate) plural: Lexicon<()>,
    pub(crate) qualifiers: Lexicon<()>,
    pub(crate) titles: Lexicon<()>,
    pub(crate) attributive: Lexicon<()>,
    pub(crate) actors_before: Lexicon<()>,
    pub(crate) taking: Lexicon<()>,
    pub(crate) held: Lexicon<()>,
    pub(crate) clauses: Lexicon<()>,
    pub(crate) positions: Lexicon<()>,
}

impl Places {
    fn new(words: &PlaceWords) -> Self {
        Self {
            compass: grouped(&words.compass),
            central: plain(&words.central),
            centre: plain(&words.centre),
            long: plain(&words.long),
            ends: plain(&words.ends),
            lengths: grouped(&words.lengths),
            lying: plain(&words.lying),
            people: plain(&words.people),
            things: plain(&words.things),
            some: plain(&words.some),
            kinds: plain(&words.kinds),
            list: plain(&words.list),
            inside: plain(&words.inside),
            unit_before: plain(&words.unit_before),
            unit_after: plain(&words.unit_after),
            elsewhere: plain(&words.elsewhere),
            plural: plain(&words.plural),
            qualifiers: plain(&words.qualifiers),
            titles: plain(&words.titles),
            attributive: plain(&words.attributive),
            actors_before: plain(&words.actors_before),
            taking: plain(&words.taking),
            held: plain(&words.held),
            clauses: plain(&words.clauses),
            positions: plain(&words.positions),
        }
    }
}

impl Cues {
    /// Prepares the vocabulary and the parties.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, parties: &Parties) -> Self {
        let v = vocabulary;
        let speech = v.speech.iter().flat_map(|group| {
            let speech = Speech {
                modality: group.value,
                accuses: false,
            };
            group.words.iter().map(move |word| (word, speech))
        });
        let asserting = |accuses: bool| Speech {
            modality: if accuses {
                Modality::Accuses
            } else {
                Modality::Asserts
            },
            accuses,
        };
        let accuse = v.accuse.iter().map(|word| (word, asserting(true)));
        let calling = v.calls.verbs.iter().map(|word| (word, asserting(false)));
        let events = v.events.iter().enumerate().flat_map(|(rank, group)| {
            let words = group.words.iter();
            words.map(move |word| (word, (rank, group.value.clone())))
        });
        let claimants = parties.claimants.iter().enumerate();
        let aliases = claimants
            .flat_map(|(index, claimant)| claimant.aliases.iter().map(move |alias| (alias, index)));
        let adjectives = parties
            .adjectives
            .az
            .iter()
            .map(|word| (word, Side::Az))
            .chain(parties.adjectives.arm.iter().map(|word| (word, Side::Arm)));
        let related = |side: fn(&crate::geoparse::vocabulary::RelationWords) -> &Vec<String>| {
            let groups = v.relations.iter();
            Lexicon::new(
                groups.flat_map(|group| side(group).iter().map(|word| (word, group.relation))),
            )
        };
        Self {
            months: calendar(&v.months),
            weekdays: calendar(&v.weekdays),
            days: grouped(&v.days),
            since: plain(&v.since),
            numbers: numbers(&v.numbers),
            multipliers: grouped(&v.multipliers),
            vague: grouped(&v.vague),
            hedges: grouped(&v.hedges),
            hedges_after: grouped(&v.hedges_after),
            between: plain(&v.between),
            stretches: grouped(&v.stretches),
            stretch_units: grouped(&v.stretch_units),
            past: plain(&v.past),
            ago: plain(&v.ago),
            on: plain(&v.on),
            negations: plain(&v.negations),
            hedged_no: plain(&v.hedged_no),
            unreal: plain(&v.unreal),
            hearsay: plain(&v.hearsay),
            agents: plain(&v.agents),
            slain: plain(&v.slain),
            each_other: plain(&v.each_other),
            other: plain(&v.other),
            together: v.together.clone(),
            measures: plain(&v.measures),
            to: plain(&v.to),
            auxiliaries: plain(&v.auxiliaries),
            conjunctions: plain(&v.conjunctions),
            speech: Lexicon::new(speech.chain(accuse).chain(calling)),
            according: plain(&v.according),
            anaphors: plain(&v.anaphors),
            both: plain(&v.both),
            own: plain(&v.own),
            enemy: plain(&v.enemy),
            outcomes: grouped(&v.outcomes),
            victims: grouped(&v.victims),
            items: grouped(&v.items),
            losses: plain(&v.losses),
            events: Lexicon::new(events),
            call_verbs: plain(&v.calls.verbs),
            call_topics: plain(&v.calls.topics),
            before: related(|group| &group.before),
            after: related(|group| &group.after),
            phrases: grouped(&v.phrases),
            weapons: plain(&v.weapons),
            actors: plain(&v.actors),
            publishers: plain(&v.publishers),
            times: plain(&v.times),
            daily: plain(&v.daily),
            arms: grouped(&v.arms),
            places: Places::new(&v.places),
            claimants: Lexicon::new(aliases),
            adjectives: Lexicon::new(adjectives),
        }
    }
}

fn plain(words: &[String]) -> Lexicon<()> {
    Lexicon::new(words.iter().map(|word| (word, ())))
}

fn grouped<T: Clone>(groups: &[Words<T>]) -> Lexicon<T> {
    Lexicon::new(groups.iter().flat_map(|group| {
        let words = group.words.iter();
        words.map(|word| (word, group.value.clone()))
    }))
}

/// Words for numbers; Armenian writes tens and units together (`քսանհինգ`).
fn numbers(groups: &[Words<u64>]) -> Lexicon<u64> {
    let armenian = |word: &&String| {
        let mut letters = word.chars();
        letters.all(|letter| Script::of(letter) == Script::Armenian)
    };
    let of = |least: u64, most: u64| {
        let within = move |group: &&Words<u64>| (least..=most).contains(&group.value);
        groups.iter().filter(within).flat_map(move |group| {
            let words = group.words.iter().filter(armenian);
            words.map(move |word| (word, group.value))
        })
    };
    let together = of(20, 90).flat_map(|(tens, many)| {
        of(1, 9).map(move |(units, few)| (format!("{tens}{units}"), many + few))
    });
    let plain = groups.iter().flat_map(|group| {
        let words = group.words.iter();
        words.map(move |word| (word.clone(), group.value))
    });
    Lexicon::new(plain.chain(together))
}

/// Months or weekdays, counted from 1.
fn calendar(names: &[Vec<String>]) -> Lexicon<i8> {
    Lexicon::new(
        (1_i8..)
            .zip(names)
            .flat_map(|(number, names)| names.iter().map(move |name| (name, number))),
    )
}
