//! Years as other calendars count them.
//!
//! Takes the name of a calendar and a date; gives the year's label. Converts no dates: everything the
//! crate computes with is Gregorian, and this is for showing beside it.

use super::DateSpan;

/// The calendars [`year_label`] knows, by the name a model gives them.
pub const CALENDARS: [&str; 2] = ["juche", "minguo"];

/// The label of a date's year in another calendar, `Juche 25` for 1936.
///
/// Both calendars we know count Gregorian years from 1912, which is year 1, and have no years before it.
/// A date that may lie in more than one year gets all of them, `Juche 25-26`. `None` for an unknown calendar, for
/// a date that may lie before its first year, and for one without limit.
///
/// ```
/// use organigram::time::{Period, year_label};
///
/// let date = Period::parse("1997-10-08")?.start();
/// assert_eq!(year_label("Juche", date).as_deref(), Some("Juche 86"));
/// assert_eq!(year_label("minguo", date).as_deref(), Some("Minguo 86"));
/// assert_eq!(year_label("maya", date), None);
/// # Ok::<(), organigram::time::DateError>(())
/// ```
#[must_use]
pub fn year_label(calendar: &str, date: DateSpan) -> Option<String> {
    let name = ["Juche", "Minguo"].into_iter().find(|name| name.eq_ignore_ascii_case(calendar))?;
    if !(date.earliest.is_bounded() && date.latest.is_bounded()) || date.earliest > date.latest {
        return None;
    }
    let (first, last) = (date.earliest.year() - 1911, date.latest.year() - 1911);
    match first {
        ..1 => None,
        _ if first == last => Some(format!("{name} {first}")),
        _ => Some(format!("{name} {first}-{last}")),
    }
}
