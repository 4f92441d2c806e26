//! Entities as statements: a row of CSV for each value and each source that says it.
//!
//! Takes entities that know who says what, and the sources of a model; gives the table that the reader of FollowTheMoney
//! takes back. When something was seen is the date of its source, never that of a clock: nothing stands there where the
//! model does not say it. The ids of the rows are left to that reader, which makes them of what the rows say.

use std::collections::{BTreeMap, HashSet};

use super::entity::{FtmEntity, FtmValue};
use crate::model::{Model, Source};
use crate::time::{Day, Period};

/// The columns, in their usual order.
const COLUMNS: [&str; 14] = [
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
];

/// What FollowTheMoney calls the data set of what no data set says.
pub(super) const UNDEFINED: &str = "undefined";

/// The property that says no more than that an entity is there.
pub(super) const BASE: &str = "id";

/// A source as a data set.
#[derive(Default)]
struct Dataset {
    name: String,
    first_seen: String,
    last_seen: String,
}

/// Statements, row by row.
pub(super) struct StatementRows<'m> {
    datasets: BTreeMap<&'m str, Dataset>,
    /// How many sources have a date that says no last day.
    open: usize,
    out: csv::Writer<Vec<u8>>,
}

impl<'m> StatementRows<'m> {
    pub(super) fn of(model: &'m Model<'_>) -> StatementRows<'m> {
        let (mut used, mut open) = (HashSet::from([UNDEFINED.to_owned()]), 0);
        let mut datasets = BTreeMap::new();
        for (id, source) in &model.sources {
            let seen = seen(source);
            open += usize::from(seen.is_none());
            let (first_seen, last_seen) = seen.unwrap_or_default();
            let wanted = dataset_name(id);
            let numbered = (2..).map(|number| format!("{wanted}_{number}"));
            let mut tries = std::iter::once(wanted.clone()).chain(numbered);
            let name = tries.find(|name| used.insert(name.clone())).expect("numbers do not end");
            datasets.insert(&**id, Dataset { name, first_seen, last_seen });
        }
        let mut out = csv::Writer::from_writer(Vec::new());
        out.write_record(COLUMNS).expect("memory takes all");
        StatementRows { datasets, open, out }
    }

    /// The rows of an entity: that it is there, by each source that says anything of it, and its values.
    pub(super) fn entity(&mut self, entity: &FtmEntity) {
        let undefined = vec![UNDEFINED.to_owned()];
        let common = if entity.sources.is_empty() { &undefined } else { &entity.sources };
        let mut values = Vec::new();
        for (property, texts) in &entity.properties {
            for text in texts.iter().filter_map(FtmValue::text) {
                values.push((property, text, said_by(entity, property, text, common)));
            }
        }
        let mut saying: Vec<&str> = Vec::new();
        let all = values.iter().flat_map(|(.., (sources, _))| sources).copied();
        let common = common.iter().map(String::as_str).filter(|_| values.is_empty());
        all.chain(common).for_each(|source| add(&mut saying, source));
        for source in saying {
            self.row(entity, (BASE, &entity.id, ""), source);
        }
        for (property, value, (sources, as_written)) in values {
            for source in sources {
                self.row(entity, (property, value, as_written), source);
            }
        }
    }

    fn row(
        &mut self,
        entity: &FtmEntity,
        (property, value, as_written): (&str, &str, &str),
        source: &str,
    ) {
        let known = self.datasets.get(source);
        let other = if source == UNDEFINED { source.to_owned() } else { dataset_name(source) };
        let (first, last) =
            known.map_or(("", ""), |dataset| (&*dataset.first_seen, &*dataset.last_seen));
        let original = if as_written == value { "" } else { as_written };
        let row = [
            &*entity.id,
            &entity.id,
            property,
            property_type(property),
            &entity.schema,
            value,
            known.map_or(&*other, |dataset| &*dataset.name),
            "",
            "",
            original,
            "f",
            first,
            last,
            "",
        ];
        self.out.write_record(row).expect("memory takes all");
    }

    /// The table, and how many sources have a date that says no last day.
    pub(super) fn finish(self) -> (String, usize) {
        let bytes = self.out.into_inner().expect("memory takes all");
        (String::from_utf8(bytes).expect("cells are text"), self.open)
    }
}

/// The sources of a value, and how it was printed. Where nobody is named who says it, it is whoever says all of the entity.
fn said_by<'e>(
    entity: &'e FtmEntity,
    property: &str,
    value: &str,
    common: &'e [String],
) -> (Vec<&'e str>, &'e str) {
    let Some(attested) = entity.who_says(property, value) else {
        return (common.iter().map(String::as_str).collect(), "");
    };
    let mut sources = Vec::new();
    attested.sources.iter().for_each(|source| add(&mut sources, source));
    if sources.is_empty() || attested.by_all {
        common.iter().for_each(|source| add(&mut sources, source));
    }
    (sources, &attested.as_written)
}

fn add<'s>(sources: &mut Vec<&'s str>, source: &'s str) {
    if !sources.contains(&source) {
        sources.push(source);
    }
}

/// The first and the last day on which a source may have spoken, as times; empty where it has no date, and nothing where
/// its date says no last day: a reader would take the first for the last.
fn seen(source: &Source<'_>) -> Option<(String, String)> {
    let Ok(period) = Period::parse(&source.published.edtf) else { return Some(Default::default()) };
    let time = |day: Day| {
        let is_written = day.is_bounded() && (1..=9999).contains(&day.year());
        is_written.then(|| format!("{day}T00:00:00"))
    };
    let last = time(period.end().latest)?;
    Some((time(period.start().earliest).unwrap_or_default(), last))
}

/// An id as the name of a data set: small letters of ASCII, digits and `_`; with a number made of the whole where other
/// letters are lost.
fn dataset_name(id: &str) -> String {
    let mut name = String::new();
    for letter in id.chars().take(100) {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_').to_owned();
    if id.is_ascii() && !name.is_empty() && id.len() <= 100 {
        return name;
    }
    let number = super::ids::number_of(id);
    if name.is_empty() { format!("source_{number:08x}") } else { format!("{name}_{number:08x}") }
}

/// The type of a property of those that are written.
fn property_type(property: &str) -> &'static str {
    match property {
        BASE => "id",
        "name" | "alias" => "name",
        "birthDate" | "deathDate" | "incorporationDate" | "dissolutionDate" | "inceptionDate"
        | "startDate" | "endDate" | "date" => "date",
        "address" | "location" => "address",
        "notes" | "description" | "summary" => "text",
        "sourceUrl" | "website" => "url",
        "wikidataId" | "leiCode" | "idNumber" => "identifier",
        "numberOfSeats" => "number",
        "organization" | "organizer" | "involved" | "member" | "holder" | "post"
        | "predecessor" | "successor" => "entity",
        _ => "string",
    }
}
