import { decodeComponent } from "./decode-component.ts";

/** The value of `Authorization` that a URL's user and password make; "" where it has none. */
export function basicOf({ username, password }: Pick<URL, "password" | "username">): string {
  if (username === "" && password === "") return "";
  const pair = `${decodeComponent(username)}:${decodeComponent(password)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}
