import { delimiter, dirname, join } from "node:path";
import { loadSettingsFile } from "../../settings/load-settings-file.ts";
import { ensureDeployTools } from "../../toolchain/index.ts";
import { STACK } from "../project.ts";
import type { Steps } from "../steps.ts";
import type { VerbContext } from "../verb.ts";
import { findCredentials } from "./credentials.ts";
import { chosenServices, type DeployTarget, type Target } from "./target.ts";

/** The real staging project, as far as looking at it takes: settings and credentials. */
export function reachStaging({ project, options }: VerbContext, verb: string): Target {
  const { settings } = loadSettingsFile(project.settingsFile);
  chosenServices(settings, options.service);
  const credentials = findCredentials(verb);
  return {
    kind: "staging",
    settings,
    access: {
      project: settings.project,
      region: settings.region,
      ...(credentials.kind === "access-token" ? { accessToken: credentials.accessToken } : {}),
    },
    standInBases: new Map(),
  };
}

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
      eventLogFile: join(project.rehearsalDir, "events-staging.jsonl"),
    },
    dockerHost: toolchain.docker.host,
  };
}
