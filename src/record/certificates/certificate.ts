import { type KeyObject, createHash, createPublicKey, randomBytes, sign } from "node:crypto";
import { isIP } from "node:net";

import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import * as asn1 from "@peculiar/asn1-x509";

import { byteAt } from "../../sequence/byte-at.ts";
import { findAll } from "../../sequence/find-all.ts";

/** The contents of a certificate. */
export interface CertificateRequest {
  /** Common name, for people. Omitted if longer than 64 characters, because X.520 allows no more. */
  readonly name: string;
  readonly key: KeyObject;
  /** Issuer; self-signed if absent. */
  readonly issuer?: Issuer;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** DNS names and IP addresses that a server's certificate is for; absent for an authority. */
  readonly hosts?: readonly string[];
}

export interface Issuer {
  readonly name: string;
  readonly key: KeyObject;
}

const EC_SHA256 = "1.2.840.10045.4.3.2";
const RSA_SHA256 = "1.2.840.113549.1.1.11";
const COMMON_NAME = "2.5.4.3";
const LONGEST_COMMON_NAME = 64;

/**
 * A certificate in PEM, signed with SHA-256 and the issuer's key, of ECDSA or RSA. Key identifiers of subject and authority are there because
 * Python 3.13 and OpenSSL's strict mode refuse certificates without them (RFC 5280, section 4.2.1.1).
 */
export function issueCertificate(request: CertificateRequest): string {
  const { name, key, issuer = { name, key }, hosts } = request;
  const algorithm = isRsa(issuer.key)
    ? new asn1.AlgorithmIdentifier({ algorithm: RSA_SHA256, parameters: ASN1_NULL })
    : new asn1.AlgorithmIdentifier({ algorithm: EC_SHA256 });
  const body = new asn1.TBSCertificate({
    version: asn1.Version.v3,
    serialNumber: toSerialNumber(),
    signature: algorithm,
    issuer: toName(issuer.name),
    validity: new asn1.Validity({ notBefore: request.notBefore, notAfter: request.notAfter }),
    subject: toName(name),
    subjectPublicKeyInfo: AsnConvert.parse(toPublicDer(key), asn1.SubjectPublicKeyInfo),
    extensions: new asn1.Extensions([
      ...(hosts === undefined
        ? authorityExtensions()
        : serverExtensions(hosts, { areOnlyNames: name.length > LONGEST_COMMON_NAME, key })),
      toExtension(asn1.id_ce_subjectKeyIdentifier, new asn1.SubjectKeyIdentifier(toKeyId(key))),
      toExtension(
        asn1.id_ce_authorityKeyIdentifier,
        new asn1.AuthorityKeyIdentifier({ keyIdentifier: new asn1.KeyIdentifier(toKeyId(issuer.key)) }),
      ),
    ]),
  });
  const certificate = new asn1.Certificate({
    tbsCertificate: body,
    signatureAlgorithm: algorithm,
    signatureValue: toBytes(sign("sha256", Buffer.from(AsnConvert.serialize(body)), issuer.key)),
  });
  return toPem(AsnConvert.serialize(certificate));
}

function isRsa(key: KeyObject): boolean {
  return key.asymmetricKeyType === "rsa";
}

/** Parameters of an RSA signature (RFC 4055, section 5). */
const ASN1_NULL = new Uint8Array([5, 0]).buffer;

function authorityExtensions(): asn1.Extension[] {
  const { keyCertSign, cRLSign } = asn1.KeyUsageFlags;
  return [
    toExtension(asn1.id_ce_basicConstraints, new asn1.BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
    toExtension(asn1.id_ce_keyUsage, new asn1.KeyUsage(keyCertSign | cRLSign), true),
  ];
}

interface Subject {
  readonly areOnlyNames: boolean;
  readonly key: KeyObject;
}

function serverExtensions(hosts: readonly string[], { areOnlyNames, key }: Subject): asn1.Extension[] {
  const { digitalSignature, keyEncipherment } = asn1.KeyUsageFlags;
  const names = hosts.map((host) => new asn1.GeneralName(isIP(host) === 0 ? { dNSName: host } : { iPAddress: host }));
  return [
    toExtension(asn1.id_ce_basicConstraints, new asn1.BasicConstraints(), true),
    toExtension(
      asn1.id_ce_keyUsage,
      new asn1.KeyUsage(isRsa(key) ? digitalSignature | keyEncipherment : digitalSignature),
      true,
    ),
    toExtension(asn1.id_ce_extKeyUsage, new asn1.ExtendedKeyUsage([asn1.id_kp_serverAuth])),
    // Critical where the subject is empty (RFC 5280, section 4.2.1.6); a mirrored server may have none.
    ...(names.length === 0
      ? []
      : [toExtension(asn1.id_ce_subjectAltName, new asn1.SubjectAlternativeName(names), areOnlyNames)]),
  ];
}

function toExtension(extnID: string, value: object, critical = false): asn1.Extension {
  return new asn1.Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

function toName(commonName: string): asn1.Name {
  if (commonName.length > LONGEST_COMMON_NAME) return new asn1.Name([]);
  const value = new asn1.AttributeValue({ utf8String: commonName });
  return new asn1.Name([
    new asn1.RelativeDistinguishedName([new asn1.AttributeTypeAndValue({ type: COMMON_NAME, value })]),
  ]);
}

/** Positive, never zero, at most 20 bytes (RFC 5280, section 4.1.2.2). */
function toSerialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = (byteAt(bytes, 0) & 0x7f) | 0x40;
  return toBytes(bytes);
}

function toPublicDer(key: KeyObject): Buffer {
  return createPublicKey(key).export({ type: "spki", format: "der" });
}

/** The first method of RFC 5280, section 4.2.1.2 hashes the bare key; any unique value is sufficient. */
function toKeyId(key: KeyObject): ArrayBuffer {
  return toBytes(createHash("sha256").update(toPublicDer(key)).digest().subarray(0, 20));
}

function toBytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

function toPem(der: ArrayBuffer): string {
  const lines = findAll(Buffer.from(der).toString("base64"), /.{1,64}/g);
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
