import type { InvariantName, Invariants } from "./invariants.ts";
import type { Property } from "./resource/property.ts";
import type { Resource } from "./resource/resource.ts";
import type { Stack } from "./resource/stack.ts";
import type { Violation } from "./resource/violation.ts";

/** What every rule says about itself; the documentation is made from it. */
export interface Statement<Name extends InvariantName = InvariantName> {
  /** Name in messages and in the pack's config; never changed. */
  id: string;
  title: string;
  severity: "low" | "medium" | "high" | "critical";
  /** Whether a violation stops the deployment. */
  level: "mandatory" | "advisory";
  /** Types of the resources that the rule looks at. */
  types: readonly string[];
  /** The invariants that it reads, and that its config may set. */
  invariants: readonly Name[];
  /** What must hold, in one sentence. */
  what: string;
  /** What goes wrong otherwise, in one sentence. */
  why: string;
  /** The setting to change. */
  fix: string;
  /** The page that the rule rests on. */
  source: string;
}

export type Verdict = Violation | readonly Violation[] | undefined;

/** Sets a property to a value. */
export interface Patch {
  keys: readonly (string | number)[];
  value: unknown;
}

/** Judges one resource by its inputs, before it is touched. */
export interface ResourceRule<Name extends InvariantName = InvariantName> extends Statement<Name> {
  scope: "resource";
  /** The parts judged one by one, so that one unknown part hides no other; the whole resource unless given. */
  subjects?(props: Property, invariants: Pick<Invariants, Name>): readonly Property[];
  check(subject: Property, invariants: Pick<Invariants, Name>, resource: Resource): Verdict;
  /** A fix that cannot do harm, where there is one. */
  remediate?(props: Property, invariants: Pick<Invariants, Name>): readonly Patch[];
}

/** Judges a resource in the light of all others, by their outputs, when a preview or an update has been through. */
export interface StackRule<Name extends InvariantName = InvariantName> extends Statement<Name> {
  scope: "stack";
  check(resource: Resource, invariants: Pick<Invariants, Name>, stack: Stack): Verdict;
}

export type Rule = ResourceRule | StackRule;

export function resourceRule<Name extends InvariantName>(
  rule: Omit<ResourceRule<Name>, "scope">,
): ResourceRule {
  return { ...(rule as Omit<ResourceRule, "scope">), scope: "resource" };
}

export function stackRule<Name extends InvariantName>(rule: Omit<StackRule<Name>, "scope">): StackRule {
  return { ...(rule as Omit<StackRule, "scope">), scope: "stack" };
}
