import { isDeepStrictEqual } from "node:util";
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
  /** It changes, though both texts are the same: what differs is left out of them. */
  hidden?: true;
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
    ...namesOf(old.secrets, next.secrets).map((name) => ({
      ...noticed("secret", old.secrets[name], next.secrets[name]),
      name,
    })),
    ...namesOf(old.variables, next.variables).map((name) =>
      variableNoticed(name, old.variables[name], next.variables[name]),
    ),
  ].filter((change) => change.hidden || change.now !== change.after);
}

function noticed(what: string, now: string | undefined, after: string | undefined): Noticed {
  return { what, ...(now === undefined ? {} : { now }), ...(after === undefined ? {} : { after }) };
}

type Variable = ServiceView["variables"][string];

function variableNoticed(name: string, old: Variable | undefined, next: Variable | undefined): Noticed {
  const hidden = old && next && old.text === next.text && !isDeepStrictEqual(old.value, next.value);
  return { ...noticed("variable", old?.text, next?.text), name, ...(hidden ? { hidden } : {}) };
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
