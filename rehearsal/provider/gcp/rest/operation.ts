import type { Rest } from "./client.ts";
import { isObject, type JsonObject } from "./json.ts";
import { type Pause, pause } from "./pause.ts";

/** The real plugin asks every 10 s; asking a local cloud sooner only shortens the wait. */
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 100;
/** The real plugin's limit for create, update and delete, in milliseconds. */
const TIMEOUT_MS = 20 * 60 * 1000;

export interface Waiting {
  rest: Rest;
  /** What operation names are appended to, such as `http://127.0.0.1:18080/v2/`. */
  endpoint: string;
  /** What is being done, such as `Creating Service`; part of the message of a failure. */
  activity: string;
  signal: AbortSignal;
  pause?: Pause;
  now?: () => number;
}

/**
 * Waits until a long-running operation is done; an answer that is no operation passes as it is. Fails in the real plugin's
 * words: `Error waiting for Creating Service: Error code 9, message: …`.
 *
 * @see https://google.aip.dev/151
 */
export async function operationDone(answer: JsonObject, waiting: Waiting): Promise<JsonObject> {
  const { rest, endpoint, activity, signal } = waiting;
  const now = waiting.now ?? Date.now;
  const deadline = now() + TIMEOUT_MS;
  let operation = answer;
  for (let wait = 0; isOperation(operation) && operation.done !== true; wait = nextPause(wait)) {
    if (now() > deadline) {
      throw new Error(
        `Error waiting for ${activity}: timeout after ${TIMEOUT_MS / 60_000} minutes; last seen: ${operation.name} not done`,
      );
    }
    if (wait > 0) await (waiting.pause ?? pause)(wait, signal);
    operation = await rest({ method: "GET", url: `${endpoint}${operation.name}`, signal });
  }
  const { error } = operation;
  if (isOperation(operation) && isObject(error)) {
    throw new Error(`Error waiting for ${activity}: Error code ${error.code}, message: ${error.message}`);
  }
  return operation;
}

function isOperation(answer: JsonObject): boolean {
  return typeof answer.name === "string" && /(^|\/)operations\//.test(answer.name);
}

function nextPause(wait: number): number {
  return wait === 0 ? FIRST_PAUSE_MS : Math.min(wait * 1.5, LONGEST_PAUSE_MS);
}
