//! Perspectives: which claims count, and for how long they carry.
//!
//! Takes the sources that a reader trusts or distrusts, a date by which a claim had to be
//! published, and the modalities that are wanted; describes every claim whether it counts. Nothing
//! that does not count is walked, drawn or answered with.

use super::index::SourceIx;
use super::org_graph::OrgGraph;
use super::tables::{CiteList, CiteRow};
use crate::model::{Choice, Lapse, Modality};
use crate::time::When;

/// Which claims are wanted, by the names that a person gives.
///
/// The default wants all.
///
/// ```
/// use organigram::graph::{Builder, Perspective, PerspectiveSpec, Slice, Threshold};
///
/// let graph = Builder::from_model(ron::from_str(r#"Model(
///     sources: { "minutes": Source(title: "Minute book"), "memoir": Source(title: "Memoir") },
///     organs: { "club": Organ(cite: "minutes"), "board": Organ(cite: "memoir") },
/// )"#)?);
/// let spec = PerspectiveSpec { without: vec!["memoir".into()], ..PerspectiveSpec::default() };
/// let slice = Slice::new(&graph, None, Perspective::new(&graph, &spec)?, Threshold::Possible);
/// assert!(slice.attested(graph.node("club").unwrap()));
/// assert!(!slice.attested(graph.node("board").unwrap()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PerspectiveSpec {
    /// Only what these sources say, and the sources quoted within them.
    pub according_to: Vec<String>,
    /// Nothing that only these sources say, or the sources quoted within them. Of a source and one quoted in it
    /// within it, the one that is named decides for itself.
    pub without: Vec<String>,
    /// Only what was published by then for certain.
    pub known_by: Option<When>,
    /// Only claims of these modalities.
    pub modality: Vec<Modality>,
    /// How long after its last attestation a thing is presumed to have gone on; as the charter or the model says
    /// where nothing is said here.
    pub presume_for: Option<Lapse>,
}

impl PerspectiveSpec {
    /// Whether all claims are wanted.
    pub fn is_all(&self) -> bool {
        PerspectiveSpec { presume_for: None, ..self.clone() } == PerspectiveSpec::default()
    }
}

/// The perspective in words: `according to kcna, without nklw, known by 2013-02`.
impl std::fmt::Display for PerspectiveSpec {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts = Vec::new();
        if !self.according_to.is_empty() {
            parts.push(format!("according to {}", self.according_to.join(", ")));
        }
        if !self.without.is_empty() {
            parts.push(format!("without {}", self.without.join(", ")));
        }
        if let Some(when) = self.known_by {
            parts.push(format!("known by {when}"));
        }
        if !self.modality.is_empty() {
            let names: Vec<String> = self.modality.iter().map(Modality::to_string).collect();
            parts.push(format!("only {}", names.join(", ")));
        }
        if parts.is_empty() {
            parts.push("all sources".to_owned());
        }
        if let Some(lapse) = self.presume_for {
            parts.push(format!("presumed for {lapse}"));
        }
        f.write_str(&parts.join("; "))
    }
}

/// A source that was named and is none of the model's.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no source has the id `{id}`")]
pub struct UnknownSource {
    /// The name.
    pub id: String,
}

/// Which claims of one graph count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Perspective {
    /// By source; `None` when every source counts.
    sources: Option<Box<[bool]>>,
    /// Whether a claim that nobody is cited for is left out.
    cited_only: bool,
    /// The modalities that do not count, as bits.
    refused: u8,
    presume_for: Option<Lapse>,
}

impl Perspective {
    /// All claims.
    pub fn all() -> Self {
        Perspective::default()
    }

    /// The perspective that `spec` describes.
    ///
    /// # Errors
    /// When it names a source that the model lacks.
    pub fn new(graph: &OrgGraph, spec: &PerspectiveSpec) -> Result<Self, UnknownSource> {
        let wanted = named(graph, &spec.according_to)?;
        let unwanted = named(graph, &spec.without)?;
        let picks = !(wanted.is_empty() && unwanted.is_empty() && spec.known_by.is_none());
        let counts = |source| {
            chosen(graph, source, &wanted, &unwanted)
                && spec.known_by.is_none_or(|when| published_by(graph, source, when))
        };
        let refused = Modality::NAMES.iter().enumerate().fold(0, |bits, (at, _)| {
            let wanted =
                spec.modality.is_empty() || spec.modality.contains(&Modality::from_index(at));
            bits | u8::from(!wanted) << at
        });
        Ok(Perspective {
            sources: picks.then(|| graph.sources().map(counts).collect()),
            cited_only: !wanted.is_empty() || spec.known_by.is_some(),
            refused,
            presume_for: spec.presume_for,
        })
    }

    /// Whether every claim counts.
    #[inline]
    pub fn is_all(&self) -> bool {
        self.sources.is_none() && self.refused == 0
    }

    /// How long a thing is presumed to have gone on, where the question says so.
    #[inline]
    pub fn presume_for(&self) -> Option<Lapse> {
        self.presume_for
    }

    /// Whether a source counts.
    pub fn has_source(&self, source: SourceIx) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources[source.index()])
    }

    /// Whether a claim of this modality counts.
    #[inline]
    pub fn has_modality(&self, modality: Modality) -> bool {
        self.refused >> (modality as u8) & 1 == 0
    }

    /// Whether a claim counts, by its modality, by whether it cites anything, and by whether it cites a source that
    /// counts.
    pub(crate) fn wants(
        &self,
        modality: Modality,
        cited: bool,
        counted: impl FnOnce() -> bool,
    ) -> bool {
        self.has_modality(modality)
            && match (&self.sources, cited) {
                (None, _) => true,
                (Some(_), false) => !self.cited_only,
                (Some(_), true) => counted(),
            }
    }

    /// Whether a claim counts with all that it cites: what a remark on it needs to be printed.
    pub(super) fn covers(&self, graph: &OrgGraph, cites: CiteList, modality: Modality) -> bool {
        let all =
            || graph.cite_rows(cites).iter().all(|cite| self.has_source(SourceIx(cite.source)));
        self.counts(graph, cites, modality) && (self.is_all() || all())
    }

    #[inline]
    pub(super) fn counts(&self, graph: &OrgGraph, cites: CiteList, modality: Modality) -> bool {
        if self.is_all() {
            return true;
        }
        self.has_modality(modality)
            && match &self.sources {
                None => true,
                Some(_) if cites == CiteList::default() => !self.cited_only,
                Some(sources) => {
                    let counts = |cite: &CiteRow| sources[cite.source as usize];
                    graph.cite_rows(cites).iter().any(counts)
                }
            }
    }
}

fn named(graph: &OrgGraph, ids: &[String]) -> Result<Vec<SourceIx>, UnknownSource> {
    let find = |id: &String| graph.source(id).ok_or_else(|| UnknownSource { id: id.clone() });
    ids.iter().map(find).collect()
}

/// The innermost of a quoted source and the sources around it that is named at all decides.
fn chosen(graph: &OrgGraph, source: SourceIx, wanted: &[SourceIx], unwanted: &[SourceIx]) -> bool {
    let mut at = Some(source);
    // A source quoted within itself would be a cycle: no chain is longer than there are sources.
    for _ in graph.sources() {
        let Some(quoted) = at else { break };
        if unwanted.contains(&quoted) {
            return false;
        }
        if wanted.contains(&quoted) {
            return true;
        }
        at = graph.within(quoted);
    }
    wanted.is_empty()
}

fn published_by(graph: &OrgGraph, source: SourceIx, when: When) -> bool {
    graph.published(source).is_some_and(|period| period.possible_days().1 <= when.to)
}
