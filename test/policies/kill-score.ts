import { evaluate } from "../../policies/evaluate.ts";
import { allCases } from "./cases/all-cases.ts";
import type { EditableStack } from "./editable-stack.ts";
import { type PropertyMutant, propertyMutants } from "./property-mutants.ts";
import { type Survivors, survivors } from "./survivors.ts";

export interface RuleScore {
  /** Cases whose change trips their rule and no other. */
  caught: string[];
  missed: string[];
}

export interface PropertyScore {
  mutants: PropertyMutant[];
  /** How many mutants some rule refuses. */
  caught: number;
  excused: { mutant: PropertyMutant; reason: string }[];
  unexcused: PropertyMutant[];
  /** Reasons that no mutant needs. */
  idle: Survivors[];
}

/** Runs every rule's own mutant. */
export function ruleScore(compliant: EditableStack): RuleScore {
  const caught: string[] = [];
  const missed: string[] = [];
  for (const { rule, change } of allCases) {
    const stack = compliant.copy();
    change(stack);
    const ids = new Set(refusals(stack).map((finding) => finding.rule.id));
    (ids.size === 1 && ids.has(rule) ? caught : missed).push(rule);
  }
  return { caught, missed };
}

/** Runs every mutant of a property, and sets those that no rule notices against the reasons given for them. */
export function propertyScore(compliant: EditableStack): PropertyScore {
  const mutants = propertyMutants(compliant);
  const alive = mutants.filter(({ stack }) => refusals(stack).length === 0);
  const judged = alive.map((mutant) => ({
    mutant,
    excuse: survivors.find((entry) => covers(entry, mutant)),
  }));
  return {
    mutants,
    caught: mutants.length - alive.length,
    excused: judged.flatMap(({ mutant, excuse }) => (excuse ? [{ mutant, reason: excuse.reason }] : [])),
    unexcused: judged.flatMap(({ mutant, excuse }) => (excuse ? [] : [mutant])),
    idle: survivors.filter((entry) => !alive.some((mutant) => covers(entry, mutant))),
  };
}

function refusals(stack: EditableStack) {
  return evaluate(stack.resources).filter(({ outcome }) => outcome === "violated");
}

function covers({ path, operators }: Survivors, mutant: PropertyMutant): boolean {
  const parts = path.split("*").map((part) => part.replaceAll(/[.[\]]/g, "\\$&"));
  return operators.includes(mutant.operator) && new RegExp(`^${parts.join(".*")}$`).test(mutant.path);
}
