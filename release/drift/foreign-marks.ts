import type { Difference } from "./difference.ts";
import type { LiveDocument } from "./live-document.ts";
import { isTree, memberPath } from "./property-tree.ts";
import { type ResourceView, resourceInWords } from "./resource-view.ts";

/** Labels and annotations of a service that the program does not declare: the gcp plugin leaves them out of what it reads. */
export function foreignMarks(view: ResourceView, document: LiveDocument): Difference[] {
  return (["labels", "annotations"] as const).flatMap((kind) =>
    Object.entries(document[kind] ?? {})
      .filter(([key]) => !isDeclared(view, kind, key))
      .map(([key, live]) => ({
        urn: view.urn,
        type: view.type,
        resource: resourceInWords(view),
        path: memberPath(kind, key),
        declared: undefined,
        live,
      })),
  );
}

/** What was declared once is no stranger: a label that the settings no longer have is compared with the rest. */
function isDeclared({ declared, deployed }: ResourceView, kind: string, key: string): boolean {
  return [declared, deployed].some((tree) => {
    const marks = tree?.[kind];
    return isTree(marks) && key in marks;
  });
}
