import { type Resource, readable, type StackResource } from "./resource.ts";

/** All resources of a stack, by type. */
export class Stack {
  private readonly byType: Map<string, Resource[]>;

  constructor(resources: readonly StackResource[]) {
    this.byType = Map.groupBy(resources.map(readable), ({ type }) => type);
  }

  all(...types: string[]): Resource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }
}
