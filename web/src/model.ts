// Looks up what the program worked out: what a moment is, what is said of a thing then. Decides nothing.

import type { Answer, Data, Dossier, Perspective, Scene, Thing, View } from "./data";
import { isoDay } from "./dates";

export const ANY = 0;
const FIRST = 2;

/** What is said of a thing or a relation at a moment. */
export interface Said {
  answer: Answer;
  why: string;
  name: string;
}

export class Model {
  readonly numbers = new Map<string, number>();
  private readonly parts = new Map<View, Map<number, number[][][]>>();

  constructor(readonly data: Data) {
    data.things.forEach((thing, number) => {
      if (!thing.x) this.numbers.set(thing.id, number);
    });
  }

  /** The moment that a text means: nothing for any time, a day, or a period that a view asks about. */
  moment(asOf: string, day: number | undefined): number {
    if (asOf === "") return ANY;
    const period = this.data.periods.findIndex(([text]) => text === asOf);
    if (period >= 0) return FIRST + this.data.days.length + period;
    return day === undefined ? ANY : this.momentOfDay(day);
  }

  momentOfDay(day: number): number {
    const { days } = this.data;
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((days[middle] as number) <= day) low = middle + 1;
      else high = middle;
    }
    return 1 + low;
  }

  /** The text that names a moment. */
  asOf(moment: number): string {
    const { days, periods } = this.data;
    if (moment === ANY) return "";
    if (moment === 1) return isoDay((days[0] ?? 0) - 1);
    const day = days[moment - FIRST];
    return day === undefined ? (periods[moment - FIRST - days.length]?.[0] ?? "") : isoDay(day);
  }

  isPeriod(moment: number): boolean {
    return moment >= FIRST + this.data.days.length;
  }

  /** The first day of a moment. */
  dayOfMoment(moment: number): number | undefined {
    const { days, periods } = this.data;
    if (moment === ANY) return undefined;
    if (moment === 1) return (days[0] ?? 0) - 1;
    return days[moment - FIRST] ?? periods[moment - FIRST - days.length]?.[1];
  }

  thing(number: number): Thing {
    return this.data.things[number] as Thing;
  }

  dossier(by: number, thing: number): Dossier {
    return this.data.dossiers[by]?.[thing] as Dossier;
  }

  /** What a run says at a moment; the day asked about stands where the reason names it. */
  said(run: number, moment: number, day: string): Said {
    const value = at(this.data.shared.runs[run] ?? [], moment) ?? 0;
    const [answer, why, name] = this.data.shared.values[value] ?? [0, 0, 0];
    const text = (number: number): string => this.data.shared.texts[number] ?? "";
    return { answer, why: text(why).replace("{day}", day), name: text(name) };
  }

  of(by: number, thing: number, moment: number, day: string): Said {
    return this.said(this.dossier(by, thing).a, moment, day);
  }

  name(by: number, thing: number, moment: number): string {
    return this.of(by, thing, moment, "").name || this.thing(thing).id;
  }

  /** The moments at which something begins to be so, with what it then is. */
  stretches(run: number): { moment: number; answer: Answer }[] {
    const turns = this.data.shared.runs[run] ?? [];
    const list: { moment: number; answer: Answer }[] = [];
    for (let place = 0; place < turns.length; place += 2) {
      const [answer] = this.data.shared.values[turns[place + 1] as number] ?? [0];
      list.push({ moment: turns[place] as number, answer });
    }
    return list;
  }

  /** The scene of a view, or nothing where it shows nothing; undefined where the page does not have the picture. */
  scene(
    view: View,
    by: number,
    shows: number,
    moment: number,
    focus: number | undefined,
  ): Scene | null | undefined {
    const turns = this.turns(view, by, shows, focus);
    if (turns.length === 0) return undefined;
    const scene = at(turns, view.motion === "moving" ? moment : 0);
    return scene ? this.data.drawn.scenes[scene - 1] : null;
  }

  turns(view: View, by: number, shows: number, focus: number | undefined): number[] {
    const [, ownBy, ownShows] = view.own;
    const pictures = (focus !== undefined && this.part(view, focus)) || view.pictures;
    if (view.motion === "still") return pictures[ownBy]?.[ownShows] ?? [];
    return pictures[by]?.[view.motion === "axis" ? ownShows : shows] ?? [];
  }

  /** The pictures of the part of a large chart that begins at an organ. */
  part(view: View, organ: number): number[][][] | undefined {
    let parts = this.parts.get(view);
    if (!parts) {
      parts = new Map((view.parts ?? []).map(({ t, p }) => [t, p]));
      this.parts.set(view, parts);
    }
    return parts.get(organ);
  }

  /** How many organs stand directly under one at a moment, at least that surely. */
  units(by: number, organ: number, moment: number, least: number): number {
    const { rows, texts } = this.data.shared;
    const section = this.dossier(by, organ).s.find(([title]) => texts[title] === "under it");
    const units = new Set<number>();
    for (const number of section?.[1] ?? []) {
      const { t, a } = rows[number] ?? {};
      if (t !== undefined && a !== undefined && this.said(a, moment, "").answer >= least) units.add(t);
    }
    return units.size;
  }

  /** The organs above one at a moment, the topmost first: of several superiors the surest, and the first of those. */
  above(by: number, organ: number, moment: number): number[] {
    const { rows, texts } = this.data.shared;
    const path: number[] = [];
    for (let at: number | undefined = organ; at !== undefined; ) {
      const section = this.dossier(by, at).s.find(([title]) => texts[title] === "stood under");
      let best = 0;
      let next: number | undefined;
      for (const number of section?.[1] ?? []) {
        const { t, a } = rows[number] ?? {};
        const answer = a === undefined ? 0 : this.said(a, moment, "").answer;
        if (t !== undefined && answer > best) [best, next] = [answer, t];
      }
      if (next === undefined || next === organ || path.includes(next)) break;
      path.unshift(next);
      at = next;
    }
    return path;
  }

  /** A perspective as links name it: keys and values. */
  perspectiveParts(perspective: Perspective): [string, string][] {
    const ids = (list: number[]): string => list.map((source) => this.data.sources[source]?.id).join(",");
    const parts: [string, string][] = [
      ["according-to", ids(perspective.by)],
      ["without", ids(perspective.without)],
      ["known-by", perspective.known_by ?? ""],
      ["modality", perspective.modality.join(",")],
    ];
    return parts.filter(([, value]) => value !== "");
  }
}

/** What a list of moments and values says at a moment. */
export function at(turns: number[], moment: number): number | undefined {
  let [low, high] = [0, turns.length / 2];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((turns[middle * 2] as number) <= moment) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? turns[low * 2 - 1] : undefined;
}
