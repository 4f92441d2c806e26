//! The party as CSV tables, for peers that read tables. Streams; escapes nothing, as nothing that
//! is generated holds a comma or a quote.
//!
//! Dates are days: the first that a start may mean, the last that an end may mean; empty where
//! nothing is recorded. What went up in another organ ended then, as organigram has it too. `lineage.csv` holds a row for each pair of `from` and `into`, and no renames.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::calendar::{Date, Period};
use super::party::Party;
use super::questions::questions;

/// Writes organs, under, lineage, posts, tenures and the questions into a folder.
pub(crate) fn write_tables(party: &Party, folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    table(folder, "organs.csv", "id,kind,name,start,end", |out| organs(party, out))?;
    table(folder, "under.csv", "child,parent,line,start,end", |out| under(party, out))?;
    table(folder, "lineage.csv", "from,into,kind,date", |out| lineage(party, out))?;
    table(folder, "posts.csv", "id,organ,seats", |out| {
        party.posts().try_for_each(|post| writeln!(out, "{post},{},1", post.organ))
    })?;
    table(folder, "tenures.csv", "person,post,start,end", |out| {
        party.tenures().try_for_each(|tenure| {
            writeln!(out, "{},{},{}", tenure.person, tenure.post, days(Some(tenure.during)))
        })
    })?;
    table(folder, "questions.csv", "ask,a,b,date", |out| {
        questions(party).try_for_each(|question| writeln!(out, "{question}"))
    })
}

fn table(
    folder: &Path,
    name: &str,
    head: &str,
    rows: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?);
    writeln!(out, "{head}")?;
    rows(&mut out)?;
    out.flush()
}

fn organs(party: &Party, out: &mut impl Write) -> io::Result<()> {
    let ended = party.ended();
    (0..party.len()).try_for_each(|n| {
        let organ = party.organ(party.at(n));
        let end = party.number(organ.place).and_then(|number| ended.get(&number));
        let life = match end {
            Some(&end) => Period::between(organ.existence.start, Date::day(end)),
            None => organ.existence,
        };
        writeln!(out, "{},{},{},{}", organ.place, organ.kind, organ.name, days(Some(life)))
    })
}

fn under(party: &Party, out: &mut impl Write) -> io::Result<()> {
    (0..party.len()).try_for_each(|n| {
        let organ = party.organ(party.at(n));
        organ.under.iter().try_for_each(|under| {
            writeln!(out, "{},{},part_of,{}", organ.place, under.organ, days(under.during))
        })
    })
}

fn lineage(party: &Party, out: &mut impl Write) -> io::Result<()> {
    party.transitions().try_for_each(|transition| {
        let (kind, on) = (transition.change, transition.on);
        for from in &transition.from {
            for into in &transition.into {
                writeln!(out, "{from},{into},{kind:?},{on}")?;
            }
        }
        Ok(())
    })
}

/// Two fields: the first day and the last.
fn days(period: Option<Period>) -> String {
    let last = period.and_then(Period::last).map(|day| Date::day(day).to_string());
    let first = period.map(|period| Date::day(period.start.first()).to_string());
    format!("{},{}", first.unwrap_or_default(), last.unwrap_or_default())
}
