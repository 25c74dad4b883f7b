import { make } from "./dom.js";

/** Steps in one batch: the browser skips the batches that are out of sight, and to skip 40 costs less than to skip 2,000. */
export const BATCH = 50;

/** Pixels of a step that is closed. */
const CLOSED = 55;

export function toBatches(articles) {
  const batches = [];
  for (let start = 0; start < articles.length; start += BATCH) {
    batches.push(make("div", { className: "batch" }, ...articles.slice(start, start + BATCH)));
  }
  fitBatches(batches);
  return batches;
}

/** After steps were hidden or shown: a batch that is skipped takes the place of those that are left. */
export function fitBatches(batches = document.querySelectorAll(".batch")) {
  for (const batch of batches) {
    const shown = [...batch.children].filter(({ hidden }) => !hidden).length;
    batch.hidden = shown === 0;
    batch.style.containIntrinsicSize = `auto ${shown * CLOSED}px`;
  }
}
