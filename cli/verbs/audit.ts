import type { AuditReport } from "../../audit/audit-report.ts";
import { audit as judge } from "../../audit/judge.ts";
import { readLive } from "../../audit/live/read-live.ts";
import { liveSubject, stateSubject } from "../../audit/subjects.ts";
import { Fault } from "../../faults/fault.ts";
import { auditText } from "../print/audit-text.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { engineOf } from "../target/engine-of.ts";
import { exportState } from "../target/export-state.ts";
import { connectRest } from "../target/google-clients.ts";
import { policyPackOf } from "../target/policy-pack.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { chosenServices, type Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** What `--json` prints. */
export interface AuditResult extends AuditReport {
  environment: Target["kind"];
  /** Whether no mandatory rule is violated. */
  compliant: boolean;
}

/** Judges what Pulumi remembers and what is live by the policies. Ends with exit code 3 where a mandatory one is violated. */
export async function audit(context: VerbContext): Promise<void> {
  const { options, output, interrupt, project } = context;
  const steps = createSteps(canShowLive(false));
  const target = await reachTarget(context, "audit", steps);
  const services = chosenServices(target.settings, options.service);
  const [exported, readings, { config }] = await steps.run("Read state and what is live", () =>
    Promise.all([
      engineOf(target, context).then((engine) => exportState(engine, interrupt.signal)),
      readLive(
        { ...target.access, rest: connectRest(target.access, interrupt.signal) },
        { services: services.map(({ service }) => service.name), repository: target.settings.repository.id },
      ),
      policyPackOf(project, { ...rehearsalFacts(target), remediate: false }),
    ]),
  );
  const report = judge([stateSubject(exported), liveSubject(readings)], config);
  const refused = report.violations.filter(({ level }) => level === "mandatory");
  const result: AuditResult = { environment: target.kind, compliant: refused.length === 0, ...report };
  const { default: colors } = await import("picocolors");
  output.result(auditText(result, colors), result);
  if (!result.compliant) throw notCompliant(refused.length, target.kind);
}

function notCompliant(count: number, kind: Target["kind"]): Fault {
  return new Fault({
    code: "policy-violated",
    outcome: "policy",
    summary: `The policies refuse what there is in ${kind}: ${count === 1 ? "1 violation" : `${count} violations`}.`,
    next: "stage drift shows who changed it and puts it right; what is declared wrong, the fixes above name",
  });
}

function rehearsalFacts({ kind, settings }: Target) {
  if (kind === "staging") return {};
  const standInBases = settings.rehearsal?.standInBases ?? [];
  return { rehearsal: { registry: settings.repository.registry, standInBases } };
}
