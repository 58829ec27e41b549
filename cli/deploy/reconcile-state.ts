import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import type { Engine } from "../engine/engine.ts";
import { type EngineRun, runEngine } from "../engine/run-engine.ts";
import { STACK } from "../project.ts";
import type { StepVoice } from "../steps.ts";
import { engineOf } from "../target/engine-of.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { runOptions } from "./run-options.ts";

/** Another engine run, such as a deployment that builds an image, is waited for this long. */
const LOCK_MILLISECONDS = 15 * 60_000;
const LOCK_POLL_MILLISECONDS = 1000;

/**
 * Brings the state of one Cloud Run service in line with what is live, so that the next preview shows no change that is none. A run
 * that holds the stack is waited for.
 *
 * @returns why it could not be done; the live service is what counts, so that is no failure of what led here.
 */
export async function reconcileState(
  target: Pick<Target, "kind">,
  serviceKey: string,
  context: VerbContext,
  voice: StepVoice,
): Promise<Fault | undefined> {
  const eventLogFile = join(context.project.rehearsalDir, `events-refresh-${process.pid}.jsonl`);
  try {
    const engine = { ...(await engineOf(target, context)), eventLogFile };
    const { failure } = await refreshWhenFree(engine, serviceUrn(serviceKey), context, voice);
    return failure;
  } catch (error) {
    context.interrupt.signal.throwIfAborted();
    if (error instanceof Fault) return error;
    throw error;
  } finally {
    await rm(eventLogFile, { force: true });
  }
}

async function refreshWhenFree(
  engine: Engine,
  urn: string,
  context: VerbContext,
  voice: StepVoice,
): Promise<EngineRun> {
  const { pause } = await import("./pause.ts");
  const giveUpAt = Date.now() + LOCK_MILLISECONDS;
  for (let attempt = 0; ; attempt++) {
    const ended = await tryRefresh(engine, urn, context, voice);
    if (!(ended instanceof Fault)) {
      if (!ended.failure || !isLocked(ended.failure) || Date.now() >= giveUpAt) return ended;
    } else if (Date.now() >= giveUpAt) throw ended;
    if (attempt === 0) voice.progress("another engine run holds the stack: waiting until it has ended");
    await pause(LOCK_POLL_MILLISECONDS, context.interrupt.signal);
  }
}
