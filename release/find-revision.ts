import { Fault } from "../faults/fault.ts";
import type { ReleaseTools } from "./change-service.ts";
import type { LiveRevision } from "./live-service.ts";

const SUGGESTIONS = 10;

/**
 * The revision that a person means: its name, or a beginning or end of it that only one has, such as the hash.
 *
 * @throws Fault `revision-unknown` or `revision-ambiguous` with what there is.
 */
export async function findRevision(tools: ReleaseTools, text: string): Promise<LiveRevision> {
  const exact = isName(text) ? await tools.cloudRun.revision(tools.serviceName, text) : undefined;
  if (exact) return exact;
  const all = await tools.cloudRun.revisions(tools.serviceName);
  const matching = all.filter(({ name }) => name.endsWith(text) || name.startsWith(text));
  const [only, ...others] = matching;
  if (only && others.length === 0) return only;
  throw only ? ambiguous(text, matching) : unknown(text, all);
}

/** https://cloud.google.com/run/docs/managing/revisions */
function isName(text: string): boolean {
  return /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text);
}

function ambiguous(text: string, matching: LiveRevision[]): Fault {
  return new Fault({
    code: "revision-ambiguous",
    outcome: "usage",
    summary: `${matching.length} revisions begin or end with ${text}.`,
    findings: [{ path: "--to", expected: `one of ${names(matching)}`, actual: text }],
  });
}

function unknown(text: string, all: LiveRevision[]): Fault {
  const similar = all.filter(({ name }) => name.includes(text));
  const ready = all.filter(({ condition }) => condition.readiness === "ready");
  return new Fault({
    code: "revision-unknown",
    outcome: "usage",
    summary: `There is no revision ${text}.`,
    findings: [
      { path: "--to", expected: `one of ${names(similar.length > 0 ? similar : ready)}`, actual: text },
    ],
    next: "stage status lists them",
  });
}

function names(revisions: LiveRevision[]): string {
  const shown = revisions.slice(0, SUGGESTIONS).map(({ name }) => name);
  const left = revisions.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more`] : [])].join(", ");
}
