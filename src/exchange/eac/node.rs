//! A document as a tree of elements, and back as text.
//!
//! Takes XML, gives elements by their local names with their attributes, also by local names. Refuses what nests deeper
//! or is larger than any record of an archive; resolves the five entities of XML and numbers of characters, no others.

use std::borrow::Cow;

use quick_xml::events::{BytesDecl, BytesStart, BytesText, Event};
use quick_xml::{Reader, Writer, XmlVersion};

use crate::text::fits_xml;

/// How deep elements stand in each other at most.
const DEEPEST: usize = 100;

/// How many elements a document has at most.
const MOST: usize = 2_000_000;

/// An element; what stands in a text as it is read is borrowed from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct XmlNode<'d> {
    pub(super) name: Cow<'d, str>,
    attributes: Vec<(Cow<'d, str>, Cow<'d, str>)>,
    /// The text that stands in it directly, and that of what it has in between, in order.
    text: Cow<'d, str>,
    pub(super) children: Vec<XmlNode<'d>>,
}

impl<'d> XmlNode<'d> {
    pub(super) fn new(name: impl Into<Cow<'d, str>>) -> XmlNode<'d> {
        XmlNode { name: name.into(), ..XmlNode::default() }
    }

    /// The same with an attribute; an empty one is none.
    pub(super) fn with(mut self, name: &'d str, value: &str) -> XmlNode<'d> {
        if !value.is_empty() {
            self.attributes.push((name.into(), value.to_owned().into()));
        }
        self
    }

    /// The same with a text.
    pub(super) fn saying(mut self, text: &str) -> XmlNode<'d> {
        self.text = text.to_owned().into();
        self
    }

    /// The same with an element in it.
    pub(super) fn holding(mut self, child: XmlNode<'d>) -> XmlNode<'d> {
        self.children.push(child);
        self
    }

    /// The same with elements in it.
    pub(super) fn holding_all(
        mut self,
        children: impl IntoIterator<Item = XmlNode<'d>>,
    ) -> XmlNode<'d> {
        self.children.extend(children);
        self
    }

    pub(super) fn attribute(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    }

    pub(super) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n XmlNode<'d>> + 'n {
        self.children.iter().filter(move |child| child.name == name)
    }

    pub(super) fn first(&self, name: &str) -> Option<&XmlNode<'d>> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All elements of a name, however deep.
    pub(super) fn every<'n>(&'n self, name: &str, found: &mut Vec<&'n XmlNode<'d>>) {
        for child in &self.children {
            if child.name == name {
                found.push(child);
            }
            child.every(name, found);
        }
    }

    /// All of its text, that of the elements in it too, with single blanks.
    pub(super) fn said(&self) -> String {
        if self.children.is_empty() {
            return single_blanks(&self.text);
        }
        let mut all = String::new();
        self.gather(&mut all);
        single_blanks(&all)
    }

    fn gather(&self, all: &mut String) {
        all.push_str(&self.text);
        for child in &self.children {
            all.push(' ');
            child.gather(all);
        }
    }

    /// Reads a document.
    pub(super) fn read(text: &'d str) -> Result<XmlNode<'d>, String> {
        let mut xml = Reader::from_str(text);
        xml.config_mut().expand_empty_elements = true;
        let (mut open, mut count): (Vec<XmlNode<'d>>, _) = (vec![XmlNode::default()], 0);
        loop {
            let line = |at: u64| {
                let before = text.get(..at as usize).unwrap_or(text);
                before.matches('\n').count() + 1
            };
            let event = xml.read_event();
            let at = xml.buffer_position();
            match event.map_err(|error| format!("line {}: {error}", line(at)))? {
                Event::Start(element) => {
                    count += 1;
                    if open.len() > DEEPEST || count > MOST {
                        return Err(format!(
                            "line {}: it is larger or nests deeper than any record",
                            line(at)
                        ));
                    }
                    open.push(
                        start(text, &element)
                            .map_err(|error| format!("line {}: {error}", line(at)))?,
                    );
                }
                Event::End(_) => {
                    if let (Some(done), Some(parent)) = (open.pop(), open.last_mut()) {
                        parent.children.push(done);
                    }
                }
                Event::Text(said) => push(&mut open, of_text(text, said.xml10_content())),
                Event::CData(said) => push(&mut open, of_text(text, said.xml10_content())),
                Event::GeneralRef(reference) => {
                    let known = match &*reference.xml10_content() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    };
                    let letter = reference.resolve_char_ref().ok().flatten().or(known);
                    letter
                        .into_iter()
                        .for_each(|letter| push(&mut open, letter.to_string().into()));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let root = open.swap_remove(0).children.into_iter().next();
        root.ok_or_else(|| "it holds no element".to_owned())
    }

    /// The document as text.
    pub(super) fn to_document(&self) -> String {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
        let decl = BytesDecl::new("1.0", Some("UTF-8"), None);
        out.write_event(Event::Decl(decl)).expect("memory takes all");
        self.write(&mut out).expect("memory takes all");
        let mut text = String::from_utf8(out.into_inner()).expect("XML is text");
        text.push('\n');
        text
    }

    fn write(&self, out: &mut Writer<Vec<u8>>) -> std::io::Result<()> {
        let values: Vec<(&str, String)> =
            self.attributes.iter().map(|(name, value)| (&**name, clean(value))).collect();
        let attributes = values.iter().map(|(name, value)| (*name, value.as_str()));
        let element = out.create_element(&*self.name).with_attributes(attributes);
        match (self.text.is_empty(), self.children.is_empty()) {
            (true, true) => element.write_empty()?,
            (false, true) => element.write_text_content(BytesText::new(&clean(&self.text)))?,
            _ => element.write_inner_content(|out| {
                self.children.iter().try_for_each(|child| child.write(out))
            })?,
        };
        Ok(())
    }
}

fn start<'d>(text: &'d str, element: &BytesStart<'_>) -> Result<XmlNode<'d>, String> {
    let mut node = XmlNode::new(of_text(text, element.local_name().into_inner().into()));
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        let name = attribute.key.local_name().into_inner().into();
        node.attributes.push((of_text(text, name), of_text(text, value)));
    }
    Ok(node)
}

/// A part of a text that a reader lends for less long than the text lives: the same part for as long, or a copy of what
/// does not stand in it.
fn of_text<'d>(text: &'d str, part: Cow<'_, str>) -> Cow<'d, str> {
    let offset = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    match text.get(offset..offset.wrapping_add(part.len())) {
        Some(same) if matches!(part, Cow::Borrowed(_)) && same == part => Cow::Borrowed(same),
        _ => Cow::Owned(part.into_owned()),
    }
}

/// Text goes to the innermost element; behind a child it becomes a child without a name, so that order stays.
fn push<'d>(open: &mut [XmlNode<'d>], text: Cow<'d, str>) {
    let Some(innermost) = open.last_mut() else { return };
    match innermost.children.last_mut() {
        None if innermost.text.is_empty() && text.trim_start().is_empty() => {}
        None if innermost.text.is_empty() => innermost.text = text,
        None => innermost.text.to_mut().push_str(&text),
        Some(last) if last.name.is_empty() => last.text.to_mut().push_str(&text),
        Some(_) if text.trim().is_empty() => {}
        Some(_) => innermost.children.push(XmlNode { text, ..XmlNode::default() }),
    }
}

/// A text without blanks at its ends, each run of blanks within a single one.
fn single_blanks(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !single.is_empty() {
            single.push(' ');
        }
        single.push_str(word);
    }
    single
}

fn clean(text: &str) -> String {
    text.chars().map(|c| if fits_xml(c) { c } else { '\u{fffd}' }).collect()
}
