//! A file in style: what `fmt` writes, as edits of whole lines.
//!
//! Takes a text, gives the edits that make of it what `fmt` would, of the whole or of some lines. What is no RON is left as
//! it is. Moves nothing that is in style already, so that the cursor and the marks of an editor stay.

use std::ops::Range;

use super::positions::TextLines;
use super::protocol::LspEdit;
use super::workspace::{FileText, Workspace};
use crate::project::format_text;

/// Texts that differ in more lines than this are replaced whole.
const MOST_CHANGES: usize = 2_000;

/// The edits that put a file in style; of `within` alone those that touch its lines. None where it is no RON.
pub(super) fn formatting(
    workspace: &Workspace,
    file: &FileText,
    within: Option<Range<usize>>,
) -> Vec<LspEdit> {
    let Ok(formatted) = format_text("this file", &file.text) else { return Vec::new() };
    let lines = file.lines(workspace.unit);
    let edits = edits(&file.text, &formatted);
    let touched = |edit: &&(Range<usize>, &str)| {
        within.as_ref().is_none_or(|range| touches(&lines, &edit.0, range))
    };
    let edit = |(range, text): &(Range<usize>, &str)| LspEdit {
        range: lines.range(range),
        new_text: (*text).to_owned(),
    };
    edits.iter().filter(touched).map(edit).collect()
}

/// Whether two stretches have a line in common.
fn touches(lines: &TextLines<'_>, edit: &Range<usize>, range: &Range<usize>) -> bool {
    let last = |range: &Range<usize>| lines.line(range.end.saturating_sub(1).max(range.start));
    lines.line(edit.start) <= last(range) && lines.line(range.start) <= last(edit)
}

/// The stretches of lines to replace, and by what, so that the old text becomes the new one.
fn edits<'n>(old: &str, new: &'n str) -> Vec<(Range<usize>, &'n str)> {
    if old == new {
        return Vec::new();
    }
    let (from, to): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same = |(a, b): &(&&str, &&str)| a == b;
    let head = from.iter().zip(&to).take_while(same).count();
    let tail = from[head..].iter().rev().zip(to[head..].iter().rev()).take_while(same).count();
    let (from_mid, to_mid) = (&from[head..from.len() - tail], &to[head..to.len() - tail]);
    let places = |lines: &[&str]| -> Vec<usize> {
        let ends = lines.iter().scan(0, |at, line| {
            *at += line.len();
            Some(*at)
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (old_at, new_at) = (places(&from), places(&to));
    let stretch = |(a, b): (Range<usize>, Range<usize>)| {
        let old = old_at[head + a.start]..old_at[head + a.end];
        (old, &new[new_at[head + b.start]..new_at[head + b.end]])
    };
    let whole = || vec![(0..from_mid.len(), 0..to_mid.len())];
    let changes = differences(from_mid, to_mid).unwrap_or_else(whole);
    changes.into_iter().map(stretch).collect()
}

/// The lines of two texts that differ, by Myers' greedy algorithm (An O(ND) Difference Algorithm and Its Variations,
/// Algorithmica 1986); nothing where they are too many.
fn differences(a: &[&str], b: &[&str]) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let most = (a.len() + b.len()).min(MOST_CHANGES);
    // How far each diagonal was followed, for each number of changes.
    let mut traces: Vec<Vec<usize>> = Vec::new();
    let mut reached = vec![0usize; 2 * most + 3];
    let middle = most + 1;
    for changes in 0..=most {
        traces.push(reached[middle - changes..=middle + changes].to_vec());
        for step in 0..=changes {
            let diagonal = 2 * step as isize - changes as isize;
            let at = (middle as isize + diagonal) as usize;
            let down = diagonal == -(changes as isize)
                || (diagonal != changes as isize && reached[at - 1] < reached[at + 1]);
            let mut x = if down { reached[at + 1] } else { reached[at - 1] + 1 };
            let mut y = (x as isize - diagonal) as usize;
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            reached[at] = x;
            if x == a.len() && y == b.len() {
                return Some(backwards(&traces, a.len(), b.len()));
            }
        }
    }
    None
}

/// The way back through the traces, as stretches that differ, in order.
fn backwards(traces: &[Vec<usize>], a: usize, b: usize) -> Vec<(Range<usize>, Range<usize>)> {
    let (mut x, mut y) = (a, b);
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (changes, trace) in traces.iter().enumerate().rev() {
        let diagonal = x as isize - y as isize;
        let reached = |diagonal: isize| {
            let at = diagonal + changes as isize;
            usize::try_from(at).ok().and_then(|at| trace.get(at)).copied().unwrap_or(0)
        };
        if changes == 0 {
            break;
        }
        let down = diagonal == -(changes as isize)
            || (diagonal != changes as isize && reached(diagonal - 1) < reached(diagonal + 1));
        let from = if down { diagonal + 1 } else { diagonal - 1 };
        let before_x = reached(from);
        let before_y = (before_x as isize - from) as usize;
        // Where the change stands: before the lines that are the same after it.
        let change = match down {
            true => (before_x..before_x, before_y..before_y + 1),
            false => (before_x..before_x + 1, before_y..before_y),
        };
        match found.last_mut() {
            Some(last) if last.0.start == change.0.end && last.1.start == change.1.end => {
                last.0.start = change.0.start;
                last.1.start = change.1.start;
            }
            _ => found.push(change),
        }
        (x, y) = (before_x, before_y);
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The old text with the edits, made from the last to the first.
    fn made(old: &str, edits: &[(Range<usize>, &str)]) -> String {
        let mut text = old.to_owned();
        for (range, new) in edits.iter().rev() {
            text.replace_range(range.clone(), new);
        }
        text
    }

    #[test]
    fn the_edits_make_the_new_text_of_the_old_one() {
        let texts = [
            "",
            "a\n",
            "a\nb\nc\n",
            "b\nc\n",
            "a\nx\nc\n",
            "x\ny\na\nb\nc\nz\n",
            "c\nb\na\n",
            "a\nb\nc",
            "a\na\nb\na\nc\nc\n",
            "q\na\nr\nb\ns\nc\nt\n",
        ];
        for old in texts {
            for new in texts {
                assert_eq!(made(old, &edits(old, new)), new, "{old:?} to {new:?}");
            }
        }
        let edits = edits("a\nb\nc\nd\ne\n", "a\nB\nc\nd\nE\ne\n");
        assert_eq!(edits, [(2..4, "B\n"), (8..8, "E\n")]);
    }
}
