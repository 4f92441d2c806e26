// What differs between what is shown and another day or another source: the things and relations that only one of the two has.
// Takes the answers as the program worked them out, and puts those of both sides beside each other.

import type { App } from "./app";
import { dayOf } from "./dates";
import { byId, h } from "./dom";
import type { Said } from "./model";

/** The relations that are compared, from one of their ends alone: by the class of the thing, as sections of its dossier. */
const COMPARED = { o: ["stood under"], p: ["belongs to"], e: ["posts", "seats"], v: [] as string[] };

interface Difference {
  thing: number;
  /** What is said of it: a section of its dossier, or that it is there. */
  subject: string;
  other?: number;
  value: string;
  here: Said;
  there: Said;
}

export function differences(app: App): Difference[] {
  const { model, state } = app;
  const { versus } = state;
  // Without a day nothing is compared with one.
  if (state.asOf === "") return [];
  const { rows, texts } = model.data.shared;
  const least = [3, 2, 1][state.shows] ?? 2;
  const there = { by: versus?.by ?? state.by, asOf: versus?.asOf ?? state.asOf };
  const moment = model.moment(there.asOf, dayOf(there.asOf));
  const list: Difference[] = [];
  const put = (one: Difference): void => {
    const isOther = one.here.name !== one.there.name && one.here.answer >= least && one.there.answer >= least;
    if (one.here.answer >= least !== one.there.answer >= least || (isOther && one.subject === "existence"))
      list.push(one);
  };
  model.data.things.forEach(({ c, x }, thing) => {
    if (x) return;
    const [own, other] = [app.said(thing), model.of(there.by, thing, moment, there.asOf)];
    // When people were born says little about an organisation.
    if (c !== "e") put({ thing, subject: "existence", value: "", here: own, there: other });
    const answers = (by: number, at: number, asOf: string): Map<string, [number, Said, string]> => {
      const all = new Map<string, [number, Said, string]>();
      for (const [title, numbers] of model.dossier(by, thing).s) {
        const subject = texts[title] ?? "";
        if (!COMPARED[c].includes(subject)) continue;
        for (const number of numbers) {
          const { t, a } = rows[number] ?? {};
          if (t === undefined || a === undefined) continue;
          const said = model.said(a, at, asOf);
          const known = all.get(`${subject} ${t}`);
          // Of several rows about the same two, the surest.
          if (said.answer < 4 && !(known && known[1].answer >= said.answer))
            all.set(`${subject} ${t}`, [t, said, subject]);
        }
      }
      return all;
    };
    const here = answers(state.by, app.moment, state.asOf);
    const others = answers(there.by, moment, there.asOf);
    const none: Said = { answer: 0, why: "", name: "" };
    for (const key of new Set([...here.keys(), ...others.keys()])) {
      const [one, two] = [here.get(key), others.get(key)];
      const [relation, , subject] = (one ?? two) as [number, Said, string];
      const value = (one ?? two)?.[1].name || app.name(relation);
      put({ thing, subject, other: relation, value, here: one?.[1] ?? none, there: two?.[1] ?? none });
    }
  });
  return list;
}

/** The other day and the other source, above the table. */
export function versus(app: App): void {
  const date = byId("versus-date") as HTMLInputElement;
  const by = byId("versus-by") as HTMLSelectElement;
  const { perspectives } = app.model.data;
  by.append(...perspectives.map((_, at) => h("option", { value: at }, app.perspectiveWords(at))));
  const change = (): void => {
    const asOf = date.value.trim();
    const isDay = dayOf(asOf) !== undefined;
    date.setAttribute("aria-invalid", String(!isDay));
    if (isDay) app.go({ versus: { asOf, by: Number(by.value) } });
    else app.announce(app.t("no-date", asOf));
  };
  date.addEventListener("change", change);
  by.addEventListener("change", change);
  const draw = (): void => {
    const { state } = app;
    byId("versus").hidden = state.tab !== "compare";
    date.value = state.versus?.asOf ?? state.asOf;
    by.value = String(state.versus?.by ?? state.by);
  };
  app.onChange(draw);
  draw();
}
