import { Fault } from "../../faults/fault.ts";
import type { ClassifiedDifference } from "../../release/drift/classify.ts";
import { judgeDrift, type ServiceEvidence } from "../../release/drift/judge-drift.ts";
import type { LiveDocument } from "../../release/drift/live-document.ts";
import type { ResourceView } from "../../release/drift/resource-view.ts";
import { fullServiceName } from "../../release/live-service.ts";
import { ApiRefusal } from "../../release/rest/api-refusal.ts";
import type { RestClient } from "../../release/rest/rest-client.ts";
import { serviceTargets } from "../deploy/deploy.ts";
import { runOptions } from "../deploy/run-options.ts";
import type { Engine } from "../engine/engine.ts";
import { runEngine } from "../engine/run-engine.ts";
import { releaseDeadLocks } from "../engine/stack-lock.ts";
import type { Steps } from "../steps.ts";
import { connectRest } from "../target/google-clients.ts";
import { chosenServices, type DeployTarget, type KeyedService } from "../target/target.ts";
import type { VerbContext } from "../verb.ts";
import { readForeignGrants } from "./read-policies.ts";
import { createViewReader } from "./read-views.ts";

export interface FoundDrift {
  differences: ClassifiedDifference[];
  /** What could not be looked at. */
  notes: string[];
}

/**
 * Compares what is live with what is declared: the engine reads every resource of the stack and runs the program, Cloud Run and IAM
 * say what the engine does not see. Nothing is changed, and a deployment that is running is no hindrance.
 */
export async function findDrift(
  target: DeployTarget,
  context: VerbContext,
  steps: Steps,
): Promise<FoundDrift> {
  const services = chosenServices(target.settings, context.options.service);
  const rest = connectRest(target.access, context.interrupt.signal);
  const deploymentRunning = await isDeploying(target.engine);
  const views = await readViews(target, services, context, steps);
  return steps.run("Ask Cloud Run and IAM", async () => {
    const [evidence, foreign] = await Promise.all([
      Promise.all(services.map((service) => serviceEvidence(target, service, rest))),
      readForeignGrants(views, target.access, rest),
    ]);
    const differences = judgeDrift({
      views,
      services: evidence,
      foreign: foreign.differences,
      deploymentRunning,
    });
    return { differences, notes: foreign.notes };
  });
}

async function readViews(
  target: DeployTarget,
  services: KeyedService[],
  context: VerbContext,
  steps: Steps,
): Promise<ResourceView[]> {
  const reader = createViewReader();
  await steps.run("Compare what is live with what is declared", async (voice) => {
    const { failure } = await runEngine(lookingEngine(target.engine), "preview", {
      ...runOptions(context, voice),
      onProgress: () => undefined,
      onEvent: reader.take,
      targets: serviceTargets(services, context),
      refresh: true,
    });
    if (failure) throw failure;
  });
  const views = reader.views();
  if (views.every(({ deployed }) => !deployed)) throw nothingDeployed();
  return views;
}

/** The engine for looking only: policies are for what will be deployed, and looking needs no lock. */
function lookingEngine({ locksDir: _, policies: __, ...engine }: Engine): Engine {
  return { ...engine, forgetsEvents: true, env: { ...engine.env, PULUMI_OPTION_POLICY_PACK: undefined } };
}

/** Whether an engine of this machine holds the stack; of other machines Cloud Run's own word is all there is. */
async function isDeploying({ locksDir }: Engine): Promise<boolean> {
  try {
    await releaseDeadLocks(locksDir);
    return false;
  } catch (error) {
    if (error instanceof Fault && error.code === "stack-locked") return true;
    throw error;
  }
}

async function serviceEvidence(
  { access }: DeployTarget,
  { key, service }: KeyedService,
  rest: RestClient,
): Promise<ServiceEvidence> {
  const name = fullServiceName(access.project, access.region, service.name);
  const url = `${access.apiUrl ?? "https://run.googleapis.com"}/v2/${name}`;
  return {
    key,
    strategy: service.traffic,
    document: await orMissing(rest<LiveDocument>({ method: "GET", url })),
  };
}

async function orMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof ApiRefusal && error.httpStatus === 404) return undefined;
    throw error;
  }
}

function nothingDeployed(): Fault {
  return new Fault({
    code: "nothing-deployed",
    outcome: "usage",
    summary: "Nothing has been deployed yet, so nothing can have drifted.",
    next: "stage up deploys",
  });
}
