/** What a .proto file says of a field. */
export interface MessageField {
  readonly name: string;
  /** Scalar type of Protocol Buffers, such as `sint32`; `enum` or `message` for types of the file. */
  readonly type: string;
  /** Whether its values are secrets by its name, so that only asterisks are written. @default false */
  readonly isSecret?: true;
  /** Whether it may have several values, also packed into one. @default false */
  readonly isList?: true;
  /** Names of an enum's values, by number. */
  readonly values?: ReadonlyMap<number, string>;
  /** The message's own fields; a function, because messages may contain themselves. */
  readonly message?: () => MessageType;
}

export interface MessageType {
  /** `pets.v1.Pet` */
  readonly name: string;
  /** By number. */
  readonly fields: ReadonlyMap<number, MessageField>;
}

/** The types of the calls of a service: `/pets.v1.PetStore/GetPet`. */
export interface CallTypes {
  readonly request: MessageType;
  readonly response: MessageType;
}

/** Finds the types of a call by its path; undefined if no .proto file describes it. */
export type MessageTypes = (path: string) => CallTypes | undefined;
