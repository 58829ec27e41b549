import { randomBytes } from "node:crypto";

/** The trace that a request belongs to. */
export interface TraceContext {
  traceId: string;
  /** The value of the header `x-cloud-trace-context`. */
  header: string;
}

/** The caller's trace, or a new one (https://cloud.google.com/trace/docs/trace-context). */
export function traceContext(given: string | undefined): TraceContext {
  const [, traceId] = /^([0-9a-f]{32})(?:\/\d+)?(?:;o=\d)?$/i.exec(given ?? "") ?? [];
  if (given !== undefined && traceId !== undefined) return { traceId: traceId.toLowerCase(), header: given };
  const random = randomBytes(24);
  const created = random.toString("hex", 0, 16);
  return { traceId: created, header: `${created}/${random.readBigUInt64BE(16)};o=0` };
}
