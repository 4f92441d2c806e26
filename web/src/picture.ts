// The picture: puts marks where the scene says, moves those that stay, and lets the reader move the whole. Places nothing by
// itself.

import type { App } from "./app";
import type { Scene } from "./data";
import { byId, fragment, h, s } from "./dom";

interface Shown {
  element: SVGElement;
  mark: number;
  x: number;
  y: number;
}

const FADE = 320;
const MARGIN = 24;

export class Picture {
  private readonly svg = byId("canvas") as unknown as SVGSVGElement;
  private readonly camera = s("g", { id: "camera" });
  private readonly defs = s("defs");
  /** The day that is shown, as a line across each axis of time. */
  private readonly dayLines = s("g", { class: "ui-day-lines" });
  private readonly sheet = new CSSStyleSheet();
  private shown = new Map<string, Shown>();
  private scene: Scene | null | undefined;
  private view = { x: 0, y: 0, scale: 1 };
  /** Whether the picture still stands as it was fitted: a reader who moved it keeps the place. */
  private fitted = true;
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private moved = false;

  constructor(private readonly app: App) {
    this.svg.append(this.defs, this.camera);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    this.style();
    this.listen();
    app.onChange((before) => {
      const { state } = app;
      this.draw(before.view !== state.view);
      if (before.view !== state.view || before.focus !== state.focus) this.fit();
      if (before.thing !== state.thing) this.reveal();
    });
    new ResizeObserver(() => {
      if (this.fitted) this.fit();
    }).observe(this.svg);
    this.draw(true);
    this.fit();
  }

  /** Puts on the light or the dark colours. */
  style(): void {
    const dark = document.documentElement.dataset.theme === "dark" ? 1 : 0;
    const [css, defs] = this.app.model.data.drawn.style[dark] ?? ["", ""];
    this.sheet.replaceSync(css);
    this.defs.replaceChildren(...fragment(`<g>${defs}</g>`).querySelectorAll("linearGradient"));
  }

  /** How many things the picture shows; undefined where the page does not have it. */
  get things(): number | undefined {
    return this.scene === undefined ? undefined : (this.scene?.o.length ?? 0) / 2;
  }

  get current(): Scene | null | undefined {
    return this.scene;
  }

  private draw(isNew: boolean): void {
    const { app } = this;
    const { scene } = app;
    if (scene !== this.scene || isNew) {
      this.scene = scene;
      this.put(scene?.m ?? [], isNew);
      if (this.fitted) this.fit();
    }
    this.count();
    this.point();
    this.message();
    this.choose();
  }

  /** How many stand under each closed box goes with the day. */
  private count(): void {
    const { app } = this;
    for (const text of this.camera.querySelectorAll(".collapsed")) {
      const [thing] = thingsOf(text);
      const below = thing === undefined ? 0 : app.below(thing);
      text.textContent = below > 0 ? app.t("below", below) : "";
      text.closest(".mark")?.classList.toggle("has-none", below === 0);
    }
  }

  private point(): void {
    const { day } = this.app;
    const lines: SVGElement[] = [];
    for (const [top, bottom, ...days] of this.scene?.x ?? []) {
      const x = day === undefined ? undefined : place(days, day);
      if (x === undefined) continue;
      const [y1, y2] = [(top ?? 0) / 10, (bottom ?? 0) / 10];
      lines.push(s("line", { x1: x, x2: x, y1: y1 - 4, y2, class: "ui-hand" }));
    }
    this.dayLines.replaceChildren(...lines);
    if (this.camera.lastElementChild !== this.dayLines) this.camera.append(this.dayLines);
  }

  private message(): void {
    const { app } = this;
    const box = byId("nothing");
    box.hidden = Boolean(this.scene);
    if (this.scene) return;
    if (app.view.wrong) box.textContent = app.view.wrong;
    else box.textContent = this.scene === null ? app.t("nothing") : app.t("left-out");
  }

  private put(list: number[], isNew: boolean): void {
    const { marks } = this.app.model.data.drawn;
    const { things } = this.app.model.data;
    const next = new Map<string, Shown>();
    const order: SVGElement[] = [];
    let [x, y] = [0, 0];
    const calm = isNew || matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (let place = 0; place < list.length; place += 3) {
      const number = list[place] as number;
      x += list[place + 1] as number;
      y += list[place + 2] as number;
      const mark = marks[number];
      if (!mark) continue;
      const own = mark.k ?? (mark.t?.length === 1 ? things[mark.t[0] as number]?.id : undefined);
      let key = own ?? `${number}`;
      while (next.has(key)) key += "'";
      const was = calm && isNew ? undefined : this.shown.get(key);
      const element = was?.element ?? s("g", { class: "mark" });
      if (was?.mark !== number) {
        element.replaceChildren(fragment(mark.s));
        if (mark.t) element.dataset.things = mark.t.join(" ");
        if (own !== undefined) element.dataset.key = own;
      }
      if (!was && !calm) element.classList.add("comes");
      element.style.transform = `translate(${x / 10}px,${y / 10}px)`;
      next.set(key, { element, mark: number, x: x / 10, y: y / 10 });
      order.push(element);
    }
    const gone = [...this.shown].filter(([key]) => next.get(key)?.element !== this.shown.get(key)?.element);
    for (const [, { element }] of gone) {
      if (calm) element.remove();
      else {
        element.classList.add("goes");
        setTimeout(() => element.remove(), FADE);
      }
    }
    this.shown = next;
    this.arrange(order);
    if (!calm)
      requestAnimationFrame(() => order.forEach((element) => void element.classList.remove("comes")));
  }

  /** Puts the marks in the order of the scene and touches none that stands right already, or it would not glide. */
  private arrange(order: SVGElement[]): void {
    let at: Element | null = this.camera.firstElementChild;
    for (const element of order) {
      while (at?.classList.contains("goes") || at === this.dayLines) at = at.nextElementSibling;
      if (at === element) at = at.nextElementSibling;
      else this.camera.insertBefore(element, at);
    }
  }

  private choose(): void {
    const { thing } = this.app.state;
    for (const { element } of this.shown.values()) {
      const things = (element.dataset.things ?? "").split(" ");
      const isChosen = thing !== undefined && things.length === 1 && things[0] === String(thing);
      const touches = thing !== undefined && things.length > 1 && things.includes(String(thing));
      element.classList.toggle("is-chosen", isChosen);
      element.classList.toggle("is-touched", touches);
    }
  }

  /** Brings the chosen mark into sight. */
  reveal(): void {
    const { thing } = this.app.state;
    const mark = [...this.shown.values()].find(({ element }) => element.dataset.things === String(thing));
    if (!mark) return;
    const box = mark.element.getBoundingClientRect();
    const room = this.svg.getBoundingClientRect();
    const isInside =
      box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom;
    if (isInside && this.view.scale > 0.45) return;
    const scale = Math.max(this.view.scale, 0.8);
    this.move(room.width / 2 - (mark.x + 60) * scale, room.height / 2 - (mark.y + 20) * scale, scale);
    this.fitted = false;
  }

  fit(): void {
    const room = this.svg.getBoundingClientRect();
    if (!this.scene || room.width === 0) return;
    const [w, h] = [this.scene.w / 10, this.scene.h / 10];
    const scale = Math.min(1.25, (room.width - MARGIN) / w, (room.height - MARGIN) / h);
    this.move((room.width - w * scale) / 2, Math.max((room.height - h * scale) / 2, 0), scale);
    this.fitted = true;
  }

  zoom(factor: number, x?: number, y?: number): void {
    const room = this.svg.getBoundingClientRect();
    const at = { x: x ?? room.width / 2, y: y ?? room.height / 2 };
    const scale = Math.min(Math.max(this.view.scale * factor, 0.02), 12);
    const by = scale / this.view.scale;
    this.move(at.x - (at.x - this.view.x) * by, at.y - (at.y - this.view.y) * by, scale);
    this.fitted = false;
  }

  private move(x: number, y: number, scale: number): void {
    this.view = { x, y, scale };
    this.camera.setAttribute(
      "transform",
      `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(4)})`,
    );
  }

  private listen(): void {
    const { svg } = this;
    svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    svg.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (this.pointers.size === 1) this.moved = false;
    });
    svg.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) {
      svg.addEventListener(name, (event) => void this.pointers.delete((event as PointerEvent).pointerId));
    }
    svg.addEventListener("click", (event) => {
      if (!this.moved) this.click(event);
    });
    svg.addEventListener("dblclick", (event) => {
      const closed = this.closed(event);
      if (closed === undefined) this.zoom(1.6, ...this.within(event));
      else this.app.focus(closed);
    });
    svg.addEventListener("keydown", (event) => this.key(event));
    byId("zoom-in").addEventListener("click", () => this.zoom(1.3));
    byId("zoom-out").addEventListener("click", () => this.zoom(1 / 1.3));
    byId("zoom-fit").addEventListener("click", () => this.fit());
  }

  private within(event: MouseEvent): [number, number] {
    const room = this.svg.getBoundingClientRect();
    return [event.clientX - room.left, event.clientY - room.top];
  }

  /** A page within another leaves the wheel to that, unless Ctrl is held. */
  private wheel(event: WheelEvent): void {
    if (window.top !== window && !event.ctrlKey) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 30 : 1;
    this.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.008 : 0.0016)), ...this.within(event));
  }

  private drag(event: PointerEvent): void {
    const from = this.pointers.get(event.pointerId);
    if (!from) return;
    const to = { x: event.clientX, y: event.clientY };
    const others = [...this.pointers.entries()].filter(([id]) => id !== event.pointerId);
    const [other] = others;
    if (!this.moved && Math.hypot(to.x - from.x, to.y - from.y) < 4) return;
    if (!this.moved) this.svg.setPointerCapture(event.pointerId);
    this.moved = true;
    this.fitted = false;
    if (other) {
      const [, still] = other;
      const before = Math.hypot(from.x - still.x, from.y - still.y);
      const after = Math.hypot(to.x - still.x, to.y - still.y);
      const room = this.svg.getBoundingClientRect();
      if (before > 0) this.zoom(after / before, still.x - room.left, still.y - room.top);
    } else {
      this.move(this.view.x + to.x - from.x, this.view.y + to.y - from.y, this.view.scale);
    }
    this.pointers.set(event.pointerId, to);
  }

  /** The organ whose box is closed where the reader points. */
  private closed(event: MouseEvent): number | undefined {
    const [thing] = thingsOf(event.target as Element);
    return thing !== undefined && this.app.below(thing) > 0 ? thing : undefined;
  }

  private click(event: MouseEvent): void {
    const closed = (event.target as Element).closest(".collapsed") && this.closed(event);
    if (closed !== null && closed !== undefined) {
      this.app.focus(closed);
      return;
    }
    const nested = (event.target as Element).closest('[id^="o-"]')?.id.slice(2);
    // A part of a mark may be a thing of its own: the line from a box to its superior.
    const own = nested === undefined ? undefined : this.app.model.numbers.get(decode(nested));
    const thing = own ?? thingsOf(event.target as Element)[0];
    if (thing !== undefined) this.app.go({ thing, source: undefined });
  }

  private key(event: KeyboardEvent): void {
    const step = 60;
    const moves: Record<string, [number, number]> = {
      ArrowLeft: [step, 0],
      ArrowRight: [-step, 0],
      ArrowUp: [0, step],
      ArrowDown: [0, -step],
    };
    const move = moves[event.key];
    if (move) this.move(this.view.x + move[0], this.view.y + move[1], this.view.scale);
    else if (event.key === "+" || event.key === "=") this.zoom(1.3);
    else if (event.key === "-") this.zoom(1 / 1.3);
    else if (event.key === "0") this.fit();
    else return;
    if (move) this.fitted = false;
    event.preventDefault();
  }

  /** The picture as a file of its own, with its words and sources. */
  file(): string {
    const { app } = this;
    const [css, defs] = app.model.data.drawn.style[0] ?? ["", ""];
    const scene = this.scene;
    const [w, height] = [(scene?.w ?? 0) / 10, (scene?.h ?? 0) / 10];
    const lines = [...captionLines(app), "", ...sourceLines(app, scene)];
    const [head, width] = [56, Math.max(w, 720)];
    const whole = height + head + lines.length * 15 + 20;
    const svg = s("svg", {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height: whole,
      viewBox: `0 0 ${width} ${whole}`,
      role: "img",
    });
    const text = (words: string, x: number, y: number, name: string): SVGElement => {
      const element = s("text", { x, y, class: name });
      element.textContent = words;
      return element;
    };
    const style = s("style");
    style.textContent = css;
    const title = s("title");
    title.textContent = app.view.title;
    svg.append(title, style, s("rect", { class: "page", width: "100%", height: "100%" }));
    svg.append(...fragment(`<g><defs>${defs}</defs></g>`).children);
    svg.append(text(app.view.title, 28, 40, "t-title"));
    const picture = s("g", { transform: `translate(0 ${head - 20})` });
    for (const { element, x, y } of this.shown.values()) {
      const copy = s(
        "g",
        { transform: `translate(${x} ${y})` },
        ...[...element.children].map((child) => child.cloneNode(true)),
      );
      picture.append(copy);
    }
    svg.append(picture);
    lines.forEach((line, at) => {
      svg.append(text(line, 28, height + head + at * 15, "t-foot"));
    });
    return new XMLSerializer().serializeToString(svg);
  }
}

/** The things that the mark stands for in which an element lies. */
function thingsOf(element: Element): number[] {
  const mark = element.closest<SVGElement>("[data-things]");
  return (mark?.dataset.things ?? "").split(" ").filter(Boolean).map(Number);
}

/** Where a day stands on an axis of time, if the axis reaches to it. */
function place(days: number[], day: number): number | undefined {
  for (let at = 2; at < days.length; at += 2) {
    const [from, x1, to, x2] = days.slice(at - 2, at + 2) as [number, number, number, number];
    if (day >= from && day <= to) return (x1 + ((day - from) / Math.max(to - from, 1)) * (x2 - x1)) / 10;
  }
  return undefined;
}

/** Ids in pictures are written as in addresses. */
function decode(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** What the picture shows, in words. */
export function captionLines(app: App): string[] {
  const { view, state } = app;
  if (view.motion === "still") return [app.t("as-the-model")];
  const shows = app.t(["only-certain", "certain-presumed", "with-possible"][state.shows] ?? "");
  const isDated = view.motion === "moving";
  const parts = [
    isDated && app.dateWords(),
    app.perspectiveWords(state.by),
    isDated && state.asOf !== "" && shows,
  ];
  return [parts.filter(Boolean).join(" · ")];
}

export function sourceLines(app: App, scene: Scene | null | undefined): string[] {
  const { refs, notes } = app.model.data.drawn;
  const own = (scene?.n ?? []).map((note) => notes[note] ?? "");
  return [...own, ...(scene?.r ?? []).map((ref, at) => `${at + 1}. ${refs[ref]?.[0] ?? ""}`)];
}

/** What stands under the picture. */
export function caption(app: App, picture: Picture): void {
  const { refs, notes } = app.model.data.drawn;
  const scene = picture.current;
  byId("title").textContent = app.view.title;
  byId("subtitle").textContent = captionLines(app).join("");
  const remarks = [app.view.note ?? "", ...(scene?.n ?? []).map((note) => notes[note] ?? "")].filter(Boolean);
  byId("notes").replaceChildren(...remarks.map((note) => h("p", {}, note)));
  const list = (scene?.r ?? []).map((ref) => {
    const [words, url] = refs[ref] ?? ["", ""];
    const isWeb = /^https?:\/\//i.test(url);
    return h(
      "li",
      {},
      isWeb ? h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, words) : words,
    );
  });
  byId("source-count").textContent = app.t("sources-of-picture", list.length);
  byId("sources").replaceChildren(...list);
  (byId("sources").parentElement as HTMLElement).hidden = list.length === 0;
}
