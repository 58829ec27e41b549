import { type DrillReport, drillReport } from "./drill-report.ts";
import { holdSockets } from "./held-sockets.ts";
import { createHttpLoad } from "./http-load.ts";
import { OpenLoop } from "./open-loop.ts";

/** A rollback that is run under load. */
export interface DrillPlan {
  /** What is asked, again and again. */
  url: URL;
  requestsPerSecond: number;
  sockets: { url: URL; count: number; headers: Record<string, string> };
  /** Load before the command and after it, so that what comes late is seen too. */
  secondsAround: number;
  /** Runs the command; resolves with the revision that it went to when it has returned. */
  rollBack(): Promise<{ target: string }>;
  /** Resolves after that time, or rejects with the reason of a Ctrl-C. */
  pause(milliseconds: number): Promise<void>;
}

/** Runs the rollback with requests by the clock and WebSockets held open, from before its start until after its end. */
export async function runDrill(plan: DrillPlan): Promise<DrillReport & { target: string }> {
  const { url, requestsPerSecond, sockets, secondsAround, pause } = plan;
  const held = await holdSockets(sockets.url, sockets.count, sockets.headers);
  const load = createHttpLoad(url);
  const loop = new OpenLoop({ perSecond: requestsPerSecond, send: (intendedMs) => load.send(intendedMs) });
  let stopped: ReturnType<typeof held.close> | undefined;
  const stop = () => {
    loop.stop();
    stopped ??= held.close();
    return stopped;
  };
  try {
    loop.start();
    await pause(secondsAround * 1000);
    const commandStartedMs = performance.now();
    const { target } = await plan.rollBack();
    const commandReturnedMs = performance.now();
    await pause(secondsAround * 1000);
    const report = await stop();
    await load.close();
    const observations = { samples: load.samples, sockets: report, target };
    return { target, ...drillReport({ ...observations, commandStartedMs, commandReturnedMs }) };
  } finally {
    await stop();
    await load.close();
  }
}
