import type { ResourceRule } from '@amalthea/operator';
import { policyRules } from './policyRules';

const rule = (
  resource: string,
  verbs: ResourceRule['verbs'],
  group = '',
): ResourceRule => ({
  group,
  resource,
  verbs,
  scope: 'served',
  reason: 'for the test',
});

describe('policyRules', () => {
  it('puts resources of a group with the same verbs into one rule', () => {
    expect(
      policyRules(
        [rule('secrets', ['get']), rule('services', ['get'])],
        'served',
      ),
    ).toEqual([
      { apiGroups: [''], resources: ['secrets', 'services'], verbs: ['get'] },
    ]);
  });

  it('never widens verbs or groups by sharing', () => {
    const rules = policyRules(
      [
        rule('pods', ['get', 'delete']),
        rule('secrets', ['get']),
        rule('pods', ['get'], 'metrics.k8s.io'),
      ],
      'served',
    );
    expect(rules).toHaveLength(3);
  });

  it('keeps the scopes apart', () => {
    expect(policyRules([rule('pods', ['get'])], 'operator')).toEqual([]);
  });
});
