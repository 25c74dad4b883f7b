/**
 * Whether a value consists of words and numbers alone, as a person names things: `Ubuntu-22.04-LTS-Server`, `Microsoft.Compute.v1.Linux`. A
 * generated value has a part in which capital letters, small ones, and digits follow each other at random.
 */
export function isWorded(value: string): boolean {
  const parts = value.split(/[-._~+/ ]+/).filter((part) => part !== "");
  return parts.length > 0 && parts.every((part) => WORD.test(part) || WORDS.test(part));
}

/** `Ubuntu`, `LTS`, `v1`, `Gen2`, `20250805`, `22h2` */
const WORD = /^(?:[A-Z]?[a-z]+\d{0,8}|[A-Z]+\d{0,8}|\d+[a-z]{0,3}\d{0,2})$/;

/** `WindowsServer2022Datacenter`. By chance, hardly any run of one case is that long in each place. */
const WORDS = /^(?:[A-Z]?[a-z]{3,}(?![a-z])|[A-Z][a-z](?=[A-Z][a-z]{3})|[A-Z]{2,4}(?=[A-Z][a-z]|\d|$)|\d+(?!\d))+$/;
