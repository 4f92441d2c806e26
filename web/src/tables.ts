// Everything as tables: organs, people, tenures, claims and changes, as of the day and by the sources that are chosen; with
// a filter, in any order, and as CSV.

import type { App } from "./app";
import { differences } from "./compare";
import type { Cite, Row } from "./data";
import { byId, download, h } from "./dom";
import type { Said } from "./model";
import { plain } from "./search";
import type { Tab } from "./state";

interface Cell {
  text: string;
  thing?: number;
  source?: number;
  answer?: number;
}

interface Table {
  columns: string[];
  rows: Cell[][];
}

const MOST = 500;

export class Tables {
  private filter = "";
  private order: { column: number; down: boolean } | undefined;
  private table: Table = { columns: [], rows: [] };
  private readonly input = byId("filter") as HTMLInputElement;

  constructor(private readonly app: App) {
    this.input.addEventListener("input", () => {
      this.filter = plain(this.input.value);
      this.fill();
    });
    byId("csv").addEventListener("click", () => {
      download(
        `${app.state.tab}.csv`,
        "text/csv;charset=utf-8",
        `\ufeff${csv(this.table.columns, this.kept())}`,
      );
    });
    app.onChange((before) => {
      if (before.tab !== app.state.tab) this.order = undefined;
      this.draw();
    });
    this.draw();
  }

  private draw(): void {
    const { tab } = this.app.state;
    byId("tables").hidden = tab === "picture";
    if (tab === "picture") return;
    this.table = this.of(tab);
    byId("table-caption").textContent =
      `${this.app.t(tab)} · ${this.app.dateWords()} · ${this.app.perspectiveWords(this.app.state.by)}`;
    this.fill();
  }

  private kept(): Cell[][] {
    const words = this.filter.split(" ").filter(Boolean);
    const rows = this.table.rows.filter((row) => {
      const text = plain(row.map((cell) => cell.text).join("\n"));
      return words.every((word) => text.includes(word));
    });
    const { order } = this;
    if (!order) return rows;
    const collator = new Intl.Collator(this.app.language, { numeric: true });
    const compare = (a: Cell[], b: Cell[]): number =>
      collator.compare(a[order.column]?.text ?? "", b[order.column]?.text ?? "");
    return rows.toSorted((a, b) => (order.down ? compare(b, a) : compare(a, b)));
  }

  private fill(): void {
    const { app, order } = this;
    const rows = this.kept();
    const heads = this.table.columns.map((column, at) => {
      const sort = order?.column === at ? (order.down ? "descending" : "ascending") : "none";
      const turn = (): void => {
        this.order = { column: at, down: order?.column === at && !order.down };
        this.fill();
      };
      return h("th", { scope: "col", "aria-sort": sort }, h("button", { onclick: turn }, app.t(column)));
    });
    const body = rows.slice(0, MOST).map((row) => h("tr", {}, ...row.map((cell) => this.cell(cell))));
    byId("rows").replaceChildren(h("thead", {}, h("tr", {}, ...heads)), h("tbody", {}, ...body));
    const more = rows.length - body.length;
    byId("row-count").textContent =
      more > 0 ? app.t("rows-of", body.length, rows.length) : app.t("rows", rows.length);
  }

  private cell(cell: Cell): HTMLElement {
    const { app } = this;
    const open = (event: Event): void => {
      event.preventDefault();
      if (cell.thing !== undefined) app.visit(cell.thing);
      else app.go({ source: cell.source, thing: undefined });
    };
    const address = app.address({ thing: cell.thing, source: cell.source });
    const isLink = cell.thing !== undefined || cell.source !== undefined;
    const text = h("bdi", {}, cell.text);
    return h(
      "td",
      { "data-answer": cell.answer },
      isLink && cell.text ? h("a", { href: address, onclick: open }, text) : text,
    );
  }

  private of(tab: Tab): Table {
    if (tab === "changes") return this.changes();
    if (tab === "compare") return this.compared();
    if (tab === "claims") return this.claims();
    if (tab === "tenures") return this.tenures();
    return this.things(tab === "people" ? "e" : "o");
  }

  private sections(thing: number): Map<string, Row[]> {
    const { data } = this.app.model;
    const dossier = this.app.model.dossier(this.app.state.by, thing);
    const row = (number: number): Row => data.shared.rows[number] as Row;
    return new Map(dossier.s.map(([title, rows]) => [data.shared.texts[title] ?? "", rows.map(row)]));
  }

  private named(rows: Row[] | undefined): string {
    return (rows ?? []).map((row) => (row.t === undefined ? (row.v ?? "") : this.app.name(row.t))).join("; ");
  }

  private things(kind: "o" | "e"): Table {
    const { app } = this;
    const { model } = app;
    const isOrgan = kind === "o";
    const all = model.data.things.flatMap((thing, number) => (thing.c === kind && !thing.x ? [number] : []));
    const rows = all.map((thing) => {
      const said = app.said(thing);
      const sections = this.sections(thing);
      const answer = app.t(["no", "possible", "presumed", "certain"][said.answer] ?? "");
      const own: Cell[] = [
        { text: said.name, thing },
        { text: model.thing(thing).id },
        { text: answer, answer: said.answer },
      ];
      const rest = isOrgan
        ? [
            model.dossier(app.state.by, thing).k ?? "",
            this.named(sections.get("existence")),
            this.named(sections.get("stood under")),
            said.why,
          ]
        : [
            this.named(sections.get("born")),
            this.named(sections.get("died")),
            this.named(sections.get("posts")),
            this.named(sections.get("seats")),
          ];
      return [...own, ...rest.map((text) => ({ text }))];
    });
    const columns = isOrgan
      ? ["kind", "existence", "stood under", "why"]
      : ["born", "died", "posts", "seats"];
    return { columns: ["name", "id", "answer", ...columns], rows };
  }

  /** The relations of people to posts and bodies, by the person. */
  private tenures(): Table {
    const { app } = this;
    const rows: Cell[][] = [];
    app.model.data.things.forEach((thing, person) => {
      if (thing.c !== "e") return;
      for (const [title, list] of this.sections(person)) {
        if (title !== "posts" && title !== "seats") continue;
        for (const row of list) {
          if (row.t === undefined) continue;
          const said = row.a === undefined ? undefined : app.model.said(row.a, app.moment, app.state.asOf);
          const answer = said && said.answer < 4 ? said.answer : undefined;
          const first = this.firstSource(row);
          rows.push([
            { text: app.name(person), thing: person },
            { text: app.name(row.t), thing: row.t },
            { text: [row.h, row.m].filter(Boolean).join("; ") },
            { text: (row.d ?? []).map((date) => date.e).join(" | ") },
            answer === undefined
              ? { text: "" }
              : { text: app.t(["no", "possible", "presumed", "certain"][answer] ?? ""), answer },
            { text: said?.why ?? "" },
            first,
          ]);
        }
      }
    });
    return { columns: ["person", "post", "how", "dates", "answer", "why", "source"], rows };
  }

  private firstSource(row: Row): Cell {
    const { data } = this.app.model;
    const cite = data.shared.cites[(row.d?.[0]?.c ?? row.c ?? [])[0] ?? -1];
    return cite ? { text: data.sources[cite.s]?.id ?? "", source: cite.s } : { text: "" };
  }

  /** One row for each claim and each place that is cited for it. */
  private claims(): Table {
    const { app } = this;
    const { data } = app.model;
    const rows: Cell[][] = [];
    data.things.forEach((_, thing) => {
      for (const [title, list] of this.sections(thing)) {
        for (const row of list) {
          const value: Cell =
            row.t === undefined ? { text: row.v ?? "" } : { text: app.name(row.t), thing: row.t };
          const claims = row.d?.length ? row.d : [{ e: "", m: row.m ?? "", c: row.c ?? [] }];
          claims.forEach((date, at) => {
            const cites: (Cite | undefined)[] = (date.c ?? []).map((cite) => data.shared.cites[cite]);
            for (const cite of cites.length > 0 ? cites : [undefined]) {
              rows.push([
                { text: app.name(thing), thing },
                { text: app.t(title) },
                value,
                { text: date.e },
                { text: [date.m, row.x || at > 0 ? app.t("rival") : ""].filter(Boolean).join("; ") },
                cite ? { text: data.sources[cite.s]?.id ?? "", source: cite.s } : { text: "" },
                { text: cite?.at ?? "" },
                { text: cite?.q ?? "" },
              ]);
            }
          });
        }
      }
    });
    return {
      columns: ["name", "subject", "value", "dates", "how", "source", "place-in-source", "quotation"],
      rows,
    };
  }

  /** What is shown beside another day or source. */
  private compared(): Table {
    const { app } = this;
    const answer = ({ answer }: Said): Cell => ({
      text: app.t(["no", "possible", "presumed", "certain"][answer] ?? ""),
      answer,
    });
    const rows = differences(app).map((one): Cell[] => [
      { text: app.name(one.thing) || one.there.name, thing: one.thing },
      { text: app.t(one.subject) },
      one.other === undefined ? { text: "" } : { text: one.value, thing: one.other },
      answer(one.here),
      answer(one.there),
      { text: one.here.why },
      { text: one.there.why },
    ]);
    return { columns: ["name", "subject", "value", "answer", "other-answer", "why", "other-why"], rows };
  }

  private changes(): Table {
    const { app } = this;
    const { data, numbers } = app.model;
    const source = (text: string): Cell => {
      const number = data.sources.findIndex((of) => text === of.id || text.startsWith(`${of.id} `));
      return number < 0 ? { text } : { text, source: number };
    };
    const rows = (data.happenings[app.state.by] ?? []).map((of): Cell[] => {
      const thing = numbers.get(of.ids[0] ?? "");
      const modality = of.modality === "asserted" ? "" : of.modality;
      return [
        { text: of.date },
        thing === undefined ? { text: of.text } : { text: of.text, thing },
        { text: app.t(of.what) },
        { text: modality },
        source(of.cites[0] ?? ""),
      ];
    });
    return { columns: ["date", "what-happened", "sort", "how", "source"], rows };
  }
}

/** RFC 4180; a cell that a spreadsheet would take for a formula gets a `'` in front. */
export function csv(columns: string[], rows: Cell[][]): string {
  const cell = (text: string): string => {
    const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
  };
  const lines = [columns, ...rows.map((row) => row.map(({ text }) => text))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}
