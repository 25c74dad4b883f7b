/** The values that every part of the stack needs before it starts. */
export interface StackPlan {
  /** Temporary folder that holds everything. */
  readonly folder: string;
  /** URL of nginx, which serves both services: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The same over HTTPS: `https://127.0.0.1:PORT`. */
  readonly secureOrigin: string;
  /** Password of every user; no file that is kept contains it. */
  readonly password: string;
}
