//! Which column of a result of Wikidata's query service is what: `item`, `itemLabel`, and whatever else somebody asked
//! for.
//!
//! Takes headings, gives tables: organs, or who held what, whose `start` and `end` are those of the tenure and not of the
//! organ. Knows no row but the sample that shows where the table comes from.

use super::columns::{ColumnKind, plain};
use super::derived::{BY_PRECISION, precise};
use super::heading_row::{self, TableParts};
use super::headings::is_post;
use super::mapping::{Dates, OnRepeat, Precision, TableMapping};

const ENTITY: &str = "http://www.wikidata.org/entity/Q";

/// Whether a table is a result: a column of entities, called `item` or with its labels beside it. A sheet of somebody's own
/// may have such addresses too, and is none.
pub(super) fn is_shown_by(parts: &TableParts<'_>) -> bool {
    let rows = heading_row::sampled(&parts.rows, 20);
    let query = QueryColumns::new(&parts.headings);
    let holds_entities = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.trim());
        let mut cells = cells.filter(|cell| !cell.is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| cell.starts_with(ENTITY))
    };
    parts.headings.iter().enumerate().any(|(at, heading)| {
        (plain(heading) == "item" || query.label(heading).is_some()) && holds_entities(at)
    })
}

const PEOPLE: &[&str] = &[
    "person",
    "people",
    "human",
    "holder",
    "officeholder",
    "office_holder",
    "politician",
    "member",
    "leader",
    "head",
    "official",
    "incumbent",
];
const POSTS: &[&str] = &[
    "position",
    "post",
    "office",
    "role",
    "function",
    "position_held",
    "positionheld",
    "posten",
    "amt",
];
const ORGANS: &[&str] = &[
    "organ",
    "organisation",
    "organization",
    "ministry",
    "agency",
    "body",
    "institution",
    "department",
    "party",
    "group",
    "government",
    "cabinet",
    "of",
    "committee",
    "legislature",
    "parliament",
    "employer",
    "org",
    "unit",
];
const STARTS: &[&str] = &[
    "start",
    "start_date",
    "start_time",
    "starttime",
    "begin",
    "from",
    "since",
    "term_start",
    "date_from",
];
const ENDS: &[&str] =
    &["end", "end_date", "end_time", "endtime", "to", "until", "term_end", "date_to"];
const FOUNDED: &[&str] = &["inception", "founded", "established", "inception_date"];
const DISSOLVED: &[&str] = &[
    "dissolved",
    "dissolution",
    "abolished",
    "dissolved_date",
    "dissolution_date",
    "dissolved_abolished_or_demolished_date",
];

const BEFORE: &[&str] = &["replaces", "predecessor", "follows"];
const AFTER: &[&str] = &["replaced_by", "successor", "followed_by"];

/// The variables of a query, and the columns in which they stand.
struct QueryColumns<'h> {
    headings: &'h [String],
    plain: Vec<String>,
}

impl<'h> QueryColumns<'h> {
    fn new(headings: &'h [String]) -> Self {
        QueryColumns { headings, plain: headings.iter().map(|heading| plain(heading)).collect() }
    }

    fn find(&self, names: &[&str]) -> Option<&'h str> {
        let at =
            names.iter().find_map(|name| self.plain.iter().position(|heading| heading == name))?;
        Some(&self.headings[at])
    }

    /// A column that is called after a post: `minister`.
    fn called_after_post(&self) -> Option<&'h str> {
        let at = self.plain.iter().position(|heading| is_post(heading))?;
        Some(&self.headings[at])
    }

    /// The column of labels beside a variable.
    fn label(&self, variable: &str) -> Option<&'h str> {
        self.find(&[&format!("{}_label", plain(variable))])
    }

    /// The column of a date: by its precision where the query asked for that.
    fn date(&self, names: &[&str]) -> Option<String> {
        let found = self.find(names)?;
        let by_precision = self.find(&[&plain(&precise(found))]);
        Some(by_precision.unwrap_or(found).to_owned())
    }
}

/// A table being described.
struct ColumnList(TableMapping);

impl ColumnList {
    fn new(holds: ColumnKind, cited: &str) -> Self {
        let coarser = [("-01-01".to_owned(), Precision::Year)].into_iter().collect();
        let mut list = ColumnList(TableMapping {
            holds: Some(holds),
            repeated: OnRepeat::United,
            dates: Some(Dates { coarser, ..Dates::default() }),
            ..TableMapping::default()
        });
        list.put("cite", Some(format!("wikidata {{{cited}}}")));
        list
    }

    /// The table; where its dates come with their precision, the first of January is a day.
    fn table(mut self) -> TableMapping {
        let dates = ["start", "end"].into_iter().filter_map(|field| self.0.columns.get(field));
        let mut dates = dates.map(|column| column.ends_with(BY_PRECISION)).peekable();
        if dates.peek().is_some() && dates.all(|is_precise| is_precise) {
            self.0.dates = None;
        }
        self.0
    }

    fn put(&mut self, field: &str, column: Option<impl Into<String>>) {
        if let Some(column) = column {
            self.0.columns.insert(field.to_owned(), column.into());
        }
    }
}

/// The tables of a result; none where its columns show neither organs nor holders.
pub(super) fn tables(headings: &[String]) -> Vec<TableMapping> {
    let query = QueryColumns::new(headings);
    let (start, end) = (query.date(STARTS), query.date(ENDS));
    let item = query.find(&["item"]);
    let post = query.find(POSTS);
    let people = query.find(PEOPLE);
    let person = people.or_else(|| query.called_after_post());
    let is_dated = start.is_some() || end.is_some();
    // Who is asked for with a post, and is called `item`, is a person.
    let person = match (person, item) {
        (None, Some(item)) if post.is_some() && is_dated => Some(item),
        (person, _) => person,
    };
    let Some(person) = person.filter(|_| post.is_some() || is_dated) else {
        let organs = organs(&query, [STARTS, ENDS]);
        return organs.into_iter().chain(neighbours(&query)).collect();
    };
    let organ = query.find(ORGANS).or(item.filter(|item| *item != person));
    let title = (post.is_none() && is_post(&plain(person))).then(|| words(person));
    let kind = match (post, &title) {
        (None, None) => ColumnKind::Seats,
        _ => ColumnKind::Tenures,
    };
    if kind == ColumnKind::Seats && organ.is_none() {
        return Vec::new();
    }
    let mut held = ColumnList::new(kind, person);
    held.put("person", Some(person));
    held.put("person_name", query.label(person));
    held.put("organ", organ);
    held.put("organ_name", organ.and_then(|organ| query.label(organ)));
    held.put("start", start);
    held.put("end", end);
    if let Some(post) = post {
        held.put("post", Some(post));
        held.put("post_title", query.label(post));
    }
    if let Some(title) = title {
        held.0.constants.insert("post".to_owned(), title);
    }
    let mut all = vec![held.table()];
    // What the query says of the organ itself beside its holders.
    if organ.is_some() && organ == item && query.find(FOUNDED).or(query.find(DISSOLVED)).is_some() {
        all.splice(0..0, organs(&query, [&[], &[]]));
    }
    all
}

/// The organs of a query; their dates may stand under `dated` too.
fn organs(query: &QueryColumns<'_>, dated: [&[&str]; 2]) -> Option<TableMapping> {
    let item = query.find(&["item"]).or_else(|| query.find(ORGANS))?;
    let mut list = ColumnList::new(ColumnKind::Organs, item);
    list.put("id", Some(item));
    list.put("wikidata", Some(item));
    list.put("name", query.label(item));
    list.put("names", query.find(&[&format!("{}_alt_label", plain(item)), "alias", "aliases"]));
    list.put("start", query.date(FOUNDED).or_else(|| query.date(dated[0])));
    list.put("end", query.date(DISSOLVED).or_else(|| query.date(dated[1])));
    let parent =
        query.find(&["parent", "parent_organization", "part_of", "superior", "parent_org"]);
    list.put("under", parent);
    list.put("organ_name", parent.and_then(|parent| query.label(parent)));
    list.put("replaces", query.find(BEFORE));
    list.put("replaced_by", query.find(AFTER));
    let labelled = |names: &[&str]| {
        let variable = query.find(names)?;
        Some(query.label(variable).unwrap_or(variable))
    };
    list.put("kind", labelled(&["type", "instance_of", "kind", "class", "instance"]));
    list.put(
        "place",
        labelled(&[
            "place",
            "headquarters",
            "location",
            "city",
            "country",
            "headquarters_location",
        ]),
    );
    list.put("note", query.find(&[&format!("{}_description", plain(item)), "description"]));
    Some(list.table())
}

/// The organs that came before and after, by the labels that the query gives them.
fn neighbours(query: &QueryColumns<'_>) -> Vec<TableMapping> {
    let named = [BEFORE, AFTER].into_iter().filter_map(|names| {
        let variable = query.find(names)?;
        let mut list = ColumnList::new(ColumnKind::Organs, variable);
        list.put("id", Some(variable));
        list.put("wikidata", Some(variable));
        list.put("name", Some(query.label(variable)?));
        list.0.repeated = OnRepeat::Same;
        list.0.without.insert(variable.to_owned(), vec![String::new()]);
        Some(list.0)
    });
    named.collect()
}

/// `primeMinister` as a title: `Prime minister`.
fn words(heading: &str) -> String {
    let words = plain(heading).replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(headings: &str) -> Vec<String> {
        let headings: Vec<String> = headings.split(',').map(str::to_owned).collect();
        let shown = |table: &TableMapping| {
            let columns: Vec<String> = table
                .columns
                .iter()
                .filter(|(field, _)| *field != "cite")
                .map(|(field, column)| format!("{field}={column}"))
                .collect();
            format!("{} {}", table.holds.unwrap().name(), columns.join(" "))
        };
        tables(&headings).iter().map(shown).collect()
    }

    #[test]
    fn start_and_end_are_those_of_the_tenure() {
        assert_eq!(
            kinds("item,itemLabel,inception,dissolved,replacedBy"),
            [
                "organs id=item wikidata=item name=itemLabel start=inception end=dissolved replaced_by=replacedBy"
            ]
        );
        assert_eq!(
            kinds("person,personLabel,position,positionLabel,start,end"),
            [
                "tenures person=person person_name=personLabel start=start end=end post=position post_title=positionLabel"
            ]
        );
        assert_eq!(
            kinds("item,itemLabel,position,positionLabel,start,end"),
            [
                "tenures person=item person_name=itemLabel start=start end=end post=position post_title=positionLabel"
            ]
        );
        assert_eq!(
            kinds("item,itemLabel,minister,ministerLabel,start,end"),
            [
                "tenures person=minister person_name=ministerLabel organ=item organ_name=itemLabel start=start end=end"
            ]
        );
        assert_eq!(
            kinds("item,itemLabel,inception,minister,ministerLabel,start,end"),
            [
                "organs id=item wikidata=item name=itemLabel start=inception",
                "tenures person=minister person_name=ministerLabel organ=item organ_name=itemLabel start=start end=end"
            ]
        );
        assert_eq!(
            kinds("member,memberLabel,party,partyLabel,start,end"),
            [
                "seats person=member person_name=memberLabel organ=party organ_name=partyLabel start=start end=end"
            ]
        );
    }
}
