import type { CheckContext } from "../check.ts";
import { ask, statusInWords } from "./ask.ts";

/** An endpoint that is asked many times: by GET, by nobody who is signed in. */
export interface SampledEndpoint {
  path: string;
  /** Statuses that are right. */
  statuses: readonly number[];
}

export interface EndpointSamples {
  endpoint: string;
  /** Of answers, in the order they came. */
  milliseconds: number[];
  asked: number;
  /** What came instead of a right answer, each with how often. */
  failures: Map<string, number>;
}

/** Not counted: they open connections and wake what sleeps. */
const WARM_UP = 3;
/** Requests at a time: what is measured is how fast one is answered, not how many can be. */
const AT_A_TIME = 2;

/** For all endpoints together, so that a slow service is judged by the answers it gave instead of running into a check's time limit. */
const BUDGET_MILLISECONDS = 75_000;

/**
 * Asks each endpoint `validation.latency.samples` times, or as often as the time allows; once for all checks that look at the
 * answers.
 */
export function endpointSamples(
  context: CheckContext,
  endpoints: readonly SampledEndpoint[],
  budgetMilliseconds = BUDGET_MILLISECONDS,
): Promise<EndpointSamples[]> {
  return context.once("endpoint samples", async (shared) => {
    const samples = [];
    const share = budgetMilliseconds / endpoints.length;
    for (const endpoint of endpoints) samples.push(await sampled(shared, endpoint, share));
    return samples;
  });
}

async function sampled(
  context: CheckContext,
  { path, statuses }: SampledEndpoint,
  budgetMilliseconds: number,
): Promise<EndpointSamples> {
  const endsAt = performance.now() + budgetMilliseconds;
  const isOver = () => performance.now() >= endsAt;
  const wanted = context.settings.validation.latency.samples;
  const samples: EndpointSamples = {
    endpoint: `GET ${path}`,
    milliseconds: [],
    asked: 0,
    failures: new Map(),
  };
  for (let asked = 0; asked < WARM_UP && !isOver(); asked += 1) await ask(context, { path });
  const lane = async () => {
    while (samples.asked < wanted && (samples.asked === 0 || !isOver())) {
      samples.asked += 1;
      const answer = await ask(context, { path });
      if (answer.status !== undefined) samples.milliseconds.push(answer.milliseconds);
      if (answer.status !== undefined && statuses.includes(answer.status)) continue;
      const words = statusInWords(answer);
      samples.failures.set(words, (samples.failures.get(words) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return samples;
}
