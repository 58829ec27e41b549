import type { DescMethod, FileRegistry } from "@bufbuild/protobuf";
import type { HttpRule } from "./http-rule.ts";
import { httpRulesOf } from "./http-rules.ts";
import { compilePathTemplate, type PathTemplate } from "./path-template.ts";

/** A request's method, with what its path says. */
export interface Route {
  method: DescMethod;
  /** Such as `google.cloud.run.v2.Services.GetService`. */
  methodName: string;
  body: string | undefined;
  /** Field path to value, such as `service.name` to `projects/p/locations/l/services/s`. */
  bound: Record<string, string>;
}

interface Entry {
  method: DescMethod;
  methodName: string;
  rule: HttpRule;
  template: PathTemplate;
}

/** Finds the method for an HTTP method and a path (without query), or undefined for a path that no API has. */
export type RouteTable = (httpMethod: string, path: string) => Route | undefined;

/** All methods of the registry's services by their HTTP forms; where two forms match, one that `prefers` is taken first. */
export function routeTable(registry: FileRegistry, prefers: (methodName: string) => boolean): RouteTable {
  const byHttpMethod = Map.groupBy(entriesOf(registry), ({ rule }) => rule.httpMethod);
  for (const entries of byHttpMethod.values()) {
    entries.sort(
      (a, b) =>
        Number(prefers(b.methodName)) - Number(prefers(a.methodName)) ||
        b.template.specificity - a.template.specificity,
    );
  }
  return (httpMethod, path) => {
    for (const { method, methodName, rule, template } of byHttpMethod.get(httpMethod) ?? []) {
      const bound = template.match(path);
      if (bound) return { method, methodName, body: rule.body, bound };
    }
    return undefined;
  };
}

function entriesOf(registry: FileRegistry): Entry[] {
  return [...registry]
    .filter((type) => type.kind === "service")
    .flatMap((service) => service.methods)
    .flatMap((method) =>
      httpRulesOf(registry, method).map((rule) => ({
        method,
        methodName: `${method.parent.typeName}.${method.name}`,
        rule,
        template: compilePathTemplate(rule.template),
      })),
    );
}
