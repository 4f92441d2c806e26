// Where a large chart begins: the way down to the organ that it was opened at, each step a link back up.

import type { App } from "./app";
import { byId, h } from "./dom";

export function crumbs(app: App): void {
  const box = byId("crumbs");
  const draw = (): void => {
    const { model, state, view } = app;
    box.hidden = !view.parts;
    const step = (organ: number | undefined, words: string): HTMLElement =>
      h(
        "button",
        {
          class: "ui-small",
          "aria-current": organ === state.focus && "location",
          onclick: () => app.focus(organ),
        },
        words,
      );
    const path =
      state.focus === undefined ? [] : [...model.above(state.by, state.focus, app.moment), state.focus];
    const steps = path
      .filter((organ) => model.part(view, organ))
      .map((organ) => step(organ, app.name(organ)));
    const all = [step(undefined, app.t("all-of-it")), ...steps];
    box.replaceChildren(...all.flatMap((one, at) => (at > 0 ? [" › ", one] : [one])));
  };
  app.onChange(draw);
  draw();
}
