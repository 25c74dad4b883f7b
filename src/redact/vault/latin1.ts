/**
 * The lower halves of a text's characters: enough for a first check, and bytes are far faster to read than characters; several at once by a
 * view. The view may be longer. Valid until the next call.
 */
export function toLatin1(text: string): DataView {
  if (text.length > scratch.length) return viewOf(Buffer.from(text, "latin1"));
  scratch.write(text, "latin1");
  return scratchView;
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Most texts are short, and memory of their own would cost more than the look. */
const scratch = Buffer.alloc(1 << 16);
const scratchView = viewOf(scratch);
