import { Pool } from "undici";
import { whyNoAnswer } from "../rest/http-request.ts";

/** What became of one request; times on the clock of `performance.now()`. */
export interface RequestSample {
  /** When it was meant to be sent. */
  intendedMs: number;
  /** When its last byte was there, or it had failed. */
  endedMs: number;
  /** The revision that answered, as the rehearsal's router tells; undefined for failures. */
  revision?: string;
  /** Why it counts as failed: no whole answer, or a status of 400 and above. */
  failure?: string;
}

/** Sends requests to one address of a rehearsal and keeps what became of each. */
export interface HttpLoad {
  readonly samples: readonly RequestSample[];
  send(intendedMs: number): void;
  /** Resolves when everything sent has ended. */
  close(): Promise<void>;
}

/** Which revision answered; a header of the rehearsal's router, which Cloud Run does not have. */
export const REVISION_HEADER = "x-rehearsal-revision";
const CONNECTIONS = 64;
/** A request may be held for an instance that starts. */
const ANSWER_MS = 60_000;

/** Load on `url`, on at most 64 connections. */
export function createHttpLoad(url: URL): HttpLoad {
  const pool = new Pool(url.origin, {
    ...{ connections: CONNECTIONS, pipelining: 1, headersTimeout: ANSWER_MS, bodyTimeout: ANSWER_MS },
  });
  const path = `${url.pathname}${url.search}`;
  const samples: RequestSample[] = [];
  const underWay = new Set<Promise<void>>();
  let closed: Promise<void> | undefined;
  return {
    samples,
    send(intendedMs) {
      const sent = ask(pool, path)
        .catch((error: unknown) => ({ failure: whyNoAnswer(error) }))
        .then((outcome) => {
          samples.push({ intendedMs, endedMs: performance.now(), ...outcome });
          underWay.delete(sent);
        });
      underWay.add(sent);
    },
    close() {
      closed ??= Promise.all(underWay).then(() => pool.close());
      return closed;
    },
  };
}

async function ask(pool: Pool, path: string): Promise<Pick<RequestSample, "revision" | "failure">> {
  const { statusCode, headers, body } = await pool.request({ path, method: "GET" });
  await body.dump();
  const revision = String(headers[REVISION_HEADER] ?? "");
  if (statusCode >= 400) return { failure: `HTTP ${statusCode}${revision ? ` from ${revision}` : ""}` };
  return revision ? { revision } : { failure: `an answer without ${REVISION_HEADER}` };
}
