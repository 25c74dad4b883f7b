import { constants } from "node:fs";

/** In a shared folder, another user may have put a link to a third file there, or a pipe without a reader. Windows has neither flag. */
const OWN = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens one of wirewalk's files for appending, and creates it if it does not exist. */
export const TO_APPEND: number = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | OWN;

/** Opens one to read it. */
export const TO_READ: number = constants.O_RDONLY | OWN;
