//! What stands in the folder: for people as a page, for programs as JSON. Takes the schema of its tables; writes no row.

use std::fmt::Write;

use serde_json::json;

use super::schema::TableSchema;

/// The version of the tables: it grows when a column changes its meaning or goes.
const VERSION: u32 = 1;

const INTRODUCTION: &str = "\
Every table is one Parquet file. Numbers (`node`, `number`, `claim`, `source`) hold within this folder and join its tables;
ids hold everywhere.

**Days** are int32, counted from 1970-01-01 in the proleptic Gregorian calendar: 1936-06-01 is -12267. They are no DATE,
which several readers cannot hold before the year 1. No value stands where nothing bounds a date.

**Answers** are `certain`, `presumed`, `possible` and `no`. *Certain*: so in every way of choosing what the dates leave
open. *Presumed*: so in every one in which no end has come that is not recorded. *Possible*: so in some. `answers` has
them, worked out by organigram, for every day: of a thing, whether it was there; of a relation, whether it held, within
the lives of its two ends; of a transition, whether it had happened by then. A day that no row covers is `no`.

- A missing end is never \"still there\": such a thing is `presumed`.
- `planned` and `projected` are no facts: nothing that rests on them alone is more than `possible`.
- What must hold together on one day is as sure as the weakest of it (`min`), which is never surer than organigram is.
- A question of several days asks for the best of its days: that too is never surer, and may be less sure.

```sql
-- Which organs were there on 1936-06-01, and how surely
SELECT o.id, a.answer FROM 'organs.parquet' o
JOIN 'answers.parquet' a ON a.of_table = 'organs' AND a.of_row = o.node AND -12267 BETWEEN a.from_day AND a.to_day;
```
";

/// The page.
pub(super) fn readme(
    title: &str,
    about: &str,
    tables: impl Iterator<Item = &'static TableSchema>,
) -> String {
    let mut page = format!("# {}\n\n{about}\n\n{INTRODUCTION}", heading(title));
    for table in tables {
        let (name, about) = (table.name, table.about);
        write!(page, "\n## {name}\n\n{about}\n\n| column | type | holds |\n|---|---|---|\n")
            .expect("a text takes all");
        for column in table.columns {
            let or_none = if column.nullable { ", or none" } else { "" };
            let (name, holds, about) = (column.name, column.holds.physical(), column.about);
            writeln!(page, "| `{name}` | {holds}{or_none} | {about} |").expect("a text takes all");
        }
    }
    page
}

/// A title on one line.
fn heading(title: &str) -> String {
    match title.split_whitespace().collect::<Vec<_>>().join(" ") {
        title if title.is_empty() => "A model".to_owned(),
        title => title,
    }
}

/// The same for programs.
pub(super) fn schema(
    title: &str,
    about: &str,
    tables: impl Iterator<Item = &'static TableSchema>,
) -> String {
    let tables: Vec<_> = tables
        .map(|table| {
            let columns: Vec<_> = table
                .columns
                .iter()
                .map(|column| {
                    json!({
                        "name": column.name,
                        "type": column.holds.physical(),
                        "nullable": column.nullable,
                        "about": column.about,
                    })
                })
                .collect();
            let file = format!("{}.parquet", table.name);
            json!({ "name": table.name, "file": file, "about": table.about, "columns": columns })
        })
        .collect();
    let schema = json!({
        "version": VERSION,
        "program": concat!("organigram ", env!("CARGO_PKG_VERSION")),
        "title": title,
        "question": about,
        "tables": tables,
    });
    serde_json::to_string_pretty(&schema).expect("texts and numbers are JSON") + "\n"
}
