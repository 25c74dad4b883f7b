import { createDecoysOfCousins } from "./decoys-of-cousins.ts";
import { createDecoysOfManuals } from "./decoys-of-manuals.ts";
import { createDecoysOfNeighbors } from "./decoys-of-neighbors.ts";
import { createDecoysOfRules } from "./decoys-of-rules.ts";
import { createDecoysOfSiblings } from "./decoys-of-siblings.ts";
import { createDecoysOfStrangers } from "./decoys-of-strangers.ts";
import { createDecoysOfTesters } from "./decoys-of-testers.ts";
import { createDecoysOfTools } from "./decoys-of-tools.ts";
import { createDecoysOfWords } from "./decoys-of-words.ts";
import { createDecoys } from "./decoys.ts";
import { plantCarriers } from "./plant-carriers.ts";
import { plantCousins } from "./plant-cousins.ts";
import { type Cut, plantCuts } from "./plant-cuts.ts";
import { plantDocuments } from "./plant-documents.ts";
import { plantEncodings } from "./plant-encodings.ts";
import { plantFormats } from "./plant-formats.ts";
import { plantHeaders } from "./plant-headers.ts";
import { plantLies } from "./plant-lies.ts";
import { plantManuals } from "./plant-manuals.ts";
import { plantMessages } from "./plant-messages.ts";
import { plantNames } from "./plant-names.ts";
import { plantNeighbors } from "./plant-neighbors.ts";
import { plantOddPlaces } from "./plant-odd-places.ts";
import { plantSiblings } from "./plant-siblings.ts";
import { plantStrangers } from "./plant-strangers.ts";
import { plantTesters } from "./plant-testers.ts";
import { plantTexts } from "./plant-texts.ts";
import { plantTools } from "./plant-tools.ts";
import { type Decoy, type Plant } from "./plant.ts";

/** Everything that one seed generates. */
export interface Corpus {
  readonly plants: readonly Plant[];
  readonly cuts: readonly Cut[];
  readonly decoys: readonly Decoy[];
}

export function createCorpus(seed: string): Corpus {
  return {
    plants: [
      ...plantFormats(seed),
      ...plantHeaders(seed),
      ...plantNames(seed),
      ...plantDocuments(seed),
      ...plantEncodings(seed),
      ...plantLies(seed),
      ...plantCarriers(seed),
      ...plantOddPlaces(seed),
      ...plantTexts(seed),
      ...plantMessages(seed),
      ...plantTools(seed),
      ...plantStrangers(seed),
      ...plantSiblings(seed),
      ...plantCousins(seed),
      ...plantNeighbors(seed),
      ...plantManuals(seed),
      ...plantTesters(seed),
    ],
    cuts: plantCuts(seed),
    decoys: [
      ...createDecoys(seed),
      ...createDecoysOfRules(),
      ...createDecoysOfWords(),
      ...createDecoysOfTools(),
      ...createDecoysOfStrangers(),
      ...createDecoysOfSiblings(),
      ...createDecoysOfCousins(),
      ...createDecoysOfNeighbors(),
      ...createDecoysOfManuals(),
      ...createDecoysOfTesters(),
    ],
  };
}
