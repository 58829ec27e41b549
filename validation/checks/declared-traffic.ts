import type { Check } from "../check.ts";
import { failed, passed, warned } from "../outcome.ts";
import type { ComparisonEvidence } from "../result/evidence.ts";
import { compareTraffic, type LiveShare } from "../traffic.ts";

/** Whether traffic goes where the settings say, or where a rollback has pinned it or a canary shares it: they win over them. */
export const declaredTraffic: Check = {
  id: "declared-traffic",
  title: "Traffic goes where it was declared to",
  group: "revision",
  needs: [],
  async run({ settings, subject: { traffic, revision, canary }, held }) {
    const isPinned = held?.by === "pin";
    const marked = isPinned ? { [revision.name]: 100 } : canary?.shares;
    const wanted = marked ? { strategy: "split" as const, revisions: marked } : settings.traffic;
    const findings = compareTraffic(wanted, traffic, revision.name);
    const live = sharesInWords(traffic);
    const declared = isPinned
      ? `100 % to ${revision.name}, by a rollback's pin`
      : (canary?.words ?? `strategy ${wanted.strategy}`);
    const row = { path: "traffic", declared, live, agrees: findings.length === 0 };
    const evidence: ComparisonEvidence[] = [{ kind: "comparison", title: "Traffic", rows: [row] }];
    if (findings.length > 0) return failed(`${live}, declared: ${declared}`, { evidence, findings });
    if (isPinned) return warned(`held by a rollback: ${live}`, { evidence });
    return passed(canary ? `${live}: ${canary.words}` : live, { evidence });
  },
};

function sharesInWords(traffic: readonly LiveShare[]): string {
  const routed = traffic.filter(({ percent, tag }) => percent > 0 || tag);
  if (routed.length === 0) return "nothing gets traffic";
  return routed
    .map(({ revision, percent, tag }) => `${percent} % to ${revision}${tag ? ` (tag ${tag})` : ""}`)
    .join(", ");
}
