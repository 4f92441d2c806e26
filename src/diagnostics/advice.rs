//! Words that name fields of a request, of an import or of loading. Takes a sentence with the fields marked, gives it
//! as the library calls them or as a door of the program does; never knows which doors there are.

use std::fmt;

/// A sentence that speaks of fields of a request, such as `root`.
///
/// It is shown with the names that the fields have in the library; whoever asks for them by other names, such as
/// the options of a program, shows it [with](Advice::with) those.
///
/// ```
/// use organigram::project::{Project, ProjectError, Request};
///
/// let project = Project::from_text("club.ron", r#"Model(organs: { "board": Organ() })"#);
/// let Err(ProjectError::Usage(advice)) = project.view(&Request::roster()) else { panic!() };
/// assert!(advice.to_string().contains("name it with `root`"));
/// assert!(advice.with(|field| format!("--{field}")).contains("name it with --root"));
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Advice(Vec<Part>);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Part {
    Words(String),
    Field(&'static str),
}

impl Advice {
    /// A sentence in which `{field}` stands for a field and `{}` for the next of the values.
    ///
    /// # Panics
    /// When a bracket is not closed or a value is missing.
    pub(crate) fn new(sentence: &'static str, values: &[&dyn fmt::Display]) -> Advice {
        let (mut parts, mut values, mut rest) = (Vec::new(), values.iter(), sentence);
        while let Some((words, after)) = rest.split_once('{') {
            let (field, after) = after.split_once('}').expect("a field ends");
            parts.push(Part::Words(words.to_owned()));
            parts.push(match field {
                "" => Part::Words(values.next().expect("each has its value").to_string()),
                field => Part::Field(field),
            });
            rest = after;
        }
        parts.push(Part::Words(rest.to_owned()));
        Advice(parts)
    }

    /// Whether it names a field.
    pub(crate) fn has_fields(&self) -> bool {
        self.0.iter().any(|part| matches!(part, Part::Field(_)))
    }

    /// The sentence with the fields as somebody calls them.
    pub fn with(&self, call: impl Fn(&'static str) -> String) -> String {
        let words = self.0.iter().map(|part| match part {
            Part::Words(words) => words.clone(),
            Part::Field(field) => call(field),
        });
        words.collect()
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with(|field| format!("`{field}`")))
    }
}

impl serde::Serialize for Advice {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<String> for Advice {
    fn from(words: String) -> Advice {
        Advice(vec![Part::Words(words)])
    }
}

impl From<&str> for Advice {
    fn from(words: &str) -> Advice {
        words.to_owned().into()
    }
}
