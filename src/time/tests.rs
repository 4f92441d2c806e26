//! Holds what the module promises: each reading of EDTF by example, each answer against a brute-force
//! oracle that enumerates the unknown days, and the hand-written parser against `edtf-core`.

use edtf_core::{Bound as EdtfBound, Edtf};
use proptest::prelude::*;

use super::period::IntervalSide;
use super::*;

fn period(text: &str) -> Period {
    Period::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn when(text: &str) -> When {
    When::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn days(span: DateSpan) -> String {
    format!("{} {}", span.earliest, span.latest)
}

/// The start and end of a text, each as its earliest and latest day.
fn bounds(text: &str) -> (String, String) {
    let period = period(text);
    (days(period.start()), days(period.end()))
}

fn answer(text: &str, on: &str) -> Answer {
    period(text).answer(when(on))
}

fn why(text: &str, on: &str) -> String {
    let verdict = period(text).verdict(when(on));
    format!("{}: {}", verdict.answer, verdict.reason)
}

mod day {
    use super::*;

    #[test]
    fn counts_from_1970() {
        assert_eq!(Day::from_ymd(1970, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_ymd(2000, 3, 1), Some(Day(11_017)));
        assert_eq!(Day::from_ymd(0, 3, 1), Some(Day(-719_468)));
        assert_eq!(Day::from_ymd(1900, 2, 29), None);
        assert_eq!(Day::from_ymd(i32::MAX, 1, 1), None);
        assert_eq!(Day::from_ymd(i32::MIN, 1, 1), None);
    }

    #[test]
    fn the_unbounded_stay_unbounded() {
        assert_eq!(Day::MIN.next(), Day::MIN);
        assert_eq!(Day::MAX.prev(), Day::MAX);
        assert_eq!(Day(i32::MAX - 1).next(), Day::MAX);
        assert_eq!(Day::MAX.to_string(), "..");
    }

    #[test]
    fn text_is_strict() {
        for text in [
            "1930-7-3",
            "1930-07",
            "1930-02-30",
            "+1930-07-03",
            "-0000-01-01",
            "12345-01-01",
            "1930-07-03 ",
            "1930-+7-03",
            "",
            "..",
            "１９30-07-03",
            "+05879611-01-01",
            "-99999999999-01-01",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
        assert_eq!("-0044-03-15".parse::<Day>().unwrap().year(), -44);
        let error = "1930-07".parse::<Day>().unwrap_err();
        assert_eq!(error.to_string(), "`1930-07` is not a single day");
    }

    proptest! {
        #[test]
        fn text_goes_there_and_back(count in i32::MIN + 1..i32::MAX) {
            let day = Day(count);
            prop_assert_eq!(day.to_string().parse::<Day>().unwrap(), day);
            let (year, month, date) = day.ymd();
            prop_assert_eq!(Day::from_ymd(year, month, date), Some(day));
        }

        #[test]
        fn days_follow_each_other(count in -4_000_000..4_000_000_i32) {
            let ((y, m, d), next) = (Day(count).ymd(), Day(count).next().ymd());
            prop_assert!(next == (y, m, d + 1) || next == (y, m + 1, 1) || next == (y + 1, 1, 1));
        }
    }
}

mod reading {
    use super::*;

    fn reads(text: &str, start: &str, end: &str) {
        assert_eq!(bounds(text), (start.to_owned(), end.to_owned()), "{text}");
    }

    #[test]
    fn plain_dates() {
        reads("1930-07-03", "1930-07-03 1930-07-03", "1930-07-03 1930-07-03");
        reads("1904-02", "1904-02-01 1904-02-29", "1904-02-01 1904-02-29");
        reads("1930", "1930-01-01 1930-12-31", "1930-01-01 1930-12-31");
        reads("0000", "0000-01-01 0000-12-31", "0000-01-01 0000-12-31");
        reads("9999-12-31", "9999-12-31 9999-12-31", "9999-12-31 9999-12-31");
        reads("-0044-03", "-0044-03-01 -0044-03-31", "-0044-03-01 -0044-03-31");
        reads("1985-04-12T23:20:30Z", "1985-04-12 1985-04-12", "1985-04-12 1985-04-12");
    }

    #[test]
    fn intervals() {
        reads("2004-06-01/2004-06-20", "2004-06-01 2004-06-01", "2004-06-20 2004-06-20");
        reads("1926-10-17/", "1926-10-17 1926-10-17", "1926-10-17 ..");
        reads("1926-10/", "1926-10-01 1926-10-31", "1926-10-01 ..");
        reads("1945-10-10/..", "1945-10-10 1945-10-10", ".. ..");
        reads("/1950-05", ".. 1950-05-31", "1950-05-01 1950-05-31");
        reads("../1950-05", ".. ..", "1950-05-01 1950-05-31");
        reads("../..", ".. ..", ".. ..");
        reads("../", ".. ..", ".. ..");
        reads("/..", ".. ..", ".. ..");
        reads("1930/1935..", "1930-01-01 1930-12-31", "1935-01-01 ..");
        reads("..1930/1935", ".. 1930-12-31", "1935-01-01 1935-12-31");
    }

    #[test]
    fn kinds_of_bounds() {
        use Bound::{Open, Stated, Unknown};
        for (text, start, end) in [
            ("1930/1931", Stated, Stated),
            ("1930/", Stated, Unknown),
            ("1930/..", Stated, Open),
            ("/1930", Unknown, Stated),
            ("../1930", Open, Stated),
            ("../..", Open, Open),
            ("[..2013-01]/", Stated, Unknown),
            ("1936~/..", Stated, Open),
            ("/1936?", Unknown, Stated),
        ] {
            let found = period(text);
            assert_eq!((found.start_bound(), found.end_bound()), (start, end), "{text}");
            assert!(!found.is_instant() && !found.is_unknown(), "{text}");
        }
        assert!(period("1930").is_instant() && period("[1930,1932]").is_instant());
        assert!(Period::UNKNOWN.is_unknown() && !Period::UNKNOWN.is_instant());
        assert_eq!(size_of::<Period>(), 20);
    }

    #[test]
    fn sets() {
        let same = |text, both| reads(text, both, both);
        same("[1926-10-17..1930-06-30]", "1926-10-17 1930-06-30");
        same("[..1934-05]", ".. 1934-05-31");
        same("[1945-10-10..]", "1945-10-10 ..");
        same("{1960,1961-12}", "1960-01-01 1961-12-31");
        same("[1667,1760-12,1668]", "1667-01-01 1760-12-31");
        same("{..1984}", ".. 1984-12-31");
    }

    #[test]
    fn sets_as_bounds_are_our_extension() {
        reads("[..2013-01]/", ".. 2013-01-31", ".. ..");
        reads("[1994-07-08..1997-10-08]/..", "1994-07-08 1997-10-08", ".. ..");
        reads("1930/[1935,1937]", "1930-01-01 1930-12-31", "1935-01-01 1937-12-31");
        reads("[1926,1927]/[1930..]", "1926-01-01 1927-12-31", "1930-01-01 ..");
    }

    #[test]
    fn open_digits_and_seasons() {
        let same = |text, both| reads(text, both, both);
        same("193X", "1930-01-01 1939-12-31");
        same("19XX", "1900-01-01 1999-12-31");
        same("1934-XX", "1934-01-01 1934-12-31");
        same("1934-02-XX", "1934-02-01 1934-02-28");
        // Of either hemisphere.
        same("1934-21", "1934-03-01 1934-11-30");
        same("1934-24", "1934-06-01 1935-02-28");
        same("1950S2", "1900-01-01 1999-12-31");
    }

    #[test]
    fn qualifiers_widen_by_one_unit() {
        let same = |text, both| {
            reads(text, both, both);
            assert!(period(text).qualified(), "{text}");
        };
        same("1936~", "1935-01-01 1937-12-31");
        same("1936?", "1935-01-01 1937-12-31");
        same("1936%", "1934-01-01 1938-12-31");
        same("1934-02~", "1934-01-01 1934-03-31");
        same("1934-01%", "1933-11-01 1934-03-31");
        same("1930-07-03?", "1930-07-02 1930-07-04");
        same("1930-07-03%", "1930-07-01 1930-07-05");
        same("193X~", "1920-01-01 1949-12-31");
        same("19XX?", "1800-01-01 2099-12-31");
        same("1934-21~", "1933-12-01 1935-02-28");
        same("1934-05-XX~", "1934-04-01 1934-06-30");
        same("[1936~,1940]", "1935-01-01 1940-12-31");
        reads("1936~/", "1935-01-01 1937-12-31", "1935-01-01 ..");
        assert!(period("1930/1936~").qualified() && !period("1930/1936").qualified());
    }

    #[test]
    fn qualified_parts_widen_by_the_coarsest() {
        let same = |text, both| reads(text, both, both);
        same("2004-06~-11", "2003-06-11 2005-06-11"); // a group: year and month
        same("?2004-06", "2003-06-01 2005-06-30");
        same("2004-?06", "2004-05-01 2004-07-31");
        same("2004-06-~11", "2004-06-10 2004-06-12");
        same("2004-%06-11", "2004-04-11 2004-08-11");
        same("?2004-?06-?11", "2004-06-10 2004-06-12"); // the same as 2004-06-11?
        same("2004?-02-29", "2003-02-28 2005-02-28");
    }

    #[test]
    fn years_out_of_reach_are_clamped() {
        let same = |text, both| reads(text, both, both);
        same("Y17E7", ".. ..");
        assert_eq!(period("Y17E7").start(), DateSpan::day(Day::MAX));
        assert_eq!(period("Y-17E7~").start(), DateSpan::day(Day::MIN));
        assert_eq!(period("Y-9E200").start(), DateSpan::day(Day::MIN));
        assert_eq!(period("Y9E18S1").start(), DateSpan::day(Day::MAX));
        assert_eq!(period("Y12345").to_string(), "Y12345");
        assert_eq!(period("Y5000000~").start().latest.year(), 5_000_001);
    }

    #[test]
    fn backwards_is_kept_for_a_check_to_report() {
        let backwards = period("1950/1940");
        assert!(backwards.is_backwards());
        assert_eq!(backwards.certain_days(), None);
        assert_eq!(why("1950/1940", "1945"), "no: its end 1940 is before its start");
        assert_eq!(answer("1950/1940", "1930/1960"), Answer::No);
        assert!(!period("1950/1950").is_backwards() && !period("1950-06/1950").is_backwards());
        assert!(When::parse("1950/1940").is_err());
    }

    #[test]
    fn display_says_the_same() {
        for text in [
            "1930-07-03",
            "1930-07",
            "1930",
            "193X",
            "19XX",
            "1926-10-17/",
            "/1950-05",
            "../1950",
            "../..",
            "/..",
            "../",
            "1945-10-10/..",
            "[..2013-01]/",
            "[1994-07-08..1997-10-08]/..",
            "[1926..1931]",
            "[1926-02..1931-06]",
            "[..1934-05]",
            "[1945-10-10..]",
            "-0044-03",
            "0XXX",
            "00XX",
            "1950/1940",
        ] {
            assert_eq!(period(text).to_string(), text);
        }
        assert_eq!(period("1936~/").to_string(), "[1935..1937]/");
        assert_eq!(Period::UNKNOWN.to_string(), "/");
        for text in
            ["1937", "1937-02", "1937-02-15", "1936/1937", "1936-03/1937-02", "../1930", "../.."]
        {
            assert_eq!(when(text).to_string(), text);
        }
        assert_eq!(when("1930/").to_string(), "1930/..");
        assert_eq!(when("[..1934-05]").to_string(), "../1934-05");
    }
}

mod answers {
    use super::Answer::{Certain, No, Possible, Presumed};
    use super::*;

    #[test]
    fn end_not_recorded() {
        assert_eq!(answer("1926-10-17/", "1926-10-16"), No);
        assert_eq!(answer("1926-10-17/", "1926-10-17"), Certain);
        assert_eq!(answer("1926-10-17/", "1926-10-18"), Presumed);
        assert_eq!(answer("1926/", "1926-06-01"), Possible);
        assert_eq!(answer("1926/", "1926"), Certain);
        assert_eq!(answer("1926/", "1926-12-31"), Presumed);
        assert_eq!(answer("[..2013-01]/", "2013-02"), Presumed);
    }

    #[test]
    fn known_to_go_on() {
        assert_eq!(answer("1945-10-10/..", "1945-10-09"), No);
        assert_eq!(answer("1945-10-10/..", "2024"), Certain);
        assert_eq!(answer("../2003-03", "1800"), Certain);
        assert_eq!(answer("../2003-03", "2003-03-15"), Possible);
        assert_eq!(answer("../..", "1950-01-01"), Certain);
        assert_eq!(answer("../", "1950-01-01"), Presumed);
        assert_eq!(answer("/..", "1950-01-01"), Possible);
    }

    #[test]
    fn start_not_recorded() {
        assert_eq!(answer("/1950-05-05", "1900"), Possible);
        assert_eq!(answer("/1950-05-05", "1950-05-05"), Certain);
        assert_eq!(answer("/1950-05-05", "1950-05-06"), No);
    }

    #[test]
    fn within_a_date() {
        assert_eq!(answer("1930", "1930-06-01"), Possible);
        assert_eq!(answer("1930", "1930"), Certain);
        assert_eq!(answer("1930-07-03", "1930-07-03"), Certain);
        assert_eq!(answer("1930", "1931"), No);
        assert_eq!(answer("[1945..]", "1950"), Possible);
    }

    #[test]
    fn the_end_is_never_before_the_start() {
        // Begun in October 1997 and ended in 1997, so that it cannot have ended before October.
        assert_eq!(answer("1997-10-08/1997", "1997-10-08"), Certain);
        assert_eq!(answer("1997-10-08/1997", "1997-10-09"), Possible);
        assert_eq!(answer("1997/1997-03-02", "1997-03-02"), Certain);
    }

    #[test]
    fn no_date_at_all() {
        for on in ["1950", "../..", "1926/.."] {
            assert_eq!(Period::UNKNOWN.answer(when(on)), Possible);
        }
        assert_eq!(Period::UNKNOWN.why(when("1950")).to_string(), "no date recorded");
        assert_eq!(Period::UNKNOWN.certain_days(), None);
        assert_eq!(Period::UNKNOWN.overlap(period("../..")), Possible);
    }

    #[test]
    fn certain_days_are_unbounded_only_if_open() {
        let found = |text| period(text).certain_days();
        assert_eq!(
            found("1926-10-17/").map(|days| days.0),
            found("1926-10-17/").map(|days| days.1)
        );
        assert_eq!(found("1945-10-10/..").unwrap().1, Day::MAX);
        assert_eq!(found("../1950").unwrap().0, Day::MIN);
        assert_eq!(found("../.."), Some((Day::MIN, Day::MAX)));
        for text in ["/..", "../", "1930", "[1945..]", "[..1945]", "1926/", "Y17E7"] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn overlaps() {
        let overlap = |one, other| {
            let found = period(one).overlap(period(other));
            assert_eq!(found, period(other).overlap(period(one)));
            found
        };
        assert_eq!(overlap("../2003-03", "2003-03-20/.."), Possible);
        assert_eq!(overlap("../2003-03", "2003-03/.."), Possible);
        assert_eq!(overlap("../2003-03", "2003-04/.."), No);
        assert_eq!(overlap("1930/1935", "1935/1940"), Possible);
        assert_eq!(overlap("1930/1936", "1935/1940"), Certain);
        assert_eq!(overlap("1930/", "1935/1940"), Presumed);
        assert_eq!(overlap("1930/", "1935/"), Presumed);
        assert_eq!(overlap("1930-01-01/", "1930-01-01/"), Certain);
        assert_eq!(overlap("1930/", "1930/"), Presumed);
        assert_eq!(overlap("1930/", "[1925..1935]"), Possible);
        assert_eq!(overlap("1950/1940", "../.."), No);
        let both = period("1930/1936").intersect_certain(period("1935/1940")).unwrap();
        assert_eq!(both.to_string(), "1935-12-31/1936-01-01");
        assert_eq!(
            period("1930/1936").intersect(period("1935/..")).unwrap().to_string(),
            "1935/1936"
        );
        assert_eq!(period("1930").intersect(period("1931")), None);
    }

    #[test]
    fn reasons() {
        for (text, on, said) in [
            ("1926-10-17/", "1930", "presumed: begun 1926-10-17, end not recorded"),
            ("1926-10-17/", "1926-10-17", "certain: begins on 1926-10-17"),
            ("1937-02/", "1936", "no: begins only in 1937-02"),
            ("1937-02-03/", "1936", "no: begins only on 1937-02-03"),
            ("1937-02/", "1937-02-15", "possible: its start 1937-02 may be after 1937-02-15"),
            ("[..2013-01]/", "2012", "possible: its start, by 2013-01, may be after 2012"),
            ("[..2013-01]/", "2014", "presumed: begun by 2013-01, end not recorded"),
            ("1997-10-08/2011", "2000", "certain: held 1997-10-08 to 2011"),
            ("1997-10-08/2011", "2011-05", "possible: its end 2011 may be before 2011-05"),
            ("1997-10-08/2011", "2012", "no: ended in 2011"),
            (
                "[1994-07-08..1997-10-08]/..",
                "1990",
                "no: begins only between 1994-07-08 and 1997-10-08",
            ),
            (
                "[1994-07-08..1997-10-08]/..",
                "2000",
                "certain: begun between 1994-07-08 and 1997-10-08, known to go on",
            ),
            ("[..2013-01]/2015", "2014", "certain: begun by 2013-01, ended 2015"),
            ("../2003-03", "2000", "certain: without a beginning, ended 2003-03"),
            ("../..", "2000", "certain: without a beginning, known to go on"),
            ("../", "2000", "presumed: without a beginning, end not recorded"),
            ("/..", "2000", "possible: start not recorded, known to go on"),
            ("/2003-03", "2000", "possible: start not recorded, ended 2003-03"),
            ("/2003-03-05", "2003-03-05", "certain: ends on 2003-03-05"),
            ("1930", "1930-05", "possible: dated no more precisely than 1930"),
            ("1930", "1930", "certain: dated 1930"),
            ("1930", "1931", "no: dated 1930, which is before 1931"),
            ("193X", "1920", "no: dated 193X, which is after 1920"),
            (
                "1930/1930",
                "1930-05",
                "possible: its start 1930 may be after 1930-05, or its end 1930 before it",
            ),
            (
                "1930/[1945-10-10..]",
                "1950",
                "possible: its end, in or after 1945-10-10, may be before 1950",
            ),
        ] {
            assert_eq!(why(text, on), said, "{text} on {on}");
        }
    }

    #[test]
    fn serialised_as_text() {
        let verdict = period("1926-10-17/").verdict(when("1930"));
        assert_eq!(
            serde_json::to_string(&verdict).unwrap(),
            r#"{"answer":"presumed","reason":"begun 1926-10-17, end not recorded"}"#
        );
        let day: Day = "1930-07-03".parse().unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), r#""1930-07-03""#);
        assert!(Certain > Presumed && Presumed > Possible && Possible > No);
        assert!(Presumed.holds() && !Possible.holds());
    }
}

mod mistakes {
    use super::*;

    fn help(text: &str) -> String {
        match Period::parse(text) {
            Ok(found) => panic!("{text} was read as {found}"),
            Err(error) => error.help.unwrap_or_default(),
        }
    }

    #[test]
    fn other_notations_are_shown_in_edtf() {
        for (text, edtf) in [
            ("3 July 1930", "1930-07-03"),
            ("July 3rd, 1930", "1930-07-03"),
            ("3rd of July 1930", "1930-07-03"),
            ("July 1930", "1930-07"),
            ("Sept. 1930", "1930-09"),
            ("1930/07/03", "1930-07-03"),
            ("1930.07.03", "1930-07-03"),
            ("03.07.1930", "1930-07-03"),
            ("3. 7. 1930", "1930-07-03"),
            ("13/07/1930", "1930-07-13"),
            ("1930/35", "1930/1935"),
            ("07/1930", "1930-07"),
            ("1930-7-3", "1930-07-03"),
            ("1936-3", "1936-03"),
            ("19300703", "1930-07-03"),
            ("936", "0936"),
            ("c. 1936", "1936~"),
            ("c1936", "1936~"),
            ("ca. 1936-05", "1936-05~"),
            ("circa July 1936", "1936-07~"),
            ("possibly 1936", "1936?"),
            ("1936?~", "1936%"),
            ("1930s", "193X"),
            ("the 1930's", "193X"),
            ("193x", "193X"),
            ("199u", "199X"),
            ("19th century", "18XX"),
            ("before 1934-05", "[..1934-05]"),
            ("after July 1930", "[1930-07..]"),
            ("..1934-05", "[..1934-05]"),
            ("since 1930", "1930/"),
            ("until 3 July 1930", "/1930-07-03"),
            ("1930-1935", "1930/1935"),
            ("1930–1935", "1930/1935"),
            ("July 1930 to 1935", "1930-07/1935"),
            ("1950/present", "1950/.."),
            ("1950/unknown", "1950/"),
            ("1930-07/08", "1930-07/1930-08"),
            ("2004-06-01/20", "2004-06-01/2004-06-20"),
            ("1930-07-03 / 1935", "1930-07-03/1935"),
            (" 1930", "1930"),
            ("[1667, 1668]", "[1667,1668]"),
            ("spring 1934", "1934-21"),
            ("2014-Q2", "2014-34"),
            ("Q4 2014", "2014-36"),
            ("2014-Q2/", "2014-34/"),
            ("44 BC", "-0043"),
            ("1930-07-03T10:00", "1930-07-03"),
            ("[1994..1997-10-08]", "[1994-01-01..1997-10-08]"),
            ("[1994..1997-10-08]/", "[1994-01-01..1997-10-08]/"),
        ] {
            assert_eq!(help(text), format!("write `{edtf}`"), "{text}");
            period(edtf);
        }
        assert_eq!(help("1930-7"), "write `1930-07` or `1930/1937`");
        // Nobody knows which century is meant.
        let which = "such as `1955` or `1855` (the year 55 is `0055`)";
        assert_eq!(help("55"), format!("write all four digits of the year, {which}"));
        assert_eq!(help("03/07/1930"), "write `1930-07-03`, or `1930-03-07` if the month is first");
    }

    #[test]
    fn impossible_days_are_reported_from_misspelt_ones() {
        for (text, said, help, at) in [
            (
                "1985-02-30",
                "`1985-02-30`: there is no such day",
                "February 1985 has 28 days",
                0..10,
            ),
            (
                "1900-02-29/",
                "`1900-02-29`: there is no such day",
                "February 1900 has 28 days",
                0..10,
            ),
            (
                "1930/1931-04-31?",
                "`1931-04-31?`: there is no such day",
                "April 1931 has 30 days",
                5..16,
            ),
            (
                "1930-13",
                "`1930-13` has no month 13",
                "months are 01 to 12, seasons and other parts of a year 21 to 41",
                0..7,
            ),
            (
                "1930-13-07",
                "`1930-13-07` has no month 13",
                "the month comes before the day: `1930-07-13`",
                0..10,
            ),
            (
                "1930-00",
                "`1930-00` has no month 00",
                "months are 01 to 12, seasons and other parts of a year 21 to 41",
                0..7,
            ),
            ("1930-45", "`1930-45` has no month 45", "for an interval write `1930/1945`", 0..7),
            (
                "1934-21-05",
                "`1934-21-05`: a season or other part of a year has no days",
                "write `1934-21`, or a month from 01 to 12",
                0..10,
            ),
        ] {
            let error = Period::parse(text).unwrap_err();
            assert_eq!(
                (error.message.as_str(), error.help.as_deref()),
                (said, Some(help)),
                "{text}"
            );
            assert_eq!(error.at, at, "{text}");
        }
    }

    #[test]
    fn no_date_is_an_error_that_says_so() {
        for text in ["", "/", "unknown", "n.d.", "  "] {
            assert_eq!(help(text), "leave the date out if none is known");
        }
    }

    #[test]
    fn anything_else_points_at_the_problem() {
        let error = Period::parse("1930/1935-1a").unwrap_err();
        assert_eq!(error.at, 11..12);
        assert!(error.help.unwrap().starts_with("write dates as EDTF"));
        for text in [
            "1930/1931/1932",
            "1930//",
            "[1930",
            "[]",
            "foo",
            "..",
            "1985-04-12T10:00:00Z/1986",
            "..[1930]/1931",
            "1930../1931",
            "1930/..1931",
        ] {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }
}

// ------------------------------------------------------------------- oracles

/// Few enough days to try all: the first stands for "before any" and the last for "after any".
const WINDOW: i32 = 9;

fn shown(index: i32) -> Day {
    match index {
        0 => Day::MIN,
        WINDOW => Day::MAX,
        index => Day(index),
    }
}

fn span() -> impl Strategy<Value = DateSpan> {
    (0..=WINDOW, 0..=WINDOW)
        .prop_map(|(a, b)| DateSpan { earliest: shown(a.min(b)), latest: shown(a.max(b)) })
}

fn any_side() -> impl Strategy<Value = IntervalSide> {
    prop_oneof![3 => span().prop_map(IntervalSide::Stated), 1 => Just(IntervalSide::Unknown), 1 => Just(IntervalSide::Open)]
}

fn any_period() -> impl Strategy<Value = Period> {
    prop_oneof![
        1 => span().prop_map(Period::on),
        4 => (any_side(), any_side()).prop_map(|(start, end)| Period::between(start, end)),
    ]
}

/// Every start and end the unknown days allow.
fn completions(period: Period, going_on: bool) -> Vec<(Day, Day)> {
    let within = |span: DateSpan| (0..=WINDOW).map(shown).filter(move |day| span.contains(*day));
    let end = match period.end_bound() {
        Bound::Unknown if going_on => DateSpan::day(Day::MAX),
        _ => period.end(),
    };
    within(period.start())
        .flat_map(|start| within(end).map(move |end| (start, end)))
        .filter(|(start, end)| start <= end)
        .collect()
}

fn judged(all: &[bool], presumed: &[bool], period_unknown: bool) -> Answer {
    let every = |held: &[bool]| !held.is_empty() && held.iter().all(|held| *held);
    match () {
        () if !all.contains(&true) => Answer::No,
        () if period_unknown => Answer::Possible,
        () if every(all) => Answer::Certain,
        () if every(presumed) => Answer::Presumed,
        () => Answer::Possible,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn answer_is_that_of_every_completion(period in any_period(), a in 0..=WINDOW, b in 0..=WINDOW) {
        let when = When::between(shown(a.min(b)), shown(a.max(b)));
        let held = |going_on| -> Vec<bool> {
            let all = completions(period, going_on);
            all.iter().map(|(start, end)| *start <= when.to && *end >= when.from).collect()
        };
        let expected = judged(&held(false), &held(true), period.is_unknown());
        prop_assert_eq!(period.answer(when), expected, "{} on {}", period, when);
        let verdict = period.verdict(when);
        prop_assert_eq!(verdict.answer, expected);
        prop_assert!(!verdict.reason.to_string().contains("  "));
    }

    #[test]
    fn overlap_is_that_of_every_completion(one in any_period(), other in any_period()) {
        let shared = |going_on| -> Vec<bool> {
            let others = completions(other, going_on);
            let pairs = completions(one, going_on).into_iter();
            pairs.flat_map(|a| others.iter().map(move |b| a.0 <= b.1 && b.0 <= a.1)).collect()
        };
        let unknown = one.is_unknown() || other.is_unknown();
        let expected = judged(&shared(false), &shared(true), unknown);
        prop_assert_eq!(one.overlap(other), expected, "{} with {}", one, other);
        prop_assert_eq!(other.overlap(one), expected);
    }

    #[test]
    fn certain_days_are_the_days_of_every_completion(period in any_period()) {
        let all = completions(period, false);
        let inside = |day: Day| all.iter().all(|(start, end)| *start <= day && day <= *end);
        // "Before any" and "after any" are no days: only the days proper are compared.
        let days: Vec<Day> =
            (1..WINDOW).map(Day).filter(|day| !all.is_empty() && inside(*day)).collect();
        let found = period.certain_days();
        let listed: Vec<Day> = (1..WINDOW)
            .map(Day)
            .filter(|day| found.is_some_and(|(first, last)| first <= *day && *day <= last))
            .collect();
        prop_assert_eq!(listed, days, "{}", period);
        if let Some((first, last)) = found {
            prop_assert!(first <= last);
            prop_assert!(first != Day::MIN || period.start() == DateSpan::day(Day::MIN));
            prop_assert!(last != Day::MAX || period.end().earliest == Day::MAX || period.start().earliest == Day::MAX);
        }
    }

    #[test]
    fn by_hand_as_by_the_crate(text in plain_text()) {
        let by_hand = edtf::fast(text.as_bytes());
        let by_crate = edtf::slow(&text).ok();
        if by_hand.is_some() {
            prop_assert_eq!(by_hand, by_crate);
        }
        if Edtf::parse(&text).is_ok() && !text.split('/').any(has_season) {
            prop_assert!(by_hand.is_some(), "{} is not read by hand", text);
        }
    }

    #[test]
    fn unqualified_bounds_are_those_of_the_crate(text in plain_text()) {
        // A season is one of either hemisphere here, and of the north in the crate.
        prop_assume!(!text.split('/').any(has_season));
        let (Ok(edtf), Ok(period)) = (Edtf::parse(&text), Period::parse(&text)) else { return Ok(()) };
        let (first, last) = period.possible_days();
        let (earliest, latest) = (edtf.bounds().earliest, edtf.bounds().latest);
        match earliest {
            EdtfBound::Date(day) => prop_assert_eq!(first.to_string(), day.to_string()),
            _ => prop_assert_eq!(first, Day::MIN),
        }
        match latest {
            EdtfBound::Date(day) => prop_assert_eq!(last.to_string(), day.to_string()),
            _ => prop_assert_eq!(last, Day::MAX),
        }
    }

    #[test]
    fn display_reads_back(text in plain_text()) {
        if let Ok(period) = Period::parse(&text) {
            prop_assert_eq!(Period::parse(&period.to_string()).ok(), Some(period));
        }
        if let Ok(when) = When::parse(&text) {
            prop_assert_eq!(When::parse(&when.to_string()), Ok(when));
        }
    }

    /// Up to 9999-12-31: EDTF writes no days of later years.
    #[test]
    fn sets_read_back(a in -900_000..2_932_897_i32, b in -900_000..2_932_897_i32) {
        let span = DateSpan { earliest: Day(a.min(b)), latest: Day(a.max(b)) };
        prop_assert_eq!(Period::parse(&span.to_string()).ok(), Some(Period::on(span)));
    }

    #[test]
    fn no_text_is_too_odd(text in odd_text()) {
        match Period::parse(&text) {
            Ok(period) => { period.to_string(); }
            Err(error) => {
                prop_assert!(error.at.start <= error.at.end && error.at.end <= text.len(), "{error:?}");
            }
        }
        let _ = text.parse::<Day>();
        let _ = When::parse(&text);
    }

    #[test]
    fn what_help_shows_can_be_read(text in odd_text()) {
        let Err(error) = Period::parse(&text) else { return Ok(()) };
        let help = error.help.unwrap_or_default();
        if help.starts_with("write `") && help.ends_with('`') {
            for edtf in help.split('`').skip(1).step_by(2) {
                prop_assert!(Period::parse(edtf).is_ok(), "{text}: {help}");
            }
        }
    }
}

fn has_season(side: &str) -> bool {
    side.len() == 7
        && side.get(5..).and_then(|month| month.parse().ok()).is_some_and(|m: u32| m > 12)
}

/// Plain dates and intervals of them, some with days the calendar lacks.
fn plain_text() -> impl Strategy<Value = String> {
    let date = "[0-9]{4}(-(0[0-9]|1[0-3]|2[0-9])(-([0-2][0-9]|3[0-2]))?)?";
    prop_oneof![
        date,
        (date, date).prop_map(|(a, b)| format!("{a}/{b}")),
        (date, "(\\.\\.)?").prop_map(|(a, b)| format!("{a}/{b}")),
        ("(\\.\\.)?", date).prop_map(|(a, b)| format!("{a}/{b}")),
    ]
}

fn odd_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        "[0-9X]{1,4}",
        "[-/.?~%\\[\\]{},TYES' ]",
        Just("..".to_owned()),
        Just("July".to_owned()),
        Just("c.".to_owned()),
        Just("before ".to_owned()),
        Just("1930".to_owned()),
        Just("-".to_owned()),
        Just("–".to_owned()),
        Just("th century".to_owned()),
        Just("bc".to_owned()),
        "\\PC",
    ];
    prop_oneof!["\\PC{0,20}", proptest::collection::vec(pieces, 0..8).prop_map(|all| all.concat())]
}

#[test]
fn calendars() {
    let label = |calendar, text| year_label(calendar, period(text).start());
    assert_eq!(label("juche", "1912").as_deref(), Some("Juche 1"));
    assert_eq!(label("MINGUO", "2024-05").as_deref(), Some("Minguo 113"));
    assert_eq!(label("juche", "1936~").as_deref(), Some("Juche 24-26"));
    for text in ["1911", "[1911..1913]", "[1945..]"] {
        assert_eq!(label("juche", text), None, "{text}");
    }
    assert!(CALENDARS.iter().all(|name| year_label(name, period("1950").start()).is_some()));
}

#[test]
fn the_days_of_an_answer_are_those_that_give_it() {
    let dates = [
        "1930",
        "1930-05",
        "1931/",
        "1931/1933",
        "/1932",
        "1930/..",
        "[1930..1933]",
        "1933~",
        "../1931",
        "[..1931]/",
        "1931/[1930..1932]",
        "[1930..1933]/[1931..1932]",
        "1933/1930",
        "/",
    ];
    for period in dates.map(|date| Period::parse(date).unwrap_or(Period::UNKNOWN)) {
        for least in [Answer::No, Answer::Possible, Answer::Presumed, Answer::Certain] {
            let days = period.days(least);
            for day in (-15_000..-12_000).map(Day) {
                let among = days.is_some_and(|(first, last)| first <= day && day <= last);
                let answer = period.answer(When::day(day));
                assert_eq!(among, answer >= least, "{period} {least} {day}");
            }
        }
    }
}
