/** A field as in the tables of HPACK: Latin-1 text, a character a byte. */
export type TableField = readonly [name: string, value: string, isAscii: boolean];

/** The fields that a header block may refer to by number: those of the standard, then the newest of the connection. */
export interface HeaderTable {
  /** Field by number, from 1; undefined if there is none. */
  readonly get: (index: number) => TableField | undefined;
  readonly add: (field: TableField) => void;
  /** Sets the size that the encoder has chosen (RFC 7541, section 6.3). */
  readonly resize: (size: number) => void;
}

export function createHeaderTable(): HeaderTable {
  // Oldest first, so that a new one is pushed; what is evicted stays before `first` until the list is cut.
  let fields: TableField[] = [];
  let first = 0;
  let size = 0;
  let limit = INITIAL_SIZE;

  const evict = (): void => {
    while (size > limit) {
      size -= sizeOf(fields[first] ?? NONE);
      first += 1;
    }
    if (first < 64 || first * 2 < fields.length) return;
    fields = fields.slice(first);
    first = 0;
  };

  return {
    get: (index) => {
      if (index <= STANDARD.length) return STANDARD[index - 1];
      const place = fields.length - (index - STANDARD.length);
      return place < first ? undefined : fields[place];
    },
    add: (field) => {
      fields.push(field);
      size += sizeOf(field);
      evict();
    },
    resize: (chosen) => {
      limit = chosen;
      evict();
    },
  };
}

/** Bytes, as the standard counts them (RFC 7541, section 4.1). */
export function sizeOf([name, value]: TableField): number {
  return name.length + value.length + 32;
}

const NONE: TableField = ["", "", true];

/** Until the encoder chooses another. */
const INITIAL_SIZE = 4096;

/** RFC 7541, Appendix A: a line a field, its value after a blank. */
const STANDARD: readonly TableField[] = `\
:authority
:method GET
:method POST
:path /
:path /index.html
:scheme http
:scheme https
:status 200
:status 204
:status 206
:status 304
:status 400
:status 404
:status 500
accept-charset
accept-encoding gzip, deflate
accept-language
accept-ranges
accept
access-control-allow-origin
age
allow
authorization
cache-control
content-disposition
content-encoding
content-language
content-length
content-location
content-range
content-type
cookie
date
etag
expect
expires
from
host
if-match
if-modified-since
if-none-match
if-range
if-unmodified-since
last-modified
link
location
max-forwards
proxy-authenticate
proxy-authorization
range
referer
refresh
retry-after
server
set-cookie
strict-transport-security
transfer-encoding
user-agent
vary
via
www-authenticate`
  .split("\n")
  .map((line): TableField => {
    const [name = "", ...value] = line.split(" ");
    return [name, value.join(" "), true];
  });
