/** Which run wrote a comment. */
export interface Marker {
  stack: string;
  /** Rises with every push: the run's id, then its attempt. */
  order: readonly [run: number, attempt: number];
  commit?: string | undefined;
}

/**
 * The first line of a comment, which nobody sees: by it the comment is found again, and a run knows whether what stands there is
 * newer than what it has.
 */
export function formatMarker({ stack, order: [run, attempt], commit }: Marker): string {
  return `<!-- stage:preview:${stack} run=${run} attempt=${attempt} commit=${commit ?? "unknown"} -->`;
}

/** The marker of a comment about this stack; undefined for every other comment, also one that only quotes a marker. */
export function parseMarker(body: string, stack: string): Marker | undefined {
  const [, name, run, attempt, commit] = MARKER.exec(body) ?? [];
  if (name !== stack) return undefined;
  return { stack, order: [Number(run), Number(attempt)], commit };
}

const MARKER =
  /^<!-- stage:preview:([\w.-]+) run=(\d{1,15}) attempt=(\d{1,15}) commit=([0-9a-f]+|unknown) -->\s/;

/** Negative where the first is older, zero where both are of one run and attempt. */
export function compareMarkers({ order: one }: Marker, { order: other }: Marker): number {
  return one[0] - other[0] || one[1] - other[1];
}
