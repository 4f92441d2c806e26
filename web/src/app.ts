// The page as a whole: what it shows, and how a change of that reaches its parts.

import type { Scene, View } from "./data";
import { dayOf, isoDay, longDay } from "./dates";
import { byId } from "./dom";
import type { Said } from "./model";
import { ANY, type Model } from "./model";
import { fromHash, type State, toHash } from "./state";

/** How an address goes into the list of those that were visited. */
export type Step = "push" | "replace";

export class App {
  state: State;
  private listeners: ((before: State) => void)[] = [];

  constructor(
    readonly model: Model,
    readonly language: string,
  ) {
    this.state = fromHash(model, location.hash);
    const again = (): void => this.show(fromHash(model, location.hash));
    addEventListener("popstate", again);
    addEventListener("hashchange", again);
  }

  /** A text of the page in its language. */
  t(key: string, ...values: (string | number)[]): string {
    const text = this.model.data.texts[key] ?? key;
    return values.reduce<string>((all, value, at) => all.replace(`{${at}}`, String(value)), text);
  }

  /** The address of what a change would show, for links that can be opened elsewhere. */
  address(change: Partial<State>): string {
    return location.href.replace(/#.*$/s, "") + toHash(this.model, { ...this.state, ...change });
  }

  onChange(listener: (before: State) => void): void {
    this.listeners.push(listener);
  }

  /** Changes what is shown. */
  go(change: Partial<State>, step: Step = "push"): void {
    const next = { ...this.state, ...change };
    const day = dayOf(next.asOf);
    const { range } = this.model.data;
    // Other days are left out of this page.
    if (range && day !== undefined) next.asOf = isoDay(Math.min(Math.max(day, range[0]), range[1]));
    const hash = toHash(this.model, next);
    if (hash !== location.hash) {
      if (step === "push") history.pushState(null, "", hash);
      else history.replaceState(null, "", hash);
    }
    this.show(next);
  }

  private show(next: State): void {
    const before = this.state;
    this.state = next;
    for (const listener of this.listeners) listener(before);
  }

  refresh(): void {
    this.show(this.state);
  }

  get view(): View {
    return this.model.data.views[this.state.view] as View;
  }

  /** The day that is shown, if it is one. */
  get day(): number | undefined {
    const { asOf } = this.state;
    const isPeriod = this.model.data.periods.some(([text]) => text === asOf);
    return asOf === "" || isPeriod ? undefined : dayOf(asOf);
  }

  /** What the picture shows; nothing, or undefined where the page does not have it. */
  get scene(): Scene | null | undefined {
    const { view, state } = this;
    return this.model.scene(view, state.by, state.shows, this.moment, state.focus);
  }

  /** How many organs stand under one whose box is closed in the picture; 0 where it is open. */
  below(thing: number): number {
    const { by, shows } = this.state;
    if (!this.scene?.k?.includes(thing)) return 0;
    return this.model.units(by, thing, this.moment, [3, 2, 1][shows] ?? 2);
  }

  get moment(): number {
    return this.model.moment(this.state.asOf, this.day);
  }

  /** The date in the words of the page. */
  dateWords(): string {
    const { asOf } = this.state;
    if (asOf === "") return this.t("any-time");
    return this.day === undefined ? this.t("as-of", asOf) : this.t("as-of", longDay(this.day, this.language));
  }

  perspectiveWords(number: number): string {
    const perspective = this.model.data.perspectives[number];
    const title = (source: number): string => {
      const of = this.model.data.sources[source];
      return of?.title ? `“${of.title}”` : (of?.id ?? "");
    };
    if (!perspective) return "";
    const parts: string[] = [];
    if (perspective.by.length > 0) parts.push(this.t("according-to", perspective.by.map(title).join(", ")));
    if (perspective.without.length > 0)
      parts.push(this.t("without", perspective.without.map(title).join(", ")));
    if (perspective.known_by) parts.push(this.t("known-by", perspective.known_by));
    if (perspective.modality.length > 0) parts.push(this.t("only", perspective.modality.join(", ")));
    return parts.join(", ") || this.t("all-sources");
  }

  said(thing: number): Said {
    return this.model.of(this.state.by, thing, this.moment, this.state.asOf);
  }

  name(thing: number): string {
    return this.model.name(this.state.by, thing, this.moment);
  }

  /** An answer in words, with its reason. */
  answerWords(said: Said): string {
    const word = this.t(["no", "possible", "presumed", "certain", ""][said.answer] ?? "");
    return said.why ? `${word}: ${said.why}` : word;
  }

  /** The moment at which the answer about a thing is best for the first time, if it ever holds. */
  bestMoment(thing: number): number | undefined {
    const run = this.model.dossier(this.state.by, thing).a;
    const days = this.model
      .stretches(run)
      .filter(({ moment }) => moment > ANY && !this.model.isPeriod(moment));
    const best = Math.max(0, ...days.map(({ answer }) => answer));
    return best > 0 ? days.find(({ answer }) => answer === best)?.moment : undefined;
  }

  /** Looks at a thing. The time moves to it if it was not there, the view changes if that can never show it. */
  visit(thing: number, step: Step = "push"): void {
    const { model, state } = this;
    const change: Partial<State> = { thing, source: undefined };
    const canShow = (view: View): boolean => view.motion !== "moving" || view.roots.includes(thing);
    const isOrgan = model.thing(thing).c === "o";
    if (isOrgan && !canShow(this.view)) {
      const other = model.data.views.findIndex(
        (view) => view.motion === "moving" && view.roots.includes(thing),
      );
      if (other >= 0) change.view = other;
    }
    const least = [3, 2, 1][state.shows] ?? 2;
    if (state.asOf !== "" && this.said(thing).answer < least) {
      const moment = this.bestMoment(thing);
      if (moment !== undefined) change.asOf = model.asOf(moment);
    }
    if (isOrgan) change.focus = this.focusOn(thing, { ...state, ...change });
    this.go(change, step);
  }

  /** Where a large chart has to begin to show an organ: as it does if that is in sight, else at it or at its superior. */
  private focusOn(thing: number, { view, by, shows, asOf, focus }: State): number | undefined {
    const { model } = this;
    const of = model.data.views[view];
    if (!of?.parts || of !== this.view) return undefined;
    const day = dayOf(asOf);
    const moment = model.moment(asOf, day);
    const shown = model.scene(of, by, shows, moment, focus)?.o ?? [];
    if (shown.some((other, at) => at % 2 === 0 && other === thing)) return focus;
    return [...model.above(by, thing, moment), thing].findLast((organ) => model.part(of, organ));
  }

  /** Begins a large chart at another organ, or at its own beginning. */
  focus(organ: number | undefined): void {
    this.go({ focus: organ, tab: "picture" });
  }

  /** Goes to the day that a moment begins with. */
  goMoment(moment: number, step: Step = "push"): void {
    this.go({ asOf: this.model.asOf(moment) }, step);
  }

  goDay(day: number, step: Step = "push"): void {
    this.go({ asOf: isoDay(day) }, step);
  }

  announce(text: string): void {
    byId("status").textContent = text;
  }
}
