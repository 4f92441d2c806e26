//! The codes of all problems that loading finds.
//!
//! Gives each problem its code for programs and its name for people. Never decides when one applies.
//! A code that has been published is never used again for anything else.

use crate::diagnostics::Code;

macro_rules! codes {
    ($(#[doc = $about:literal] $NAME:ident = $code:literal $name:literal;)*) => {
        $( #[doc = $about] pub const $NAME: Code = Code { code: $code, name: $name }; )*

        /// What each code of loading says, in the order of [`ALL`].
        pub(crate) const ABOUT: &[&str] = &[$($about),*];

        /// All codes of loading, in order.
        pub const ALL: &[Code] = &[$($NAME),*];
    };
}

codes! {
    /// A record has no field of this name.
    UNKNOWN_FIELD = "L001" "unknown-field";
    /// A value of another sort belongs here.
    WRONG_TYPE = "L002" "wrong-type";
    /// No choice or variant has this name.
    UNKNOWN_NAME = "L003" "unknown-name";
    /// An id is empty or holds white space or invisible characters.
    BAD_ID = "L004" "bad-id";
    /// A record has the same field twice.
    REPEATED_FIELD = "L005" "repeated-field";
    /// Two entries have the same id.
    REPEATED_ID = "L006" "repeated-id";
    /// Another record's name stands before the parentheses.
    WRONG_RECORD = "L007" "wrong-record";
    /// A value stands in a record without its field's name.
    MISSING_FIELD_NAME = "L008" "missing-field-name";
    /// A number is not whole, or too large.
    BAD_NUMBER = "L009" "bad-number";
    /// `Some(..)` or `None`, which the language does not need.
    NEEDLESS_SOME = "L010" "needless-some";

    /// What stands here has no place in the language.
    UNEXPECTED = "L020" "unexpected";
    /// No comma stands between two items.
    MISSING_COMMA = "L021" "missing-comma";
    /// No colon stands between a name and its value.
    MISSING_COLON = "L022" "missing-colon";
    /// A bracket is never closed.
    UNCLOSED_BRACKET = "L023" "unclosed-bracket";
    /// A bracket of another sort belongs here.
    WRONG_BRACKET = "L024" "wrong-bracket";
    /// A text is never closed.
    UNCLOSED_TEXT = "L025" "unclosed-text";
    /// A comment is never closed.
    UNCLOSED_COMMENT = "L026" "unclosed-comment";
    /// A text stands in quotation marks of another sort.
    WRONG_QUOTES = "L027" "wrong-quotes";
    /// A text stands without quotation marks.
    MISSING_QUOTES = "L028" "missing-quotes";
    /// A name that takes no quotation marks stands in them.
    NEEDLESS_QUOTES = "L029" "needless-quotes";
    /// A text has an unknown escape.
    BAD_ESCAPE = "L030" "bad-escape";
    /// The line at the head of a file is not understood.
    BAD_HEADER = "L031" "bad-header";
    /// Brackets are nested too deeply.
    TOO_DEEP = "L032" "too-deep";
    /// Something follows the end of the model.
    AFTER_END = "L033" "after-end";
    /// No bracket opens before some entries.
    MISSING_BRACKET = "L034" "missing-bracket";

    /// A file cannot be read.
    UNREADABLE = "L040" "unreadable-file";
    /// A file is not UTF-8.
    NOT_UTF8 = "L041" "not-utf8";
    /// Files include each other in a cycle.
    INCLUDE_CYCLE = "L042" "include-cycle";
    /// A file outside the entry file's folder is included.
    INCLUDE_OUTSIDE = "L043" "include-outside";
    /// An include names no file.
    INCLUDE_NOTHING = "L044" "include-nothing";
    /// A model has two charters.
    TWO_CHARTERS = "L045" "two-charters";
    /// The files are too many or too long.
    TOO_LARGE = "L046" "too-large";
    /// A file is no text.
    NOT_TEXT = "L047" "not-text";
}
