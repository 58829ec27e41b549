import { WorkloadIdentityPool } from "@pulumi/gcp/iam/workloadIdentityPool.js";
import { WorkloadIdentityPoolProvider } from "@pulumi/gcp/iam/workloadIdentityPoolProvider.js";
import * as pulumi from "@pulumi/pulumi";
import { DEPLOY_ROLES, PREVIEW_ROLES } from "./roles.ts";
import { WorkflowAccount } from "./workflow-account.ts";

export interface KeylessLoginArgs {
  /** The staging project's ID. */
  project: string;
  /** `owner/name` on GitHub. */
  repository: string;
  /** The only branch whose workflows may deploy. */
  deployingBranch: string;
  /** Name of the bucket that holds Pulumi's state. */
  stateBucket: string;
}

/** GitHub's own issuer: https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect */
const ISSUER = "https://token.actions.githubusercontent.com";

/**
 * Lets the workflows of one repository act on a project with short-lived tokens and no key: an account that reads, for previews of any
 * branch, and one that deploys, for the deploying branch alone.
 * https://cloud.google.com/iam/docs/workload-identity-federation-with-deployment-pipelines
 */
export class KeylessLogin extends pulumi.ComponentResource {
  /** Full name of the provider, as google-github-actions/auth wants it. */
  readonly provider: pulumi.Output<string>;
  /** E-mail addresses of the two accounts. */
  readonly previewAccount: pulumi.Output<string>;
  readonly deployAccount: pulumi.Output<string>;

  constructor(name: string, args: KeylessLoginArgs, opts?: pulumi.ComponentResourceOptions) {
    super("stage:keyless-login:KeylessLogin", name, {}, opts);
    const { project, repository, deployingBranch, stateBucket } = args;
    const parent = { parent: this };
    const pool = new WorkloadIdentityPool(
      name,
      { project, workloadIdentityPoolId: name, displayName: "GitHub workflows" },
      parent,
    );
    const provider = new WorkloadIdentityPoolProvider(
      name,
      {
        project,
        workloadIdentityPoolId: pool.workloadIdentityPoolId,
        workloadIdentityPoolProviderId: name,
        displayName: "GitHub",
        oidc: { issuerUri: ISSUER },
        // Without a condition every repository on GitHub could log in.
        attributeCondition: `assertion.repository == '${repository}'`,
        attributeMapping: {
          "google.subject": "assertion.sub",
          "attribute.repository": "assertion.repository",
          "attribute.branch": "assertion.repository + '@' + assertion.ref",
        },
      },
      parent,
    );
    const anyBranch = pulumi.interpolate`principalSet://iam.googleapis.com/${pool.name}/attribute.repository/${repository}`;
    const oneBranch = pulumi.interpolate`principalSet://iam.googleapis.com/${pool.name}/attribute.branch/${repository}@refs/heads/${deployingBranch}`;
    const shared = { project, stateBucket };
    const preview = new WorkflowAccount(
      "stage-preview",
      { ...shared, principal: anyBranch, roles: PREVIEW_ROLES, stateRole: "roles/storage.objectViewer" },
      parent,
    );
    const deploy = new WorkflowAccount(
      "stage-deploy",
      { ...shared, principal: oneBranch, roles: DEPLOY_ROLES, stateRole: "roles/storage.objectUser" },
      parent,
    );
    this.provider = provider.name;
    this.previewAccount = preview.email;
    this.deployAccount = deploy.email;
    this.registerOutputs({ provider: this.provider });
  }
}
