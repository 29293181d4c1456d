import type { Finding } from './finding.ts';
import { type Tree, valueAt } from './syntax-tree.ts';

const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1';

/** The first line of what the wrapper of setup-terraform writes. */
const WRAPPER_LINE = /^\[command\].{0,500}(?:terraform|tofu)/;

/** A text that stands for a file, or that begins with what is none of it: nothing of it is a list. */
export function foreignText(text: string): Finding | undefined {
  const [wrapperLine] = WRAPPER_LINE.exec(text) ?? [];
  if (wrapperLine !== undefined)
    return {
      message:
        'this begins with a line that the wrapper of hashicorp/setup-terraform wrote; set "terraform_wrapper: false" there',
      span: { start: 0, end: wrapperLine.length },
    };
  if (!text.startsWith(LFS_POINTER)) return undefined;
  return {
    message:
      'this is a Git LFS pointer, not the file itself; check out with "lfs: true" (actions/checkout), or keep the list out of LFS',
    span: { start: 0, end: LFS_POINTER.length },
  };
}

/**
 * The output of another tool that lists addresses, given as it is. The finding shows nothing of its content, which may
 * be secret.
 */
export function foreignList(root: Tree): Finding | undefined {
  const item = root.kind === 'list' ? root.items[0] : undefined;
  const found = TOOLS.find(({ prints }) => prints(root, item));
  if (found === undefined) return undefined;
  const { tool, remedy = RECIPE } = found;
  return {
    message: `this looks like the output of ${tool}, not like a list of mappings; ${remedy}`,
    span: { start: root.span.start, end: root.span.start },
  };
}

const RECIPE = 'turn it into one with the recipe in docs/recipes.md of this action';
const OTHER_COMMAND = 'run aws ec2 describe-addresses instead, with the recipe in docs/recipes.md of this action';

interface Tool {
  readonly tool: string;
  /** The recipe, unless given. */
  readonly remedy?: string;
  /** `item` is the first of a root that is a list. */
  prints(root: Tree, item: Tree | undefined): boolean;
}

const TOOLS: readonly Tool[] = [
  {
    tool: 'Terraform (terraform output -json, or a state)',
    prints: (root) =>
      isOutputs(root) || (has(root, 'terraform_version') && hasOne(root, ['resources', 'values', 'planned_values'])),
  },
  {
    tool: 'the AWS CLI (aws ec2 describe-addresses)',
    prints: (root, item) => has(root, 'Addresses') || hasOne(item, ['AllocationId', 'PublicIp']),
  },
  {
    tool: 'the AWS CLI (aws elbv2 describe-load-balancers)',
    remedy: 'write an entry for each load balancer, and give its DNSName as host',
    prints: (root, item) =>
      hasOne(root, ['LoadBalancers', 'LoadBalancerDescriptions']) || hasOne(item, ['LoadBalancerArn', 'DNSName']),
  },
  {
    tool: 'the AWS CLI (aws ec2 describe-instances)',
    remedy: OTHER_COMMAND,
    prints: (root, item) => has(root, 'Reservations') || hasOne(item, ['InstanceId', 'PublicIpAddress']),
  },
  {
    tool: 'the AWS CLI (aws ec2 describe-network-interfaces)',
    remedy: OTHER_COMMAND,
    prints: (root, item) => has(root, 'NetworkInterfaces') || has(item, 'NetworkInterfaceId'),
  },
  {
    tool: 'the Google Cloud CLI (gcloud compute addresses list)',
    prints: (root, item) => [root, item].some((tree) => startsWith(tree, 'kind', 'compute#')),
  },
  {
    tool: 'the Azure CLI (az network public-ip list)',
    prints: (root, item) =>
      [root, item].some(
        (tree) =>
          hasOne(tree, ['publicIPAllocationMethod', 'publicIpAllocationMethod']) ||
          startsWith(tree, 'id', '/subscriptions/'),
      ),
  },
  {
    tool: 'the Oracle Cloud CLI (oci network public-ip list)',
    prints(root, item) {
      const content = valueAt(root, 'data');
      const first = content?.kind === 'list' ? content.items[0] : (content ?? item);
      return hasOne(first, ['compartment-id', 'lifecycle-state']);
    },
  },
  {
    tool: 'Kubernetes (kubectl get … -o json)',
    prints: (root) => has(root, 'apiVersion') && has(root, 'kind'),
  },
];

/** `{"name": {"sensitive": false, "type": "string", "value": "…"}, …}` */
function isOutputs(root: Tree): boolean {
  return (
    root.kind === 'map' &&
    root.members.length > 0 &&
    root.members.every(({ value }) => has(value, 'value') && has(value, 'type'))
  );
}

function has(tree: Tree | undefined, key: string): boolean {
  return valueAt(tree, key) !== undefined;
}

function hasOne(tree: Tree | undefined, keys: readonly string[]): boolean {
  return keys.some((key) => has(tree, key));
}

function startsWith(tree: Tree | undefined, key: string, start: string): boolean {
  const value = valueAt(tree, key);
  return value?.kind === 'text' && value.text.startsWith(start);
}
