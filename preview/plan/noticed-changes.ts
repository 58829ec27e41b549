import { UNKNOWN_TEXT } from "./engine-value.ts";
import type { PlannedResource } from "./planned-resource.ts";
import { type ServiceView, serviceView } from "./service-view.ts";

/** Something about a service that is different afterwards; texts free of secrets. */
export interface Noticed {
  /** In our words, such as `memory` or `variable`. */
  what: string;
  /** What it is called there, such as `LOG_LEVEL`. */
  name?: string;
  now?: string;
  after?: string;
}

const NOTHING: ServiceView = { limits: {}, variables: {}, secrets: {} };

const NEW_ACCOUNT = "a new account, known after deploy";

/** What is different about a service, in the order in which a reviewer asks. */
export function noticedChanges({ before, after }: PlannedResource): Noticed[] {
  const old = before ? serviceView(before) : NOTHING;
  const next = after ? serviceView(after) : NOTHING;
  return [
    noticed("image", shortImage(old.image), shortImage(next.image)),
    noticed("revision", old.revision, newRevision(old, next)),
    noticed("ingress", old.ingress, next.ingress),
    noticed("runs as", old.account, next.account === UNKNOWN_TEXT ? NEW_ACCOUNT : next.account),
    ...namesOf(old.limits, next.limits).map((limit) => noticed(limit, old.limits[limit], next.limits[limit])),
    ...eachNoticed("secret", old.secrets, next.secrets),
    ...eachNoticed("variable", old.variables, next.variables),
  ].filter((change) => change.now !== change.after);
}

function noticed(what: string, now: string | undefined, after: string | undefined): Noticed {
  return { what, ...(now === undefined ? {} : { now }), ...(after === undefined ? {} : { after }) };
}

function eachNoticed(what: string, old: Record<string, string>, next: Record<string, string>): Noticed[] {
  return namesOf(old, next).map((name) => ({ ...noticed(what, old[name], next[name]), name }));
}

function namesOf(old: object, next: object): string[] {
  return [...new Set([...Object.keys(next), ...Object.keys(old)])];
}

/** Registry and repository say nothing of a change; of a digest twelve digits tell it. */
function shortImage(image: string | undefined): string | undefined {
  if (image === UNKNOWN_TEXT) return "built anew, its digest known after deploy";
  return image?.replace(/^.*\//, "").replace(/(@sha256:[0-9a-f]{12})[0-9a-f]+$/, "$1");
}

function newRevision(old: ServiceView, next: ServiceView): string | undefined {
  if (next.revision !== UNKNOWN_TEXT) return next.revision;
  return old.revision === undefined ? "the first one, named after deploy" : "a new one, named after deploy";
}
