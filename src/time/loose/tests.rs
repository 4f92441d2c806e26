use super::*;
use crate::time::Period;

/// Forms that people write, with what each says: `tests/dates/forms.tsv`.
const FORMS: &str = include_str!("../../../tests/dates/forms.tsv");

fn shown(loose: LooseDate) -> String {
    match loose {
        LooseDate::Date(DateReading { edtf, calendar: "", .. }) => edtf,
        LooseDate::Date(DateReading { edtf, calendar, .. }) => format!("{edtf} {calendar}"),
        LooseDate::Ambiguous(readings) => {
            let all: Vec<String> = readings.into_iter().map(|reading| reading.edtf).collect();
            all.join(" | ")
        }
        LooseDate::Ongoing => "ongoing".to_owned(),
        LooseDate::Nothing => "nothing".to_owned(),
        LooseDate::Unclear(_) => "unclear".to_owned(),
    }
}

#[test]
fn every_form_has_its_value_or_is_refused() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in FORMS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (form, expected) = line.split_once('\t').unwrap_or_else(|| panic!("no tab: {line}"));
        let found = shown(LooseDate::read(form, &DateHabits::default()));
        count += 1;
        if found != expected {
            wrong.push(format!("{form}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 300, "only {count} forms");
}

#[test]
fn a_column_settles_what_one_cell_leaves_open() {
    let read = |text, choices: &[DateChoice]| {
        shown(LooseDate::read(
            text,
            &DateHabits { choices: choices.to_vec(), ..DateHabits::default() },
        ))
    };
    use DateChoice::*;
    for (text, choice, expected) in [
        ("2009/10", Months, "2009-10"),
        ("2009/10", Ranges, "2009/2010"),
        ("2009-10", Ranges, "2009/2010"),
        ("2009-10", Months, "2009-10"),
        ("1675/6", OldStyle, "1676"),
        ("1675/6", Ranges, "1675/1676"),
        ("1920-21", Seasons, "1920-21"),
        ("1920-21", Ranges, "1920/1921"),
        ("1900s", Decades, "190X"),
        ("1900s", Centuries, "19XX"),
        ("03/07/1930", DayFirst, "1930-07-03"),
        ("03/07/1930", MonthFirst, "1930-03-07"),
        // A decision about something else decides nothing.
        ("03/07/1930", Ranges, "1930-07-03 | 1930-03-07"),
        // One that does not fit is no reason to misread.
        ("25/12/1945", MonthFirst, "1945-12-25"),
    ] {
        assert_eq!(read(text, &[choice]), expected, "{text} {choice:?}");
    }
}

#[test]
fn days_of_spreadsheets_are_read_only_where_the_column_has_them() {
    let read = |text, serials| {
        shown(LooseDate::read(text, &DateHabits { serials, ..DateHabits::default() }))
    };
    assert_eq!(read("41913", None), "unclear");
    assert_eq!(read("41913", Some(Serials::From1900)), "2014-10-01");
    assert_eq!(read("41913.5", Some(Serials::From1900)), "2014-10-01");
    assert_eq!(read("1", Some(Serials::From1900)), "1900-01-01");
    assert_eq!(read("59", Some(Serials::From1900)), "1900-02-28");
    assert_eq!(read("60", Some(Serials::From1900)), "unclear");
    assert_eq!(read("61", Some(Serials::From1900)), "1900-03-01");
    assert_eq!(read("40451", Some(Serials::From1904)), "2014-10-01");
}

#[test]
fn what_goes_on_ends_as_the_column_says() {
    let read = |text, ongoing: &str| {
        shown(LooseDate::read(
            text,
            &DateHabits { ongoing: ongoing.to_owned(), ..DateHabits::default() },
        ))
    };
    assert_eq!(read("1998-present", ""), "1998/");
    assert_eq!(read("1998-present", ".."), "1998/..");
    assert_eq!(read("1998-present", "[2024-03..]"), "1998/[2024-03..]");
}

proptest::proptest! {
    #[test]
    fn whatever_is_read_is_edtf(text in "[0-9/. ~?()c-]{0,16}|\\PC{0,24}") {
        match LooseDate::read(&text, &DateHabits::default()) {
            LooseDate::Date(reading) => { Period::parse(&reading.edtf).unwrap(); }
            LooseDate::Ambiguous(readings) => {
                assert!(readings.len() > 1);
                readings.iter().for_each(|reading| { Period::parse(&reading.edtf).unwrap(); });
            }
            _ => {}
        }
    }
}
