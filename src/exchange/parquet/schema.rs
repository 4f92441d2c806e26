//! The tables of the folder: plain data. What stands here is what is written, and what the two files about it say.

use ColumnType::{Day, Id, Number, Text, Word};

/// What a column holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum ColumnType {
    /// A number of a thing or of a row, or a count.
    Number,
    /// Days from 1970-01-01 in the proleptic Gregorian calendar.
    Day,
    /// A text that nearly every row has for itself.
    Id,
    /// A text that many rows share.
    Word,
    /// A text of any length.
    Text,
}

impl ColumnType {
    /// What engines call it.
    pub(super) fn physical(self) -> &'static str {
        match self {
            Number | Day => "int32",
            Id | Word | Text => "string",
        }
    }
}

/// A column.
#[derive(Copy, Clone, Debug)]
pub(super) struct ColumnSchema {
    pub(super) name: &'static str,
    pub(super) holds: ColumnType,
    /// Whether a row may have no value in it.
    pub(super) nullable: bool,
    pub(super) about: &'static str,
}

/// A table.
#[derive(Copy, Clone, Debug)]
pub(super) struct TableSchema {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) columns: &'static [ColumnSchema],
}

const fn each(name: &'static str, holds: ColumnType, about: &'static str) -> ColumnSchema {
    ColumnSchema { name, holds, nullable: false, about }
}

const fn some(name: &'static str, holds: ColumnType, about: &'static str) -> ColumnSchema {
    ColumnSchema { name, holds, nullable: true, about }
}

/// The columns of a date: see `dated`.
macro_rules! with_dates {
    ([$($before:expr),* $(,)?] [$($after:expr),* $(,)?]) => {
        &[
            $($before,)*
            some("edtf", Word, "The dates in EDTF, each bound by the first claim that states it; none where there is no date."),
            some("start_min", Day, "The first day on which it may have begun; none where nothing bounds it."),
            some("start_max", Day, "The last such day."),
            some("end_min", Day, "The first day on which it may have ended."),
            some("end_max", Day, "The last such day."),
            each("start_bound", Word, "`stated`, `unknown` (not recorded) or `open` (no beginning)."),
            each("end_bound", Word, "`stated`, `unknown` (not recorded) or `open` (known to go on)."),
            $($after,)*
        ]
    };
}

const NODE: ColumnSchema =
    each("node", Number, "Its number: organs first, in preorder of the main hierarchy.");
const ID: ColumnSchema = each("id", Id, "Its id.");
const ROW: ColumnSchema = each("number", Number, "Its number among the relations of its sort.");
const MODALITY: ColumnSchema = each(
    "modality",
    Word,
    "How its sources say it; `planned` and `projected` never say that it was.",
);
const RELIABILITY: ColumnSchema =
    each("reliability", Word, "How far the best of its sources is trusted.");
const SOURCE: ColumnSchema = some("source", Word, "The id of the first source; all: `citations`.");
const ANSWER: ColumnSchema =
    each("answer", Word, "The answer to the question of the folder; for a day: `answers`.");
const NOTE: ColumnSchema = some("note", Text, "The modeller's remark.");

const SURENESS: ColumnSchema = each(
    "sureness",
    Number,
    "The same as a number: 3, 2 or 1; the weakest of several is their least.",
);

const OF: ColumnSchema = each(
    "of_table",
    Word,
    "The table of the thing: `organs`, `events`, `posts`, `people`, `hierarchy`, `tenures`, \
     `seats`, `post_organs`, `event_ends` or `transitions`.",
);
const OF_ROW: ColumnSchema = each("of_row", Number, "Its `node` or its `number` in that table.");

/// All tables, in the order in which they are written.
pub(super) const TABLES: &[TableSchema] = &[
    TableSchema {
        name: "organs",
        about: "One row an organ, in preorder: an organ and all below it in the main hierarchy of all times are the \
                numbers from `node` to `last_in_subtree`.",
        columns: with_dates!([
            NODE,
            ID,
            each("name", Text, "Its name; its id where it has none."),
            some("kind", Word, "Its kind, in the charter's words."),
            each("last_in_subtree", Number, "The last number below it in the main hierarchy."),
            some("main_superior", Number, "The number of the organ above it there."),
        ] [
            each("spells", Number, "In how many spells it was there; `answers` has them one by one."),
            MODALITY, RELIABILITY, SOURCE, ANSWER, NOTE,
        ]),
    },
    TableSchema {
        name: "names",
        about: "Further names of organs, posts and people, and those that renames gave.",
        columns: with_dates!([
            NODE,
            each("name", Text, "The name."),
            some("lang", Word, "Its language."),
            each("given_by", Word, "`claim` or `rename`."),
        ] [MODALITY, SOURCE]),
    },
    TableSchema {
        name: "hierarchy",
        about: "That an organ stood under another, with the dates of that itself. It held on the days that `answers` \
                gives, on which both organs were there.",
        columns: with_dates!([
            ROW,
            each("unit", Number, "The organ."),
            each("unit_id", Id, "Its id."),
            each("superior", Number, "What it stood under."),
            each("superior_id", Word, "Its id."),
            each("line", Word, "Along which line."),
        ] [MODALITY, RELIABILITY, SOURCE, ANSWER, NOTE]),
    },
    TableSchema {
        name: "transitions",
        about: "Changes in the lives of organs.",
        columns: with_dates!([
            ROW,
            each("kind", Word, "`founded`, `renamed`, `split`, `merged`, `absorbed`, `succeeded`, `reorganised`, \
                                `dissolved`, `revived` or `origin`."),
            some("how", Word, "In what way, as the source says."),
            some("name", Text, "The name that a rename gave."),
            each("first_day", Day, "The first day on which it may have happened; -2147483648 where nothing says."),
            each("last_day", Day, "The last such day; 2147483647 where nothing says."),
        ] [MODALITY, RELIABILITY, SOURCE, ANSWER, NOTE]),
    },
    TableSchema {
        name: "transition_ends",
        about: "The organs of a transition.",
        columns: &[
            each("transition", Number, "Its `number` in `transitions`."),
            each("side", Word, "`from`, `into` or `by`."),
            each("node", Number, "The organ."),
            ID,
        ],
    },
    TableSchema {
        name: "events",
        about: "Meetings and other events.",
        columns: with_dates!([
            NODE,
            ID,
            each("name", Text, "Its name."),
            some("kind", Word, "Its kind."),
            some("series", Word, "The series to which it belongs."),
            some("series_number", Number, "Its number there."),
        ] [MODALITY, RELIABILITY, SOURCE, ANSWER, NOTE]),
    },
    TableSchema {
        name: "event_ends",
        about: "Who met, who called an event, who was there.",
        columns: &[
            ROW,
            each("event", Number, "The event's number."),
            each("event_id", Word, "Its id."),
            each("role", Word, "`of` (an organ that met), `called_by` or `attended`."),
            each("node", Number, "The other thing."),
            ID,
            MODALITY,
            SOURCE,
        ],
    },
    TableSchema {
        name: "posts",
        about: "One row a post and organ to which it belongs; a post that belongs to none has one without.",
        columns: with_dates!([
            NODE,
            ID,
            each("name", Text, "Its title."),
            some("kind", Word, "Its kind."),
            some("organ", Number, "The organ's number."),
            some("organ_id", Word, "The organ's id."),
            some("organ_number", Number, "The number of that it belongs there: `post_organs` in `answers`."),
            some("seats", Number, "How many hold it together."),
        ] [MODALITY, RELIABILITY, SOURCE, ANSWER, NOTE]),
    },
    TableSchema {
        name: "tenures",
        about: "That a person held a post.",
        columns: with_dates!([
            ROW,
            each("person", Number, "The person's number."),
            each("person_id", Word, "The person's id."),
            each("post", Number, "The post's number."),
            each("post_id", Word, "The post's id."),
            each("status", Word, "`held`, `acting`, `honorary` or `posthumous`: the last two are no holders."),
            some("on_behalf_of", Word, "The ids of the organs on whose behalf, with blanks between them."),
            each("said", Word, "How the preferred dated claim says it; `planned` and `projected` make no holder."),
        ] [MODALITY, RELIABILITY, SOURCE, ANSWER, NOTE]),
    },
    TableSchema {
        name: "seats",
        about: "That a person sat in an organ.",
        columns: with_dates!([
            ROW,
            each("person", Number, "The person's number."),
            each("person_id", Word, "The person's id."),
            each("organ", Number, "The organ's number."),
            each("organ_id", Word, "The organ's id."),
            each("membership", Word, "`full` or `candidate`."),
            some("rank", Number, "The place in the order of rank."),
            some("title", Word, "The role."),
            some("on_behalf_of", Word, "The ids of the organs on whose behalf, with blanks between them."),
            each("said", Word, "How the preferred dated claim says it; `planned` and `projected` make no member."),
        ] [MODALITY, RELIABILITY, SOURCE, ANSWER, NOTE]),
    },
    TableSchema {
        name: "people",
        about: "One row a person. `answers` has the days on which the person was alive.",
        columns: &[
            NODE,
            ID,
            each("name", Text, "The name."),
            some("born", Word, "The birth in EDTF."),
            some("born_min", Day, "The first day that it may mean."),
            some("born_max", Day, "The last one."),
            some("died", Word, "The death in EDTF."),
            some("died_min", Day, "The first day that it may mean."),
            some("died_max", Day, "The last one."),
            MODALITY,
            RELIABILITY,
            SOURCE,
            ANSWER,
            NOTE,
        ],
    },
    TableSchema {
        name: "claims",
        about: "Every claim that counts, rivals beside each other: what each of them alone says.",
        columns: with_dates!([
            each("claim", Number, "Its number in this folder."),
            OF,
            OF_ROW,
            each("field", Word, "`date`, `born`, `died`, `kind`, `place`, `name` or `members`."),
            each("value", Text, "The value as written: of a date, EDTF."),
            each("rank", Number, "Its place among the claims about this field of this thing; 1 is preferred."),
            each("rivals", Number, "How many other claims there are about the field. They need not conflict."),
        ] [MODALITY, RELIABILITY, SOURCE, NOTE]),
    },
    TableSchema {
        name: "sources",
        about: "The sources that count.",
        columns: &[
            each("source", Number, "Its number."),
            ID,
            some("title", Text, "Its title."),
            some("author", Text, "Its author."),
            some("publisher", Text, "Its publisher."),
            some("published", Word, "When it was published, in EDTF."),
            some("published_min", Day, "The first day that this may mean."),
            some("published_max", Day, "The last one."),
            some("kind", Word, "Its kind."),
            some("within", Word, "The id of the source that quotes it."),
            some("lang", Word, "Its language."),
            some("url", Text, "Its address."),
            each("reliability", Word, "The modeller's judgement."),
            NOTE,
        ],
    },
    TableSchema {
        name: "citations",
        about: "Who says so: the citations of each row, and of each claim that has its own.",
        columns: &[
            OF,
            OF_ROW,
            some("claim", Number, "The claim that cites; none of the entry as a whole."),
            each("rank", Number, "Its place among these citations."),
            each("source", Number, "The source's number."),
            each("source_id", Word, "The source's id."),
            some("place", Text, "The place in it."),
            some("quote", Text, "Its words."),
            some("lang", Word, "The language of its words."),
            some("translation", Text, "What its words mean."),
            NOTE,
        ],
    },
    TableSchema {
        name: "answers",
        about: "On which days each thing was so, and how surely, by the one definition of organigram: a row for each \
                stretch of days with one answer. A day that no row covers has the answer `no`.",
        columns: &[
            OF,
            OF_ROW,
            each("from_day", Day, "The first day; -2147483648 where there is no first."),
            each("to_day", Day, "The last day; 2147483647 where there is no last."),
            each("answer", Word, "`certain`, `presumed` or `possible`."),
            SURENESS,
        ],
    },
    TableSchema {
        name: "years",
        about: "The years that the dates of the model reach, with their days: for one row a thing and year.",
        columns: &[
            each("year", Number, "The year: 0 is 1 BC."),
            each("first_day", Day, "Its first day."),
            each("last_day", Day, "Its last day."),
        ],
    },
    TableSchema {
        name: "closure",
        about: "Who stood under whom, by one step or by many: on which days, and as sure as the weakest step of the \
                surest way.",
        columns: &[
            each("superior", Number, "The organ above."),
            each("unit", Number, "The organ below."),
            some(
                "line",
                Word,
                "The line to which the ways keep; none where each step may be along any.",
            ),
            each("from_day", Day, "The first day, as in `answers`."),
            each("to_day", Day, "The last day."),
            each("answer", Word, "`certain`, `presumed` or `possible`."),
            SURENESS,
            each("depth", Number, "The fewest steps of a way that is so sure."),
        ],
    },
];
