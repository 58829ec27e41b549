import type { Check } from "../check.ts";
import { notNeeded, passed, warned } from "../outcome.ts";
import type { Evidence } from "../result/evidence.ts";

/**
 * Whether there is a way back: a revision that served well, is ready, has its image and its secrets, and no deployment in between that
 * cannot be taken back. Nothing is moved. A way that is closed does not block a release, but whoever releases has to know it.
 */
export const rollbackReadiness: Check = {
  id: "rollback-readiness",
  title: "There is a way back",
  group: "rollback",
  needs: [],
  async run({ cloud }) {
    const { target, why, refusals, notes, servedBefore } = await cloud.rollback();
    const measured = { rollback: { ...(target ? { target } : {}), refusals } };
    const evidence: Evidence[] = [...refusals, ...notes].map((text) => ({
      kind: "text",
      title: target ?? "Rollback",
      text,
    }));
    if (refusals.length > 0)
      return warned(`the way back to ${target} is closed: ${refusals.join("; ")}`, { evidence, measured });
    if (target) return passed(`stage rollback would go to ${target}`, { evidence, measured });
    if (servedBefore) return warned(why ?? "nothing to roll back to", { evidence, measured });
    return notNeeded("nothing has served before: there is nothing to go back to yet", { evidence, measured });
  },
};
