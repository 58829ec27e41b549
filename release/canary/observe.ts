import type { CanaryState } from "../../traffic/canary-state.ts";
import { type ErrorKind, newKinds, type ReadErrorLines } from "./error-lines.ts";
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
  const [canary, samples, newErrorLines] = await Promise.all([
    readSample(revision, span),
    Promise.all(others.map((name) => readSample(name, span))),
    readErrorLines(revision, span).then(unknownTo),
  ]);
  return { canary, stable: mergeSamples(samples), newErrorLines };

  /** The stable side's log, which may be long, is read until it knows all of them. */
  async function unknownTo(lines: ErrorKind[]): Promise<ErrorKind[]> {
    if (lines.length === 0) return [];
    const enough = (kinds: ReadonlySet<string>) => lines.every(({ kind }) => kinds.has(kind));
    const known = await Promise.all(others.map((name) => readErrorLines(name, baseline, enough)));
    return newKinds(lines, known.flat());
  }
}
