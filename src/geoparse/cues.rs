//! The vocabulary and the parties, ready to be looked up.

use crate::{
    gazetteer::letters::Script,
    geoparse::{
        lexicon::Lexicon,
        openings::Openings,
        token::Token,
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
    openings: Openings,
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
    fn new(words: &PlaceWords, shelf: &mut Shelf) -> Self {
        Self {
            compass: shelf.grouped(&words.compass),
            central: shelf.plain(&words.central),
            centre: shelf.plain(&words.centre),
            long: shelf.plain(&words.long),
            ends: shelf.plain(&words.ends),
            lengths: shelf.grouped(&words.lengths),
            lying: shelf.plain(&words.lying),
            people: shelf.plain(&words.people),
            things: shelf.plain(&words.things),
            some: shelf.plain(&words.some),
            kinds: shelf.plain(&words.kinds),
            list: shelf.plain(&words.list),
            inside: shelf.plain(&words.inside),
            unit_before: shelf.plain(&words.unit_before),
            unit_after: shelf.plain(&words.unit_after),
            elsewhere: shelf.plain(&words.elsewhere),
            plural: shelf.plain(&words.plural),
            qualifiers: shelf.plain(&words.qualifiers),
            titles: shelf.plain(&words.titles),
            attributive: shelf.plain(&words.attributive),
            actors_before: shelf.plain(&words.actors_before),
            taking: shelf.plain(&words.taking),
            held: shelf.plain(&words.held),
            clauses: shelf.plain(&words.clauses),
            positions: shelf.plain(&words.positions),
        }
    }
}

impl Cues {
    /// Prepares the vocabulary and the parties.
    #[must_use]
    pub fn new(vocabulary: &Vocabulary, parties: &Parties) -> Self {
        let v = vocabulary;
        let mut shelf = Shelf::default();
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
        let related =
            |shelf: &mut Shelf,
             side: fn(&crate::geoparse::vocabulary::RelationWords) -> &Vec<String>| {
                let groups = v.relations.iter();
                shelf.lexicon(
                    groups.flat_map(|group| side(group).iter().map(|word| (word, group.relation))),
                )
            };
        Self {
            months: shelf.calendar(&v.months),
            weekdays: shelf.calendar(&v.weekdays),
            days: shelf.grouped(&v.days),
            since: shelf.plain(&v.since),
            numbers: shelf.numbers(&v.numbers),
            multipliers: shelf.grouped(&v.multipliers),
            vague: shelf.grouped(&v.vague),
            hedges: shelf.grouped(&v.hedges),
            hedges_after: shelf.grouped(&v.hedges_after),
            between: shelf.plain(&v.between),
            stretches: shelf.grouped(&v.stretches),
            stretch_units: shelf.grouped(&v.stretch_units),
            past: shelf.plain(&v.past),
            ago: shelf.plain(&v.ago),
            on: shelf.plain(&v.on),
            negations: shelf.plain(&v.negations),
            hedged_no: shelf.plain(&v.hedged_no),
            unreal: shelf.plain(&v.unreal),
            hearsay: shelf.plain(&v.hearsay),
            agents: shelf.plain(&v.agents),
            slain: shelf.plain(&v.slain),
            each_other: shelf.plain(&v.each_other),
            other: shelf.plain(&v.other),
            together: v.together.clone(),
            measures: shelf.plain(&v.measures),
            to: shelf.plain(&v.to),
            auxiliaries: shelf.plain(&v.auxiliaries),
            conjunctions: shelf.plain(&v.conjunctions),
            speech: shelf.lexicon(speech.chain(accuse).chain(calling)),
            according: shelf.plain(&v.according),
            anaphors: shelf.plain(&v.anaphors),
            both: shelf.plain(&v.both),
            own: shelf.plain(&v.own),
            enemy: shelf.plain(&v.enemy),
            outcomes: shelf.grouped(&v.outcomes),
            victims: shelf.grouped(&v.victims),
            items: shelf.grouped(&v.items),
            losses: shelf.plain(&v.losses),
            events: shelf.lexicon(events),
            call_verbs: shelf.plain(&v.calls.verbs),
            call_topics: shelf.plain(&v.calls.topics),
            before: related(&mut shelf, |group| &group.before),
            after: related(&mut shelf, |group| &group.after),
            phrases: shelf.grouped(&v.phrases),
            weapons: shelf.plain(&v.weapons),
            actors: shelf.plain(&v.actors),
            publishers: shelf.plain(&v.publishers),
            times: shelf.plain(&v.times),
            daily: shelf.plain(&v.daily),
            arms: shelf.grouped(&v.arms),
            places: Places::new(&v.places, &mut shelf),
            claimants: shelf.lexicon(aliases),
            adjectives: shelf.lexicon(adjectives),
            openings: shelf.openings,
        }
    }

    /// Writes on the tokens of a text which of the lexicons may have something to say there.
    pub fn mark(&self, tokens: &mut [Token]) {
        self.openings.mark(tokens);
    }
}

/// Makes lexicons, and remembers by what words they are opened.
#[derive(Debug, Default)]
struct Shelf {
    openings: Openings,
}

impl Shelf {
    fn lexicon<S: AsRef<str>, T>(
        &mut self,
        phrases: impl IntoIterator<Item = (S, T)>,
    ) -> Lexicon<T> {
        let mut lexicon = Lexicon::new(phrases);
        self.openings.enter(&mut lexicon);
        lexicon
    }

    fn plain(&mut self, words: &[String]) -> Lexicon<()> {
        self.lexicon(words.iter().map(|word| (word, ())))
    }

    fn grouped<T: Clone>(&mut self, groups: &[Words<T>]) -> Lexicon<T> {
        self.lexicon(groups.iter().flat_map(|group| {
            let words = group.words.iter();
            words.map(|word| (word, group.value.clone()))
        }))
    }

    /// Words for numbers; Armenian writes tens and units together (`քսանհինգ`).
    fn numbers(&mut self, groups: &[Words<u64>]) -> Lexicon<u64> {
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
        self.lexicon(plain.chain(together))
    }

    /// Months or weekdays, counted from 1.
    fn calendar(&mut self, names: &[Vec<String>]) -> Lexicon<i8> {
        self.lexicon(
            (1_i8..)
                .zip(names)
                .flat_map(|(number, names)| names.iter().map(move |name| (name, number))),
        )
    }
}
