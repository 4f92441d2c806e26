// Search over names in every script, ids, people, posts, events and sources. Finds; the page then goes there.

import type { App } from "./app";
import { byId, h } from "./dom";

interface Entry {
  words: string;
  thing?: number;
  source?: number;
}

const MOST = 40;

/** Without regard to case, accents, width and signs that do not show. */
export function plain(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}|\p{Cf}/gu, "")
    .toLocaleLowerCase("und")
    .replace(/ß/g, "ss")
    .replace(/\s+/g, " ")
    .trim();
}

export class Search {
  private readonly input = byId("words") as HTMLInputElement;
  private readonly list = byId("found");
  private readonly entries: Entry[];
  private found: Entry[] = [];
  private at = -1;

  constructor(private readonly app: App) {
    const { data } = app.model;
    this.entries = [
      ...data.things.flatMap((thing, number) =>
        thing.x ? [] : [{ words: plain([...thing.n, thing.id].join("\n")), thing: number }],
      ),
      ...data.sources.map((source, number) => ({
        words: plain(`${source.id}\n${source.d}`),
        source: number,
      })),
    ];
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("focus", () => this.search());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.hide(), 150));
    addEventListener("keydown", (event) => {
      const isTyping =
        event.target instanceof HTMLElement && /^(input|select|textarea)$/i.test(event.target.tagName);
      if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        this.input.focus();
      }
    });
  }

  private search(): void {
    const wanted = plain(this.input.value).split(" ").filter(Boolean);
    this.at = -1;
    this.found =
      wanted.length === 0
        ? []
        : this.entries
            .filter(({ words }) => wanted.every((word) => words.includes(word)))
            .map((entry) => ({ entry, rank: this.rank(entry, wanted.join(" ")) }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ entry }) => entry);
    const items = this.found.slice(0, MOST).map((entry, number) => this.item(entry, number));
    const more = this.found.length - items.length;
    if (wanted.length > 0 && items.length === 0)
      items.push(h("li", { class: "ui-aside" }, this.app.t("none-found")));
    if (more > 0) items.push(h("li", { class: "ui-aside" }, this.app.t("and-more", more)));
    this.list.replaceChildren(...items);
    this.list.hidden = wanted.length === 0;
    this.input.setAttribute("aria-expanded", String(wanted.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    if (wanted.length > 0) this.app.announce(this.app.t("found", this.found.length));
  }

  /** What begins with the words comes before what holds them. */
  private rank({ words, source }: Entry, wanted: string): number {
    const lines = words.split("\n");
    const best = lines.some((line) => line === wanted)
      ? 0
      : lines.some((line) => line.startsWith(wanted))
        ? 1
        : 2;
    return best + (source === undefined ? 0 : 3);
  }

  private item(entry: Entry, number: number): HTMLElement {
    const { app } = this;
    const { data } = app.model;
    const choose = (event: Event): void => {
      event.preventDefault();
      this.choose(entry);
    };
    const [name, where] =
      entry.thing !== undefined
        ? [app.name(entry.thing), this.where(entry.thing)]
        : [data.sources[entry.source ?? 0]?.id ?? "", data.sources[entry.source ?? 0]?.d ?? ""];
    return h(
      "li",
      { role: "option", id: `found-${number}`, "aria-selected": "false", onmousedown: choose },
      h("bdi", {}, name),
      h("span", { class: "ui-aside" }, ` ${where}`),
    );
  }

  /** Where a thing stood, and when it was there. */
  private where(thing: number): string {
    const { app } = this;
    const { model, state } = app;
    const of = model.thing(thing);
    const dossier = model.dossier(state.by, thing);
    const { rows, texts } = model.data.shared;
    const part = dossier.s.find(([title]) =>
      ["stood under", "belongs to", "posts", "of"].includes(texts[title] ?? ""),
    );
    const other = rows[part?.[1][0] ?? -1]?.t;
    const dates = dossier.s.find(([title]) => ["existence", "held", "born"].includes(texts[title] ?? ""));
    const date = rows[dates?.[1][0] ?? -1]?.v ?? "";
    const words = [
      app.t({ o: "organ", p: "post", e: "person", v: "event" }[of.c]),
      other === undefined ? "" : app.name(other),
      date,
    ];
    return words.filter(Boolean).join(" · ");
  }

  private choose(entry: Entry): void {
    this.hide();
    this.input.value = "";
    if (entry.thing !== undefined) this.app.visit(entry.thing);
    else this.app.go({ source: entry.source, thing: undefined });
    byId("panel").focus();
  }

  private hide(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  private key(event: KeyboardEvent): void {
    const count = Math.min(this.found.length, MOST);
    if (event.key === "Escape") this.hide();
    else if (event.key === "Enter") {
      const entry = this.found[Math.max(this.at, 0)];
      if (entry) this.choose(entry);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && count > 0) {
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : -1) + count) % count;
      for (const [number, item] of [...this.list.querySelectorAll("[role=option]")].entries()) {
        item.setAttribute("aria-selected", String(number === this.at));
        if (number === this.at) item.scrollIntoView({ block: "nearest" });
      }
      this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    } else return;
    event.preventDefault();
  }
}
