import { execa } from "execa";
import type { CloudQuestions } from "../../validation/cloud-questions.ts";
import type { ServiceOutputs } from "../deploy/deployment.ts";
import { engineOf } from "../target/engine-of.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";

type DeployedImage = Awaited<ReturnType<CloudQuestions["deployedImage"]>>;

const DEADLINE_MILLISECONDS = 30_000;

/** The image that the last deployment built, from the stack's own outputs. What the engine cannot tell is not known, and no fault. */
export async function deployedImageOf(
  target: Target,
  key: string,
  context: VerbContext,
): Promise<DeployedImage> {
  const engine = await engineOf(target, context);
  const { failed, stdout, stderr } = await execa(
    engine.binary,
    ["stack", "output", "--json", "--non-interactive", "--stack", engine.stack],
    {
      ...{ cwd: engine.cwd, env: engine.env, stdin: "ignore", reject: false },
      ...{ timeout: DEADLINE_MILLISECONDS, cancelSignal: context.interrupt.signal },
    },
  );
  context.interrupt.signal.throwIfAborted();
  if (failed) return { unknown: stderr.trim().split("\n").at(-1) || "pulumi stack output failed" };
  const { services = {} } = JSON.parse(stdout) as { services?: Record<string, Partial<ServiceOutputs>> };
  const reference = services[key]?.image;
  return reference === undefined ? { unknown: `the stack's outputs have no image of ${key}` } : { reference };
}
