import type { Messages } from "./locales.ts";

/** A template as a program, which needs no compiler. */
export interface ReadyTemplate {
  /** Its source. */
  readonly text: string;
  readonly program: TemplateSpecification;
}

/** The texts of a locale, which need no parser. */
export interface ReadyLocale {
  /** Their source. */
  readonly text: string;
  readonly messages: Messages;
}

/** A page uses two or three of the sets and one or two of the locales: each is a file of its own. */
type Loader<Ready> = () => Promise<{ readonly ready: Ready }>;

/**
 * Built-in templates by name, set by set, compiled by the build (scripts/build/ready-templates.ts); there are none when
 * running from source.
 */
export const readySets: Readonly<Record<string, Loader<Readonly<Record<string, ReadyTemplate>>>>> = {};

/** The same for its locales, by path in templates/. */
export const readyLocales: Readonly<Record<string, Loader<ReadyLocale>>> = {};
