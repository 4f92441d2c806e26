//! A model to QuickStatements, version 1: commands with tabs, one a line.
//!
//! Takes a model, gives the commands and what they cannot say, by kind and number. What has an item gets statements; what
//! has none is created with its label first. Says only what is asserted: a report, a plan or a rival value is never given
//! to Wikidata as a fact.

use std::collections::{BTreeMap, HashMap};

use super::registers::{REGISTERS, WEBSITE};
use super::time_value::quick_time;
use crate::exchange::behalf::{BEHALF, behalf};
use crate::exchange::identifiers::{Identifiers, is_web, of_scheme, pairs, remit_count};
use crate::exchange::modality;
use crate::exchange::no_person::{BY_POST, VACANCIES, by_post, vacancies};
use crate::exchange::quotations::{QUOTES, quotations};
use crate::identifiers::compared;
use crate::model::{Cite, Date, Disputed, Modality, Model, Name, OneOrMany, Organ, Person, Text};

/// The commands that add to Wikidata what a model says, and what was left out of them. An item is what has an identifier of
/// the scheme `wikidata`, or an id such as `Q42`.
///
/// ```
/// let model = ron::from_str(r#"Model(organs: { "Q1": Organ(existence: "1950/1971-05", under: "Q2"), "Q2": Organ() })"#)?;
/// let (commands, left_out) = organigram::exchange::to_quickstatements(&model);
/// assert_eq!(commands, "Q1\tP571\t+1950-00-00T00:00:00Z/9\nQ1\tP576\t+1971-05-00T00:00:00Z/10\nQ1\tP749\tQ2\n");
/// assert!(left_out.is_empty());
/// # Ok::<(), ron::error::SpannedError>(())
/// ```
#[must_use]
pub fn to_quickstatements(model: &Model<'_>) -> (String, Vec<String>) {
    let mut writer =
        QuickWriter { model, items: items(model), lines: String::new(), left: BTreeMap::new() };
    for (id, organ) in &model.organs {
        writer.organ(id, organ);
    }
    for (id, person) in &model.people {
        writer.person(id, person);
    }
    writer.joined();
    let left = writer.left.into_iter().map(|(what, count)| format!("{what} ({count})"));
    (writer.lines, left.collect())
}

struct QuickWriter<'m, 't> {
    model: &'m Model<'t>,
    /// The items of things with other ids.
    items: HashMap<&'m str, &'m str>,
    lines: String,
    left: BTreeMap<&'static str, usize>,
}

const NO_ITEM: &str = "relations to what has no item yet";
const NOT_ASSERTED: &str = "what is not asserted";
const RIVALS: &str = "rival values beside the preferred ones";
const NO_DATE: &str = "dates that no statement can say";
const GOES_ON: &str = "ends that had not come when their source spoke";
const NO_ADDRESS: &str = "citations of sources without an address or an item";
const REMARKS: &str = "remarks";
const IDENTIFIERS: &str = "identifiers that no statement says here, or that are malformed";
const REMITS: &str = "functions, mandates, territories and legal bases";
const PAGES: &str = "addresses that are none of the web";
const OTHERS: &str = "posts, events and change events that Wikidata has no statement for";

/// The things whose item their identifiers name.
fn items<'m>(model: &'m Model<'_>) -> HashMap<&'m str, &'m str> {
    let organs = model.organs.iter().map(|(id, organ)| (id, &organ.ids));
    let people = model.people.iter().map(|(id, person)| (id, &person.ids));
    let posts = model.posts.iter().map(|(id, post)| (id, &post.ids));
    let all = organs.chain(people).chain(posts);
    all.filter_map(|(id, ids)| Some((&**id, of_scheme(ids, "wikidata").next()?))).collect()
}

/// Whether an id is that of an item.
fn is_item(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| {
        !digits.is_empty()
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// A text in quotation marks; the format has no way to write one inside, nor a tab or a line break.
fn quoted(text: &str) -> String {
    let plain = text.replace('"', "'");
    format!("\"{}\"", plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl<'m> QuickWriter<'m, '_> {
    fn leave(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.left.entry(what).or_default() += count;
        }
    }

    fn line(&mut self, parts: &[&str]) {
        self.lines += &parts.join("\t");
        self.lines.push('\n');
    }

    /// The item that Wikidata has of a thing.
    fn known<'i>(&self, id: &'i str) -> Option<&'i str>
    where
        'm: 'i,
    {
        self.items.get(id).copied().or_else(|| is_item(id).then_some(id))
    }

    /// What other registers call an item, and its own page.
    fn known_as(&mut self, item: &str, ids: &Identifiers<'_>, url: &str, cites: &[Cite<'_>]) {
        let mut said = of_scheme(ids, "wikidata").count();
        for (property, scheme) in REGISTERS {
            for id in of_scheme(ids, scheme) {
                let id = if scheme == "isni" { compared(scheme, id) } else { id.into() };
                self.statement(item, property, &quoted(&id), &[], cites);
                said += 1;
            }
        }
        self.leave(IDENTIFIERS, pairs(ids).count() - said);
        if is_web(url) {
            self.statement(item, WEBSITE, &quoted(url), &[], cites);
        } else {
            self.leave(PAGES, usize::from(!url.is_empty()));
        }
    }

    /// The item of a thing: its id, or one that is created with its names.
    fn item(
        &mut self,
        id: &str,
        name: &Text<'_>,
        names: &OneOrMany<Name<'_>>,
        class: &str,
    ) -> String {
        if let Some(id) = self.known(id).map(str::to_owned) {
            for name in names
                .iter()
                .filter(|name| name.modality == Modality::Asserted && !name.lang.is_empty())
            {
                let alias = format!("A{}", name.lang);
                self.line(&[&id, &alias, &quoted(&name.text)]);
            }
            return id;
        }
        self.lines += "CREATE\n";
        let name = if name.is_empty() { id } else { name };
        self.line(&["LAST", "Lmul", &quoted(name)]);
        for other in names.iter().filter(|name| name.modality == Modality::Asserted) {
            let language = if other.lang.is_empty() { "mul" } else { &other.lang };
            self.line(&["LAST", &format!("A{language}"), &quoted(&other.text)]);
        }
        self.line(&["LAST", "P31", class]);
        "LAST".to_owned()
    }

    /// A statement with its qualifiers and sources.
    fn statement(
        &mut self,
        item: &str,
        property: &str,
        value: &str,
        more: &[String],
        cites: &[Cite<'_>],
    ) {
        let mut line = format!("{item}\t{property}\t{value}");
        for qualifier in more {
            line.push('\t');
            line += qualifier;
        }
        for cite in cites {
            let source = self.model.sources.get(&cite.source);
            let url = source.map(|source| &*source.url).unwrap_or_default();
            let is_address =
                |text: &str| text.starts_with("http://") || text.starts_with("https://");
            let from = [url, &cite.source].into_iter().find(|text| is_address(text));
            match from {
                _ if is_item(&cite.source) => line += &format!("\tS248\t{}", cite.source),
                Some(address) if !is_own(address) => {
                    line += &format!("\tS854\t{}", quoted(address))
                }
                // What Wikidata says is no reference for it.
                Some(_) => {}
                None => self.leave(NO_ADDRESS, 1),
            }
        }
        self.lines += &line;
        self.lines.push('\n');
    }

    /// The one date that is asserted first.
    fn asserted<'d, 't>(
        &mut self,
        dates: &'d Disputed<'t, Date<'t>>,
        how: Modality,
    ) -> Option<(&'d Date<'t>, &'d [Cite<'t>])> {
        let claims = dates.claims();
        let first = claims.first()?;
        self.leave(RIVALS, claims.len() - 1);
        match modality::of_entry(how, dates) {
            Modality::Asserted => Some((&first.value, &first.cite)),
            _ => {
                self.leave(NOT_ASSERTED, 1);
                None
            }
        }
    }

    /// A date as a statement: its value and qualifiers.
    fn date(&mut self, item: &str, property: &str, edtf: &str, cites: &[Cite<'_>]) {
        match value_of(edtf) {
            Some((value, qualifiers)) => self.statement(item, property, &value, &qualifiers, cites),
            None => self.leave_date(edtf),
        }
    }

    /// Counts a date that cannot be said. That something went on when its source spoke is no "no value", which says
    /// that it never ended.
    fn leave_date(&mut self, edtf: &str) {
        match edtf {
            "" => {}
            ".." => self.leave(GOES_ON, 1),
            _ => self.leave(NO_DATE, 1),
        }
    }

    /// The qualifiers of a time.
    fn during(&mut self, dates: &Disputed<'_, Date<'_>>) -> Vec<String> {
        self.leave(RIVALS, dates.claims().len().saturating_sub(1));
        let Some(date) = dates.preferred() else { return Vec::new() };
        let bounds = match date.edtf.split_once('/') {
            Some((start, end)) => vec![("P580", start), ("P582", end)],
            None => vec![("P585", &*date.edtf)],
        };
        let mut qualifiers = Vec::new();
        for (property, edtf) in bounds {
            match value_of(edtf) {
                Some((value, more)) if more.is_empty() => {
                    qualifiers.push(format!("{property}\t{value}"))
                }
                Some((_, more)) => {
                    // A qualifier has none of its own: an unknown value with its limits would not be understood.
                    self.leave(NO_DATE, usize::from(!more.is_empty()));
                }
                None => self.leave_date(edtf),
            }
        }
        qualifiers
    }

    fn organ(&mut self, id: &str, organ: &Organ<'_>) {
        if organ.modality != Modality::Asserted {
            return self.leave(NOT_ASSERTED, 1);
        }
        let item = self.item(id, &organ.name, &organ.names, "Q43229");
        if let Some((date, cites)) = self.asserted(&organ.existence, organ.modality) {
            let cites = if cites.is_empty() { &organ.cite[..] } else { cites };
            let (start, end) = date.edtf.split_once('/').unwrap_or((&*date.edtf, ""));
            self.date(&item, "P571", start, cites);
            self.date(&item, "P576", end, cites);
        }
        for under in &organ.under {
            if under.modality != Modality::Asserted {
                self.leave(NOT_ASSERTED, 1);
            } else if let Some(superior) = self.known(&under.organ).map(str::to_owned) {
                let qualifiers = self.during(&under.during);
                let cites = if under.cite.is_empty() { &organ.cite } else { &under.cite };
                self.statement(&item, "P749", &superior, &qualifiers, cites);
            } else {
                self.leave(NO_ITEM, 1);
            }
        }
        self.known_as(&item, &organ.ids, &organ.url, &organ.cite);
        self.leave(REMITS, remit_count(organ));
        self.leave(REMARKS, usize::from(!organ.note.is_empty()));
    }

    fn person(&mut self, id: &str, person: &Person<'_>) {
        if person.modality != Modality::Asserted {
            return self.leave(NOT_ASSERTED, 1);
        }
        let item = self.item(id, &person.name, &person.names, "Q5");
        for (dates, property) in [(&person.born, "P569"), (&person.died, "P570")] {
            if let Some((date, cites)) = self.asserted(dates, person.modality) {
                let cites = if cites.is_empty() { &person.cite[..] } else { cites };
                self.date(&item, property, &date.edtf, cites);
            }
        }
        self.known_as(&item, &person.ids, &person.url, &person.cite);
        self.leave(REMARKS, usize::from(!person.note.is_empty()));
    }

    /// What joins two items.
    fn joined(&mut self) {
        let model = self.model;
        self.leave(QUOTES, quotations(model));
        self.leave(VACANCIES, vacancies(model));
        self.leave(BY_POST, by_post(model));
        self.leave(BEHALF, behalf(model));
        for tenure in model.tenures.iter().filter(|tenure| !tenure.is_vacancy()) {
            let ends = [&*tenure.person, &*tenure.post];
            self.edge(ends, "P39", &tenure.during, tenure.modality, &tenure.cite);
        }
        let seats = model.seats.iter().filter(|seat| !seat.is_vacancy() && !seat.is_of_a_post());
        for seat in seats {
            let ends = [&*seat.person, &*seat.organ];
            self.edge(ends, "P463", &seat.during, seat.modality, &seat.cite);
        }
        for transition in &model.transitions {
            let change = &transition.change;
            if change.from.is_empty() || change.into.is_empty() {
                self.leave(OTHERS, 1);
                continue;
            }
            for from in &change.from {
                for into in &change.into {
                    self.edge([from, into], "P1366", &change.on, change.modality, &change.cite);
                    self.edge([into, from], "P1365", &change.on, change.modality, &change.cite);
                }
            }
        }
        self.leave(
            OTHERS,
            model.events.len() + model.posts.keys().filter(|id| self.known(id).is_none()).count(),
        );
    }

    fn edge(
        &mut self,
        [one, other]: [&str; 2],
        property: &str,
        dates: &Disputed<'_, Date<'_>>,
        how: Modality,
        cites: &[Cite<'_>],
    ) {
        if modality::of_entry(how, dates) != Modality::Asserted {
            return self.leave(NOT_ASSERTED, 1);
        }
        let ends = [one, other].map(|id| self.known(id).map(str::to_owned));
        let [Some(one), Some(other)] = ends else { return self.leave(NO_ITEM, 1) };
        let qualifiers = self.during(dates);
        self.statement(&one, property, &other, &qualifiers, cites);
    }
}

/// Whether an address is one of Wikidata itself.
fn is_own(address: &str) -> bool {
    address.contains("//www.wikidata.org")
}

/// A date as a value with qualifiers: circa, or an unknown value between two limits.
fn value_of(edtf: &str) -> Option<(String, Vec<String>)> {
    if let Some(value) = quick_time(edtf) {
        return Some((value, Vec::new()));
    }
    if let Some(value) = edtf.strip_suffix('~').and_then(quick_time) {
        return Some((value, vec!["P1480\tQ5727902".to_owned()]));
    }
    let (from, to) = edtf.strip_prefix('[')?.strip_suffix(']')?.split_once("..")?;
    let limit = |property: &str, edtf: &str| match edtf {
        "" => Some(None),
        edtf => quick_time(edtf).map(|time| Some(format!("{property}\t{time}"))),
    };
    let limits = [limit("P1319", from)?, limit("P1326", to)?];
    Some(("somevalue".to_owned(), limits.into_iter().flatten().collect()))
}
