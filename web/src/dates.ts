// Days as numbers, counted from 1970-01-01, and as people write them. The calendar is the proleptic Gregorian one.

const DAY = 86_400_000;

/** `1937-06-04`; years before 0 and after 9999 as EDTF writes them. */
export function isoDay(day: number): string {
  const date = new Date(day * DAY);
  const year = date.getUTCFullYear();
  const digits = String(Math.abs(year)).padStart(4, "0");
  const sign = year < 0 ? "-" : year > 9999 ? "Y" : "";
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${sign}${digits}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** The day that a text names; the first of a month or year. Nothing where it names none. */
export function dayOf(text: string): number | undefined {
  const found = /^(-?\d{4,6})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day] = [Number(found[1]), Number(found[2] ?? "1"), Number(found[3] ?? "1")];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const kept =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return kept ? Math.round(date.getTime() / DAY) : undefined;
}

/** The day that many months later, or the last of that month. */
export function monthsLater(day: number, months: number): number {
  const date = new Date(day * DAY);
  const last = new Date(0);
  last.setUTCFullYear(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0);
  const wanted = Math.min(date.getUTCDate(), last.getUTCDate());
  last.setUTCDate(wanted);
  return Math.round(last.getTime() / DAY);
}

/** As a person of the page's language reads it. */
export function longDay(day: number, language: string): string {
  const year = new Date(day * DAY).getUTCFullYear();
  if (year < 1) return isoDay(day);
  return new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(day * DAY);
}
