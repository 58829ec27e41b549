import type { RootContent } from "mdast";
import { numberText } from "../cells.ts";
import type { Block, CheckBlock } from "../document.ts";
import { evidenceText } from "../evidence-text.ts";
import { findingTable } from "../sections/verdict.ts";
import { inline, list, paragraph, strong, table, text } from "./nodes.ts";

/** Characters of one check's evidence: a comment on a pull request takes 65,536 in all. */
const EVIDENCE_CHARACTERS = 1500;

/** A block as Markdown; a chart is none, since the table beside it has its numbers. */
export function markdownBlocks(block: Block): RootContent[] {
  switch (block.kind) {
    case "chart":
      return [];
    case "text":
      return [paragraph([text(block.text)])];
    case "notice":
      return [paragraph([strong(block.text)])];
    case "list":
      return [list(block.items.map((item) => ({ content: [text(item)] })))];
    case "checklist":
      return [
        list(
          block.items.map(({ done, text: what, why }) => ({
            content: [text(`${what} – ${why}`)],
            checked: done,
          })),
        ),
      ];
    case "facts":
      return [
        table({
          columns: [{ title: "" }, { title: "" }],
          rows: block.rows.map(([label, value]) => [{ text: label }, value]),
        }),
      ];
    case "table":
      return [paragraph([text(`${block.caption}:`)]), table(block)];
    case "check":
      return checkBlocks(block);
  }
}

function checkBlocks({ check, evidence }: CheckBlock): RootContent[] {
  const { title, verdict, needed, reason, seconds, retries, attempts, findings } = check;
  const line = list([
    {
      content: [
        inline({
          text: verdict.toUpperCase(),
          ...(verdict === "fail" || verdict === "warn" ? { tone: "bad" as const } : {}),
        }),
        text(` ${title}${needed ? "" : " (not needed)"}: ${reason} (${numberText(seconds)} s)`),
        ...(retries.length > 0 ? [text(` Tried ${attempts} times; before: ${retries.join("; ")}`)] : []),
      ],
    },
  ]);
  if (verdict === "pass" || verdict === "skipped") return [line];
  return [line, ...findingTable(findings).flatMap(markdownBlocks), ...evidenceBlocks(evidence)];
}

function evidenceBlocks(evidence: CheckBlock["evidence"]): RootContent[] {
  if (evidence.length === 0) return [];
  const whole = evidence
    .map(evidenceText)
    .map(({ title, text: lines }) => `${title}\n${lines}`)
    .join("\n\n");
  const value = whole.length > EVIDENCE_CHARACTERS ? `${whole.slice(0, EVIDENCE_CHARACTERS)}\n…` : whole;
  return [{ type: "code", lang: "text", value }];
}
