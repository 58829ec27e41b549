import { type SimulatedRollout, simulateRollout } from "./simulate-rollout.ts";
import type { SimulatedTraffic } from "./simulated-traffic.ts";

/** A kind of rollout, and how it ought to end. */
export interface Scenario {
  title: string;
  traffic: SimulatedTraffic;
  /** The end that would be wrong; a canary that is held is an open question, and never wrong. */
  wrong: "promoted" | "failed";
}

/** How the rollouts of a scenario have ended. */
export interface Score {
  title: string;
  rollouts: number;
  promoted: number;
  failed: number;
  held: number;
  wrong: number;
  /** The largest share that any of the failed ones got. */
  largestFailedShare: number;
  /** Of those that ended by themselves. */
  meanMinutes: number;
}

/** Simulates as many rollouts of a scenario, with seeds from `firstSeed` on. */
export async function score(scenario: Scenario, rollouts: number, firstSeed: number): Promise<Score> {
  const ends: Omit<SimulatedRollout, "world">[] = [];
  for (let seed = firstSeed; seed < firstSeed + rollouts; seed++) {
    const { kind, largestShare, minutes } = await simulateRollout(scenario.traffic, seed);
    ends.push({ kind, largestShare, minutes });
  }
  const count = (wanted: string) => ends.filter(({ kind }) => kind === wanted).length;
  const decided = ends.filter(({ kind }) => kind !== "held");
  const failed = ends.filter(({ kind }) => kind === "failed");
  return {
    title: scenario.title,
    ...{ rollouts, promoted: count("promoted"), failed: count("failed"), held: count("held") },
    wrong: count(scenario.wrong),
    largestFailedShare: Math.max(0, ...failed.map(({ largestShare }) => largestShare)),
    meanMinutes: decided.reduce((sum, { minutes }) => sum + minutes, 0) / Math.max(1, decided.length),
  };
}

/** Scores as lines of equal columns. */
export function scoreText(scores: readonly Score[]): string {
  const rollouts = scores.reduce((sum, one) => sum + one.rollouts, 0);
  const wrong = scores.reduce((sum, one) => sum + one.wrong, 0);
  const width = Math.max(...scores.map(({ title }) => title.length));
  return [
    ...scores.map(
      ({ title, promoted, failed, held, largestFailedShare, meanMinutes }) =>
        `${title.padEnd(width)}  promoted ${pad(promoted)}  failed ${pad(failed)} (at ${pad(largestFailedShare)} % at most)  held ${pad(held)}  ${meanMinutes.toFixed(0)} min`,
    ),
    `wrong verdicts: ${wrong} of ${rollouts} (${((100 * wrong) / rollouts).toFixed(2)} %)`,
  ].join("\n");
}

function pad(value: number): string {
  return String(value).padStart(4);
}
