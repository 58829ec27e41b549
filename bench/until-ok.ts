import { setTimeout as delay } from "node:timers/promises";

const DEADLINE_MS = 30_000;
const PAUSE_MS = 5;

/** Asks until the answer is 200; after 30 s rejects with what was seen last. */
export async function untilOk(url: string): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const seen = await ask(url);
    if (seen === "200") return;
    if (Date.now() > deadline) throw new Error(`${url} not 200 after ${DEADLINE_MS} ms, last seen: ${seen}`);
    await delay(PAUSE_MS);
  }
}

async function ask(url: string): Promise<string> {
  try {
    const response = await fetch(url, { headers: { connection: "close" } });
    await response.arrayBuffer();
    return String(response.status);
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
}
