import { countOf, mergeBuckets } from "../../../release/canary/latency.ts";
import type { RevisionSample } from "../../../release/canary/revision-sample.ts";
import type { Behaviour } from "./canary-world.ts";

/** A service under load, as chance has it. */
export interface SimulatedTraffic {
  requestsPerMinute: number;
  /** Share of requests that are answered with 5xx, from 0 to 1, by revision. */
  errorShare: Record<string, number>;
  /** Median latency in milliseconds, by revision; 40 where it is left out. */
  medianMilliseconds?: Record<string, number>;
}

const MEDIAN_MILLISECONDS = 40;
/** Of the log-logistic distribution: p95 is 2.1 times the median, p99 3.2 times. */
const STEEPNESS = 4;
const BUCKET_GROWTH = 1.2;
const BUCKETS = 60;

/**
 * Requests of a service, drawn as time passes: they come as a Poisson process, each goes to a revision by its share, fails by that
 * revision's error share, and takes a time with a log-logistic distribution. Parts of a Poisson process are ones again, so each count
 * is drawn by itself.
 */
export class SimulatedLoad {
  readonly #minutes = new Map<string, { atMilliseconds: number; sample: RevisionSample }[]>();
  readonly #traffic: SimulatedTraffic;
  readonly #random: () => number;

  constructor(traffic: SimulatedTraffic, random: () => number) {
    this.#traffic = traffic;
    this.#random = random;
  }

  /** Draws what came in a span of time that has passed. */
  pass(fromMilliseconds: number, toMilliseconds: number, shares: Record<string, number>): void {
    const total = (this.#traffic.requestsPerMinute * (toMilliseconds - fromMilliseconds)) / 60_000;
    for (const [revision, percent] of Object.entries(shares)) {
      const minutes = this.#minutes.get(revision) ?? [];
      const sample = this.#sample(revision, (total * percent) / 100);
      minutes.push({ atMilliseconds: toMilliseconds, sample });
      this.#minutes.set(revision, minutes);
    }
  }

  readonly behaviour: Behaviour = {
    sample: (revision, { since, until }) => {
      const within = (this.#minutes.get(revision) ?? []).filter(
        ({ atMilliseconds }) => atMilliseconds > since.getTime() && atMilliseconds <= until.getTime(),
      );
      return {
        requests: within.reduce((sum, { sample }) => sum + sample.requests, 0),
        errors: within.reduce((sum, { sample }) => sum + sample.errors, 0),
        latency: mergeBuckets(within.map(({ sample }) => sample.latency)),
      };
    },
  };

  #sample(revision: string, meanRequests: number): RevisionSample {
    const errorShare = this.#traffic.errorShare[revision] ?? 0;
    const median = this.#traffic.medianMilliseconds?.[revision] ?? MEDIAN_MILLISECONDS;
    const errors = this.#poisson(meanRequests * errorShare);
    const latency = Array.from({ length: BUCKETS }, (_, index) => {
      const [fromMilliseconds, toMilliseconds] = [BUCKET_GROWTH ** index, BUCKET_GROWTH ** (index + 1)];
      const part = below(toMilliseconds, median) - below(fromMilliseconds, median);
      return {
        fromMilliseconds,
        toMilliseconds,
        count: this.#poisson(meanRequests * (1 - errorShare) * part),
      };
    }).filter(({ count }) => count > 0);
    return { requests: errors + countOf(latency), errors, latency };
  }

  /** Knuth's method; by the normal distribution where the mean is large. */
  #poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.#normal()));
    const limit = Math.exp(-mean);
    let count = -1;
    for (let product = 1; product > limit; product *= this.#random()) count += 1;
    return Math.max(0, count);
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }
}

/** Share of the requests that take less than this. */
function below(milliseconds: number, medianMilliseconds: number): number {
  return 1 / (1 + (milliseconds / medianMilliseconds) ** -STEEPNESS);
}
