import { type Resource, readable, type StackResource } from "./resource.ts";

/** All resources of a stack, by type; those of a type are read when a rule first asks for them. */
export class Stack {
  private readonly byType: Map<string, StackResource[]>;
  private readonly read = new Map<string, Resource[]>();

  constructor(resources: readonly StackResource[]) {
    this.byType = Map.groupBy(resources, ({ type }) => type);
  }

  all(...types: string[]): Resource[] {
    return types.flatMap((type) => this.ofType(type));
  }

  private ofType(type: string): Resource[] {
    const known = this.read.get(type);
    if (known) return known;
    const resources = (this.byType.get(type) ?? []).map(readable);
    this.read.set(type, resources);
    return resources;
  }
}
