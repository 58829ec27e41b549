import {
  ACCOUNT,
  IMAGE,
  IMAGE_COMPONENT,
  PROJECT_MEMBER,
  SECRET_MEMBER,
  SERVICE,
} from "../policies/resource/types.ts";
import type { Rule } from "../policies/rule.ts";
import type { AuditSubject, Gap } from "./judge.ts";
import type { LiveReading } from "./live/live-reading.ts";
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
    gap: (rule) => providerGap(rule) ?? readingGap(rule, byType),
  };
}

/** Rules about properties that are the provider's own. */
const PROVIDER_ONLY: Record<string, string> = {
  "deletion-protection": "Cloud Run knows no such property, only the provider does",
};

function providerGap({ id }: Rule): Gap | undefined {
  const reason = PROVIDER_ONLY[id];
  return reason === undefined ? undefined : { reason };
}

const NOT_IN_ANY_API: Record<string, string> = {
  [IMAGE]: "how an image was built is in no API",
  [IMAGE_COMPONENT]: "what the build measured is in no API",
};

/** What rules across resources look at beside their own types. */
const BESIDE: Record<string, readonly string[]> = {
  "secrets-readable": [SECRET_MEMBER],
  "secrets-unused": [SERVICE],
  "database-access": [PROJECT_MEMBER],
  "orphan-bindings": [SERVICE, ACCOUNT],
};

/**
 * A rule about one resource is judged by those that could be read, and the others are named; a rule across resources only where
 * everything that it needs could be. Bindings are read grant by grant, as members: the types of whole bindings are covered by that.
 */
function readingGap(rule: Rule, byType: ReadonlyMap<string, LiveReading>): Gap | undefined {
  const needed = [...rule.types, ...(BESIDE[rule.id] ?? [])];
  const [failed] = needed.flatMap((type) => byType.get(type) ?? []).filter(({ missing }) => missing);
  const wasRead = rule.types.some((type) => byType.has(type) && !byType.get(type)?.missing);
  if (failed) {
    const reason = failed.missing ?? "";
    return rule.scope === "resource" && wasRead ? { reason, place: `every ${failed.type}` } : { reason };
  }
  if (wasRead) return undefined;
  const told = rule.types.map((type) => NOT_IN_ANY_API[type]).find(Boolean);
  return { reason: told ?? `${rule.types.join(", ")} is not read` };
}
