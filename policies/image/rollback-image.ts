import type { Property } from "../resource/property.ts";
import { REPOSITORY } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const rollbackImage = resourceRule({
  id: "rollback-image",
  title: "The previous image kept for rollback",
  severity: "high",
  level: "mandatory",
  types: [REPOSITORY],
  invariants: ["keptVersions"],
  what: "A repository that deletes old versions keeps the recent ones, the previous revision's among them.",
  why: "A rollback goes to a revision that is still there, and it cannot start once its image is deleted.",
  fix: "repository.keepRecentVersions",
  source: "https://cloud.google.com/artifact-registry/docs/repositories/cleanup-policy",
  check(repository, { keptVersions }) {
    const policies = repository.at("cleanupPolicies");
    const list = policies.items();
    if (!list.some((policy) => policy.at("action").text() === "DELETE")) return undefined;
    const kept = list.filter((policy) => policy.at("action").text() === "KEEP").map(keepCount);
    const most = kept.reduce<Property | undefined>(larger, undefined);
    const count = most?.number() ?? 0;
    return count >= keptVersions
      ? undefined
      : (most ?? policies).refuse(`at least ${keptVersions} kept`, `${count} kept`);
  },
});

function keepCount(policy: Property): Property {
  return policy.at("mostRecentVersions", "keepCount");
}

function larger(a: Property | undefined, b: Property): Property {
  return a !== undefined && (a.number() ?? 0) >= (b.number() ?? 0) ? a : b;
}
