import { UserError } from "../../errors.ts";
import { decodeComponent } from "../../trace/decode-component.ts";

export type HeaderList = readonly { readonly name: string; readonly value: string }[];

/**
 * `name=value,name=value`, with special characters of a value percent-encoded
 * (https://opentelemetry.io/docs/specs/otel/protocol/exporter/#specifying-headers-via-environment-variables).
 *
 * @param variable for messages, which never contain a value
 */
export function readHeaderList(text: string, variable: string): HeaderList {
  return text
    .split(",")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "")
    .map((pair, index) => {
      const equals = pair.indexOf("=");
      const name = pair.slice(0, Math.max(0, equals)).trim();
      const value = decodeComponent(pair.slice(equals + 1).trim());
      if (NAME.test(name) && VALUE.test(value)) return { name, value };
      throw new UserError(`Header ${index + 1} of ${variable} is not NAME=VALUE.`, {
        hint: `Write it like ${variable}='authorization=Bearer%20…', with commas between several headers.`,
      });
    });
}

/** RFC 9110, section 5. */
const NAME = /^[\w!#$%&'*+.^`|~-]+$/;
const VALUE = /^[\t\x20-\x7E\x80-\uFFFF]*$/;
