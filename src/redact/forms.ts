/** How a value looks in other places: in JSON strings and in URLs, as different programs write them. */
export function formsOf(value: string): ReadonlySet<string> {
  const forms = new Set([value]);
  if (/^[\w.-]*$/.test(value)) return forms;
  for (const json of jsonForms(value)) {
    forms.add(json);
    forms.add(toAscii(json));
  }
  for (const url of urlForms(value)) {
    forms.add(url);
    forms.add(url.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase()));
  }
  return forms;
}

/** PHP writes `\/` for a slash. */
function jsonForms(value: string): readonly string[] {
  const json = JSON.stringify(value).slice(1, -1);
  return [json, json.replaceAll("/", String.raw`\/`)];
}

/** Python writes `\u00e9` for é. */
function toAscii(json: string): string {
  return json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Which characters besides letters and digits stay as they are differs: in JavaScript, RFC 3986, paths and forms. */
function urlForms(value: string): readonly string[] {
  // A lone surrogate has no UTF-8.
  const component = encodeURIComponent(value.toWellFormed());
  const strict = component.replaceAll(/[!'()*]/g, escapeCharacter);
  const form = component.replaceAll(/[!'()~]/g, escapeCharacter).replaceAll("%20", "+");
  return [component, component.replaceAll("%20", "+"), strict, strict.replaceAll("%2F", "/"), form];
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
