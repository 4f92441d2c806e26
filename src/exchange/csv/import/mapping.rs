//! The mapping file: what the columns of other people's tables mean.
//!
//! Plain data that serde reads from RON. Nothing is looked up here.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::columns::ColumnKind;
use super::well_known::ReadyMapping;
use crate::model::{Map, Modality, Source};
use crate::settings_file::{self, SettingsError};
use crate::time::{DateChoice, Serials};

/// What the columns of some tables mean, and what their rows have in common.
///
/// ```
/// let mapping = organigram::exchange::Mapping::read(r#"Mapping(
///     title: "Clubs of the county",
///     sources: { "list": Source(title: "List of clubs", published: "2001") },
///     cite: "list",
///     dates: Dates(choices: [DayFirst], coarser: { "-01-01": Year }),
///     tables: [Table(file: "clubs.csv", holds: Organs,
///         columns: { "id": "No", "name": "Club", "start": "Founded" },
///         values: { "kind": { "C": "club" } },
///     )],
/// )"#)?;
/// assert_eq!(mapping.tables[0].columns["name"], "Club");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// The title of the model.
    pub title: String,
    /// A remark on the model: where the data comes from and under which licence.
    pub note: String,
    /// The path of the model's charter.
    pub charter: String,
    /// Sources to put into the model as they stand here.
    #[cfg_attr(test, schemars(schema_with = "crate::model::json_schema::sources"))]
    pub sources: Map<'static, Source<'static>>,
    /// The citation of all rows that have none of their own.
    pub cite: String,
    /// How the source says what the rows say that do not say it themselves.
    #[cfg_attr(test, schemars(schema_with = "crate::model::json_schema::modality"))]
    pub modality: Modality,
    /// How ids are made of cells.
    pub ids: IdChoice,
    /// How dates are written.
    pub dates: Dates,
    /// The tables. A file may be read as several of them.
    pub tables: Vec<TableMapping>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[serde(rename = "Table")]
pub struct TableMapping {
    /// The file's name; relative to the mapping file.
    pub file: String,
    /// What its rows are; reported from its name and columns where it is not said.
    pub holds: Option<ColumnKind>,
    /// The well-known file that it is, whose columns need not be named:
    /// [`with_ready_mappings`](super::with_ready_mappings) names them.
    pub from: Option<ReadyMapping>,
    /// Whether only the columns are read that `columns` names.
    pub exact: bool,
    /// By field: the heading of its column, or a template such as `"{organ}/{post}"`.
    pub columns: IndexMap<String, String>,
    /// By field: what all rows have that have nothing else.
    pub constants: IndexMap<String, String>,
    /// By field: what stands between the items of a list; `|` where it is not said.
    pub lists: IndexMap<String, String>,
    /// By field: other words for what the cells say.
    pub values: IndexMap<String, IndexMap<String, String>>,
    /// How dates are written here; as in all tables where it is not said.
    pub dates: Option<Dates>,
    /// Only the rows of which the column has one of these values.
    pub only: IndexMap<String, Vec<String>>,
    /// Not the rows of which the column has one of these values.
    pub without: IndexMap<String, Vec<String>>,
    /// What a row means whose id an earlier row had.
    pub repeated: OnRepeat,
    /// Fields that rows of lineage must share to be one transition.
    pub together: Vec<String>,
    /// The citation of all rows that have none of their own.
    pub cite: Option<String>,
    /// How the source says what the rows say that do not say it themselves.
    #[cfg_attr(test, schemars(schema_with = "crate::model::json_schema::some_modality"))]
    pub modality: Option<Modality>,
}

/// How ids are made of cells.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum IdChoice {
    /// Words are joined by `-`, here and in all references: `Unit 12` becomes `Unit-12`. A cell with
    /// line breaks or control characters is no id.
    #[default]
    Words,
    /// As they are written: a cell with white space is no id.
    AsWritten,
    /// White space and control characters become `-`, here and in all references.
    Hyphened,
}

/// What a row means whose id an earlier row had.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum OnRepeat {
    /// A problem: it is reported.
    #[default]
    Reported,
    /// The same thing once more: the first row stands for all.
    Same,
    /// The same thing, of which this row says more: other values become rival claims, other names and
    /// superiors stand beside the first.
    United,
}

/// How dates are written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Dates {
    /// How to read what can be read in several ways: `[DayFirst, Ranges]`.
    pub choices: Vec<DateChoice>,
    /// Plain numbers are days that a spreadsheet counts.
    pub serials: Option<Serials>,
    /// The date of the tables: what goes on at `present` ended no earlier. Where it is not said, such an
    /// end is not recorded.
    pub present: String,
    /// What stands for no date, beside the usual words.
    pub unknown: Vec<String>,
    /// Days with these endings are less precise than written: `{ "-07-01": Year }`.
    pub coarser: IndexMap<String, Precision>,
}

/// What a day that is less precise than written really says.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Precision {
    /// The year.
    Year,
    /// The month.
    Month,
}

impl Mapping {
    /// Reads a mapping file's text: RON, or JSON by `editors/schemas/mapping.schema.json`.
    ///
    /// # Errors
    /// When it is no mapping: the message shows the place.
    pub fn read(text: &str) -> Result<Mapping, SettingsError> {
        settings_file::read(text)
    }
}
