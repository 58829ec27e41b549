/** What a tool found in the text; goes into the `tool_completed` event. */
export type ToolResult = Record<string, string | number | string[]>;

/** An agent looks at a message with one tool and puts the finding into words. */
export interface Agent {
  name: string;
  description: string;
  tool: { name: string; run(text: string): ToolResult };
  /** The finding in a sentence; the whole answer when no language model is configured. */
  describe(result: ToolResult): string;
}
