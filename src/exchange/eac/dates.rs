//! Dates and ranges of EAC-CPF, in and out.
//!
//! Takes elements, gives periods in EDTF; takes periods, gives elements. `standardDate` holds EDTF (ISO 8601-2); where
//! a document gives only `notBefore` and `notAfter`, the date is one of the days between. A missing end is not recorded;
//! only `status="ongoing"` says that something went on when the record was written.

use super::node::XmlNode;
use crate::exchange::csv::import::{plain_dates, plain_period};
use crate::model::{Date, IntoOwned, Text};
use crate::time::{Bound, DateHabits, Day, LooseDate, Period, ambiguous};

/// The dates of an element: of a set, each of its members.
pub(super) fn dates_in(node: &XmlNode<'_>) -> Vec<Date<'static>> {
    let mut found = Vec::new();
    for child in &node.children {
        match &*child.name {
            "date" => found.extend(one(child)),
            "dateRange" => found.extend(range(child)),
            "dateSet" => found.extend(dates_in(child)),
            _ => {}
        }
    }
    found
}

/// What is wrong with the dates below an element that are not taken: their words are not understood, and no attribute says
/// what they mean.
pub(super) fn not_understood(node: &XmlNode<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["date", "fromDate", "toDate"] {
        let mut all = Vec::new();
        node.every(name, &mut all);
        for date in all {
            if matches!(date.attribute("status"), "unknown" | "ongoing") || one(date).is_some() {
                continue;
            }
            let text = date.said();
            match LooseDate::read(&text, &DateHabits::default()) {
                LooseDate::Ambiguous(readings) => found.push(ambiguous(&text, &readings).message),
                LooseDate::Unclear(error) => found.push(error.message),
                LooseDate::Date(_) | LooseDate::Ongoing | LooseDate::Nothing => {}
            }
        }
    }
    found
}

fn range(node: &XmlNode<'_>) -> Option<Date<'static>> {
    let status = |name: &str| node.first(name).map_or("", |side| side.attribute("status"));
    let side = |name: &str| node.first(name).and_then(one);
    let (start, end) = (side("fromDate"), side("toDate"));
    let is_open = status("toDate") == "ongoing";
    match (&start, &end) {
        (None, None) if is_open => Some(Date::from(Text::from("/.."))),
        _ => {
            let mut date = plain_period(start, end)?;
            if is_open && date.edtf.ends_with('/') {
                date.edtf = format!("{}..", date.edtf).into();
            }
            Some(date)
        }
    }
}

/// One date: what it is by its attributes, else by its words.
fn one(node: &XmlNode<'_>) -> Option<Date<'static>> {
    let written = node.said();
    if node.attribute("status") == "unknown" || node.attribute("status") == "ongoing" {
        return None;
    }
    let standard = node.attribute("standardDate");
    let (first, last) = (node.attribute("notBefore"), node.attribute("notAfter"));
    let by_bounds = || match (is_edtf(first), is_edtf(last)) {
        (true, true) => Some(format!("[{first}..{last}]")),
        (true, false) => Some(format!("[{first}..]")),
        (false, true) => Some(format!("[..{last}]")),
        (false, false) => None,
    };
    let edtf = if is_edtf(standard) {
        Some(qualified(standard, node.attribute("certainty")))
    } else {
        by_bounds()
    };
    let Some(edtf) = edtf else {
        let text = if written.is_empty() { standard.to_owned() } else { written };
        return plain_dates(&text).map(IntoOwned::into_owned);
    };
    let as_written = if written == edtf { String::new() } else { written };
    Some(Date { edtf: edtf.into(), as_written: as_written.into(), ..Date::default() })
}

fn is_edtf(text: &str) -> bool {
    !text.is_empty() && Period::parse(text).is_ok()
}

/// What `certainty` says, where the date does not say it itself.
fn qualified(date: &str, certainty: &str) -> String {
    let small = certainty.to_lowercase();
    let sign = match small.as_str() {
        _ if date.ends_with(['~', '?', '%', ']', '}', 'X']) || date.contains('/') => "",
        small if small.contains("approx") || small.contains("circa") => "~",
        small if small.contains("uncertain") => "?",
        _ => "",
    };
    format!("{date}{sign}")
}

/// A period as elements: a date, or a range.
pub(super) fn element(date: &Date<'_>, sources: &str) -> Option<XmlNode<'static>> {
    let period = Period::parse(&date.edtf).ok()?;
    let written = if date.as_written.is_empty() { &date.edtf } else { &date.as_written };
    if period.is_instant() {
        let bounds = [period.start().earliest, period.start().latest];
        return Some(side("date", &date.edtf, bounds, written, sources));
    }
    let (first, last) = date.edtf.split_once('/').unwrap_or((&date.edtf, ""));
    let (start, end) = (period.start(), period.end());
    let from = match period.start_bound() {
        Bound::Stated => side("fromDate", first, [start.earliest, start.latest], first, sources),
        _ => XmlNode::new("fromDate").with("status", "unknown").saying("not recorded"),
    };
    let to = match period.end_bound() {
        Bound::Stated => side("toDate", last, [end.earliest, end.latest], last, sources),
        Bound::Open => {
            XmlNode::new("toDate").with("status", "ongoing").saying("open, by its source")
        }
        Bound::Unknown => XmlNode::new("toDate").with("status", "unknown").saying("not recorded"),
    };
    Some(XmlNode::new("dateRange").holding(from).holding(to))
}

fn side(
    name: &'static str,
    edtf: &str,
    [first, last]: [Day; 2],
    written: &str,
    sources: &str,
) -> XmlNode<'static> {
    let is_exact = edtf.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let bound =
        |day: Day| if day.is_bounded() && !is_exact { day.to_string() } else { String::new() };
    XmlNode::new(name)
        .with("standardDate", edtf)
        .with("notBefore", &bound(first))
        .with("notAfter", &bound(last))
        .with(
            "certainty",
            if edtf.contains(['~', '%']) {
                "approximate"
            } else if edtf.contains('?') {
                "uncertain"
            } else {
                ""
            },
        )
        .with("sourceReference", sources)
        .saying(written)
}
