import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";
import { type CommentHost, CommentRefused, type HostedComment } from "./comment-host.ts";

/** A pull request on GitHub, and how to speak to it. */
export interface GitHubPullRequest {
  /** Such as `https://api.github.com`, or that of a GitHub Enterprise server. */
  apiUrl: string;
  owner: string;
  repo: string;
  number: number;
  token: string;
}

const REQUEST_TIMEOUT_MS = 15_000;
/** A wait for a rate limit that is worth it; a longer one fails instead. */
const MAX_RATE_LIMIT_WAIT_SECONDS = 60;
const MAX_RATE_LIMIT_RETRIES = 2;

const Client = Octokit.plugin(paginateRest, retry, throttling);
type GitHubComment = {
  id: number | bigint;
  body?: string;
  html_url: string;
  author_association?: string;
  user: { id: number | bigint; type: string } | null;
};

/**
 * A pull request's comments on GitHub. What fails on the way is tried again, and rate limits are waited for.
 * https://docs.github.com/en/rest/issues/comments
 *
 * @param retryMs unit of the growing wait between tries; a second unless a test says otherwise.
 */
export function githubComments(pullRequest: GitHubPullRequest, retryMs = 1000): CommentHost {
  const client = clientOf(pullRequest, retryMs);
  const { owner, repo, number: issue_number } = pullRequest;
  let self: Promise<number | undefined> | undefined;
  return {
    async list() {
      const route = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
      const all = await orRefused(() => client.paginate(route, { owner, repo, issue_number, per_page: 100 }));
      if (all.some((comment) => !hostedComment(comment).trusted)) self ??= userOf(client);
      const user = await self;
      return all.map((comment) => hostedComment(comment, user));
    },
    async isHead(commit) {
      const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}";
      const { data } = await orRefused(() =>
        client.request(route, { owner, repo, pull_number: issue_number }),
      );
      return data.head.sha === commit;
    },
    async create(body) {
      const route = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
      const { data } = await orRefused(() => client.request(route, { owner, repo, issue_number, body }));
      return hostedComment(data);
    },
    async edit(comment_id, body) {
      const route = "PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}";
      // Tried once: by a second try a later run may have written, so the caller looks again before.
      const request = { retries: 0 };
      const answer = await orGone(() => client.request(route, { owner, repo, comment_id, body, request }));
      return answer && hostedComment(answer.data);
    },
    async remove(comment_id) {
      const route = "DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}";
      await orGone(() => client.request(route, { owner, repo, comment_id }));
    },
  };
}

function clientOf({ apiUrl, token }: GitHubPullRequest, retryAfterBaseValue: number) {
  const waits = (seconds: number, retries: number) =>
    seconds <= MAX_RATE_LIMIT_WAIT_SECONDS && retries < MAX_RATE_LIMIT_RETRIES;
  return new Client({
    auth: token,
    baseUrl: apiUrl,
    userAgent: "stage-preview",
    log: SILENT,
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) }),
    },
    retry: { retryAfterBaseValue },
    throttle: {
      id: crypto.randomUUID(),
      retryAfterBaseValue,
      onRateLimit: (seconds, _options, _client, retries) => waits(seconds, retries),
      onSecondaryRateLimit: (seconds, _options, _client, retries) => waits(seconds, retries),
    },
  });
}

const silence = () => undefined;
/** What matters of its warnings is in the errors that it throws. */
const SILENT = { debug: silence, info: silence, warn: silence, error: silence };

/** Owners, members and collaborators may write to the repository, and apps are there because one of them let them in. */
const TRUSTED_AUTHORS: ReadonlySet<string | undefined> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** @param self the token's own user, who is trusted too. */
function hostedComment(
  { id, body, html_url, author_association, user }: GitHubComment,
  self?: number,
): HostedComment {
  const isSelf = user !== null && Number(user.id) === self;
  const trusted = isSelf || user?.type === "Bot" || TRUSTED_AUTHORS.has(author_association);
  return { id: Number(id), body: body ?? "", url: html_url, trusted };
}

/**
 * Who the token belongs to; undefined for that of a workflow or of another app, which is refused: it belongs to no user.
 * https://docs.github.com/en/rest/users/users#get-the-authenticated-user
 */
async function userOf(client: InstanceType<typeof Client>): Promise<number | undefined> {
  try {
    return Number((await client.request("GET /user")).data.id);
  } catch (error) {
    if (refusal(error)) return undefined;
    throw error;
  }
}

async function orRefused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusal(error) ?? error;
  }
}

async function orGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw refusal(error) ?? error;
  }
}

/** A token that may not write gets 403, or 404 where it may not even see; a spent rate limit is another matter. */
function refusal(error: unknown): CommentRefused | undefined {
  const status = statusOf(error);
  const message = error instanceof Error ? error.message : "";
  if (![401, 403, 404].includes(status ?? 0) || /rate limit/i.test(message)) return undefined;
  return new CommentRefused(`GitHub answered ${status}: ${message.split(" - https://")[0]}`, {
    cause: error,
  });
}

function statusOf(error: unknown): number | undefined {
  return error instanceof Error && "status" in error ? Number(error.status) : undefined;
}
