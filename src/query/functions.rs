//! The functions of the language: names, arguments, what they give, and how to explain them.
//!
//! One table, from which `resolve` knows the sorts, messages take their suggestions, and the
//! reference page its list.

use super::plan::{Sort, Sorts};

/// A function's entry.
#[derive(Debug)]
pub struct FunctionEntry {
    /// Which one.
    pub function: Function,
    /// Its name.
    pub name: &'static str,
    /// Its arguments, as the reference shows them.
    pub arguments: &'static str,
    /// What it can give.
    pub gives: Sorts,
    /// What it gives, in words.
    pub about: &'static str,
}

macro_rules! functions {
    ($( $Function:ident $name:literal ($arguments:literal) $gives:expr, $about:literal; )*) => {
        /// A function.
        #[derive(Copy, Clone, PartialEq, Eq, Debug)]
        #[allow(missing_docs, reason = "the table below says what each one is")]
        pub enum Function { $($Function,)* }

        /// All functions, in the order of the reference.
        pub const FUNCTIONS: &[FunctionEntry] = &[ $( FunctionEntry {
            function: Function::$Function, name: $name, arguments: $arguments, gives: $gives, about: $about,
        }, )* ];
    };
}

const ORGANS: Sorts = Sorts::of(&[Sort::Organs]);
const EVENTS: Sorts = Sorts::of(&[Sort::Events]);
const POSTS: Sorts = Sorts::of(&[Sort::Posts]);
const PEOPLE: Sorts = Sorts::of(&[Sort::People]);
const CLAIMS: Sorts = Sorts::of(&[Sort::Claims]);
const TRANSITIONS: Sorts = Sorts::of(&[Sort::Transitions]);
const WITH_KIND: Sorts = Sorts::of(&[Sort::Organs, Sort::Events, Sort::Posts, Sort::Transitions]);
const HIERARCHICAL: Sorts = Sorts::of(&[Sort::Organs, Sort::Posts]);
const WITH_PLACE: Sorts = Sorts::of(&[Sort::Organs, Sort::Events]);

functions! {
    All "all" ("") ORGANS, "every organ of the date and perspective that is asked about";
    Nothing "none" ("") Sorts::ALL, "the empty set";
    Kind "kind" ("KIND") WITH_KIND, "those of a kind or of a narrower kind; of transitions: \
                                     `kind(Split)`";
    Name "name" ("PATTERN") Sorts::NODES, "those with such a name, in any language and at any \
                                           time";
    Place "place" ("PATTERN") WITH_PLACE, "those at such a place";
    Tag "tag" ("PATTERN") Sorts::NODES, "those with such a tag";
    Month "month" ("MONTH") Sorts::ALL, "those that began in a month of whatever year, by its number; \
                                     events and transitions that lie in one";
    CoNamed "co_named" ("") Sorts::NODES, "those that bore one name at one time with another of \
                                           their sort";
    Identified "identified" ("SCHEME, PATTERN") Sorts::NODES, "those that have an identifier of a scheme, such as \
                                                              `wikidata`, that fits where a pattern is given";
    Series "series" ("PATTERN") EVENTS, "the events of a series";

    Superiors "superiors" ("x, LINE.., DEPTH") HIERARCHICAL, "what x stands directly under: organs, or the posts \
                                                              that the posts x report to";
    Units "units" ("x, LINE.., DEPTH") HIERARCHICAL, "what stands directly under x";
    Above "above" ("x, LINE.., DEPTH") HIERARCHICAL, "all that x stands under, directly or not";
    Under "under" ("x, LINE.., DEPTH") HIERARCHICAL, "all that stands under x, directly or not";
    Roots "roots" ("x, LINE..") HIERARCHICAL, "those of x that stand under none of x; without x, of \
                                               all organs";
    Leaves "leaves" ("x, LINE..") HIERARCHICAL, "those of x that have none of x under them; without x, \
                                                 of all organs";
    Meet "meet" ("a, b, LINE..") HIERARCHICAL, "the nearest superiors that a and b have in common";

    Predecessors "predecessors" ("x, TRANSITION.., DEPTH") ORGANS, "all predecessors of x";
    Successors "successors" ("x, TRANSITION.., DEPTH") ORGANS, "all successors of x";
    Origins "origins" ("x, TRANSITION..") ORGANS, "what sources call an origin of x; where they name \
                                                   none, those of x and its predecessors that \
                                                   have no predecessor themselves";
    Common "common" ("a, b, .., TRANSITION..") ORGANS, "the nearest predecessors that a, b and \
                                                        further sets have in common";

    Existed "existed" ("DATES") Sorts::ALL, "those that existed on one of the days";
    Founded "founded" ("DATES") Sorts::NODES, "those that began on one of the days";
    Ended "ended" ("DATES") Sorts::NODES, "those that ended on one of the days";
    Before "before" ("DATES") Sorts::ALL, "those that had ended before the days";
    After "after" ("DATES") Sorts::ALL, "those that began after the days";
    During "during" ("DATES") Sorts::ALL, "those that lie wholly within the days";
    Undated "undated" ("") Sorts::ALL, "those without any date";
    Changed "changed" ("DATES, DATES") ORGANS, "organs that differ between the two dates";
    AnyTime "any_time" ("x") Sorts::ALL, "x as it is without any date";

    Certain "certain" ("x") Sorts::ALL, "those of x that are certain; without x, of all organs";
    Presumed "presumed" ("x") Sorts::ALL, "those of x that are presumed: certainly begun, end \
                                           not recorded";
    Possible "possible" ("x") Sorts::ALL, "those of x that are possible: the dates leave it open";
    Absent "absent" ("x") Sorts::ALL, "those of x that do not exist at the date";

    Cited "cited" ("SOURCE..") Sorts::ALL, "those that one of the sources mentions, or a source quoted in it";
    Uncited "uncited" ("") Sorts::ALL, "those for which no source is cited";
    SingleSourced "single_sourced" ("") Sorts::ALL, "those that only one source mentions";
    Disputed "disputed" ("") Sorts::ALL, "those with conflicting claims";
    Modality "modality" ("MODALITY") Sorts::ALL, "those of which something is said with this \
                                                  modality";
    LastAttested "last_attested" ("before: DATE, x") Sorts::ALL, "those of x that were attested last \
                                                                  before a date; without x, of all \
                                                                  organs";
    According "according" ("SOURCE.., x") Sorts::ALL, "x according to these sources alone";
    Without "without" ("SOURCE.., x") Sorts::ALL, "x without what only these sources say";
    KnownBy "known_by" ("DATE, x") Sorts::ALL, "x as it was known by then";

    Organs "organs" ("x") ORGANS, "the organs of x (people, posts, events, transitions, claims); \
                                   without x, all organs";
    Posts "posts" ("x") POSTS, "the posts of x (organs, people, claims); without x, all posts";
    People "people" ("x") PEOPLE, "the people of x (organs, posts, events, claims); without x, \
                                   all people";
    Events "events" ("x") EVENTS, "the events of x (organs, people, claims); without x, all \
                                   events";
    Transitions "transitions" ("x") TRANSITIONS, "the transitions of x (organs, claims); without \
                                                  x, all transitions";
    Claims "claims" ("x") CLAIMS, "what is said of x; without x, all claims";

    Holders "holders" ("x") PEOPLE, "who held the posts x, or the posts of the organs x; honours \
                                     and forecasts do not count";
    Members "members" ("x, full or candidate") PEOPLE, "who sat in the organs x";
    Tenures "tenures" ("x") CLAIMS, "the tenures of the posts x, or of the posts of the organs x";
    Seats "seats" ("x") CLAIMS, "the seats in the organs x";
    Career "career" ("x") CLAIMS, "the posts and seats of the people x";
    Colleagues "colleagues" ("x") PEOPLE, "who sat or served in the same organ as x at the same time";
    HeldTogether "held_together" ("x") PEOPLE, "who served with the people x, or in the organs x with \
                                                somebody else, in one organ on the same days: with whom, \
                                                where and when";
    Concurrent "concurrent" ("x") PEOPLE, "who held several posts at once: of the people x, or of the \
                                           posts x or those of the organs x; without x, of all people";
    Vacant "vacant" ("x") POSTS, "the posts x, or those of the organs x, that had no holder; without x, of \
                                  all posts";
    Attended "attended" ("x") PEOPLE, "who was at the events x";
    Longest "longest" ("x") Sorts::ALL, "those of x of which both ends are dated, the longest first";
}

impl Function {
    /// The function with a name.
    pub fn find(name: &str) -> Option<Function> {
        FUNCTIONS.iter().find(|entry| entry.name == name).map(|entry| entry.function)
    }

    /// Its entry.
    pub fn entry(self) -> &'static FunctionEntry {
        &FUNCTIONS[self as usize]
    }
}
