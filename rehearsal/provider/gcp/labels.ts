import type { PropertyMap } from "../plugin/property-value.ts";
import { OUTPUT, type Schema, texts } from "../schema/property.ts";
import type { GcpConfiguration } from "./configuration.ts";

/** The label that the real plugin puts on what it creates. */
const ATTRIBUTION = { "goog-pulumi-provisioned": "true" };

/**
 * Labels are non-authoritative: `labels` is what the program declares, `pulumiLabels` adds the provider's defaults, and
 * `effectiveLabels` is all that the resource carries, so other tools' labels are no differences.
 */
export const LABELS: Schema = {
  labels: texts({ rest: false }),
  pulumiLabels: texts({ ...OUTPUT, rest: false }),
  effectiveLabels: texts({ ...OUTPUT, rest: "labels" }),
};

/** As {@link LABELS}, for annotations. */
export const ANNOTATIONS: Schema = {
  annotations: texts({ rest: false }),
  effectiveAnnotations: texts({ ...OUTPUT, rest: "annotations" }),
};

/** Labels and annotations that the plan comes to: declared ones, and those of others that the state has seen. */
export function withEffectiveLabels(
  plan: PropertyMap,
  state: PropertyMap,
  schema: Schema,
  configuration: GcpConfiguration,
): PropertyMap {
  const result = { ...plan };
  if (schema.labels) {
    const attribution = configuration.addPulumiAttributionLabel ? ATTRIBUTION : {};
    const declared = { ...configuration.defaultLabels, ...attribution, ...mapOf(plan.labels) };
    result.pulumiLabels = declared;
    result.effectiveLabels = { ...others(state.effectiveLabels, state.pulumiLabels), ...declared };
  }
  if (schema.annotations) {
    const declared = mapOf(plan.annotations);
    result.effectiveAnnotations = { ...others(state.effectiveAnnotations, state.annotations), ...declared };
  }
  return result;
}

/** What a document's labels and annotations mean to a state: of the declared ones, those that are still there. */
export function readLabels(read: PropertyMap, prior: PropertyMap, schema: Schema): PropertyMap {
  const result = { ...read };
  if (schema.labels) {
    result.labels = stillThere(prior.labels, read.effectiveLabels);
    result.pulumiLabels = stillThere(prior.pulumiLabels, read.effectiveLabels);
  }
  if (schema.annotations) result.annotations = stillThere(prior.annotations, read.effectiveAnnotations);
  return result;
}

function others(effective: unknown, managed: unknown): PropertyMap {
  const ours = mapOf(managed);
  return Object.fromEntries(Object.entries(mapOf(effective)).filter(([key]) => !(key in ours)));
}

function stillThere(declared: unknown, effective: unknown): PropertyMap {
  const live = mapOf(effective);
  const keys = Object.keys(mapOf(declared)).filter((key) => key in live);
  return Object.fromEntries(keys.map((key) => [key, live[key]]));
}

function mapOf(value: unknown): PropertyMap {
  return (value ?? {}) as PropertyMap;
}
