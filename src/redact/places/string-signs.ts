import { copyCodeUnits, unitAt } from "../../sequence/code-units.ts";
import { createGroups, type Groups } from "../../sequence/groups.ts";
import { FORMATS } from "../formats/formats.ts";
import { findRarest } from "../formats/opening-search.ts";
import { NAME_WORDS } from "../names/name-words.ts";
import { PATH_BEGINNINGS } from "../names/path-words.ts";

/** The possible contents that a literal in a string indicates, one bit each. */
export const MAY_BE_FORMAT = 1;
export const MAY_BE_SIGN = 2;

/**
 * Whether a part of a text contains the opening of a format, or a word by which `MAY_NEST` recognizes a sign: one walk with one table
 * lookup for each character. Does not decide about strings that `PlainString` calls marked, nor about what only four colons indicate.
 */
export function findStringSigns(units: Uint16Array, start: number, end: number): number {
  const { anchors, bits } = (signs ??= listSigns());
  let found = 0;
  let before = unitAt(units, start) | SMALL;
  let own = unitAt(units, start + 1) | SMALL;
  for (let at = start + 2; at < end; at += 1) {
    const next = unitAt(units, at) | SMALL;
    const place = ((before << 10) ^ (own << 5) ^ next) & LAST_PLACE;
    before = own;
    own = next;
    if (((bits[place >>> 5] ?? 0) & (1 << (place & 31))) !== 0) found |= kindsAt(anchors.of(place), units, at - 2);
  }
  return found;
}

/** The bit that makes a letter small. */
const SMALL = 0x20;

const LAST_PLACE = (1 << 17) - 1;

interface Anchor {
  readonly codes: Uint16Array;
  /** Where the three characters are in the word that identified it. */
  readonly offset: number;
  readonly kind: number;
  /** 0 if case matters. */
  readonly folded: number;
}

interface Signs {
  readonly anchors: Groups<number, Anchor>;
  /** By what three characters are together: 1 where there is an anchor. */
  readonly bits: Uint32Array;
}

/** Listed at the first string, so that commands without strings do not wait for a thousand of them. */
let signs: Signs | undefined;

function kindsAt(anchors: readonly Anchor[], units: Uint16Array, at: number): number {
  let found = 0;
  for (const { codes, offset, kind, folded } of anchors) {
    let same = 0;
    while (same < codes.length && (unitAt(units, at - offset + same) | folded) === codes[same]) same += 1;
    if (same === codes.length) found |= kind;
  }
  return found;
}

/** The words of `MAY_NEST` that need no mark, in addition to `NAME_WORDS` and `PATH_BEGINNINGS`; a test proves that each is there. */
const WORDS: readonly string[] = [
  ...(
    "sensitive masked redis-cli mysql mariadb ldapsearch curl sqlplus wifi: smbclient rpcclient rabbitmqctl securestring " +
    "jdbc:oracle net login basic contrase vault from-literal pre-shared 334 random_bytes echo printf 7za rar xfreerdp lftp " +
    "concealed encrypted text-private insert replace copy identified pragma sp_add kv/ kv: reg_ setuser rtmp twine nuget cargo schtasks psexec " +
    "nmcli wrangler vercel addauth influx doctl snyk ngrok conan composer openssl skopeo buildah crane oras nerdctl cosign rabbitmq beeline smbmap netexec " +
    "crackmapexec evil-winrm bundle pulumi ceph rados nsupdate virsh createuser message-digest xauth add-mask label= validationkey " +
    "-user jwt. jsonwebtoken. hmac authenticate( cache_peer value= cleartext keyvault -object simple( argument.name argument.value unseal unzip mosquitto_ " +
    "snmp __construct( ldap_bind( type=execve crypt( nickserv ,p= inline: noecho hidden: relaystate relay_state relay-state configdrive config_drive config-drive userdata user_data user-data client-data oidc-data"
  ).split(" "),
  "&lt;",
  " -u",
  " -a",
  " -p",
  " -w",
  "http ",
  "https ",
  "7z ",
  "xh ",
  "mc ",
  "key content",
  "mix ",
  "bw ",
  "nxc ",
  "rbd ",
  " on ",
];

function listSigns(): Signs {
  const anchors = createGroups<number, Anchor>();
  const bits = new Uint32Array((LAST_PLACE + 1) >>> 5);
  const add = (literal: string, kind: number, triple = literal): void => {
    const folded = kind === MAY_BE_SIGN ? SMALL : 0;
    const offset = findRarest(triple);
    const smallAt = (at: number): number => triple.charCodeAt(at) | SMALL;
    const place = ((smallAt(offset) << 10) ^ (smallAt(offset + 1) << 5) ^ smallAt(offset + 2)) & LAST_PLACE;
    anchors.add(place, { codes: copyCodeUnits(literal, folded), offset, kind, folded });
    bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
  };
  const paths = PATH_BEGINNINGS.map((beginning) => `/${beginning}`);
  for (const word of [...NAME_WORDS, ...paths, ...WORDS]) add(word, MAY_BE_SIGN);
  // Anything may follow, also the quote.
  for (let code = 0x20; code < 0x7f; code += 1) add("pw", MAY_BE_SIGN, `pw${String.fromCharCode(code)}`);
  for (const digit of "0123456789") add(`]:${digit}`, MAY_BE_SIGN);
  // A text without `@` has no user in a URL, whose opening most texts have; `@` is a mark.
  for (const { openings, companion } of FORMATS)
    if (companion !== "@") for (const opening of openings) add(opening.replaceAll('"', ""), MAY_BE_FORMAT);
  return { anchors, bits };
}

/** What may be an id and is an opening. */
export const ID_OPENINGS: readonly string[] = FORMATS.flatMap(({ openings }) => openings).filter((opening) =>
  /^[a-f\d-]*$/.test(opening),
);
