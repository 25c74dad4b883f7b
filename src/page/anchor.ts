/** A step id that is safe in a comment and as an anchor; recordings of other tools may name a step anything. */
export function toAnchor(id: string): string {
  if (/^[\w.-]+$/.test(id)) return id;
  return encodeURIComponent(id.toWellFormed()).replace(/[!'()*~]/g, toPercent);
}

/** The anchor of the section of a request or a response: `#image-show-request`. */
export function toSectionAddress(step: string, part: "request" | "response"): string {
  return `#${toAnchor(step)}-${part}`;
}

function toPercent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
