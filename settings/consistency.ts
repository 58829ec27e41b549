import * as z from "zod";
import type { Finding } from "../faults/fault.ts";
import { checkCanary } from "./canary.ts";
import { checkCloudRunLimits } from "./cloud-run-limits.ts";
import { googleCloudShape } from "./google-cloud.ts";
import { isMap } from "./is-map.ts";
import { checkProbes } from "./probes.ts";
import { checkRegistryRegion } from "./registry-region.ts";
import { repositorySchema } from "./repository.ts";
import { checkScaling } from "./scaling.ts";
import { unwrap } from "./schema-walk.ts";
import { type ServiceSettings, serviceSchema } from "./service.ts";
import { checkTraffic } from "./traffic.ts";
import { checkVariableConflicts } from "./variable-conflicts.ts";

/**
 * What ties several settings together. Judges every setting that is right by itself, also where its neighbours are
 * wrong, so that one run reports everything.
 */
export function checkConsistency(raw: unknown): Finding[] {
  if (!isMap(raw)) return [];
  return [...checkRegistry(raw), ...checkServices(raw.services)];
}

function checkRegistry({ region, repository }: Record<string, unknown>): Finding[] {
  const place = googleCloudShape.region.safeParse(region);
  const registry = isMap(repository)
    ? repositorySchema.shape.registry.safeParse(repository.registry)
    : undefined;
  return place.success && registry?.success ? checkRegistryRegion(place.data, registry.data) : [];
}

function checkServices(rawServices: unknown): Finding[] {
  if (!isMap(rawServices)) return [];
  const services = Object.entries(rawServices).map(([key, raw]) => ({ key, settings: validPart(raw) }));
  return [
    ...services.flatMap(({ key, settings }) => prefix(`services.${key}`, checkService(settings))),
    ...checkUnique(services, "name"),
    ...checkUnique(services, "serviceAccount"),
  ];
}

type PartialService = { key: string; settings: Partial<ServiceSettings> };

function checkService(service: Partial<ServiceSettings>): Finding[] {
  return [
    ...checkCloudRunLimits(service),
    ...(service.scaling ? checkScaling(service.scaling) : []),
    ...(service.probes ? checkProbes(service.probes) : []),
    ...(service.traffic ? checkTraffic(service.traffic) : []),
    ...(service.canary ? checkCanary(service.canary) : []),
    ...checkVariableConflicts(service),
  ];
}

function checkUnique(services: PartialService[], property: "name" | "serviceAccount"): Finding[] {
  const owners = new Map<string, string>();
  return services.flatMap(({ key, settings }) => {
    const value = settings[property];
    if (value === undefined) return [];
    const owner = owners.get(value);
    if (owner === undefined) {
      owners.set(value, key);
      return [];
    }
    const path = `services.${key}.${property}`;
    return [{ path, expected: "a value of its own", actual: `${value}, which services.${owner} has too` }];
  });
}

/** The top-level settings of a service that are right by themselves. */
function validPart(raw: unknown): Partial<ServiceSettings> {
  if (!isMap(raw)) return {};
  const valid: Record<string, unknown> = {};
  for (const [key, schema] of Object.entries(serviceSchema.shape)) {
    const parsed = schema.safeParse(raw[key]);
    if (parsed.success) valid[key] = parsed.data;
    else if (unwrap(schema) instanceof z.ZodRecord) valid[key] = validEntries(schema, raw[key]);
  }
  return valid;
}

/** The entries of a map that are right by themselves. */
function validEntries(schema: z.ZodType, raw: unknown): Record<string, unknown> {
  if (!isMap(raw)) return {};
  const entries = Object.entries(raw).map(([key, value]) => schema.safeParse({ [key]: value }));
  return Object.assign({}, ...entries.flatMap((parsed) => (parsed.success ? [parsed.data] : [])));
}

function prefix(at: string, findings: Finding[]): Finding[] {
  return findings.map((finding) => ({ ...finding, path: `${at}.${finding.path}` }));
}
