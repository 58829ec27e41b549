import { SERVICE } from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

const STARTUP = "template.containers[0].startupProbe";
const LIVENESS = "template.containers[0].livenessProbe";
const SUM = "initialDelaySeconds + periodSeconds × failureThreshold";

export const probeCases: RuleCase[] = [
  {
    rule: "startup-probe",
    mutant: "an open port is enough",
    change: (stack) => {
      const { httpGet, ...timing } = stack.container.startupProbe;
      stack.container.startupProbe = { ...timing, tcpSocket: { port: httpGet.port } };
    },
    finding: { path: `${STARTUP}.httpGet.path`, found: "nothing", allowed: "/health" },
    reads: { type: SERVICE, path: `${STARTUP}.httpGet.path`, wrong: 1 },
  },
  {
    rule: "startup-window",
    mutant: "one second too long",
    change: (stack) => stack.set(SERVICE, `${STARTUP}.failureThreshold`, 241),
    finding: {
      path: `${STARTUP}.failureThreshold`,
      found: "241 seconds in all",
      allowed: `${SUM} from 20 to 240`,
    },
    reads: { type: SERVICE, path: `${STARTUP}.periodSeconds`, wrong: "1s" },
  },
  {
    rule: "liveness-probe",
    mutant: "none",
    change: (stack) => stack.set(SERVICE, LIVENESS, null),
    finding: { path: `${LIVENESS}.httpGet.path`, found: "nothing", allowed: "/health/live" },
    reads: { type: SERVICE, path: `${LIVENESS}.httpGet.path`, wrong: {} },
  },
  {
    rule: "liveness-window",
    mutant: "as many failures as the timeout has seconds",
    change: (stack) => stack.set(SERVICE, `${LIVENESS}.failureThreshold`, 31),
    finding: { path: `${LIVENESS}.periodSeconds`, found: "310 seconds in all", allowed: `${SUM} up to 300` },
    reads: { type: SERVICE, path: `${LIVENESS}.periodSeconds`, wrong: "10s" },
  },
  {
    rule: "probe-port",
    mutant: "liveness by another port",
    change: (stack) => stack.set(SERVICE, `${LIVENESS}.httpGet.port`, 9090),
    finding: { path: `${LIVENESS}.httpGet.port`, found: "9090", allowed: "8000" },
    reads: { type: SERVICE, path: `${LIVENESS}.httpGet.port`, wrong: "8000" },
  },
];
