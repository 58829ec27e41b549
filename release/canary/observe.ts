import type { CanaryState } from "../../traffic/canary-state.ts";
import { newKinds, type ReadErrorLines } from "./error-lines.ts";
import type { Observation } from "./judge.ts";
import { mergeSamples, type ReadSample, type Span } from "./revision-sample.ts";

/** Where observations come from. */
export interface Sources {
  readSample: ReadSample;
  readErrorLines: ReadErrorLines;
}

/** Error lines that the stable side logged this long ago are nothing new. */
const BASELINE_MILLISECONDS = 24 * 60 * 60_000;

/** What was seen of a canary, and of what serves beside it, in a span of time. */
export async function observe(
  { readSample, readErrorLines }: Sources,
  { stable }: CanaryState,
  revision: string,
  span: Span,
): Promise<Observation> {
  const others = Object.keys(stable);
  const baseline = { since: new Date(span.until.getTime() - BASELINE_MILLISECONDS), until: span.until };
  const [canary, samples, lines, known] = await Promise.all([
    readSample(revision, span),
    Promise.all(others.map((name) => readSample(name, span))),
    readErrorLines(revision, span),
    Promise.all(others.map((name) => readErrorLines(name, baseline))),
  ]);
  return { canary, stable: mergeSamples(samples), newErrorLines: newKinds(lines, known.flat()) };
}
