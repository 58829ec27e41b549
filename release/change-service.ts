import pRetry from "p-retry";
import { Fault } from "../faults/fault.ts";
import type { CloudRun, LiveService, ServiceChange } from "./live-service.ts";
import { ApiRefusal } from "./rest/api-refusal.ts";
import type { Clock } from "./settled.ts";

/** What a change of a live service is made with. */
export interface ReleaseTools {
  cloudRun: CloudRun;
  /** `projects/P/locations/L/services/S` */
  serviceName: string;
  clock: Clock;
  signal: AbortSignal;
  /** Takes a line about what is being waited for. */
  say(line: string): void;
}

/** A change made up from what is live; undefined where nothing is to be done. */
export type Decision = (live: LiveService) => Wanted | Promise<Wanted>;
type Wanted = Omit<ServiceChange, "etag"> | undefined;

export interface ChangedService {
  /** What the change was made up from. */
  before: LiveService;
  /** Whether a change was sent. */
  changed: boolean;
  after: LiveService;
}

/** As long as a startup probe may take at most, and some more: https://cloud.google.com/run/docs/configuring/healthchecks */
const OTHER_CHANGE_MILLISECONDS = 5 * 60_000;
const POLL_MILLISECONDS = 250;
const CONFLICT_RETRIES = 8;

/**
 * Changes a service by one PATCH with its etag. Another change that Cloud Run is still working on is waited for; one that comes in
 * between is a conflict, and the decision is made again from fresh data.
 */
export async function changeService(tools: ReleaseTools, decide: Decision): Promise<ChangedService> {
  return pRetry(
    async () => {
      const before = await quietService(tools);
      const change = await decide(before);
      if (!change) return { before, changed: false, after: before };
      await tools.cloudRun.change(tools.serviceName, { ...change, etag: before.etag });
      return { before, changed: true, after: await existingService(tools) };
    },
    {
      retries: CONFLICT_RETRIES,
      minTimeout: 50,
      maxTimeout: 1000,
      randomize: true,
      signal: tools.signal,
      shouldRetry: ({ error }) => error instanceof ApiRefusal && error.httpStatus === 409,
      onFailedAttempt: ({ retriesConsumed }) => {
        if (retriesConsumed === 0)
          tools.say("somebody else changed the service meanwhile: starting again from what is live now");
      },
    },
  );
}

/** The service as it is. Fails with the Fault `service-missing`. */
export async function existingService({ cloudRun, serviceName }: ReleaseTools): Promise<LiveService> {
  const service = await cloudRun.service(serviceName);
  if (service) return service;
  throw new Fault({
    code: "service-missing",
    outcome: "cloud",
    summary: `There is no service ${serviceName.split("/").at(-1)}.`,
    next: "stage up deploys it",
  });
}

/** The service once Cloud Run works on no change of it. Fails with the Fault `service-busy`. */
async function quietService(tools: ReleaseTools): Promise<LiveService> {
  const { clock, say } = tools;
  const giveUpAt = clock.now() + OTHER_CHANGE_MILLISECONDS;
  let said = false;
  for (;;) {
    const service = await existingService(tools);
    if (!service.reconciling) return service;
    if (!said)
      say(`Cloud Run is working on another change of ${service.name}: waiting until it has finished`);
    said = true;
    if (clock.now() >= giveUpAt) throw busy(service);
    await clock.pause(POLL_MILLISECONDS);
  }
}

function busy({ name, condition }: LiveService): Fault {
  return new Fault({
    code: "service-busy",
    outcome: "cloud",
    summary: `Cloud Run is still working on another change of ${name} after ${OTHER_CHANGE_MILLISECONDS / 60_000} min.`,
    evidence: condition.message ? [`last seen: ${condition.message}`] : [],
    next: "stage status shows how far it has got; then the same command again",
  });
}
