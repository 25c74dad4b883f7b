import { findAll } from "../../sequence/find-all.ts";
import { matchedText } from "../../sequence/matched-text.ts";

/**
 * What forms and their translations say about a secret: `Forgot your password?`, `Введите пароль`, `새 비밀번호`. Programs load translations
 * as JSON, in which such a text has the name of a secret. It is a label only if it consists of these words, so that no passphrase is one.
 */
const KINDS = setOf(
  "password passwords passcode passphrase pin token tokens secret key code " +
    "jeton passwort passwörter kennwort wachtwoord lösenord passord adgangskode salasana contraseña senha passe hasło hasła heslo hesla şifre " +
    "şifrenizi şifremi parola jelszó jelszava пароль пароля токен лозинка khẩu sandi κωδικός κωδικό",
);

/** At least one of these, so that a choice of kinds is no label: `Secret Password`. */
const COMPANIONS = setOf(
  "api access private client security refresh bearer auth recovery backup verification temporary " +
    "enter retype forgot forgotten lost change reset update set create choose confirm repeat show hide save copy generate " +
    "new old current previous existing invalid wrong incorrect missing expired required " +
    "neues altes aktuelles neue alte vergessen ändern eingeben bestätigen zurücksetzen wiederholen falsches ungültiges " +
    "mot oublié nouveau ancien actuel saisissez entrez confirmer confirmez changer modifier réinitialiser " +
    "nueva actual anterior introduzca introduce ingrese cambiar restablecer confirmar olvidó olvidaste olvidé incorrecta " +
    "nova atual alterar esqueceu redefinir digite nuova attuale vecchia inserisci cambia conferma dimenticata " +
    "nieuw huidig wijzigen vergeten bevestig nytt nuvarande glömt ny nuværende glemt uusi nykyinen unohditko " +
    "nowe obecne podaj zmień pamiętasz nové aktuální zadejte změnit zapomenuté yeni mevcut girin değiştir unuttum " +
    "введите новый старый текущий повторите подтвердите сменить изменить забыли забыл восстановить неверный " +
    "mật mới cũ nhập kata baru lama masukkan",
);

/** Words between them. */
const ARTICLES = setOf(
  "your you the a an re ihr ihre dein deine de votre le su tu la el sua tua uw je ditt din nie swoje ваш của bạn",
);

/** Writing without blanks between words, and Korean, which adds endings to them. */
const UNSPACED =
  /^(?:비밀번호|암호|토큰|새로운|새|현재|기존|이전|입력|확인|변경|찾기|재설정|잊으셨나요|해\s?주세요|하십시오|하세요|[를을이가의]|パスワード|暗証番号|トークン|新しい|現在|古い|入力|確認|変更|再設定|再入力|お忘れ|忘れた|してください|して下さい|ですか|[をのがは方]|密[码碼]|口令|令牌|当前|當前|请|請|输入|輸入|确认|確認|修改|更改|重置|重設|忘[记記]|找回|[新旧舊原您你的了吗嗎]|[\s.,!?:…。、？！：]){2,24}$/u;

/** The kinds in that writing. */
const UNSPACED_KIND = /비밀번호|암호|토큰|パスワード|暗証番号|トークン|密[码碼]|口令|令牌/u;

/**
 * Whether a text with a secret's name is a label. A single word, or words without a capital, may be what people choose as a secret; so may
 * anything that is next to the name of a user.
 */
export function isLabel(text: string): boolean {
  if (NO_LABEL.test(text) || !MAY_BE_LABEL.test(text)) return false;
  if (UNSPACED_KIND.test(text)) return UNSPACED.test(text) && !isKindOfSecret(text);
  const words = findAll(text.toLowerCase(), /[\p{L}\p{M}]+/gu);
  return words.some((word) => KINDS.has(word)) && words.some((word) => COMPANIONS.has(word)) && words.every(isKnown);
}

/** Whether a text is only what secrets of a kind are called in some language: `Passwort`. */
export function isKindOfSecret(text: string): boolean {
  return KINDS.has(text.toLowerCase()) || text === matchedText(UNSPACED_KIND, text);
}

/** How most values begin. Compiling the classes of Unicode takes a start half a millisecond. */
const NO_LABEL = /^[\0-@[-`a-{-\x7f]/;

/** Most values have digits, or begin in another way. */
const MAY_BE_LABEL = /^(?!\p{Ll})\p{L}[\p{L}\p{M}\s.,!?:…。、？！：*()'’-]{2,79}$/u;

function isKnown(word: string): boolean {
  return KINDS.has(word) || COMPANIONS.has(word) || ARTICLES.has(word);
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(" "));
}
