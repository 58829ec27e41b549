/** Who writes a comment. */
export interface Author {
  login: string;
  type: "Bot" | "User";
  association: "NONE" | "CONTRIBUTOR" | "COLLABORATOR" | "MEMBER" | "OWNER";
}

/** What a workflow's own token writes as. */
export const ACTIONS_BOT: Author = { login: "github-actions[bot]", type: "Bot", association: "NONE" };

/** A comment as GitHub's API gives it. */
export type StoredComment = ReturnType<typeof githubComment>;

/** A comment with all that GitHub's description requires. */
export function githubComment(apiUrl: string, id: number, body: string, author: Author) {
  const user = `${apiUrl}/users/${encodeURIComponent(author.login)}`;
  const at = new Date(0).toISOString();
  return {
    id,
    node_id: `IC_${id}`,
    url: `${apiUrl}/repos/netra/backend/issues/comments/${id}`,
    html_url: `https://github.com/netra/backend/pull/7#issuecomment-${id}`,
    issue_url: `${apiUrl}/repos/netra/backend/issues/7`,
    body,
    created_at: at,
    updated_at: at,
    author_association: author.association,
    user: {
      login: author.login,
      id: 41898282,
      node_id: "MDM6Qm90",
      avatar_url: `${user}/avatar`,
      gravatar_id: "",
      url: user,
      html_url: `https://github.com/${encodeURIComponent(author.login)}`,
      followers_url: `${user}/followers`,
      following_url: `${user}/following`,
      gists_url: `${user}/gists`,
      starred_url: `${user}/starred`,
      subscriptions_url: `${user}/subscriptions`,
      organizations_url: `${user}/orgs`,
      repos_url: `${user}/repos`,
      events_url: `${user}/events`,
      received_events_url: `${user}/received_events`,
      type: author.type,
      site_admin: false,
    },
  };
}
