import { runProgram } from "./measure.ts";

/** How few markers are enough: the text that a page loses if some markers are missing and its regions must be found without them. */
export async function benchMarkers(rounds: number): Promise<void> {
  const { losses } = await runProgram("fewer-markers.ts", [String(rounds * 400)], 1);
  console.log(losses);
}
