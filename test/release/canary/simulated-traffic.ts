import { mergeBuckets } from "../../../release/canary/latency.ts";
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

/** Shares in percent that serve at a moment, by revision. */
export type SharesNow = () => Record<string, number>;

const MEDIAN_MILLISECONDS = 40;
const SPREAD = 0.5;
const BUCKET_GROWTH = 1.2;

/**
 * Requests of a service minute by minute, drawn as time passes: each goes to a revision by its share, fails by that revision's error
 * share, and takes a time with a logarithmic normal distribution.
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
      const requests = this.#poisson((total * percent) / 100);
      const minutes = this.#minutes.get(revision) ?? [];
      minutes.push({ atMilliseconds: toMilliseconds, sample: this.#sample(revision, requests) });
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

  #sample(revision: string, requests: number): RevisionSample {
    const errorShare = this.#traffic.errorShare[revision] ?? 0;
    const median = this.#traffic.medianMilliseconds?.[revision] ?? MEDIAN_MILLISECONDS;
    const counts = new Map<number, number>();
    let errors = 0;
    for (let index = 0; index < requests; index++) {
      if (this.#random() < errorShare) errors += 1;
      else {
        const bucket = Math.floor(
          Math.log(median * Math.exp(SPREAD * this.#normal())) / Math.log(BUCKET_GROWTH),
        );
        counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
      }
    }
    const latency = [...counts].map(([bucket, count]) => ({
      fromMilliseconds: BUCKET_GROWTH ** bucket,
      toMilliseconds: BUCKET_GROWTH ** (bucket + 1),
      count,
    }));
    return { requests, errors, latency: mergeBuckets([latency]) };
  }

  /** Knuth's method in parts, so that large means do not underflow. */
  #poisson(mean: number): number {
    let count = 0;
    for (let left = mean; left > 0; left -= 500) {
      const limit = Math.exp(-Math.min(left, 500));
      let product = this.#random();
      while (product > limit) {
        count += 1;
        product *= this.#random();
      }
    }
    return count;
  }

  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }
}
