import { GoogleApiError } from "./api-error.ts";
import type { Rest } from "./client.ts";
import type { JsonObject } from "./json.ts";
import { type Pause, pause } from "./pause.ts";

/** google.iam.v1.Policy */
export interface Policy {
  bindings?: {
    role: string;
    members: string[];
    condition?: { title?: string; expression?: string; description?: string };
  }[];
  etag?: string;
  version?: number;
}

/** Which policy, and how its API wants to be asked. */
export interface PolicyAccess {
  rest: Rest;
  /** The resource's URL; `:getIamPolicy` and `:setIamPolicy` are appended. */
  url: string;
  noun: string;
  signal: AbortSignal;
  /** GET, GET with the requested version, or POST with it in the body. */
  read: "get" | "get-version-3" | "post-version-3";
  /** Whether setIamPolicy names the fields of the policy that it sets. */
  write: "whole" | "masked";
  pause?: Pause;
}

/** A policy that changed in between is read and set again, this often at most. */
const TRIES = 10;
const CONFLICT_PAUSE_MS = 100;

/** Changes of one policy wait for each other: the engine works on several members at once. */
const queues = new Map<string, Promise<unknown>>();

export async function readPolicy({ rest, url, read, signal }: PolicyAccess): Promise<Policy> {
  const path = `${url}:getIamPolicy`;
  if (read === "post-version-3") {
    const body = { options: { requestedPolicyVersion: 3 } };
    return (await rest({ method: "POST", url: path, body, signal })) as Policy;
  }
  const query = read === "get-version-3" ? { "options.requestedPolicyVersion": "3" } : undefined;
  return (await rest({ method: "GET", url: path, query, signal })) as Policy;
}

/**
 * Read, change, write with the etag that was read; a 409 means that somebody else was faster, so read again. Nothing is
 * written when nothing changes.
 *
 * @see https://cloud.google.com/iam/docs/policies#etag
 */
export function changePolicy(access: PolicyAccess, change: (policy: Policy) => Policy): Promise<void> {
  const before = queues.get(access.url) ?? Promise.resolve();
  const turn = before.then(() => changeNow(access, change));
  queues.set(
    access.url,
    turn.catch(() => undefined),
  );
  return turn;
}

async function changeNow(access: PolicyAccess, change: (policy: Policy) => Policy): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const policy = await readPolicy(access);
    const changed = change(policy);
    if (changed === policy) return;
    try {
      await writePolicy(access, changed);
      return;
    } catch (error) {
      const conflict = error instanceof GoogleApiError && error.httpStatus === 409;
      if (!conflict || attempt === TRIES) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`Error setting IAM policy for ${access.noun}: ${message}`, { cause: error });
      }
      await (access.pause ?? pause)(CONFLICT_PAUSE_MS * attempt, access.signal);
    }
  }
}

async function writePolicy({ rest, url, write, signal }: PolicyAccess, policy: Policy): Promise<void> {
  const { bindings = [], etag } = policy;
  const body: JsonObject = {
    policy: { ...(bindings.length > 0 ? { bindings } : {}), etag, version: 3 } as JsonObject,
    ...(write === "masked" ? { updateMask: "bindings,etag,auditConfigs" } : {}),
  };
  await rest({ method: "POST", url: `${url}:setIamPolicy`, body, signal });
}
