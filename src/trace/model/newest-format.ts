/** The newest version of our own fields that this program reads. */
export const newestFormat = 1;
