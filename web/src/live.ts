// What a page has that comes from a server: a box for expressions, the problems of the model beside their lines, and the newest
// state of the model as soon as its files change. A state that cannot be read keeps the picture and shows what is wrong. Beside an
// editor it shows what the cursor stands in, and tells the editor what is clicked on.

import type { App } from "./app";
import { byId, h } from "./dom";

interface Problem {
  code: string;
  name: string;
  level: string;
  message: string;
  file: string | null;
  line: number | null;
  column: number | null;
  notes: string[];
  help: string[];
}

interface State {
  version: number;
  good: number;
  broken: boolean;
  /** What the cursor of an editor stands in, if there is one. */
  pointed?: { turn: number; id: string };
}

interface Completions {
  start: number;
  words: { word: string; name?: string }[];
}

type Row = Record<string, string>;

const REST = 150;
/** What the rows of an expression may have, in the order of reading. */
const COLUMNS = ["name", "id", "kind", "existence", "modality", "answer", "why", "sources"];

export function live(app: App): void {
  new Live(app);
}

class Live {
  private readonly words = h("datalist", { id: "completions" });
  private readonly input: HTMLInputElement;
  private readonly problems: HTMLButtonElement;
  private readonly box: HTMLElement;
  private readonly alarm = h("p", { id: "alarm", role: "alert", hidden: true });
  private readonly version = Number(document.documentElement.dataset.version);
  private pointing = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly app: App) {
    this.input = h("input", {
      id: "expression",
      list: "completions",
      spellcheck: "false",
      autocomplete: "off",
      "aria-label": app.t("expression"),
      placeholder: app.t("expression"),
      oninput: () => this.typed(),
    });
    this.problems = h("button", { type: "button", id: "problems", onclick: () => void this.showProblems() });
    this.box = h("section", { id: "answers", tabindex: "0", "aria-label": app.t("answers"), hidden: true });
    const ask = (event: Event): void => {
      event.preventDefault();
      void this.ask();
    };
    const form = h(
      "form",
      { id: "ask", onsubmit: ask },
      this.input,
      this.words,
      h("button", {}, app.t("ask")),
      this.problems,
    );
    byId("choices").append(form);
    byId("choices").after(this.alarm, this.box);
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    void this.count();
    void this.follow();
    void this.tell();
  }

  /** Tells whoever writes the model what is looked at. */
  private async tell(): Promise<void> {
    const { app } = this;
    if (!(await get<{ has_writer: boolean }>("model")).has_writer) return;
    app.onChange((before) => {
      const { thing } = app.state;
      if (thing === undefined || thing === before.thing || this.pointing) return;
      const id = encodeURIComponent(app.model.thing(thing).id);
      void fetch(`/api/clicked?id=${id}`, { method: "POST" });
    });
  }

  /** Shows what the cursor stands in. */
  private point(id: string): void {
    const thing = this.app.model.numbers.get(id);
    if (thing === undefined || thing === this.app.state.thing) return;
    this.pointing = true;
    this.app.visit(thing, "replace");
    this.pointing = false;
  }

  /** Waits for a newer state for as long as the page is open. */
  private async follow(): Promise<void> {
    let known = this.version;
    let pointed = 0;
    for (;;) {
      try {
        const state = await get<State>(`changes?after=${known}&pointed=${pointed}`);
        this.alarm.hidden = !state.broken;
        this.alarm.textContent = state.broken ? this.app.t("broken") : "";
        if (state.good !== this.version) location.reload();
        if (state.version !== known) await this.count();
        if (state.broken && state.version !== known) await this.showProblems();
        if (state.pointed && state.pointed.turn !== pointed) this.point(state.pointed.id);
        pointed = state.pointed?.turn ?? 0;
        known = state.version;
      } catch {
        this.alarm.hidden = false;
        this.alarm.textContent = this.app.t("no-answer");
        await new Promise((done) => setTimeout(done, 2000));
      }
    }
  }

  private async count(): Promise<void> {
    const all = await get<Problem[]>("check");
    this.problems.textContent = this.app.t("problems", all.length);
    this.problems.dataset.level = all.some(({ level }) => level === "error") ? "error" : "";
  }

  private async showProblems(): Promise<void> {
    const all = await get<Problem[]>("check");
    const item = (one: Problem): HTMLElement =>
      h(
        "li",
        { "data-level": one.level },
        h("strong", {}, `${one.level}[${one.code}] ${one.name}`),
        `: ${one.message}`,
        one.file && h("div", {}, h("code", {}, `${one.file}:${one.line}:${one.column}`)),
        ...[...one.notes, ...one.help].map((text) => h("div", { class: "ui-aside" }, text)),
      );
    this.show(this.app.t("problems", all.length), h("ul", {}, ...all.map(item)));
  }

  private typed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.complete(), REST);
  }

  private async complete(): Promise<void> {
    const text = this.input.value;
    const { start, words } = await get<Completions>(`complete?text=${encodeURIComponent(text)}`);
    // The place is counted in bytes.
    const kept = new TextDecoder().decode(new TextEncoder().encode(text).slice(0, start));
    const options = words
      .slice(0, 50)
      .map(({ word, name }) => h("option", { value: kept + word, label: name || word }));
    this.words.replaceChildren(...options);
  }

  private async ask(): Promise<void> {
    const { app } = this;
    const { data } = app.model;
    const { asOf, by, shows } = app.state;
    const asked = new URLSearchParams({ expression: this.input.value });
    if (asOf !== "") asked.set("as_of", asOf);
    const perspective = data.perspectives[by];
    if (perspective) {
      for (const [key, value] of app.model.perspectiveParts(perspective))
        for (const one of value.split(",")) asked.append(key.replace("-", "_"), one);
    }
    if (shows !== 1) asked.set("show", shows === 0 ? "certain" : "possible");
    try {
      const rows = await get<Row[]>(`query?${asked}`);
      this.show(app.t("found", rows.length), rows.length > 0 ? this.table(rows) : h("p", {}));
    } catch (error) {
      this.show(app.t("wrong-expression"), h("pre", {}, error instanceof Error ? error.message : ""));
    }
  }

  private table(rows: Row[]): HTMLElement {
    const { app } = this;
    const columns = COLUMNS.filter((column) => column in (rows[0] ?? {}));
    const cell = (row: Row, column: string): HTMLElement => {
      const thing = app.model.numbers.get(row.id ?? "");
      const text = row[column] ?? "";
      if (column !== "name" || thing === undefined) return h("td", {}, h("bdi", {}, text));
      const visit = (event: Event): void => {
        event.preventDefault();
        app.visit(thing);
      };
      return h("td", {}, h("a", { href: app.address({ thing, source: undefined }), onclick: visit }, text));
    };
    const head = columns.map((column) => h("th", { scope: "col" }, app.t(column)));
    const body = rows.slice(0, 500).map((row) => h("tr", {}, ...columns.map((column) => cell(row, column))));
    return h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...body));
  }

  private show(title: string, content: HTMLElement): void {
    const close = h(
      "button",
      { class: "ui-close", "aria-label": this.app.t("close"), onclick: () => this.close() },
      "×",
    );
    this.box.replaceChildren(close, h("div", { role: "status" }, h("h2", {}, title)), content);
    this.box.hidden = false;
  }

  private close(): void {
    this.box.hidden = true;
    this.input.focus();
  }
}

/** What the server answers; its words where it says no. */
async function get<T>(path: string): Promise<T> {
  const response = await fetch(`/api/${path}`);
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  const { error, help } = answer as { error: string; help?: string };
  throw new Error([error, help].filter(Boolean).join("\n"));
}
