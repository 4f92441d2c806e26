//! Small models to begin with.
//!
//! Gives the files of a template by name; they are part of the program. Writes nothing.

/// A small commented model with its charter.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Template {
    /// Its name.
    pub name: &'static str,
    /// Its files: names and texts, the model first.
    pub files: [(&'static str, &'static str); 2],
}

macro_rules! template {
    ($name:literal) => {
        Template {
            name: $name,
            files: [
                ("model.ron", include_str!(concat!("../../assets/new/", $name, "/model.ron"))),
                ("charter.ron", include_str!(concat!("../../assets/new/", $name, "/charter.ron"))),
            ],
        }
    };
}

/// All templates; the first is the usual one.
pub const TEMPLATES: [Template; 4] =
    [template!("company"), template!("leninist"), template!("ministry"), template!("genealogy")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::format;
    use crate::model::{Charter, Model};

    #[test]
    fn templates_are_models_in_our_own_style() {
        for Template { name, files: [(_, model), (_, charter)] } in TEMPLATES {
            let read: Model<'_> =
                ron::from_str(model).unwrap_or_else(|error| panic!("{name}: {error}"));
            let rules: Charter<'_> =
                ron::from_str(charter).unwrap_or_else(|error| panic!("{name}: {error}"));
            let kinds = read.organs.values().filter_map(|organ| organ.kind.preferred());
            kinds.for_each(|kind| assert!(rules.kinds.contains_key(kind), "{name}: {kind}"));
            for text in [model, charter] {
                assert_eq!(format(text).unwrap(), text, "{name}");
            }
        }
    }
}
