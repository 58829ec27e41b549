import { Fault } from "../../faults/fault.ts";
import { type CommentHost, CommentRefused, type HostedComment } from "./comment-host.ts";
import { compareMarkers, formatMarker, type Marker, parseMarker } from "./marker.ts";

/** How a comment was published. `outdated`: what stands there is of a later push, and was left alone. */
export interface Published {
  outcome: "created" | "updated" | "unchanged" | "outdated";
  url: string;
}

/** Rounds of looking and mending; two runs that race need three. */
const MAX_ROUNDS = 8;

interface MarkedComment extends HostedComment {
  marker: Marker;
}

/**
 * Makes the stack's one comment say this, unless a later push has spoken already or is about to: once a commit is no longer the
 * pull request's head, its run changes no comment any more. Hosts cannot change a comment on a condition, so every write is
 * followed by a look: the oldest of our comments stays, what the latest run wrote moves into it, and all others go. Runs that
 * race come to the same end, whichever of them stops last.
 */
export async function publishComment(host: CommentHost, marker: Marker, text: string): Promise<Published> {
  const body = `${formatMarker(marker)}\n${text}`;
  let outcome: Published["outcome"] = "unchanged";
  let written = false;
  let made: HostedComment | undefined;
  let failure: unknown;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [oldest, ...others] = await ownComments(host, marker.stack, made);
    if (!oldest) {
      if (made && round === MAX_ROUNDS - 1) return { outcome: "created", url: made.url };
      // Once made, it is there also where a host's list does not have it yet: to make it again would be one too many.
      made ??= await host.create(body);
      [outcome, written] = ["created", true];
      continue;
    }
    if (marker.commit !== undefined && !(await host.isHead(marker.commit))) {
      await removeAll(
        host,
        others.filter((other) => compareMarkers(other.marker, marker) === 0),
      );
      return { outcome: "outdated", url: oldest.url };
    }
    const latest = latestOf([oldest, ...others]);
    const turn = compareMarkers(marker, latest.marker);
    const mine = turn > 0 || (turn === 0 && !written);
    const wanted = mine ? body : latest.body;
    if (!sameText(oldest.body, wanted)) {
      failure = await failureOf(() => host.edit(oldest.id, wanted));
      if (mine && !failure) [outcome, written] = [outcome === "created" ? "created" : "updated", true];
      continue;
    }
    if (others.length === 0) return { outcome: turn < 0 ? "outdated" : outcome, url: oldest.url };
    await removeAll(host, others);
  }
  if (failure) throw failure;
  throw new Fault({
    code: "comment-unsettled",
    outcome: "cloud",
    summary: `Other runs kept changing the comment on ${marker.stack} for ${MAX_ROUNDS} rounds.`,
    next: "let the workflow run one preview per pull request at a time (a concurrency group)",
  });
}

/** Undefined where there is none. What failed may have come through all the same: the next look tells. */
async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof CommentRefused) throw error;
    return error;
  }
}

async function removeAll(host: CommentHost, comments: readonly HostedComment[]): Promise<void> {
  for (const { id } of comments) await host.remove(id);
}

/** The oldest first. What this run made is its own, whoever a host says wrote it. */
async function ownComments(
  host: CommentHost,
  stack: string,
  made: HostedComment | undefined,
): Promise<MarkedComment[]> {
  const all = await host.list();
  return all
    .flatMap((comment) => {
      const ours = comment.trusted || comment.id === made?.id;
      const marker = ours ? parseMarker(comment.body, stack) : undefined;
      return marker ? [{ ...comment, marker }] : [];
    })
    .sort((one, other) => one.id - other.id);
}

function latestOf(comments: readonly [MarkedComment, ...MarkedComment[]]): MarkedComment {
  return comments.reduce((latest, next) => (compareMarkers(next.marker, latest.marker) > 0 ? next : latest));
}

/** Hosts may write line ends another way, and take away those at the end. */
function sameText(one: string, other: string): boolean {
  return one.replaceAll("\r\n", "\n").trim() === other.replaceAll("\r\n", "\n").trim();
}
