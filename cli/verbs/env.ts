import type { PolicyPackUse } from "../engine/engine.ts";
import { exportLines } from "../print/export-lines.ts";
import { STACK } from "../project.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { policyPackOf } from "../target/policy-pack.ts";
import { rehearsalEnvironment } from "../target/rehearsal-engine.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Prints what a shell evaluates so that a bare `npx pulumi` is held to the policies; with `--rehearsal` it acts on the rehearsal
 * too, and has the local cloud running and the overlay written by then. Pulumi takes every flag from a variable
 * `PULUMI_OPTION_<FLAG>`.
 */
export async function env(context: VerbContext): Promise<void> {
  const { options, output, project } = context;
  const variables = options.rehearsal
    ? await rehearsalVariables(context)
    : policyVariables(await policyPackOf(project, { remediate: false }));
  output.result(exportLines(variables), variables);
}

async function rehearsalVariables(context: VerbContext): Promise<Record<string, string>> {
  const { project } = context;
  const { prepareRehearsal } = await import("../target/prepare-rehearsal.ts");
  const { engine } = await prepareRehearsal(context, createSteps(canShowLive(false)));
  return {
    ...rehearsalEnvironment(project),
    PULUMI_OPTION_STACK: STACK,
    PULUMI_OPTION_CONFIG_FILE: project.overlayFile,
    ...(engine.policies ? policyVariables(engine.policies) : {}),
  };
}

function policyVariables({ pack, configFile }: PolicyPackUse): Record<string, string> {
  return {
    PULUMI_OPTION_POLICY_PACK: pack,
    ...(configFile ? { PULUMI_OPTION_POLICY_PACK_CONFIG: configFile } : {}),
  };
}
