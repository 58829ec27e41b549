import { invalidArgument } from "../google-error.ts";

/** Whether a resource's labels are what a selector asks for. */
export type LabelMatch = (labels: Record<string, string>) => boolean;

const NAME = /[A-Za-z0-9][A-Za-z0-9_./-]*/.source;
const VALUE = /[A-Za-z0-9]?[A-Za-z0-9_.-]*/.source;
const EQUALITY = new RegExp(`^(${NAME})\\s*(==?|!=)\\s*(${VALUE})$`);
const SET = new RegExp(`^(${NAME})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EXISTENCE = new RegExp(`^(!?)\\s*(${NAME})$`);

/**
 * Reads a Kubernetes label selector: `a = b`, `a == b`, `a != b`, `a in (b, c)`, `a notin (b)`, `a`, `!a`, joined by commas.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors.
 * Throws INVALID_ARGUMENT for anything else.
 */
export function parseLabelSelector(selector = ""): LabelMatch {
  const requirements = selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(requirement);
  return (labels) => requirements.every((matches) => matches(labels));
}

function requirement(part: string): LabelMatch {
  const [, equal = "", operator, value = ""] = EQUALITY.exec(part) ?? [];
  if (operator) return (labels) => (labels[equal] === value) === (operator !== "!=");
  const [, member = "", membership, list = ""] = SET.exec(part) ?? [];
  if (membership) {
    const values = new Set(list.split(",").map((item) => item.trim()));
    return (labels) => values.has(labels[member] ?? "\0") === (membership === "in");
  }
  const [, negation, key] = EXISTENCE.exec(part) ?? [];
  if (key) return (labels) => key in labels === (negation === "");
  throw invalidArgument([{ field: "label_selector", description: `Invalid label selector: ${part}` }]);
}
