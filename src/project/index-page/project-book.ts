import { type Coverage, measureCoverage } from "../../openapi/measure-coverage.ts";
import type { Config, WalkthroughConfig } from "../config/parse.ts";
import type { WalkthroughFacts } from "./walkthrough-facts.ts";

/** Collects the facts about a whole project, walkthrough by walkthrough. */
export interface ProjectBook {
  readonly add: (walkthrough: WalkthroughConfig, facts: WalkthroughFacts) => void;
  /** undefined if not all walkthroughs have been seen: one that was not may show what seems to be missing. */
  readonly close: () => WholeProject | undefined;
}

export interface WholeProject {
  readonly rows: readonly ProjectRow[];
  /** Of each described API. */
  readonly coverage: readonly Coverage[];
}

export interface ProjectRow {
  readonly walkthrough: WalkthroughConfig;
  readonly facts: WalkthroughFacts;
}

/** @param isWhole Whether these are all walkthroughs of the project. */
export function createProjectBook({ walkthroughs }: Pick<Config, "walkthroughs">, isWhole: boolean): ProjectBook {
  const rows: ProjectRow[] = [];
  return {
    add: (walkthrough, facts) => void rows.push({ walkthrough, facts }),
    close: () => {
      if (!isWhole || rows.length < walkthroughs.length) return undefined;
      const shown = new Set(rows.flatMap(({ facts }) => facts.operations));
      const descriptions = rows.flatMap(({ facts }) => facts.descriptions);
      return { rows, coverage: measureCoverage(descriptions, shown) };
    },
  };
}
