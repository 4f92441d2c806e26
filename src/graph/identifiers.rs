//! Identifiers elsewhere and pages of things, as the graph keeps them.
//!
//! Takes the properties of nodes, gives the identifiers with their schemes and places. A model without them pays nothing:
//! they stand among the properties that few things have. Never says whether one is well formed: `crate::identifiers` does.

use super::index::{Class, Item, NodeIx, SourceIx};
use super::org_graph::OrgGraph;
use super::tables::{PropertyRow, Trait, traits_of};
use crate::text::Span;

/// An identifier that a thing has elsewhere.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct IdentifierRef<'g> {
    /// The scheme: the register that gave it.
    pub scheme: &'g str,
    /// The identifier, as it is written.
    pub id: &'g str,
    /// Where the scheme stands; the start of the entry where it stands in no file.
    pub scheme_span: Span,
    /// Where the identifier stands, likewise.
    pub span: Span,
}

impl OrgGraph {
    /// The identifiers that a thing has elsewhere, in the order of the text.
    ///
    /// ```
    /// use organigram::graph::Builder;
    /// let model = ron::from_str(r#"Model(organs: {
    ///     "wpk": Organ(ids: { "wikidata": "Q42", "viaf": ["1", "2"] }), "cc": Organ(),
    /// })"#)?;
    /// let graph = Builder::from_model(model);
    /// let of = |id| graph.identifiers(graph.node(id).unwrap()).map(|one| (one.scheme, one.id));
    /// assert!(of("wpk").eq([("wikidata", "Q42"), ("viaf", "1"), ("viaf", "2")]));
    /// assert_eq!(of("cc").count(), 0);
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn identifiers(&self, node: NodeIx) -> impl Iterator<Item = IdentifierRef<'_>> + Clone {
        let rows = traits_of(&self.claims[0].traits, node.0);
        self.identifiers_in(rows).map(|(_, one)| one)
    }

    /// The identifiers of all things, with the things, in their order.
    ///
    /// ```
    /// use organigram::graph::Builder;
    /// let model = ron::from_str(r#"Model(
    ///     organs: { "wpk": Organ(ids: { "wikidata": "Q42" }) }, people: { "kji": Person(ids: { "isni": "0" }) },
    /// )"#)?;
    /// let graph = Builder::from_model(model);
    /// let all = graph.all_identifiers().map(|(node, one)| (graph.id(node), one.scheme));
    /// assert!(all.eq([("wpk", "wikidata"), ("kji", "isni")]));
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn all_identifiers(&self) -> impl Iterator<Item = (NodeIx, IdentifierRef<'_>)> + Clone {
        self.identifiers_in(&self.claims[0].traits)
    }

    /// The things of some classes that have an identifier of a scheme, with it, in their order.
    ///
    /// ```
    /// use organigram::graph::{Builder, Class};
    /// let model = ron::from_str(r#"Model(
    ///     organs: { "wpk": Organ(ids: { "wikidata": "Q42" }), "cc": Organ(ids: { "own": "7" }) },
    /// )"#)?;
    /// let graph = Builder::from_model(model);
    /// let found: Vec<&str> = graph.identified("wikidata", &[Class::Organ]).map(|(_, id)| id).collect();
    /// assert_eq!(found, ["Q42"]);
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn identified<'g>(
        &'g self,
        scheme: &'g str,
        classes: &'g [Class],
    ) -> impl Iterator<Item = (NodeIx, &'g str)> + Clone {
        let all = self.all_identifiers().filter(move |(_, one)| one.scheme == scheme);
        let all = all.filter(|(node, _)| classes.contains(&self.class(*node)));
        all.map(|(node, one)| (node, one.id))
    }

    /// The identifiers that a source has elsewhere.
    ///
    /// ```
    /// use organigram::graph::Builder;
    /// let model = ron::from_str(r#"Model(sources: { "thesis": Source(ids: { "doi": "10.1000/182" }) })"#)?;
    /// let graph = Builder::from_model(model);
    /// let thesis = graph.source("thesis").unwrap();
    /// assert!(graph.source_identifiers(thesis).eq([("doi", "10.1000/182")]));
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn source_identifiers(&self, source: SourceIx) -> impl Iterator<Item = (&str, &str)> {
        let ids = self.source_entry(source).into_iter().flat_map(|source| &source.ids);
        ids.flat_map(|(scheme, all)| all.iter().map(move |id| (&**scheme, &**id)))
    }

    /// The address of a thing's own page.
    ///
    /// ```
    /// use organigram::graph::Builder;
    /// let model = ron::from_str(r#"Model(organs: { "club": Organ(url: "https://example.org/club") })"#)?;
    /// let graph = Builder::from_model(model);
    /// assert_eq!(graph.url(graph.node("club").unwrap()), Some("https://example.org/club"));
    /// # Ok::<(), ron::error::SpannedError>(())
    /// ```
    pub fn url(&self, node: NodeIx) -> Option<&str> {
        self.property(Item::Node(node), Trait::Url)
    }

    /// Each scheme is followed by its identifier.
    fn identifiers_in<'g>(
        &'g self,
        rows: &'g [PropertyRow],
    ) -> impl Iterator<Item = (NodeIx, IdentifierRef<'g>)> + Clone {
        let pairs = rows.windows(2).filter(|pair| pair[0].what == Trait::Scheme);
        pairs.map(|pair| {
            let [scheme, id] = [pair[0].text, pair[1].text];
            let entry = Span::at(self.pos(Item::Node(NodeIx(pair[0].row))));
            let one = IdentifierRef {
                scheme: self.texts.get(scheme),
                id: self.texts.get(id),
                scheme_span: scheme.span().unwrap_or(entry),
                span: id.span().or(scheme.span()).unwrap_or(entry),
            };
            (NodeIx(pair[0].row), one)
        })
    }
}
