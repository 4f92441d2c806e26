//! How much of a date a sheet shows: a cell that shows `1950` is no claim about the first of January.
//!
//! Takes the format of a cell or the text that it shows, gives a precision. Knows no calendar.

/// What a cell shows of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Year,
    Month,
    Day,
}

impl Shown {
    /// By the format of a cell: `yyyy`, `mmm yyyy`, `dd/mm/yyyy`.
    pub(super) fn by_format(code: &str) -> Shown {
        if code.eq_ignore_ascii_case("general") {
            return Shown::Day;
        }
        let (mut is_quoted, mut is_bracketed, mut is_escaped) = (false, false, false);
        let (mut year, mut month, mut day, mut time) = (false, false, false, false);
        for letter in code.chars() {
            if is_escaped {
                is_escaped = false;
                continue;
            }
            match letter {
                '\\' | '_' | '*' => is_escaped = true,
                '"' => is_quoted = !is_quoted,
                '[' if !is_quoted => is_bracketed = true,
                ']' if !is_quoted => is_bracketed = false,
                _ if is_quoted || is_bracketed => {}
                ';' => break,
                'y' | 'Y' | 'e' => year = true,
                'm' | 'M' => month = true,
                'd' | 'D' => day = true,
                'h' | 'H' | 's' | 'S' => time = true,
                _ => {}
            }
        }
        match (year, month, day || time) {
            (true, false, false) => Shown::Year,
            (true, true, false) => Shown::Month,
            _ => Shown::Day,
        }
    }

    /// By the text that a cell shows: `1950`, `May 1950`, `05/1950`, `2 May 1950`.
    pub(super) fn by_text(text: &str) -> Shown {
        let numbers = text.split(|sign: char| !sign.is_ascii_digit());
        let numbers: Vec<usize> = numbers.map(str::len).filter(|len| *len > 0).collect();
        let has_words = text.chars().any(char::is_alphabetic);
        match numbers.as_slice() {
            [4] if has_words => Shown::Month,
            [4] => Shown::Year,
            [1 | 2, 4] | [4, 1 | 2] if !has_words => Shown::Month,
            _ => Shown::Day,
        }
    }

    /// The day as far as it is shown.
    pub(super) fn cut(self, day: &str) -> &str {
        let length = match self {
            Shown::Year => 4,
            Shown::Month => 7,
            Shown::Day => 10,
        };
        day.get(..length).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_precise_as_it_is_shown() {
        for (code, shown) in [
            ("yyyy", Shown::Year),
            ("[$-407]mmm\\ yyyy;@", Shown::Month),
            ("mm-dd-yy", Shown::Day),
            ("yyyy\"d\"", Shown::Year),
            ("General", Shown::Day),
            ("m/d/yy h:mm", Shown::Day),
        ] {
            assert_eq!(Shown::by_format(code), shown, "{code}");
        }
        for (text, day) in [
            ("1950", "1950"),
            ("Mai 1950", "1950-05"),
            ("05/1950", "1950-05"),
            ("2. Mai 1950", "1950-05-02"),
            ("", "1950-05-02"),
        ] {
            assert_eq!(Shown::by_text(text).cut("1950-05-02"), day, "{text}");
        }
    }
}
