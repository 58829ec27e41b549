/** A comment of a pull request, as far as a sticky comment needs it. */
export interface HostedComment {
  id: number;
  body: string;
  /** Page of the comment. */
  url: string;
  /** Whether whom we trust wrote it: anybody can write a comment that begins with our marker. */
  trusted: boolean;
}

/** The comments of one pull request. Each call fails with {@link CommentRefused} where the token may not do it. */
export interface CommentHost {
  /** All of them, the oldest first. */
  list(): Promise<HostedComment[]>;
  /** Whether this commit is the last one that was pushed to the pull request. */
  isHead(commit: string): Promise<boolean>;
  create(body: string): Promise<HostedComment>;
  /** Undefined where the comment is gone. */
  edit(id: number, body: string): Promise<HostedComment | undefined>;
  /** A comment that is gone already is as good. */
  remove(id: number): Promise<void>;
}

/** The token may not write here, as that of a pull request from a fork; the preview is to be shown elsewhere. */
export class CommentRefused extends Error {
  override readonly name = "CommentRefused";
}
