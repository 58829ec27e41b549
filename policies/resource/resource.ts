import { Property } from "./property.ts";

/** A resource as the engine, the state or a test has it. */
export interface StackResource {
  urn: string;
  type: string;
  name: string;
  /** Inputs where a resource is judged, outputs where a stack is. */
  props: Record<string, unknown>;
  facts?: ResourceFacts;
}

/** What rules need and no property tells; whoever judges finds it out. */
export interface ResourceFacts {
  /** Text of the Dockerfile that an image is built from. */
  dockerfile?: string;
}

/** A resource as rules read it. */
export interface Resource {
  urn: string;
  type: string;
  name: string;
  props: Property;
  facts: ResourceFacts;
}

export function readable({ props, facts = {}, urn, type, name }: StackResource): Resource {
  return { urn, type, name, props: new Property(props), facts };
}
