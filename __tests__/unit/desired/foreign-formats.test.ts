import { describe, expect, test } from '@jest/globals';
import { expectProblems, read } from './reading.ts';

const SECRET = 'hunter2-198.51.100.7';

const OUTPUTS: readonly (readonly [tool: string, name: string, output: unknown])[] = [
  ['Terraform', 'terraform output -json', { ips: { sensitive: true, type: ['list', 'string'], value: [SECRET] } }],
  ['Terraform', 'a state', { version: 4, terraform_version: '1.9.0', lineage: SECRET, resources: [] }],
  [
    'Terraform',
    'terraform show -json',
    { format_version: '1.0', terraform_version: '1.9.0', values: { outputs: SECRET } },
  ],
  ['the AWS CLI', 'aws ec2 describe-addresses', { Addresses: [{ PublicIp: SECRET, AllocationId: 'eipalloc-1' }] }],
  ['the AWS CLI', 'aws ec2 describe-addresses --query Addresses', [{ PublicIp: SECRET, Domain: 'vpc' }]],
  ['the Google Cloud CLI', 'gcloud compute addresses list', [{ address: SECRET, kind: 'compute#address', name: 'a' }]],
  ['the Google Cloud CLI', 'gcloud compute addresses describe', { address: SECRET, kind: 'compute#address' }],
  ['the Azure CLI', 'az network public-ip list', [{ ipAddress: SECRET, publicIPAllocationMethod: 'Static' }]],
  ['the Azure CLI', 'az resource show', { id: '/subscriptions/x/resourceGroups/y', name: SECRET }],
  [
    'the Oracle Cloud CLI',
    'oci network public-ip list',
    { data: [{ 'ip-address': SECRET, 'lifecycle-state': 'ASSIGNED' }] },
  ],
  [
    'the Oracle Cloud CLI',
    'oci network public-ip get',
    { data: { 'ip-address': SECRET, 'compartment-id': 'ocid1' }, etag: 'x' },
  ],
  ['the Oracle Cloud CLI', 'oci … --query data', [{ 'ip-address': SECRET, 'compartment-id': 'ocid1' }]],
  [
    'Kubernetes',
    'kubectl get ingress,service -o json',
    { apiVersion: 'v1', kind: 'List', items: [{ status: SECRET }] },
  ],
];

describe('the output of another tool has one error that names tool and recipe, and shows nothing of it', () => {
  test.each(OUTPUTS)('%s: %s', async (tool, _name, output) => {
    for (const [file, text] of [
      ['o.json', JSON.stringify(output)],
      ['o.yaml', JSON.stringify(output, null, 2)],
      ['', JSON.stringify(output)],
    ] as const) {
      const { problems, entries } = await read(text, file);
      expect(entries).toEqual([]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatchObject({ place: { line: 1, column: 1 } });
      expect(problems[0]?.message).toMatch(new RegExp(`^this looks like the output of ${tool} \\(.*docs/recipes\\.md`));
      expect(problems[0]?.message).not.toContain('hunter2');
    }
  });

  test.each<[string, unknown, RegExp]>([
    ['aws ec2 describe-instances', { Reservations: [{ Instances: [SECRET] }] }, /; run aws ec2 describe-addresses/],
    [
      'aws ec2 describe-instances',
      [{ InstanceId: 'i-1', PublicIpAddress: SECRET }],
      /; run aws ec2 describe-addresses/,
    ],
    ['aws ec2 describe-network-interfaces', { NetworkInterfaces: [SECRET] }, /; run aws ec2 describe-addresses/],
    ['aws ec2 describe-network-interfaces', [{ NetworkInterfaceId: SECRET }], /; run aws ec2 describe-addresses/],
    ['aws elbv2 describe-load-balancers', { LoadBalancers: [{ DNSName: SECRET }] }, /; .* give its DNSName as host$/],
    ['aws elbv2 describe-load-balancers', [{ DNSName: SECRET }], /; .* give its DNSName as host$/],
  ])('and another remedy where there is no recipe: %s (%#)', async (command, output, remedy) => {
    const { problems } = await read(JSON.stringify(output), 'o.json');
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(`the output of the AWS CLI (${command}), not like a list`);
    expect(problems[0]?.message).toMatch(remedy);
    expect(problems[0]?.message).not.toContain('hunter2');
  });

  test.each([
    '{}',
    '[]',
    '[{"ip": "192.0.2.1", "vendor": "aws", "region": "r"}]',
    '{"data": 1}',
    '{"mappings": [{"value": 1}]}',
  ])('which %s is not', async (text) => {
    const { problems } = await read(text, 'o.json');
    for (const { message } of problems) expect(message).not.toContain('recipes');
  });
});

test('a Git LFS pointer is reported as one, whatever the extension', async () => {
  const pointer = '«version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12345\n';
  for (const file of ['o.yaml', 'o.json', 'o.csv', ''])
    await expectProblems(
      pointer,
      [
        'this is a Git LFS pointer, not the file itself; check out with "lfs: true" (actions/checkout), or keep the list out of LFS',
      ],
      file,
    );
});

test('what the wrapper of setup-terraform writes before the output is reported as that, whatever the extension', async () => {
  for (const path of ['/home/runner/work/_temp/1/terraform-bin', '/opt/tofu'])
    for (const file of ['o.yaml', 'o.json', ''])
      await expectProblems(
        `«[command]${path} output -json\n{"a": {"value": 1, "type": "string"}}\n`,
        [
          'this begins with a line that the wrapper of hashicorp/setup-terraform wrote; set "terraform_wrapper: false" there',
        ],
        file,
      );
});
