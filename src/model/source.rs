//! Sources and citations: who says so, and where.

use super::record::{choice, owned_already, record};
use super::{Date, Text};

choice! {
    /// How far the modeller trusts a source.
    pub enum Reliability = "how reliable the source is" {
        /// Not judged.
        Unjudged,
        /// As good as sources of its kind get.
        High,
        /// Usable with care.
        Medium,
        /// Not to be relied on alone.
        Low,
    }
}

record! {
    /// A work that makes claims, or a source quoted within one (a quotation, a caption).
    pub struct Source<'t> = "a source `Source(..)`" {
        /// The title of the work.
        pub title: Text<'t>,
        /// Who wrote it, or who speaks.
        pub author: Text<'t>,
        /// Who published it.
        pub publisher: Text<'t>,
        /// When it was published: decides what was known by a date.
        pub published: Date<'t>,
        /// From when what it lays down holds: of a law, an order, a statute. Such a source may
        /// describe days after it was published.
        pub in_force: Date<'t>,
        /// The source that quotes this one.
        pub within: Text<'t>,
        /// What it is: a dispatch, an essay, an encyclopaedia.
        pub kind: Text<'t>,
        /// Its address.
        pub url: Text<'t>,
        /// Where a copy lies.
        pub file: Text<'t>,
        /// Its language.
        pub lang: Text<'t>,
        /// How far the modeller trusts it.
        pub reliability: Reliability,
        /// A remark of the modeller's.
        pub note: Text<'t>,
    }
}

record! {
    /// A place in a source: `"source"`, `"source place"` or the full form with a quotation.
    ///
    /// Ids hold no white space, so the first blank of the short form ends the source's id.
    pub struct Cite<'t> = "a citation such as \"source p. 3\"", short source split by split {
        /// The source's id.
        pub source: Text<'t>,
        /// The place in it: a page, a line, a paragraph.
        pub at: Text<'t>,
        /// The words of the source.
        pub quote: Text<'t>,
        /// A remark of the modeller's.
        pub note: Text<'t>,
    }
}

impl<'t> From<Text<'t>> for Cite<'t> {
    fn from(short: Text<'t>) -> Self {
        let mut cite = Cite { source: short, ..Cite::default() };
        cite.split();
        cite
    }
}

impl<'t> Cite<'t> {
    /// Whether it names a source and says nothing else.
    pub(crate) fn is_plain(&self) -> bool {
        self.at.is_empty() && self.quote.is_empty() && self.note.is_empty()
    }

    /// Shares the short form out: the source up to the first blank, the place after it.
    #[inline]
    pub(crate) fn shared_out(short: &str) -> (&str, &str) {
        // Ids are short: looking at their bytes is faster than setting up a search.
        match short.bytes().position(|byte| byte == b' ') {
            Some(blank) => (&short[..blank], &short[blank + 1..]),
            None => (short, ""),
        }
    }

    fn split(&mut self) {
        (self.source, self.at) = match &self.source {
            Text::Borrowed(short) => {
                let (source, at) = Cite::shared_out(short);
                (Text::Borrowed(source), Text::Borrowed(at))
            }
            Text::Owned(short) => {
                let (source, at) = Cite::shared_out(short);
                (Text::Owned(source.to_owned()), Text::Owned(at.to_owned()))
            }
        };
    }

    fn as_short(&self) -> Option<Text<'_>> {
        let plain = self.quote.is_empty() && self.note.is_empty() && !self.source.contains(' ');
        plain.then(|| match &*self.at {
            "" => Text::Borrowed(&*self.source),
            at => Text::Owned(format!("{} {at}", self.source)),
        })
    }
}
