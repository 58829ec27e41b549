import type { AuditReport } from "../../audit/audit-report.ts";
import { audit } from "../../audit/judge.ts";
import { readLive } from "../../audit/live/read-live.ts";
import { liveSubject } from "../../audit/subjects.ts";
import type { PackConfig } from "../../policies/pack-config.ts";
import { compliantApis, type LiveApis, restOf, SERVICE } from "./live-apis.ts";
import type { liveServiceDocument } from "./live-service.ts";

/** Audits what is live in a compliant project, once a test has bent what its APIs answer. */
export async function auditLive(
  bend: (apis: LiveApis) => void,
  config: PackConfig = {},
): Promise<AuditReport> {
  const apis = compliantApis();
  bend(apis);
  const source = { project: "netra-staging", region: "us-central1", rest: restOf(apis) };
  const readings = await readLive(source, {
    services: ["netra-backend-staging"],
    repository: "netra-backend",
  });
  return audit([liveSubject(readings)], config);
}

export const serviceIn = (apis: LiveApis) => apis[SERVICE] as ReturnType<typeof liveServiceDocument>;

export const violated = ({ violations }: AuditReport) =>
  violations.map(({ rule, place }) => `${rule} ${place}`);
