//! Which column of a table is what: by its usual names, and by the mapping.
//!
//! Takes a heading row and a mapping's table, gives the place of every field. Reads no cell.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::headings;
use super::sample::Sample;
use super::sheets::book_and_sheet;

/// What the rows of a table are.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum ColumnKind {
    /// A row is a source.
    Sources,
    /// A row is an organ.
    Organs,
    /// A row puts an organ under another.
    Hierarchy,
    /// A row is a further name of anything.
    Names,
    /// A row is a number of members of an organ.
    Members,
    /// A row is a transition, or a part of one.
    Lineage,
    /// A row is an event.
    Events,
    /// A row is a post.
    Posts,
    /// A row is a person.
    People,
    /// A row is a tenure.
    Tenures,
    /// A row is a seat.
    Seats,
    /// A row is a part of the model itself: its title, a view, a query.
    #[cfg_attr(feature = "cli", value(skip))]
    Model,
}

/// All kinds, in the order in which they are read and written.
pub(in crate::exchange) const KINDS: [ColumnKind; 12] = [
    ColumnKind::Model,
    ColumnKind::Sources,
    ColumnKind::Organs,
    ColumnKind::Hierarchy,
    ColumnKind::Names,
    ColumnKind::Members,
    ColumnKind::Lineage,
    ColumnKind::Events,
    ColumnKind::Posts,
    ColumnKind::People,
    ColumnKind::Tenures,
    ColumnKind::Seats,
];

impl ColumnKind {
    /// The name of the table's file, without its ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            ColumnKind::Sources => "sources",
            ColumnKind::Organs => "organs",
            ColumnKind::Hierarchy => "hierarchy",
            ColumnKind::Names => "names",
            ColumnKind::Members => "members",
            ColumnKind::Lineage => "lineage",
            ColumnKind::Events => "events",
            ColumnKind::Posts => "posts",
            ColumnKind::People => "people",
            ColumnKind::Tenures => "tenures",
            ColumnKind::Seats => "seats",
            ColumnKind::Model => "model",
        }
    }

    /// Whether its rows add to the entries of other tables.
    pub(super) fn adds(self) -> bool {
        matches!(self, ColumnKind::Hierarchy | ColumnKind::Names | ColumnKind::Members)
    }

    /// Whether its rows are things with ids, to which others may add.
    pub(super) fn is_thing(self) -> bool {
        matches!(
            self,
            ColumnKind::Organs | ColumnKind::Events | ColumnKind::Posts | ColumnKind::People
        )
    }

    /// Whether a file is called after the kind, in the kind's own word.
    pub(super) fn is_name_of(self, name: &str) -> bool {
        stem(name) == self.name()
    }

    /// The kind that a file's name speaks of.
    pub(super) fn of_name(name: &str) -> Option<ColumnKind> {
        let stem = stem(name);
        let usual: &[(ColumnKind, &[&str])] = &[
            (ColumnKind::Sources, &["source", "references", "bibliography"]),
            (
                ColumnKind::Organs,
                &[
                    "organizations",
                    "organisations",
                    "units",
                    "bodies",
                    "parties",
                    "nodes",
                    "agencies",
                    "departments",
                    "ministries",
                    "institutions",
                    "companies",
                    "committees",
                    "entities",
                ],
            ),
            (ColumnKind::Hierarchy, &["under", "parents", "superiors", "edges", "subordination"]),
            (ColumnKind::Names, &["aliases", "other_names"]),
            (ColumnKind::Members, &["sizes"]),
            (ColumnKind::Lineage, &["transitions", "changes", "successions", "genealogy"]),
            (ColumnKind::Events, &["meetings", "congresses"]),
            (ColumnKind::Posts, &["positions", "offices"]),
            (ColumnKind::People, &["persons", "person"]),
            (ColumnKind::Tenures, &["holders", "appointments", "occupancies", "terms"]),
            (ColumnKind::Seats, &["memberships"]),
        ];
        let by_name = KINDS.into_iter().find(|kind| kind.name() == stem);
        by_name.or_else(|| {
            usual.iter().find(|(_, names)| names.contains(&stem.as_str())).map(|(kind, _)| *kind)
        })
    }

    /// The fields of its rows.
    pub(in crate::exchange) fn fields(self) -> &'static [Field] {
        use Field::*;
        match self {
            Self::Sources => &[
                Id,
                Title,
                Author,
                Publisher,
                Published,
                InForce,
                Within,
                Witness,
                Kind,
                Url,
                Wikidata,
                Viaf,
                Isbn,
                Issn,
                Doi,
                Own,
                Ids,
                File,
                Lang,
                Reliability,
                Note,
            ],
            Self::Organs => &[
                Id,
                Kind,
                Name,
                Names,
                Date,
                Start,
                End,
                FirstSeen,
                LastSeen,
                Place,
                Under,
                Line,
                Replaces,
                ReplacedBy,
                Functions,
                Mandates,
                Jurisdiction,
                LegalBasis,
                Wikidata,
                Viaf,
                Isni,
                Ror,
                Isil,
                Lei,
                Gnd,
                Own,
                Ids,
                Url,
                Tags,
                Note,
                Cite,
                Modality,
                Allow,
                OrganName,
            ],
            Self::Hierarchy => &[
                Id, Organ, Line, Date, Start, End, FirstSeen, LastSeen, Note, Cite, Modality, Allow,
            ],
            Self::Names => &[Id, Text, Lang, Date, Start, End, Note, Cite, Modality],
            Self::Members => &[Id, Count, Of, Date, Note, Cite, Modality],
            Self::Lineage => {
                &[Kind, Organ, From, Into, Date, By, How, In, Name, Note, Cite, Modality, Allow]
            }
            Self::Events => &[
                Id, Name, Names, Kind, Series, Number, Date, Start, End, Place, Organs, By, Bodies,
                People, Order, Numbers, Wikidata, Viaf, Gnd, Own, Ids, Url, Tags, Note, Cite,
                Modality, Allow,
            ],
            Self::Posts => &[
                Id, Title, Names, Kind, Organ, OrganName, Under, Line, Seats, Date, Start, End,
                Wikidata, Own, Ids, Url, Tags, Note, Cite, Modality, Allow,
            ],
            Self::People => &[
                Id, Name, Names, Born, Died, Date, Wikidata, Viaf, Isni, Orcid, Gnd, Own, Ids, Url,
                Tags, Note, Cite, Modality, Allow,
            ],
            Self::Tenures => &[
                Person, Post, Vacant, Organ, Date, Start, End, FirstSeen, LastSeen, Status, By,
                OnBehalfOf, Note, Cite, Modality, Allow, PersonName, PostTitle, OrganName,
            ],
            Self::Seats => &[
                Person, Organ, ExOfficio, Vacant, Rank, Membership, Title, Date, Start, End,
                FirstSeen, LastSeen, By, OnBehalfOf, Note, Cite, Modality, Allow, PersonName,
                OrganName,
            ],
            Self::Model => &[Part, Id, Value],
        }
    }

    /// The fields without which a row says nothing.
    pub(in crate::exchange) fn needs(self) -> &'static [Field] {
        use Field::*;
        match self {
            Self::Hierarchy => &[Id, Organ],
            Self::Names => &[Id, Text],
            Self::Members => &[Id, Count],
            Self::Lineage => &[],
            Self::Tenures => &[Person, Post],
            Self::Seats => &[Person, Organ],
            Self::Model => &[Part],
            _ => &[Id],
        }
    }

    /// The field of which another gives the name.
    pub(super) fn named_by(self, name: Field) -> Field {
        match name {
            Field::PersonName => Field::Person,
            Field::PostTitle => Field::Post,
            _ if self == ColumnKind::Organs => Field::Under,
            _ => Field::Organ,
        }
    }

    /// The name of a field in this table: that of the model's field.
    pub(in crate::exchange) fn heading(self, field: Field) -> &'static str {
        match (self, field) {
            (ColumnKind::Hierarchy, Field::Organ) => "under",
            (ColumnKind::Hierarchy | ColumnKind::Tenures | ColumnKind::Seats, Field::Date) => {
                "during"
            }
            (ColumnKind::Names, Field::Date) => "used",
            (ColumnKind::People, Field::Date) => "life",
            (ColumnKind::Members | ColumnKind::Lineage | ColumnKind::Events, Field::Date) => "on",
            _ => field.name(),
        }
    }
}

/// The last part of a file's name, without its endings; of a sheet, its name.
fn stem(name: &str) -> String {
    if let Some((_, sheet)) = book_and_sheet(name) {
        return plain(sheet);
    }
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    plain(last.split('.').next().unwrap_or(last))
}

macro_rules! fields {
    ($($Field:ident = $name:literal [$($usual:literal),*],)*) => {
        /// A field of a row.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
        pub(in crate::exchange) enum Field { $($Field),* }

        impl Field {
            const ALL: &'static [Field] = &[$(Field::$Field),*];

            pub(super) fn name(self) -> &'static str {
                match self { $(Field::$Field => $name),* }
            }

            /// Other headings under which the field is usually found.
            fn usual(self) -> &'static [&'static str] {
                match self { $(Field::$Field => &[$($usual),*]),* }
            }
        }
    };
}

fields! {
    Id = "id" ["identifier", "code", "key", "child", "organ_id", "person_id", "post_id", "event_id",
        "source_id", "party_id", "unit_id", "agency_id", "body_id", "entity_id", "institution_id",
        "department_id", "company_id", "organization_id", "organisation_id", "item", "qid", "ror_id",
        "company_number", "registration_number"],
    Kind = "kind" ["type", "category", "class", "change", "transition"],
    Name = "name" ["title", "label", "full_name", "organ_name", "organisation", "organization",
        "party", "new_name", "item_label", "unit_name", "organization_name", "organisation_name",
        "agency", "agency_name", "department", "department_name", "ministry", "institution", "unit",
        "body", "body_name", "company", "company_name", "entity_name", "legal_name", "person_name",
        "official_name"],
    Text = "text" ["name", "alias", "other_name"],
    Names = "names" ["alt_names", "other_names", "aliases", "aka", "also_known_as"],
    Date = "existence" ["dates", "date", "year", "period", "during", "on", "used", "when", "lifespan"],
    Start = "start" ["from_date", "start_date", "valid_from", "begin", "since", "founded",
        "founding_date", "established", "created", "inception", "from", "formed", "opened",
        "date_founded", "date_established", "date_of_creation", "creation_date", "incorporation_date",
        "established_date", "date_from", "start_year", "year_founded"],
    End = "end" ["to_date", "end_date", "valid_to", "until", "dissolved", "dissolution_date",
        "abolished", "to", "closed", "ceased", "disbanded", "defunct", "date_abolished",
        "date_dissolved", "date_of_cessation", "dissolved_date", "date_to", "end_year"],
    FirstSeen = "first_seen" ["first_cited", "first_cited_date", "date_first_cited", "first_mention",
        "first_mentioned", "first_attested", "earliest"],
    LastSeen = "last_seen" ["last_cited", "last_cited_date", "date_last_cited", "last_mention",
        "last_mentioned", "last_attested", "latest"],
    Replaces = "replaces" ["predecessor", "predecessors", "preceded_by", "succeeds", "follows",
        "formerly", "replaced"],
    ReplacedBy = "replaced_by" ["successor", "successors", "succeeded_by", "followed_by",
        "superseded_by"],
    Place = "place" ["location", "seat_of", "city"],
    Under = "under" ["parent", "parent_id", "superior", "reports_to", "part_of", "unit_parent",
        "parent_agency", "parent_unit", "parent_organisation", "parent_organization", "parent_body",
        "parent_department", "parent_company", "parent_name", "parent_institution", "superior_id",
        "belongs_to", "subordinate_to", "child_of", "related_unit_id", "related_unit"],
    Line = "line" ["relation", "relationship"],
    Organ = "organ" ["organ_id", "body_id", "unit_id", "agency_id", "department_id", "party_id", "group",
        "chamber", "faction", "committee", "parent", "parent_id", "superior", "under", "organization_id",
        "organisation_id", "organization", "organisation", "body", "party", "agency", "department",
        "ministry", "institution", "unit", "parent_unit", "parent_organisation",
        "parent_organization"],
    From = "from" ["predecessor", "predecessors", "before", "old", "source"],
    Into = "into" ["to", "successor", "successors", "after", "new", "target"],
    By = "by" ["appointed_by", "elected_by"],
    OnBehalfOf = "on_behalf_of" ["on_behalf_of_id", "parliamentary_group"],
    How = "how" ["manner", "way"],
    Person = "person" ["person_id", "holder", "name", "member", "person_name", "full_name", "official",
        "minister", "leader"],
    Post = "post" ["post_id", "position_id", "position", "role", "office", "job_title", "function"],
    Vacant = "vacant" ["vacancy", "is_vacant"],
    ExOfficio = "ex_officio" ["by_virtue_of", "ex_officio_post"],
    Status = "status" [],
    Rank = "rank" ["order", "precedence"],
    Membership = "membership" ["member_type"],
    Title = "title" ["role", "label", "name", "post"],
    Series = "series" [],
    Number = "number" ["no", "nr"],
    Organs = "organs" ["organ", "organization_id", "body"],
    People = "people" ["attendees", "participants"],
    Seats = "seats" ["places"],
    Born = "born" ["birth", "birth_date", "date_of_birth"],
    Died = "died" ["death", "death_date", "date_of_death"],
    Author = "author" ["authors", "by"],
    Publisher = "publisher" [],
    Published = "published" ["date", "publication_date", "year"],
    InForce = "in_force" ["commencement", "effective"],
    Within = "within" ["in"],
    Witness = "witness" [],
    Functions = "functions" ["tasks", "competences"],
    Mandates = "mandates" ["mandate"],
    Jurisdiction = "jurisdiction" ["territory"],
    LegalBasis = "legal_basis" ["statute"],
    In = "in" [],
    Wikidata = "wikidata" ["wikidata_id", "wikidata_qid", "wikidata_item", "qid"],
    Viaf = "viaf" ["viaf_id"],
    Isni = "isni" ["isni_id"],
    Ror = "ror" ["ror_id"],
    Isil = "isil" ["isil_code"],
    Lei = "lei" ["lei_code"],
    Orcid = "orcid" ["orcid_id"],
    Gnd = "gnd" ["gnd_id"],
    Doi = "doi" [],
    Isbn = "isbn" ["isbn_13", "isbn_10"],
    Issn = "issn" [],
    Own = "own" ["own_id", "own_number"],
    Ids = "ids" ["identifiers", "external_ids"],
    Url = "url" ["link", "address", "uri", "website", "homepage", "web_page", "official_website"],
    File = "file" ["path"],
    Lang = "lang" ["language"],
    Reliability = "reliability" [],
    Count = "count" ["members", "size"],
    Of = "of" ["unit"],
    Numbers = "numbers" [],
    Bodies = "bodies" [],
    Order = "order" [],
    Tags = "tags" ["tag", "keywords"],
    Note = "note" ["notes", "remark", "remarks", "comment", "comments", "description"],
    Cite = "cite" ["cites", "citation", "citations", "source", "sources", "reference"],
    Modality = "modality" [],
    Allow = "allow" [],
    Part = "part" [],
    Value = "value" [],
    PersonName = "person_name" ["name", "full_name", "person_label", "label", "holder_name", "member_name"],
    PostTitle = "post_title" ["title", "position_name", "position_label", "post_name", "post_label", "position", "role"],
    OrganName = "organ_name" ["organisation", "organization", "organisation_name", "organization_name",
        "organ_label", "body_name", "unit_name"],
}

pub(super) const FIELDS: usize = Field::ALL.len();

/// The fields that hold identifiers of one scheme each: they are called after it.
const SCHEMES: [Field; 12] = [
    Field::Own,
    Field::Wikidata,
    Field::Viaf,
    Field::Isni,
    Field::Ror,
    Field::Isil,
    Field::Lei,
    Field::Orcid,
    Field::Gnd,
    Field::Doi,
    Field::Isbn,
    Field::Issn,
];

impl ColumnKind {
    /// The fields of its rows that hold identifiers of one scheme each, with the names of the schemes.
    pub(in crate::exchange) fn schemes(self) -> impl Iterator<Item = (Field, &'static str)> {
        let own = SCHEMES.into_iter().filter(move |field| self.fields().contains(field));
        own.map(|field| (field, field.name()))
    }
}

impl Field {
    /// The field that a mapping names for a table.
    pub(super) fn of(kind: ColumnKind, name: &str) -> Option<Field> {
        let fields = kind.fields().iter().copied();
        let dated = matches!(name, "date" | "on" | "during" | "used" | "existence");
        let hit = |field: &Field| {
            kind.heading(*field) == name || field.name() == name || (dated && *field == Field::Date)
        };
        let child = (name == "child" || name == "organ_id") && kind == ColumnKind::Hierarchy;
        fields.clone().find(hit).or(child.then_some(Field::Id))
    }
}

/// Where a field's text comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Place {
    /// Nowhere.
    #[default]
    None,
    /// The cells of a column.
    Column(usize),
    /// Pieces of text and columns.
    Template(Vec<TemplatePiece>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TemplatePiece {
    Text(String),
    Column(usize),
}

/// A heading with small letters and `_` between its words: `replacedBy`, `Replaced by` and
/// `unit:replaced_by` are alike but for their first words. Of a heading that is a whole page no more is looked at than its
/// beginning, for it is compared with all that columns are called.
pub(super) fn plain(heading: &str) -> String {
    const LONGEST: usize = 1_000;
    let mut plain = String::new();
    let mut was_small = false;
    for letter in heading.trim().chars().take(LONGEST) {
        if letter.is_whitespace() || matches!(letter, '-' | '_' | '.' | ':' | '/') {
            was_small = false;
            if !plain.is_empty() && !plain.ends_with('_') {
                plain.push('_');
            }
            continue;
        }
        if was_small && letter.is_uppercase() {
            plain.push('_');
        }
        was_small = letter.is_lowercase();
        plain.extend(letter.to_lowercase());
    }
    plain.trim_end_matches('_').to_owned()
}

/// The columns of a table by field, and the columns that nothing reads.
pub(super) struct Columns {
    pub(super) places: Vec<Place>,
    pub(super) unread: Vec<String>,
    /// Columns of organs that are called after a post: `Chairman`. They name who held it.
    pub(super) heads: Vec<usize>,
}

/// Finds each field's column: where the mapping says, else under its own name, else under a usual
/// one. A column serves one field, but those of the mapping may share.
pub(super) fn find(
    kind: ColumnKind,
    headings: &[String],
    mapped: &IndexMap<String, String>,
    sample: &Sample<'_>,
) -> Result<Columns, String> {
    let (mut places, mut used) = mapped_places(kind, headings, mapped)?;
    let plain_headings: Vec<String> = headings.iter().map(|heading| plain(heading)).collect();
    let bare_headings: Vec<&str> = plain_headings.iter().map(|heading| bare(heading)).collect();
    for step in [Wording::Own, Wording::Usual, Wording::Foreign] {
        for field in kind.fields().iter().filter(|field| !NAMES.contains(field)) {
            if places[*field as usize] != Place::None || mapped_away(kind, *field, mapped) {
                continue;
            }
            let hit = words(kind, *field, step).into_iter().find_map(|name| {
                let fits = |at: &usize| {
                    !used[*at] && is_open(kind, *field, name) && may_hold(*field, name, *at, sample)
                };
                let alike = |at: &usize| {
                    plain_headings[*at] == name
                        || step != Wording::Own && bare_headings[*at] == name
                };
                (0..headings.len()).filter(fits).find(alike)
            });
            if let Some(at) = hit {
                used[at] = true;
                places[*field as usize] = Place::Column(at);
            }
        }
    }
    for name in kind.fields().iter().filter(|field| NAMES.contains(field)) {
        let Place::Column(of) = places[kind.named_by(*name) as usize] else { continue };
        if let Some(at) = name_column(*name, &plain_headings, of, &used)
            && places[*name as usize] == Place::None
        {
            used[at] = true;
            places[*name as usize] = Place::Column(at);
        }
    }
    // Holders may stand in a column that is called after their post.
    if kind == ColumnKind::Tenures && places[Field::Post as usize] == Place::None {
        let post =
            (0..headings.len()).find(|&at| !used[at] && headings::is_post(&plain_headings[at]));
        if let Some(at) = post {
            used[at] = true;
            places[Field::Person as usize] = Place::Column(at);
        }
    }
    let mut heads = Vec::new();
    for (at, heading) in plain_headings.iter().enumerate() {
        let is_head = !used[at] && headings::is_post(heading) && !sample.holds_dates_only(at);
        if kind == ColumnKind::Organs && is_head {
            used[at] = true;
            heads.push(at);
        }
    }
    Ok(Columns { places, unread: unread(headings, &used), heads })
}

/// The columns that a mapping names, and no other.
pub(super) fn exactly(
    kind: ColumnKind,
    headings: &[String],
    mapped: &IndexMap<String, String>,
) -> Result<Columns, String> {
    let (places, used) = mapped_places(kind, headings, mapped)?;
    Ok(Columns { places, unread: unread(headings, &used), heads: Vec::new() })
}

/// The places of the fields that a mapping names, and which columns they are in.
fn mapped_places(
    kind: ColumnKind,
    headings: &[String],
    mapped: &IndexMap<String, String>,
) -> Result<(Vec<Place>, Vec<bool>), String> {
    let mut places = vec![Place::None; FIELDS];
    let mut used = vec![false; headings.len()];
    for (name, column) in mapped {
        let field = Field::of(kind, name).ok_or_else(|| no_field(kind, name))?;
        places[field as usize] = place(column, headings, &mut used)?;
    }
    Ok((places, used))
}

fn unread(headings: &[String], used: &[bool]) -> Vec<String> {
    let unread = headings.iter().zip(used).filter(|(heading, used)| !**used && !heading.is_empty());
    unread.map(|(heading, _)| heading.clone()).collect()
}

/// The names of what other columns refer to by ids.
const NAMES: [Field; 3] = [Field::PersonName, Field::PostTitle, Field::OrganName];

/// The column that names what another refers to: `personLabel` beside `person`, `name` beside `person_id`.
fn name_column(name: Field, headings: &[String], of: usize, used: &[bool]) -> Option<usize> {
    let base = headings[of].trim_end_matches("_id");
    let free = |wanted: &str| (0..headings.len()).find(|&at| !used[at] && headings[at] == wanted);
    let beside = ["label", "name", "title"].iter().find_map(|word| free(&format!("{base}_{word}")));
    let is_id =
        |heading: &str| heading.ends_with("id") || matches!(heading, "code" | "item" | "key");
    let any = || {
        name.usual()
            .iter()
            .chain(headings::in_other_languages(Field::Name.name()))
            .find_map(|word| free(word))
    };
    beside.or_else(|| is_id(&headings[of]).then(any).flatten())
}

/// How near a heading is to the field's own name.
#[derive(Copy, Clone, PartialEq, Eq)]
enum Wording {
    Own,
    Usual,
    Foreign,
}

fn words(kind: ColumnKind, field: Field, wording: Wording) -> Vec<&'static str> {
    match wording {
        Wording::Own => vec![kind.heading(field), field.name()],
        Wording::Usual => field.usual().to_vec(),
        Wording::Foreign => headings::in_other_languages(field.name()).to_vec(),
    }
}

const YEARS: [&str; 6] = ["year", "jahr", "année", "год", "연도", "年份"];

/// Whether a heading can stand for a field in a kind of table.
fn is_open(kind: ColumnKind, field: Field, name: &str) -> bool {
    match field {
        // `organ_id` is the id of an organ, and elsewhere a reference.
        Field::Id => match name.strip_suffix("_id") {
            None => name != "child" || matches!(kind, ColumnKind::Organs | ColumnKind::Hierarchy),
            Some("person") => matches!(kind, ColumnKind::People | ColumnKind::Names),
            Some("post") => matches!(kind, ColumnKind::Posts | ColumnKind::Names),
            Some("event") => matches!(kind, ColumnKind::Events | ColumnKind::Names),
            Some("source") => kind == ColumnKind::Sources,
            Some("ror") => true,
            Some(_) => matches!(
                kind,
                ColumnKind::Organs
                    | ColumnKind::Hierarchy
                    | ColumnKind::Names
                    | ColumnKind::Members
            ),
        },
        // Whose time a date of a person is, only a mapping knows.
        Field::Date if kind == ColumnKind::People => name == "life",
        // What a year is the year of is known only of what happens.
        Field::Date if YEARS.contains(&name) => {
            matches!(kind, ColumnKind::Lineage | ColumnKind::Events | ColumnKind::Members)
        }
        // The address of a body is mostly that of its house.
        Field::Url => kind == ColumnKind::Sources || !matches!(name, "address" | "link" | "uri"),
        // A post that stands from then to then is mostly a holder's, not the post itself.
        Field::Start | Field::End => kind != ColumnKind::Posts || !matches!(name, "from" | "to"),
        _ => true,
    }
}

/// Whether a column can hold what a word that means two things says of it: `from` a date, or from an organ.
fn may_hold(field: Field, name: &str, column: usize, sample: &Sample<'_>) -> bool {
    const EITHER: [&str; 12] =
        ["from", "to", "before", "after", "until", "since", "von", "bis", "de", "à", "с", "по"];
    match field {
        Field::Start | Field::End if EITHER.contains(&name) => !sample.holds_no_date(column),
        Field::From | Field::Into => !sample.holds_dates_only(column),
        _ => true,
    }
}

/// A heading without what stands in brackets behind it, and without signs.
fn bare(heading: &str) -> &str {
    let cut = heading.find(['(', '[', '（']).filter(|at| *at > 0).unwrap_or(heading.len());
    heading[..cut].trim_matches(|c: char| matches!(c, '_' | '*' | '#' | '?' | '№' | '"'))
}

/// Whether a heading is one of a field's.
pub(super) fn is_named(field: Field, heading: &str) -> bool {
    field.name() == heading
        || field.usual().contains(&heading)
        || headings::in_other_languages(field.name()).contains(&heading)
}

/// Whether a heading is one that some table has.
pub(super) fn is_heading(heading: &str) -> bool {
    let heading = plain(heading);
    let fits = |name: &str| name == heading || name == bare(&heading);
    headings::is_post(&heading)
        || KINDS.iter().any(|kind| kind.name() == heading)
        || Field::ALL.iter().any(|field| {
            fits(field.name())
                || field.usual().iter().any(|name| fits(name))
                || headings::in_other_languages(field.name()).iter().any(|name| fits(name))
        })
}

/// Whether the mapping says that a field has no column.
fn mapped_away(kind: ColumnKind, field: Field, mapped: &IndexMap<String, String>) -> bool {
    mapped.iter().any(|(name, column)| column.is_empty() && Field::of(kind, name) == Some(field))
}

fn no_field(kind: ColumnKind, name: &str) -> String {
    let names: Vec<&str> = kind.fields().iter().map(|field| kind.heading(*field)).collect();
    format!("a table of {} has no field `{name}`; its fields are {}", kind.name(), names.join(", "))
}

/// The number of a column by its heading.
pub(super) fn column(heading: &str, headings: &[String]) -> Result<usize, String> {
    let exact = headings.iter().position(|found| found == heading);
    let same = || headings.iter().position(|found| plain(found) == plain(heading));
    exact.or_else(same).ok_or_else(|| {
        format!("there is no column `{heading}`; the columns are {}", headings.join(", "))
    })
}

fn place(text: &str, headings: &[String], used: &mut [bool]) -> Result<Place, String> {
    if text.is_empty() {
        return Ok(Place::None);
    }
    if !text.contains('{') {
        let at = column(text, headings)?;
        used[at] = true;
        return Ok(Place::Column(at));
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) =
            after.split_once('}').ok_or_else(|| format!("`{text}` has no closing `}}`"))?;
        if !before.is_empty() {
            pieces.push(TemplatePiece::Text(before.to_owned()));
        }
        let at = column(name, headings)?;
        used[at] = true;
        pieces.push(TemplatePiece::Column(at));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(TemplatePiece::Text(rest.to_owned()));
    }
    Ok(Place::Template(pieces))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn every_column_of_a_query_is_read_and_a_file_is_known_by_its_name() {
        let query = headings("item,itemLabel,parent,inception,dissolved,replacedBy");
        let found = find(ColumnKind::Organs, &query, &IndexMap::new(), &Sample::default()).unwrap();
        assert!(found.unread.is_empty());
        assert_eq!(ColumnKind::of_name("x/Organisations.csv.gz"), Some(ColumnKind::Organs));
    }

    #[test]
    fn columns_are_found_by_usual_names_and_by_templates() {
        let all = headings("Organ ID,Full Name,Since,Remarks,Colour");
        let mapped =
            [("names".to_owned(), "{Full Name} ({Colour})".to_owned())].into_iter().collect();
        let found = find(ColumnKind::Organs, &all, &mapped, &Sample::default()).unwrap();
        assert_eq!(found.places[Field::Id as usize], Place::Column(0));
        assert_eq!(found.places[Field::Start as usize], Place::Column(2));
        assert_eq!(found.places[Field::Note as usize], Place::Column(3));
        assert!(
            matches!(&found.places[Field::Names as usize], Place::Template(pieces) if pieces.len() == 4)
        );
        let unknown = [("nmae".to_owned(), "x".to_owned())].into_iter().collect();
        assert!(find(ColumnKind::Organs, &all, &unknown, &Sample::default()).is_err());
    }
}
