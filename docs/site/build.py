"""The site of the documentation.

Takes the pages of `docs/`, the pictures and pages of `output/` and the change log, and gives a site of static files in
`target/docs-site/site`, with search. Checks that every link of every page leads to a file and a heading of the site. Never
changes a page, and asks no network.

    pip install zensical
    python3 docs/site/build.py
"""

import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "target" / "docs-site"
PAGES = WORK / "pages"
SITE = WORK / "site"
LINK = re.compile(r"(\]\()((?!https?:|#|mailto:)[^)\s]+)(\))")


def gather() -> None:
    """Copies what the site is made of to one folder, in which no link leads out."""
    shutil.rmtree(WORK, ignore_errors=True)
    for page in sorted((ROOT / "docs").rglob("*.md")):
        take(page)
    take(ROOT / "CHANGELOG.md")
    shutil.copy(ROOT / "docs" / "site" / "zensical.toml", WORK / "zensical.toml")


def place(path: Path) -> Path:
    """Where a file of the project stands in the site."""
    inside = path.relative_to(ROOT)
    return Path(*inside.parts[1:]) if inside.parts[0] == "docs" else inside


def take(path: Path) -> Path:
    """Copies a file, or a list of a folder's files; gives where it stands."""
    if path.is_dir():
        listing(path, PAGES / place(path))
        return place(path) / "listing.md"
    to = PAGES / place(path)
    if not to.exists():
        to.parent.mkdir(parents=True, exist_ok=True)
        to.touch()
        if path.suffix == ".md":
            to.write_text(within(path, path.read_text("utf-8")), "utf-8")
        else:
            shutil.copy(path, to)
    return place(path)


def within(page: Path, text: str) -> str:
    """The text of a page whose links lead to files of the site; what they lead to is copied."""

    def led(link: re.Match[str]) -> str:
        path, _, anchor = link[2].partition("#")
        target = (page.parent / path).resolve()
        if not target.exists():
            return link[0]
        stands = take(target)
        up = "../" * (len(place(page).parts) - 1)
        return f"{link[1]}{up}{stands.as_posix()}{'#' + anchor if anchor else ''}{link[3]}"

    return LINK.sub(led, text)


def listing(folder: Path, to: Path) -> None:
    """A page that lists the files of a folder, with copies of them."""
    to.mkdir(parents=True, exist_ok=True)
    names = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix in {".svg", ".html", ".ron"})
    lines = [f"# {folder.name}", ""]
    for path in names:
        inside = path.relative_to(folder)
        (to / inside).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, to / inside)
        lines.append(f"- [{inside.as_posix()}]({inside.as_posix()})")
    (to / "listing.md").write_text("\n".join(lines) + "\n", "utf-8")


class Links(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in {"href", "src"} and value and tag in {"a", "img", "link", "script"}:
                self.links.append(value)
            if name in {"id", "name"} and value:
                self.anchors.add(value)


def check() -> list[str]:
    """What is wrong with the links of the site."""
    read: dict[Path, Links] = {}
    for page in SITE.rglob("*.html"):
        # Pages of models are not ours to check here, and a server shows the page for what is missing at any address.
        if "output" in page.relative_to(SITE).parts or page.name == "404.html":
            continue
        read[page] = Links()
        read[page].feed(page.read_text("utf-8"))
    wrong = []
    for page, found in sorted(read.items()):
        for link in found.links:
            url = urlsplit(link)
            if url.scheme or url.netloc:
                continue
            target = (page.parent / unquote(url.path)).resolve() if url.path else page
            if target.is_dir():
                target = target / "index.html"
            if not target.is_file():
                wrong.append(f"{page.relative_to(SITE)}: {link} leads to no file")
            elif url.fragment and target in read and unquote(url.fragment) not in read[target].anchors:
                wrong.append(f"{page.relative_to(SITE)}: {link} leads to no heading")
    if len(read) < 20:
        wrong.append(f"the site has {len(read)} pages only")
    return wrong


def main() -> int:
    gather()
    subprocess.run([shutil.which("zensical") or "zensical", "build", "--strict"], cwd=WORK, check=True)
    wrong = check()
    print("\n".join(wrong) or f"every link of the site leads somewhere: {SITE}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
