import type { Check } from "../check.ts";
import { ANSWERING } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { compared } from "../probe/comparison.ts";
import { criticalSystem } from "../probe/critical-system.ts";

/**
 * Whether Cloud SQL is mounted as a socket (https://cloud.google.com/sql/docs/postgres/connect-run) and the service reaches it.
 */
export const database: Check = {
  id: "database",
  title: "Cloud SQL is reached through its socket",
  group: "dependencies",
  needs: ANSWERING,
  async run(context) {
    const { settings, subject } = context;
    const declared = settings.database?.instance ?? "none";
    const mounted = subject.revision.sqlInstances.join(", ") || "none";
    const attached = compared("Mounted under /cloudsql", [
      { path: "database.instance", declared, live: mounted },
    ]);
    const report = await criticalSystem(context, "Database");
    const evidence = [...attached.evidence, report.evidence];
    const { findings } = attached;
    if (!report.up) return failed(report.told, { evidence, findings });
    if (findings.length > 0) return failed(attached.reason, { evidence, findings });
    return passed(`${report.told}, through /cloudsql/${declared}`, { evidence });
  },
};
