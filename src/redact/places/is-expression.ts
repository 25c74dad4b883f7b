/**
 * Whether a value is an expression of a minified program, as in `this.password=r[4]||n`: short names, their members and elements, joined by
 * operators. A name alone may be a password, as may be longer ones with such signs between them.
 */
export function isExpression(value: string): boolean {
  return COMPARISON.test(value) || (SIGN.test(value) && EXPRESSION.test(value));
}

/** The rest of `secret===void 0`, after its first equals sign, and what may follow it in a program. */
const COMPARISON = /^={1,2}(?:void(?: 0)?|null|undefined|true|false|this|[A-Za-z_$]{1,2})(?:[?:&|,;)}].{0,400})?$/s;

const SIGN = /\[|\|\||&&|\?\?/;

const OPERAND = String.raw`[!+]{0,2}(?:[A-Za-z_$][\w$]{0,2}(?:\.[A-Za-z_$][\w$]{0,30}|\[(?:\d{1,4}|[\w$]{1,3})\]){0,8}|\d{1,2}|""|''|null|this)`;

const EXPRESSION = new RegExp(String.raw`^${OPERAND}(?:(?:\|\||&&|\?\?|[=!]==?)${OPERAND}){0,8}[,;)}]{0,4}$`);
