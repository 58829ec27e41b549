import { setTimeout } from "node:timers/promises";
import { Fault } from "../../faults/fault.ts";
import type { Engine } from "../engine/engine.ts";
import { runEngine } from "../engine/run-engine.ts";
import type { StepVoice } from "../step-voice.ts";
import type { Steps } from "../steps.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import type { EarlyRefresh } from "./early-refresh.ts";
import { refreshEngine } from "./refresh-engine.ts";
import { runOptions } from "./run-options.ts";
import { serviceUrn } from "./service-urn.ts";

/** Another engine run, such as a deployment that builds an image, is waited for this long. */
const LOCK_MILLISECONDS = 15 * 60_000;
const LOCK_POLL_MILLISECONDS = 500;

/**
 * Brings the state of one Cloud Run service in line with what is live, so that the next preview shows no change that is none. A run
 * that holds the stack is waited for.
 *
 * @param early - a refresh that was started beforehand; where it came to nothing, another one is run.
 * @returns why it could not be done: the live service is what counts, so that is no failure of what led here.
 */
export async function reconcileState(
  target: Pick<Target, "kind">,
  serviceKey: string,
  context: VerbContext,
  voice: StepVoice,
  early?: EarlyRefresh,
): Promise<Fault | undefined> {
  if (early && (await early.finish(voice)) === undefined) return undefined;
  try {
    const engine = await refreshEngine(target, context);
    return await refreshWhenFree(engine, serviceUrn(serviceKey), context, voice);
  } catch (error) {
    context.interrupt.signal.throwIfAborted();
    if (error instanceof Fault) return error;
    throw error;
  }
}

async function refreshWhenFree(
  engine: Engine,
  urn: string,
  context: VerbContext,
  voice: StepVoice,
): Promise<Fault | undefined> {
  const giveUpAt = Date.now() + LOCK_MILLISECONDS;
  for (let attempt = 0; ; attempt++) {
    const failure = await refresh(engine, urn, context, voice);
    if (!failure || !isLocked(failure) || Date.now() >= giveUpAt) return failure;
    if (attempt === 0) voice.progress("another engine run holds the stack: waiting until it has ended");
    await setTimeout(LOCK_POLL_MILLISECONDS, undefined, { signal: context.interrupt.signal });
  }
}

async function refresh(
  engine: Engine,
  urn: string,
  context: VerbContext,
  voice: StepVoice,
): Promise<Fault | undefined> {
  try {
    const { failure } = await runEngine(engine, "refresh", { ...runOptions(context, voice), targets: [urn] });
    return failure;
  } catch (error) {
    if (error instanceof Fault && isLocked(error)) return error;
    throw error;
  }
}

/** A file backend's lock is looked at before the engine starts; of other backends the engine tells. */
function isLocked({ code, evidence }: Fault): boolean {
  if (code === "stack-locked") return true;
  return evidence.some((line) => /currently locked by|another update is currently in progress/i.test(line));
}

/** The same as a step that people see. */
export function reconcileStep(
  { target, key, early }: { target: Pick<Target, "kind">; key: string; early?: EarlyRefresh | undefined },
  context: VerbContext,
  steps: Steps,
): Promise<Fault | undefined> {
  return steps.run("Bring Pulumi's state in line", (voice) =>
    reconcileState(target, key, context, voice, early),
  );
}

/** Why state could not be brought in line, as results have it; null where it was. */
export function whyNotReconciled(fault: Fault | undefined): string | null {
  return fault ? [fault.message, ...fault.evidence].join("\n") : null;
}
