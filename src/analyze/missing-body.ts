/** What there is to say of a body that was not kept: how long it was, and the file of another tool that has it. */
export function describeMissing(size: number | undefined, body: object | undefined): string {
  const length = size === undefined ? "" : `${size.toLocaleString("en-US")} ${size === 1 ? "byte" : "bytes"}, `;
  const file = body !== undefined && "_file" in body && typeof body._file === "string" ? body._file : "";
  return `${length}not in the trace${file === "" ? "" : `, but in the file ${JSON.stringify(file)}`}`;
}
