// The list beside the picture: the same things in the order of reading, for the keyboard and for those who cannot see it.

import type { App } from "./app";
import { byId, h } from "./dom";
import type { Picture } from "./picture";

const SIGNS = ["–", "?", "~", "", ""];

export class Outline {
  private readonly box = byId("outline");
  private shown: unknown;

  constructor(
    private readonly app: App,
    private readonly picture: Picture,
  ) {
    this.box.addEventListener("keydown", (event) => this.key(event));
    app.onChange(() => this.draw());
    this.draw();
  }

  private draw(): void {
    const { app } = this;
    const scene = this.picture.current;
    const key = [scene, app.moment, app.state.by].join();
    const list = scene?.o ?? [];
    if (this.shown !== scene || this.box.dataset.key !== key) {
      this.shown = scene;
      this.box.dataset.key = key;
      const items: HTMLElement[] = [];
      for (let at = 0; at < list.length; at += 2)
        items.push(this.item(list[at] as number, list[at + 1] as number));
      this.box.replaceChildren(...items);
    }
    const { thing } = app.state;
    const items = [...this.box.children] as HTMLElement[];
    const chosen = items.find((item) => item.dataset.thing === String(thing));
    for (const item of items) {
      item.setAttribute("aria-selected", String(item === chosen));
      item.tabIndex = item === (chosen ?? items[0]) ? 0 : -1;
    }
    chosen?.scrollIntoView({ block: "nearest" });
  }

  private item(thing: number, depth: number): HTMLElement {
    const { app } = this;
    const said = app.said(thing);
    // Of people a picture shows how sure their seats are, and not whether they lived.
    const isOrgan = app.model.thing(thing).c === "o";
    const isDated = isOrgan && app.state.asOf !== "" && app.view.motion === "moving";
    const sign = isDated ? (SIGNS[said.answer] ?? "") : "";
    const word = isDated ? app.t(["no", "possible", "presumed", "certain"][said.answer] ?? "") : "";
    const below = app.below(thing);
    const item = h(
      "li",
      {
        role: "treeitem",
        "aria-level": depth + 1,
        "aria-selected": "false",
        "aria-expanded": below > 0 ? "false" : undefined,
        "data-thing": thing,
        "data-id": app.model.thing(thing).id,
        "data-answer": isDated ? said.answer : undefined,
        title: isDated ? app.answerWords(said) : undefined,
        onclick: () => app.go({ thing, source: undefined }),
      },
      h("span", { class: "ui-sign", "aria-hidden": "true" }, sign),
      h("bdi", {}, said.name || app.model.thing(thing).id),
      h("span", { class: "ui-unseen" }, word ? `, ${word}` : ""),
      below > 0 && h("span", { class: "ui-more" }, ` ${app.t("below", below)}`),
    );
    if (below > 0) item.addEventListener("dblclick", () => app.focus(thing));
    item.style.paddingInlineStart = `${Math.min(depth, 8) * 14 + 6}px`;
    return item;
  }

  private key(event: KeyboardEvent): void {
    const items = [...this.box.children] as HTMLElement[];
    const at = items.indexOf(document.activeElement as HTMLElement);
    if (at < 0) return;
    const depth = (item: HTMLElement | undefined): number => Number(item?.getAttribute("aria-level") ?? 0);
    const own = depth(items[at]);
    const above = (): number => {
      for (let before = at - 1; before >= 0; before--) if (depth(items[before]) < own) return before;
      return at;
    };
    const targets: Record<string, () => number> = {
      ArrowDown: () => Math.min(at + 1, items.length - 1),
      ArrowUp: () => Math.max(at - 1, 0),
      ArrowLeft: above,
      ArrowRight: () => (depth(items[at + 1]) > own ? at + 1 : at),
      Home: () => 0,
      End: () => items.length - 1,
    };
    const isClosed = items[at]?.getAttribute("aria-expanded") === "false";
    if (event.key === "Enter" || event.key === " ") items[at]?.click();
    else if (event.key === "ArrowRight" && isClosed) this.app.focus(Number(items[at]?.dataset.thing));
    else if (targets[event.key]) {
      const next = items[targets[event.key]?.() ?? at];
      if (!next) return;
      for (const item of items) item.tabIndex = item === next ? 0 : -1;
      next.focus();
    } else return;
    event.preventDefault();
  }
}
