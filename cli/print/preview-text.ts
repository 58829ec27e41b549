import type { Colors } from "picocolors/types.js";
import type { RunRecord } from "../engine/run-record.ts";

/** A resource that would change. */
export interface ChangedResource {
  name: string;
  type: string;
  operation: string;
  /** The property paths that differ, each with what would happen to it: add, update, delete, …-replace. */
  properties: Record<string, string>;
}

/** The resources of a preview that are not `same`, in the order in which the engine came to them. */
export function changedResources({ resources }: RunRecord): ChangedResource[] {
  return [...resources.values()]
    .filter(({ operation, type }) => !SILENT.has(operation) && type !== "pulumi:pulumi:Stack")
    .map(({ name, type, operation, changes }) => ({ name, type, operation, properties: changes }));
}

const SILENT: ReadonlySet<string> = new Set(["same", "read", "refresh"]);

/** A preview as people read it. */
export function previewText(resources: ChangedResource[], environment: string, colors: Colors): string {
  if (resources.length === 0)
    return `No changes: the ${environment} stack is as the settings and the source say.`;
  const count = resources.length === 1 ? "1 resource" : `${resources.length} resources`;
  const lines = resources.flatMap(({ name, type, operation, properties }) => [
    `  ${sign(operation, colors)} ${operation} ${type} ${colors.bold(name)}`,
    ...Object.entries(properties).map(([path, kind]) => `      ${sign(kind, colors)} ${path} (${kind})`),
  ]);
  return [`${count} would change in the ${environment} stack:`, ...lines].join("\n");
}

function sign(operation: string, colors: Colors): string {
  if (operation.includes("replace")) return colors.magenta("±");
  if (operation.startsWith("create") || operation.startsWith("add")) return colors.green("+");
  return operation.startsWith("delete") ? colors.red("-") : colors.yellow("~");
}
