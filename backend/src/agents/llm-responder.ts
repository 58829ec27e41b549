import * as z from "zod";
import type { Question, Responder } from "./responder.ts";

const ANSWER_TIMEOUT_MS = 60_000;
const CHECK_TIMEOUT_MS = 5_000;
/** Health is asked every few seconds; the vendor only this often. */
const CHECK_EVERY_MS = 60_000;

const completion = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]).rest(z.unknown()),
});

export interface LlmOptions {
  apiKey: string;
  /** Such as `https://api.openai.com/v1`. */
  baseUrl: string;
  model: string;
}

/**
 * Asks a language model over the chat completions API, which most vendors speak:
 * https://platform.openai.com/docs/api-reference/chat. Rejects on any answer but 200 with a text, and after
 * 60 s. Its check looks the model up, once a minute at most.
 */
export function createLlmResponder(options: LlmOptions): Responder {
  let lastCheck: { atMs: number; outcome: Promise<void> } | undefined;
  return {
    kind: "llm",
    answer: (question) => complete(options, question),
    check: () => {
      if (!lastCheck || Date.now() - lastCheck.atMs > CHECK_EVERY_MS) {
        lastCheck = { atMs: Date.now(), outcome: lookUpModel(options) };
      }
      return lastCheck.outcome;
    },
  };
}

async function complete(
  { apiKey, baseUrl, model }: LlmOptions,
  { agent, text, result }: Question,
): Promise<string> {
  const system = `You are the agent "${agent.name}". ${agent.description} Answer briefly.`;
  const finding = `${agent.tool.name} found ${JSON.stringify(result)}`;
  const response = await fetch(`${baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    body: JSON.stringify({
      model,
      messages: [
        { role: "system", content: system },
        { role: "user", content: `${text}\n\n(${finding})` },
      ],
    }),
  });
  if (!response.ok) throw new Error(`the language model answered HTTP ${response.status}`);
  return completion.parse(await response.json()).choices[0].message.content;
}

async function lookUpModel({ apiKey, baseUrl, model }: LlmOptions): Promise<void> {
  const response = await fetch(`${baseUrl}/models/${encodeURIComponent(model)}`, {
    headers: { authorization: `Bearer ${apiKey}` },
    signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`model ${model}: HTTP ${response.status}`);
}
