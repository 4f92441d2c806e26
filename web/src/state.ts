// What the page shows, and how an address says it: `#view=..&as-of=..&according-to=..&show=possible&sel=..`.

import { dayOf, isoDay } from "./dates";
import type { Model } from "./model";

export type Tab = "picture" | "organs" | "people" | "tenures" | "claims" | "changes";
export const TABS: Tab[] = ["picture", "organs", "people", "tenures", "claims", "changes"];
export const SHOWS = ["certain", "presumed", "possible"] as const;

export interface State {
  view: number;
  /** A day, a period that a view asks about, or empty for any time. */
  asOf: string;
  by: number;
  shows: number;
  /** The organ at which the picture begins, of a chart that is too large for one. */
  focus: number | undefined;
  /** The thing that is looked at. */
  thing: number | undefined;
  /** The source that is looked at. */
  source: number | undefined;
  tab: Tab;
}

/** A view as the model asks for it. */
export function ofView(model: Model, view: number): State {
  const [asOf, by, shows] = model.data.views[view]?.own ?? ["", 0, 1];
  return { view, asOf, by, shows, focus: undefined, thing: undefined, source: undefined, tab: "picture" };
}

export function toHash(model: Model, state: State): string {
  const { data } = model;
  const view = data.views[state.view];
  const perspective = data.perspectives[state.by];
  const parts: string[] = [];
  const put = (key: string, value: string): void => {
    parts.push(`${key}=${encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ",")}`);
  };
  put("view", view?.name ?? "");
  put("as-of", state.asOf === "" ? "any" : state.asOf);
  if (perspective) for (const [key, value] of model.perspectiveParts(perspective)) put(key, value);
  if (state.shows !== 1) put("show", SHOWS[state.shows] ?? "presumed");
  if (state.focus !== undefined) put("focus", model.thing(state.focus).id);
  if (state.tab !== "picture") put("tab", state.tab);
  if (state.thing !== undefined) put("sel", model.thing(state.thing).id);
  else if (state.source !== undefined) put("source", data.sources[state.source]?.id ?? "");
  return `#${parts.join("&")}`;
}

/** What an address asks for; whatever it does not name is as the view asks for it. */
export function fromHash(model: Model, hash: string): State {
  const { data } = model;
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const name = asked.get("view");
  const named = data.views.findIndex((view) => view.name === name);
  const state = ofView(model, Math.max(named, 0));
  const asOf = asked.get("as-of");
  if (asOf === "any") state.asOf = "";
  else if (asOf !== null && (dayOf(asOf) !== undefined || data.periods.some(([text]) => text === asOf)))
    state.asOf = asOf;
  const keys = ["according-to", "without", "known-by", "modality"];
  const wanted = keys.map((key) => asked.get(key) ?? "");
  const fits = (parts: [string, string][]): boolean =>
    keys.every((key, at) => (parts.find(([name]) => name === key)?.[1] ?? "") === wanted[at]);
  const by = data.perspectives.findIndex((one) => fits(model.perspectiveParts(one)));
  // An address that names a date and no perspective means all sources.
  if (by >= 0 && (wanted.some(Boolean) || asOf !== null)) state.by = by;
  const shows = SHOWS.indexOf((asked.get("show") ?? "") as (typeof SHOWS)[number]);
  if (shows >= 0) state.shows = shows;
  else if (asOf !== null) state.shows = 1;
  const tab = asked.get("tab") as Tab | null;
  if (tab && TABS.includes(tab)) state.tab = tab;
  const day = dayOf(state.asOf);
  if (data.range && day !== undefined)
    state.asOf = isoDay(Math.min(Math.max(day, data.range[0]), data.range[1]));
  const focus = model.numbers.get(asked.get("focus") ?? "");
  const view = data.views[state.view];
  if (focus !== undefined && view && model.part(view, focus)) state.focus = focus;
  state.thing = model.numbers.get(asked.get("sel") ?? "");
  const source = data.sources.findIndex((one) => one.id === asked.get("source"));
  if (state.thing === undefined && source >= 0) state.source = source;
  return state;
}
