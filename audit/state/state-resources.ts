import { factsOf } from "../../policies/engine/facts.ts";
import { UNKNOWN } from "../../policies/resource/property.ts";
import type { StackResource } from "../../policies/resource/resource.ts";

/** A resource in what `pulumi stack export` gives. */
export interface ExportedResource {
  urn: string;
  type: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  /** Marked for deletion: it is what a replaced resource left. */
  delete?: boolean;
}

/** The marks that the engine puts on secrets; without `--show-secrets` they are encrypted. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** The state's resources as rules about one resource read them (inputs), and as rules across resources do (outputs). */
export function stateResources(exported: readonly ExportedResource[]): {
  inputs: StackResource[];
  outputs: StackResource[];
} {
  const kept = exported.filter((resource) => !resource.delete);
  return {
    inputs: kept.map((resource) => withFacts(resourceOf(resource, resource.inputs))),
    outputs: kept.map((resource) => resourceOf(resource, resource.outputs)),
  };
}

function resourceOf({ urn, type }: ExportedResource, props: Record<string, unknown> = {}): StackResource {
  const name = urn.slice(urn.lastIndexOf("::") + 2);
  return { urn, type, name, props: readable(props) as Record<string, unknown> };
}

/** The Dockerfile is the one in the checkout: state keeps none. */
function withFacts(resource: StackResource): StackResource {
  return { ...resource, facts: factsOf(resource) };
}

function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (typeof value !== "object" || value === null) return value;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, readable(child)]));
}
