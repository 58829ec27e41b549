import { type DescMethod, type FileRegistry, getOption } from "@bufbuild/protobuf";
import type { HttpRule } from "./http-rule.ts";
import { MIXIN_RULES } from "./mixin-rules.ts";

/** google.api.HttpRule as it is read from the descriptor set. */
interface HttpRuleMessage {
  pattern: { case: string; value: string | { kind: string; path: string } };
  body: string;
  additionalBindings: HttpRuleMessage[];
}

/** Every HTTP form of the method, as annotated or as Google's service configuration adds it; empty for gRPC only. */
export function httpRulesOf(registry: FileRegistry, method: DescMethod): HttpRule[] {
  const extension = registry.getExtension("google.api.http");
  if (!extension) throw new Error("the descriptor set has no google.api.http");
  const annotation = getOption(method, extension) as unknown as HttpRuleMessage | undefined;
  const annotated = annotation?.pattern?.case
    ? [annotation, ...annotation.additionalBindings].map(ruleOf)
    : [];
  return [...annotated, ...(MIXIN_RULES[`${method.parent.typeName}.${method.name}`] ?? [])];
}

function ruleOf({ pattern, body }: HttpRuleMessage): HttpRule {
  const { value } = pattern;
  const [httpMethod, template] = typeof value === "string" ? [pattern.case, value] : [value.kind, value.path];
  return { httpMethod: httpMethod.toUpperCase(), template, body: body === "" ? undefined : body };
}
