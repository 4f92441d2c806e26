//! The objects of a PDF in one order. Takes what the writer of pictures gives, which stands in the order of a
//! hash table and so differs from run to run; gives the same objects numbered and sorted by who needs
//! whom. Never looks into a stream.

use std::collections::HashMap;
use std::io::Write as _;
use std::ops::Range;

use memchr::memmem;
use pdf_writer::{Chunk, Ref};

/// One object: its number, its bytes, and those before a stream begins.
struct Object {
    number: i32,
    whole: Range<usize>,
    dictionary: Range<usize>,
}

/// New numbers for the objects of a chunk: the root first, then whatever each needs, in the order in which
/// it names them.
pub(super) fn numbers(chunk: &Chunk, root: Ref, next: &mut Ref) -> HashMap<Ref, Ref> {
    let bytes = chunk.as_bytes();
    let objects = objects(bytes, 0);
    let by_number: HashMap<i32, &Object> =
        objects.iter().map(|object| (object.number, object)).collect();
    let mut numbers = HashMap::new();
    let mut stack = vec![root.get()];
    while let Some(number) = stack.pop() {
        let Some(object) = by_number.get(&number) else { continue };
        if numbers.contains_key(&Ref::new(number)) {
            continue;
        }
        numbers.insert(Ref::new(number), next.bump());
        stack.extend(needed(&settled(&bytes[object.dictionary.clone()])).into_iter().rev());
    }
    numbers
}

/// The same file with its objects sorted by number, which run from 1 on without a gap.
pub(super) fn sorted(pdf: &[u8]) -> Vec<u8> {
    let first = memmem::find(pdf, b"\n1 0 obj\n").map_or(0, |at| at + 1);
    let mut objects = objects(pdf, first);
    objects.sort_by_key(|object| object.number);
    let mut file = Vec::with_capacity(pdf.len());
    file.extend(&pdf[..first]);
    let mut table = format!("xref\n0 {}\n0000000000 65535 f\r\n", objects.len() + 1);
    for object in &objects {
        table.push_str(&format!("{:010} 00000 n\r\n", file.len()));
        file.extend(&pdf[object.whole.start..object.dictionary.start]);
        file.extend(settled(&pdf[object.dictionary.clone()]));
        file.extend(&pdf[object.dictionary.end..object.whole.end]);
        file.extend(b"\n\n");
    }
    let start = file.len();
    file.extend(table.as_bytes());
    let trailer = memmem::rfind(pdf, b"trailer\n").unwrap_or(pdf.len());
    let end = memmem::rfind(pdf, b"startxref\n").unwrap_or(pdf.len());
    file.extend(&pdf[trailer..end]);
    write!(file, "startxref\n{start}\n%%EOF").expect("memory takes whatever is written");
    file
}

/// The objects of a file or a part of one, from a place on.
fn objects(bytes: &[u8], from: usize) -> Vec<Object> {
    let mut objects = Vec::new();
    let mut at = from;
    while let Some((number, body)) = header(bytes, at) {
        let Some(end) = find(bytes, body, b"\nendobj") else { break };
        let stream = find(bytes, body, b"\nstream\n").filter(|&stream| stream < end);
        let (dictionary, end) = match stream {
            Some(stream) => {
                let data = stream + b"\nstream\n".len() + length(&bytes[body..stream]);
                (body..stream, find(bytes, data, b"\nendobj").unwrap_or(bytes.len()))
            }
            None => (body..end, end),
        };
        let whole = at..(end + b"\nendobj".len()).min(bytes.len());
        at = whole.end;
        at += bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        objects.push(Object { number, whole, dictionary });
    }
    objects
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    memmem::find(bytes.get(from..)?, wanted).map(|at| from + at)
}

/// The number of the object that begins here, and where its body begins.
fn header(bytes: &[u8], at: usize) -> Option<(i32, usize)> {
    let line = bytes.get(at..)?;
    let end = line.iter().take(24).position(|&byte| byte == b'\n')?;
    let number = std::str::from_utf8(&line[..end]).ok()?.strip_suffix(" 0 obj")?;
    Some((number.parse().ok()?, at + end))
}

/// How long the stream behind a dictionary is.
fn length(dictionary: &[u8]) -> usize {
    let words: Vec<&[u8]> = words(dictionary).collect();
    let at = words.iter().position(|word| *word == b"/Length");
    let number = at.and_then(|at| std::str::from_utf8(words.get(at + 1)?).ok()?.parse().ok());
    number.unwrap_or(0)
}

/// A dictionary with the entries sorted that name an object each, such as the fonts that a page uses: to
/// readers their order means nothing.
fn settled(dictionary: &[u8]) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = dictionary.split(|&byte| byte == b'\n').collect();
    for run in lines.chunk_by_mut(|one, other| key(one).is_some() && key(other).is_some()) {
        run.sort_by_key(|line| key(line));
    }
    lines.join(&b'\n')
}

/// How an entry that names an object is sorted: by the letters of its name, then by their number.
fn key(line: &[u8]) -> Option<(usize, &[u8], u32)> {
    let indent = line.iter().take_while(|byte| **byte == b' ').count();
    let entry = line[indent..].strip_prefix(b"/")?.strip_suffix(b" 0 R")?;
    let name = &entry[..entry.iter().position(|&byte| byte == b' ')?];
    let digits = name.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let (letters, number) = name.split_at(name.len() - digits);
    let number = std::str::from_utf8(number).ok()?.parse().unwrap_or(0);
    Some((indent, letters, number))
}

/// The objects that a dictionary names.
fn needed(dictionary: &[u8]) -> Vec<i32> {
    let words: Vec<&[u8]> = words(dictionary).collect();
    let number = |word: &[u8]| std::str::from_utf8(word).ok()?.parse().ok();
    let refs = words.windows(3).filter(|three| three[1] == b"0" && three[2] == b"R");
    refs.filter_map(|three| number(three[0])).collect()
}

fn words(dictionary: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_between = |byte: &u8| byte.is_ascii_whitespace() || b"[]<>".contains(byte);
    dictionary.split(is_between).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_one_dictionary_have_one_order() {
        let one = settled(b"<<\n  /Fonts <<\n    /f10 5 0 R\n    /f2 6 0 R\n  >>\n  /A 1 0 R\n>>");
        let other = b"<<\n  /Fonts <<\n    /f2 6 0 R\n    /f10 5 0 R\n  >>\n  /A 1 0 R\n>>";
        assert_eq!(one, other);
    }

    #[test]
    fn a_stream_may_hold_anything() {
        let mut chunk = Chunk::new();
        let data = b"\nendobj\n\n9 0 obj\n<< /A 8 0 R >>\nendobj";
        chunk.stream(Ref::new(7), data);
        chunk.indirect(Ref::new(3)).dict().pair(pdf_writer::Name(b"Data"), Ref::new(7));
        let found: Vec<i32> = objects(chunk.as_bytes(), 0).iter().map(|o| o.number).collect();
        assert_eq!(found, [7, 3]);
        let numbers = numbers(&chunk, Ref::new(3), &mut Ref::new(1));
        assert_eq!(numbers[&Ref::new(3)], Ref::new(1));
        assert_eq!(numbers[&Ref::new(7)], Ref::new(2));
    }
}
