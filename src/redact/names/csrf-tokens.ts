/** Tokens against forged requests whose names mean something else, too: words of a navigation, fields of forms. */
const TOKENS: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  // Of Jenkins, whose plugins issue more than digests; no word is so long.
  { name: /^\.?crumb$/i, value: /^[A-Za-z\d]{32,}$/ },
  // Of Magento; elsewhere the file or the name of a form.
  { name: /^form_?key$/i, value: /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)[A-Za-z\d]{16}$/ },
];

/** Whether a value is a token against forged requests by its name and its form. */
export function isCsrfToken(name: string, value: string): boolean {
  return TOKENS.some((row) => row.name.test(name) && row.value.test(value));
}

/** Whether a name may belong to such a token; its value decides. */
export function isCsrfName(name: string): boolean {
  return TOKENS.some((row) => row.name.test(name));
}

/** Whether the members next to a `crumb` say in which field it is sent (jenkins.io/doc/book/security/csrf-protection). */
export function isIssuedCrumb(name: string, around: string): boolean {
  return /^crumb$/i.test(name) && /crumb_?(?:request_?field|header)/i.test(around);
}
