const SVG = "http://www.w3.org/2000/svg";

/** Makes an element. Text only ever becomes text: recorded markup stays what it is. */
export function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

export function draw(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** Colour for a status; 0 is no answer, and one that broke off is none either. */
export function toneOf(status, isCut = false) {
  if (isCut || status === 0 || status >= 400) return "bad";
  return status >= 300 ? "odd" : "good";
}

export function showTime(milliseconds) {
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
