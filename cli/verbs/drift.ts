import { Fault } from "../../faults/fault.ts";
import { withoutSecrets } from "../../preview/redaction/without-secrets.ts";
import { countByClass, type DriftReport, driftRows } from "../../release/drift/drift-report.ts";
import { type FoundDrift, findDrift } from "../drift/find-drift.ts";
import { driftMarkdown } from "../print/drift-markdown.ts";
import { driftText } from "../print/drift-table.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import type { DeployTarget } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** Tells what somebody changed behind the program's back from what only looks so. Ends with exit code 7 on real drift. */
export async function drift(context: VerbContext): Promise<void> {
  const { options, output } = context;
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const target = await prepareTarget(context, "drift", steps);
  const found = await findDrift(target, context, steps);
  const report = reportOf(found, target);
  const { default: colors } = await import("picocolors");
  const text = options.markdown ? driftMarkdown(report) : driftText(report, colors, options.all ?? false);
  output.result(text, report);
  if (report.drifted) throw driftFound(report);
}

export function reportOf({ differences, notes }: FoundDrift, { kind, access }: DeployTarget): DriftReport {
  const counts = countByClass(differences);
  const { project, region } = access;
  return {
    environment: kind,
    project,
    region,
    drifted: counts.drift > 0,
    counts,
    differences: driftRows(differences, withoutSecrets),
    notes,
  };
}

function driftFound({ counts }: DriftReport): Fault {
  return new Fault({
    code: "drift-found",
    outcome: "drift",
    summary: `${counts.drift} ${counts.drift === 1 ? "thing is" : "things are"} live and not as declared.`,
    next: "stage drift --fix declares it again, stage drift --accept writes it into the settings",
  });
}
