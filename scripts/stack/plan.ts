/** What every part of the stack has to know before it starts. */
export interface StackPlan {
  /** Temporary folder that holds everything. */
  readonly folder: string;
  /** Of nginx, where both services are: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** The same by HTTPS: `https://127.0.0.1:PORT`. */
  readonly secureOrigin: string;
  /** Of every user; it leaves this machine in no file that is kept. */
  readonly password: string;
}
