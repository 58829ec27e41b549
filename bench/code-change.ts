import { join } from "node:path";
import { execa } from "execa";
import type { UpResult } from "../cli/deploy/up-result.ts";
import { bundleOnHost } from "../components/bundle.ts";
import type { ScratchProject } from "../test/rehearsal/scratch-project.ts";
import type { BareEngine } from "./engine.ts";
import { type Comparison, inTurn, timed } from "./measure.ts";
import { type InstanceTerms, runUntilOk } from "./serving-instance.ts";

const GREETING = /Welcome to Netra API( \d+)?/;

export interface CodeChangeParts {
  workspace: ScratchProject;
  engine: BareEngine;
  terms: InstanceTerms;
  /** What the image is built on here. */
  baseImage: string;
  runs: number;
}

/** From a changed line to a served revision, against the same work done by hand without any checking. */
export async function compareCodeChange(parts: CodeChangeParts): Promise<Comparison> {
  let change = 0;
  const changeLine = () => {
    change += 1;
    const text = `Welcome to Netra API ${change}`;
    parts.workspace.edit("backend/src/http/health-routes.ts", (source) => source.replace(GREETING, text));
  };
  const rehearse = async () => {
    changeLine();
    return timed(async () => {
      const { services } = await parts.workspace.stageJson<UpResult>(["up", "--rehearsal"]);
      if (!services[0]?.newRevision) throw new Error("the change made no new revision");
    });
  };
  const byHand = async () => {
    changeLine();
    return buildPushRunUp(parts, change);
  };
  return {
    title: "Rehearse after a code change",
    measured: "`stage up --rehearsal` after one changed line",
    baseline: "sum of `docker build`, `docker push`, `docker run` until 200, `pulumi up` of an empty program",
    goal: 1.5,
    pairs: await inTurn(parts.runs, rehearse, byHand),
  };
}

/** Bundling comes before the time starts: the sum is of the four commands alone. */
async function buildPushRunUp(parts: CodeChangeParts, change: number): Promise<number> {
  const { workspace, engine, terms, baseImage } = parts;
  const bundle = { entryPoint: "src/main.ts", outFile: "dist/main.mjs" };
  await bundleOnHost({ projectFolder: workspace.dir, context: "backend", bundle });
  const [registry] = terms.image.split("/");
  const image = `${registry}/bench/backend:${change}`;
  const arg = `BASE_IMAGE=${baseImage}`;
  const context = join(workspace.dir, "backend");
  const commandsMs = await timed(async () => {
    await execa("docker", ["build", "--quiet", "--build-arg", arg, "--tag", image, context]);
    await execa("docker", ["push", "--quiet", image]);
    await engine.upEmpty();
  });
  const runMs = await runUntilOk({ ...terms, image }, "/health");
  await execa("docker", ["rmi", image]);
  return commandsMs + runMs;
}
