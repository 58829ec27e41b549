/** Who writes a comment. */
export interface Author {
  id: number;
  login: string;
  type: "Bot" | "User";
  association: "NONE" | "CONTRIBUTOR" | "COLLABORATOR" | "MEMBER" | "OWNER";
}

/** What a workflow's own token writes as. */
export const ACTIONS_BOT: Author = {
  ...{ id: 41898282, login: "github-actions[bot]" },
  ...{ type: "Bot", association: "NONE" },
};

/** A comment as GitHub's API gives it. */
export type StoredComment = ReturnType<typeof githubComment>;

/** A comment with all that GitHub's description requires. */
export function githubComment(apiUrl: string, id: number, body: string, author: Author) {
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
    user: simpleUser(apiUrl, author),
  };
}

/** What `GET /user` answers to the token of a person, with all that GitHub's description requires. */
export function githubUser(apiUrl: string, author: Author) {
  const at = new Date(0).toISOString();
  return {
    ...simpleUser(apiUrl, author),
    ...{ user_view_type: "public", created_at: at, updated_at: at },
    ...{ name: null, company: null, blog: "", location: null, email: null, hireable: null, bio: null },
    ...{ public_repos: 0, public_gists: 0, followers: 0, following: 0 },
  };
}

function simpleUser(apiUrl: string, { id, login, type }: Author) {
  const user = `${apiUrl}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${user}/avatar`,
    gravatar_id: "",
    url: user,
    html_url: `https://github.com/${encodeURIComponent(login)}`,
    followers_url: `${user}/followers`,
    following_url: `${user}/following`,
    gists_url: `${user}/gists`,
    starred_url: `${user}/starred`,
    subscriptions_url: `${user}/subscriptions`,
    organizations_url: `${user}/orgs`,
    repos_url: `${user}/repos`,
    events_url: `${user}/events`,
    received_events_url: `${user}/received_events`,
    type,
    site_admin: false,
  };
}
