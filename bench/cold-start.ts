import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import Docker from "dockerode";
import { readConfiguration } from "../rehearsal/daemon/configuration.ts";
import { startLocalCloud } from "../rehearsal/index.ts";
import { ownContainers } from "../test/rehearsal/own-containers.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import { type Comparison, inTurn, timed } from "./measure.ts";
import { type InstanceTerms, runUntilOk } from "./serving-instance.ts";

const PATH = "/health";
const IDLE_DEADLINE_MS = 60_000;

export interface ColdStartParts {
  workspace: ScratchProject;
  terms: InstanceTerms;
  service: { url: string; revision: string };
  runs: number;
}

/** The first request to a service scaled to zero, against `docker run` of its image on the same terms. */
export async function compareColdStart({
  workspace,
  terms,
  service,
  runs,
}: ColdStartParts): Promise<Comparison> {
  const configuration = readConfiguration(join(workspace.dir, ".rehearsal", "cloud", "configuration.json"));
  await startLocalCloud({ projectDir: workspace.dir, ...configuration, idleTimeoutSeconds: 1 });
  const request = async () => {
    await scaledToZero(workspace.dir, service.revision);
    return timed(async () => {
      const { status } = await fetch(`${service.url}${PATH}`, { headers: { connection: "close" } });
      if (status !== 200) throw new Error(`the held request was answered with ${status}`);
    });
  };
  const run = async () => {
    await scaledToZero(workspace.dir, service.revision);
    return runUntilOk(terms, PATH);
  };
  return {
    title: "Cold start",
    measured: "first request to the service scaled to zero",
    baseline: "`docker run` of the same image on the same terms until its first 200",
    goal: 1.15,
    pairs: await inTurn(runs, request, run),
  };
}

async function scaledToZero(projectDir: string, revision: string): Promise<void> {
  const docker = new Docker();
  const deadline = Date.now() + IDLE_DEADLINE_MS;
  for (;;) {
    const { length } = await ownContainers(docker, projectDir, revision);
    if (length === 0) return;
    if (Date.now() > deadline) throw new Error(`${length} instance(s) left after ${IDLE_DEADLINE_MS} ms`);
    await delay(100);
  }
}
