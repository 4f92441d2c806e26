// What the page shows, and how an address says it: `#view=..&as-of=..&according-to=..&show=possible&sel=..`.

import { dayOf, isoDay } from "./dates";
import type { Model } from "./model";

export type Tab = "picture" | "organs" | "people" | "tenures" | "claims" | "changes" | "compare";
export const TABS: Tab[] = ["picture", "organs", "people", "tenures", "claims", "changes", "compare"];
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
  /** What the state is compared with: another day, by another source. */
  versus: { asOf: string; by: number } | undefined;
}

/** A view as the model asks for it. */
export function ofView(model: Model, view: number): State {
  const [asOf, by, shows] = model.data.views[view]?.own ?? ["", 0, 1];
  return {
    view,
    asOf,
    by,
    shows,
    focus: undefined,
    thing: undefined,
    source: undefined,
    tab: "picture",
    versus: undefined,
  };
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
  if (state.versus && state.tab === "compare") {
    put("vs", state.versus.asOf);
    const other = data.perspectives[state.versus.by];
    if (other && state.versus.by !== state.by)
      for (const [key, value] of model.perspectiveParts(other)) put(`vs-${key}`, value);
    if (state.versus.by === 0 && state.by !== 0) put("vs-all", "");
  }
  if (state.thing !== undefined) put("sel", model.thing(state.thing).id);
  else if (state.source !== undefined) put("source", data.sources[state.source]?.id ?? "");
  return `#${parts.join("&")}`;
}

/** What an address asks for; whatever it does not name is as the view asks for it. */
export function fromHash(model: Model, hash: string): State {
  const { data } = model;
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const name = asked.get("view");
  const found = data.views.findIndex((view) => view.name === name);
  const state = ofView(model, Math.max(found, 0));
  const asOf = asked.get("as-of");
  if (asOf === "any") state.asOf = "";
  else if (asOf !== null && (dayOf(asOf) !== undefined || data.periods.some(([text]) => text === asOf)))
    state.asOf = asOf;
  const keys = ["according-to", "without", "known-by", "modality"];
  const wanted = keys.map((key) => asked.get(key) ?? "");
  const named = (wanted: string[]): number => {
    const fits = (parts: [string, string][]): boolean =>
      keys.every((key, at) => (parts.find(([name]) => name === key)?.[1] ?? "") === wanted[at]);
    return data.perspectives.findIndex((one) => fits(model.perspectiveParts(one)));
  };
  const by = named(wanted);
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
  const versus = asked.get("vs");
  if (versus !== null && dayOf(versus) !== undefined) {
    const other = named(keys.map((key) => asked.get(`vs-${key}`) ?? ""));
    const isOther = asked.has("vs-all") || keys.some((key) => asked.has(`vs-${key}`));
    state.versus = { asOf: versus, by: isOther && other >= 0 ? other : state.by };
  }
  const focus = model.numbers.get(asked.get("focus") ?? "");
  const view = data.views[state.view];
  if (focus !== undefined && view && model.part(view, focus)) state.focus = focus;
  state.thing = model.numbers.get(asked.get("sel") ?? "");
  const source = data.sources.findIndex((one) => one.id === asked.get("source"));
  if (state.thing === undefined && source >= 0) state.source = source;
  return state;
}
