import type { CheckContext } from "../check.ts";
import { CHAT } from "../contracts/chat.ts";
import { type Answer, ask } from "./ask.ts";

/** Opens a thread for a user; `id` is undefined where the answer gives none. */
export async function openThread(
  context: CheckContext,
  token: string,
  title: string,
): Promise<{ answer: Answer; id: string | undefined }> {
  const answer = await ask(context, { method: "POST", path: CHAT.threadsPath, token, json: { title } });
  const body = CHAT.bodies.thread.safeParse(answer.json);
  return { answer, id: body.success ? body.data.id : undefined };
}
