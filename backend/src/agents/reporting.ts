import type { Agent } from "./agent.ts";

/** Outlines a request. */
export const reporting: Agent = {
  name: "reporting",
  description: "Outlines a request: its first sentence, its sentences and words counted.",
  tool: {
    name: "outline_text",
    run: (text) => {
      const sentences = text.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.trim() !== "");
      return {
        headline: sentences[0]?.trim() ?? "",
        sentences: sentences.length,
        words: text.split(/\s+/).filter(Boolean).length,
      };
    },
  },
  describe: ({ headline, sentences, words }) => `"${headline}": ${sentences} sentence(s), ${words} word(s).`,
};
