import type { StackResource } from "../../policies/resource/resource.ts";
import { SERVICE } from "../../policies/resource/types.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests write what the types would refuse
export type Props = Record<string, any>;

/** A stack that tests may bend. */
export class EditableStack {
  readonly resources: StackResource[];

  constructor(resources: StackResource[]) {
    this.resources = resources;
  }

  copy(): EditableStack {
    return new EditableStack(structuredClone(this.resources));
  }

  /** The first resource of a type. */
  of(type: string): StackResource & { props: Props } {
    const found = this.resources.find((resource) => resource.type === type);
    if (!found) throw new Error(`the stack has no ${type}`);
    return found;
  }

  get service(): Props {
    return this.of(SERVICE).props;
  }

  get container(): Props {
    return this.service.template.containers[0];
  }

  /** Path of a variable's entry, as findings name it. */
  variablePath(name: string): string {
    const index = this.container.envs.findIndex((variable: Props) => variable.name === name);
    if (index < 0) throw new Error(`the service has no variable ${name}`);
    return `template.containers[0].envs[${index}]`;
  }

  /** Adds a variable at the end, in the clear. */
  addVariable(name: string, value: string): void {
    this.container.envs.push({ name, value });
  }

  removeVariable(name: string): void {
    this.container.envs = this.container.envs.filter((variable: Props) => variable.name !== name);
  }

  add(type: string, name: string, props: Props): void {
    this.resources.push({ urn: `urn:pulumi:staging::netra-backend::${type}::${name}`, type, name, props });
  }

  /** Puts a value at a path such as `template.containers[0].image`, making what is missing on the way. */
  set(type: string, path: string, value: unknown): void {
    const keys = path.split(/[.[\]]+/).filter((key) => key !== "");
    const last = keys.pop() ?? "";
    const parent = keys.reduce<Props>((at, key) => {
      at[key] ??= {};
      return at[key];
    }, this.of(type).props);
    parent[last] = value;
  }

  /** Replaces a text wherever it stands. */
  replaceEverywhere(text: string, replacement: string): void {
    const bent = this.resources.map(({ props, ...rest }) => ({ ...rest, props: bend(props) as Props }));
    this.resources.splice(0, this.resources.length, ...bent);

    function bend(value: unknown): unknown {
      if (typeof value === "string") return value.replaceAll(text, replacement);
      if (Array.isArray(value)) return value.map(bend);
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, bend(child)]));
    }
  }
}
