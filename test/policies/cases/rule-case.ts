import type { EditableStack } from "../editable-stack.ts";

/** How one rule is shown to work. */
export interface RuleCase {
  rule: string;
  /** What the smallest change of the compliant stack is that breaks this rule. */
  mutant: string;
  /** Breaks this rule, and no other. */
  change(stack: EditableStack): void;
  /** Just what the rule says about it. */
  finding: { path: string; found: string; allowed: string };
  /** A property that the rule reads: not known, it defers the rule; of another type, it is refused. */
  reads: { type: string; path: string | ((stack: EditableStack) => string); wrong: unknown };
  /** The rule looks at resources that the compliant stack has none of: adds one that passes. */
  given?(stack: EditableStack): void;
  /** There is nothing to know about the resource: that it is there breaks the rule. */
  refusesAny?: boolean;
}
