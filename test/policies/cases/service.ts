import { SERVICE } from "../../../policies/resource/types.ts";
import type { RuleCase } from "./rule-case.ts";

const CONTAINER = "template.containers[0]";
const MEMORY = `${CONTAINER}.resources.limits.memory`;
const CPU = `${CONTAINER}.resources.limits.cpu`;
const CONCURRENCY = "template.maxInstanceRequestConcurrency";

export const serviceCases: RuleCase[] = [
  {
    rule: "memory-limit",
    mutant: "one MiB more",
    change: (stack) => stack.set(SERVICE, MEMORY, "513Mi"),
    finding: { path: MEMORY, found: "513Mi", allowed: "512 MiB, such as 512Mi" },
    reads: { type: SERVICE, path: MEMORY, wrong: 512 },
  },
  {
    rule: "cpu-limit",
    mutant: "half a CPU",
    change: (stack) => stack.set(SERVICE, CPU, "500m"),
    finding: { path: CPU, found: "500m", allowed: "1 vCPU, as a text" },
    reads: { type: SERVICE, path: CPU, wrong: 1 },
  },
  {
    rule: "concurrency",
    mutant: "left to Cloud Run's default",
    change: (stack) => stack.set(SERVICE, CONCURRENCY, null),
    finding: { path: CONCURRENCY, found: "nothing", allowed: "1 to 1000 requests" },
    reads: { type: SERVICE, path: CONCURRENCY, wrong: "1000" },
  },
  {
    rule: "request-timeout",
    mutant: "one second more",
    change: (stack) => stack.set(SERVICE, "template.timeout", "301s"),
    finding: { path: "template.timeout", found: "301s", allowed: "1 to 300 seconds, such as 300s" },
    reads: { type: SERVICE, path: "template.timeout", wrong: 300 },
  },
  {
    rule: "min-instances",
    mutant: "two kept warm",
    change: (stack) => stack.set(SERVICE, "template.scaling.minInstanceCount", 2),
    finding: { path: "template.scaling.minInstanceCount", found: "2", allowed: "0 to 1 instances" },
    reads: { type: SERVICE, path: "template.scaling.minInstanceCount", wrong: "0" },
  },
  {
    rule: "max-instances",
    mutant: "none at all",
    change: (stack) => stack.set(SERVICE, "template.scaling.maxInstanceCount", 0),
    finding: { path: "template.scaling.maxInstanceCount", found: "0", allowed: "1 to 10 instances" },
    reads: { type: SERVICE, path: "template.scaling.maxInstanceCount", wrong: "10" },
  },
  {
    rule: "max-instances",
    mutant: "a number set by hand",
    change: (stack) => stack.set(SERVICE, "scaling", { scalingMode: "MANUAL", manualInstanceCount: 500 }),
    finding: { path: "scaling.scalingMode", found: "MANUAL", allowed: "AUTOMATIC" },
    reads: { type: SERVICE, path: "scaling.scalingMode", wrong: "MANUAL" },
  },
  {
    rule: "container-port",
    mutant: "Cloud Run's default port",
    change: (stack) => {
      stack.set(SERVICE, `${CONTAINER}.ports.containerPort`, 8080);
      stack.set(SERVICE, `${CONTAINER}.startupProbe.httpGet.port`, 8080);
      stack.set(SERVICE, `${CONTAINER}.livenessProbe.httpGet.port`, 8080);
    },
    finding: { path: `${CONTAINER}.ports.containerPort`, found: "8080", allowed: "8000" },
    reads: { type: SERVICE, path: `${CONTAINER}.ports.containerPort`, wrong: "8000" },
  },
  {
    rule: "execution-environment",
    mutant: "the first generation",
    change: (stack) => stack.set(SERVICE, "template.executionEnvironment", "EXECUTION_ENVIRONMENT_GEN1"),
    finding: {
      path: "template.executionEnvironment",
      found: "EXECUTION_ENVIRONMENT_GEN1",
      allowed: "EXECUTION_ENVIRONMENT_GEN2",
    },
    reads: { type: SERVICE, path: "template.executionEnvironment", wrong: 2 },
  },
  {
    rule: "ingress",
    mutant: "internal only",
    change: (stack) => stack.set(SERVICE, "ingress", "INGRESS_TRAFFIC_INTERNAL_ONLY"),
    finding: { path: "ingress", found: "INGRESS_TRAFFIC_INTERNAL_ONLY", allowed: "INGRESS_TRAFFIC_ALL" },
    reads: { type: SERVICE, path: "ingress", wrong: true },
  },
  {
    rule: "deletion-protection",
    mutant: "protected",
    change: (stack) => stack.set(SERVICE, "deletionProtection", true),
    finding: { path: "deletionProtection", found: "true", allowed: "false" },
    reads: { type: SERVICE, path: "deletionProtection", wrong: "false" },
  },
  {
    rule: "http-version",
    mutant: "HTTP/2 to the container",
    change: (stack) => stack.set(SERVICE, `${CONTAINER}.ports.name`, "h2c"),
    finding: { path: `${CONTAINER}.ports.name`, found: "h2c", allowed: "http1" },
    reads: { type: SERVICE, path: `${CONTAINER}.ports.name`, wrong: 1 },
  },
];
