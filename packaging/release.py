"""Makes a release, step by step; each step says what it did, and the first that fails ends the run.

Takes a clean checkout whose version stands in `Cargo.toml`, `CHANGELOG.md` and the extension. Gives, in `target/release-VERSION/`:

    organigram-VERSION-TARGET.tar.gz    (a .zip on Windows) the program, its man pages and completions, every licence, and what it is made of
    organigram_VERSION_ARCH.deb         the same for Debian, where `cargo deb` is installed
    SHA256SUMS                          of all of them

    python3 packaging/release.py build                 on each machine that a release is made for
    python3 packaging/release.py manifests --url URL   where the archives of all machines lie: Homebrew and winget

`build --rehearse` does all of it on a checkout that is not ready to be released, and says what it would not have passed.
Never publishes anything: the last lines say what is left for a person to do.
"""

import argparse
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHELLS = ("bash", "zsh", "fish", "elvish", "powershell")
# Source, fonts and the page, before they are packed.
MOST_PACKED = 12_000_000
PACKED = re.compile(r"(src|assets)/|(README|CHANGELOG|SECURITY)\.md$|LICENSE-|Cargo\.(toml|toml\.orig|lock)$|\.cargo_vcs_info\.json$")


class Refused(Exception):
    """Why the release cannot be made."""


def run(*command: str, **options: object) -> str:
    """What a command prints; it must succeed."""
    done = subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, **options)
    if done.returncode != 0:
        raise Refused(f"`{' '.join(command)}` failed")
    return done.stdout


def version() -> str:
    return tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]["version"]


def target() -> str:
    """The machine that the program is built for, as the compiler calls it."""
    return next(line.split()[1] for line in run("rustc", "-vV").splitlines() if line.startswith("host:"))


def is_ready() -> list[str]:
    """What must be so before a release: one version everywhere, a change log, and a clean checkout."""
    wrong = []
    number = version()
    log = (ROOT / "CHANGELOG.md").read_text("utf-8")
    if not re.search(rf"^## \[?{re.escape(number)}\]?( |$)", log, re.M):
        wrong.append(f"CHANGELOG.md has no section for {number}")
    extension = json.loads((ROOT / "editors/vscode/package.json").read_text("utf-8"))["version"]
    if extension != number:
        wrong.append(f"the extension for VS Code is {extension}, the crate {number}")
    manifest = tomllib.loads((ROOT / "Cargo.toml").read_text("utf-8"))["package"]
    if "repository" not in manifest:
        wrong.append("Cargo.toml names no repository, which `cargo binstall` takes the archives from")
    if run("git", "status", "--porcelain").strip():
        wrong.append("there are changes that are not committed")
    if run("git", "tag", "--list", f"v{number}").strip():
        wrong.append(f"the tag v{number} is there already")
    return wrong


def packed() -> str:
    """Looks at what the crate holds: nothing that it is not built from."""
    listed = run("cargo", "package", "--list", "--allow-dirty").split("\n")
    listed = [line.strip() for line in listed if line.strip()]
    foreign = [path for path in listed if not PACKED.match(path)]
    if foreign:
        raise Refused(f"the crate would hold {', '.join(foreign[:5])}")
    size = sum((ROOT / path).stat().st_size for path in listed if (ROOT / path).is_file())
    if size > MOST_PACKED:
        raise Refused(f"the crate would hold {size / 1e6:.1f} MB")
    return f"{len(listed)} files, {size / 1e6:.1f} MB"


def licences(to: Path) -> int:
    """Writes the licences of all crates that the program is made of; gives how many crates."""
    described = json.loads(run("cargo", "metadata", "--format-version", "1", "--locked"))
    tree = run("cargo", "tree", "--locked", "-e", "normal", "--prefix", "none", "-f", "{p}")
    used = {tuple(line.split()[:2]) for line in tree.splitlines() if line.strip()}
    lines = []
    for package in sorted(described["packages"], key=lambda package: package["name"]):
        name = (package["name"], f"v{package['version']}")
        if name not in used or package["name"] == "organigram":
            continue
        lines.append(f"{'=' * 80}\n{package['name']} {package['version']}: {package['license'] or 'see below'}\n")
        folder = Path(package["manifest_path"]).parent
        for text in sorted(folder.iterdir()):
            if re.match(r"(?i)(licen[cs]e|copying|notice|unlicense)", text.name) and text.is_file():
                lines.append(f"--- {text.name}\n\n{text.read_text('utf-8', 'replace').strip()}\n")
    to.write_text("\n".join(lines) + "\n", "utf-8")
    return sum(line.startswith("=") for line in lines)


def made_of(folder: Path) -> str:
    """Writes the list of what the program is made of, as CycloneDX, where its program is installed."""
    if not shutil.which("cargo-cyclonedx"):
        return "no list of parts: `cargo install cargo-cyclonedx` makes one"
    run("cargo", "cyclonedx", "--format", "json", "--override-filename", "organigram-parts")
    parts = ROOT / "organigram-parts.json"
    count = len(json.loads(parts.read_text("utf-8"))["components"])
    shutil.move(parts, folder / "organigram.cdx.json")
    (ROOT / "python" / "organigram-parts.json").unlink(missing_ok=True)
    return f"a list of {count} parts, as CycloneDX"


def archive(program: Path, folder: Path) -> tuple[Path, list[str]]:
    """The archive of a program, with all that belongs to it."""
    said = []
    name = f"organigram-{version()}-{target()}"
    with tempfile.TemporaryDirectory() as made:
        inside = Path(made) / name
        (inside / "completions").mkdir(parents=True)
        (inside / "man").mkdir()
        shutil.copy(program, inside / program.name)
        for text in ("README.md", "CHANGELOG.md", "SECURITY.md", "LICENSE-MIT", "LICENSE-APACHE"):
            shutil.copy(ROOT / text, inside / text)
        for licence in sorted((ROOT / "assets" / "fonts").glob("*")):
            if re.match(r"(?i)(licen|ofl|copying)", licence.name):
                shutil.copy(licence, inside / f"fonts-{licence.name}")
        for shell in SHELLS:
            (inside / "completions" / f"organigram.{shell}").write_text(run(str(program), "completions", shell), "utf-8")
        run(str(program), "man", str(inside / "man"))
        said.append(f"{len(list((inside / 'man').iterdir()))} man pages, {len(SHELLS)} completions")
        said.append(f"the licences of {licences(inside / 'LICENSES-OF-CRATES.txt')} crates")
        said.append(made_of(inside))
        kind = "zip" if platform.system() == "Windows" else "gztar"
        whole = Path(shutil.make_archive(str(folder / name), kind, made, name))
    return whole, said


def works(whole: Path) -> None:
    """Unpacks an archive somewhere else and does the main job with it."""
    with tempfile.TemporaryDirectory() as there:
        shutil.unpack_archive(whole, there)
        program = next(Path(there).glob("*/organigram*")).resolve()
        clean = {"PATH": os.environ["PATH"], "HOME": there}
        for words in (
            ["--version"],
            ["new", "club"],
            ["check", "club/model.ron"],
            ["render", "club/model.ron", "--all", "pictures"],
        ):
            done = subprocess.run([program, *words], cwd=there, env=clean, capture_output=True, text=True)
            if done.returncode != 0:
                raise Refused(f"`organigram {' '.join(words)}` from the archive failed: {done.stderr.strip()}")
        if not list(Path(there).glob("pictures/*.svg")):
            raise Refused("the program from the archive drew nothing")


def debian(folder: Path) -> str:
    if not shutil.which("cargo-deb"):
        return "no Debian package: `cargo install cargo-deb` makes one"
    made = run("cargo", "deb", "--no-build", "--no-strip", "--output", str(folder)).strip()
    return Path(made.splitlines()[-1]).name


def sums(folder: Path) -> None:
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in archives(folder)]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def archives(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.endswith((".tar.gz", ".zip", ".deb")))


def build(rehearse: bool, program: Path | None) -> None:
    wrong = is_ready()
    for problem in wrong:
        print(f"not ready: {problem}")
    if wrong and not rehearse:
        raise Refused("not ready to be released; `--rehearse` goes on all the same")
    print("the crate:", packed())
    if not rehearse:
        run("cargo", "publish", "--dry-run", "--locked", "-p", "organigram")
        print("the crate builds from what would be published")
    if program is None:
        run("cargo", "build", "--release", "--locked", "--bin", "organigram")
        program = ROOT / "target" / "release" / ("organigram.exe" if platform.system() == "Windows" else "organigram")
    print(f"the program: {program.stat().st_size / 1e6:.1f} MB")
    folder = ROOT / "target" / f"release-{version()}"
    folder.mkdir(parents=True, exist_ok=True)
    whole, said = archive(program, folder)
    print(f"{whole.name}: {whole.stat().st_size / 1e6:.1f} MB; {'; '.join(said)}")
    works(whole)
    print("the archive works in an empty folder")
    print(debian(folder))
    sums(folder)
    print(f"\n{folder} is ready. What is left to do by hand:")
    print(f"  git tag -s v{version()} && git push --tags")
    print("  cargo publish -p organigram; maturin publish; vsce publish")
    print("  upload the archives, then `packaging/release.py manifests --url ADDRESS` for Homebrew and winget")


def manifests(url: str) -> None:
    """Fills the templates of Homebrew and winget with the archives that lie beside each other."""
    folder = ROOT / "target" / f"release-{version()}"
    known = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in archives(folder)}

    def filled(found: re.Match[str]) -> str:
        name = found[1].replace("VERSION", version())
        if name not in known:
            raise Refused(f"{folder} lacks {name}")
        return known[name]

    for template in sorted((ROOT / "packaging").glob("*/*.in")):
        text = template.read_text("utf-8").replace("@VERSION@", version()).replace("@URL@", url.rstrip("/"))
        text = re.sub(r"@SHA256 ([^@]+)@", filled, text)
        to = folder / template.name.removesuffix(".in")
        to.write_text(text, "utf-8")
        print(to)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("build", help="the archive for this machine")
    making.add_argument("--rehearse", action="store_true", help="go on where something is not ready")
    making.add_argument("--program", type=Path, help="a program that is built already")
    filling = verbs.add_parser("manifests", help="the files of Homebrew and winget")
    filling.add_argument("--url", required=True, help="where the archives can be had")
    asked = parser.parse_args()
    try:
        if asked.verb == "build":
            build(asked.rehearse, asked.program and asked.program.resolve())
        else:
            manifests(asked.url)
    except Refused as refused:
        print(f"error: {refused}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
