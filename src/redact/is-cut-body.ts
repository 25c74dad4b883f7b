import { isJson } from "../json/read-json.ts";

/** The statements of a file about a body. */
interface StatedCut {
  readonly text: string;
  readonly mimeType: string;
  readonly isBase64: boolean;
  /** Bytes of the whole body; -1 if unknown. */
  readonly size: number;
  readonly comment?: string | undefined;
  readonly _truncated?: true;
}

/**
 * Whether the text of a body is only its beginning: the file states it, or it states a much larger size and the text does not end like a
 * complete one. (Sizes also differ if tools count other line ends or charsets.)
 */
export function isCutBody({ text, mimeType, isBase64, size, comment = "", _truncated }: StatedCut): boolean {
  if (_truncated === true || /\btruncated\b/i.test(comment)) return true;
  if (isBase64 || text === "" || size <= Buffer.byteLength(text) * MOST_BY_CHANCE + LINE_ENDS) return false;
  return !/utf-?(?:16|32)|ucs-?[24]/i.test(mimeType) && !endsLikeMarkup(text) && !isJson(text);
}

/** With a tag or a line, and space. */
function endsLikeMarkup(text: string): boolean {
  const shown = text.trimEnd();
  return shown.endsWith(">") || text.includes("\n", shown.length);
}

const MOST_BY_CHANCE = 1.05;

/** Bytes. */
const LINE_ENDS = 16;
