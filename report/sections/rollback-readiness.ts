import type { ValidationResult } from "../../validation/result.ts";
import { code, words } from "../cells.ts";
import type { Block, Section } from "../document.ts";
import { checksOf } from "./checks-of.ts";

/** Where `stage rollback` would go, and what speaks against it. */
export function rollbackReadiness(result: ValidationResult): Section {
  return {
    id: "rollback",
    title: "Rollback readiness",
    blocks: [...wayBack(result), ...checksOf(result, "rollback")],
  };
}

function wayBack({ rollback, traffic }: ValidationResult): Block[] {
  if (!rollback) return [{ kind: "text", text: "The way back was not looked at." }];
  const serving = traffic.now
    .filter(({ percent }) => percent > 0)
    .map(({ revision, percent }) => `${revision} ${percent} %`);
  return [
    {
      kind: "facts",
      rows: [
        ["Would go back to", rollback.target === undefined ? words("none", "warn") : code(rollback.target)],
        ["Serves now", code(serving.join(", ") || "nothing")],
        ["Command", code("npm run rollback")],
      ],
    },
    rollback.refusals.length === 0
      ? {
          kind: "notice",
          tone: rollback.target === undefined ? "warn" : "good",
          text:
            rollback.target === undefined
              ? "Nothing is known that has served in good health."
              : "Nothing speaks against it.",
        }
      : { kind: "list", items: rollback.refusals },
  ];
}
