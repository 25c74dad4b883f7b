/** fetch.mjs ORIGIN */
const [, , origin] = process.argv;
try {
  console.log(await (await fetch(`${origin}/json`)).text());
  console.log(
    await (await fetch(`${origin}/echo`, { method: "POST", body: "body", headers: { "X-Own": "1" } })).text(),
  );
  const body = new Blob(["one", "two"]).stream();
  console.log(await (await fetch(`${origin}/echo`, { method: "PUT", body, duplex: "half" })).text());
} catch (error) {
  console.log(error.message, error.cause?.code);
  process.exitCode = 1;
}
