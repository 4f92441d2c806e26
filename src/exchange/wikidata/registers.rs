//! The properties of Wikidata that hold identifiers of other registers, and the address of a thing's own page. Plain data.

/// Properties, and the schemes of their values.
pub(super) const REGISTERS: [(&str, &str); 7] = [
    ("P213", "isni"),
    ("P214", "viaf"),
    ("P227", "gnd"),
    ("P496", "orcid"),
    ("P791", "isil"),
    ("P1278", "lei"),
    ("P6782", "ror"),
];

/// The official website.
pub(super) const WEBSITE: &str = "P856";
