/** The types of the resources that rules look at, as Pulumi names them. */
export const SERVICE = "gcp:cloudrunv2/service:Service";
export const SERVICE_MEMBER = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";
export const SERVICE_BINDING = "gcp:cloudrunv2/serviceIamBinding:ServiceIamBinding";
export const REPOSITORY = "gcp:artifactregistry/repository:Repository";
export const ACCOUNT = "gcp:serviceaccount/account:Account";
export const ACCOUNT_KEY = "gcp:serviceaccount/key:Key";
export const PROJECT_MEMBER = "gcp:projects/iAMMember:IAMMember";
export const PROJECT_BINDING = "gcp:projects/iAMBinding:IAMBinding";
export const SECRET_MEMBER = "gcp:secretmanager/secretIamMember:SecretIamMember";
export const SECRET_BINDING = "gcp:secretmanager/secretIamBinding:SecretIamBinding";
export const IMAGE = "docker:index/image:Image";
/** The component around {@link IMAGE}; its outputs say what the pushed image is like. */
export const IMAGE_COMPONENT = "stage:components:AlpineImage";
