/** An option as it is typed: `--output`, `-o`. */
export function toDashed(name: string): string {
  return `${name.length === 1 ? "-" : "--"}${name}`;
}
