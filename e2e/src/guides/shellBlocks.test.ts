import { guideScript, shellBlocks } from './shellBlocks';

const fence = '```';
const guide = `# Guide

${fence}sh
kubectl get nodes
${fence}

${fence}yaml
kind: Pod
${fence}

${fence}sh no-test: needs a cloud
terraform apply
${fence}
text
${fence}sh
cat <<EOF
# not a heading
EOF
${fence}
`;

it('finds the shell blocks of a guide in order, with their lines', () => {
  expect(shellBlocks(guide)).toEqual([
    { kind: 'runs', line: 4, commands: 'kubectl get nodes\n' },
    {
      kind: 'not here',
      line: 12,
      commands: 'terraform apply\n',
      reason: 'needs a cloud',
    },
    { kind: 'runs', line: 16, commands: 'cat <<EOF\n# not a heading\nEOF\n' },
  ]);
});

it.each(['no-test', 'no-test: ', 'skip'])(
  'takes no block out of the test without a reason: %p',
  mark => {
    expect(() => shellBlocks(`\n${fence}sh ${mark}\nls\n${fence}\n`)).toThrow(
      /^Line 2: /,
    );
  },
);

it('makes one script of what runs, which knows where it is', () => {
  const script = guideScript('guide.md', guide);
  expect(script).toMatch(/^set -euo pipefail\n/);
  expect(script).toContain('block=guide.md:4\nkubectl get nodes\n');
  expect(script).not.toContain('terraform');
});
