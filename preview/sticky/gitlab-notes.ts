import pRetry, { AbortError } from "p-retry";
import { type CommentHost, CommentRefused, type HostedComment } from "./comment-host.ts";

/** A merge request on GitLab, and how to speak to it. */
export interface GitLabMergeRequest {
  /** CI_API_V4_URL, such as `https://gitlab.com/api/v4`. */
  apiUrl: string;
  projectId: string;
  /** The number that people see. */
  iid: number;
  /** Page of the merge request. */
  url: string;
  /** `PRIVATE-TOKEN` for an access token, `JOB-TOKEN` for a job's own. */
  tokenHeader: "PRIVATE-TOKEN" | "JOB-TOKEN";
  token: string;
}

interface Note {
  id: number;
  body: string;
  author: { id: number };
}

const REQUEST_TIMEOUT_MS = 15_000;
const PER_PAGE = 100;

/**
 * A merge request's notes on GitLab; trusted are those of the token's own user. A job's own token may not write notes, so it
 * needs an access token with the scope `api`: https://docs.gitlab.com/api/notes/#merge-requests,
 * https://docs.gitlab.com/ci/jobs/ci_job_token/
 *
 * @param retryMs unit of the growing wait between tries; a second unless a test says otherwise.
 */
export function gitlabNotes(mergeRequest: GitLabMergeRequest, retryMs = 1000): CommentHost {
  const call = callerOf(mergeRequest, retryMs);
  const mergeRequestPath = `/projects/${encodeURIComponent(mergeRequest.projectId)}/merge_requests/${mergeRequest.iid}`;
  const notes = `${mergeRequestPath}/notes`;
  const hosted = ({ id, body, author }: Note, self: number): HostedComment => ({
    id,
    body,
    url: `${mergeRequest.url}#note_${id}`,
    trusted: author.id === self,
  });
  const self = async () => (await call<{ id: number }>("GET", "/user"))?.id ?? 0;
  return {
    async list() {
      const user = await self();
      return (await allPages<Note>(call, notes)).map((note) => hosted(note, user));
    },
    async isHead(commit) {
      return (await call<{ sha: string }>("GET", mergeRequestPath))?.sha === commit;
    },
    async create(body) {
      const note = await call<Note>("POST", notes, { body });
      if (!note) throw new CommentRefused("GitLab answered 404: the token does not see this merge request");
      return hosted(note, note.author.id);
    },
    async edit(id, body) {
      const note = await call<Note>("PUT", `${notes}/${id}`, { body });
      return note && hosted(note, note.author.id);
    },
    async remove(id) {
      await call("DELETE", `${notes}/${id}`);
    },
  };
}

type Call = <T>(method: string, path: string, body?: object) => Promise<T | undefined>;

async function allPages<T>(call: Call, path: string): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; ; page++) {
    const some = await call<T[]>(
      "GET",
      `${path}?per_page=${PER_PAGE}&page=${page}&sort=asc&order_by=created_at`,
    );
    if (!some) throw new CommentRefused("GitLab answered 404: the token does not see this merge request");
    all.push(...some);
    if (some.length < PER_PAGE) return all;
  }
}

/**
 * Undefined for 404. What may pass (5xx, 429, no connection) is tried again, but no edit: by a second try a later run may have written.
 */
function callerOf({ apiUrl, tokenHeader, token }: GitLabMergeRequest, retryMs: number): Call {
  return <T>(method: string, path: string, body?: object) =>
    pRetry(
      async () => {
        const response = await fetch(`${apiUrl}${path}`, {
          method,
          headers: { [tokenHeader]: token, ...(body ? { "content-type": "application/json" } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
          signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
        });
        if (response.status === 404) return undefined;
        if (!response.ok) throw await failure(response);
        return (response.status === 204 ? undefined : await response.json()) as T | undefined;
      },
      { retries: method === "PUT" ? 0 : 3, minTimeout: retryMs },
    );
}

async function failure(response: Response): Promise<Error> {
  const text = `GitLab answered ${response.status}: ${(await response.text()).slice(0, 200)}`;
  if (response.status === 401 || response.status === 403) return new AbortError(new CommentRefused(text));
  const passing = response.status === 429 || response.status >= 500;
  return passing ? new Error(text) : new AbortError(text);
}
