//! Citations: a place in a source. Never looks up which source that is.

use super::Text;
use super::record::record;

record! {
    /// A place in a source: `"source"`, `"source place"` or the full form with a quotation.
    ///
    /// Ids hold no white space, so the first blank of the short form ends the source's id.
    pub struct Cite<'t> = "a citation such as \"minutes p. 3\"", short source split by split {
        /// The source's id.
        pub source: Text<'t>,
        /// The place in it: a page, a line, a paragraph.
        pub at: Text<'t>,
        /// The words of the source.
        pub quote: Text<'t>,
        /// The language of the quotation, as a BCP 47 tag; that of the source where it is not said.
        pub lang: Text<'t>,
        /// What the quotation means, in the language of the model.
        pub translation: Text<'t>,
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
        self.at.is_empty() && self.says_no_more()
    }

    /// Whether it has nothing but a source and a place in it.
    fn says_no_more(&self) -> bool {
        [&self.quote, &self.lang, &self.translation, &self.note].iter().all(|text| text.is_empty())
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
        let plain = self.says_no_more() && !self.source.contains(' ');
        plain.then(|| match &*self.at {
            "" => Text::Borrowed(&*self.source),
            at => Text::Owned(format!("{} {at}", self.source)),
        })
    }
}
