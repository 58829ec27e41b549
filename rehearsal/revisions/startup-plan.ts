import type { Probe } from "../contract.ts";

/** One check of an instance. */
export type Check =
  | { kind: "tcp"; port: number }
  | { kind: "http"; port: number; path: string; headers: Record<string, string> };

/** How to decide that an instance has started. */
export interface StartupPlan {
  check: Check;
  isDefault: boolean;
  initialDelaySeconds: number;
  /** Of one try. */
  timeoutSeconds: number;
  /** From the first try on. */
  deadlineSeconds: number;
}

/** How to decide that a started instance is still alive. */
export interface LivenessPlan {
  check: Check;
  initialDelaySeconds: number;
  timeoutSeconds: number;
  periodSeconds: number;
  failureThreshold: number;
}

/** Cloud Run's own: one TCP connection, within 240 s. */
const DEFAULT_DEADLINE_SECONDS = 240;

/**
 * The startup probe as Cloud Run understands it: the instance has `failureThreshold * periodSeconds` to pass
 * (https://cloud.google.com/run/docs/configuring/healthchecks).
 */
export function startupPlan(probe: Probe | undefined, containerPort: number): StartupPlan {
  if (!probe || (!probe.httpGet && !probe.tcpSocket)) {
    return {
      check: { kind: "tcp", port: containerPort },
      isDefault: true,
      initialDelaySeconds: 0,
      timeoutSeconds: DEFAULT_DEADLINE_SECONDS,
      deadlineSeconds: DEFAULT_DEADLINE_SECONDS,
    };
  }
  const { periodSeconds, failureThreshold, ...times } = probeTimes(probe);
  return {
    check: checkOf(probe, containerPort),
    isDefault: false,
    ...times,
    deadlineSeconds: periodSeconds * failureThreshold,
  };
}

/** The liveness probe; only HTTP ones are known to Cloud Run besides gRPC. */
export function livenessPlan(probe: Probe | undefined, containerPort: number): LivenessPlan | undefined {
  if (!probe?.httpGet) return undefined;
  return { check: checkOf(probe, containerPort), ...probeTimes(probe) };
}

/** 0 and absent are the same in proto3 and mean the default. */
function probeTimes(probe: Probe): Omit<LivenessPlan, "check"> {
  return {
    initialDelaySeconds: probe.initialDelaySeconds ?? 0,
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    failureThreshold: probe.failureThreshold || 3,
  };
}

function checkOf({ httpGet, tcpSocket }: Probe, containerPort: number): Check {
  if (!httpGet) return { kind: "tcp", port: tcpSocket?.port || containerPort };
  return {
    kind: "http",
    port: httpGet.port || containerPort,
    path: httpGet.path || "/",
    headers: Object.fromEntries((httpGet.httpHeaders ?? []).map(({ name, value = "" }) => [name, value])),
  };
}
