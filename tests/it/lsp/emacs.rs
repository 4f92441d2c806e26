//! The set-up of docs/editors.md in a real Emacs: one without a screen opens a model and asks the server by Eglot.
//! `ORGANIGRAM_REQUIRE_EMACS=1` makes a skip a failure.

use std::path::Path;
use std::process::Command;

/// What Emacs does once the set-up is loaded; prints what came of it.
const SCRIPT: &str = r#"
(setq eglot-sync-connect 30 eglot-autoshutdown t)
(defun say (&rest words) (princ (concat (mapconcat (lambda (w) (format "%s" w)) words " ") "\n")))
(defun await (what test)
  (let ((rounds 0))
    (while (and (not (funcall test)) (< rounds 400))
      (accept-process-output nil 0.05) (setq rounds (1+ rounds)))
    (unless (funcall test) (say "never:" what))))
(find-file (car command-line-args-left))
(setq command-line-args-left nil)
(say "mode" major-mode)
;; What Emacs does after a command, which a batch has none of.
(run-hooks 'post-command-hook)
(await "connected" #'eglot-current-server)
(say "server" (plist-get (eglot--server-info (eglot-current-server)) :name))
(flymake-start)
(await "diagnostics" #'flymake-diagnostics)
(dolist (problem (flymake-diagnostics))
  (say "diagnostic" (line-number-at-pos (flymake-diagnostic-beg problem)) (car (split-string (flymake-diagnostic-text problem) "\n"))))
(goto-char (point-min))
(search-forward "under: \"cl")
(let ((hover (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))))
  (say "hover" (car (split-string (plist-get (plist-get hover :contents) :value) "\n"))))
(let ((place (car (xref-backend-definitions 'eglot "club"))))
  (say "definition" (xref-location-line (xref-item-location place))))
(let ((browse-url-browser-function (lambda (address &rest _) (say "preview" address))))
  (organigram-preview))
(search-backward "\"cl")
(forward-char)
(delete-char 4)
(insert "klub")
(run-hooks 'post-command-hook)
(eglot--signal-textDocument/didChange)
(await "typed" (lambda () (flymake-start) (seq-some (lambda (p) (string-match-p "klub" (flymake-diagnostic-text p))) (flymake-diagnostics))))
(dolist (problem (flymake-diagnostics))
  (say "typed" (line-number-at-pos (flymake-diagnostic-beg problem)) (car (split-string (flymake-diagnostic-text problem) "\n"))))
(set-buffer-modified-p nil)
(kill-emacs 0)
"#;

const MODEL: &str = r#"Model(
    organs: {
        "club": Organ(name: "Rookhaven Chess Club"),
        "board": Organ(name: "Board", under: "club"),
    },
)
"#;

fn emacs(folder: &Path) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_organigram")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("emacs");
    command.args(["--batch", "-f", "package-initialize"]);
    command.env("PATH", path).env("HOME", folder).stdin(std::process::Stdio::null());
    command
}

/// Whether there is an Emacs with Eglot.
fn has_emacs(folder: &Path) -> bool {
    let asked = emacs(folder).args(["--eval", "(require 'eglot)"]).output();
    if asked.is_ok_and(|output| output.status.success()) {
        return true;
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_EMACS").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_EMACS is set and no `emacs` with Eglot can be run");
    eprintln!("skipped: no `emacs` with Eglot can be run, so its set-up is not tried");
    false
}

#[test]
fn emacs_is_served_by_the_set_up_that_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    if !has_emacs(folder.path()) {
        return;
    }
    let page = std::fs::read_to_string("docs/editors.md").unwrap();
    let (_, set_up) = page.split_once("```elisp\n").expect("the page has the set-up");
    let (set_up, _) = set_up.split_once("```").unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let (init, script) = (write("init.el", set_up), write("script.el", SCRIPT));
    let model = write("club.ron", MODEL);
    let output = emacs(folder.path())
        .arg("-l")
        .args([&init])
        .arg("-l")
        .args([&script, &model])
        .output()
        .unwrap();
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown);
    for wanted in [
        "mode organigram-mode",
        "server organigram",
        "the model describes no source (unsourced)",
        "hover ### Rookhaven Chess Club",
        "definition 3",
        "preview http://127.0.0.1:",
        "no organ has the id `klub` (unknown-id)",
    ] {
        assert!(shown.contains(wanted), "{wanted}:\n{shown}");
    }
}
