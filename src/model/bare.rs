//! Entries in their plainest form: every value a bare text, or a list of bare texts.
//!
//! Takes texts as they stand in a file, field by field; gives them to a sink that knows what to do
//! with them, or as the entry that they mean. Most entries of a large model look like this, and a
//! sink that takes them as they are never fills a record of two thousand bytes for five texts.
//! Never says what a field means: [`BareEntry::entry`] reads each by the field's own type.

use super::{
    At, Entry, EntryKey, Forms, Organ, Read, Record, Tenure, Text, Transition, TransitionKind,
    TransitionSpec,
};

/// How many fields a record with a plain form can have.
pub(crate) const FIELDS: usize = 32;

/// Which fields of a record may hold bare texts, and how each is reported by its first bytes.
pub(crate) struct BareShape {
    /// The name before the parentheses; empty where it shows which variant it is.
    pub(crate) name: &'static str,
    fields: &'static [&'static str],
    heads: [Head; FIELDS],
}

/// The name of a field and its colon, as far as they fit into sixteen bytes.
#[derive(Copy, Clone)]
struct Head {
    bytes: u128,
    mask: u128,
    len: usize,
    holds: BareValue,
}

/// What a field may hold in a plain entry.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(crate) enum BareValue {
    /// Nothing that is plain.
    No,
    /// One text.
    One,
    /// One text or a list of texts.
    OneOrMany,
}

impl BareShape {
    /// `one` and `few` name the fields that may hold one text, and those that may hold several.
    const fn new(
        name: &'static str,
        fields: &'static [&'static str],
        one: &[&str],
        few: &[&str],
    ) -> BareShape {
        assert!(fields.len() <= FIELDS, "a plain record has no more fields");
        let mut heads = [Head { bytes: 0, mask: 0, len: 0, holds: BareValue::No }; FIELDS];
        let mut at = 0;
        while at < fields.len() {
            heads[at] = Head::new(fields[at]);
            if heads[at].len > 0 && contains(one, fields[at]) {
                heads[at].holds = BareValue::One;
            } else if heads[at].len > 0 && contains(few, fields[at]) {
                heads[at].holds = BareValue::OneOrMany;
            }
            at += 1;
        }
        BareShape { name, fields, heads }
    }

    /// The number of a field.
    ///
    /// # Panics
    /// When there is none with this name: it is asked for where constants are made.
    pub(crate) const fn field(&self, name: &str) -> usize {
        let mut at = 0;
        while !same(self.fields[at], name) {
            at += 1;
        }
        at
    }

    /// Whether the name of a field and its colon are the first of some bytes.
    #[inline]
    pub(crate) fn is(&self, at: usize, next: u128) -> bool {
        let head = &self.heads[at % FIELDS];
        next & head.mask == head.bytes && head.holds != BareValue::No
    }

    /// The field whose name and colon are the first of some bytes.
    #[inline(never)]
    pub(crate) fn find(&self, next: u128) -> Option<usize> {
        (0..self.fields.len()).find(|&at| self.is(at, next))
    }

    /// How long a field's name is with its colon, and what it may hold.
    #[inline]
    pub(crate) fn head(&self, at: usize) -> (usize, BareValue) {
        let head = &self.heads[at % FIELDS];
        (head.len, head.holds)
    }
}

impl Head {
    const fn new(field: &str) -> Head {
        let (bytes, len) = (field.as_bytes(), field.len() + 1);
        let mut head = Head { bytes: 0, mask: 0, len, holds: BareValue::No };
        if len > 16 {
            head.len = 0;
            return head;
        }
        let mut at = 0;
        while at < len {
            let byte = if at < bytes.len() { bytes[at] } else { b':' };
            head.bytes |= (byte as u128) << (8 * at);
            head.mask |= 0xff << (8 * at);
            at += 1;
        }
        head
    }
}

const fn contains(list: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < list.len() {
        if same(list[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

/// The plain form of organs.
pub(crate) static ORGAN: BareShape = BareShape::new(
    "Organ",
    Organ::FIELDS,
    &["kind", "name", "existence", "place", "note"],
    &["under", "cite"],
);
/// The plain form of transitions.
pub(crate) static CHANGE: BareShape = BareShape::new(
    "",
    TransitionSpec::FIELDS,
    &["on", "how", "name", "note"],
    &["organ", "from", "into", "by", "cite"],
);
/// The plain form of tenures.
pub(crate) static TENURE: BareShape = BareShape::new(
    "Tenure",
    Tenure::FIELDS,
    &["person", "post", "during", "note"],
    &["by", "cite"],
);

/// What a plain entry is.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum BareKind {
    /// An organ.
    Organ,
    /// A transition.
    Transition(TransitionKind),
    /// A tenure.
    Tenure,
}

/// One bare text, without its quotation marks, and where the first of them stands.
#[derive(Copy, Clone, Debug)]
pub(crate) struct BareText<'t> {
    pub(crate) text: &'t str,
    pub(crate) pos: At,
}

/// An entry whose values are all bare texts of its file.
#[derive(Clone, Debug)]
pub struct BareEntry<'t> {
    pub(crate) kind: BareKind,
    /// Its id, of an organ.
    pub(crate) key: EntryKey<'t>,
    /// Where its record begins.
    pub(crate) pos: At,
    texts: Vec<BareText<'t>>,
    /// The texts of each field.
    fields: [(u16, u16); FIELDS],
    /// The field that followed each field in the entry before: most entries have the order of the
    /// one before them.
    pub(crate) followers: [u8; FIELDS + 1],
    /// The fields that were given, by bit.
    given: u32,
    /// The fields whose texts stand in brackets, by bit.
    listed: u32,
}

impl<'t> BareEntry<'t> {
    pub(crate) fn new() -> Self {
        BareEntry {
            kind: BareKind::Tenure,
            key: EntryKey::default(),
            pos: At::default(),
            texts: Vec::new(),
            fields: [(0, 0); FIELDS],
            followers: [0; FIELDS + 1],
            given: 0,
            listed: 0,
        }
    }

    /// Empties it for the next entry.
    #[inline]
    pub(crate) fn begin(&mut self, kind: BareKind, pos: At) {
        (self.kind, self.pos) = (kind, pos);
        self.texts.clear();
        (self.given, self.listed) = (0, 0);
    }

    /// Begins a field; `false` where it was given before.
    #[inline]
    pub(crate) fn field(&mut self, at: usize, listed: bool) -> bool {
        let (bit, new) = (1 << at, self.given >> at & 1 == 0);
        self.given |= bit;
        self.listed |= if listed { bit } else { 0 };
        self.fields[at % FIELDS] = (self.texts.len() as u16, 0);
        new
    }

    /// Adds a text to the field that was begun last.
    #[inline]
    pub(crate) fn push(&mut self, at: usize, text: BareText<'t>) {
        self.texts.push(text);
        self.fields[at % FIELDS].1 += 1;
    }

    /// How many texts it has.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// The texts of a field.
    #[inline]
    pub(crate) fn few(&self, at: usize) -> &[BareText<'t>] {
        if self.given >> at & 1 == 0 {
            return &[];
        }
        let (first, count) = self.fields[at % FIELDS];
        &self.texts[usize::from(first)..usize::from(first) + usize::from(count)]
    }

    /// The text of a field that holds one.
    #[inline]
    pub(crate) fn one(&self, at: usize) -> Option<BareText<'t>> {
        self.few(at).first().copied()
    }

    /// The entry that it means.
    pub(crate) fn entry(&self) -> Entry<'t> {
        match self.kind {
            BareKind::Organ => {
                let mut organ = Organ { pos: self.pos, ..Organ::default() };
                self.fill(&mut organ);
                Entry::Organ(self.key.clone(), organ)
            }
            BareKind::Transition(kind) => {
                let mut change = TransitionSpec { pos: self.pos, ..TransitionSpec::default() };
                self.fill(&mut change);
                Entry::Transition(Transition { kind, change })
            }
            BareKind::Tenure => {
                let mut tenure = Tenure { pos: self.pos, ..Tenure::default() };
                self.fill(&mut tenure);
                Entry::Tenure(tenure)
            }
        }
    }

    fn fill(&self, record: &mut impl Record<'t>) {
        for at in (0..FIELDS).filter(|at| self.given >> at & 1 == 1) {
            let texts = self.few(at);
            let mut bare = BareField { texts, at: 0, list: self.listed >> at & 1 == 1 };
            record.read_field(at, &mut bare).expect("a shape names fields that take bare texts");
        }
    }
}

/// Reads a field whose value is one text or a list of texts.
struct BareField<'p, 't> {
    texts: &'p [BareText<'t>],
    at: usize,
    list: bool,
}

/// A field was read as something that is no text.
#[derive(Debug)]
struct NoText;

impl<'t> Read<'t> for BareField<'_, 't> {
    type Error = NoText;

    fn pos(&mut self) -> At {
        self.texts.get(self.at).map_or(At::default(), |text| text.pos)
    }

    fn form(&mut self) -> Forms {
        if self.list { Forms::List } else { Forms::Text }
    }

    fn text(&mut self) -> Result<Text<'t>, NoText> {
        let text = self.texts.get(self.at).ok_or(NoText)?;
        Ok(Text::Borrowed(text.text))
    }

    fn list(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<(), NoText>,
    ) -> Result<(), NoText> {
        self.list = false;
        for at in 0..self.texts.len() {
            self.at = at;
            item(self)?;
        }
        Ok(())
    }

    fn parsed<T>(
        &mut self,
        _: &'static str,
        _: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, NoText> {
        Err(NoText)
    }

    fn number(&mut self, _: u64) -> Result<u64, NoText> {
        Err(NoText)
    }

    fn flag(&mut self) -> Result<bool, NoText> {
        Err(NoText)
    }

    fn choice(&mut self, _: &'static str, _: &'static [&'static str]) -> Result<usize, NoText> {
        Err(NoText)
    }

    fn map(
        &mut self,
        _: impl FnMut(&mut Self, Text<'t>, At) -> Result<(), NoText>,
    ) -> Result<(), NoText> {
        Err(NoText)
    }

    fn is_number(&mut self) -> bool {
        false
    }

    fn repeated_key(&mut self, _: At, _: &str) {}

    fn record(
        &mut self,
        _: &'static str,
        _: &'static [&'static str],
        _: impl FnMut(&mut Self, usize) -> Result<(), NoText>,
    ) -> Result<(), NoText> {
        Err(NoText)
    }

    fn variant(
        &mut self,
        _: &'static str,
        _: &'static [&'static str],
        _: &'static [&'static str],
        _: impl FnMut(&mut Self, usize) -> Result<(), NoText>,
    ) -> Result<usize, NoText> {
        Err(NoText)
    }

    fn mismatch(&mut self, _: &'static str) -> NoText {
        NoText
    }
}
