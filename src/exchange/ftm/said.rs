//! Statements to entities that know who says which of their values.
//!
//! Takes the text of statements in one of the three forms that FollowTheMoney writes (CSV, JSON lines, and the CSV that it
//! calls pack), gives the entities, the days of their data sets, and notes on what was left out. What only external
//! statements say, which are suggestions, is left out; so is when something was seen, where that is no one day, month or year
//! of the whole data set.

use std::collections::{BTreeMap, HashMap};

use indexmap::IndexMap;
use serde::Deserialize;

use super::entity::{Attested, FtmEntity, FtmValue};
use super::statements::{BASE, UNDEFINED};
use crate::exchange::unique_keys;

/// What statements say.
#[derive(Default)]
pub(super) struct SaidEntities {
    pub(super) entities: Vec<FtmEntity>,
    /// What is known of a data set.
    pub(super) datasets: HashMap<String, KnownDataset>,
    pub(super) notes: Vec<String>,
}

/// A data set that is one source: its title, its address and its date.
#[derive(Clone, Default)]
pub(super) struct KnownDataset {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) published: String,
}

/// One statement; what is not said is empty.
#[derive(Default, Deserialize)]
#[serde(default)]
struct FtmStatement {
    canonical_id: Option<String>,
    entity_id: String,
    prop: String,
    schema: Option<String>,
    value: String,
    dataset: Option<String>,
    original_value: Option<String>,
    external: Option<Flag>,
    first_seen: Option<String>,
    last_seen: Option<String>,
}

/// Yes or no, as a table or JSON has it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Flag {
    Bool(bool),
    Text(String),
}

impl Flag {
    fn is_set(&self) -> bool {
        match self {
            Flag::Bool(flag) => *flag,
            Flag::Text(text) => {
                matches!(text.to_lowercase().as_str(), "t" | "true" | "1" | "y" | "yes")
            }
        }
    }
}

/// Whether a text is statements and not entities.
pub(super) fn is_said(text: &str) -> bool {
    let Some(first) = text.lines().find(|line| !line.trim().is_empty()) else { return false };
    if first.trim_start().starts_with('{') {
        #[derive(Deserialize)]
        struct Keys {
            #[serde(default)]
            prop: String,
            #[serde(default)]
            entity_id: String,
        }
        let keys = serde_json::from_str::<Keys>(first);
        return keys.is_ok_and(|keys| !keys.prop.is_empty() && !keys.entity_id.is_empty());
    }
    let headings: Vec<&str> =
        first.split(',').map(|heading| heading.trim().trim_matches('"')).collect();
    ["entity_id", "prop", "value"].iter().all(|heading| headings.contains(heading))
}

/// How many statements that are none are listed.
const LISTED: usize = 20;

pub(super) fn said(text: &str) -> SaidEntities {
    let mut gathered = Gathered::default();
    if text.trim_start().starts_with('{') {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let read = unique_keys::checked(line).and_then(serde_json::from_str::<FtmStatement>);
            gathered.take(at + 1, read.map_err(|error| error.to_string()));
        }
    } else {
        let mut rows = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headings = rows.headers().cloned().unwrap_or_default();
        for row in rows.records() {
            let at = |row: &csv::StringRecord| {
                row.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or_default())
            };
            match row {
                Ok(row) if row.len() == headings.len() => {
                    let read = row.deserialize::<FtmStatement>(Some(&headings));
                    gathered.take(at(&row), read.map_err(|error| error.to_string()));
                }
                Ok(row) => {
                    let (cells, wanted) = (row.len(), headings.len());
                    let what =
                        format!("its number of cells is {cells}, that of the headings {wanted}");
                    gathered.take(at(&row), Err(what));
                }
                Err(error) => gathered.take(0, Err(error.to_string())),
            }
        }
    }
    gathered.finish()
}

/// What the statements of one data set have in common.
#[derive(Default)]
struct Seen {
    /// When they were seen: first and last. Nothing where they differ.
    times: Option<Option<(String, String)>>,
    publishers: Vec<String>,
    urls: Vec<String>,
}

#[derive(Default)]
struct Gathered {
    entities: IndexMap<String, FtmEntity>,
    datasets: BTreeMap<String, Seen>,
    broken: Vec<String>,
    wrong: usize,
    external: usize,
    originals: usize,
}

impl Gathered {
    fn take(&mut self, line: usize, read: Result<FtmStatement, String>) {
        let wrong = match read {
            Ok(statement) => match self.statement(statement) {
                Ok(()) => return,
                Err(missing) => format!("it has no {missing}"),
            },
            Err(error) => error,
        };
        self.wrong += 1;
        if self.wrong <= LISTED {
            self.broken.push(format!("line {line}: it is no statement: {wrong}"));
        }
    }

    fn statement(&mut self, statement: FtmStatement) -> Result<(), &'static str> {
        let FtmStatement { entity_id, mut prop, value, .. } = statement;
        let some = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let mut schema = some(statement.schema);
        // A pack has both in one cell.
        if let (None, Some((before, after))) = (&schema, prop.split_once(':')) {
            (schema, prop) = (Some(before.to_owned()), after.to_owned());
        }
        let id = some(statement.canonical_id).unwrap_or(entity_id);
        let schema = schema.ok_or("schema")?;
        for (text, what) in [(&id, "entity_id"), (&prop, "prop"), (&value, "value")] {
            if text.trim().is_empty() {
                return Err(what);
            }
        }
        if statement.external.is_some_and(|flag| flag.is_set()) {
            self.external += 1;
            return Ok(());
        }
        let dataset = some(statement.dataset).filter(|name| name != UNDEFINED);
        let times = (some(statement.first_seen), some(statement.last_seen));
        let entity = self.entities.entry(id.clone()).or_insert_with(|| FtmEntity::new(&schema, id));
        if is_narrower(&schema, &entity.schema) {
            entity.schema = schema;
        }
        if let Some(dataset) = &dataset {
            if !entity.datasets.contains(dataset) {
                entity.datasets.push(dataset.clone());
            }
            let seen = self.datasets.entry(dataset.clone()).or_default();
            let both = (times.0.unwrap_or_default(), times.1.unwrap_or_default());
            match &mut seen.times {
                times @ None => *times = Some(Some(both)),
                Some(known) if known.as_ref() == Some(&both) => {}
                Some(known) => *known = None,
            }
            let list = match prop.as_str() {
                "publisher" => Some(&mut seen.publishers),
                "sourceUrl" => Some(&mut seen.urls),
                _ => None,
            };
            if let Some(list) = list.filter(|list| list.len() < 2 && !list.contains(&value)) {
                list.push(value.clone());
            }
        }
        if prop == BASE {
            return Ok(());
        }
        let key = (prop, value);
        if !entity.attested.contains_key(&key) {
            let values = entity.properties.entry(key.0.clone()).or_default();
            values.push(FtmValue::Text(key.1.clone()));
        }
        let as_written = some(statement.original_value).filter(|text| *text != key.1);
        let is_date = key.0 == "date" || key.0.ends_with("Date") || key.1.contains("EDTF ");
        self.originals += usize::from(as_written.is_some() && !is_date);
        let attested = entity.attested.entry(key).or_default();
        if attested.as_written.is_empty() {
            attested.as_written = as_written.filter(|_| is_date).unwrap_or_default();
        }
        attested.by_all |= dataset.is_none();
        let new = dataset.filter(|dataset| !attested.sources.contains(dataset));
        attested.sources.extend(new);
        Ok(())
    }

    fn finish(self) -> SaidEntities {
        let mut notes = self.broken;
        if self.wrong > LISTED {
            notes.push(format!("and {} more lines that are no statements", self.wrong - LISTED));
        }
        let mut datasets = HashMap::new();
        let mut several = 0;
        for (name, seen) in &self.datasets {
            let published = seen.times.clone().flatten().map(|(first, last)| span(&first, &last));
            let published = published.unwrap_or_else(|| {
                several += 1;
                Some(String::new())
            });
            several += usize::from(published.is_none());
            let mut known =
                KnownDataset { published: published.unwrap_or_default(), ..Default::default() };
            // Where all that it says has one publisher and one address, they are its own.
            if seen.publishers.len() < 2 && seen.urls.len() < 2 {
                known.title = seen.publishers.first().cloned().unwrap_or_default();
                known.url = seen.urls.first().cloned().unwrap_or_default();
            }
            datasets.insert(name.clone(), known);
        }
        let entities = self.entities.into_values().map(|entity| finished(entity, &datasets));
        let entities = entities.collect();
        let mut count = |count: usize, one: &str, many: &str| match count {
            0 => {}
            1 => notes.push(format!("1 {one}")),
            count => notes.push(format!("{count} {many}")),
        };
        count(
            self.external,
            "external statement, which is a suggestion, was left out",
            "external statements, which are suggestions, were left out",
        );
        count(
            self.originals,
            "`original_value` of something else than a date was left out",
            "`original_value`s of something else than a date were left out",
        );
        count(
            several,
            "data set was not seen on one day, in one month or in one year: `first_seen` and `last_seen` were left out",
            "data sets were not seen on one day, in one month or in one year: `first_seen` and `last_seen` were left out",
        );
        SaidEntities { entities, datasets, notes }
    }
}

/// An entity without what only describes its data sets, and without saying of a value that all of them say it.
fn finished(mut entity: FtmEntity, datasets: &HashMap<String, KnownDataset>) -> FtmEntity {
    let describes = |property: &str, value: &str, attested: &Attested| {
        let is = |dataset: &String| {
            datasets.get(dataset).is_some_and(|known| match property {
                "publisher" => known.title == value,
                "sourceUrl" => known.url == value,
                _ => false,
            })
        };
        !attested.by_all && attested.sources.iter().all(is)
    };
    for (property, values) in &mut entity.properties {
        values.retain(|value| {
            let text = value.text().unwrap_or_default();
            let attested = entity.attested.get(&(property.clone(), text.to_owned()));
            !attested.is_some_and(|attested| describes(property, text, attested))
        });
    }
    entity.properties.retain(|_, values| !values.is_empty());
    let all = entity.datasets.len();
    entity.attested.retain(|_, attested| {
        if attested.by_all || attested.sources.len() == all {
            attested.sources.clear();
        }
        !attested.sources.is_empty() || !attested.as_written.is_empty()
    });
    entity
}

/// Whether a schema is a kind of another, of those that become organs and people.
fn is_narrower(schema: &str, than: &str) -> bool {
    let depth = |schema: &str| match schema {
        "Thing" => 0,
        "LegalEntity" => 1,
        "Organization" | "Person" => 2,
        _ => 3,
    };
    depth(schema) > depth(than) && depth(than) < 3
}

/// The day, month or year that two times enclose; an empty text where there are none, and nothing where they enclose
/// something else.
fn span(first: &str, last: &str) -> Option<String> {
    let day = |time: &str| time.get(..10).map(str::to_owned);
    if first.is_empty() && last.is_empty() {
        return Some(String::new());
    }
    let (first, last) = (day(first)?, day(last)?);
    let whole = [&first[..], first.get(..7)?, first.get(..4)?];
    whole.into_iter().find_map(|date| {
        let period = crate::time::Period::parse(date).ok()?;
        let (start, end) = (period.start().earliest, period.end().latest);
        (start.to_string() == first && end.to_string() == last).then(|| date.to_owned())
    })
}
