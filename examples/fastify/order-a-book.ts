/** The flow on the page: a user logs in, orders a book, and views the order. */
export async function orderABook(fetch: typeof globalThis.fetch, url: string): Promise<void> {
  const login = await ask(fetch, `${url}/login`, { user: "ann", password: "correct-horse-battery" });
  const authorization = `Bearer ${login["token"]}`;
  const order = await ask(fetch, `${url}/orders`, { book: "Walden" }, { authorization });
  await ask(fetch, `${url}/orders/${order["id"]}`, undefined, { authorization });
}

async function ask(
  fetch: typeof globalThis.fetch,
  url: string,
  body: object | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const json = { "content-type": "application/json" };
  const request = body && { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(url, { ...request, headers: { ...headers, ...(body && json) } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  // All responses of this API are flat objects with text values.
  return (await answer.json()) as Readonly<Record<string, string>>;
}
