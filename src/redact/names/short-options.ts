/** Programs that take a password behind one letter, and whether it may be an argument of its own. */
export const SHORT_OPTIONS: Readonly<Record<string, { readonly letter: string; readonly isApart: boolean }>> = {
  mysql: { letter: "-p", isApart: false },
  mysqladmin: { letter: "-p", isApart: false },
  mysqldump: { letter: "-p", isApart: false },
  mariadb: { letter: "-p", isApart: false },
  sshpass: { letter: "-p", isApart: true },
  "redis-cli": { letter: "-a", isApart: true },
  ldapsearch: { letter: "-w", isApart: true },
};

/** curl's and wget's; `-u` of most other programs takes a name without a colon. */
export const SIGN_IN_OPTIONS: ReadonlySet<string> = new Set(["-u", "--user", "-U", "--proxy-user"]);
