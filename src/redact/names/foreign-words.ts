import type { SecretClass } from "../formats/classes.ts";

/**
 * What a name ends with that calls a secret in another language than English, beyond the words of `SECRET_ENDINGS`. Left out are words that say
 * something else as often: Spanish `clave` and `palabra`, Italian, Turkish and Romanian `parola`, Greek `κωδικός`.
 */
export const FOREIGN_ENDINGS: readonly (readonly [ending: string, secretClass: SecretClass])[] = [
  // German, French, Italian, Spanish, Portuguese.
  ["geheimnis", "secret"],
  ["zugangsschlüssel", "key"],
  ["jeton", "token"],
  ["parolachiave", "password"],
  ["chiaveapi", "key"],
  ["chiavesegreta", "key"],
  ["codicesegreto", "password"],
  ["clavesecreta", "key"],
  ["chaveapi", "key"],
  ["chavesecreta", "key"],
  ["segredo", "secret"],
  ["senha", "password"],
  // Turkish, Czech, Finnish, Danish, Norwegian, Hungarian.
  ["şifre", "password"],
  ["heslo", "password"],
  ["salasana", "password"],
  ["adgangskode", "password"],
  ["kodeord", "password"],
  ["passord", "password"],
  ["jelszó", "password"],
  // Ukrainian and Russian, Greek, Hebrew, Arabic, Hindi.
  ["токен", "token"],
  ["συνθηματικό", "password"],
  ["κωδικόςπρόσβασης", "password"],
  ["kodikosprosvasis", "password"],
  ["סיסמה", "password"],
  ["סיסמא", "password"],
  ["كلمةالمرور", "password"],
  ["كلمةالسر", "password"],
  ["पासवर्ड", "password"],
  // Vietnamese, Thai, Indonesian.
  ["mậtkhẩu", "password"],
  ["รหัสผ่าน", "password"],
  ["katasandi", "password"],
  // Chinese, Japanese, Korean.
  ["口令", "password"],
  ["密钥", "key"],
  ["密鑰", "key"],
  ["令牌", "token"],
  ["暗証番号", "password"],
  ["パスコード", "password"],
  ["秘密鍵", "key"],
  ["トークン", "token"],
  ["패스워드", "password"],
  ["비밀키", "key"],
  ["토큰", "token"],
];
