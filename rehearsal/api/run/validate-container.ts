import type { Container, Probe, RevisionTemplate } from "../../contract.ts";
import { unimplemented } from "../google-error.ts";
import { resourceViolations } from "./validate-resources.ts";
import type { Violate } from "./violate.ts";

/** Set by Cloud Run itself: https://cloud.google.com/run/docs/container-contract#services-env-vars */
const RESERVED_VARIABLES = new Set(["PORT", "K_SERVICE", "K_REVISION", "K_CONFIGURATION"]);

/** Checks one container. Throws 501 for what the rehearsal cannot run. */
export function containerViolations(
  container: Container,
  template: RevisionTemplate,
  at: string,
  violate: Violate,
): void {
  if (!container.image) violate(`${at}.image`, "Required field image is not set.");
  else if (/\s/.test(container.image))
    violate(`${at}.image`, `'${container.image}' is not a valid image reference.`);
  if ("sourceCode" in container || "baseImageUri" in container)
    throw unimplemented("deployment from source code");
  if ("readinessProbe" in container) throw unimplemented("readiness probes");
  portViolations(container, at, violate);
  variableViolations(container, at, violate);
  resourceViolations(container, template, at, violate);
  probeViolations(container.startupProbe, `${at}.startup_probe`, violate);
  probeViolations(container.livenessProbe, `${at}.liveness_probe`, violate);
}

function portViolations({ ports = [] }: Container, at: string, violate: Violate): void {
  if (ports.length > 1) violate(`${at}.ports`, "Only a single port can be specified.");
  const [port] = ports;
  if (port?.name && !["http1", "h2c"].includes(port.name)) {
    violate(`${at}.ports[0].name`, `Port name '${port.name}' must be one of http1, h2c.`);
  }
  const number = port?.containerPort ?? 0;
  if (number < 1 || number > 65535)
    violate(`${at}.ports[0].container_port`, "Port must be between 1 and 65535.");
}

function variableViolations({ env = [] }: Container, at: string, violate: Violate): void {
  const seen = new Set<string>();
  env.forEach(({ name, valueSource }, index) => {
    const field = `${at}.env[${index}]`;
    if (!name) violate(`${field}.name`, "Required field name is not set.");
    if (RESERVED_VARIABLES.has(name)) {
      violate(
        `${field}.name`,
        `The following reserved env names were provided: ${name}. These values are automatically set by the system.`,
      );
    }
    if (seen.has(name)) violate(`${field}.name`, `Environment variable '${name}' is set more than once.`);
    if (valueSource && !valueSource.secretKeyRef?.secret) {
      violate(`${field}.value_source.secret_key_ref.secret`, "Required field secret is not set.");
    }
    seen.add(name);
  });
}

/** https://cloud.google.com/run/docs/configuring/healthchecks */
function probeViolations(probe: Probe | undefined, at: string, violate: Violate): void {
  if (probe === undefined) return;
  if ("grpc" in probe) throw unimplemented("gRPC probes");
  const { timeoutSeconds = 0, periodSeconds = 0, initialDelaySeconds = 0, failureThreshold = 0 } = probe;
  const longest = at.endsWith("startup_probe") ? 240 : 3600;
  if (timeoutSeconds < 1 || timeoutSeconds > longest) {
    violate(`${at}.timeout_seconds`, `timeout_seconds must be between 1 and ${longest}.`);
  }
  if (periodSeconds < 1 || periodSeconds > longest) {
    violate(`${at}.period_seconds`, `period_seconds must be between 1 and ${longest}.`);
  }
  if (initialDelaySeconds < 0 || initialDelaySeconds > longest) {
    violate(`${at}.initial_delay_seconds`, `initial_delay_seconds must be between 0 and ${longest}.`);
  }
  if (failureThreshold < 1) violate(`${at}.failure_threshold`, "failure_threshold must be at least 1.");
  if (timeoutSeconds > periodSeconds) {
    violate(`${at}.timeout_seconds`, "timeout_seconds must not be greater than period_seconds.");
  }
  const path = probe.httpGet?.path;
  if (path && !path.startsWith("/"))
    violate(`${at}.http_get.path`, `The path '${path}' must start with '/'.`);
}
