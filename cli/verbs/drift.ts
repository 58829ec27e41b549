import { Fault } from "../../faults/fault.ts";
import { withoutSecrets } from "../../preview/redaction/without-secrets.ts";
import { countByClass, type DriftReport, driftRows } from "../../release/drift/drift-report.ts";
import { type AcceptedSetting, acceptDrift } from "../drift/accept-drift.ts";
import { type FoundDrift, findDrift } from "../drift/find-drift.ts";
import { fixDrift } from "../drift/fix-drift.ts";
import { driftMarkdown } from "../print/drift-markdown.ts";
import { driftText } from "../print/drift-table.ts";
import { canShowLive, createSteps, type Steps } from "../steps.ts";
import { prepareTarget } from "../target/prepare-target.ts";
import type { DeployTarget } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

/** What `--json` prints. */
export interface DriftResult extends DriftReport {
  /** What `--accept` wrote into the settings. */
  accepted: AcceptedSetting[];
}

/** Tells what somebody changed behind the program's back from what only looks so. Ends with exit code 7 on real drift. */
export async function drift(context: VerbContext): Promise<void> {
  const { options, output } = context;
  if (options.fix && options.accept) throw bothAsked();
  const steps = createSteps(canShowLive(options.verbose ?? false));
  const target = await prepareTarget(context, "drift", steps);
  const first = await findDrift(target, context, steps);
  const { found, accepted } = await acted(first, target, context, steps);
  const result: DriftResult = { ...reportOf(found, target), accepted };
  const { default: colors } = await import("picocolors");
  const text = options.markdown ? driftMarkdown(result) : driftText(result, colors, options.all ?? false);
  output.result(text, result);
  if (result.drifted) throw driftFound(result);
}

/** What is found after what was asked for has been done about it. */
async function acted(
  first: FoundDrift,
  target: DeployTarget,
  context: VerbContext,
  steps: Steps,
): Promise<{ found: FoundDrift; accepted: AcceptedSetting[] }> {
  const { options } = context;
  if (options.accept) return acceptDrift(first, target, context, steps);
  const found = options.fix ? await fixDrift(first, target, context, steps) : first;
  return { found, accepted: [] };
}

function reportOf({ differences, notes }: FoundDrift, { kind, access }: DeployTarget): DriftReport {
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

function bothAsked(): Fault {
  return new Fault({
    code: "options-conflict",
    outcome: "usage",
    summary: "--fix and --accept are opposites.",
    findings: [{ path: "--fix", expected: "one of the two", actual: "both" }],
    next: "stage drift --accept PROPERTY first, then stage drift --fix for the rest",
  });
}

function driftFound({ counts }: DriftReport): Fault {
  return new Fault({
    code: "drift-found",
    outcome: "drift",
    summary: `${counts.drift} ${counts.drift === 1 ? "thing is" : "things are"} live and not as declared.`,
    next: "stage drift --fix deploys again what is declared, stage drift --accept PROPERTY writes it into the settings",
  });
}
