/** Loaded into a recorder before it starts: its host's clock is off by as many milliseconds as SHIFT says. */
const shift = Number(process.env["SHIFT"]);
const { timeOrigin } = performance;
Object.defineProperty(performance, "timeOrigin", { value: timeOrigin + shift });
