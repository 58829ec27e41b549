import { type Scenario, score, scoreText } from "./score-canaries.ts";

/** `npm run canary:score -- [rollouts]`: how often canaries of the default settings are judged wrongly. */
const rollouts = Number(process.argv[2] ?? 200);
const stable = 0.001;
const percent = (share: number) => `${Number((100 * share).toFixed(2))} %`;

const harmless: Scenario[] = [1000, 5000, 20_000].flatMap((requestsPerMinute) =>
  [0.0005, 0.001].map((share) => ({
    title: `${requestsPerMinute}/min, errors ${percent(share)} like ${percent(stable)}`,
    traffic: { requestsPerMinute, errorShare: { a: stable, b: share } },
    wrong: "failed" as const,
  })),
);
const harmful: Scenario[] = [1000, 5000, 20_000].flatMap((requestsPerMinute) =>
  [0.011, 0.015, 0.02, 0.05].map((share) => ({
    title: `${requestsPerMinute}/min, errors ${percent(share)} instead of ${percent(stable)}`,
    traffic: { requestsPerMinute, errorShare: { a: stable, b: share } },
    wrong: "promoted" as const,
  })),
);
const slow: Scenario = {
  title: "5000/min, twice as slow",
  traffic: { requestsPerMinute: 5000, errorShare: { a: stable, b: stable }, medianMilliseconds: { b: 80 } },
  wrong: "promoted",
};

const scores = [];
for (const scenario of [...harmless, ...harmful, slow]) scores.push(await score(scenario, rollouts, 1));
console.log(scoreText(scores));
