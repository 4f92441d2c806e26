// Opens the page: unpacks the data, sets up the parts. Gives the page to whoever adds to it.

import { App } from "./app";
import { versus } from "./compare";
import { crumbs } from "./crumbs";
import { unpack } from "./data";
import { byId, h } from "./dom";
import { Model } from "./model";
import { Outline } from "./outline";
import { Panel } from "./panel";
import { caption, Picture } from "./picture";
import { Search } from "./search";
import { share } from "./share";
import { TABS } from "./state";
import { Tables } from "./tables";
import { choices, TimeBar } from "./time";

async function open(): Promise<App> {
  const data = await unpack(byId("data"));
  const model = new Model(data);
  const { lang } = document.documentElement;
  const language = lang === "en" ? "en-GB" : lang;
  const app = new App(model, language);
  label(app);
  theme();
  choices(app);
  tabs(app);
  const picture = new Picture(app);
  new TimeBar(app);
  crumbs(app);
  new Outline(app, picture);
  new Tables(app);
  versus(app);
  new Panel(app);
  new Search(app);
  share(app, picture);
  const draw = (): void => {
    caption(app, picture);
    document.title = [app.view.title, data.title]
      .filter((text, at, all) => text && all.indexOf(text) === at)
      .join(" · ");
  };
  app.onChange(draw);
  draw();
  byId("theme").addEventListener("click", () => {
    const { dataset } = document.documentElement;
    dataset.theme = dataset.theme === "dark" ? "light" : "dark";
    picture.style();
  });
  byId("list-toggle").addEventListener("click", () => {
    const isOpen = document.body.classList.toggle("has-list");
    byId("list-toggle").setAttribute("aria-expanded", String(isOpen));
  });
  if (innerWidth > 1000) document.body.classList.add("has-list");
  byId("list-toggle").setAttribute("aria-expanded", String(document.body.classList.contains("has-list")));
  document.body.classList.remove("is-loading");
  picture.fit();
  return app;
}

/** Puts the words of the page's language into their places. */
function label(app: App): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-t]")) {
    element.textContent = app.t(element.dataset.t ?? "");
  }
  for (const element of document.querySelectorAll<HTMLElement>("[data-t-label]")) {
    const text = app.t(element.dataset.tLabel ?? "");
    element.setAttribute("aria-label", text);
    element.title = text;
    if (element instanceof HTMLInputElement && element.type === "search") element.placeholder = text;
  }
  byId("model").textContent = app.model.data.title;
}

function theme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
}

function tabs(app: App): void {
  const box = byId("tabs");
  const buttons = TABS.map((tab) =>
    h("button", { "data-tab": tab, onclick: () => app.go({ tab }) }, app.t(tab)),
  );
  box.append(...buttons);
  const draw = (): void => {
    for (const button of buttons) {
      const isOn = button.dataset.tab === app.state.tab;
      if (isOn) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    document.body.dataset.tab = app.state.tab === "picture" ? "picture" : "table";
  };
  app.onChange(draw);
  draw();
}

/** Opens the page, or says why that is not possible. */
export async function start(): Promise<App | undefined> {
  try {
    return await open();
  } catch (error: unknown) {
    document.body.classList.remove("is-loading");
    byId("nothing").hidden = false;
    byId("nothing").textContent =
      `This page could not be opened: ${String(error)}. It needs a browser of 2023 or later.`;
    return undefined;
  }
}
