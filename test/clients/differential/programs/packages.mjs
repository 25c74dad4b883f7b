/** packages.mjs NAME ORIGIN: the same requests by a client that comes as a package. */
const [, , name, origin] = process.argv;
const clients = {
  axios: async () => {
    const { default: axios } = await import("axios");
    console.log((await axios.get(`${origin}/json`)).data);
    console.log((await axios.post(`${origin}/echo`, { a: 1 })).data);
    console.log((await axios.get(`${origin}/moved`)).data);
  },
  got: async () => {
    const { default: got } = await import("got");
    console.log(await got(`${origin}/json`).text());
    console.log(await got.post(`${origin}/echo`, { form: { a: 1 } }).text());
  },
  undici: async () => {
    const { request } = await import("undici");
    console.log(await (await request(`${origin}/json`)).body.text());
    console.log(await (await request(`${origin}/echo`, { method: "PUT", body: "body" })).body.text());
  },
};
try {
  await clients[name]();
} catch (error) {
  console.log(error.message, error.code);
  process.exitCode = 1;
}
