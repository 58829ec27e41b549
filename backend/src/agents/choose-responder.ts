import type { Configuration } from "../configuration.ts";
import { createLlmResponder } from "./llm-responder.ts";
import { deterministicResponder, type Responder } from "./responder.ts";

/** A language model when a key is configured, the deterministic responder otherwise. */
export function chooseResponder({ LLM_API_KEY, LLM_BASE_URL, LLM_MODEL }: Configuration): Responder {
  if (!LLM_API_KEY || !LLM_MODEL) return deterministicResponder;
  return createLlmResponder({ apiKey: LLM_API_KEY, baseUrl: LLM_BASE_URL, model: LLM_MODEL });
}
