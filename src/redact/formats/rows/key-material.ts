import { BOUNDARY, type SecretFormat } from "../format.ts";

/** Base64, also in lines, of at least so many characters: a word behind it belongs to something else. */
const lines = (least: number): string =>
  String.raw`(?:(?!\s[\w-]{0,23}(?![\w+/=-]))[A-Za-z0-9+/\s\\_-]){${least},}={0,2}`;

/** Private keys without their header line: their first bytes in base64. */
export const KEY_MATERIAL: readonly SecretFormat[] = [
  {
    id: "private-key-der",
    of: "Private key (DER) in base64",
    class: "key",
    // RSA in PKCS #1 with 2048 and 4096 bits, EC with 256 and 384 bits (SEC 1), and PKCS #8: EC with 256 bits, Ed25519, X25519.
    openings: [
      "MIIEowIBAAKCAQEA",
      "MIIEpAIBAAKCAQEA",
      "MIIEpQIBAAKCAQEA",
      "MIIJKAIBAAKCAgEA",
      "MIIJKQIBAAKCAgEA",
      "MIIJKgIBAAKCAgEA",
      "MHcCAQEEI",
      "MIGkAgEBBDA",
      "MIGHAgEAMBMGByqGSM49",
      "MIG2AgEAMBAGByqGSM49",
      "MC4CAQAwBQYDK2VwBCIEI",
      "MC4CAQAwBQYDK2VuBCIEI",
    ],
    rest: lines(30),
    isWord: true,
    sample: "MHcCAQEEI{b151}==",
    source: "https://www.rfc-editor.org/rfc/rfc5915#section-3",
  },
  {
    id: "private-key-pkcs8",
    of: "Private key (PKCS #8, RSA) in base64",
    class: "key",
    // `INTEGER 0` and the object identifier of RSA, after the total length; for an encrypted key, the identifier of
    // PBES2.
    openings: [
      "IBADANBgkqhkiG9w0BAQEFAASC",
      "IBADALBgkqhkiG9w0BAQE",
      "BXBgkqhkiG9w0BBQ0wSjAp",
      "BOBgkqhkiG9w0BBQ0wQTAp",
    ],
    before: `${BOUNDARY}MII[A-Za-z0-9+/]{3}`,
    rest: lines(60),
    isWord: true,
    sample: "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC{b80}",
    source: "https://www.rfc-editor.org/rfc/rfc5208#section-5",
  },
  {
    id: "key-store",
    of: "Key store (PKCS #12) in base64",
    class: "key",
    // `INTEGER 3` after the total length.
    openings: ["IBAzCC"],
    before: `${BOUNDARY}MII[A-Za-z0-9+/]{3}`,
    rest: lines(200),
    isWord: true,
    sample: "MIIKEgIBAzCC{b220}",
    source: "https://www.rfc-editor.org/rfc/rfc7292#section-4",
  },
  {
    id: "java-key-store",
    of: "Java key store in base64",
    class: "key",
    // Its first bytes: the magic number 0xfeedfeed and version 2.
    openings: ["/u3+7QAAAAIAAAAB"],
    // A slash may be escaped in JSON.
    before: String.raw`${BOUNDARY}\\{0,4}`,
    rest: lines(200),
    isWord: true,
    sample: "/u3+7QAAAAIAAAAB{b220}",
    source: "https://docs.oracle.com/en/java/javase/21/docs/specs/security/standard-names.html#keystore-types",
  },
  {
    id: "openssh-key-base64",
    of: "OpenSSH private key without its first line",
    class: "key",
    openings: ["b3BlbnNzaC1rZXktdjEA"],
    rest: lines(60),
    isWord: true,
    sample: "b3BlbnNzaC1rZXktdjEAAAAA{b80}",
    source: "https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key",
  },
  {
    id: "ssh2-private-key",
    of: "SSH2 private key",
    class: "key",
    openings: ["---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----"],
    before: "",
    rest: String.raw`(?:(?!----)[\s\S]){40,16384}`,
    sample: "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n{b64}\n{b32}\n",
    source: "https://the.earth.li/~sgtatham/putty/latest/htmldoc/Chapter8.html#puttygen-conversions",
  },
  {
    id: "openvpn-static-key",
    of: "OpenVPN static key",
    class: "key",
    openings: ["-----BEGIN OpenVPN "],
    before: "",
    between: "(?:Static|tls-crypt-v2 (?:client|server)) key(?: V1)?-----",
    rest: String.raw`(?:(?!-----)[\s\S]){40,16384}`,
    sample: "-----BEGIN OpenVPN Static key V1-----\n{h32}\n{h32}\n",
    source: "https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/",
  },
  {
    id: "minisign-key",
    of: "minisign private key",
    class: "key",
    // `Ed`, `Sc`, `B2`.
    openings: ["RWRTY0Iy", "RWQAAEIy"],
    rest: "[A-Za-z0-9+/]{180,}={0,2}",
    isWord: true,
    sample: "RWRTY0Iy{b200}",
    source: "https://jedisct1.github.io/minisign/#secret-key-format",
  },
];
