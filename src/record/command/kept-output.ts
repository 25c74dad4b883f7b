/** Keeps what a program prints, within bounds. */
export interface KeptOutput {
  readonly add: (chunk: Buffer) => void;
  /**
   * The output, as text; bytes that are not UTF-8 become U+FFFD. For a long output, the first and the last complete lines are kept, with a
   * line in between that states how much is missing: a line that is cut could show half of a secret, which no rule would detect.
   */
  readonly text: () => string;
}

const DEFAULT_LIMIT = 1_048_576;

/** @param limit bytes kept of the beginning, and of the end */
export function createKeptOutput(limit = DEFAULT_LIMIT): KeptOutput {
  const head: Buffer[] = [];
  let tail: Buffer[] = [];
  let headSize = 0;
  let tailSize = 0;
  let size = 0;
  return {
    add: (chunk) => {
      size += chunk.length;
      const first = chunk.subarray(0, limit - headSize);
      if (first.length > 0) head.push(first);
      headSize += first.length;
      const rest = chunk.subarray(first.length);
      if (rest.length === 0) return;
      tail.push(rest);
      tailSize += rest.length;
      // Twice the limit before it is cut, so that small chunks are not copied again and again.
      if (tailSize <= 2 * limit) return;
      tail = [Buffer.concat(tail).subarray(-limit)];
      tailSize = limit;
    },
    text: () => {
      const start = Buffer.concat(head);
      const end = Buffer.concat(tail).subarray(-limit);
      if (start.length + end.length === size) return Buffer.concat([start, end]).toString();
      const whole = start.subarray(0, start.lastIndexOf(NEWLINE) + 1);
      const last = wholeLinesOf(end);
      const missing = size - whole.length - last.length;
      return `${whole.toString()}[… ${missing} bytes not kept …]\n${last.toString()}`;
    },
  };
}

const NEWLINE = 10;

function wholeLinesOf(end: Buffer): Buffer {
  const newline = end.indexOf(NEWLINE);
  return newline < 0 ? Buffer.alloc(0) : end.subarray(newline + 1);
}
