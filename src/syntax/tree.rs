//! The brackets of a text as a tree that still has every token and every comment.
//!
//! Takes a text, gives nested groups of items: what stands between two commas. A text that is no RON
//! has a tree too; its problems are listed beside it. Only blanks and line breaks lie between the
//! tokens of the tree. Judges no meaning.

use super::DEEPEST;
use super::lexer::{SyntaxLexer, SyntaxToken, TokenKind};

/// No more problems than this are listed.
const MOST_PROBLEMS: usize = 100;

/// A text, its brackets and what stands in them.
///
/// ```
/// use organigram::syntax::SyntaxTree;
///
/// let tree = SyntaxTree::parse("Model(organs: { \"club\": Organ() }) // the end");
/// assert!(tree.problems().is_empty());
/// let organs = tree.field(tree.record().unwrap(), "organs").unwrap();
/// let organs = tree.bracketed(organs).unwrap();
/// assert_eq!(tree.key(&organs.items[0]), Some("\"club\""));
/// assert_eq!(tree.str(&tree.root().items[0].trail[0].token), "// the end");
/// ```
#[derive(Clone, Debug)]
pub struct SyntaxTree<'t> {
    text: &'t str,
    groups: Vec<Bracketed>,
    problems: Vec<SyntaxProblem>,
}

/// Something in brackets; the whole text is one without.
#[derive(Clone, Default, Debug)]
pub struct Bracketed {
    /// The opening bracket.
    pub open: Option<SyntaxToken>,
    /// What stands in it.
    pub items: Vec<SyntaxItem>,
    /// The comments between the last item and the closing bracket.
    pub tail: Vec<Comment>,
    /// The closing bracket, if there is one.
    pub close: Option<SyntaxToken>,
    /// The byte after all of it.
    pub end: usize,
}

/// What stands between two commas.
#[derive(Clone, Default, Debug)]
pub struct SyntaxItem {
    /// Whether a blank line stands before its first atom.
    pub blank_before: bool,
    /// The comments before it, on lines of their own.
    pub lead: Vec<Comment>,
    /// Its names, values and brackets; none where a comma stands alone.
    pub atoms: Vec<SyntaxAtom>,
    /// The comments after it on its last line.
    pub trail: Vec<Comment>,
    /// The comma after it.
    pub comma: Option<SyntaxToken>,
}

/// A part of an item.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum SyntaxAtom {
    /// A name, a value, a colon, or what has no place here.
    Token(SyntaxToken),
    /// A comment among the others.
    Comment(Comment),
    /// Something in brackets: its number among the [groups](SyntaxTree::group).
    Group(usize),
}

/// A comment and where it stands.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Its token.
    pub token: SyntaxToken,
    /// Whether a blank line stands before it.
    pub blank_before: bool,
    /// Whether nothing but blanks stands before it on its line.
    pub own_line: bool,
}

/// A place at which a text is no RON.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct SyntaxProblem {
    /// The byte.
    pub at: usize,
    /// What is wrong there.
    pub what: &'static str,
}

impl<'t> SyntaxTree<'t> {
    /// Takes a text apart. Every text has a tree.
    #[must_use]
    pub fn parse(text: &'t str) -> Self {
        let mut parser = Parser::new(text);
        SyntaxLexer::new(text).for_each(|token| parser.take(token));
        let (groups, problems) = parser.finish();
        SyntaxTree { text, groups, problems }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// Where the text is no RON, in the order in which a reader meets it: a bracket that is never closed is
    /// met at the end. The first hundred at the most.
    #[must_use]
    pub fn problems(&self) -> &[SyntaxProblem] {
        &self.problems
    }

    /// The whole text.
    #[must_use]
    pub fn root(&self) -> &Bracketed {
        &self.groups[0]
    }

    /// All groups: the whole text first, each before those inside it.
    #[must_use]
    pub fn groups(&self) -> &[Bracketed] {
        &self.groups
    }

    /// The text of a token.
    #[must_use]
    pub fn str(&self, token: &SyntaxToken) -> &'t str {
        &self.text[token.range()]
    }

    /// The record that a file holds.
    #[must_use]
    pub fn record(&self) -> Option<&Bracketed> {
        let atoms = self.root().items.iter().flat_map(|item| &item.atoms);
        let groups = atoms.filter_map(|atom| self.group(atom));
        groups.into_iter().find(|group| self.is_opened_by(group, "("))
    }

    /// The group that an atom is.
    #[must_use]
    pub fn group(&self, atom: &SyntaxAtom) -> Option<&Bracketed> {
        match atom {
            SyntaxAtom::Group(group) => Some(&self.groups[*group]),
            _ => None,
        }
    }

    /// Whether a group has this opening bracket.
    #[must_use]
    pub fn is_opened_by(&self, group: &Bracketed, open: &str) -> bool {
        group.open.is_some_and(|token| self.str(&token) == open)
    }

    /// The first token of an item that is followed by a colon: a field's name, or an id in its quotation
    /// marks.
    #[must_use]
    pub fn key(&self, item: &SyntaxItem) -> Option<&'t str> {
        let mut said = item.atoms.iter().filter(|atom| !matches!(atom, SyntaxAtom::Comment(_)));
        match (said.next()?, said.next()?) {
            (SyntaxAtom::Token(key), SyntaxAtom::Token(colon))
                if colon.kind == TokenKind::Colon =>
            {
                Some(self.str(key))
            }
            _ => None,
        }
    }

    /// The item of a group that has this key.
    #[must_use]
    pub fn field<'g>(&self, group: &'g Bracketed, key: &str) -> Option<&'g SyntaxItem> {
        group.items.iter().find(|item| self.key(item) == Some(key))
    }

    /// The brackets with which an item ends.
    #[must_use]
    pub fn bracketed(&self, item: &SyntaxItem) -> Option<&Bracketed> {
        self.group(item.atoms.last()?)
    }

    /// The first byte of an item and the one after its last, without its comments before and behind it.
    #[must_use]
    pub fn range(&self, item: &SyntaxItem) -> Option<std::ops::Range<usize>> {
        Some(self.atom_range(item.atoms.first()?).start..self.atom_range(item.atoms.last()?).end)
    }

    /// The bytes of a part of an item.
    #[must_use]
    pub fn atom_range(&self, atom: &SyntaxAtom) -> std::ops::Range<usize> {
        match atom {
            SyntaxAtom::Token(token) => token.range(),
            SyntaxAtom::Comment(comment) => comment.token.range(),
            SyntaxAtom::Group(group) => {
                let group = &self.groups[*group];
                group.open.map_or(0, |open| open.start)..group.end
            }
        }
    }

    /// The items in which a byte lies, from the outermost to the innermost.
    ///
    /// ```
    /// # use organigram::syntax::SyntaxTree;
    /// let text = "Model(organs: { \"club\": Organ(name: \"Club\") })";
    /// let tree = SyntaxTree::parse(text);
    /// let keys = |at| tree.around(at).into_iter().filter_map(|item| tree.key(item)).collect::<Vec<_>>();
    /// assert_eq!(keys(text.find("Club").unwrap()), ["organs", "\"club\"", "name"]);
    /// ```
    #[must_use]
    pub fn around(&self, at: usize) -> Vec<&SyntaxItem> {
        let mut found = Vec::new();
        let mut group = Some(self.root());
        while let Some(items) = group.map(|group| &group.items) {
            let start = |item: &SyntaxItem| match (self.range(item), item.comma) {
                (Some(range), _) => range.start,
                (None, comma) => comma.map_or(0, |comma| comma.start),
            };
            let before = items.partition_point(|item| start(item) <= at);
            let holds = |item: &&SyntaxItem| self.range(item).is_some_and(|range| at < range.end);
            let Some(item) = items[..before].last().filter(holds) else { break };
            found.push(item);
            let inside = item.atoms.iter().find(|atom| self.atom_range(atom).contains(&at));
            group = inside.and_then(|atom| self.group(atom));
        }
        found
    }
}

/// A bracket that is open.
struct Open {
    group: usize,
    /// What has been read since the last comma.
    item: SyntaxItem,
    /// How many brackets are open in it that are too deep to be groups.
    deeper: usize,
}

struct Parser<'t> {
    text: &'t str,
    groups: Vec<Bracketed>,
    open: Vec<Open>,
    problems: Vec<SyntaxProblem>,
    /// How many line breaks stand before the next token.
    breaks: usize,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str) -> Self {
        let root = Open { group: 0, item: SyntaxItem::default(), deeper: 0 };
        let groups = vec![Bracketed::default()];
        Parser { text, groups, open: vec![root], problems: Vec::new(), breaks: 0 }
    }

    fn take(&mut self, token: SyntaxToken) {
        match token.kind {
            TokenKind::Blank => {
                let blank = &self.text.as_bytes()[token.range()];
                self.breaks += memchr::memchr_iter(b'\n', blank).count();
                return;
            }
            TokenKind::LineComment | TokenKind::BlockComment => self.comment(token),
            TokenKind::Comma => self.comma(token),
            TokenKind::Header => self.header(token),
            TokenKind::Open => self.open(token),
            TokenKind::Close => self.close(token),
            TokenKind::Bad(bad) => {
                self.problem(token.start, bad.message());
                self.atom(token);
            }
            _ => self.atom(token),
        }
        self.breaks = 0;
    }

    fn problem(&mut self, at: usize, what: &'static str) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(SyntaxProblem { at, what });
        }
    }

    fn innermost(&mut self) -> (&mut Open, &mut Bracketed) {
        let open = self.open.last_mut().expect("the whole text is open to its end");
        let group = &mut self.groups[open.group];
        (open, group)
    }

    fn atom(&mut self, token: SyntaxToken) {
        self.push(SyntaxAtom::Token(token));
    }

    fn push(&mut self, atom: SyntaxAtom) {
        let breaks = self.breaks;
        let item = &mut self.innermost().0.item;
        if item.atoms.is_empty() {
            item.blank_before = breaks > 1;
        }
        item.atoms.push(atom);
    }

    fn comment(&mut self, token: SyntaxToken) {
        let (blank_before, own_line) = (self.breaks > 1, self.breaks > 0);
        let comment = Comment { token, blank_before, own_line };
        let (Open { item, .. }, group) = self.innermost();
        match group.items.last_mut() {
            _ if !item.atoms.is_empty() => item.atoms.push(SyntaxAtom::Comment(comment)),
            Some(last) if !own_line && item.lead.is_empty() => last.trail.push(comment),
            _ => item.lead.push(comment),
        }
    }

    fn comma(&mut self, token: SyntaxToken) {
        let is_root = self.open.len() == 1;
        let (Open { item, .. }, group) = self.innermost();
        let misplaced = item.atoms.is_empty() || is_root;
        let mut after = Vec::new();
        let mut whole = finish(item, &mut after);
        whole.comma = Some(token);
        item.lead = after;
        group.items.push(whole);
        if misplaced {
            self.problem(token.start, "there is nothing before this comma");
        }
    }

    fn header(&mut self, token: SyntaxToken) {
        let is_root = self.open.len() == 1;
        let text = self.text;
        let (Open { item, .. }, group) = self.innermost();
        let is_header = |item: &SyntaxItem| matches!(item.atoms[..], [SyntaxAtom::Token(token)] if text[token.range()].starts_with('#'));
        let is_head = is_root && item.atoms.is_empty() && group.items.iter().all(is_header);
        self.atom(token);
        if is_head {
            let (Open { item, .. }, group) = self.innermost();
            let whole = finish(item, &mut Vec::new());
            group.items.push(whole);
        } else {
            self.problem(token.start, "a header line `#![..]` must stand at the head of the file");
        }
    }

    fn open(&mut self, token: SyntaxToken) {
        if self.open.len() > DEEPEST {
            self.innermost().0.deeper += 1;
            self.problem(token.start, "brackets are nested too deeply here");
            return self.atom(token);
        }
        let group = self.groups.len();
        self.push(SyntaxAtom::Group(group));
        self.groups.push(Bracketed { open: Some(token), ..Bracketed::default() });
        self.open.push(Open { group, item: SyntaxItem::default(), deeper: 0 });
    }

    fn close(&mut self, token: SyntaxToken) {
        let deeper = &mut self.innermost().0.deeper;
        if *deeper > 0 {
            *deeper -= 1;
            return self.atom(token);
        }
        let pairs = |open: &Open| match self.groups[open.group].open {
            Some(open) => is_pair(&self.text[open.range()], &self.text[token.range()]),
            None => false,
        };
        let partner = self.open.iter().rposition(pairs);
        if partner != Some(self.open.len() - 1) {
            self.problem(token.start, "this bracket closes nothing");
        }
        match partner {
            None => self.atom(token),
            Some(partner) => {
                while self.open.len() > partner + 1 {
                    self.end(None, token.start);
                }
                self.end(Some(token), token.end);
            }
        }
    }

    /// Ends the innermost group.
    fn end(&mut self, close: Option<SyntaxToken>, end: usize) {
        let Some(Open { group, mut item, .. }) = self.open.pop() else { return };
        let group = &mut self.groups[group];
        if !item.atoms.is_empty() {
            let last = finish(&mut item, &mut group.tail);
            group.items.push(last);
        }
        group.tail.append(&mut item.lead);
        (group.close, group.end) = (close, end);
    }

    fn finish(mut self) -> (Vec<Bracketed>, Vec<SyntaxProblem>) {
        while let Some(open) = self.open.last() {
            if let Some(token) = self.groups[open.group].open {
                self.problem(token.start, "this bracket is never closed");
            }
            self.end(None, self.text.len());
        }
        (self.groups, self.problems)
    }
}

fn is_pair(open: &str, close: &str) -> bool {
    matches!((open, close), ("(", ")") | ("[", "]") | ("{", "}"))
}

/// Ends an item: comments at its end go behind the comma, or to `tail` if they stand on lines of
/// their own and nothing follows.
fn finish(item: &mut SyntaxItem, tail: &mut Vec<Comment>) -> SyntaxItem {
    let mut item = std::mem::take(item);
    let is_comment = |atom: &SyntaxAtom| matches!(atom, SyntaxAtom::Comment(_));
    let kept = item.atoms.iter().rposition(|atom| !is_comment(atom)).map_or(0, |last| last + 1);
    for atom in item.atoms.split_off(kept) {
        let SyntaxAtom::Comment(comment) = atom else { continue };
        let list = if comment.own_line || !tail.is_empty() { &mut *tail } else { &mut item.trail };
        list.push(comment);
    }
    item
}
