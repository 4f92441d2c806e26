//! The words beside and in the bars of tenures: takes rows and bars, gives their lines and how much room they need.
//! Never says where they stand.

use crate::layout::metrics::TextStyle;
use crate::layout::wrap::wrap;
use crate::view::{Bar, Mark, ModalityMark, TenureRow};

/// Width of the column of posts.
pub(super) const POSTS: f64 = 176.0;
/// Room for a badge, and for the sign of an honour before a name.
pub(super) const BADGE: f64 = 14.0;
pub(super) const SIGN: f64 = 13.0;
/// Width of a bar's name with its sign and badges.
pub(super) fn name_width(bar: &Bar) -> f64 {
    let sign = if bar.status.is_holder() { 0.0 } else { SIGN };
    sign + TextStyle::Band.width(&bar.label) + BADGE * badges(bar.mark) as f64
}

pub(super) fn badges(mark: Mark) -> usize {
    usize::from(mark.disputed) + usize::from(mark.modality_mark() != ModalityMark::Stated)
}

/// The words at the left of a row.
pub(super) fn post_words(row: &TenureRow) -> Vec<(TextStyle, Vec<String>)> {
    let parts = [
        (TextStyle::Label, &row.label[..]),
        (TextStyle::Aside, row.original.as_deref().unwrap_or("")),
        (TextStyle::Aside, &row.place),
    ];
    let parts = parts.into_iter().filter(|(_, text)| !text.is_empty());
    parts.map(|(style, text)| (style, wrap(text, style, POSTS))).collect()
}

/// Height of the words at the left of a row.
pub(super) fn post_height(row: &TenureRow) -> f64 {
    post_words(row).iter().map(|(style, lines)| style.height(lines.len())).sum()
}
