import type { SocketsReport } from "./held-sockets.ts";
import type { RequestSample } from "./http-load.ts";

/** What a drill saw; times on the clock of `performance.now()`. */
export interface DrillObservations {
  samples: readonly RequestSample[];
  sockets: SocketsReport;
  /** The revision that the rollback went to. */
  target: string;
  commandStartedMs: number;
  commandReturnedMs: number;
}

/** What a drill found; its keys are a contract. */
export interface DrillReport {
  /** From the command's start until the last request was meant for the data path that another revision answered; 0 for none. */
  secondsUntilAllOnTarget: number;
  commandSeconds: number;
  requests: {
    sent: number;
    failed: number;
    /** Each reason with how often it came. */
    failures: Record<string, number>;
    /** Answers by revision. */
    answeredBy: Record<string, number>;
    /** Answers of another revision than the target that came after the command had returned. */
    lateFromOthers: number;
  };
  /** Milliseconds from the moment that a request was meant for until its answer was whole, over all answered ones. */
  latencyMs: { p50: number; p99: number; max: number };
  webSockets: { opened: number; cut: number; reasons: Record<string, number>; pongs: number };
  /** Whether nothing failed, was cut or was late. */
  passed: boolean;
}

/** Puts together what was observed. */
export function drillReport(observations: DrillObservations): DrillReport {
  const { samples, sockets, target, commandStartedMs, commandReturnedMs } = observations;
  const failed = samples.filter(({ failure }) => failure !== undefined);
  const answered = samples.filter(({ revision }) => revision !== undefined);
  const others = answered.filter(({ revision }) => revision !== target);
  const lastOtherMs = Math.max(commandStartedMs, ...others.map(({ intendedMs }) => intendedMs));
  const late = others.filter(({ endedMs }) => endedMs > commandReturnedMs);
  return {
    secondsUntilAllOnTarget: (lastOtherMs - commandStartedMs) / 1000,
    commandSeconds: (commandReturnedMs - commandStartedMs) / 1000,
    requests: {
      sent: samples.length,
      failed: failed.length,
      failures: counted(failed.map(({ failure }) => failure ?? "")),
      answeredBy: counted(answered.map(({ revision }) => revision ?? "")),
      lateFromOthers: late.length,
    },
    latencyMs: latencies(answered.map(({ intendedMs, endedMs }) => endedMs - intendedMs)),
    webSockets: {
      opened: sockets.opened,
      cut: sockets.cut.length,
      reasons: counted(sockets.cut),
      pongs: sockets.pongs,
    },
    passed: failed.length === 0 && sockets.cut.length === 0 && late.length === 0,
  };
}

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

function latencies(values: readonly number[]): DrillReport["latencyMs"] {
  const sorted = [...values].sort((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { p50: quantile(0.5), p99: quantile(0.99), max: quantile(1) };
}
