import type { UpResult } from "../cli/deploy/up-result.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";

/** Two revisions of the workspace's service, to move traffic between. */
export interface TwoRevisions {
  /** The service's name. */
  service: string;
  older: string;
  newer: string;
}

/** Deploys what the workspace holds, not validated, and, after a change of an environment variable, that. */
export async function deployTwoRevisions(workspace: ScratchProject): Promise<TwoRevisions> {
  const first = await upOnce(workspace);
  workspace.edit("Pulumi.staging.yaml", (text) =>
    text.replace("LOG_LEVEL: info", 'LOG_LEVEL: info\n        BENCH_ROUND: "2"'),
  );
  const second = await upOnce(workspace);
  return { service: first.name, older: first.revision, newer: second.revision };
}

async function upOnce(workspace: ScratchProject): Promise<UpResult["services"][number]> {
  const { services } = await workspace.stageJson<UpResult>(["up", "--rehearsal", "--no-validate"]);
  const [service] = services;
  if (!service) throw new Error("the settings declare no service");
  return service;
}
