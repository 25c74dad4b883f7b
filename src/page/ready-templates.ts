/** A template as a program, which needs no compiler. */
export interface ReadyTemplate {
  /** What it was compiled from. */
  readonly text: string;
  readonly program: TemplateSpecification;
}

/** Templates of wirewalk by their path in templates/, compiled by the build (scripts/build/ready-templates.ts); from source there are none. */
export const readyTemplates: Readonly<Record<string, ReadyTemplate>> = {};
