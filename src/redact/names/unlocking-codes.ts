/** What a code of a few digits opens, or how it arrives; the number of an error, a country, or a product is called a code, too. */
const OPENED =
  "access binding door gate unlock keypad sms login sign_?in reset confirm(?:ation)? activation two_?factor(?:_?auth(?:entication)?)? two_?fa 2fa tfa totp authenticator email card_?security".replaceAll(
    " ",
    "|",
  );

/** `door_code`, `user.access-code`; not `indoor_code`, `preset_code`. */
const SEPARATED = new RegExp(`(?:^|[^a-z\\d])(?:${OPENED})[_-]?code$`, "i");

/** `frontDoorCode` */
const CAPITALIZED = new RegExp(
  `[a-z](?:${OPENED.replaceAll(/(?<![a-z?:])[a-z]/g, (letter) => letter.toUpperCase())})Code$`,
);

/** Of a card, or the number of a stock. */
const SECURITY = /(?:^|[^a-z\d])security_?code$/i;

/** Whether a name may belong to a code that opens something; its value decides. */
export function isUnlockingName(name: string): boolean {
  return /code$/i.test(name) && (SEPARATED.test(name) || CAPITALIZED.test(name) || SECURITY.test(name));
}

/**
 * Whether a value is a code that opens something, by its name.
 *
 * @param around the text around it; without it, a `security_code` is the number of a stock
 */
export function isUnlockingCode(name: string, value: string, around?: string): boolean {
  if (!isUnlockingName(name)) return false;
  return SECURITY.test(name) && !SEPARATED.test(name)
    ? /^\d{3,8}$/.test(value) && around !== undefined && !STOCK.test(around)
    : isShortCode(value);
}

/** What is next to the number of a stock. */
const STOCK =
  /(?<![a-z])(?:secu(?:rity)?_?(?:name|type|id|list)|secucode|(?:stock|share)s?|isin|ticker|symbol|market|(?:open|close|last)?_?price|volume|exchange|issuer|edinet_?code|trade_?date|dividend)/i;

/** Whether a value has the form of a code that people type from a message or an app: `4821`, `482 133`. */
export function isShortCode(value: string): boolean {
  return /^(?:\d{4,8}|\d{3}[ -]\d{3})$/.test(value);
}
