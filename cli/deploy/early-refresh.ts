import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { Fault } from "../../faults/fault.ts";
import { installedPlugin } from "../../toolchain/index.ts";
import { holdProvider } from "../engine/held-provider.ts";
import { type EngineRun, runEngine } from "../engine/run-engine.ts";
import type { StepVoice } from "../step-voice.ts";
import type { Target } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { refreshEngine } from "./refresh-engine.ts";
import { runOptions } from "./run-options.ts";
import { serviceUrn } from "./service-urn.ts";

/** A refresh of state that starts beside a change of the live service, and reads that service only after the change. */
export interface EarlyRefresh extends AsyncDisposable {
  /** Starts the plugin, too: it takes a processor that until then is better left to the change. */
  prepare(): void;
  /**
   * Reads what is live from now on, and waits for the end. Returns why state could not be brought in line: among others, that
   * another run holds the stack.
   */
  finish(voice: StepVoice): Promise<Fault | undefined>;
}

/**
 * The refresh that follows a change of a rehearsal, started before even the settings are read: of the services there may be, all are
 * taken. Undefined where something else comes first: a question, a choice among services, bringing a rehearsal up; and for the real
 * project, where a second more or less is lost among its own.
 */
export function refreshAhead(context: VerbContext): EarlyRefresh | undefined {
  const { rehearsal, service, yes } = context.options;
  const isAsked = !yes && process.stdin.isTTY === true;
  if (!rehearsal || service !== undefined || isAsked || !existsSync(context.project.overlayFile))
    return undefined;
  return startEarlyRefresh({ kind: "rehearsal" }, serviceUrn("*"), context);
}

/**
 * Starts engine and plugin for what follows a change of traffic, since starting them takes longer than the change. Nothing is read
 * before `finish`. Left without it, it reads what is live all the same and ends: that is as right as not to read.
 *
 * @param urn - of the resources, as `--target` takes it.
 * @returns undefined where no gcp plugin is installed yet: then the engine gets it, and takes its time.
 */
export function startEarlyRefresh(
  target: Pick<Target, "kind">,
  urn: string,
  context: VerbContext,
): EarlyRefresh | undefined {
  const plugin = installedPlugin(placeOf(target, context), "gcp");
  if (plugin === undefined) return undefined;
  let speaker: StepVoice | undefined;
  const voice: StepVoice = {
    progress: (line) => speaker?.progress(line),
    passing: (line) => speaker?.passing(line),
    retitle: (title) => speaker?.retitle(title),
  };
  const prepared = Promise.withResolvers<void>();
  const held = holdProvider(plugin, prepared.promise);
  const ended = outcomeOf(
    held.then(async ({ port }) => {
      const engine = await refreshEngine(target, context);
      return runEngine({ ...engine, env: { ...engine.env, ...attachedTo(port) } }, "refresh", {
        ...runOptions(context, voice),
        targets: [urn],
      });
    }),
  );
  const end = async () => {
    prepared.resolve();
    (await held).open();
    const outcome = await ended;
    (await held).close();
    return outcome;
  };
  return {
    prepare: prepared.resolve,
    async finish(to) {
      speaker = to;
      const { error, run } = await end();
      if (error === undefined) return run?.failure;
      if (error instanceof Fault && !context.interrupt.signal.aborted) return error;
      throw error;
    },
    async [Symbol.asyncDispose]() {
      await end();
    },
  };
}

interface Outcome {
  run?: EngineRun;
  error?: unknown;
}

/** Never rejects: it is waited for long after it began. */
function outcomeOf(run: Promise<EngineRun>): Promise<Outcome> {
  return run.then(
    (ended) => ({ run: ended }),
    (error: unknown) => ({ error }),
  );
}

function placeOf({ kind }: Pick<Target, "kind">, { project }: VerbContext) {
  const own = process.env.PULUMI_HOME ?? join(homedir(), ".pulumi");
  return { projectDir: project.dir, pulumiHome: kind === "rehearsal" ? project.pulumiHome : own };
}

function attachedTo(port: number): Record<string, string> {
  const others = process.env.PULUMI_DEBUG_PROVIDERS;
  return { PULUMI_DEBUG_PROVIDERS: [...(others ? [others] : []), `gcp:${port}`].join(",") };
}
