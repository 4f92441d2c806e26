//! The party as text: RON, one entry a line, or the same structure as JSON.
//!
//! One walk writes both, so that their content cannot differ. Streams to any `Write`. Escapes
//! nothing: what is generated holds neither quotes nor backslashes.

use std::fmt::Display;
use std::io::{self, Write};

use super::lineage::{Change, Transition};
use super::party::{Organ, Party, Under};
use super::people::Tenure;

/// The language of the text.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum Syntax {
    /// organigram's own.
    Ron,
    /// For `serde_json`; also what serde makes of the model's types.
    Json,
}

/// Writes the whole party.
pub(crate) fn write_model(party: &Party, syntax: Syntax, out: impl Write) -> io::Result<()> {
    let mut pen = Pen { out, syntax, first: true };
    pen.record("Model", |pen| {
        pen.field("title", |pen| pen.text("A made-up party"))?;
        pen.section("sources", ['{', '}'], 1..=8, source)?;
        pen.section(
            "organs",
            ['{', '}'],
            (0..party.len()).map(|n| party.organ(party.at(n))),
            organ,
        )?;
        pen.section("transitions", ['[', ']'], party.transitions(), transition)?;
        pen.section("posts", ['{', '}'], party.posts(), |pen, post| {
            pen.key(post)?;
            pen.record("Post", |pen| {
                pen.field("kind", |pen| pen.text("secretary"))?;
                pen.field("title", |pen| pen.text("Secretary"))?;
                pen.field("organ", |pen| pen.text(post.organ))?;
                pen.field("seats", |pen| write!(pen.out, "1"))
            })
        })?;
        pen.section("people", ['{', '}'], party.people(), |pen, person| {
            pen.key(person)?;
            pen.record("Person", |pen| {
                pen.field("name", |pen| pen.text(person.name()))?;
                pen.field("born", |pen| pen.text(person.born()))
            })
        })?;
        pen.section("tenures", ['[', ']'], party.tenures(), tenure)
    })?;
    writeln!(pen.out)?;
    pen.out.flush()
}

fn source<W: Write>(pen: &mut Pen<W>, n: i32) -> io::Result<()> {
    pen.key(format_args!("s{n}"))?;
    pen.record("Source", |pen| {
        pen.field("title", |pen| pen.text(format_args!("History of the party, volume {n}")))?;
        pen.field("published", |pen| pen.text(2019 + n))
    })
}

fn organ<W: Write>(pen: &mut Pen<W>, organ: Organ) -> io::Result<()> {
    pen.key(organ.place)?;
    pen.record("Organ", |pen| {
        pen.field("kind", |pen| pen.text(organ.kind))?;
        pen.field("name", |pen| pen.text(&organ.name))?;
        if !organ.under.is_empty() {
            pen.field("under", |pen| pen.few(&organ.under, under))?;
        }
        pen.field("existence", |pen| pen.text(organ.existence))?;
        pen.field("cite", |pen| pen.text(organ.cite))
    })
}

fn under<W: Write>(pen: &mut Pen<W>, under: &Under) -> io::Result<()> {
    let Some(during) = under.during else { return pen.text(under.organ) };
    pen.record("Under", |pen| {
        pen.field("organ", |pen| pen.text(under.organ))?;
        pen.field("during", |pen| pen.text(during))
    })
}

fn transition<W: Write>(pen: &mut Pen<W>, transition: Transition) -> io::Result<()> {
    let renamed = transition.change == Change::Renamed;
    pen.variant(format_args!("{:?}", transition.change), |pen| {
        if !renamed {
            pen.field("from", |pen| pen.few(&transition.from, |pen, id| pen.text(id)))?;
        }
        let into = if renamed { "organ" } else { "into" };
        pen.field(into, |pen| pen.few(&transition.into, |pen, id| pen.text(id)))?;
        pen.field("on", |pen| pen.text(transition.on))?;
        if renamed {
            pen.field("name", |pen| pen.text("Model Cell"))?;
        }
        pen.field("cite", |pen| pen.text(transition.cite))
    })
}

fn tenure<W: Write>(pen: &mut Pen<W>, tenure: Tenure) -> io::Result<()> {
    pen.record("Tenure", |pen| {
        pen.field("person", |pen| pen.text(tenure.person))?;
        pen.field("post", |pen| pen.text(tenure.post))?;
        pen.field("during", |pen| pen.text(tenure.during))?;
        pen.field("cite", |pen| pen.text(tenure.cite))
    })
}

/// Writes the marks of one of the two languages.
struct Pen<W> {
    out: W,
    syntax: Syntax,
    /// Whether the next field is the first of its record.
    first: bool,
}

impl<W: Write> Pen<W> {
    fn record(
        &mut self,
        name: &str,
        fields: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        let (open, close) = match self.syntax {
            Syntax::Ron => (name, [b'(', b')']),
            Syntax::Json => ("", [b'{', b'}']),
        };
        self.out.write_all(open.as_bytes())?;
        self.out.write_all(&close[..1])?;
        self.first = true;
        fields(self)?;
        self.first = false;
        self.out.write_all(&close[1..])
    }

    fn variant(
        &mut self,
        name: impl Display,
        fields: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        match self.syntax {
            Syntax::Ron => self.record(&name.to_string(), fields),
            Syntax::Json => {
                write!(self.out, "{{\"{name}\":")?;
                self.record("", fields)?;
                self.out.write_all(b"}")
            }
        }
    }

    fn field(
        &mut self,
        name: &str,
        value: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        match (self.syntax, std::mem::replace(&mut self.first, false)) {
            (Syntax::Ron, true) => write!(self.out, "{name}: ")?,
            (Syntax::Ron, false) => write!(self.out, ", {name}: ")?,
            (Syntax::Json, true) => write!(self.out, "\"{name}\":")?,
            (Syntax::Json, false) => write!(self.out, ",\"{name}\":")?,
        }
        value(self)
    }

    fn key(&mut self, id: impl Display) -> io::Result<()> {
        match self.syntax {
            Syntax::Ron => write!(self.out, "\"{id}\": "),
            Syntax::Json => write!(self.out, "\"{id}\":"),
        }
    }

    fn text(&mut self, text: impl Display) -> io::Result<()> {
        write!(self.out, "\"{text}\"")
    }

    /// One item stands bare, more stand in a list.
    fn few<T>(
        &mut self,
        items: &[T],
        each: impl Fn(&mut Self, &T) -> io::Result<()>,
    ) -> io::Result<()> {
        if let [item] = items {
            return each(self, item);
        }
        self.out.write_all(b"[")?;
        for (n, item) in items.iter().enumerate() {
            match self.syntax {
                _ if n == 0 => {}
                Syntax::Ron => self.out.write_all(b", ")?,
                Syntax::Json => self.out.write_all(b",")?,
            }
            each(self, item)?;
        }
        self.out.write_all(b"]")
    }

    /// A field of the whole, with its entries on a line each.
    fn section<T>(
        &mut self,
        name: &str,
        [open, close]: [char; 2],
        entries: impl Iterator<Item = T>,
        each: impl Fn(&mut Self, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.field(name, |pen| {
            write!(pen.out, "{open}")?;
            for (n, entry) in entries.enumerate() {
                pen.out.write_all(if n == 0 { b"\n" } else { b",\n" })?;
                if pen.syntax == Syntax::Ron {
                    pen.out.write_all(b"    ")?;
                }
                each(pen, entry)?;
            }
            write!(pen.out, "\n{close}")?;
            pen.first = false;
            Ok(())
        })
    }
}
