/** In the order of the specification; `query` is new in 3.2. */
export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"] as const;
