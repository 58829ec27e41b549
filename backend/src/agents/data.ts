import type { Agent, ToolResult } from "./agent.ts";

/** Describes the numbers in a request. */
export const data: Agent = {
  name: "data",
  description: "Finds the numbers in a request: how many, smallest, largest, mean.",
  tool: {
    name: "describe_numbers",
    run: (text): ToolResult => {
      const numbers = (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
      if (numbers.length === 0) return { count: 0 };
      const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
      return {
        count: numbers.length,
        smallest: Math.min(...numbers),
        largest: Math.max(...numbers),
        mean: Number(mean.toFixed(3)),
      };
    },
  },
  describe: ({ count, smallest, largest, mean }) =>
    count === 0
      ? "There are no numbers in this request."
      : `Numbers found: ${count}, from ${smallest} to ${largest}, mean ${mean}.`,
};
