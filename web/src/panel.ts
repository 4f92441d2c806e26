// The evidence: all that the model says of one thing, or all that rests on one source, each thing in it a link.

import type { App } from "./app";
import type { Cite, DateText, Row } from "./data";
import { NOT_ASKED } from "./data";
import { byId, h } from "./dom";

const CLASSES = { o: "organ", p: "post", e: "person", v: "event" } as const;

export class Panel {
  private readonly box = byId("panel");
  private opener: Element | null = null;

  constructor(private readonly app: App) {
    app.onChange((before) => {
      const { thing, source } = app.state;
      const isOther = before.thing !== thing || before.source !== source;
      if (isOther) this.opener ??= document.activeElement;
      this.draw();
      if (isOther) this.box.scrollTop = 0;
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.draw();
  }

  private close(): void {
    this.app.go({ thing: undefined, source: undefined });
    if (this.opener instanceof HTMLElement) this.opener.focus();
    this.opener = null;
  }

  private draw(): void {
    const { thing, source } = this.app.state;
    const isOpen = thing !== undefined || source !== undefined;
    this.box.hidden = !isOpen;
    document.body.classList.toggle("has-panel", isOpen);
    if (!isOpen) return;
    const close = h(
      "button",
      { class: "ui-close", "aria-label": this.app.t("close"), onclick: () => this.close() },
      "×",
    );
    this.box.replaceChildren(
      close,
      ...(thing !== undefined ? this.thing(thing) : this.source(source as number)),
    );
  }

  /** A link to a thing, which moves the time to it where it was not there. */
  link(thing: number, words?: string): HTMLElement {
    const { app } = this;
    const id = app.model.thing(thing).id;
    const text = words ?? app.name(thing);
    if (app.model.thing(thing).x) return h("bdi", {}, text);
    const visit = (event: Event): void => {
      event.preventDefault();
      app.visit(thing);
    };
    return h(
      "a",
      { href: app.address({ thing, source: undefined }), "data-id": id, onclick: visit },
      h("bdi", {}, text),
    );
  }

  private thing(thing: number): Node[] {
    const { app } = this;
    const { model, state } = app;
    const dossier = model.dossier(state.by, thing);
    const of = model.thing(thing);
    const said = app.said(thing);
    const name = said.name || of.id;
    const others = of.n.filter((other) => other !== name);
    const kind = dossier.k ? `${app.t(CLASSES[of.c])} · ${dossier.k}` : app.t(CLASSES[of.c]);
    const best = app.bestMoment(thing);
    const isThere = said.answer > 0;
    const go =
      !isThere && best !== undefined && state.asOf !== ""
        ? h(
            "button",
            { class: "ui-small", onclick: () => app.goMoment(best) },
            app.t("go-there", model.asOf(best)),
          )
        : null;
    const answer =
      state.asOf === "" && isThere
        ? null
        : h(
            "p",
            { class: "ui-answer", "data-answer": said.answer },
            chip(app, said.answer),
            said.why ? ` ${said.why}` : "",
          );
    return [
      h("h2", { id: "panel-name" }, h("bdi", {}, name)),
      h("p", { class: "ui-aside" }, `${kind} · `, h("code", {}, of.id)),
      h("p", { class: "ui-aside" }, app.dateWords(), " · ", app.perspectiveWords(state.by)),
      ...(answer ? [answer] : []),
      ...(go ? [go] : []),
      ...this.below(thing),
      ...(others.length > 0 ? [h("p", { class: "ui-aside" }, others.join(" · "))] : []),
      ...dossier.s.map(([title, rows]) => this.section(model.data.shared.texts[title] ?? "", rows)),
      ...this.sources(dossier.s.flatMap(([, rows]) => rows)),
    ];
  }

  /** Begins a large chart at the organ. */
  private below(thing: number): Node[] {
    const { app } = this;
    if (!app.model.part(app.view, thing) || app.state.focus === thing) return [];
    return [h("button", { class: "ui-small", onclick: () => app.focus(thing) }, app.t("chart-of-it"))];
  }

  private section(title: string, rows: number[]): HTMLElement {
    const { app } = this;
    const items = rows.map((number) => this.row(number));
    return h("section", { "data-section": title }, h("h3", {}, app.t(title)), h("ul", {}, ...items));
  }

  private row(number: number): HTMLElement {
    const { app } = this;
    const row = app.model.data.shared.rows[number] as Row;
    const said = row.a === undefined ? undefined : app.model.said(row.a, app.moment, app.state.asOf);
    const isAsked = said !== undefined && said.answer !== NOT_ASKED;
    const value =
      row.t === undefined ? this.plain(row.v ?? "", row.u) : this.link(row.t, said?.name || app.name(row.t));
    const details = [row.h, row.x ? app.t("rival") : "", row.m, row.r].filter(Boolean).join("; ");
    const same = (row.d ?? []).some((date) => String(date.c) === String(row.c)) && (row.d ?? []).length > 1;
    return h(
      "li",
      {
        "data-row": number,
        "data-answer": isAsked ? said.answer : undefined,
        class: isAsked && said.answer === 0 ? "is-not" : undefined,
      },
      isAsked ? chip(app, said.answer) : null,
      isAsked ? " " : null,
      value,
      details ? h("span", { class: "ui-aside" }, ` ${details}`) : null,
      ...(row.d ?? []).map((date) => this.date(date, (row.d ?? []).length > 1)),
      isAsked && said.why ? h("div", { class: "ui-why" }, said.why) : null,
      row.n ? h("div", { class: "ui-remark" }, `${app.t("note")}: ${row.n}`) : null,
      same ? null : this.cites(row.c ?? []),
    );
  }

  /** A value that is no thing of the page: a link where it has a page of its own. */
  private plain(value: string, url?: string): HTMLElement {
    const words = h("bdi", {}, value);
    return url?.startsWith("https://")
      ? h("a", { class: "ui-outside", href: url, target: "_blank", rel: "noopener noreferrer" }, words)
      : h("span", {}, words);
  }

  private date(date: DateText, withCites: boolean): HTMLElement {
    const words = [date.e, date.w ? `“${date.w}”` : "", date.m ? `(${date.m})` : "", date.r ?? ""];
    return h(
      "div",
      { class: "ui-date" },
      words.filter(Boolean).join(" "),
      date.n ? h("span", { class: "ui-remark" }, ` ${date.n}`) : null,
      withCites ? this.cites(date.c ?? []) : null,
    );
  }

  private cites(cites: number[]): HTMLElement | null {
    if (cites.length === 0) return null;
    return h(
      "ul",
      { class: "ui-cites" },
      ...cites.map((cite) => h("li", {}, ...this.cite(this.citation(cite)))),
    );
  }

  private citation(number: number): Cite {
    return this.app.model.data.shared.cites[number] as Cite;
  }

  private cite(cite: Cite): Node[] {
    const quote = cite.q ? [h("q", {}, h("bdi", {}, cite.q))] : [];
    const place = cite.at ? [document.createTextNode(` ${cite.at} `)] : [document.createTextNode(" ")];
    return [this.sourceLink(cite.s), ...place, ...quote];
  }

  private sourceLink(source: number, words?: string): HTMLElement {
    const { app } = this;
    const of = app.model.data.sources[source];
    const open = (event: Event): void => {
      event.preventDefault();
      app.go({ source, thing: undefined });
    };
    const href = app.address({ source, thing: undefined });
    return h("a", { class: "ui-source", href, title: of?.d, onclick: open }, words ?? of?.id ?? "");
  }

  /** The sources that rows cite, each in a line. */
  private sources(rows: number[]): HTMLElement[] {
    const { app } = this;
    const cited = new Set<number>();
    for (const number of rows) {
      const row = app.model.data.shared.rows[number] as Row;
      for (const cite of [...(row.c ?? []), ...(row.d ?? []).flatMap((date) => date.c ?? [])])
        cited.add(this.citation(cite).s);
    }
    const list = [...cited].sort((a, b) => a - b);
    const item = (source: number): HTMLElement =>
      h("li", {}, this.sourceLink(source), " ", app.model.data.sources[source]?.d ?? "");
    const none = h("p", { class: "ui-aside" }, app.t("none-cited"));
    return [
      h(
        "section",
        {},
        h("h3", {}, app.t("sources")),
        list.length > 0 ? h("ul", {}, ...list.map(item)) : none,
      ),
    ];
  }

  private source(source: number): Node[] {
    const { app } = this;
    const { data } = app.model;
    const of = data.sources[source];
    if (!of) return [];
    const url = of.url && h("a", { href: of.url, target: "_blank", rel: "noopener noreferrer" }, of.url);
    const within =
      of.within === undefined ? null : h("p", {}, `${app.t("within")} `, this.sourceLink(of.within));
    const rests = this.restingOn(source);
    return [
      h("h2", { id: "panel-name" }, h("bdi", {}, of.title || of.id)),
      h(
        "p",
        { class: "ui-aside" },
        [app.t("source"), of.kind, of.r].filter(Boolean).join(" · "),
        " · ",
        h("code", {}, of.id),
      ),
      h("p", {}, of.d),
      ...(within ? [within] : []),
      ...(url ? [h("p", {}, url)] : []),
      ...(of.ids ?? []).map(([words, address]) => h("p", {}, this.plain(words, address))),
      ...(of.note ? [h("p", { class: "ui-remark" }, of.note)] : []),
      h("h3", {}, app.t("rests-on-it", rests.length)),
      h(
        "ul",
        {},
        ...rests.map(([thing, places]) =>
          h("li", {}, this.link(thing), h("span", { class: "ui-aside" }, places ? ` ${places}` : "")),
        ),
      ),
    ];
  }

  /** The things of whose dossiers a claim cites the source, with the places. */
  private restingOn(source: number): [number, string][] {
    const { app } = this;
    const { shared } = app.model.data;
    const places = new Map<number, Set<string>>();
    app.model.data.dossiers[app.state.by]?.forEach((dossier, thing) => {
      for (const number of dossier.s.flatMap(([, rows]) => rows)) {
        const row = shared.rows[number] as Row;
        for (const cite of [...(row.c ?? []), ...(row.d ?? []).flatMap((date) => date.c ?? [])]) {
          const { s, at } = shared.cites[cite] as Cite;
          if (s !== source) continue;
          const known = places.get(thing) ?? new Set();
          places.set(thing, known.add(at ?? ""));
        }
      }
    });
    return [...places].map(([thing, at]) => [thing, [...at].filter(Boolean).join(", ")]);
  }
}

/** An answer as a sign and a word. */
export function chip(app: App, answer: number): HTMLElement {
  const word = ["no", "possible", "presumed", "certain"][answer] ?? "";
  return h("span", { class: `ui-chip ui-is-${word}` }, app.t(word));
}
