import { randomBytes } from "node:crypto";
import { Fault } from "../../faults/fault.ts";
import { formatFault } from "../../faults/format.ts";
import type { Engine } from "../containers/engine.ts";
import { ensureImage, ImageNotFound } from "../containers/image.ts";
import { type RunningInstance, startInstance } from "../containers/instance.ts";
import type { InstanceExit, InstanceSpec } from "../containers/instance-spec.ts";
import { ApiError, type RevisionDocument } from "../contract.ts";
import { createUpstream, type Upstream } from "../routing/upstream.ts";
import { lineEntry } from "./cloud-logging.ts";
import { ingressContainer } from "./ingress-container.ts";
import { type InstanceSurroundings, instanceSpec } from "./instance-spec-of.ts";
import { watchLiveness } from "./liveness.ts";
import type { LogBatch } from "./log-batch.ts";
import { platformLog } from "./platform-log.ts";
import { InstanceNotReady } from "./start-failure.ts";
import { livenessPlan, startupPlan } from "./startup-plan.ts";
import { awaitStartup } from "./startup-probe.ts";

/** An instance that has passed its startup probe. */
export interface ReadyInstance {
  upstream: Upstream;
  /** Resolves the moment that it has ended, whoever ended it. */
  ended: Promise<void>;
  stop(): Promise<InstanceExit>;
}

/** Everything that an instance is made from and reports to. */
export interface InstanceFactory extends InstanceSurroundings {
  engine: Engine;
  logs: LogBatch;
}

/** Starts an instance of the revision and waits for its startup probe. Throws InstanceNotReady; nothing is left then. */
export async function startReadyInstance(
  factory: InstanceFactory,
  revision: RevisionDocument,
): Promise<ReadyInstance> {
  const instanceId = randomBytes(32).toString("hex");
  const origin = { revision: revision.name, instanceId };
  const say = platformLog(factory.logs, origin);
  const { spec, instance } = await launch(factory, revision, instanceId, (stream, line) =>
    factory.logs.add(() => lineEntry(origin, stream, line)),
  );
  const container = ingressContainer(revision);
  const plan = startupPlan(container.startupProbe, spec.port);
  const result = await awaitStartup(
    instance.host,
    throughPort(plan, spec.port, instance.port),
    instance.ended,
  );
  say.startup(plan, result);
  if (result.state !== "started") throw await notReady(instance, spec, result);
  instance.endStartupBoost().catch(say.boostNotEnded);
  const stop = stopOnce(instance);
  const liveness = livenessPlan(container.livenessProbe, spec.port);
  const watch =
    liveness &&
    watchLiveness(instance.host, throughPort(liveness, spec.port, instance.port), (seen) => {
      say.unhealthy(seen);
      void stop.now();
    });
  const upstream = createUpstream(instance.host, instance.port, instanceId);
  const ended = instance.ended.then(async () => {
    watch?.end();
    await upstream.client.destroy();
  });
  void instance.exited.then((exit) => {
    if (!stop.asked()) say.exit(exit, spec.memoryBytes);
    else if (exit.exitCode === KILLED_EXIT_CODE) say.killed();
  });
  return { upstream, ended, stop: stop.now };
}

/** 128 and the number of SIGKILL. */
const KILLED_EXIT_CODE = 137;

type LineSink = Parameters<typeof startInstance>[2];

async function launch(
  { engine, ...surroundings }: InstanceFactory,
  revision: RevisionDocument,
  instanceId: string,
  sink: LineSink,
): Promise<{ spec: InstanceSpec; instance: RunningInstance }> {
  try {
    const spec = instanceSpec(revision, instanceId, surroundings);
    try {
      return { spec, instance: await startInstance(engine, spec, sink) };
    } catch (error) {
      if (!/no such image/i.test((error as Error).message)) throw error;
    }
    await ensureImage(engine, spec.image);
    return { spec, instance: await startInstance(engine, spec, sink) };
  } catch (error) {
    throw asNotReady(error);
  }
}

function asNotReady(error: unknown): unknown {
  if (error instanceof ImageNotFound)
    return new InstanceNotReady({ kind: "image-missing", message: error.message });
  if (error instanceof ApiError)
    return new InstanceNotReady({ kind: "secret-unavailable", message: error.message });
  if (error instanceof RangeError)
    return new InstanceNotReady({ kind: "unsupported", message: error.message });
  if (error instanceof Fault) return new InstanceNotReady({ kind: "engine", message: formatFault(error) });
  const { statusCode, message } = error as { statusCode?: number; message?: string };
  if (statusCode === undefined) return error;
  return new InstanceNotReady({ kind: "engine", message: `The Docker engine refused: ${message}` });
}

async function notReady(
  instance: RunningInstance,
  spec: InstanceSpec,
  result: Exclude<Awaited<ReturnType<typeof awaitStartup>>, { state: "started" }>,
): Promise<InstanceNotReady> {
  if (result.state === "exited") {
    const exit = await instance.exited;
    const memoryMiB = Math.round(spec.memoryBytes / 1024 ** 2);
    return new InstanceNotReady({ kind: "exited", port: spec.port, memoryMiB, exit });
  }
  await instance.stop();
  const { waitedSeconds, lastSeen } = result;
  const lastLogLines = instance.lastLogLines();
  return new InstanceNotReady({
    kind: "not-listening",
    port: spec.port,
    waitedSeconds,
    lastSeen,
    lastLogLines,
  });
}

/** Where the container's port is published elsewhere, checks on it go there. */
function throughPort<T extends { check: { port: number } }>(plan: T, declared: number, reached: number): T {
  if (plan.check.port !== declared) return plan;
  return { ...plan, check: { ...plan.check, port: reached } };
}

function stopOnce(instance: RunningInstance): { now(): Promise<InstanceExit>; asked(): boolean } {
  let stopping: Promise<InstanceExit> | undefined;
  return {
    now: () => {
      stopping ??= instance.stop();
      return stopping;
    },
    asked: () => stopping !== undefined,
  };
}
