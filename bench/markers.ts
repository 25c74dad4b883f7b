import { runProgram } from "./measure.ts";

/** How few markers are enough: what a page loses whose regions have to be found again without some of them. */
export async function benchMarkers(rounds: number): Promise<void> {
  const { losses } = await runProgram("fewer-markers.ts", [String(rounds * 400)], 1);
  console.log(losses);
}
