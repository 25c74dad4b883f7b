/** What is there stays, what is `undefined` goes: for types in which a member is either there or not. */
export function dropAbsent<Members extends object>(members: Members): Present<Members> {
  const present = Object.entries(members).filter(([, value]) => value !== undefined);
  // The entries are those of the members, without the absent ones.
  return Object.fromEntries(present) as Present<Members>;
}

type Present<Members> = {
  readonly [Name in keyof Members as undefined extends Members[Name] ? never : Name]: Members[Name];
} & {
  readonly [Name in keyof Members as undefined extends Members[Name] ? Name : never]?: Exclude<
    Members[Name],
    undefined
  >;
};
