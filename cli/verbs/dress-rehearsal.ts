import { EXIT_CODES } from "../../faults/exit-codes.ts";
import { Fault } from "../../faults/fault.ts";
import type { ImageDifference } from "../../preview/image/compare-images.ts";
import type { RehearsalResult, RehearsalStep } from "../../preview/rehearsal-result.ts";
import type { ValidationResult } from "../../validation/result.ts";
import type { UpResult } from "../deploy/up-result.ts";
import { rehearseStep } from "../dress-rehearsal/rehearse-step.ts";
import { afterResult, expectWritable, writeOutput } from "../output-file.ts";
import { dressRehearsalText } from "../print/dress-rehearsal-text.ts";
import type { RollbackResult } from "../print/rollback-text.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Deploys to the rehearsal, validates, rolls back and promotes again, each as a person would, and notes how it went. The roll-back is left
 * out where nothing was deployed before. Fails with `dress-rehearsal-failed` (exit code 4) once the notes are written,
 * and with `output-unwritable` before anything is done where they could not be.
 */
export async function dressRehearsal(context: VerbContext): Promise<void> {
  const { options, output } = context;
  if (options.out !== undefined) await expectWritable("--out", options.out);
  const deployed = await rehearseStep<UpResult>(["up", "--no-validate"], context, revisionsIn);
  const validated = deployed.passed
    ? await rehearseStep<ValidationResult>(["validate"], context, ({ verdict }) => verdict.verdict)
    : undefined;
  const rolledBack = deployed.passed ? await rollBackAndForth(context) : undefined;
  const image = deployed.passed ? await imageDifference(context) : undefined;
  const result: RehearsalResult = {
    deployed: noted(deployed),
    ...(validated ? { validated: noted(validated) } : {}),
    ...(rolledBack ? { rolledBack } : {}),
    ...(image ? { image } : {}),
  };
  const { default: colors } = await import("picocolors");
  output.result(dressRehearsalText(result, colors), result);
  const steps = { deployed: result.deployed, validated: result.validated, rolledBack: result.rolledBack };
  const failed = Object.entries(steps).flatMap(([name, step]) =>
    step?.passed === false ? [{ name, ...step }] : [],
  );
  await afterResult(
    failed.length > 0 ? notPassed(failed) : undefined,
    () => keep(result, options.out),
    output,
  );
}

async function keep(result: RehearsalResult, file: string | undefined): Promise<void> {
  if (file !== undefined) await writeOutput("--out", file, `${JSON.stringify(result, null, 2)}\n`);
}

/** Back to the revision before, and to the new one again, so that the next run begins where this one did. */
async function rollBackAndForth(context: VerbContext): Promise<RehearsalStep | undefined> {
  const reason = ["--yes", "--reason", "dress rehearsal"];
  const back = await rehearseStep<RollbackResult>(["rollback", ...reason], context, ({ to }) => to);
  if (back.exitCode === EXIT_CODES.noRollbackTarget.code) return undefined;
  if (!back.passed) return noted(back);
  const forth = await rehearseStep(["promote", ...reason], context);
  return forth.passed ? noted(back) : { ...noted(forth), seconds: back.seconds };
}

/** The image against that of the revision before; undefined where there is none, or it is the same. */
async function imageDifference(context: VerbContext): Promise<RehearsalResult["image"]> {
  const { result } = await rehearseStep<{ difference?: ImageDifference }>(["image"], context);
  return result?.difference;
}

function noted({ passed, seconds, note }: RehearsalStep): RehearsalStep {
  return { passed, seconds: Math.round(seconds * 10) / 10, ...(note === undefined ? {} : { note }) };
}

function revisionsIn({ services }: UpResult): string {
  return services.map(({ revision }) => revision).join(", ");
}

function notPassed(failed: (RehearsalStep & { name: string })[]): Fault {
  return new Fault({
    code: "dress-rehearsal-failed",
    outcome: "validation",
    summary: "The dress rehearsal failed.",
    findings: failed.map(({ name, note }) => ({ path: name, expected: "to pass", actual: note ?? "failed" })),
    next: "the commands' own output is above; each can be run by itself with --rehearsal",
  });
}
