import { toExtendedForm } from "./date-forms.ts";

/** Milliseconds since 1970 of a date, or of seconds to nanoseconds since then; undefined for anything else. */
export function readTime(text: string): number | undefined {
  if (!/^(?:\d{4}|[A-Z][a-z]{2}, \d)/.test(text)) return undefined;
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}(?:\.\d+)?$/.test(text)) return Number(text);
  if (/^(?:\d{16}|\d{19})$/.test(text)) return Number(text.slice(0, 13));
  const extended = toExtendedForm(text);
  const isDate = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^[A-Z][a-z]{2}, \d\d? [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d/.test(
    extended,
  );
  const time = isDate ? Date.parse(extended) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** The same, or the beginning of a day: `2026-11-23`. */
export function readTimeOrDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return readTime(text);
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
