import { COMPUTED, integer, list, REQUIRED, record, type Schema, text } from "../../schema/property.ts";

const httpHeaders = list(record({ name: text(REQUIRED), value: text({ default: "" }) }));
const grpc = record({ port: integer(COMPUTED), service: text() }, { sendEmpty: true });

const timing: Schema = {
  failureThreshold: integer({ default: 3 }),
  initialDelaySeconds: integer({ default: 0 }),
  periodSeconds: integer({ default: 10 }),
  timeoutSeconds: integer({ default: 1 }),
};

const httpGet = record(
  { httpHeaders, path: text({ default: "/" }), port: integer(COMPUTED) },
  { sendEmpty: true },
);

/** google.cloud.run.v2.Probe, as the startup probe of a container. */
export const startupProbe = record(
  { ...timing, grpc, httpGet, tcpSocket: record({ port: integer(COMPUTED) }, { sendEmpty: true }) },
  COMPUTED,
);

export const livenessProbe = record(
  { ...timing, grpc, httpGet, tcpSocket: record({ port: integer(REQUIRED) }) },
  COMPUTED,
);

export const readinessProbe = record({
  failureThreshold: integer({ default: 3 }),
  periodSeconds: integer({ default: 10 }),
  successThreshold: integer(COMPUTED),
  timeoutSeconds: integer({ default: 1 }),
  grpc,
  httpGet: record({ path: text({ default: "/" }), port: integer(COMPUTED) }, { sendEmpty: true }),
});
