import { randomFillSync } from "node:crypto";

/** The trace that a request belongs to. */
export interface TraceContext {
  traceId: string;
  /** The value of the header `x-cloud-trace-context`. */
  header: string;
}

/** The caller's trace, or a new one (https://cloud.google.com/trace/docs/trace-context). */
export function traceContext(given: string | undefined): TraceContext {
  if (given !== undefined) {
    const [, traceId] = /^([0-9a-f]{32})(?:\/\d+)?(?:;o=\d)?$/i.exec(given) ?? [];
    if (traceId !== undefined) return { traceId: traceId.toLowerCase(), header: given };
  }
  const at = nextRandom();
  const traceId = random.toString("hex", at, at + 16);
  return { traceId, header: `${traceId}/${random.readUIntBE(at + 16, 6)};o=0` };
}

const TRACE_BYTES = 22;
/** Drawn for many requests at once: a call for random bytes costs more than all else of a trace. */
const random = Buffer.alloc(TRACE_BYTES * 256);
let used = random.length;

function nextRandom(): number {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  used += TRACE_BYTES;
  return used - TRACE_BYTES;
}
