import { createSecureContext, getCiphers } from "node:tls";

import { onlyFilled } from "../../json/only-filled.ts";
import { mapKnown } from "../../sequence/map-known.ts";
import type { ClientHello } from "../../wire/client-hello.ts";

/** The client's offer in its handshake, as options of `createSecureContext`; undefined if it makes none. */
export interface OfferedMeans {
  readonly ciphers?: string;
  readonly ecdhCurve?: string;
  readonly sigalgs?: string;
}

/**
 * What the client offers and Node knows, in the client's order, so that the server chooses as it would have chosen, or refuses. Undefined
 * if Node knows none of its ciphers.
 */
export function toMeans({ suites, groups, signatures }: ClientHello): OfferedMeans | undefined {
  knownCiphers ??= new Set(getCiphers());
  const known = knownCiphers;
  const ciphers = namesOf(suites, SUITES).filter((name) => known.has(name.toLowerCase()));
  if (ciphers.length === 0) return undefined;
  const curves = namesOf(groups, GROUPS).filter((name) => isTaken("ecdhCurve", name));
  const algorithms = namesOf(signatures, SIGNATURES).filter((name) => isTaken("sigalgs", name));
  return {
    ciphers: ciphers.join(":"),
    ...onlyFilled({ ecdhCurve: curves.join(":"), sigalgs: algorithms.join(":") }),
  };
}

/** Whether the client has tried a newer version before, and the server is to refuse it where it knows one (RFC 7507). */
export function fallsBack({ suites }: ClientHello): boolean {
  return suites.includes(FALLBACK);
}

/** Whether a client takes a certificate whose key is of P-256, in a version that the server has chosen. */
export function takesEcdsa({ suites, groups, signatures }: ClientHello, isTls13: boolean): boolean {
  if (signatures.length > 0 && !signatures.includes(ECDSA_P256)) return false;
  if (isTls13) return true;
  if (groups.length > 0 && !groups.includes(P256)) return false;
  return namesOf(suites, SUITES).some((name) => name.startsWith("ECDHE-ECDSA-"));
}

function namesOf(numbers: readonly number[], names: Readonly<Record<number, string>>): readonly string[] {
  return mapKnown([...new Set(numbers)], (number) => names[number]);
}

let knownCiphers: ReadonlySet<string> | undefined;
const taken = new Map<string, boolean>();

/** OpenSSL adds to them with each version, and refuses a list with an unknown one. */
function isTaken(option: "ecdhCurve" | "sigalgs", name: string): boolean {
  const key = `${option} ${name}`;
  const known = taken.get(key) ?? canMake({ [option]: name });
  taken.set(key, known);
  return known;
}

function canMake(options: OfferedMeans): boolean {
  try {
    createSecureContext(options);
    return true;
  } catch {
    return false;
  }
}

const FALLBACK = 0x56_00;
const P256 = 23;
const ECDSA_P256 = 0x04_03;

/** IANA's numbers, and OpenSSL's names for them. */
const SUITES: Readonly<Record<number, string>> = {
  0x13_01: "TLS_AES_128_GCM_SHA256",
  0x13_02: "TLS_AES_256_GCM_SHA384",
  0x13_03: "TLS_CHACHA20_POLY1305_SHA256",
  0x13_04: "TLS_AES_128_CCM_SHA256",
  0x13_05: "TLS_AES_128_CCM_8_SHA256",
  0xc0_2b: "ECDHE-ECDSA-AES128-GCM-SHA256",
  0xc0_2c: "ECDHE-ECDSA-AES256-GCM-SHA384",
  0xc0_2f: "ECDHE-RSA-AES128-GCM-SHA256",
  0xc0_30: "ECDHE-RSA-AES256-GCM-SHA384",
  0xcc_a8: "ECDHE-RSA-CHACHA20-POLY1305",
  0xcc_a9: "ECDHE-ECDSA-CHACHA20-POLY1305",
  0xcc_aa: "DHE-RSA-CHACHA20-POLY1305",
  0x00_9e: "DHE-RSA-AES128-GCM-SHA256",
  0x00_9f: "DHE-RSA-AES256-GCM-SHA384",
  0xc0_23: "ECDHE-ECDSA-AES128-SHA256",
  0xc0_24: "ECDHE-ECDSA-AES256-SHA384",
  0xc0_27: "ECDHE-RSA-AES128-SHA256",
  0xc0_28: "ECDHE-RSA-AES256-SHA384",
  0x00_67: "DHE-RSA-AES128-SHA256",
  0x00_6b: "DHE-RSA-AES256-SHA256",
  0xc0_09: "ECDHE-ECDSA-AES128-SHA",
  0xc0_0a: "ECDHE-ECDSA-AES256-SHA",
  0xc0_13: "ECDHE-RSA-AES128-SHA",
  0xc0_14: "ECDHE-RSA-AES256-SHA",
  0x00_33: "DHE-RSA-AES128-SHA",
  0x00_39: "DHE-RSA-AES256-SHA",
  0x00_9c: "AES128-GCM-SHA256",
  0x00_9d: "AES256-GCM-SHA384",
  0x00_3c: "AES128-SHA256",
  0x00_3d: "AES256-SHA256",
  0x00_2f: "AES128-SHA",
  0x00_35: "AES256-SHA",
};

const GROUPS: Readonly<Record<number, string>> = {
  0x11_eb: "SecP256r1MLKEM768",
  0x11_ec: "X25519MLKEM768",
  0x11_ed: "SecP384r1MLKEM1024",
  29: "X25519",
  30: "X448",
  [P256]: "P-256",
  24: "P-384",
  25: "P-521",
  26: "brainpoolP256r1",
  27: "brainpoolP384r1",
  28: "brainpoolP512r1",
  256: "ffdhe2048",
  257: "ffdhe3072",
  258: "ffdhe4096",
  259: "ffdhe6144",
  260: "ffdhe8192",
};

const SIGNATURES: Readonly<Record<number, string>> = {
  [ECDSA_P256]: "ecdsa_secp256r1_sha256",
  0x05_03: "ecdsa_secp384r1_sha384",
  0x06_03: "ecdsa_secp521r1_sha512",
  0x08_07: "ed25519",
  0x08_08: "ed448",
  0x08_04: "rsa_pss_rsae_sha256",
  0x08_05: "rsa_pss_rsae_sha384",
  0x08_06: "rsa_pss_rsae_sha512",
  0x08_09: "rsa_pss_pss_sha256",
  0x08_0a: "rsa_pss_pss_sha384",
  0x08_0b: "rsa_pss_pss_sha512",
  0x04_01: "rsa_pkcs1_sha256",
  0x05_01: "rsa_pkcs1_sha384",
  0x06_01: "rsa_pkcs1_sha512",
  0x02_03: "ecdsa_sha1",
  0x02_01: "rsa_pkcs1_sha1",
  0x09_04: "mldsa44",
  0x09_05: "mldsa65",
  0x09_06: "mldsa87",
};
