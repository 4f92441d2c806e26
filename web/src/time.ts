// The time slider: the days on which the picture changes, the day that is shown, and when the thing that is looked at was there.

import type { App } from "./app";
import { dayOf, isoDay, longDay, monthsLater } from "./dates";
import { byId, h, s } from "./dom";
import { ANY } from "./model";

const HEIGHT = 46;
const SIDE = 14;

export class TimeBar {
  private readonly box = byId("slider");
  private readonly input = byId("date") as HTMLInputElement;
  private readonly play = byId("play") as HTMLButtonElement;
  private timer: ReturnType<typeof setInterval> | undefined;
  private range: [number, number] = [0, 1];
  private changes: number[] = [];

  constructor(private readonly app: App) {
    byId("earlier").addEventListener("click", () => this.step(-1));
    byId("later").addEventListener("click", () => this.step(1));
    this.play.addEventListener("click", () => this.toggle());
    byId("any").addEventListener("click", () => this.any());
    this.input.addEventListener("change", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("pointerdown", (event) => this.press(event));
    new ResizeObserver(() => this.draw()).observe(this.box);
    app.onChange(() => this.draw());
    this.draw();
  }

  /** The moments at which the picture changes; of a picture that does not move, those on which anything does. */
  private moments(): number[] {
    const { model, state, view } = this.app;
    const isDay = (moment: number): boolean => moment > 1 && !model.isPeriod(moment);
    const named = model.data.named.map((place) => place + 2);
    if (view.motion !== "moving") return named;
    const turns = model.turns(view, state.by, state.shows, state.focus);
    const own = turns.filter((_, at) => at % 2 === 0).filter(isDay);
    return own.length > 0 ? own : named;
  }

  private prepare(): void {
    const { model } = this.app;
    const days = this.moments().map((moment) => model.dayOfMoment(moment) as number);
    this.changes = days;
    // A life that nobody recorded the end of is presumed over after a hundred years: no reason for a longer axis.
    const today = Math.floor(Date.now() / 86_400_000);
    const shown = days.filter((day) => day <= today);
    const of = shown.length > 0 ? shown : days;
    const [first, last] = [of[0] ?? 0, of[of.length - 1] ?? 1];
    const margin = Math.max(30, Math.round((last - first) * 0.02));
    this.range = [first - margin, last + margin];
    const { day } = this.app;
    if (day !== undefined) this.range = [Math.min(this.range[0], day), Math.max(this.range[1], day)];
  }

  private place(day: number, width: number): number {
    const [from, to] = this.range;
    return SIDE + ((day - from) / (to - from)) * (width - 2 * SIDE);
  }

  private draw(): void {
    this.prepare();
    const { app, box } = this;
    const width = box.clientWidth || 600;
    const { day } = app;
    const svg = s("svg", { width, height: HEIGHT, "aria-hidden": "true" });
    svg.append(s("line", { x1: SIDE, x2: width - SIDE, y1: 24, y2: 24, class: "ui-axis" }));
    for (const [at, label] of this.years(width)) {
      svg.append(s("line", { x1: at, x2: at, y1: 24, y2: 30, class: "ui-axis" }));
      const text = s("text", { x: at, y: 42, class: "ui-year" });
      text.textContent = label;
      svg.append(text);
    }
    this.life(svg, width);
    for (const change of this.changes) {
      const at = this.place(change, width);
      if (at <= width - SIDE + 1) svg.append(s("line", { x1: at, x2: at, y1: 15, y2: 24, class: "ui-tick" }));
    }
    const period = app.model.data.periods.find(([text]) => text === app.state.asOf);
    if (period) {
      const [from, to] = [this.place(period[1], width), this.place(period[2] + 1, width)];
      svg.append(
        s("rect", { x: from, y: 12, width: Math.max(to - from, 3), height: 14, rx: 3, class: "ui-period" }),
      );
    }
    if (day !== undefined) {
      const at = this.place(day, width);
      svg.append(s("line", { x1: at, x2: at, y1: 4, y2: 30, class: "ui-hand" }));
      svg.append(s("circle", { cx: at, cy: 24, r: 6.5, class: "ui-knob" }));
    }
    box.replaceChildren(svg);
    const [from, to] = this.range;
    const value = day ?? period?.[1] ?? from;
    box.setAttribute("aria-valuemin", String(from));
    box.setAttribute("aria-valuemax", String(to));
    box.setAttribute("aria-valuenow", String(value));
    box.setAttribute("aria-valuetext", app.dateWords());
    this.input.value = app.state.asOf;
    byId("date-words").textContent = app.dateWords();
    byId("any").setAttribute("aria-pressed", String(app.state.asOf === ""));
  }

  /** When the thing that is looked at was there: certain, presumed, or only possible. */
  private life(svg: SVGElement, width: number): void {
    const { app } = this;
    const { thing, by } = app.state;
    if (thing === undefined) return;
    const stretches = app.model
      .stretches(app.model.dossier(by, thing).a)
      .filter(({ moment }) => moment > ANY && !app.model.isPeriod(moment));
    stretches.forEach(({ moment, answer }, at) => {
      if (answer < 1 || answer > 3) return;
      const next = stretches[at + 1];
      const from = moment === 1 ? this.range[0] : (app.model.dayOfMoment(moment) as number);
      const to = next ? (app.model.dayOfMoment(next.moment) as number) : this.range[1];
      const [x1, x2] = [this.place(from, width), this.place(Math.min(to, this.range[1]), width)];
      if (x2 <= SIDE) return;
      const name = ["", "possible", "presumed", "certain"][answer] ?? "";
      const bar = { x: Math.max(x1, SIDE), y: 6, width: Math.max(x2 - Math.max(x1, SIDE), 1), height: 5 };
      svg.append(s("rect", { ...bar, class: `ui-life ui-${name}` }));
    });
  }

  private years(width: number): [number, string][] {
    const [from, to] = this.range;
    const year = (day: number): number => Number(new Date(day * 86_400_000).getUTCFullYear());
    const room = Math.max(2, Math.floor(width / 64));
    const span = year(to) - year(from);
    const step = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500].find((size) => span / size <= room) ?? 1000;
    const list: [number, string][] = [];
    for (let at = Math.ceil(year(from) / step) * step; at <= year(to); at += step) {
      const date = new Date(0);
      date.setUTCFullYear(at, 0, 1);
      const day = date.getTime() / 86_400_000;
      if (day >= from && day <= to) list.push([this.place(day, width), String(at)]);
    }
    return list;
  }

  /** Goes to the change before or after the day that is shown. */
  step(way: 1 | -1): boolean {
    const { app, changes } = this;
    const now = app.day ?? (app.model.dayOfMoment(app.moment) as number | undefined);
    const day =
      now === undefined
        ? changes[way > 0 ? 0 : changes.length - 1]
        : way > 0
          ? changes.find((change) => change > now)
          : changes.findLast((change) => change < now);
    if (day === undefined) return false;
    app.goDay(day, this.timer === undefined ? "push" : "replace");
    app.announce(longDay(day, app.language));
    return true;
  }

  private toggle(): void {
    if (this.timer !== undefined) {
      this.stop();
      return;
    }
    if (!this.step(1)) {
      const [first] = this.changes;
      if (first !== undefined) this.app.goDay(first);
    }
    this.timer = setInterval(() => {
      if (!this.step(1)) this.stop();
    }, 1100);
    this.play.setAttribute("aria-pressed", "true");
    this.play.textContent = "⏸";
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.play.setAttribute("aria-pressed", "false");
    this.play.textContent = "▶";
  }

  private any(): void {
    const { app } = this;
    if (app.state.asOf !== "") {
      app.go({ asOf: "" });
      return;
    }
    const own = app.view.own[0];
    if (own !== "") app.go({ asOf: own });
    else if (this.changes.length > 0) app.goDay(this.changes[this.changes.length - 1] as number);
  }

  private typed(): void {
    const { app } = this;
    const text = this.input.value.trim();
    const day = dayOf(text);
    if (text === "" || app.model.data.periods.some(([period]) => period === text)) app.go({ asOf: text });
    else if (day === undefined) {
      app.announce(app.t("no-date", text));
      this.input.setAttribute("aria-invalid", "true");
      return;
    } else {
      app.goDay(day);
      // A year or a month means its first day here, and that is said.
      app.announce(longDay(day, app.language));
    }
    this.input.removeAttribute("aria-invalid");
  }

  private key(event: KeyboardEvent): void {
    const { app } = this;
    const now = app.day ?? app.model.dayOfMoment(app.moment) ?? this.changes[0] ?? 0;
    const day: Record<string, () => void> = {
      ArrowLeft: () => (event.shiftKey ? app.goDay(now - 1) : void this.step(-1)),
      ArrowRight: () => (event.shiftKey ? app.goDay(now + 1) : void this.step(1)),
      ArrowDown: () => void this.step(-1),
      ArrowUp: () => void this.step(1),
      PageDown: () => app.goDay(monthsLater(now, -12)),
      PageUp: () => app.goDay(monthsLater(now, 12)),
      Home: () => app.goDay(this.changes[0] ?? now),
      End: () => app.goDay(this.changes[this.changes.length - 1] ?? now),
      " ": () => this.toggle(),
    };
    const act = day[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  private press(event: PointerEvent): void {
    if (event.button > 0) return;
    const { box } = this;
    box.setPointerCapture(event.pointerId);
    this.stop();
    let first = true;
    const [from, to] = this.range;
    const drag = (move: PointerEvent): void => {
      const room = box.getBoundingClientRect();
      const x = move.clientX - room.left;
      const share = (x - SIDE) / (room.width - 2 * SIDE);
      const day = Math.round(from + Math.min(Math.max(share, 0), 1) * (to - from));
      const near = this.changes.reduce<number | undefined>((best, change) => {
        const isNear = Math.abs(this.place(change, room.width) - x) <= 5;
        return isNear && (best === undefined || Math.abs(change - day) < Math.abs(best - day))
          ? change
          : best;
      }, undefined);
      this.app.go({ asOf: isoDay(near ?? day) }, first ? "push" : "replace");
      first = false;
    };
    drag(event);
    const stop = (): void => {
      box.removeEventListener("pointermove", drag);
    };
    box.addEventListener("pointermove", drag);
    box.addEventListener("pointerup", stop, { once: true });
    box.addEventListener("pointercancel", stop, { once: true });
    box.focus();
  }
}

/** The choices above the picture: the view, who says so, how surely. */
export function choices(app: App): void {
  const view = byId("view") as HTMLSelectElement;
  const by = byId("by") as HTMLSelectElement;
  view.append(...app.model.data.views.map((of, at) => h("option", { value: at }, of.title || of.name)));
  by.append(
    ...app.model.data.perspectives.map((_, at) => {
      const words = app.perspectiveWords(at);
      return h("option", { value: at }, words.charAt(0).toLocaleUpperCase(app.language) + words.slice(1));
    }),
  );
  view.addEventListener("change", () => {
    const [asOf, own, shows] = app.model.data.views[Number(view.value)]?.own ?? ["", 0, 1];
    app.go({ view: Number(view.value), asOf, by: own, shows, focus: undefined, tab: "picture" });
  });
  by.addEventListener("change", () => app.go({ by: Number(by.value) }));
  const radios = [...document.querySelectorAll<HTMLInputElement>("input[name=shows]")];
  for (const radio of radios) radio.addEventListener("change", () => app.go({ shows: Number(radio.value) }));
  const draw = (): void => {
    view.value = String(app.state.view);
    by.value = String(app.state.by);
    for (const radio of radios) radio.checked = Number(radio.value) === app.state.shows;
    const still = app.view.motion === "still" && app.state.tab === "picture";
    byId("still").hidden = !still;
    const [asOf, own, shows] = app.view.own;
    const isOwn = app.state.asOf === asOf && app.state.by === own && app.state.shows === shows;
    byId("moved").hidden = app.view.motion !== "moving" || isOwn;
  };
  byId("back").addEventListener("click", () => {
    const [asOf, own, shows] = app.view.own;
    app.go({ asOf, by: own, shows });
  });
  app.onChange(draw);
  draw();
}
