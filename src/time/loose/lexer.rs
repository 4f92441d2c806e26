//! A human date as tokens.
//!
//! Takes a text; gives numbers, words and marks, or the piece that is neither. Digits and dashes of every
//! sort become one sort; what a word means is looked up in `words`. Knows no grammar.

use super::words::{self, Word};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits as they were written.
    Number(String),
    /// `3rd`, `XIX`, `first`.
    Ordinal(u32),
    /// A year with open digits, such as `193X`.
    Open(String),
    Word(Word),
    /// A word of several meanings.
    Words(Vec<Word>),
    Mark(Mark),
    Approximate,
    Uncertain,
    /// `(` or `[`.
    Opening,
    Closing,
}

/// A sign between numbers or dates.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// `-`, `/`, `.`, `,`; `–` for every dash but the hyphen; `:` for two or three dots.
    pub(super) sign: char,
    /// Without a blank on either side.
    pub(super) tight: bool,
}

/// The tokens of a text, or the piece that is none.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let text = normal(text);
    let mut lexer = Lexer { text: &text, at: 0, found: Vec::new() };
    while lexer.at < text.len() {
        lexer.one()?;
    }
    Ok(lexer.found)
}

/// In lower case, with plain digits, blanks and quotes.
fn normal(text: &str) -> String {
    let plain = text.chars().map(|letter| match letter {
        '０'..='９' => char::from(b'0' + (letter as u32 - '０' as u32) as u8),
        '\u{a0}' | '\u{2007}' | '\u{202f}' | '\u{3000}' | '\t' | '\n' | '\r' => ' ',
        '‘' | '’' | 'ʼ' | '`' => '\'',
        '／' => '/',
        '．' => '.',
        '，' | '、' => ',',
        '（' => '(',
        '）' => ')',
        '？' => '?',
        '≈' | '±' => '~',
        _ => letter,
    });
    plain.collect::<String>().to_lowercase()
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    found: Vec<Token>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn push(&mut self, token: Token, length: usize) {
        self.found.push(token);
        self.at += length;
    }

    fn one(&mut self) -> Result<(), String> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return Ok(()) };
        if first == ' ' {
            self.at += 1;
            return Ok(());
        }
        if first.is_ascii_digit() {
            self.number();
            return Ok(());
        }
        if let Some((length, number)) = han_number(rest) {
            self.push(Token::Number(number), length);
            return Ok(());
        }
        // A tilde between two dates is a dash in East Asia, and a phrase nowhere.
        if first != '~'
            && let Some((length, meanings)) = words::at_head(rest)
        {
            return self.word(length, &meanings);
        }
        if self.sign(first) {
            return Ok(());
        }
        self.roman()
    }

    // ------------------------------------------------------------- numbers

    fn number(&mut self) {
        let rest = self.rest();
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, behind) = (rest[..length].to_owned(), &rest[length..]);
        if let Some((open, more)) = open_digits(&digits, behind) {
            return self.push(Token::Open(open), length + more);
        }
        if length <= 2
            && let Some(ending) = ordinal_ending(behind)
            && let Ok(number) = digits.parse()
        {
            return self.push(Token::Ordinal(number), length + ending);
        }
        self.push(Token::Number(digits), length);
    }

    // --------------------------------------------------------------- words

    fn word(&mut self, length: usize, meanings: &[Word]) -> Result<(), String> {
        let is_dot = |token: &&Token| matches!(token, Token::Mark(Mark { sign: '.', .. }));
        let before_word = self.found.iter().rev().find(|token| !is_dot(token));
        let after_number = matches!(before_word, Some(Token::Number(_) | Token::Ordinal(_)));
        let before = self.text[..self.at].chars().next_back();
        let attached = before.is_some_and(|letter| letter.is_ascii_digit());
        let fits = |word: &&Word| match word {
            // `19th c.`, `XIX s.`; and `c. 1936`.
            Word::Century => after_number,
            Word::Circa if meanings.contains(&Word::Century) => !after_number,
            // `1930s`, `1930er`, `1930-е`; `s` alone is no word.
            Word::Decade => attached || self.text[self.at..self.at + length].chars().count() > 5,
            _ => true,
        };
        let mut fitting: Vec<Word> = meanings.iter().filter(fits).copied().collect();
        fitting.dedup();
        let token = match fitting.as_slice() {
            [] => return self.roman(),
            [Word::Ordinal(number)] => Token::Ordinal(*number),
            [one] => Token::Word(*one),
            _ => Token::Words(fitting),
        };
        self.push(token, length);
        // The dot of an abbreviation.
        let is_dotted = self.rest().starts_with('.') && !self.rest().starts_with("..");
        let word = self.text[..self.at].chars().next_back();
        if is_dotted && word.is_some_and(|letter| letter.is_alphabetic()) {
            self.at += 1;
        }
        Ok(())
    }

    /// `XIX`, `XIXe`, `q3`, `h1`: what is in no list.
    fn roman(&mut self) -> Result<(), String> {
        let rest = self.rest();
        let length: usize =
            rest.chars().take_while(|letter| letter.is_alphabetic()).map(char::len_utf8).sum();
        let word = &rest[..length];
        let digit = rest[length..].chars().next().and_then(|digit| digit.to_digit(10));
        let stands_alone = !rest[length..].chars().nth(1).is_some_and(|next| next.is_ascii_digit());
        let part = match (word, digit) {
            ("q" | "t" | "кв", Some(number @ 1..=4)) => Some((Word::Quarter, number)),
            ("h" | "s", Some(number @ 1..=2)) => Some((Word::Half, number)),
            _ => None,
        };
        if let Some((word, number)) = part.filter(|_| stands_alone) {
            self.push(Token::Ordinal(number), length + 1);
            self.push(Token::Word(word), 0);
            return Ok(());
        }
        // Cyrillic letters that look like those of Roman numbers.
        let word = &word.replace('х', "x").replace('і', "i");
        let bare = ["ème", "eme", "er", "e"].iter().find_map(|end| word.strip_suffix(end));
        match bare.and_then(roman_number).or_else(|| roman_number(word)) {
            Some(number) => {
                self.push(Token::Ordinal(number), length);
                Ok(())
            }
            None => {
                let shown = if length == 0 { rest.chars().take(1).collect() } else { word.clone() };
                Err(shown)
            }
        }
    }

    // --------------------------------------------------------------- signs

    fn sign(&mut self, first: char) -> bool {
        let next = self.rest()[first.len_utf8()..].chars().next();
        let before = self.text[..self.at].chars().next_back();
        let blank = |letter: Option<char>| letter.is_none_or(|letter| letter == ' ');
        let tight = !blank(before) && !blank(next);
        let after_date = matches!(
            self.found.last(),
            Some(Token::Number(_) | Token::Open(_) | Token::Closing | Token::Uncertain)
        );
        let after_mark = matches!(
            self.found.last(),
            Some(Token::Word(Word::YearMark | Word::MonthMark | Word::DayMark))
        );
        let apart = next.is_some() && blank(before) && blank(next);
        let between =
            after_mark || after_date && (apart || next.is_some_and(|next| next.is_ascii_digit()));
        let mark = |sign| Token::Mark(Mark { sign, tight });
        let dots = self.rest().bytes().take_while(|byte| *byte == b'.').count();
        let dashes = self.rest().bytes().take_while(|byte| *byte == b'-').count();
        let (token, length) = match first {
            '.' if dots >= 2 => (mark(':'), dots),
            '…' => (mark(':'), first.len_utf8()),
            // Two or three hyphens are a typist's dash.
            '-' if dashes >= 2 => (mark('–'), dashes),
            '-' | '/' | '.' | ',' => (mark(first), 1),
            ';' => (mark(','), 1),
            '‐' | '‑' | '−' | '－' => (mark('-'), first.len_utf8()),
            '‒' | '–' | '—' | '―' | '〜' | '～' | '→' => (mark('–'), first.len_utf8()),
            '~' if between => (mark('–'), 1),
            // `1998 ~`: about, or from then on.
            '~' if after_date && blank(before) => return false,
            '~' => (Token::Approximate, 1),
            '?' => (Token::Uncertain, 1),
            '(' | '[' | '<' => (Token::Opening, 1),
            ')' | ']' | '>' => (Token::Closing, 1),
            _ => return false,
        };
        self.push(token, length);
        true
    }
}

/// `193-`, `193x`, `19--`, `19??`: a year whose last digits are not known.
fn open_digits(digits: &str, behind: &str) -> Option<(String, usize)> {
    let missing = 4_usize.checked_sub(digits.len()).filter(|missing| matches!(missing, 1 | 2))?;
    let sign = behind.chars().next().filter(|sign| matches!(sign, '-' | 'x' | 'u' | '?' | '_'))?;
    let count = behind.chars().take_while(|letter| *letter == sign).count();
    let next = behind.chars().nth(missing);
    // `19-` and `936?` are no years with open digits.
    let fits = count == missing && !next.is_some_and(|next| next.is_alphanumeric());
    let is_decade = fits && (missing == 2 || matches!(sign, '-' | 'x' | 'u' | '_'));
    is_decade.then(|| (format!("{digits}{}", "X".repeat(missing)), missing))
}

/// The length of what makes a number an ordinal.
fn ordinal_ending(behind: &str) -> Option<usize> {
    const ENDINGS: [&str; 18] = [
        "st", "nd", "rd", "th", "ème", "eme", "er", "re", "e", "º", "°", "-го", "-й", "-я", "-е",
        "го", "й", "ый",
    ];
    let found = ENDINGS.iter().find(|ending| {
        let rest = behind.strip_prefix(**ending);
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    })?;
    Some(found.len())
}

/// A Roman number up to 39.
fn roman_number(word: &str) -> Option<u32> {
    const TENS: [&str; 4] = ["", "x", "xx", "xxx"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    (1..40_u32).find(|number| {
        let (tens, ones) = (*number as usize / 10, *number as usize % 10);
        word.strip_prefix(TENS[tens]).is_some_and(|rest| rest == ONES[ones])
    })
}

/// A number in Han digits before a unit: `一九三六年`, `十月`, `第二十世紀`.
fn han_number(text: &str) -> Option<(usize, String)> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let value = |letter: char| match letter {
        '零' | '○' => Some(0),
        '元' => None,
        _ => DIGITS.chars().position(|digit| digit == letter),
    };
    let (text, skipped) = match text.strip_prefix('第') {
        Some(rest) => (rest, '第'.len_utf8()),
        None => (text, 0),
    };
    if skipped > 0 && text.starts_with(|next: char| next.is_ascii_digit()) {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        return Some((skipped + digits.len(), digits));
    }
    let letters: Vec<char> =
        text.chars().take_while(|letter| value(*letter).is_some() || *letter == '十').collect();
    let length: usize = letters.iter().map(|letter| letter.len_utf8()).sum();
    let unit = text[length..].chars().next()?;
    if letters.is_empty() || !"年月日号號世季四上下".contains(unit) {
        return None;
    }
    let number = match letters.iter().position(|letter| *letter == '十') {
        None => letters
            .iter()
            .filter_map(|letter| value(*letter))
            .map(|digit| digit.to_string())
            .collect(),
        Some(ten) => {
            let part = |letters: &[char], empty| match letters {
                [] => Some(empty),
                [one] => value(*one),
                _ => None,
            };
            (part(&letters[..ten], 1)? * 10 + part(&letters[ten + 1..], 0)?).to_string()
        }
    };
    Some((skipped + length, number))
}
