/** More marks than a reader looks through would only slow the page down. */
const MARKS = 2000;

/** Marks a text, given in lower case, by the browser's own highlights: the text itself is not touched. */
export function markFound(wanted) {
  if (typeof Highlight === "undefined") return;
  CSS.highlights.set("found", new Highlight(...findRanges(document.querySelector(".steps"), wanted)));
}

/** Marks the place that the reader is led to. */
export function markOne(range) {
  if (typeof Highlight === "undefined") return;
  const here = new Highlight(...(range === undefined ? [] : [range]));
  // Else the mark that all places have would lie over it.
  here.priority = 1;
  CSS.highlights.set("here", here);
}

/** Where a text is seen in an element. */
export function findRanges(element, wanted) {
  const ranges = [];
  if (wanted === "") return ranges;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
    return node.hidden ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  while (ranges.length < MARKS && walker.nextNode()) {
    const node = walker.currentNode;
    const content = node.data.toLowerCase();
    for (let at = content.indexOf(wanted); at >= 0 && ranges.length < MARKS; at = content.indexOf(wanted, at + wanted.length)) {
      const range = new Range();
      range.setStart(node, Math.min(at, node.length));
      range.setEnd(node, Math.min(at + wanted.length, node.length));
      ranges.push(range);
    }
  }
  return ranges;
}
