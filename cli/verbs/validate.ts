import { afterResult, expectWritable } from "../output-file.ts";
import { type ChecksList, showLiveChecks, showPlainChecks } from "../print/live-checks.ts";
import { validationText } from "../print/validation-text.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { reachTarget } from "../target/prepare-target.ts";
import { onlyService } from "../target/release-tools.ts";
import { chosenServices, type Target } from "../target/target.ts";
import { dockerHostAt } from "../validate/docker-host.ts";
import { runValidation } from "../validate/run-validation.ts";
import { saveResult } from "../validate/save-result.ts";
import { validationFault } from "../validate/validation-faults.ts";
import { writeReports } from "../validate/write-reports.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Checks what is live and says READY, NOT READY or UNPROVEN, by rules. Fails with `not-ready` or `unproven` (exit code 4), and with
 * `output-unwritable` before anything is asked where the folder of `--out` could not be written to.
 */
export async function validate(context: VerbContext): Promise<void> {
  const { options, output } = context;
  const { out } = options;
  if (out !== undefined) await expectWritable("--out", out, "folder");
  const live = canShowLive(false);
  const target = await reachTarget(context, "validate", createSteps(live));
  const keyed = onlyService(chosenServices(target.settings, options.service));
  const dockerHost = await dockerHostAt(target, context);
  const list = Promise.withResolvers<ChecksList>();
  const result = await runValidation(
    { target, keyed, atHand: dockerHost ? { dockerHost } : {}, command: commandOf(target, options.service) },
    context,
    async (checks) => {
      const shown = live ? await showLiveChecks(checks, process.stderr) : showPlainChecks(process.stderr);
      list.resolve(shown);
      return shown;
    },
  );
  await (await list.promise).finish();
  const { default: colors } = await import("picocolors");
  output.result(validationText(result, colors), result);
  await saveResult(result, target, context);
  const write = async () => {
    if (out !== undefined) await writeReports(result, out, (file) => output.note(`wrote ${file}`));
  };
  await afterResult(validationFault(result), write, output);
}

function commandOf({ kind }: Target, service: string | undefined): string {
  const words = ["stage validate"];
  if (kind === "rehearsal") words.push("--rehearsal");
  if (service !== undefined) words.push("--service", service);
  return words.join(" ");
}
