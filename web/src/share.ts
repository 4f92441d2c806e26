// What a reader takes away: a link to what is shown, a citation of it, the picture as a file, a print.

import type { App } from "./app";
import { byId, download } from "./dom";
import type { Picture } from "./picture";
import { captionLines } from "./picture";

export function share(app: App, picture: Picture): void {
  const copy = async (text: string, done: string): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      app.announce(app.t(done));
    } catch {
      // Pages that were opened as files may not write to the clipboard: then the reader copies.
      prompt(app.t("copy-this"), text);
    }
  };
  byId("copy-link").addEventListener("click", () => void copy(location.href, "link-copied"));
  byId("copy-citation").addEventListener("click", () => void copy(citation(app), "citation-copied"));
  byId("save-svg").addEventListener("click", () => {
    download(`${fileName(app)}.svg`, "image/svg+xml", picture.file());
  });
  byId("save-png").addEventListener("click", () => void png(picture.file(), `${fileName(app)}.png`));
  byId("print").addEventListener("click", () => window.print());
}

/** Title, what is shown, the model and the address. */
export function citation(app: App): string {
  const { data } = app.model;
  const thing = app.state.thing === undefined ? "" : ` ${app.name(app.state.thing)}.`;
  const title = app.view.title || data.title;
  const whole = data.title && data.title !== title ? ` ${data.title}.` : "";
  return `“${title}”.${thing} ${captionLines(app).join(" ")}.${whole} ${data.program}. ${location.href}`;
}

function fileName(app: App): string {
  const words = [app.view.name || "picture", app.state.asOf].filter(Boolean).join("-");
  return words.replace(/[^\p{L}\p{N}_-]+/gu, "-");
}

/** Twice as large, for print; smaller where a browser has no canvas that large. */
async function png(svg: string, name: string): Promise<void> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, 8000 / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.ceil(image.width * scale), Math.ceil(image.height * scale)];
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => {
    if (blob) download(name, "image/png", blob);
  });
}
