import { delimiter, dirname, join } from "node:path";
import { ensureDeployTools } from "../../toolchain/index.ts";
import { STACK } from "../project.ts";
import type { Steps } from "../steps.ts";
import type { VerbContext } from "../verb.ts";
import { policyPackOf } from "./policy-pack.ts";
import { reachStaging } from "./reach-staging.ts";
import type { DeployTarget } from "./target.ts";

/**
 * The real staging project with the engine that deploys to it. State, login and plugins are the person's own, as with a bare
 * `npx pulumi up -s staging`: this never is a second way of deploying.
 */
export async function prepareStaging(
  context: VerbContext,
  verb: string,
  steps: Steps,
): Promise<DeployTarget> {
  const { project } = context;
  const target = reachStaging(context, verb);
  const policies = await policyPackOf(project, { remediate: context.options.remediate ?? false });
  const toolchain = await ensureDeployTools({
    projectDir: project.dir,
    show: (title, work) => steps.run(title, ({ progress }) => work(progress)),
    signal: context.interrupt.signal,
  });
  return {
    ...target,
    engine: {
      binary: toolchain.pulumiBinary,
      cwd: project.dir,
      stack: STACK,
      env: { PATH: [dirname(toolchain.pulumiBinary), process.env.PATH].join(delimiter) },
      policies,
      eventLogFile: join(project.rehearsalDir, "events-staging.jsonl"),
    },
    dockerHost: toolchain.docker.host,
  };
}
