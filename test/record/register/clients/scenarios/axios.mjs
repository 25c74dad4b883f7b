import axios from "axios";

const seen = ({ status, statusText, headers, data }) => ({ status, statusText, headers: { ...headers }, data });

export const scenarios = {
  get: async (url) => seen(await axios.get(`${url}/echo`, { params: { q: "1 2" } })),
  json: async (url) => seen(await axios.post(`${url}/echo`, { name: "välue" })),
  gzip: async (url) => seen(await axios.get(`${url}/gzip`)),
  redirect: async (url) => seen(await axios.get(`${url}/redirect/302`)),
  "redirect-307": async (url) => seen(await axios.post(`${url}/redirect/307`, "again")),
  missing: (url) => axios.get(`${url}/missing`),
  reset: (url) => axios.get(`${url}/reset`),
  fetch: async (url) => seen(await axios.post(`${url}/echo`, "by fetch", { adapter: "fetch" })),
};
