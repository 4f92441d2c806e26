//! What all pages of a site share: the head, the links to the others, the signs that HTML gives a meaning. Takes texts of a
//! model, gives HTML in which each is text and nothing else.

/// A site, as each of its pages names it.
pub(super) struct Frame<'s> {
    pub(super) title: &'s str,
    /// Where the site will stand, without a slash at its end.
    pub(super) address: Option<&'s str>,
    pub(super) has_explorer: bool,
}

impl<'s> Frame<'s> {
    pub(super) fn new(title: &'s str, address: Option<&'s str>, has_explorer: bool) -> Frame<'s> {
        Frame { title, address: address.map(|address| address.trim_end_matches('/')), has_explorer }
    }

    /// The whole address of a path of the site.
    pub(super) fn at(&self, path: &str) -> Option<String> {
        self.address.map(|address| format!("{address}/{}", encoded(path)))
    }

    /// A page. `up` leads from its folder to the site's; `head` is more for its head, `body` what stands below its
    /// title, both HTML.
    pub(super) fn page(&self, up: &str, title: &str, path: &str, head: &str, body: &str) -> String {
        let whole = match title == self.title {
            true => escaped(title),
            false => format!("{} - {}", escaped(title), escaped(self.title)),
        };
        let canonical = self.at(path).map_or_else(String::new, |address| {
            format!("<link rel=\"canonical\" href=\"{}\">\n", escaped(&address))
        });
        let explore = if self.has_explorer {
            format!("<a href=\"{up}explore.html\">Explore</a> ")
        } else {
            String::new()
        };
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'; img-src 'self'\">\n\
             <title>{whole}</title>\n<link rel=\"stylesheet\" href=\"{up}style.css\">\n{canonical}{head}</head>\n<body>\n\
             <header><a class=\"home\" href=\"{up}index.html\">{home}</a>\n<nav>{explore}\
             <a href=\"{up}organs/index.html\">Organs</a> <a href=\"{up}posts/index.html\">Posts</a> \
             <a href=\"{up}people/index.html\">People</a> <a href=\"{up}events/index.html\">Events</a> \
             <a href=\"{up}sources/index.html\">Sources</a> <a href=\"{up}changes.html\">Changes</a></nav></header>\n\
             <main>\n<h1>{heading}</h1>\n{body}</main>\n\
             <footer>What sources say, made by organigram: a missing end is not \u{201c}still exists\u{201d}, and where sources \
             disagree both stand.</footer>\n</body>\n</html>\n",
            home = escaped(self.title),
            heading = escaped(title),
        )
    }
}

/// The page that leads to several sites; `listed` is HTML.
pub(super) fn list_of_sites(listed: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Models</title>\n\
         <link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n<main>\n<h1>Models</h1>\n<ul>\n{listed}</ul>\n\
         </main>\n</body>\n</html>\n"
    )
}

/// A text as HTML shows it, also within quotes. What no page may hold becomes a sign for it.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(letter),
            letter if letter.is_control() => safe.push('\u{fffd}'),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A path as an address has it: RFC 3986, with what is no letter of ASCII as bytes.
pub(super) fn encoded(path: &str) -> String {
    let mut safe = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' | b'~' => {
                safe.push(char::from(byte));
            }
            byte => safe += &format!("%{byte:02X}"),
        }
    }
    safe
}

/// A link to a page of the site, and what it says.
pub(super) fn link(to: &str, says: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(&encoded(to)), escaped(says))
}

/// What stands at the path of a page that the model no longer gives; nothing for what is no page.
pub(super) fn gone(path: &str) -> Option<Vec<u8>> {
    let up = "../".repeat(path.matches('/').count());
    let text = match path.rsplit_once('.')?.1 {
        "html" => format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"robots\" content=\"noindex\">\n\
             <title>No longer in the model</title>\n<link rel=\"stylesheet\" href=\"{up}style.css\">\n</head>\n<body>\n<main>\n\
             <h1>No longer in the model</h1>\n<p>What stood at this address is no part of the model as it is now. \
             <a href=\"{up}index.html\">All that is</a>.</p>\n</main>\n</body>\n</html>\n"
        ),
        "json" => "{ \"gone\": true }\n".to_owned(),
        _ => return None,
    };
    Some(text.into_bytes())
}

/// The words of a source, in their language, and what they mean.
pub(super) fn quoted(quote: &str, lang: &str, translation: &str) -> String {
    let lang = if lang.is_empty() { String::new() } else { format!(" lang=\"{}\"", escaped(lang)) };
    let quote = match quote {
        "" => String::new(),
        quote => format!(" <q{lang}>{}</q>", escaped(quote)),
    };
    match translation {
        "" => quote,
        translation => format!("{quote} [<q>{}</q>]", escaped(translation)),
    }
}
