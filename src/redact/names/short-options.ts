export interface ShortOption {
  readonly letter: string;
  /** Whether the password may be a separate argument. */
  readonly isApart: boolean;
  /** The word after which the letter means a password; everywhere if there is none. */
  readonly behind?: string;
}

const LOGIN: ShortOption = { letter: "-p", isApart: true, behind: "login" };
const JOINED: ShortOption = { letter: "-p", isApart: false };
const MONGO: ShortOption = { letter: "-p", isApart: true };

/** Programs that take a password after a one-letter option. */
export const SHORT_OPTIONS: Readonly<Record<string, ShortOption>> = {
  mysql: JOINED,
  mysqladmin: JOINED,
  mysqldump: JOINED,
  mariadb: JOINED,
  sshpass: { letter: "-p", isApart: true },
  "redis-cli": { letter: "-a", isApart: true },
  ldapsearch: { letter: "-w", isApart: true },
  mongo: MONGO,
  mongosh: MONGO,
  mongodump: MONGO,
  mongorestore: MONGO,
  plink: { letter: "-pw", isApart: true },
  pscp: { letter: "-pw", isApart: true },
  ipmitool: { letter: "-P", isApart: true },
  swift: { letter: "-K", isApart: true },
  az: LOGIN,
  docker: LOGIN,
  podman: LOGIN,
  helm: LOGIN,
  oc: LOGIN,
};

/** Whether the value of an option is a user and, after a colon, a password. */
export function isSignIn(option: string, value: string): boolean {
  return SIGN_IN_OPTIONS.has(option) && !ADDRESS.test(value);
}

/** curl's and wget's; `-u` of most other programs takes a name without a colon, or a URL. */
const SIGN_IN_OPTIONS: ReadonlySet<string> = new Set(["-u", "--user", "-U", "--proxy-user"]);

/**
 * What `-u` means to ffuf, sqlmap, and nuclei. A user called `http` whose password begins with two slashes is still one, unless a domain, a port,
 * or a path follows, as in no password.
 */
const ADDRESS =
  /^https?:\/\/(?:[^\s/@]{1,200}@)?(?:\[[\da-f:.]{2,45}\]|[\w-]{1,63}(?:\.[\w-]{1,63}){0,9})(?:(?<=\.[\w-]{1,63})(?![\w.-])|:\d{1,5}(?!\d)|\/)/i;
