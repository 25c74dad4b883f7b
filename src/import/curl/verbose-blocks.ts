import { matchParts } from "../../sequence/match-parts.ts";
import { withoutColors } from "../without-colors.ts";
import type { Block } from "./curl-blocks.ts";

/** Splits what `curl -v` prints into blocks. Of bodies it has what curl printed between, or how many bytes there were. */
export function* readVerboseBlocks(text: string): Generator<Block> {
  let head: { readonly kind: "sendHeader" | "receiveHeader"; text: string } | undefined;
  let isInBody = false;
  let counted = 0;
  let answers = 0;
  let loose = "";
  // A terminal shows names of headers bold.
  const lines = withoutColors(text).replaceAll(METER, "").split("\n");
  for (const [index, line] of lines.entries()) {
    const plain = line.replace(/\r$/, "");
    const [, mark, rest = ""] = matchParts(/^([<>*{}])(?: (.*))?$/, plain);
    const count = /^\[(\d+) bytes data\]/.exec(rest)?.[1];
    if (mark === ">" || mark === "<") {
      const kind = mark === ">" ? "sendHeader" : "receiveHeader";
      const isStatusLine = /^HTTP\/[\d.]+ \d{3}/.test(rest);
      // Versions before 7.84 print no empty line after "100 Continue".
      if (head?.kind === "receiveHeader" && isStatusLine) yield { ...head, transfer: "" };
      head = head?.kind === kind && !isStatusLine ? head : { kind, text: "" };
      head.text += `${rest}\r\n`;
      isInBody = false;
      if (rest !== "") continue;
      yield { ...head, transfer: "" };
      isInBody = head.kind === "receiveHeader";
      if (isInBody) answers += 1;
      head = undefined;
    } else if (count !== undefined && (mark === "{" || mark === "}")) {
      yield { kind: mark === "{" ? "receiveData" : "sendData", text: "", hidden: Number(count), transfer: "" };
      if (mark === "{") counted += Number(count);
    } else if (mark === "*") {
      yield { kind: "info", text: rest, transfer: "" };
      isInBody = false;
    } else if (isInBody) {
      // What follows a body without a line end is on the body's last line.
      const [, body = "", info] = matchParts(
        /^(.*?)(?:\* ((?:Connection|Closing|transfer closed|shutting|Curl_|Excess|HTTP ).*))?$/,
        plain,
      );
      const isLast = info !== undefined || index === lines.length - 1;
      if (body !== "" || !isLast)
        yield { kind: "receiveData", text: toBytes(isLast ? body : `${body}\n`), transfer: "" };
      if (info !== undefined) yield { kind: "info", text: info, transfer: "" };
      isInBody = info === undefined;
    } else loose += `${plain}\n`;
  }
  // A pipe gets the bodies when curl ends, after all its remarks; only their length proves that they are bodies.
  const late = answers > 1 ? undefined : [loose, loose.slice(0, -1)].find((one) => Buffer.byteLength(one) === counted);
  if (late !== undefined && late !== "") yield { kind: "receiveData", text: toBytes(late), transfer: "" };
  if (head !== undefined) yield { ...head, transfer: "" };
}

/** The progress that curl shows where its output goes elsewhere: two lines of names, and numbers that it writes over again and again. */
const METER =
  /^ {2}% Total .*\n {20,}Dload .*\n|\r? {0,2}\d{1,3}(?: {1,8}[\d.]{1,6}[kMGTP]?){7}(?: {1,3}(?:--|\d{1,4}):(?:--|\d\d):(?:--|\d\d)){3} {1,8}[\d.]{1,6}[kMGTP]?\n?/gm;

function toBytes(text: string): string {
  return Buffer.from(text).toString("latin1");
}
