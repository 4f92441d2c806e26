//! The set-up of docs/editors.md in a real Neovim: a headless one opens a model and asks the server.
//! `ORGANIGRAM_REQUIRE_NEOVIM=1` makes a skip a failure.

use std::process::Command;

/// What Neovim does once the file is open; prints what came of it.
const SCRIPT: &str = r#"
local ok = vim.wait(20000, function() return #vim.diagnostic.get(0) > 0 end, 50)
for _, problem in ipairs(vim.diagnostic.get(0)) do
  print(problem.lnum + 1, problem.col + 1, problem.code, problem.message:match('[^\n]*'))
end
if not ok then print('no problem was reported') end
local function ask(method, line, column)
  local params = { textDocument = vim.lsp.util.make_text_document_params(0), position = { line = line, character = column } }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, params, 20000) or {}) do
    if answer.result then return answer.result end
  end
end
print('hover', (ask('textDocument/hover', 3, 47).contents.value:match('### ([^\n]*)')))
local place = ask('textDocument/definition', 3, 47)[1]
print('definition', place.range.start.line + 1, place.range.start.character + 1)
-- What is typed counts before it is saved.
vim.api.nvim_buf_set_text(0, 3, 46, 3, 50, { 'klub' })
vim.wait(20000, function() return #vim.diagnostic.get(0, { severity = 1 }) > 0 end, 50)
for _, problem in ipairs(vim.diagnostic.get(0, { severity = 1 })) do
  print('typed', problem.lnum + 1, problem.code, problem.message:match('[^\n]*'))
end
-- The preview shows what the cursor stands in, and a click on a thing moves the cursor to it.
vim.api.nvim_buf_set_text(0, 3, 46, 3, 50, { 'club' })
vim.fn.setenv('PATH', '')
vim.cmd('OrganigramPreview')
local address
vim.wait(20000, function()
  address = vim.fn.execute('messages'):match('the preview is at (http://[^%s]*/)')
  return address
end, 50)
print('preview', address)
"#;

const MODEL: &str = r#"Model(
    organs: {
        "club": Organ(name: "Rookhaven Chess Club"),
        "board": Organ(name: "Board", under: "club"),
    },
)
"#;

fn has_neovim() -> bool {
    if Command::new("nvim").arg("--version").output().is_ok() {
        return true;
    }
    let required = std::env::var_os("ORGANIGRAM_REQUIRE_NEOVIM").is_some();
    assert!(!required, "ORGANIGRAM_REQUIRE_NEOVIM is set and `nvim` cannot be run");
    eprintln!(
        "skipped: `nvim` cannot be run, so the set-up of Neovim is not tried; install Neovim"
    );
    false
}

#[test]
fn neovim_is_served_by_the_set_up_that_is_shown() {
    if !has_neovim() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("club.ron");
    let script = folder.path().join("script.lua");
    std::fs::write(&model, MODEL).unwrap();
    std::fs::write(&script, SCRIPT).unwrap();
    let set_up = std::fs::canonicalize("editors/neovim/organigram.lua").unwrap();
    let server =
        format!("let g:organigram = {{'cmd': ['{}', 'lsp']}}", env!("CARGO_BIN_EXE_organigram"));
    let output = Command::new("nvim")
        .args(["--headless", "--clean", "-i", "NONE", "--cmd", &server])
        .args(["--cmd", &format!("luafile {}", set_up.display())])
        .arg(&model)
        .args([
            "-c",
            &format!(
                "lua local ok, why = pcall(dofile, '{}'); if not ok then print(why) end",
                script.display()
            ),
        ])
        // Whatever came before, it ends.
        .args(["-c", "qa!"])
        .stdin(std::process::Stdio::null())
        .env("HOME", folder.path())
        .env("XDG_STATE_HOME", folder.path())
        .output()
        .unwrap();
    let shown = [output.stdout, output.stderr].concat();
    let shown = String::from_utf8_lossy(&shown).replace('\r', "");
    let line = |wanted: &str| {
        let same =
            |line: &&str| line.split_whitespace().collect::<Vec<_>>().join(" ").contains(wanted);
        assert!(shown.lines().any(|line| same(&line)), "{wanted}:\n{shown}");
    };
    line("the model describes no source (unsourced)");
    line("hover Rookhaven Chess Club");
    line("definition 3 10");
    line("typed 4 R001 no organ has the id `klub`");
    line("preview http://127.0.0.1:");
}
