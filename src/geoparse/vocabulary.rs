//! The words that the geoparser knows, and the parties: data, not code.
//!
//! A phrase is written as it stands in a text; a word that ends in `*` stands for every word that
//! begins so.

use serde::{Deserialize, Serialize};

use crate::model::{
    claim::{Hedge, Modality, Outcome, VictimClass},
    id::Id,
    names::Names,
    side::Side,
};

/// The parties of `geodata/parties.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parties {
    /// The sides with their names and colours.
    pub sides: Vec<PartySide>,
    /// Who speaks.
    pub claimants: Vec<Claimant>,
    /// Words that say whose people or things are meant, by side.
    pub adjectives: Adjectives,
}

/// One side.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartySide {
    /// Which.
    pub id: Side,
    /// Names.
    pub names: Names,
    /// Colour in the map, `#rrggbb`.
    pub colour: String,
}

/// Somebody who makes claims.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claimant {
    /// Identifier.
    pub id: Id,
    /// On which side.
    pub side: Side,
    /// Names.
    pub names: Names,
    /// Phrases by which texts name the claimant.
    pub aliases: Vec<String>,
    /// Whether the aliases mean the claimant only right beside a verb of speech (`Baku said`),
    /// because they also name a country or a town.
    #[serde(default)]
    pub bare: bool,
    /// Whether the claimant mostly passes on what others say, as agencies do; the aliases mean it
    /// only with a capital letter.
    #[serde(default)]
    pub carrier: bool,
}

/// Words that say whose people or things are meant.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adjectives {
    /// Azerbaijan's.
    pub az: Vec<String>,
    /// Armenia's and the Nagorno-Karabakh authorities'.
    pub arm: Vec<String>,
}

impl Parties {
    /// The parties with the labels of the two sides swapped: the claims of a text must mirror.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let mut mirrored = self.clone();
        for claimant in &mut mirrored.claimants {
            claimant.side = claimant.side.mirrored();
        }
        std::mem::swap(&mut mirrored.adjectives.az, &mut mirrored.adjectives.arm);
        mirrored
    }
}

/// Phrases that stand for one value.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words<T> {
    /// What they stand for.
    pub value: T,
    /// The phrases.
    pub words: Vec<String>,
}

/// What is said to have happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The claim's predicate.
    pub predicate: String,
    /// The kind of incident that it suggests.
    pub kind: String,
}

/// How a place is related to what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// In it, or no relation named.
    In,
    /// Near it.
    Near,
    /// In its direction.
    Direction,
    /// Along it.
    Along,
    /// From it.
    From,
    /// At its edge.
    Outskirts,
    /// Between it and another place.
    Between,
    /// At its section of the line of contact.
    Section,
    /// On heights in it that have no name.
    Heights,
    /// On its border, or on the border of it and another place.
    Border,
    /// On the way or along the line from it to another place, or from another place to it.
    Stretch,
    /// On the road between it and another place.
    Road,
    /// On its bank or shore.
    Bank,
}

/// Phrases for a relation, before and after the name of the place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationWords {
    /// Which relation.
    pub relation: Relation,
    /// Phrases before the name.
    #[serde(default)]
    pub before: Vec<String>,
    /// Phrases after the name.
    #[serde(default)]
    pub after: Vec<String>,
}

/// Calls for a ceasefire: a verb and a topic.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calls {
    /// `called for`, `urged`, …
    pub verbs: Vec<String>,
    /// `ceasefire`, `halt`, …
    pub topics: Vec<String>,
}

/// The words of `geodata/vocabulary.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// Names of the months, January first.
    pub months: Vec<Vec<String>>,
    /// Names of the days of the week, Monday first.
    pub weekdays: Vec<Vec<String>>,
    /// Words for a day relative to the report's, in days.
    pub days: Vec<Words<i64>>,
    /// Words that begin an open period (`since`).
    pub since: Vec<String>,
    /// Words for numbers.
    pub numbers: Vec<Words<u64>>,
    /// Words that multiply the number before them (`thousand`, `dozen`).
    pub multipliers: Vec<Words<u64>>,
    /// Words that give no figure, with the least that they mean (`dozens`).
    pub vague: Vec<Words<u64>>,
    /// Words before a number that hedge it (`over`).
    pub hedges: Vec<Words<Hedge>>,
    /// Words after a number that hedge it (`or more`).
    pub hedges_after: Vec<Words<Hedge>>,
    /// Words before two numbers that are the ends of a range (`between`).
    pub between: Vec<String>,
    /// Words for a stretch of time that ends with the report, in hours (`overnight`).
    pub stretches: Vec<Words<u64>>,
    /// Units of a stretch of time, in hours.
    pub stretch_units: Vec<Words<u64>>,
    /// Words before such a unit (`the past`).
    pub past: Vec<String>,
    /// Words after such a unit (`ago`).
    pub ago: Vec<String>,
    /// Little words between a verb of speech and its date (`on`).
    pub on: Vec<String>,
    /// Words that say that something is not so.
    pub negations: Vec<String>,
    /// Words that begin as those do and deny nothing (`no fewer than`).
    pub hedged_no: Vec<String>,
    /// Words for what has not happened, or not yet (`would`).
    pub unreal: Vec<String>,
    /// Words by which one passes on what others say (`reportedly`).
    pub hearsay: Vec<String>,
    /// Words between a verb in the passive and who does it (`by`).
    pub agents: Vec<String>,
    /// Words for destroying that of people mean killing.
    pub slain: Vec<String>,
    /// Words for one side as the other of two (`each other`, `the other`).
    pub each_other: Vec<String>,
    /// Words between classes of materiel that one figure counts (`other`).
    pub other: Vec<String>,
    /// Classes of materiel that are counted together, with the classes that make them.
    pub together: Vec<Words<String>>,
    /// Words after a number that is no count of people or things (`km`, `per cent`).
    pub measures: Vec<String>,
    /// Words between the first and the last of a range (`5 to 7`).
    pub to: Vec<String>,
    /// Little words that may stand between a number and what became of so many (`were`).
    pub auxiliaries: Vec<String>,
    /// Words that join parts of an enumeration.
    pub conjunctions: Vec<String>,
    /// Verbs of speech, by modality.
    pub speech: Vec<Words<Modality>>,
    /// Verbs by which one claimant accuses another; the accuser asserts.
    pub accuse: Vec<String>,
    /// Words before a claimant (`according to`).
    pub according: Vec<String>,
    /// Words that point back to the last claimant (`the ministry`).
    pub anaphors: Vec<String>,
    /// Words for both sides at once.
    pub both: Vec<String>,
    /// Words for the claimant's own (`its losses`).
    pub own: Vec<String>,
    /// Words for the claimant's opponent (`the enemy`).
    pub enemy: Vec<String>,
    /// Words for what losses came to.
    pub outcomes: Vec<Words<Outcome>>,
    /// Words for people.
    pub victims: Vec<Words<VictimClass>>,
    /// Words for materiel, by class.
    pub items: Vec<Words<String>>,
    /// Words for losses that do not say what they came to.
    pub losses: Vec<String>,
    /// Words for events; of several in a sentence the one that stands first here counts.
    pub events: Vec<Words<Event>>,
    /// Calls for a ceasefire.
    pub calls: Calls,
    /// Relations.
    pub relations: Vec<RelationWords>,
    /// More phrases for places of the gazetteer.
    pub phrases: Vec<Words<Id>>,
    /// Names of weapons that are also names of places.
    pub weapons: Vec<String>,
    /// Words after a place name that make an actor of it (`the Shusha garrison`).
    pub actors: Vec<String>,
    /// Words after a place name that, with a capital letter, make a publisher of it (`Shusha TV`).
    pub publishers: Vec<String>,
    /// Words for how often (`times`).
    pub times: Vec<String>,
    /// Words for the last day and night.
    pub daily: Vec<String>,
    /// Words for what is fired with.
    pub arms: Vec<Words<String>>,
    /// Words around the names of places.
    pub places: PlaceWords,
}

/// Words around the names of places.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceWords {
    /// Words for points of the compass, in degrees from north.
    pub compass: Vec<Words<u16>>,
    /// Words for the middle of something.
    pub central: Vec<String>,
    /// Words for the town that a district is governed from (`the centre of`).
    pub centre: Vec<String>,
    /// Words for something long, of which a part runs from one place to another (`the road`).
    pub long: Vec<String>,
    /// Words before or after the second end of something long (`as far as`).
    pub ends: Vec<String>,
    /// Words for kilometres, metres and miles, in metres.
    pub lengths: Vec<Words<u16>>,
    /// Words between a place and what tells where it lies (`located`).
    pub lying: Vec<String>,
    /// Words for people, before `from` or `of` and the place that they belong to (`a woman from`).
    pub people: Vec<String>,
    /// Words before a place where something else happens than what the text tells of (`talks in`,
    /// `had fled`).
    pub elsewhere: Vec<String>,
    /// Words after the name of a place that make a thing of it (`X Street`).
    pub things: Vec<String>,
    /// Words for a few.
    pub some: Vec<String>,
    /// Words for a settlement (`village`).
    pub kinds: Vec<String>,
    /// More words that may stand between the names of a list (`of the`, `district`).
    pub list: Vec<String>,
    /// Words for a district before its name (`the district of`).
    pub unit_before: Vec<String>,
    /// Words for a district after its name.
    pub unit_after: Vec<String>,
    /// Words between a settlement and what it lies in (`of the`).
    pub inside: Vec<String>,
    /// Words for several districts at once (`districts`).
    pub plural: Vec<String>,
    /// Words that belong to a name and make another name of it (`Upper`).
    pub qualifiers: Vec<String>,
    /// Words before the name of a person.
    pub titles: Vec<String>,
    /// Words that `front-line` describes, so that it is no line of its own (`zone`).
    pub attributive: Vec<String>,
    /// Words before a place name that make an actor or a thing of it (`the president of`).
    pub actors_before: Vec<String>,
    /// Words right before the name of a place taken or lost (`seized`).
    pub taking: Vec<String>,
    /// Words by which a clause says who holds the places that it names (`under the control`).
    pub held: Vec<String>,
    /// Words that begin another clause (`while`).
    pub clauses: Vec<String>,
    /// Words for where fire comes from, after the relation or the names (`positions`).
    pub positions: Vec<String>,
}
