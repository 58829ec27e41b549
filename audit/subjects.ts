import {
  IMAGE,
  IMAGE_COMPONENT,
  PROJECT_MEMBER,
  SECRET_MEMBER,
  SERVICE,
} from "../policies/resource/types.ts";
import type { Rule } from "../policies/rule.ts";
import type { AuditSubject, Gap } from "./judge.ts";
import type { LiveReading } from "./live/live-reading.ts";
import { SHARED_SECRET_MEMBER } from "./live/read-secret-grants.ts";
import { type ExportedResource, stateResources } from "./state/state-resources.ts";

/** What Pulumi remembers. Every rule can be judged by it; values that are secret are not decrypted for that. */
export function stateSubject(exported: readonly ExportedResource[]): AuditSubject {
  return {
    source: "state",
    ...stateResources(exported),
    unknownBecause: "it is a secret, encrypted in the state",
    gap: () => undefined,
  };
}

/** What the APIs say. A rule about something that they do not tell is named as not judged, never passed. */
export function liveSubject(readings: readonly LiveReading[]): AuditSubject {
  const resources = readings.flatMap((reading) => reading.resources);
  const byType = new Map(readings.map((reading) => [reading.type, reading]));
  return {
    source: "live",
    inputs: resources,
    outputs: resources,
    unknownBecause: "the API does not tell it",
    gap: (rule) => pulumiGap(rule) ?? readingGap(rule, byType),
  };
}

/** Rules about what Pulumi alone knows: a property that is the provider's own, what belongs to the stack. */
const PULUMI_ONLY: Record<string, string> = {
  "deletion-protection": "Cloud Run knows no such property, only the provider does",
  "orphan-bindings": "whether an account or a service is another stack's is in no API",
};

function pulumiGap({ id }: Rule): Gap | undefined {
  const reason = PULUMI_ONLY[id];
  return reason === undefined ? undefined : { reason };
}

const NOT_IN_ANY_API: Record<string, string> = {
  [IMAGE]: "how an image was built is in no API",
  [IMAGE_COMPONENT]: "what the build measured is in no API",
};

/** What rules across resources look at beside their own types. */
const BESIDE: Record<string, readonly string[]> = {
  "secrets-readable": [SECRET_MEMBER, SHARED_SECRET_MEMBER],
  "secrets-unused": [SERVICE],
  "database-access": [PROJECT_MEMBER],
};

/**
 * A rule about one resource is judged by those that could be read, and the others are named; a rule across resources only where
 * everything that it needs could be. A grant on another project's secret is needed by that secret's reader alone. Bindings are read
 * grant by grant, as members: the types of whole bindings are covered by that.
 */
function readingGap(rule: Rule, byType: ReadonlyMap<string, LiveReading>): Gap | undefined {
  const beside = BESIDE[rule.id] ?? [];
  const judged = rule.types.flatMap((type) => (type === SECRET_MEMBER ? [type, SHARED_SECRET_MEMBER] : type));
  const needed = new Set([...judged, ...beside]);
  const failed = [...needed].flatMap((type) => byType.get(type) ?? []).filter(({ missing }) => missing);
  const wasRead = rule.types.some((type) => byType.has(type) && !byType.get(type)?.missing);
  if (failed.length > 0) {
    const reason = [...new Set(failed.map(({ missing }) => missing))].join("; ");
    const others =
      rule.scope === "resource" ||
      failed.every(({ type }) => type === SHARED_SECRET_MEMBER && !beside.includes(type));
    const place = failed.map(({ type }) => `every ${type}`).join(", ");
    return others && wasRead ? { reason, place } : { reason };
  }
  if (wasRead) return undefined;
  const told = rule.types.map((type) => NOT_IN_ANY_API[type]).find(Boolean);
  return { reason: told ?? `${rule.types.join(", ")} is not read` };
}
