//! The set-up of docs/editors.md in a real Kate, which shows its window on no screen: it opens a model, takes it for one by
//! the highlighting, starts the server and gets its problems. What both say is kept by a program that stands between them.
//! `ORGANIGRAM_REQUIRE_KATE=1` makes a skip a failure.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const MODEL: &str = r#"Model(
    organs: {
        "club": Organ(name: "Rookhaven Chess Club"),
        "board": Organ(name: "Board", under: "clubb"),
    },
)
"#;

/// Kate, on no screen and with a home of its own.
fn kate(folder: &Path) -> Command {
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("kate");
    command.env("PATH", path).env("HOME", folder).env("XDG_RUNTIME_DIR", folder);
    for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "DBUS_SESSION_BUS_ADDRESS"] {
        command.env_remove(name);
    }
    command.env("QT_QPA_PLATFORM", "offscreen");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn has_kate(folder: &Path) -> bool {
    let asked = kate(folder).arg("--version").status();
    if asked.is_ok_and(|status| status.success()) {
        return true;
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_KATE").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_KATE is set and `kate` cannot be run");
    eprintln!("skipped: `kate` cannot be run, so its set-up is not tried");
    false
}

/// A program that runs until the test ends, however it ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn kate_is_served_by_the_set_up_that_is_shown() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let home = &std::fs::canonicalize(folder.path()).unwrap();
    if !has_kate(home) {
        return;
    }
    let write = |name: &str, text: &str| {
        let path = home.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    };
    let page = std::fs::read_to_string("docs/editors.md").unwrap();
    let (_, section) = page.split_once("\n## Kate\n").expect("the page has a section on Kate");
    let (_, set_up) = section.split_once("```json\n").expect("the section has the set-up");
    let (set_up, _) = set_up.split_once("```").unwrap();
    write(".config/kate/lspclient/settings.json", set_up);
    // What a user answers who is asked whether the server may run.
    let allowed = format!("AllowedServerCommandLines={}/organigram lsp", home.display());
    write(".config/katerc", &format!("[lspclient]\n{allowed}\n"));
    let colours = std::fs::read_to_string("editors/kate/organigram.xml").unwrap();
    write(".local/share/org.kde.syntax-highlighting/syntax/organigram.xml", &colours);
    let between = format!(
        "#!/bin/sh\ntee \"{0}/asked\" | \"{1}\" \"$@\" | tee \"{0}/answered\"\n",
        home.display(),
        env!("CARGO_BIN_EXE_organigram")
    );
    let between = write("organigram", &between);
    std::fs::set_permissions(&between, std::fs::Permissions::from_mode(0o755)).unwrap();
    let model = write("club.ron", MODEL);
    let _running = Running(kate(home).args(["--block", "--new"]).arg(&model).spawn().unwrap());
    let said = |name: &str| {
        String::from_utf8_lossy(&std::fs::read(home.join(name)).unwrap_or_default()).into_owned()
    };
    let start = Instant::now();
    let wanted = "no organ has the id `clubb`";
    while !said("answered").contains(wanted) && start.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(50));
    }
    let (asked, answered) = (said("asked"), said("answered"));
    assert!(answered.contains(wanted), "asked:\n{asked}\nanswered:\n{answered}");
    assert!(asked.contains("\"asOf\": \"1960\""), "the settings reach the server:\n{asked}");
    assert!(asked.contains("club.ron"), "{asked}");
}
