//! Help that fits on a screen. Takes the whole command line as it is defined, gives it with `--help` for the usual and
//! `--help-all` for everything. Knows what is usual and never what an option does.

use clap::{Arg, ArgAction, Command};

/// What an option that is hidden from `--help` is about: the headings under which it may stand.
const RARE_HEADINGS: &[&str] =
    &["Date, sources and certainty", "What to compare", "How to draw it", "Output"];
/// The options under those headings that `--help` shows nevertheless.
const USUAL: &[&str] =
    &["as_of", "according_to", "possible", "from", "to", "between", "format", "sort", "limit"];
/// The options under no heading that `--help` hides.
const RARE: &[&str] = &[
    "color",
    "allow_outside",
    "stdin_name",
    "rule_pages",
    "baseline",
    "write_baseline",
    "warn",
    "most",
    "repeated",
    "encoding",
    "years",
    "strict",
    "cluster",
    "title",
    "subtitle",
    "plan",
    "column",
    "dates",
    "across",
];
/// The verbs that the overview hides.
const RARE_VERBS: &[&str] = &[
    "textconv",
    "merge",
    "external-diff",
    "completions",
    "man",
    "panel",
    "ties",
    "ranking",
    "stats",
    "lsp",
];
/// How many lines of what stands below the options `--help` shows.
const MOST_EXAMPLES: usize = 4;

/// A command with its help in two lengths; `whole` where all verbs are to be listed.
pub(super) fn in_two_lengths(command: Command, whole: bool) -> Command {
    let hidden = |verb: &Command| !whole && RARE_VERBS.contains(&verb.get_name());
    let verbs: Vec<String> =
        command.get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    let command = verbs.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |verb| {
            let verb = if hidden(&verb) { verb.hide(true) } else { verb };
            in_two_lengths(verb, whole)
        })
    });
    let below = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let command = match below.is_empty() {
        true => command,
        false => command.after_help(beginning(&below)).after_long_help(below),
    };
    command.mut_args(usual).disable_help_flag(true).args(flags())
}

/// The options that ask for help.
fn flags() -> [Arg; 2] {
    let short = Arg::new("help").short('h').long("help").action(ArgAction::HelpShort);
    let long = Arg::new("help_all").long("help-all").action(ArgAction::HelpLong);
    let last = |arg: Arg| arg.display_order(1000).help_heading(None);
    [
        last(short.help("Print the usual options")),
        last(long.help("Print all options, with all that is known of them")),
    ]
}

/// An option, hidden from `--help` where it is rarely needed.
fn usual(arg: Arg) -> Arg {
    let id = arg.get_id().as_str();
    let is_under = arg.get_help_heading().is_some_and(|heading| RARE_HEADINGS.contains(&heading));
    let is_rare = RARE.contains(&id) || (is_under && !USUAL.contains(&id));
    if is_rare { arg.hide_short_help(true) } else { arg }
}

/// The beginning of what stands below the options: a heading with its first examples.
fn beginning(text: &str) -> String {
    let examples = text.find("Examples:").map_or(text, |at| &text[at..]);
    let lines: Vec<&str> = examples.lines().take(1 + MOST_EXAMPLES).collect();
    lines.join("\n")
}
