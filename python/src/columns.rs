//! Rows as columns of Arrow. Takes the cells of one column after the other; gives a batch of them, with what each column
//! holds. Knows nothing of what the cells mean. A text that is empty is no text.

use std::fmt::{Display, Write};
use std::sync::Arc;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, DictionaryArray, Int32Array, Int64Array, RecordBatch, StringArray,
};
use arrow_schema::{DataType, Field, Schema};
use organigram::time::Day;
use std::collections::HashMap;

/// What a column holds.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(crate) enum ColumnKind {
    /// Texts.
    Text,
    /// One of few words.
    Category,
    /// Days from 1970-01-01 in the proleptic Gregorian calendar.
    Day,
    /// Numbers.
    Number,
    /// Yes or no.
    Flag,
}

/// The columns of a table, as they come.
#[derive(Default)]
pub(crate) struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
    kinds: Vec<ColumnKind>,
}

/// Something between the items of a list.
pub(crate) const COMMA: &str = ", ";
/// Something between items that may have commas.
pub(crate) const SEMICOLON: &str = "; ";

impl Columns {
    fn add(&mut self, field: Field, array: ArrayRef, kind: ColumnKind) {
        self.fields.push(field);
        self.arrays.push(array);
        self.kinds.push(kind);
    }

    /// Texts that stand somewhere already.
    pub(crate) fn text<'a>(&mut self, name: &str, cells: impl Iterator<Item = &'a str>) {
        let mut builder = LargeStringBuilder::with_capacity(cells.size_hint().0, 0);
        cells.for_each(|cell| builder.append_option((!cell.is_empty()).then_some(cell)));
        self.texts(name, builder);
    }

    /// What is written as text.
    pub(crate) fn written<T: Display>(
        &mut self,
        name: &str,
        cells: impl Iterator<Item = Option<T>>,
    ) {
        let mut builder = LargeStringBuilder::with_capacity(cells.size_hint().0, 0);
        for cell in cells {
            match cell {
                None => builder.append_null(),
                Some(cell) => {
                    write!(builder, "{cell}").expect("memory takes any text");
                    builder.append_value("");
                }
            }
        }
        self.texts(name, builder);
    }

    /// Lists as texts, with something between the items.
    pub(crate) fn joined<'a, T: Display + 'a>(
        &mut self,
        name: &str,
        between: &str,
        cells: impl Iterator<Item = &'a [T]>,
    ) {
        let mut builder = LargeStringBuilder::with_capacity(cells.size_hint().0, 0);
        for cell in cells {
            let Some((first, rest)) = cell.split_first() else {
                builder.append_null();
                continue;
            };
            write!(builder, "{first}").expect("memory takes any text");
            for item in rest {
                write!(builder, "{between}{item}").expect("memory takes any text");
            }
            builder.append_value("");
        }
        self.texts(name, builder);
    }

    fn texts(&mut self, name: &str, mut builder: LargeStringBuilder) {
        let field = Field::new(name, DataType::LargeUtf8, true);
        self.add(field, Arc::new(builder.finish()), ColumnKind::Text);
    }

    /// Words of which all are known, the least first, by their places.
    pub(crate) fn ordered(
        &mut self,
        name: &str,
        words: &[&str],
        cells: impl Iterator<Item = Option<usize>>,
    ) {
        let keys: Int32Array = cells.map(|cell| cell.map(|place| place as i32)).collect();
        self.dictionary(name, keys, StringArray::from_iter_values(words), true);
    }

    /// Words that many rows share.
    pub(crate) fn words<T: AsRef<str>>(&mut self, name: &str, cells: impl Iterator<Item = T>) {
        let (mut words, mut places): (Vec<String>, HashMap<String, i32>) = Default::default();
        let mut last: Option<i32> = None;
        let mut place = |cell: T| {
            let cell = cell.as_ref();
            if cell.is_empty() {
                return None;
            }
            // The same word often stands in many rows after another.
            if last.is_some_and(|last| words[last as usize] == cell) {
                return last;
            }
            last = places.get(cell).copied().or_else(|| {
                let next = words.len() as i32;
                places.insert(cell.to_owned(), next);
                words.push(cell.to_owned());
                Some(next)
            });
            last
        };
        let keys: Int32Array = cells.map(&mut place).collect();
        let words = StringArray::from_iter_values(words);
        self.dictionary(name, keys, words, false);
    }

    fn dictionary(&mut self, name: &str, keys: Int32Array, words: StringArray, is_ordered: bool) {
        let holds = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let array = DictionaryArray::<Int32Type>::try_new(keys, Arc::new(words))
            .expect("each place is that of a word");
        let field = Field::new(name, holds, true).with_dict_is_ordered(is_ordered);
        self.add(field, Arc::new(array), ColumnKind::Category);
    }

    /// Days.
    pub(crate) fn days(&mut self, name: &str, cells: impl Iterator<Item = Option<Day>>) {
        let days: Int32Array = cells.map(|cell| cell.map(|day| day.0)).collect();
        let about = HashMap::from([("unit".to_owned(), "days since 1970-01-01".to_owned())]);
        let field = Field::new(name, DataType::Int32, true).with_metadata(about);
        self.add(field, Arc::new(days), ColumnKind::Day);
    }

    /// Numbers.
    pub(crate) fn numbers(&mut self, name: &str, cells: impl Iterator<Item = Option<i64>>) {
        let numbers: Int64Array = cells.collect();
        let field = Field::new(name, DataType::Int64, true);
        self.add(field, Arc::new(numbers), ColumnKind::Number);
    }

    /// Yes or no.
    pub(crate) fn flags(&mut self, name: &str, cells: impl Iterator<Item = bool>) {
        let flags: BooleanArray = cells.map(Some).collect();
        let field = Field::new(name, DataType::Boolean, true);
        self.add(field, Arc::new(flags), ColumnKind::Flag);
    }

    /// Whether there is a column of that name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name() == name)
    }

    /// All columns as one batch, with what they hold; `about` goes with the schema.
    pub(crate) fn finish(self, about: HashMap<String, String>) -> (RecordBatch, Vec<ColumnKind>) {
        let schema = Arc::new(Schema::new_with_metadata(self.fields, about));
        let batch = RecordBatch::try_new(schema, self.arrays);
        (batch.expect("all columns have as many rows"), self.kinds)
    }
}
