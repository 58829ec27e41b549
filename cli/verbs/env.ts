import { Fault } from "../../faults/fault.ts";
import { exportLines } from "../print/export-lines.ts";
import { STACK } from "../project.ts";
import { canShowLive, createSteps } from "../steps.ts";
import { rehearsalEnvironment } from "../target/rehearsal-engine.ts";
import type { VerbContext } from "../verb.ts";

/**
 * Prints what a shell evaluates so that a bare `npx pulumi` acts on the rehearsal, and has the local cloud running and the
 * overlay written by then. Pulumi takes every flag from a variable `PULUMI_OPTION_<FLAG>` too.
 */
export async function env(context: VerbContext): Promise<void> {
  const { options, output, project } = context;
  if (!options.rehearsal) {
    throw new Fault({
      code: "environment-of-what",
      outcome: "usage",
      summary:
        "Real staging needs no special environment: npx pulumi preview -s staging. For the rehearsal's: stage env --rehearsal",
    });
  }
  const { prepareRehearsal } = await import("../target/prepare-rehearsal.ts");
  const { engine } = await prepareRehearsal(context, createSteps(canShowLive(false)));
  const { pack = "", configFile = "" } = engine.policies ?? {};
  const variables = {
    ...rehearsalEnvironment(project),
    PULUMI_OPTION_STACK: STACK,
    PULUMI_OPTION_CONFIG_FILE: project.overlayFile,
    PULUMI_OPTION_POLICY_PACK: pack,
    PULUMI_OPTION_POLICY_PACK_CONFIG: configFile,
  };
  output.result(exportLines(variables), variables);
}
