import { IRREVERSIBLE_ANNOTATION } from "../../traffic/irreversible.ts";
import type { LiveRevision } from "../live-service.ts";
import type { CheckResult, Refusal } from "./refusal.ts";

/** Whether any deploy after the target declares that it cannot be taken back (`services.<key>.irreversible`). */
export async function checkReversible(
  target: Pick<LiveRevision, "name" | "createdAt">,
  pages: AsyncIterable<LiveRevision[]>,
): Promise<CheckResult> {
  const refusals: Refusal[] = [];
  for await (const page of pages) {
    const later = page.filter(({ name, createdAt }) => name !== target.name && createdAt >= target.createdAt);
    refusals.push(...later.flatMap(refusal));
    // Newest first: what follows is older still.
    if (later.length < page.length) break;
  }
  return { refusals, notes: [] };
}

function refusal({ name, annotations }: LiveRevision): Refusal[] {
  const reason = annotations[IRREVERSIBLE_ANNOTATION];
  if (!reason) return [];
  return [
    {
      check: "reversible",
      finding: { path: name, expected: "a deploy that can be taken back", actual: `irreversible: ${reason}` },
      wayRound: "take a later revision with --to, or --accept reversible once the older one can live with it",
    },
  ];
}
