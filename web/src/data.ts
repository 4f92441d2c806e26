// What the program writes into the page. Takes the packed block, gives the data; works nothing out.

/** An answer as a number, so that a surer one is larger. */
export type Answer = 0 | 1 | 2 | 3 | 4;
export const NO = 0;
export const POSSIBLE = 1;
export const PRESUMED = 2;
export const CERTAIN = 3;
/** Of what was not asked about a day. */
export const NOT_ASKED = 4;

export interface Perspective {
  by: number[];
  without: number[];
  known_by?: string;
  modality: string[];
}

export interface Source {
  id: string;
  d: string;
  title?: string;
  url?: string;
  kind?: string;
  note?: string;
  r?: string;
  within?: number;
  /** What it is called in registers, and where it is found there. */
  ids?: [string, string][];
}

export interface Thing {
  id: string;
  /** Organ, post, person, event. */
  c: "o" | "p" | "e" | "v";
  n: string[];
  /** Whether the page says nothing of it. */
  x?: boolean;
}

export interface Cite {
  s: number;
  at?: string;
  q?: string;
}

export interface DateText {
  e: string;
  w?: string;
  m?: string;
  r?: string;
  n?: string;
  c?: number[];
}

export interface Row {
  t?: number;
  v?: string;
  /** The page of the web at which it is found. */
  u?: string;
  h?: string;
  d?: DateText[];
  m?: string;
  r?: string;
  x?: boolean;
  n?: string;
  c?: number[];
  a?: number;
}

export interface Dossier {
  a: number;
  k?: string;
  s: [number, number[]][];
}

export type Motion = "moving" | "axis" | "still";

export interface View {
  name: string;
  title: string;
  form: string;
  motion: Motion;
  note?: string;
  /** The date, the perspective and the certainty that the model asks for. */
  own: [string, number, number];
  roots: number[];
  pictures: number[][][];
  /** Of a chart that is too large for one picture: its parts, by the organ that each begins at. */
  parts?: { t: number; p: number[][][] }[];
  wrong?: string;
}

export interface Mark {
  t?: number[];
  k?: string;
  s: string;
}

export interface Scene {
  w: number;
  h: number;
  m: number[];
  o: number[];
  /** The boxes that are closed. */
  k?: number[];
  n?: number[];
  r?: number[];
  /** Axes of time: the upper and the lower end, then days and where they stand, by turns. */
  x?: number[][];
}

export interface Happening {
  date: string;
  what: string;
  text: string;
  ids: string[];
  modality: string;
  reliability?: string;
  cites: string[];
}

export interface Data {
  version: number;
  title: string;
  program: string;
  days: number[];
  /** Places of the days that a date names by itself. */
  named: number[];
  /** The first and the last day that the page answers for, where it leaves others out. */
  range?: [number, number];
  periods: [string, number, number][];
  perspectives: Perspective[];
  sources: Source[];
  things: Thing[];
  shared: {
    texts: string[];
    values: [Answer, number, number][];
    runs: number[][];
    cites: Cite[];
    rows: Row[];
  };
  dossiers: Dossier[][];
  views: View[];
  drawn: {
    marks: Mark[];
    scenes: Scene[];
    refs: [string, string][];
    notes: string[];
    style: [string, string][];
  };
  happenings: Happening[][];
  texts: Record<string, string>;
}

/** Unpacks the block that holds the data. */
export async function unpack(block: Element): Promise<Data> {
  const packed = Uint8Array.from(atob((block.textContent ?? "").trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return (await new Response(stream).json()) as Data;
}
