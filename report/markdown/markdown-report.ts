import type { Root, RootContent } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import type { ReportDocument } from "../document.ts";
import { verdictWords } from "../report-document.ts";
import { markdownBlocks } from "./markdown-blocks.ts";
import { heading, paragraph, strong, text } from "./nodes.ts";

/**
 * The report as GitHub-flavoured Markdown. Charts are left to the page: their numbers stand in tables; evidence is given where a
 * check did not pass. Every text is escaped, so that a log line stays a log line.
 */
export function markdownReport(document: ReportDocument): string {
  const { title, subtitle, summary, marks, sections } = document;
  const children: RootContent[] = [
    heading(1, `${title}: ${verdictWords(document)}`),
    ...marks.map((mark): RootContent => ({ type: "blockquote", children: [paragraph([strong(mark)])] })),
    paragraph([text(subtitle)]),
    paragraph([strong(summary)]),
    ...sections.flatMap((section) => [heading(2, section.title), ...section.blocks.flatMap(markdownBlocks)]),
  ];
  const root: Root = { type: "root", children: withListsJoined(children) };
  return toMarkdown(root, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    bullet: "-",
    listItemIndent: "one",
  });
}

/** Checks that follow one another make one list. */
function withListsJoined(nodes: RootContent[]): RootContent[] {
  const joined: RootContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === "list" && last?.type === "list") last.children.push(...node.children);
    else joined.push(node);
  }
  return joined;
}
